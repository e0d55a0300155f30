from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import orjson
import pytest
from hypothesis import given, settings

from core.evaluation import Evaluation
from core.months import Month
from core.tasks import TaskItem
from storage import codec
from tests.storage import values


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    points: Decimal
    ratio: Fraction
    at: datetime
    month: Month
    kind: Literal["a", "b"]
    events: int | tuple[int, ...] = 0
    by_month: Mapping[Month, str] | None = None
    names: frozenset[str] = frozenset()


SAMPLE = Sample(
    points=Decimal("1.50"),
    ratio=Fraction(41, 51),
    at=datetime(2026, 10, 22, 1, 30, tzinfo=UTC),
    month=Month(2026, 10),
    kind="a",
    events=(0, 2),
    by_month={Month(2026, 9): "chín"},
    names=frozenset({"b", "a"}),
)
TEXT = (
    '{"points":"1.50","ratio":"41/51","at":"2026-10-22T08:30:00+07:00","month":"2026-10",'
    '"kind":"a","events":[0,2],"by_month":{"2026-09":"chín"},"names":["a","b"]}'
)


def changed(**changes: Any) -> str:
    return orjson.dumps({**orjson.loads(TEXT), **changes}).decode()


def without(*keys: str) -> str:
    return orjson.dumps(
        {key: one for key, one in orjson.loads(TEXT).items() if key not in keys}
    ).decode()


def test_a_value_is_written_exactly() -> None:
    assert codec.dumps(SAMPLE) == TEXT


def test_a_value_is_read_back_exactly() -> None:
    assert codec.loads(Sample, TEXT) == SAMPLE


def test_a_decimal_keeps_its_digits() -> None:
    assert str(codec.loads(Sample, TEXT).points) == "1.50"


@settings(max_examples=60, deadline=None)
@given(values.anything(Evaluation))
def test_any_evaluation_comes_back_as_it_went(value: Evaluation) -> None:
    assert codec.loads(Evaluation, codec.dumps(value)) == value


@settings(max_examples=60, deadline=None)
@given(values.anything(TaskItem))
def test_any_task_comes_back_as_it_went(value: TaskItem) -> None:
    assert codec.loads(TaskItem, codec.dumps(value)) == value


def test_an_older_document_takes_defaults_for_what_it_lacks() -> None:
    read = codec.loads(Sample, without("events", "by_month", "names"))
    assert (read.events, read.by_month, read.names) == (0, None, frozenset())


def test_a_missing_field_without_default_is_refused() -> None:
    with pytest.raises(codec.CodecError, match="points"):
        codec.loads(Sample, without("points"))


@pytest.mark.parametrize(
    "text",
    [
        changed(colour="red"),
        changed(kind="c"),
        changed(points=1.5),
        changed(events="2"),
        changed(events=True),
        changed(names="ab"),
        changed(at="2026-10-22T08:30:00"),
        "[]",
    ],
)
def test_what_the_class_does_not_say_is_refused(text: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.loads(Sample, text)


def test_a_naive_instant_is_not_written() -> None:
    naive = datetime(2026, 10, 22)  # noqa: DTZ001
    with pytest.raises(codec.CodecError, match="naive"):
        codec.plain(Sample(**{**_fields(SAMPLE), "at": naive}))


def test_a_type_that_json_cannot_tell_apart_is_refused_when_compiled() -> None:
    @dataclass(frozen=True)
    class Ambiguous:
        value: str | Decimal

    with pytest.raises(codec.CodecError, match="told apart"):
        codec.restore(Ambiguous, {"value": "1"})


def _fields(value: Sample) -> dict[str, Any]:
    return {name: getattr(value, name) for name in Sample.__slots__}


def test_a_form_sent_before_there_were_papers_was_sent_by_its_subject() -> None:
    raw = codec.plain(values.submitted("P031"))
    del raw["paper_draft"], raw["submission"]["entered_by"], raw["submission"]["photos"]
    read = codec.restore(Evaluation, raw)
    assert (read.entered_by, read.submission.photos, read.paper_draft) == (None, (), None)
