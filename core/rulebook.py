"""The ward's rules of one time: rule texts in, checked values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core import authority_table, calendar, closed_lists, errors, forms, settings, workdays
from core.authority_table import AuthorityTable
from core.calendar import Calendar
from core.closed_lists import ClosedList
from core.forms import Form
from core.settings import Settings
from core.workdays import Workdays

FORM_FILES = ("forms/mau_01.toml", "forms/mau_02.toml", "forms/mau_03.toml", "forms/mau_04.toml")
FILES = (
    *FORM_FILES,
    "authority.toml",
    "calendar.toml",
    "settings.toml",
    "workdays.toml",
    "roster.toml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Forms by code, the authority table, the calendar under *settings*, and what the cells of a
    roster may hold by the name of the list.
    """

    forms: Mapping[str, Form]
    calendar: Calendar
    settings: Settings
    authority: AuthorityTable
    workdays: Workdays
    roster: Mapping[str, ClosedList]

    def form(self, code: str) -> Form:
        """*errors.NotFound* ``form``."""
        if code not in self.forms:
            raise errors.NotFound("form", form=code, known=tuple(self.forms))
        return self.forms[code]

    def overlay(self, deviations: Mapping[str, object]) -> Rulebook:
        """This book for a month in which the ward deviates; *errors.BadInput* ``setting``."""
        values = self.settings.overlay(deviations)
        return replace(self, calendar=self.calendar.under(values), settings=values)


def load(texts: Mapping[str, str]) -> Rulebook:
    """Read every rule file; *texts* maps names such as ``forms/mau_03.toml`` to their text.

    *errors.RulesBroken* names the file and the place of the first fault, or the files that
    are missing or unknown.
    """
    for file in FILES:
        if file not in texts:
            raise errors.RulesBroken("rules.file-missing", file=file, place="")
    for file in texts:
        if file not in FILES:
            raise errors.RulesBroken("rules.file-unknown", file=file, place="")
    read = [(file, forms.load(file, texts[file])) for file in FORM_FILES]
    for file, form in read:
        if file != f"forms/mau_{form.code}.toml":
            raise errors.RulesBroken("form.file", file=file, place="form", value=form.code)
    values = settings.load("settings.toml", texts["settings.toml"])
    authority = authority_table.load(texts["authority.toml"])
    return Rulebook(
        forms={form.code: form for _, form in read},
        calendar=calendar.load("calendar.toml", texts["calendar.toml"], values),
        settings=values,
        authority=authority,
        workdays=workdays.load("workdays.toml", texts["workdays.toml"]),
        roster=closed_lists.with_authority(closed_lists.load(texts["roster.toml"]), authority),
    )
