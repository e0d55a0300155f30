"""The families of dialogs that the home card asks, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.dialogs.absences import absence_home
from bot.dialogs.administration import admin
from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from bot.dialogs.papers import paper_home
from bot.dialogs.tasks import work_home
from bot.dialogs.units import unit_menu
from bot.dialogs.weeks import week_notices

ENTRIES: tuple[Callable[[Context], Awaitable[Entries]], ...] = (
    work_home.entries,
    week_notices.entries,
    absence_home.entries,
    unit_menu.entries,
    paper_home.entries,
    admin.entries,
)
