"""The steps of administration."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs import admin, admin_link
from bot.dialogs.steps import StepFunction

STEPS: Mapping[str, StepFunction] = {
    "admin.menu": admin.menu,
    "admin.find": admin.find,
    "admin.person": admin.person,
    "admin.code": admin_link.code,
    "admin.cut-ask": admin_link.cut_ask,
    "admin.cut": admin_link.cut,
}

LOOKS = frozenset(["admin.menu", "admin.find", "admin.person", "admin.cut-ask"])
