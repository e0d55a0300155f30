"""Bytes become a workbook, or a code that says why not. Nothing of a hostile file is unpacked
before its sizes are known.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from core import errors

MOST_BYTES = 5_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 500
MOST_CELLS = 150_000
MOST_ROWS = 20_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # what XML parsers raise
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What the library raises for files that are damaged in one way or another."""


def workbook(name: str, content: bytes) -> Workbook:
    """*errors.BadInput* ``book.…``: what kind of file it is instead, or what is too much."""
    if len(content) > MOST_BYTES:
        raise errors.BadInput("book.large", most=MOST_BYTES // 1_000_000)
    if name.lower().endswith(".xlsm"):
        raise errors.BadInput("book.macro")
    if content.startswith(_OLD_OFFICE):
        raise errors.BadInput("book.encrypted" if _ENCRYPTED in content else "book.old")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _check_parts(packed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: drawings, unusual styles
            return load_workbook(BytesIO(content), data_only=False, keep_links=False)
    except zipfile.BadZipFile as fault:
        raise errors.BadInput("book.not-excel") from fault
    except _BROKEN as fault:
        raise errors.BadInput("book.damaged") from fault


def _check_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {one.filename for one in parts}
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise errors.BadInput("book.bomb")
    if any(one.flag_bits & 1 for one in parts):
        raise errors.BadInput("book.encrypted")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise errors.BadInput("book.macro")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise errors.BadInput("book.not-excel")
    if b"macroEnabled" in packed.read("[Content_Types].xml"):
        raise errors.BadInput("book.macro")
    cells = rows = 0
    for one in parts:
        if not one.filename.endswith((".xml", ".rels")):
            continue
        text = packed.read(one)
        if _DECLARATION.search(text):
            raise errors.BadInput("book.damaged")
        if one.filename.startswith("xl/worksheets/"):
            cells += len(_CELL.findall(text))
            rows += len(_ROW.findall(text))
    if cells > MOST_CELLS or rows > MOST_ROWS:
        raise errors.BadInput("book.cells", most=MOST_CELLS)
