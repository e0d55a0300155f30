"""Counts in a catalogue item's own unit."""

from __future__ import annotations

import pytest

from core import counting


@pytest.mark.parametrize(
    ("content", "unit", "expected"),
    [
        ("Giám sát thi công vỉa hè, 2 lượt", "lượt", (2, "Giám sát thi công vỉa hè")),
        ("12 lượt giám sát", "lượt", (12, "giám sát")),
        ("Tập huấn chuyển đổi số 1 Buổi", "buổi", (1, "Tập huấn chuyển đổi số")),
        ("Cập nhật dữ liệu nhà ở, ghi", "bản ghi", (None, "Cập nhật dữ liệu nhà ở")),
        ("Trả lời cử tri, văn bản", "văn bản", (None, "Trả lời cử tri")),
        ("Ban hành văn bản", "văn bản", (None, "Ban hành văn bản")),
        ("Rà soát 2 lượt, kiểm tra 3 lượt", "lượt", (None, "Rà soát 2 lượt, kiểm tra 3 lượt")),
        ("Họp tổ 5, lượt về tổ 6", "lượt", (None, "Họp tổ 5, lượt về tổ 6")),
        ("Làm việc ngày 2/10 lượt", "lượt", (None, "Làm việc ngày 2/10 lượt")),
        ("Kiểm tra 2 lượt", "", (None, "Kiểm tra 2 lượt")),
        ("2 lượt", "lượt", (2, "2 lượt")),
        ("Kiểm tra 2 lượt", "(lượt", (None, "Kiểm tra 2 lượt")),
    ],
)
def test_a_count_is_read_in_the_unit_of_the_item(
    content: str, unit: str, expected: tuple[int | None, str]
) -> None:
    assert counting.told(content, unit) == expected
