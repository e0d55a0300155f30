"""The sheets of a roster as values: units, people, posts, fields, delegations, absences.

Each value remembers the row it came from, so that what is wrong with the whole is said at its
cell. Whether the whole is right is asked in :mod:`core.roster_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar, cast

from core import closed_lists, people, phones, roster_cells, sheets
from core.closed_lists import ClosedList
from core.people import Delegation, FieldCharge, Organisation, Person, Post, Unit
from core.roster_cells import Cells
from core.sheets import Book, Reading, Sheet, SheetFault
from core.text import composed, folded

_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[_V]):
    """A value and the row that says it."""

    value: _V
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A line of the sheet of absences: *first* and *last* are inclusive days."""

    person: str
    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """*marked*: the row says that this is the main post."""

    person: str
    post: Post
    marked: bool
    reading: Reading


@dataclass(slots=True, kw_only=True)
class RosterRows:
    """What the sheets say, row by row; *people* by code, as their first row has them. *unread*:
    codes of people and units with a row that could not be read.
    """

    units: list[Placed[Unit]] = field(default_factory=list)
    people: dict[str, Placed[Person]] = field(default_factory=dict)
    posts: list[PostRow] = field(default_factory=list)
    charges: list[Placed[FieldCharge]] = field(default_factory=list)
    delegations: list[Placed[Delegation]] = field(default_factory=list)
    absences: list[Placed[Away]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    faults: list[SheetFault] = field(default_factory=list)
    warnings: list[SheetFault] = field(default_factory=list)


def is_roster(book: Book) -> bool:
    return any(sheet.kind in sheets.ROSTER for sheet in book.sheets)


def read(book: Book, known: Organisation, lists: Mapping[str, ClosedList]) -> RosterRows:
    """Units and people of *known* may be named beside those of the book itself."""
    reader = _Reader(known, lists)
    for kind in sheets.ROSTER:
        for sheet in book.sheets:
            if sheet.kind == kind:
                reader.read(sheet)
    return reader.rows


class _Reader:
    def __init__(self, known: Organisation, lists: Mapping[str, ClosedList]) -> None:
        self.rows = RosterRows()
        self._known = known
        self._cells = Cells(known, lists)

    def read(self, sheet: Sheet) -> None:
        readings = [Reading(sheet.name, row, self.rows.faults) for row in sheet.rows]
        if sheet.kind == sheets.UNITS:
            self._read_units(readings)
        elif sheet.kind == sheets.STAFF:
            self._read_staff(readings)
        elif sheet.kind == sheets.CHARGES:
            self.rows.charges += self._placed(readings, self._charge)
        elif sheet.kind == sheets.DELEGATIONS:
            self.rows.delegations += self._placed(readings, self._delegation)
        else:
            self.rows.absences += self._placed(readings, self._away)

    @staticmethod
    def _placed(readings: Iterable[Reading], read: Any) -> Iterator[Placed[Any]]:
        for reading in readings:
            value = read(reading)
            if value is not None:
                yield Placed(value=value, reading=reading)

    # -------------------------------------------------------------- units

    def _read_units(self, readings: Sequence[Reading]) -> None:
        codes = [roster_cells.code(reading, "code") for reading in readings]
        for reading, code in zip(readings, codes, strict=True):
            self._cells.units.add(code or _as_said(reading, "code"), _as_said(reading, "name"))
        seen: dict[str, int] = {}
        for reading, code in zip(readings, codes, strict=True):
            if code in seen:
                reading.wrong("code", "roster.unit-twice", first=seen[code])
            elif code:
                seen[code] = reading.row.number
            unit = self._unit(reading, code)
            if unit is not None and reading.is_sound:
                self.rows.units.append(Placed(value=unit, reading=reading))
            else:
                self.rows.unread.add(code or _as_said(reading, "code"))

    def _unit(self, reading: Reading, code: str) -> Unit | None:
        name = roster_cells.words(reading, "name", roster_cells.WORDS, required=True)
        block = self._cells.one_of(reading, "block", closed_lists.BLOCK)
        kind = self._cells.one_of(reading, "kind", closed_lists.KIND)
        parent = self._cells.unit_named(reading, "parent")
        if code and code == people.OUTSIDE_RECEIVER:
            reading.wrong("code", "roster.code-taken")
        said = reading.text("list_to", required=True)
        list_to: str | None = people.OUTSIDE_RECEIVER
        if said and folded(said) != folded(people.OUTSIDE_RECEIVER):
            list_to = self._cells.unit_named(reading, "list_to")
        if not reading.is_sound or list_to is None:
            return None
        return Unit(
            code=code, name=name, block=block, kind=kind, parent=parent or None, list_to=list_to
        )

    # -------------------------------------------------------------- people and posts

    def _read_staff(self, readings: Sequence[Reading]) -> None:
        codes = [roster_cells.code(reading, "code") for reading in readings]
        for reading, code in zip(readings, codes, strict=True):
            self._cells.people.add(code or _as_said(reading, "code"), _as_said(reading, "name"))
        for reading, code in zip(readings, codes, strict=True):
            if code:
                self._person(reading, code)
            post = self._post(reading, code)
            if post is not None:
                self.rows.posts.append(post)
            else:
                self.rows.unread.add(code or _as_said(reading, "code"))
        self._warn_of_phones()

    def _person(self, reading: Reading, code: str) -> None:
        """Of several rows the first names the person, and the others may not say otherwise."""
        known = self.rows.people.get(code)
        name = roster_cells.words(reading, "name", roster_cells.NAME, required=known is None)
        phone = self._phone(reading, code)
        if known is None:
            self._check_alike(reading, code)
            person = Person(code=code, name=name, phone=phone)
            self.rows.people[code] = Placed(value=person, reading=reading)
            return
        if name and name != known.value.name:
            reading.wrong(
                "name",
                "roster.name-differs",
                name=known.value.name,
                first=known.reading.row.number,
            )
        if phone and known.value.phone and phone != known.value.phone:
            reading.wrong("phone", "roster.phone-differs", first=known.reading.row.number)
        elif phone and not known.value.phone:
            person = Person(code=code, name=known.value.name, phone=phone)
            self.rows.people[code] = Placed(value=person, reading=known.reading)

    def _check_alike(self, reading: Reading, code: str) -> None:
        """Codes that differ in their capitals only would be taken for each other."""
        others = [*self.rows.people, *(one.code for one in self._known.people)]
        alike = next((o for o in others if o != code and o.casefold() == code.casefold()), None)
        if alike is not None:
            reading.wrong("code", "roster.code-alike", name=alike)

    def _phone(self, reading: Reading, code: str) -> str:
        """As a number of the country where it is one, else as it stands; without the column as
        it was.
        """
        if "phone" not in reading.row.cells:
            known = self._known.get_person(code)
            return known.phone if known else ""
        said = composed(roster_cells.words(reading, "phone", roster_cells.NAME))
        return phones.national(said) or said

    def _warn_of_phones(self) -> None:
        placed = self.rows.people
        others = [one for one in self._known.people if one.code not in placed]
        twice = phones.shared([*others, *(one.value for one in placed.values())])
        for code, one in placed.items():
            if code in twice:
                self._warn(one.reading, "phone", "roster.phone-twice")
            elif one.value.phone and not phones.national(one.value.phone):
                self._warn(one.reading, "phone", "roster.phone-odd")

    def _warn(self, reading: Reading, key: str, code: str) -> None:
        Reading(reading.sheet, reading.row, self.rows.warnings).wrong(key, code)

    def _post(self, reading: Reading, code: str) -> PostRow | None:
        unit = self._cells.unit_named(reading, "unit", required=True)
        position = self._cells.one_of(reading, "position", closed_lists.POSITION)
        labour = self._cells.one_of(reading, "labour", closed_lists.LABOUR)
        pool = self._pool(reading, position, labour)
        marked = reading.yes("main")
        in_charge = self._cells.person_named(reading, "in_charge")
        first, last = roster_cells.days(reading)
        title = roster_cells.words(reading, "title", roster_cells.WORDS)
        if not reading.is_sound or unit is None or first is None:
            return None
        post = Post(
            person=code,
            unit=unit,
            position=position,
            labour=cast("people.Labour", labour),
            pool=cast("people.Pool", pool),
            title=title,
            main=marked,
            in_charge=in_charge or None,
            valid_from=first,
            valid_to=last,
        )
        post = self._with_absent_columns(reading, post)
        return PostRow(person=code, post=post, marked=post.main, reading=reading)

    def _pool(self, reading: Reading, position: str, labour: str) -> str:
        """As said, or by the position where the cell is empty."""
        if not reading.is_empty("pool"):
            return self._cells.one_of(reading, "pool", closed_lists.POOL)
        if labour == "contract_support":
            return "support"
        if position in people.HEAD_OF_KIND.values():
            return "head"
        return "deputy" if position in people.DEPUTY_OF_KIND.values() else "professional"

    def _with_absent_columns(self, reading: Reading, post: Post) -> Post:
        """A column that the sheet does not have says nothing, so what is known stays."""
        columns = ("title", "main", "in_charge", "valid_to")
        absent = [key for key in columns if key not in reading.row.cells]
        same = (post.unit, post.position, post.valid_from)
        for known in self._known.all_posts_of(post.person) if absent else ():
            if (known.unit, known.position, known.valid_from) == same:
                return replace(post, **{key: getattr(known, key) for key in absent})
        return post

    # -------------------------------------------------------------- fields, delegations, absences

    def _charge(self, reading: Reading) -> FieldCharge | None:
        leader = self._cells.person_named(reading, "leader", required=True)
        unit = self._cells.unit_named(reading, "unit", required=True)
        first, last = roster_cells.days(reading)
        if not reading.is_sound or leader is None or unit is None or first is None:
            return None
        return FieldCharge(leader=leader, unit=unit, valid_from=first, valid_to=last)

    def _delegation(self, reading: Reading) -> Delegation | None:
        giver = self._cells.person_named(reading, "giver", required=True)
        receiver = self._cells.person_named(reading, "receiver", required=True)
        act = self._cells.one_of(reading, "act", closed_lists.ACT)
        first, last = roster_cells.days(reading)
        document = roster_cells.words(reading, "document", roster_cells.WORDS, required=True)
        if not reading.is_sound or giver is None or receiver is None or first is None:
            return None
        return Delegation(
            giver=giver,
            receiver=receiver,
            act=cast("people.Act", act),
            valid_from=first,
            valid_to=last,
            document=document,
        )

    def _away(self, reading: Reading) -> Away | None:
        person = self._cells.person_named(reading, "person", required=True)
        kind = self._cells.one_of(reading, "kind", closed_lists.ABSENCE)
        first, last = reading.day("first", required=True), reading.day("last", required=True)
        if first is not None and last is not None and last < first:
            reading.wrong("last", "roster.days", start=first)
        if not reading.is_sound or person is None or first is None or last is None:
            return None
        return Away(person=person, kind=kind, first=first, last=last)


def _as_said(reading: Reading, key: str) -> str:
    """Whatever stands there, so that what names it elsewhere is not wrong as well."""
    cell = reading.row.cells.get(key)
    return "" if cell is None else " ".join(sheets.shown(cell.value).split())
