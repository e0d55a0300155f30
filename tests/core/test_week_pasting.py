"""A pasted week: kept as read, confirmed line by line or as a whole, each line in its own week."""

from __future__ import annotations

from datetime import date

import pytest

from core import errors, schedule, weekflow
from core.calendar import due_at
from core.schedule import Schedule
from core.usecases import answering, noting
from core.usecases.noting import Noted
from tests.core import week_office as at
from tests.core.office import Act, Office, october
from tests.core.week_office import MONDAY, PERSON, WEEK

FRIDAY = date(2026, 10, 23)


async def by(office: Office, act: Act[Noted], now: object = MONDAY) -> Noted:
    assert isinstance(now, type(MONDAY))
    return await office.do(PERSON, now, act)


async def pasted(office: Office, one: Schedule, text: str) -> Schedule:
    return await office.do(PERSON, MONDAY, lambda d: noting.paste(d, one.id, text))


async def test_a_pasted_week_is_kept_read_and_taken_in(office: Office) -> None:
    await at.with_catalogue(office)
    one = await at.opened(office)
    text = """LỊCH CÔNG TÁC TUẦN
Thứ Ba 20/10
8h họp giao ban
14h tiếp dân
Thứ Sáu 23/10
Nộp báo cáo tuần
Họp 30/2"""

    kept = await pasted(office, one, text)

    assert kept.lines == ()
    assert kept.skipped
    clear = [line for line in kept.pasted if noting.is_clear(line)]
    assert len(clear) == 3
    assert {line.content for line in kept.pasted} >= {"Họp giao ban", "Tiếp dân"}
    assert (await at.kept(office, one)).pasted == kept.pasted
    again = await pasted(office, kept, text)
    assert again.pasted == kept.pasted

    taken = await by(office, lambda d: noting.take(d, one.id, kept.version))

    assert len(taken.schedule.lines) == 3
    assert [line.source for line in taken.schedule.pasted] == ["Họp 30/2"]
    report = at.named(taken.schedule, "áo cáo")
    assert (report.item, report.due) == ("BC", due_at(FRIDAY))


async def test_on_the_card_of_this_week_the_weekday_of_today_is_today(office: Office) -> None:
    one = await at.opened(office)

    kept = await pasted(office, one, "Thứ Hai\nHọp giao ban\nThứ Ba\nTiếp dân")

    assert [(line.day.day, line.question) for line in kept.pasted] == [(19, ""), (20, "")]


async def test_of_eighty_pasted_lines_five_unreadable_ones_wait(office: Office) -> None:
    await at.with_catalogue(office)
    one = await at.opened(office)
    good = [f"{20 + n % 5}/10 kiểm tra tuyến phố {chr(65 + n // 5)}" for n in range(75)]
    bad = [f"31/2 kiểm tra ngõ {chr(65 + n)}" for n in range(5)]

    kept = await pasted(office, one, "\n".join([*good, *bad]))

    unclear = [line for line in kept.pasted if not noting.is_clear(line)]
    assert (len(kept.pasted), len(unclear)) == (80, 5)
    taken = await by(office, lambda d: noting.take(d, one.id, kept.version))
    assert (len(taken.schedule.lines), len(taken.schedule.pasted)) == (75, 5)
    first = taken.schedule.pasted[0]
    named = taken.schedule
    noted = await by(
        office,
        lambda d: answering.say(d, one.id, named.version, first.number, "thứ 7 kiểm tra ngõ A"),
    )
    assert noting.is_clear(noted.schedule.line(first.number))
    later = await by(office, lambda d: noting.take(d, one.id, noted.schedule.version))
    assert (len(later.schedule.lines), len(later.schedule.pasted)) == (76, 4)


async def test_pasted_lines_of_other_weeks_go_there(office: Office) -> None:
    one = await at.opened(office)
    kept = await pasted(office, one, "23/10 họp chi bộ\n28/10 tiếp dân\n4/11 giao ban")

    taken = await by(office, lambda d: noting.take(d, one.id, kept.version))

    assert len(taken.schedule.lines) == 1
    assert [(other.week, count) for other, count in taken.elsewhere] == [
        (WEEK.shift(1), 1),
        (WEEK.shift(2), 1),
    ]


async def test_a_paste_can_be_meant_for_the_week_of_the_card(office: Office) -> None:
    one = await at.opened(office, october(21, 8))
    text = "Thứ 2\nHọp giao ban\nThứ 3\nTiếp dân"
    kept = await office.do(PERSON, october(21, 8), lambda d: noting.paste(d, one.id, text))
    assert {line.day.day for line in kept.pasted} == {26, 27}

    moved = await office.do(
        PERSON, october(21, 8), lambda d: noting.shift_pasted(d, one.id, kept.version)
    )

    assert {line.day.day for line in moved.pasted} == {19, 20}


async def test_a_paste_of_too_many_lines_is_refused_whole(office: Office) -> None:
    one = await at.opened(office)
    text = "\n".join(
        f"23/10 việc số hiệu {chr(65 + n % 26)}{chr(65 + n // 26)}" for n in range(301)
    )

    with pytest.raises(errors.BadInput, match=r"week\.paste-many"):
        await pasted(office, one, text)


async def test_a_week_does_not_grow_without_end(office: Office) -> None:
    one = await at.opened(office)
    line = schedule.Line(number=0, day=FRIDAY, content="Trực")
    full = weekflow.add(one, [line] * schedule.MOST_LINES)
    await office.do(PERSON, MONDAY, lambda d: d.store.schedules.save(full))

    with pytest.raises(errors.Refused, match=r"week\.many"):
        await at.noted(office, one, "họp thứ 6")
