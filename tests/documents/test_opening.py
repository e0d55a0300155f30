"""What is no workbook, or not one to be opened, is said to be so; nothing hostile is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.documents import opening, reading
from core import errors
from tests.documents import books

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = books.made()


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def repacked(name: str, data: bytes) -> bytes:
    """A good workbook in which one part is another one, or one more."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        return packed({**{one: old.read(one) for one in old.namelist()}, name: data})


SHEET = "xl/worksheets/sheet1.xml"


def bomb() -> bytes:
    parts = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}
    return packed({**parts, SHEET: b"0" * (opening.MOST_UNPACKED + 1)})


def crowded() -> bytes:
    return packed({f"{number}.xml": b"" for number in range(opening.MOST_PARTS + 1)})


def locked() -> bytes:
    """The bit that says a part is encrypted, set by hand in every header."""
    content = bytearray(GOOD)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


CELLS = (
    b"<worksheet><sheetData>" + b"<c />" * (opening.MOST_CELLS + 1) + b"</sheetData></worksheet>"
)
ROWS = (
    b"<worksheet><sheetData>" + b"<row/>" * (opening.MOST_ROWS + 1) + b"</sheetData></worksheet>"
)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
TYPES = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'

REFUSED = {
    "nothing": (b"", "book.not-excel"),
    "a text": ("Đơn vị;Mã;Tên".encode(), "book.not-excel"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "book.not-excel"),
    "a half workbook": (GOOD[: len(GOOD) // 2], "book.not-excel"),
    "a zip of something else": (packed({"a.txt": b"a"}), "book.not-excel"),
    "an old workbook": (OLE + b"0" * 600, "book.old"),
    "a workbook with a password": (
        OLE + b"0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "book.encrypted",
    ),
    "a zip with a password": (locked(), "book.encrypted"),
    "a workbook with a macro": (repacked("xl/vbaProject.bin", b"x"), "book.macro"),
    "a workbook of the kind with macros": (
        repacked("[Content_Types].xml", TYPES),
        "book.macro",
    ),
    "a bomb": (bomb(), "book.bomb"),
    "a crowd of parts": (crowded(), "book.bomb"),
    "too large": (b"PK" + b"0" * opening.MOST_BYTES, "book.large"),
    "too many cells": (repacked(SHEET, CELLS), "book.cells"),
    "too many rows": (repacked(SHEET, ROWS), "book.cells"),
    "entities": (repacked(SHEET, DOCTYPE), "book.damaged"),
    "no XML": (repacked(SHEET, b"<worksheet"), "book.damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_taken_is_told_why(name: str) -> None:
    content, code = REFUSED[name]

    with pytest.raises(errors.BadInput) as refusal:
        opening.workbook("tep.xlsx", content)
    book = reading.book("tep.xlsx", content)

    assert refusal.value.code == code
    assert [(one.sheet, one.ref, one.code) for one in book.faults] == [("tep.xlsx", "", code)]
    assert books.said(book.faults[0]).startswith("tep.xlsx: ")


def test_the_limits_leave_room_for_the_largest_plan() -> None:
    rows = [books.PLAN_ROW] * 1000

    assert reading.book("tep.xlsx", books.planned(rows)).faults == ()


@given(st.data())
@hypothesis_settings(max_examples=60, deadline=None)
def test_no_damage_brings_anything_but_a_sentence(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))

    for damaged in (bytes(content), bytes(content[:cut])):
        _, found = books.read(damaged)
        assert all(books.said(one).strip() for one in found)
