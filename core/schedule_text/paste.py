"""Texts of one line and of many.

Pure: the same text and the same day give the same reading (R1).
"""

from __future__ import annotations

from datetime import date

from core.schedule_text import headings, row
from core.schedule_text.above import Above
from core.schedule_text.flat import Flat
from core.schedule_text.frame import Frame
from core.schedule_text.mentions import DATE
from core.schedule_text.page import Page
from core.schedule_text.reading import Reading
from core.schedule_text.scan import scan
from core.schedule_text.when import Context


def read_line(text: str, today: date) -> Reading:
    """What one line says; several jobs where each clearly has its own time."""
    joined = " ".join(text.splitlines())
    if not joined.strip():
        return Reading(items=(), skipped=())
    found = scan(Flat(joined), today)
    told = any(day.kind == DATE for group in found.groups for day in group.days)
    if headings.kind(found.flat, found) in {headings.TITLE, headings.RULE} and not told:
        return Reading(items=(), skipped=(text,))
    made = row.read(found, text, Context(frame=Frame(today=today)))
    return Reading(items=tuple(job.item for job in made), skipped=())


def read_paste(text: str, today: date) -> Reading:
    """What several lines say; the lines above hold for those below (R15)."""
    page = Page(above=Above(frame=Frame(today=today)))
    for raw in text.splitlines():
        if raw.strip():
            page.take(raw)
    page.close()
    return Reading(items=tuple(page.items), skipped=tuple(page.skipped))
