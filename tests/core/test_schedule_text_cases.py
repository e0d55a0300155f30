"""Lines of schedules as officers write them, against two tables made apart from each other.

``schedule_lines.toml`` tells the reading that is offered too; ``schedule_text.toml`` was written
from the rules alone, and tells what must be asked and what may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from core.schedule_text import Item, Moment, Reading, read_line, read_paste
from core.text import folded
from tests.core import ward_rules

PARTS = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối"}
FIELDS = ("quantity", "start", "end", "due", "part")
Case = Mapping[str, Any]


def shown(item: Item) -> dict[str, object]:
    return {
        "what": item.what,
        "quantity": item.quantity,
        "start": moment(item.start),
        "end": moment(item.end),
        "due": moment(item.due),
        "part": PARTS[item.part] if item.part else None,
        "asks": item.question.code if item.question else None,
    }


def moment(value: Moment | None) -> str | None:
    return None if value is None else value.isoformat()


def expected(case: Case) -> dict[str, object]:
    return {name: case.get(name) for name in ("what", *FIELDS, "asks")}


def name(case: Case) -> str:
    return f"{case['rule']} {case['today']} {case['text'][:60]}"


OURS = ward_rules.cases("schedule_lines")
THEIRS = ward_rules.cases("schedule_text")


def test_the_table_covers_every_rule() -> None:
    assert len(OURS) >= 150
    assert {case["rule"] for case in OURS} == {f"R{number}" for number in range(1, 16)}


@pytest.mark.parametrize("case", OURS, ids=name)
def test_a_line_is_read_as_written_out_by_hand(case: Case) -> None:
    reading = read_line(case["text"], case["today"])

    wanted = [] if case.get("skipped") else case.get("items", [case])
    assert [shown(item) for item in reading.items] == [expected(one) for one in wanted]
    assert reading.skipped == ((case["text"],) if case.get("skipped") else ())


@pytest.mark.parametrize("case", THEIRS, ids=name)
def test_a_line_is_read_as_the_rules_say(case: Case) -> None:
    paste = bool(case.get("paste"))
    reading = (read_paste if paste else read_line)(case["text"], case["today"])

    if paste:
        assert [one.strip() for one in reading.skipped] == list(case.get("skipped", []))
        assert_read(reading, case["items"])
    elif "items" in case and len(reading.items) == len(case["items"]):
        assert_read(reading, case["items"])
    else:
        assert_read(reading, [case])


def assert_read(reading: Reading, cases: list[Case]) -> None:
    assert len(reading.items) == len(cases), [item.what for item in reading.items]
    for item, case in zip(reading.items, cases, strict=True):
        asked = item.question is not None
        if case.get("asks") or (case.get("may_ask") and asked):
            assert asked
            continue
        assert not asked, item.question
        found = shown(item)
        assert plain(found) == plain(case)
        if "what" in case:
            assert folded(str(found["what"])) == folded(case["what"])


def plain(fields: Mapping[str, object]) -> dict[str, object]:
    """Midnight at the end of a day and that day are one deadline."""
    said = {name: fields.get(name) for name in FIELDS}
    due = str(said["due"] or "")
    if due.endswith("T00:00:00+07:00"):
        said["due"] = str(dt.date.fromisoformat(due[:10]) - dt.timedelta(days=1))
    return said
