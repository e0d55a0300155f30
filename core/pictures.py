"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import Final

_BEGINNINGS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-", b"GIF8", b"II*\0", b"MM\0*")
_BOXED: Final = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif"})


def is_page(content: bytes) -> bool:
    """A photo or a scan: JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or PDF."""
    if content.startswith(_BEGINNINGS):
        return True
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return True
    return content[4:8] == b"ftyp" and content[8:12] in _BOXED
