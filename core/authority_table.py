"""``rules/authority.toml``: who comments, who decides, where the list goes, by which clause."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeVar

from core import errors, people, tables

FILE: Final = "authority.toml"

BY_BLOCK: Final = "@block"
RECEIVERS: Final = frozenset(
    {people.OUTSIDE_RECEIVER, "BAN_XAY_DUNG_DANG", "PHONG_VAN_HOA_XA_HOI", BY_BLOCK}
)
FALLBACKS: Final = (
    "commenter-vacant",
    "several-deputies",
    "commenter-is-subject",
    "decider-is-subject",
    "commenter-entered-it",
    "decider-entered-it",
    "delegation",
    "comment-missing",
)
_ACTS: Final = frozenset({"self", "comment", "decide", "list", "publish"})
_STATUSES: Final = {"literal": False, "gap-proposed": True}
_COMMENTER_WORDS: Final = frozenset(
    {"@unit_head", "@unit_deputy_in_charge", "@org_head", "@pct_in_charge_of_field"}
)
_DECIDER_WORDS: Final = frozenset({"@unit_head"})
_LEADER_FORMS: Final = frozenset({"01", "02"})
_STAFF_FORMS: Final = frozenset({"03", "04"})
_NOTICE_FORMS: Final = frozenset({"2A", "3A"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """*text* is verbatim from the plan; *act*: self, comment, decide, list or publish."""

    id: str
    clause: str
    act: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    code: str
    name: str
    block: str
    leader: bool
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One route. A *gap* is where the plan is silent and *reading* says how it is read."""

    subject: str
    form: str
    form_alternative: str | None
    commenter: tuple[str, ...]
    commenter_gap: bool
    decider: str
    decider_gap: bool
    list_to: str
    published_by: str
    notice_form: str
    sources: tuple[SourceRow, ...]
    reading: str

    def sources_of(self, act: str) -> tuple[SourceRow, ...]:
        return tuple(source for source in self.sources if source.act == act)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityTable:
    """Every mapping is by code and keeps the order of the file."""

    source_rows: Mapping[str, SourceRow]
    unit_kinds: Mapping[str, str]
    positions: Mapping[str, Position]
    outside: Mapping[str, str]
    rows: Mapping[str, Row]
    fallbacks: Mapping[str, str]

    def decided_by(self, position: str) -> frozenset[str]:
        """The positions whose row names *position* as decider."""
        return frozenset(code for code, row in self.rows.items() if row.decider == position)

    def commented_by(self, position: str) -> frozenset[str]:
        return frozenset(code for code, row in self.rows.items() if position in row.commenter)


_V = TypeVar("_V")


def _keyed(
    rows: Iterable[tables.Table], read: Callable[[tables.Table], tuple[str, _V]]
) -> Mapping[str, _V]:
    found: dict[str, _V] = {}
    for row in rows:
        code, value = read(row)
        row.done()
        if code in found:
            raise row.broken("rules.twice", value=code)
        found[code] = value
    return MappingProxyType(found)


