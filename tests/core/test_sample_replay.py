"""September of the sample ward, worked out a second time by hand-written fractions."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import app as composition
from bot.demo import run
from bot.settings import Settings
from core.evaluation import Decision, Evaluation
from core.months import Month
from storage import chain, engine, tables
from tests.demo import test_sample_data as data

SEPTEMBER = Month(2026, 9)
LEADER_FORMS = {"01", "02"}
UNIT_HEADS = data.HEADS - {"BI_THU", "HDND_CT", "MTTQ_CT", "PBT_CT_UBND"}
POSTS = data.MAIN[data.LAST]


@pytest.fixture
async def ward(sample_template: Path, tmp_path: Path) -> AsyncIterator[engine.SqlStorage]:
    copy = shutil.copy(sample_template, tmp_path / "sample.db")
    storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
    yield storage
    await storage.dispose()


async def september(ward: engine.SqlStorage) -> dict[str, Evaluation]:
    async with ward.read() as store:
        found = await store.evaluations.of_people(list(data.PEOPLE), SEPTEMBER)
    return {one.person: one for one in found}


def decision_of(one: Evaluation) -> Decision:
    assert one.decision is not None
    return one.decision


# ------------------------------------------------------------------ the second calculation


def common(row: data.Row) -> Fraction:
    """Maxima, lowered by the subject, the commenter, the decider in turn; less deductions."""
    decision = row["decision"]
    points = dict(data.MAXIMA[data.form_of(row)])
    for changed in (row.get("points", {}), row.get("proposed", {}), decision.get("points", {})):
        points |= {id_: Decimal(value) for id_, value in changed.items()}
    off: dict[str, Decimal] = defaultdict(Decimal)
    for line in decision.get("deductions", ()):
        off[line["criterion"]] += Decimal(line["points"])
    return sum(
        (Fraction(value - min(off[id_], value)) for id_, value in points.items()), Fraction(0)
    )


def ratios(people: Iterable[str]) -> tuple[Fraction, Fraction, Fraction]:
    """a, b, c over the items of *people*, by the formulas of III.2.2."""
    owners = set(people)
    assigned = amount = quality = in_time = Fraction(0)
    for block in data.MONTH["work"]:
        if block["month"] != data.LAST or block["person"] not in owners:
            continue
        for item in block["items"]:
            w, q = Fraction(item["w"]), item["q"]
            f = min(item.get("f", 0), q)
            assigned += w * q
            amount += w * f
            quality += w * kept(f, item.get("err", 0))
            in_time += w * kept(f, item.get("late", 0))
    return amount / assigned, quality / assigned, in_time / assigned


def kept(units: int, events: int) -> Fraction:
    """A quarter of a unit an event, at most the whole of every unit."""
    return max(Fraction(0), units - Fraction(min(events, 4 * units), 4))


def band(total: Fraction) -> str:
    if total >= 90:
        return "A"
    if total >= 70:
        return "B"
    return "C" if total >= 50 else "D"


def scope(person: str) -> set[str] | None:
    """Of a head the unit, of a deputy the assigned people; of those above them not written here."""
    post = POSTS[person]
    unit = {other for other, row in POSTS.items() if row["unit"] == post["unit"]}
    if post["position"] in UNIT_HEADS:
        return unit
    if post["position"] not in data.DEPUTIES:
        return None
    staff = {other for other in unit if POSTS[other]["position"] not in data.LEADERS}
    deputies = {other for other in unit if POSTS[other]["position"] in data.DEPUTIES}
    assigned = {other for other in staff if POSTS[other].get("in_charge") == person}
    unnamed = {other for other in staff if "in_charge" not in POSTS[other]}
    return {person} | assigned | (unnamed if len(deputies) == 1 else set())


# ------------------------------------------------------------------ the tests


async def test_september_ends_with_the_classes_that_were_planned(ward: engine.SqlStorage) -> None:
    found = await september(ward)
    decided = [one for one in found.values() if one.state == "decided"]
    assert Counter(decision_of(one).final_class for one in decided) == {
        "A": 16,
        "B": 119,
        "C": 5,
        "D": 1,
    }
    assert {p for p, one in found.items() if one.state == "not_rated"} == data.NOT_RATED
    assert set(found) - {one.person for one in decided} - data.NOT_RATED == (
        data.NEVER_DECIDED_IN_THE_WARD
    )


async def test_every_total_of_the_staff_is_the_one_worked_out_by_hand(
    ward: engine.SqlStorage,
) -> None:
    found = await september(ward)
    expected = {
        person: common(row) + 70 * sum(ratios([person])) / 3
        for person, row in data.RATED.items()
        if data.form_of(row) not in LEADER_FORMS
    }
    assert len(expected) > 90
    assert {person: decision_of(found[person]).total for person in expected} == expected


async def test_every_total_of_unit_leaders_follows_from_their_pool_and_terms(
    ward: engine.SqlStorage,
) -> None:
    found, expected = await september(ward), {}
    for person, row in data.RATED.items():
        under = scope(person)
        if under is None:
            continue
        given = {key: Fraction(value) for key, (value, _) in row["decision"]["terms"].items()}
        share = (sum(ratios(under)) + given["d"] + given["đ"] + given["e"]) / 6
        expected[person] = common(row) + 70 * share
    assert len(expected) > 25
    assert {person: decision_of(found[person]).total for person in expected} == expected


async def test_every_band_is_that_of_the_total_and_no_class_is_above_it(
    ward: engine.SqlStorage,
) -> None:
    for person, one in (await september(ward)).items():
        if one.state != "decided":
            continue
        decision = decision_of(one)
        assert decision.total is not None
        assert decision.band == band(decision.total), person
        assert decision.final_class is not None
        assert decision.final_class >= decision.band
        assert decision.final_class == decision.band or decision.reason


async def test_terms_of_leaders_are_the_ones_that_the_month_tells(
    ward: engine.SqlStorage,
) -> None:
    found = await september(ward)
    told = {
        person: {key: Fraction(value) for key, (value, _) in row["decision"]["terms"].items()}
        for person, row in data.RATED.items()
        if data.form_of(row) in LEADER_FORMS
    }
    kept_terms = {
        person: {key: term.value for key, term in decision_of(found[person]).terms.items()}
        for person in told
    }
    assert kept_terms == told


async def test_the_audit_chain_of_the_sample_verifies(ward: engine.SqlStorage) -> None:
    found = await chain.verify(ward)
    assert (found.ok, found.broken_at) == (True, None)
    assert found.count > 1000
    async with ward.read() as store:
        rows = await store.connection.execute(select(tables.audit.c.act))
        acts = Counter(row.act for row in rows)
    assert acts["decide"] == 141
    assert acts["not-rate"] == 1


async def test_nothing_of_september_is_still_to_be_told(ward: engine.SqlStorage) -> None:
    async with ward.read() as store:
        waiting = await store.outbox.listing(("waiting", "sending", "failed"), 1000)
    assert {each.notice.facts["month"] for each in waiting} <= {"2026-10"}


async def everything(storage: engine.SqlStorage) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what the outbox may number as it likes."""
    async with storage.read() as store:
        return {
            name: sorted(
                (tuple(row) for row in await store.connection.execute(select(table))), key=repr
            )
            for name, table in tables.metadata.tables.items()
        }


async def test_replaying_twice_gives_the_same_ward(ward: engine.SqlStorage, again: Path) -> None:
    other = engine.create_storage(f"sqlite+aiosqlite:///{again}")
    try:
        first, second = await everything(ward), await everything(other)
    finally:
        await other.dispose()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture
def again(tmp_path: Path) -> Path:
    """The sample filled once more from nothing."""
    file = tmp_path / "again.db"
    settings = Settings(database_url=f"sqlite+aiosqlite:///{file}")
    composition.prepare(settings)
    asyncio.run(run.fill_sample(settings))
    return file
