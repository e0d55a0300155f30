"""What a file that came is called, and how large it may be."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogs import faults, uploads
from core import errors

NAMES = {
    "Biên bản họp.pdf": "Biên bản họp.pdf",
    "../../etc/passwd": "etc-passwd",
    "C:\\Windows\\a.dll": "C-Windows-a.dll",
    "Báo cáo 10/2026.docx": "Báo cáo 10-2026.docx",
    "a\u202egpj.exe": "agpj.exe",
    "hai\r\ndòng\x00.txt": "hai dòng.txt",
    "  .ẩn. ": "ẩn",
    'a<b>"c"|d?.png': "a-b-c-d-.png",
    "": uploads.NAMELESS,
    "...": uploads.NAMELESS,
    "/": uploads.NAMELESS,
    unicodedata.normalize("NFD", "Tệp.pdf"): "Tệp.pdf",
    "ơ" * 300 + ".xlsx": "ơ" * 115 + ".xlsx",
    "a" * 300: "a" * 120,
    "a." + "b" * 300: "a." + "b" * 118,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_becomes_one_that_any_machine_can_give_a_file(name: str) -> None:
    assert uploads.safe_name(name) == NAMES[name]


@given(st.text(max_size=400))
@example("a/../b")
@example("\u0301" * 200)
def test_whatever_the_name_the_kept_one_names_no_folder_and_no_control(name: str) -> None:
    kept = uploads.safe_name(name)
    assert 0 < len(kept) <= uploads.MOST_NAME
    assert not set(kept) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(letter).startswith("C") for letter in kept)
    assert kept == unicodedata.normalize("NFC", kept).strip(" .")
    assert uploads.safe_name(kept) == kept


@pytest.mark.parametrize(
    ("size", "code"), [(0, "file.empty"), (-1, "file.empty"), (20_000_001, "file.large")]
)
def test_a_size_that_is_not_taken_says_why(size: int, code: str) -> None:
    with pytest.raises(errors.BadInput) as raised:
        uploads.check_size(size)
    assert raised.value.code == code


def test_the_limit_itself_is_taken() -> None:
    uploads.check_size(uploads.MOST_BYTES)
    uploads.check_size(1)


@pytest.mark.parametrize(
    ("size", "said"), [(20_000_001, "20.1"), (21_000_000, "21"), (20_971_520, "21")]
)
def test_a_size_is_told_in_megabytes_and_never_as_the_limit(size: int, said: str) -> None:
    assert faults.megabytes(size).normalize() == Decimal(said)


def test_a_type_that_is_none_is_kept_as_unknown_and_a_caption_is_composed() -> None:
    caption = unicodedata.normalize("NFD", " Hiện trường\n")
    kept = uploads.received("file", "a.bin", "x\r\ny", b"a", caption)
    assert (kept.mime, kept.caption) == ("application/octet-stream", "Hiện trường")
    assert "content" not in repr(kept)
