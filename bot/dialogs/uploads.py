"""A photo or a file on its way in: how large it may be, and what it is called from now on."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.dialogs.screen import Upload
from core import errors
from core.text import composed
from core.usecases import evidencing

MOST_BYTES = evidencing.MOST_BYTES
MOST_NAME = 120
"""Characters of a name that is kept, its ending included."""
NAMELESS = "tep"

_NO_FILE_NAME = re.compile(r'[/\\:*?"<>|]+')
_ENDING = re.compile(r"\.\w{1,10}\Z")
_MIME = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")
_UNKNOWN_MIME: Final = "application/octet-stream"


def received(kind: str, name: str, mime: str, content: bytes, caption: str = "") -> Upload:
    """*errors.BadInput* ``file.empty``, ``file.large``."""
    check_size(len(content))
    return Upload(
        kind=kind,
        name=safe_name(name),
        mime=mime if _MIME.fullmatch(mime) else _UNKNOWN_MIME,
        content=content,
        caption=composed(caption).strip(),
    )


def check_size(size: int) -> None:
    """*errors.BadInput* ``file.empty``, ``file.large``; worth asking before it is fetched."""
    if size <= 0:
        raise errors.BadInput("file.empty")
    if size > MOST_BYTES:
        raise errors.BadInput("file.large", size=size)


def safe_name(name: str) -> str:
    """A name that any machine can give a file: no folder, no control character, not too long.

    Who sent the file chose the name, and somebody else saves it under that name.
    """
    said = "".join(" " if _is_gap(letter) else letter for letter in composed(name))
    said = "".join(letter for letter in said if not unicodedata.category(letter).startswith("C"))
    said = _NO_FILE_NAME.sub("-", " ".join(said.split())).strip(" .-")
    if len(said) > MOST_NAME:
        found = _ENDING.search(said)
        ending = found[0] if found else ""
        said = said[: MOST_NAME - len(ending)].rstrip(" .-") + ending
    return said or NAMELESS


def _is_gap(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Zl", "Zp"}
