"""The ``danhgia`` command in this process, as a shell would see it."""

from __future__ import annotations

import io
import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import cli
from tests.command_line import Done, Run


@pytest.fixture
def logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    logs_as_they_were: None,
) -> Run:
    """``run("score", "-", text="{}")``: as a shell would, in an empty folder of its own."""
    del logs_as_they_were
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, text: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["danhgia", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        capsys.readouterr()
        status: object = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        assert status is None or isinstance(status, int)
        return Done(status or 0, said.out, said.err)

    return command


@pytest.fixture
def ward(sample_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = Path(shutil.copy(sample_template, tmp_path / "sample.db"))
    monkeypatch.setenv("DANHGIA_DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    monkeypatch.setenv("DANHGIA_CLOCK", "2026-10-22T08:30:00+07:00")
    monkeypatch.setenv("DANHGIA_TELEGRAM_API", "http://127.0.0.1:9")
    return file
