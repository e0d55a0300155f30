"""What a run of the ``danhgia`` command left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


def sentence(done: Done, status: int = 2) -> str:
    """The one line on stderr of a refused command."""
    assert (done.status, done.out) == (status, ""), done
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    return done.err.strip()
