"""How many of a catalogue item a line says, in the item's own unit: "giám sát vỉa hè, 2 lượt".

The reader of free text knows the usual words for products only; which unit a unit counts by stands
in its catalogue, so this is looked for once the item is known.
"""

from __future__ import annotations

import re

from core.text import composed

_TRIMMED = " ,;:-–."


def told(content: str, unit: str) -> tuple[int | None, str]:
    """The count before *unit* in *content*, if there is exactly one, and the words without it.

    Words that are left of the unit at the end, after a count was taken out of them ("…, ghi" of
    "2 bản ghi"), go as well; a content that is nothing else stays as it is.
    """
    said, word = composed(content), " ".join(composed(unit).split())
    if not word:
        return None, content
    found = list(
        re.finditer(rf"(?<![\w.,/-])(\d{{1,5}}) +{re.escape(word)}(?!\w)", said, re.IGNORECASE)
    )
    if len(found) == 1:
        rest = f"{said[: found[0].start()].rstrip(_TRIMMED)}{said[found[0].end() :]}".strip(
            _TRIMMED
        )
        return (int(found[0][1]), rest) if rest else (int(found[0][1]), content)
    parts = word.split()
    for at in range(len(parts)):
        tail = " ".join(parts[at:])
        left = re.sub(rf"[,;] *{re.escape(tail)}$", "", said, flags=re.IGNORECASE)
        if left != said and left.strip(_TRIMMED):
            return None, left
    return None, content
