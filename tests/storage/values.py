"""Values that these tests store."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from core import authority, ports
from core.evaluation import DRAFT, SUBMITTED, Decision, Evaluation, Submission, TaskResult
from core.months import Month
from core.tasks import ASSIGNED, TaskItem

HANOI = timezone(timedelta(hours=7))
OCTOBER = Month(2026, 10)
NOW = datetime(2026, 10, 22, 8, 30, tzinfo=HANOI)
NO_RESULT = TaskResult(lines=(), figures=None)


def draft(person: str = "P031", **changes: Any) -> Evaluation:
    fresh = Evaluation(
        id=0,
        person=person,
        month=OCTOBER,
        form="03",
        form_version="2026-07",
        state=DRAFT,
        version=1,
    )
    return dataclasses.replace(fresh, **changes)


def actor(code: str, kind: authority.Kind = "person") -> authority.Actor:
    return authority.Actor(kind=kind, code=code, name=f"Người {code}")


def route(
    *, commenter: tuple[authority.Actor, ...] = (), decider: tuple[authority.Actor, ...] = ()
) -> authority.Route:
    return authority.Route(
        person="P031",
        position="UBND_CM",
        unit="VP",
        form="03",
        commenter=commenter,
        decider=decider,
        list_to="BXD",
        collector="Ban Xây dựng Đảng",
        published_by="Ủy ban nhân dân phường",
        notice_form="công khai",
        rows=("S05",),
        why=(),
    )


def submitted(person: str, at: datetime = NOW, **changes: Any) -> Evaluation:
    sent = Submission(at=at, code="AB12", result=NO_RESULT, total=None, band=None, own_class="B")
    return draft(person, state=SUBMITTED, submission=sent, **changes)


def decision(by: str, at: datetime = NOW, **changes: Any) -> Decision:
    made = Decision(
        by=by,
        given_by=None,
        at=at,
        came_from=SUBMITTED,
        points={},
        deductions=(),
        result=NO_RESULT,
        terms={},
        total=Fraction(8545, 102),
        band="B",
        final_class="B",
        reason="",
    )
    return dataclasses.replace(made, **changes)


def task(person: str = "P031", **changes: Any) -> TaskItem:
    fresh = TaskItem(
        id=0,
        person=person,
        name="Đường Nguyễn Trãi: tờ trình",
        unit_of_count="tờ trình",
        coefficient=Decimal("1.5"),
        assigned=2,
        accepted=0,
        due=NOW,
        assigned_by="P002",
        origin="tuần 43",
        state=ASSIGNED,
    )
    return dataclasses.replace(fresh, **changes)


def notice(key: str, **changes: Any) -> ports.Notice:
    fresh = ports.Notice(
        key=key, recipient="P031", kind="remind.self", facts={"tháng": "2026-10"}, not_before=NOW
    )
    return dataclasses.replace(fresh, **changes)


def entry(act: str, **changes: Any) -> ports.AuditEntry:
    fresh = ports.AuditEntry(
        at=NOW, actor="P031", act=act, subject="evaluation:1", channel="telegram"
    )
    return dataclasses.replace(fresh, **changes)


_instants = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([HANOI, UTC]),
)
_SCALARS: Mapping[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    Decimal: st.decimals(0, 100, places=3),
    Fraction: st.fractions(0, 100),
    date: st.dates(),
    datetime: _instants,
    Month: st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
    type(None): st.none(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of *kind*, with all that is inside it."""
    args = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if kind in _SCALARS:
        found = _SCALARS[kind]
    elif origin in {typing.Union, types.UnionType}:
        found = st.one_of([anything(one) for one in args])
    elif origin is typing.Literal:
        found = st.sampled_from(args)
    elif origin is tuple and args[-1] is Ellipsis:
        found = st.lists(anything(args[0]), max_size=2).map(tuple)
    elif origin is tuple:
        found = st.tuples(*[anything(one) for one in args])
    elif origin is frozenset:
        found = st.frozensets(anything(args[0]), max_size=3)
    elif origin is Mapping:
        found = st.dictionaries(anything(args[0]), anything(args[1]), max_size=2)
    else:
        hints = typing.get_type_hints(kind)
        names = [one.name for one in dataclasses.fields(kind)]
        found = st.builds(kind, **{name: anything(hints[name]) for name in names})
    return found
