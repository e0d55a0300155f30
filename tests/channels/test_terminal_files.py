"""``/tep PATH caption`` in the terminal: what is read, and what is refused in words."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels import drivers, terminal_driver
from tests.channels.phone import Phone

PDF = b"%PDF-1.7"
ASKED = "là minh chứng của việc nào?"


@pytest.fixture(name="nga")
async def _nga(sample_template: Path, tmp_path: Path) -> AsyncIterator[Phone]:
    async with terminal_driver.terminal_ward(drivers.copy(sample_template, tmp_path)) as ward:
        yield await ward.phone("P061")


async def test_a_path_needs_quotes_only_where_it_has_spaces(nga: Phone, tmp_path: Path) -> None:
    for name, line in (("a.pdf", "/tep {} Họp"), ("biên bản.pdf", '/tep "{}"')):
        (tmp_path / name).write_bytes(PDF + name.encode())
        await nga.type(line.format(tmp_path / name))
        assert f"“{name}” {ASKED}" in await nga.see()


async def test_a_path_with_a_backslash_is_taken_as_it_is_typed(nga: Phone, tmp_path: Path) -> None:
    (tmp_path / "a\\nb.pdf").write_bytes(PDF)
    await nga.type(f"/tep {tmp_path}/a\\nb.pdf")
    assert f"“a-nb.pdf” {ASKED}" in await nga.see()


@pytest.mark.parametrize(
    "path", ["", "không-có.pdf", "/tmp", "~ai-do/a.pdf", "/dev/null", "a\x00b", '"a b'], ids=repr
)
async def test_what_is_no_file_is_named_and_the_same_card_comes_again(
    nga: Phone, path: str
) -> None:
    before = await nga.see()
    await nga.type(f"/tep {path}".rstrip())
    said = await nga.see()
    assert said.startswith("Không mở được tệp “")
    assert "Ví dụ: /tep bien-ban.pdf" in said
    assert said.endswith(before)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "không có nội dung (0 byte)"), (21_000_000, "nặng 21 MB")]
)
async def test_a_file_of_a_wrong_size_is_not_read(
    nga: Phone, tmp_path: Path, size: int, words: str
) -> None:
    file = tmp_path / "a.pdf"
    file.touch()
    os.truncate(file, size)
    await nga.type(f"/tep {file}")
    assert words in await nga.see()


async def test_other_words_that_begin_so_are_no_file(nga: Phone) -> None:
    await nga.type("/tepnhom")
    assert "Không mở được tệp" not in await nga.see()
