"""A unit's catalogue of products with their coefficients (III.1.1–III.1.4; domain §3, §14 I30).

Versioned: the head of the unit proposes, the collector of the block harmonises and approves, it
is in force from a month on, and older months keep the version they had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from core import errors
from core.months import Month
from core.text import composed, folded

DRAFT: Final = "draft"
PROPOSED: Final = "proposed"
RETURNED: Final = "returned"
APPROVED: Final = "approved"

EDITABLE: Final = frozenset({DRAFT, RETURNED})
LIMIT: Final = Decimal(100)
PLACES: Final = 3
_WORD: Final = re.compile(r"\w+")
CODE_LIMIT = 20
TEXT_LIMIT = 300
MOST_ITEMS = 500
_CODE = re.compile(r"[^\W_][\w./-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """*output* is the product, *unit_of_count* what is counted, *group* the complexity group.

    The *standard* unit is the one item that the others are converted to: its coefficient is 1.
    """

    code: str
    name: str
    output: str
    unit_of_count: str
    group: str
    coefficient: Decimal
    standard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmonised:
    """A coefficient that the collector of the block changed before approving (domain §14 I30)."""

    code: str
    before: Decimal
    after: Decimal
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One version of a unit's catalogue. *number* counts the unit's versions from 1.

    *id* and *version* (for compare and set) are storage's. *document*: the paper that approved
    it, where there is one. *said*: why it was returned.
    """

    id: int
    unit: str
    number: int
    state: str
    valid_from: Month
    items: tuple[CatalogueItem, ...]
    by: str
    at: datetime
    version: int = 1
    decided_by: str | None = None
    decided_at: datetime | None = None
    document: str = ""
    said: str = ""
    source: str = ""
    harmonised: tuple[Harmonised, ...] = ()

    def find(self, code: str) -> CatalogueItem | None:
        """By its code, capitals or not."""
        wanted = composed(code).casefold()
        return next((one for one in self.items if one.code.casefold() == wanted), None)

    def require(self, code: str) -> CatalogueItem:
        """*errors.NotFound* ``catalogue.item``."""
        found = self.find(code)
        if found is None:
            raise errors.NotFound("catalogue.item", item=code, unit=self.unit)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """*before* or *after* is ``None`` for an item that came or went."""

    before: CatalogueItem | None
    after: CatalogueItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one item (its *index* from 0, its code) or, without an index, with the
    whole.
    """

    code: str
    index: int | None
    field: str
    value: str
    item: str = ""


def faults(items: Sequence[CatalogueItem]) -> tuple[Fault, ...]:
    """Everything that keeps *items* from being a catalogue; empty when it is one."""
    found = [fault for index, one in enumerate(items) for fault in _of_item(index, one)]
    seen: dict[str, int] = {}
    for index, one in enumerate(items):
        key = one.code.casefold()
        if key in seen:
            twice = Fault(
                code="catalogue.twice", index=index, field="code", value=one.code, item=one.code
            )
            found.append(twice)
        seen.setdefault(key, index)
    if not items:
        found.append(Fault(code="catalogue.empty", index=None, field="", value=""))
    if len(items) > MOST_ITEMS:
        found.append(Fault(code="catalogue.long", index=None, field="", value=str(len(items))))
    return (*found, *_of_standard(items))


def check(items: Sequence[CatalogueItem]) -> None:
    """*errors.BadInput* ``catalogue.faults`` with every fault."""
    if found := faults(items):
        raise errors.BadInput("catalogue.faults", faults=found)


def _of_item(index: int, one: CatalogueItem) -> Iterable[Fault]:
    def fault(code: str, field: str, value: object) -> Fault:
        return Fault(code=code, index=index, field=field, value=str(value), item=one.code)

    if not one.code or len(one.code) > CODE_LIMIT:
        yield fault("catalogue.code", "code", one.code)
    elif not _CODE.fullmatch(one.code):
        yield fault("catalogue.code-signs", "code", one.code)
    for field, text in (("name", one.name), ("unit_of_count", one.unit_of_count)):
        if not text:
            yield fault("catalogue.text", field, text)
    for field, text in (
        ("name", one.name),
        ("output", one.output),
        ("unit_of_count", one.unit_of_count),
        ("group", one.group),
    ):
        if len(text) > TEXT_LIMIT:
            yield fault("catalogue.text-long", field, text[:TEXT_LIMIT])
    amount = one.coefficient
    if not amount.is_finite() or not 0 < amount <= LIMIT:
        yield fault("catalogue.coefficient", "coefficient", amount)
    elif -int(amount.normalize().as_tuple().exponent) > PLACES:
        yield fault("catalogue.places", "coefficient", amount)


def _of_standard(items: Sequence[CatalogueItem]) -> Iterable[Fault]:
    """III.1.3: exactly one standard unit, and its coefficient is 1."""
    standard = [index for index, one in enumerate(items) if one.standard]
    if items and not standard:
        yield Fault(code="catalogue.no-standard", index=None, field="standard", value="")
    for index in standard[1:]:
        yield Fault(
            code="catalogue.two-standards",
            index=index,
            field="standard",
            value=items[index].code,
            item=items[index].code,
        )
    for index in standard[:1]:
        if items[index].coefficient != 1:
            yield Fault(
                code="catalogue.standard-not-1",
                index=index,
                field="coefficient",
                value=str(items[index].coefficient),
                item=items[index].code,
            )


def with_standard(items: Sequence[CatalogueItem]) -> tuple[CatalogueItem, ...]:
    """The only item of coefficient 1 is the standard unit where nobody marked one."""
    ones = [one for one in items if one.coefficient == 1]
    if any(one.standard for one in items) or len(ones) != 1:
        return tuple(items)
    return tuple(replace(one, standard=True) if one is ones[0] else one for one in items)


def differences(
    before: Sequence[CatalogueItem], after: Sequence[CatalogueItem]
) -> tuple[ItemChange, ...]:
    """What *after* changes, by code; items that stayed as they were are left out."""
    old = {one.code.casefold(): one for one in before}
    new = {one.code.casefold(): one for one in after}
    found = [ItemChange(before=old.get(code), after=one) for code, one in new.items()]
    found += [ItemChange(before=one, after=None) for code, one in old.items() if code not in new]
    return tuple(one for one in found if one.before != one.after)


def in_force(versions: Iterable[Catalogue], month: Month) -> Catalogue | None:
    """The approved version that *month* is counted by; ``None`` when there is none yet."""
    known = [one for one in versions if one.state == APPROVED and one.valid_from <= month]
    return max(known, key=lambda one: (one.valid_from, one.number), default=None)


def search(
    items: Iterable[CatalogueItem], wanted: str, recent: Sequence[str] = ()
) -> tuple[CatalogueItem, ...]:
    """Items whose name, output or code holds every word of *wanted*, marks or not.

    An item of just that name comes first, then exact accents, then what was used recently
    (codes, newest first), then the catalogue's own order. Nothing wanted: everything, recent first.
    """
    order = {code: at for at, code in reversed(list(enumerate(recent)))}
    spoken = composed(wanted).casefold().split()
    words = folded(wanted).split()
    found = []
    for at, one in enumerate(items):
        text = composed(f"{one.name} {one.output} {one.code}").casefold()
        bare = folded(text)
        if all(word in bare for word in words):
            exact = all(word in text for word in spoken)
            other = folded(one.name) != " ".join(words)
            found.append((other, not exact, order.get(one.code, len(order)), at, one))
    return tuple(one for *_, one in sorted(found, key=lambda each: each[:4]))


def matches(items: Iterable[CatalogueItem], said: str) -> tuple[CatalogueItem, ...]:
    """Items that a typed line may mean, the likeliest first: every word of the item's name
    stands in the line, and no other such item says more. Exact accents before others.
    """
    text, bare = _words(composed(said).casefold()), _words(folded(said))
    found = []
    for at, one in enumerate(items):
        words = _words(folded(one.name))
        if words and words <= bare:
            exact = _words(one.name.casefold()) <= text
            found.append((not exact, -len(words), at, one, words))
    fullest = [each for each in found if not any(each[4] < other[4] for other in found)]
    return tuple(one for *_, one, _ in sorted(fullest, key=lambda each: each[:3]))


def likely(
    items: Iterable[CatalogueItem], said: str, recent: Sequence[str] = ()
) -> tuple[CatalogueItem, ...]:
    """All of *items*, those first that share most words with *said*, then the recent ones."""
    order = {code: at for at, code in reversed(list(enumerate(recent)))}
    bare = _words(folded(said))

    def key(item: CatalogueItem) -> tuple[int, int]:
        shared = len(_words(folded(item.name)) & bare)
        return (-shared if shared > 1 else 0, order.get(item.code, len(order)))

    return tuple(sorted(items, key=key))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
