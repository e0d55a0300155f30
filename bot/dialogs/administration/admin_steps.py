"""The steps of administration."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs.administration import admin, admin_link, admin_sheet, amend
from bot.dialogs.steps import StepFunction

STEPS: Mapping[str, StepFunction] = {
    "admin.menu": admin.menu,
    "admin.find": admin.find,
    "admin.person": admin.person,
    "admin.code": admin_link.code,
    "admin.cut-ask": admin_link.cut_ask,
    "admin.cut": admin_link.cut,
    "admin.sheets": admin_sheet.units,
    "admin.sheet-find": admin_sheet.find,
    "admin.sheet": admin_sheet.sheet,
    "amend.mine": amend.mine,
    "amend.begin": amend.begin,
    "amend.show": amend.show,
    "amend.page": amend.page,
    "amend.unit": amend.unit,
    "amend.place": amend.place,
    "amend.position": amend.position,
    "amend.receiver": amend.receiver,
    "amend.act": amend.acts,
    "amend.first": amend.first,
    "amend.last": amend.last,
    "amend.open": amend.for_good,
    "amend.typed": amend.typed,
    "amend.make": amend.make,
}

LOOKS = frozenset(
    [
        "admin.menu",
        "admin.find",
        "admin.person",
        "admin.cut-ask",
        "admin.sheets",
        "admin.sheet-find",
        "amend.mine",
        "amend.show",
        "amend.page",
    ]
)