def _check(table: tables.Table, key: str, value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise table.broken("rules.not-one-of", key, value=value)
    return value


def _reading(row: tables.Table) -> str:
    """In the officers' language; the row's *note* is for whoever keeps the file."""
    if row.has("note"):
        row.text("note")
    return row.text("reading") if row.has("reading") else ""


def _source_row(row: tables.Table) -> tuple[str, SourceRow]:
    source = SourceRow(
        id=row.text("id"),
        clause=row.text("clause"),
        act=_check(row, "act", row.text("act"), _ACTS),
        text=row.text("text"),
    )
    return source.id, source


def _named(row: tables.Table) -> tuple[str, str]:
    return row.text("code"), row.text("vi")


def _fallback(row: tables.Table) -> tuple[str, str]:
    code = _check(row, "code", row.text("code"), FALLBACKS)
    row.text("when")
    row.text("use")
    return code, row.text("vi")


def _position_reader(
    kinds: Mapping[str, str],
) -> Callable[[tables.Table], tuple[str, Position]]:
    def read(row: tables.Table) -> tuple[str, Position]:
        position = Position(
            code=row.text("code"),
            name=row.text("vi"),
            block=row.text("block"),
            leader=row.flag("leader"),
            reading=_reading(row),
        )
        kind = row.text("unit_kind")
        if position.block != "any":
            _check(row, "unit_kind", kind, kinds.values())
        if not row.flag("evaluated"):
            raise row.broken("rules.not-evaluated", position.code)
        return position.code, position

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    source_rows: Mapping[str, SourceRow]
    positions: Mapping[str, Position]
    outside: Mapping[str, str]

    def position(self, row: tables.Table) -> Position:
        return self.positions[_check(row, "subject", row.text("subject"), self.positions)]

    def commenters(self, row: tables.Table) -> tuple[str, ...]:
        codes = row.texts("commenter")
        if not codes:
            raise row.broken("rules.empty", "commenter")
        allowed = _COMMENTER_WORDS | set(self.positions) | set(self.outside)
        return tuple(_check(row, "commenter", code, allowed) for code in codes)

    def decider(self, row: tables.Table) -> str:
        allowed = _DECIDER_WORDS | set(self.positions) | set(self.outside)
        return _check(row, "decider", row.text("decider"), allowed)

    def sources(self, row: tables.Table) -> tuple[SourceRow, ...]:
        ids = row.texts("sources")
        return tuple(
            self.source_rows[_check(row, "sources", id_, self.source_rows)] for id_ in ids
        )


def _gap(row: tables.Table, key: str) -> bool:
    return _STATUSES[_check(row, key, row.text(key), _STATUSES)]


def _check_due(row: tables.Table) -> None:
    """Instants are the calendar's; the days stand here only beside their rows."""
    due = row.table("due")
    for step in ("self", "comment", "decide", "list", "publish_next_month"):
        if not 1 <= due.whole(step) <= 31:
            raise row.broken("rules.not-a-day", step)
    due.done()


def _row_reader(known: _Known) -> Callable[[tables.Table], tuple[str, Row]]:
    def read(row: tables.Table) -> tuple[str, Row]:
        position = known.position(row)
        _check(row, "block", row.text("block"), (position.block,))
        forms = _LEADER_FORMS if position.leader else _STAFF_FORMS
        alternative = row.text("form_alternative") if row.has("form_alternative") else None
        if alternative is not None:
            _check(row, "form_alternative", alternative, _STAFF_FORMS)
        _check_due(row)
        return position.code, Row(
            subject=position.code,
            form=_check(row, "form", row.text("form"), forms),
            form_alternative=alternative,
            commenter=known.commenters(row),
            commenter_gap=_gap(row, "commenter_status"),
            decider=known.decider(row),
            decider_gap=_gap(row, "decider_status"),
            list_to=_check(row, "summary_list_to", row.text("summary_list_to"), RECEIVERS),
            published_by=_check(row, "published_by", row.text("published_by"), RECEIVERS),
            notice_form=_check(row, "notice_form", row.text("notice_form"), _NOTICE_FORMS),
            sources=known.sources(row),
            reading=_reading(row),
        )

    return read


def _lists_of_one(text: str) -> dict[str, object]:
    """Most rows name one commenter, as text; the Bí thư's names two, as a list."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise errors.RulesBroken("rules.toml", file=FILE, place=str(fault)) from fault
    routes = values.get("route")
    for row in routes if isinstance(routes, list) else ():
        if isinstance(row, dict) and isinstance(row.get("commenter"), str):
            row["commenter"] = [row["commenter"]]
    return values


def load(text: str) -> AuthorityTable:
    """Read and check the file; *errors.RulesBroken* names the place.

    Refused beside what cannot be read: a position without a row or with two, a source row that
    no route cites, a gap without its reading, a missing fall-back.
    """
    root = tables.Table(FILE, "", _lists_of_one(text))
    if root.whole("schema") != 1:
        raise root.broken("rules.schema", "schema")
    root.table("deadlines")
    unrouted = root.texts("source_rows_not_routing")
    kinds = _keyed(root.rows("unit_kind"), _named)
    positions = _keyed(root.rows("position"), _position_reader(kinds))
    source_rows = _keyed(root.rows("source_row"), _source_row)
    outside = _keyed(root.rows("outside"), _named)
    known = _Known(source_rows=source_rows, positions=positions, outside=outside)
    table = AuthorityTable(
        source_rows=source_rows,
        unit_kinds=kinds,
        positions=positions,
        outside=outside,
        rows=_keyed(root.rows("route"), _row_reader(known)),
        fallbacks=_keyed(root.rows("fallback"), _fallback),
    )
    root.done()
    _check_whole(root, table, frozenset(unrouted))
    return table


def _needs_reading(row: Row) -> bool:
    silent = any(not row.sources_of(act) for act in ("self", "comment", "decide", "publish"))
    return silent or row.commenter_gap or row.decider_gap


def _check_whole(root: tables.Table, table: AuthorityTable, unrouted: frozenset[str]) -> None:
    cited = {source.id for row in table.rows.values() for source in row.sources}
    unread = {
        row.subject for row in table.rows.values() if _needs_reading(row) and not row.reading
    }
    complaints: tuple[tuple[str, Iterable[str]], ...] = (
        ("rules.position-without-route", set(table.positions) - set(table.rows)),
        ("rules.source-row-unused", set(table.source_rows) - cited - unrouted),
        ("rules.fallback-missing", set(FALLBACKS) - set(table.fallbacks)),
        ("rules.unit-kind-unknown", set(table.unit_kinds) ^ set(people.HEAD_OF_KIND)),
        ("rules.head-unknown", set(people.HEAD_OF_KIND.values()) - set(table.positions)),
        ("rules.gap-without-reading", unread),
    )
    for code, missing in complaints:
        if missing:
            raise root.broken(code, codes=sorted(missing))
