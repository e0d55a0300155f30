"""When the steps of an evaluated month open and close, and which work belongs to it.

"Trước ngày 25" excludes the 25th: a step closes at the exclusive instant 25th 00:00 +07:00
and its last moment is the second before. Nothing shifts for week-ends and holidays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core import errors, months, tables
from core.settings import Settings

ZONE = dt.timezone(dt.timedelta(hours=7), "+07:00")
STEPS = ("self", "comment", "decide", "list", "publish")
_SECOND = dt.timedelta(seconds=1)
_MOMENT = dt.timedelta.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """*closes_at* is exclusive; *source* is ``literal`` or ``proposed``.

    *opens_at* is when the step's turn comes; it locks nothing (a comment may come earlier).
    """

    id: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    last_moment: dt.datetime
    source: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """*at*: instants told from the closing C of *step*, such as ``C-2d 08:30``."""

    step: str
    to: str
    at: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closing:
    month_offset: int
    before_day: int
    source: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The closings of every month under *settings*: December's days and the work window."""

    ordinary: Mapping[str, _Closing]
    december: Mapping[str, _Closing]
    reminders: tuple[ReminderRule, ...]
    settings: Settings
    _steps: dict[months.Month, tuple[Step, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def under(self, values: Settings) -> Calendar:
        """The same rules for a month with other settings."""
        return replace(self, settings=values)

    def closes(self, month: months.Month, step: str) -> dt.datetime:
        """The exclusive instant; *errors.NotFound* ``step`` for another id than STEPS."""
        rule = self._rules(month).get(step)
        if rule is None:
            raise errors.NotFound("step", id=step)
        return _midnight(month.shift(rule.month_offset), rule.before_day)

    def steps(self, month: months.Month) -> tuple[Step, ...]:
        """The five steps in their order; worked out once a month, asked with every press."""
        known = self._steps.get(month)
        if known is None:
            known = self._steps[month] = self._work_out(month)
        return known

    def _work_out(self, month: months.Month) -> tuple[Step, ...]:
        opens = {
            "self": _midnight(month, 1),
            "comment": self.closes(month, "self"),
            "decide": self.closes(month, "comment"),
            "list": self.closes(month, "comment"),
            "publish": self.closes(month, "list"),
        }
        rules = self._rules(month)
        return tuple(
            Step(
                id=id_,
                opens_at=opens[id_],
                closes_at=self.closes(month, id_),
                last_moment=self.closes(month, id_) - _SECOND,
                source=rules[id_].source,
                clause=rules[id_].clause,
            )
            for id_ in STEPS
        )

    def work_window(self, month: months.Month) -> tuple[dt.datetime, dt.datetime]:
        """From (inclusive) and to (exclusive) of the moments that count in *month*.

        A due instant is exclusive itself: what is due by the very end still belongs to it.
        """
        if self.settings.work_window == "calendar_month":
            return _midnight(month, 1), _midnight(month.shift(1), 1)
        return self.closes(month.shift(-1), "self"), self.closes(month, "self")

    def work_month(self, due: dt.datetime) -> months.Month:
        """The month whose work window holds the last moment before the exclusive *due*."""
        last = due - _MOMENT
        month = month_of(last)
        return month if last < self.work_window(month)[1] else month.shift(1)

    def _rules(self, month: months.Month) -> Mapping[str, _Closing]:
        if month.number != 12:
            return self.ordinary
        days = dict(zip(STEPS, _spread(self.settings.december_steps), strict=True))
        rules = {id_: replace(one, before_day=days[id_]) for id_, one in self.december.items()}
        if self.settings.december_publish == "next_month":
            rules["publish"] = self.ordinary["publish"]
        return rules


def due_at(moment: dt.date | dt.datetime) -> dt.datetime:
    """The exclusive instant at which something due then closes: a day closes at its end."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment + dt.timedelta(days=1), dt.time.min, ZONE)


def month_of(now: dt.datetime) -> months.Month:
    """The month under evaluation: its form opens on day 1 and is decided before it ends.

    Until the 5th the month before is still being published beside it.
    """
    if now.tzinfo is None:
        raise errors.BadInput("instant.naive", value=now.isoformat())
    local = now.astimezone(ZONE)
    return months.Month(local.year, local.month)


def load(file: str, text: str, values: Settings) -> Calendar:
    """*errors.RulesBroken* when a step is missing, unknown, or closes before the one before it.

    *values* decide the December days, where December is published, and the work window.
    """
    top = tables.parse(file, text)
    if top.whole("schema") != 1:
        raise top.broken("rules.schema", "schema")
    if top.text("timezone") != "Asia/Ho_Chi_Minh":
        raise top.broken("calendar.timezone", "timezone")
    ordinary = _closings(top, "step", {})
    december = _closings(top, "december_step", ordinary)
    reminders = tuple(_reminder(row) for row in top.rows("reminder"))
    top.date("valid_from")
    for prose in ("planning", "non_working_days"):
        top.table(prose)
    top.done()
    default = tuple(int(day) for day in values.rules["december_steps"].default.split("/"))
    if tuple(one.before_day for one in december.values()) != _spread(default):
        raise top.broken("calendar.december", "december_step")
    return Calendar(ordinary=ordinary, december=december, reminders=reminders, settings=values)


def _spread(days: tuple[int, ...]) -> tuple[int, ...]:
    """Four days for five steps: the list goes with the decision ("Đồng thời")."""
    self_, comment, decide, publish = days
    return self_, comment, decide, decide, publish


def _closings(
    top: tables.Table, key: str, fallback: Mapping[str, _Closing]
) -> dict[str, _Closing]:
    found: dict[str, _Closing] = {}
    for row in top.rows(key):
        id_ = row.text("id")
        if row.has("clause"):
            clause = row.text("clause")
        else:
            clause = fallback[id_].clause if id_ in fallback else ""
        found[id_] = _Closing(
            month_offset=row.whole("month_offset"),
            before_day=row.whole("before_day"),
            source=row.text("source"),
            clause=clause,
        )
        row.done()
        if not 1 <= found[id_].before_day <= 28 or found[id_].month_offset not in (0, 1):
            raise row.broken("calendar.day", "before_day", value=found[id_].before_day)
    if tuple(found) != STEPS:
        raise top.broken("calendar.steps", key, ids=tuple(found))
    order = [(one.month_offset, one.before_day) for one in found.values()]
    if order != sorted(order):
        raise top.broken("calendar.order", key)
    return found


def _reminder(row: tables.Table) -> ReminderRule:
    rule = ReminderRule(
        step=row.text("step"), to=row.text("to"), at=row.texts("at"), source=row.text("source")
    )
    row.done()
    return rule


def _midnight(month: months.Month, day: int) -> dt.datetime:
    return dt.datetime(month.year, month.number, day, tzinfo=ZONE)
