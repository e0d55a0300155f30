from __future__ import annotations

import unicodedata

import pytest

from core import text


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Nguyễn Thị Hằng", "nguyen thi hang"),
        ("ĐẶNG Văn Đường", "dang van duong"),
        ("  Ơ   ư  ", "o u"),
        (unicodedata.normalize("NFD", "Trần Quốc Việt"), "tran quoc viet"),
    ],
)
def test_a_name_is_found_without_its_marks(written: str, searched: str) -> None:
    assert text.folded(written) == searched


def test_two_spellings_of_one_text_are_stored_as_one() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn")
    assert decomposed != "Nguyễn"
    assert text.composed(decomposed) == "Nguyễn"
