"""Vietnamese text as it is kept, compared and searched."""

from __future__ import annotations

import unicodedata


def composed(text: str) -> str:
    """NFC, the one form every text is stored in: two keyboards, one spelling."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Lower case without marks, ``đ`` as ``d``, so that ``nguyen`` finds ``Nguyễn``.

    Different words fold to the same text; rank exact spellings first where both match.
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join(bare.replace("đ", "d").split())
