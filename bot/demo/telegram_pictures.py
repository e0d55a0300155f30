"""What the simulated server can tell of a picture: its type and its measures, by its first bytes."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
TYPES = {
    PNG: "image/png",
    JPEG: "image/jpeg",
    b"RIFF": "image/webp",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
SMALLER = (90, 320, 800)
"""The longer side, in pixels, of the sizes that are made beside the picture itself."""
LONGEST_SIDES, STEEPEST = 10_000, 20
NOT_MEASURED = (800, 600)
DOT = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////"
    "////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAA"
    "AAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)
"""A JPEG of one pixel: this simulation cannot draw, so every smaller size is this."""

_START_OF_FRAME = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})


@dataclass(frozen=True, slots=True)
class Measures:
    width: int
    height: int

    def within(self, side: int) -> Measures:
        """The same shape with *side* as its longer one."""
        longer = max(self.width, self.height)
        return Measures(max(1, self.width * side // longer), max(1, self.height * side // longer))

    @property
    def too_odd(self) -> bool:
        """Longer or steeper than Telegram takes for a photo."""
        short, long = sorted((self.width, self.height))
        return short + long > LONGEST_SIDES or long > STEEPEST * max(short, 1)


def type_of(body: bytes) -> str | None:
    return next((kind for start, kind in TYPES.items() if body.startswith(start)), None)


def measures(body: bytes) -> Measures:
    """As the picture says; the same for all that are neither PNG nor JPEG."""
    found = _of_png(body) or _of_jpeg(body)
    return Measures(*(found or NOT_MEASURED))


def _of_png(body: bytes) -> tuple[int, int] | None:
    if not body.startswith(PNG) or len(body) < 24:
        return None
    width, height = struct.unpack(">II", body[16:24])
    return (width, height) if width and height else None


def _of_jpeg(body: bytes) -> tuple[int, int] | None:
    """From the frame's header, behind segments of any length."""
    at = 2
    while body.startswith(JPEG) and at + 9 <= len(body) and body[at] == 0xFF:
        length, height, width = struct.unpack(">HxHH", body[at + 2 : at + 9])
        if body[at + 1] in _START_OF_FRAME:
            return (width, height) if width and height else None
        at += 2 + length
    return None
