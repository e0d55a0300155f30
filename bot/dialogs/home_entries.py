"""The families of dialogs that the home card asks, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.dialogs import absence_home, admin, paper_home, unit_menu, week_notices, work_home
from bot.dialogs.context import Context
from bot.dialogs.entries import Entries

ENTRIES: tuple[Callable[[Context], Awaitable[Entries]], ...] = (
    work_home.entries,
    week_notices.entries,
    absence_home.entries,
    unit_menu.entries,
    paper_home.entries,
    admin.entries,
)
