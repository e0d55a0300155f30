"""Official papers of the command line."""

from __future__ import annotations

from bot import app as composition
from bot.documents import self_form
from core.months import Month
from core.usecases import printing
from core.usecases.desk import SYSTEM

CHANNEL = "cli"


async def self_forms(ward: composition.Ward, unit: str, month: Month, person: str | None) -> bytes:
    """One PDF of the unit's forms of *month*; the export is audited."""
    async with ward.desk(SYSTEM, CHANNEL) as desk:
        found = await printing.blanks(desk, unit, month, person)
        until = desk.closings(month).self_step
    return self_form.as_pdf(ward.words, found, until)
