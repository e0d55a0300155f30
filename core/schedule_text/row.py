"""The jobs of one row of text: each with the day and the part of those before it (R15).

Cells are parts of one line; several jobs in it stay under the same heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.schedule_text import jobs, line
from core.schedule_text.questions import HOUR_DOUBTS, ask
from core.schedule_text.reading import Question
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, day_of


def read(found: Scan, raw: str, context: Context) -> list[line.Job]:
    """A later job without a day takes that of the first."""
    made: list[line.Job] = []
    for piece in jobs.split(found):
        job = line.read(piece, raw, context)
        made.append(job)
        if len(made) == 1:
            context = _below(context, piece, job)
        elif job.weekday is not None:
            context = replace(context, frame=replace(context.frame, last=job.weekday))
    return made


def _below(context: Context, piece: Scan, job: line.Job) -> Context:
    """The day with which a line begins holds for its other jobs."""
    frame = replace(context.frame, last=job.weekday or context.frame.last)
    if job.opening is not None and job.opening.day is not None:
        doubt = of_day(job.opening.doubts)
        return replace(context, frame=frame, day=job.opening.day, part=None, doubt=doubt)
    start = job.item.start
    if start is None or not any(group.days for group in piece.groups):
        return replace(context, frame=frame)
    first = day_of(start)
    return replace(context, frame=frame, day=first, doubt=ask("same-day", first=first))


def of_day(doubts: Sequence[Question]) -> Question | None:
    """The first doubt that is about the day."""
    return next((one for one in doubts if one.code not in HOUR_DOUBTS), None)
