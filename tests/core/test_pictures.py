"""A page of paper is known by its bytes, not by its name."""

from __future__ import annotations

import pytest

from core import pictures


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0" + bytes(16),
        b"\x89PNG\r\n\x1a\n" + bytes(16),
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic" + bytes(16),
        b"%PDF-1.7 ",
    ],
)
def test_a_photo_or_a_scan_is_a_page(content: bytes) -> None:
    assert pictures.is_page(content)


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\0" + bytes(64), b"<svg xmlns=", b"\0" * 3000, b"RIFF\x10\0\0\0WAVE"]
)
def test_whatever_else_calls_itself_a_photo_is_none(content: bytes) -> None:
    assert not pictures.is_page(content)
