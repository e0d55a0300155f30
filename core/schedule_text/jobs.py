"""Several jobs in one line, where each clearly has its own day, hour or part of the day.

Where that is not clear the line stays one job, and what clashes in it is asked (R11).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.schedule_text import content, verbs
from core.schedule_text.flat import Flat
from core.schedule_text.groups import Group
from core.schedule_text.roles import FROM
from core.schedule_text.scan import Scan, scan

_MARK = re.compile(r"; ?|\. (?=\S)|\u2022")
_COMMA = re.compile(r"[,.] (?=\S)|; ?")
_CLOSING = re.compile(r"\W*(?:ket thuc|xong|nghi|giai lao|be mac|ve|tan|het gio|an trua)\b")
_MOST = 40
_NEAR = 16


def split(found: Scan) -> list[Scan]:
    """The jobs, each scanned; the line itself where it is one."""
    pieces = _by_marks(found) or _by_openings(found)
    return pieces or [found]


def _by_marks(found: Scan) -> list[Scan]:
    """Parted by semicolons or full stops."""
    text = found.flat.text
    cuts = [cut for cut in _MARK.finditer(text, content.bullet(text)) if _is_stop(found.flat, cut)]
    if not cuts or len(cuts) > _MOST:
        return []
    pieces = _scanned(found, [(cut.start(), cut.end()) for cut in cuts])
    joined = _joined(pieces, loose=all(cut[0].startswith(".") for cut in cuts))
    if len(joined) < 2 or not all(_has_own(one) for one in joined):
        return []
    return joined


_HOUR = re.compile(r"\d{1,2} ?(?:h|g|gio|:)")


def _is_stop(flat: Flat, cut: re.Match[str]) -> bool:
    if not cut[0].startswith("."):
        return True
    if _HOUR.match(flat.text, cut.end()):
        return True
    return flat.written(cut.end(), cut.end() + 1).isupper() and not flat.shouted


def _scanned(found: Scan, cuts: Sequence[tuple[int, int]]) -> list[Scan]:
    flat, today = found.flat, found.today
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(flat.text)]
    return [
        scan(Flat(flat.between(start, end)), today)
        for start, end in zip(starts, ends, strict=True)
        if start < end
    ]


def _joined(pieces: Sequence[Scan], *, loose: bool) -> list[Scan]:
    """A piece without content of its own belongs to the one before; so does a sentence without
    a time of its own, when only full stops part them (*loose*)."""
    texts: list[str] = []
    waiting = False
    for piece in pieces:
        own = _has_own(piece)
        says = says_something(piece)
        joins = not says or waiting or (loose and not own)
        if texts and joins:
            texts[-1] = f"{texts[-1]}{'. ' if loose else '; '}{piece.flat.source}"
            waiting = waiting and not (own and says)
        else:
            texts.append(piece.flat.source)
            waiting = not says or (loose and not own)
    if len(texts) == len(pieces):
        return list(pieces)
    return [scan(Flat(one), pieces[0].today) for one in texts]


def says_something(piece: Scan) -> bool:
    """Whether content is left beside the words of time and quantity."""
    spans = [span for group in piece.groups for span in group.spans]
    spans += [(one.start, one.end) for one in piece.quantities]
    return any(letter.isalpha() for letter in content.rest(piece.flat, spans))


def _has_own(piece: Scan) -> bool:
    return any(not group.role or group.role == FROM or group.days for group in piece.groups)


def _by_openings(found: Scan) -> list[Scan]:
    """Clauses that open with an hour or a part: "sang hop A, chieu hop B"."""
    flat = found.flat
    cuts = []
    for cut in _COMMA.finditer(flat.text):
        group = _opening(found, cut.end())
        if group is not None and _goes_on(flat, group):
            cuts.append((cut.start(), cut.end()))
    if not cuts or len(cuts) > _MOST:
        return []
    pieces = _scanned(found, cuts)
    first = pieces[0].groups
    if not first:
        return []
    if not (first[0].clocks or first[0].parts) and not all(map(_does_something, pieces)):
        return []
    if not content.leads(pieces[0].flat, first[0].start):
        return []
    return pieces if all(says_something(one) for one in pieces) else []


def _does_something(piece: Scan) -> bool:
    """Whether a verb follows the words of time at once: "t4 du gio, chieu hop to"."""
    start = piece.groups[0].end if piece.groups else 0
    text = piece.flat.text
    return verbs.acts(piece.flat, " " * start + text[start : start + _NEAR])


def _opening(found: Scan, place: int) -> Group | None:
    for group in found.groups:
        if group.start == place and not group.role and not group.days:
            return group if group.clocks or group.parts else None
    return None


def _goes_on(flat: Flat, group: Group) -> bool:
    """Whether a job follows the hour, and not only its end."""
    after = flat.text[group.end :]
    return bool(re.match(r"[ :\-]*[a-z]{2}", after)) and not _CLOSING.match(after)
