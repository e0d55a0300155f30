"""The roster as a workbook: everybody there is, or an example of each sheet.

What is written here is read back by :mod:`bot.documents.reading`, and changes nothing then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from bot.documents.columns import LAYOUTS, ROSTER_MARK
from bot.documents.drawing import Choice, Table, Written, book
from core import closed_lists, sheets
from core.absence import Absence
from core.closed_lists import ClosedList
from core.people import Delegation, FieldCharge, Organisation, Post

MOST_ROWS = 6000

Rows = list[dict[str, Written]]


def roster(
    organisation: Organisation | None,
    absences: Sequence[Absence],
    lists: Mapping[str, ClosedList],
    guide: Sequence[str],
) -> bytes:
    """*organisation* ``None``: the template, with example rows that are skipped when read."""
    rows = _examples(lists) if organisation is None else _rows(organisation, absences, lists)
    choices = _choices(lists)
    positions = tuple(lists[closed_lists.POSITION].words.values())
    return book(
        [
            Table(
                layout=LAYOUTS[kind],
                rows=rows[kind],
                choices=choices.get(kind, []),
                is_example=organisation is None,
                beside={"position": ("Tên chức danh", positions)},
            )
            for kind in sheets.ROSTER
        ],
        guide,
    )


def _choices(lists: Mapping[str, ClosedList]) -> Mapping[str, Sequence[Choice]]:
    def words(key: str, name: str, title: str) -> Choice:
        return Choice(key=key, title=title, values=tuple(lists[name].words.values()), strict=True)

    def unit(key: str) -> Choice:
        return Choice(key=key, title="", source=_codes_of(sheets.UNITS))

    def person(key: str) -> Choice:
        return Choice(key=key, title="", source=_codes_of(sheets.STAFF))

    positions = tuple(lists[closed_lists.POSITION].words)
    return {
        sheets.UNITS: [
            words("block", closed_lists.BLOCK, "Khối"),
            words("kind", closed_lists.KIND, "Loại đơn vị"),
            unit("parent"),
            unit("list_to"),
        ],
        sheets.STAFF: [
            unit("unit"),
            Choice(key="position", title="Chức danh", values=positions),
            Choice(key="main", title="Chính", values=("x",), strict=True),
            words("labour", closed_lists.LABOUR, "Loại lao động"),
            words("pool", closed_lists.POOL, "Nhóm nhiệm vụ"),
            person("in_charge"),
        ],
        sheets.CHARGES: [person("leader"), unit("unit")],
        sheets.DELEGATIONS: [
            person("giver"),
            person("receiver"),
            words("act", closed_lists.ACT, "Việc"),
        ],
        sheets.ABSENCES: [person("person"), words("kind", closed_lists.ABSENCE, "Loại nghỉ")],
    }


def _codes_of(kind: str) -> str:
    """The first column of a sheet of the same book, as far as a ward may fill it."""
    return f"'{LAYOUTS[kind].title}'!$A$2:$A${MOST_ROWS}"


def _rows(
    organisation: Organisation, absences: Sequence[Absence], lists: Mapping[str, ClosedList]
) -> Mapping[str, Rows]:
    word = {name: one.words for name, one in lists.items()}
    return {
        sheets.UNITS: _units(organisation, word),
        sheets.STAFF: _staff(organisation, word),
        sheets.CHARGES: [
            {"leader": one.leader, "unit": one.unit, **_days(one)} for one in organisation.charges
        ],
        sheets.DELEGATIONS: [
            {
                "giver": one.giver,
                "receiver": one.receiver,
                "act": word[closed_lists.ACT][one.act],
                "document": one.document,
                **_days(one),
            }
            for one in organisation.delegations
        ],
        sheets.ABSENCES: [
            {
                "person": one.person,
                "first": _day(one.first),
                "last": _day(one.last),
                "kind": word[closed_lists.ABSENCE][one.kind],
            }
            for one in absences
        ],
    }


def _units(organisation: Organisation, word: Mapping[str, Mapping[str, str]]) -> Rows:
    return [
        {
            "code": one.code,
            "name": one.name,
            "block": word[closed_lists.BLOCK][one.block],
            "kind": word[closed_lists.KIND][one.kind],
            "parent": one.parent,
            "list_to": one.list_to,
        }
        for one in organisation.units
    ]


def _staff(organisation: Organisation, word: Mapping[str, Mapping[str, str]]) -> Rows:
    """A row a post, in the order of the people, the main one first."""
    person_of = {one.code: one for one in organisation.people}
    order = {one.code: at for at, one in enumerate(organisation.people)}
    posts = sorted(organisation.posts, key=lambda post: (order[post.person], not post.main))
    return [
        {
            "code": post.person,
            "name": person_of[post.person].name,
            "unit": post.unit,
            "position": post.position,
            "main": "x" if post.main else None,
            "labour": word[closed_lists.LABOUR][post.labour],
            "pool": word[closed_lists.POOL][post.pool],
            "in_charge": post.in_charge,
            "phone": person_of[post.person].phone,
            "title": post.title,
            **_days(post),
        }
        for post in posts
    ]


def _days(dated: Post | FieldCharge | Delegation) -> dict[str, Written]:
    return {"valid_from": _day(dated.valid_from), "valid_to": _day(dated.valid_to)}


def _day(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(0))  # Excel's has no zone


def _examples(lists: Mapping[str, ClosedList]) -> Mapping[str, Rows]:
    """One head, one deputy, one specialist of a division; all marked, so that they are skipped."""
    word = {name: one.words for name, one in lists.items()}
    since = _day(date(2026, 1, 1))

    def person(
        code: str, name: str, position: str, pool: str, **more: Written
    ) -> dict[str, Written]:
        return {
            "code": code,
            "name": f"{name} {ROSTER_MARK}",
            "unit": "PKT",
            "position": position,
            "main": "x",
            "labour": word[closed_lists.LABOUR]["civil_servant"],
            "pool": word[closed_lists.POOL][pool],
            "phone": "0912000000",
            "valid_from": since,
            **more,
        }

    return {
        sheets.UNITS: [
            {
                "code": "PKT",
                "name": f"Phòng Kinh tế, Hạ tầng và Đô thị {ROSTER_MARK}",
                "block": word[closed_lists.BLOCK]["ubnd"],
                "kind": word[closed_lists.KIND]["division"],
                "parent": "UBND",
                "list_to": "PVHXH",
            }
        ],
        sheets.STAFF: [
            person("P059", "Nguyễn Văn A", "UBND_TRUONG", "head", title="Trưởng phòng"),
            person("P060", "Trần Thị B", "UBND_PHO", "deputy", title="Phó Trưởng phòng"),
            person("P061", "Lê Văn C", "UBND_CC", "professional", in_charge="P060"),
        ],
        sheets.CHARGES: [{"leader": f"P043 {ROSTER_MARK}", "unit": "PKT", "valid_from": since}],
        sheets.DELEGATIONS: [
            {
                "giver": f"P059 {ROSTER_MARK}",
                "receiver": "P060",
                "act": word[closed_lists.ACT]["decide"],
                "valid_from": _day(date(2026, 10, 20)),
                "valid_to": _day(date(2026, 10, 31)),
                "document": "12/QĐ-PKT ngày 19/10/2026",
            }
        ],
        sheets.ABSENCES: [
            {
                "person": f"P061 {ROSTER_MARK}",
                "first": _day(date(2026, 10, 26)),
                "last": _day(date(2026, 10, 28)),
                "kind": word[closed_lists.ABSENCE]["leave"],
            }
        ],
    }
