"""What the plan leaves open, as values with a default and a place in the plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from core import errors, tables

_DAYS = re.compile(r"[0-9]{1,2}(/[0-9]{1,2})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One key: *allowed* is empty where the value is a list of days such as ``5/10``."""

    key: str
    default: str
    allowed: tuple[str, ...]
    clause: str
    source: str
    valid_from: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one month. *point_step* is None when points are free.

    *december_steps*: the days before which self, comment, decide with list, and publish end.
    *appeal_days*: working days to object and to answer.
    """

    work_window: str
    quota_base: str
    quota_round: str
    quota_pools: str
    b_c_base: str
    penalty_scope: str
    over_cap: str
    no_assignment: str
    leader_pool: str
    d_population: str
    low_presence_cap: str
    december_steps: tuple[int, ...]
    december_publish: str
    point_step: Decimal | None
    rounding: str
    appeal_days: tuple[int, ...]
    publish_fields: str
    non_regular_workers: str
    commenter_gaps: str
    coefficient_approval: str
    late_submission: str
    rules: Mapping[str, Rule] = field(repr=False, compare=False)

    def overlay(self, deviations: Mapping[str, object]) -> Settings:
        """These settings with others laid over them; spaces and underscores are the same.

        *errors.BadInput* ``setting`` with key, value and what is allowed, for an unknown key
        (*allowed* are then the keys) or value.
        """
        changed: dict[str, Any] = {}
        for key, value in deviations.items():
            if key not in self.rules:
                raise errors.BadInput("setting", key=key, value=value, allowed=tuple(self.rules))
            changed[key] = _read(self.rules[key], value)
        return replace(self, **changed)


def load(file: str, text: str) -> Settings:
    """*errors.RulesBroken* when a key is missing, unknown, twice, or its default not allowed."""
    top = tables.parse(file, text)
    if top.whole("schema") != 1:
        raise top.broken("rules.schema", "schema")
    valid_from = top.date("valid_from")
    rules: dict[str, Rule] = {}
    known = {one.name for one in fields(Settings)} - {"rules"}
    for row in top.rows("setting"):
        rule = Rule(
            key=row.text("key"),
            default=row.text("default"),
            allowed=row.texts("allowed") if row.has("allowed") else (),
            clause=row.text("clause"),
            source=row.text("source"),
            valid_from=valid_from,
        )
        row.done()
        if rule.key not in known or rule.key in rules:
            raise row.broken("settings.key", "key", value=rule.key)
        rules[rule.key] = rule
    top.done()
    if missing := known - set(rules):
        raise top.broken("settings.missing", "setting", keys=tuple(sorted(missing)))
    values: dict[str, Any] = {}
    for rule in rules.values():
        try:
            values[rule.key] = _read(rule, rule.default)
        except errors.BadInput as fault:
            raise top.broken("settings.default", rule.key, value=rule.default) from fault
    return Settings(**values, rules=rules)


def _read(rule: Rule, value: object) -> str | Decimal | tuple[int, ...] | None:
    refusal = errors.BadInput("setting", key=rule.key, value=value, allowed=rule.allowed)
    text = str(value).strip() if isinstance(value, (str, Decimal)) else ""
    if rule.allowed:
        text = text.replace(" ", "_")
        if text not in rule.allowed:
            raise refusal
        if rule.key == "point_step":
            return None if text == "free" else Decimal(text)
        return text
    if not _DAYS.fullmatch(text):
        raise refusal
    days = tuple(int(day) for day in text.split("/"))
    if len(days) != rule.default.count("/") + 1 or 0 in days:
        raise refusal
    if rule.key == "december_steps" and (list(days) != sorted(set(days)) or days[-1] > 15):
        raise refusal
    return days
