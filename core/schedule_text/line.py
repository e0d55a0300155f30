"""One line, or one part of a line, to one job.

The first doubt is asked, the others go with it; the fields hold the likely reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.schedule_text import content
from core.schedule_text.assemble import assemble
from core.schedule_text.draft import Draft
from core.schedule_text.mentions import Quantity
from core.schedule_text.questions import HOUR_DOUBTS, ask, clipped, one, quoting
from core.schedule_text.reading import Item, Question
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """*weekday*: the day of the line's weekday, for those below (R15). *opening*: the day with
    which the line begins."""

    item: Item
    weekday: date | None
    opening: When | None


def read(scan: Scan, raw: str, context: Context) -> Job:
    """The job of a line whose words were found by *scan*."""
    made = assemble(scan, context)
    quantity, doubts, spans = _quantity(scan)
    what = content.rest(scan.flat, [*made.spans, *spans])
    questions = [*_ordered(made), *doubts]
    if not what:
        questions.insert(0, ask("no-content"))
    questions = quoting(questions, scan.flat.source)
    item = Item(
        what=what,
        quantity=quantity,
        start=made.start,
        end=made.end,
        due=made.due,
        part=made.part,
        question=one(questions),
        source=raw,
    )
    return Job(item=item, weekday=made.weekday, opening=made.opening)


def _ordered(made: Draft) -> list[Question]:
    """Doubts of the day before those of the hour."""
    return sorted(made.doubts, key=lambda each: each.code in HOUR_DOUBTS)


def _quantity(scan: Scan) -> tuple[int | None, list[Question], list[tuple[int, int]]]:
    """The count, the doubts about it, and the words that told it (R12)."""
    found = sorted(scan.quantities, key=lambda each: each.start)
    if not found:
        return None, [], []
    first = found[0]
    doubts = [_asked(scan, each) for each in found if each.doubt]
    clear = [each for each in found if not each.doubt]
    if len(found) > 1 and not _says_one_number(found):
        doubts.append(ask("two-quantities", first=found[0].count, second=found[1].count))
    spans = [(each.start, each.end) for each in clear] if not doubts else []
    return first.count, doubts, spans


def _says_one_number(found: list[Quantity]) -> bool:
    """ "2 bao cao, SL: 2" is one quantity; two products with a number each are two (R12)."""
    counted = [each for each in found if each.stop]
    return len(counted) < 2 and len({each.count for each in found}) == 1


def _asked(scan: Scan, found: Quantity) -> Question:
    words = scan.flat.written(found.start, found.stop or found.end)
    return ask(found.doubt, words=clipped(words) or None, count=found.count)
