"""Every doubt of a reading survives being kept with its line, and is asked in the same words."""

from __future__ import annotations

from datetime import date

from bot import app as composition
from bot.dialogs.weeks import schedule_words, week_ask
from core import schedule_text, weekread
from core.schedule_text import Item, Question
from core.weeks import Week
from tests.core import ward_rules

WORDS = composition.read_words()
TODAY = date(2026, 10, 21)


def doubtful() -> list[tuple[date, Item]]:
    """Each job of the officers' table that is asked about."""
    return [
        (case["today"], item)
        for case in ward_rules.cases("schedule_text")
        for item in _read(case["text"], case["today"], many=bool(case.get("paste")))
        if item.question is not None
    ]


def _read(text: str, today: date, *, many: bool) -> tuple[Item, ...]:
    reader = schedule_text.read_paste if many else schedule_text.read_line
    return reader(text, today).items


def asked(question: Question) -> list[str]:
    """Its sentences, the first doubt first."""
    every = (question, *question.also)
    return [schedule_words.sentence(WORDS, each).plain for each in every]


def test_a_kept_doubt_is_asked_in_the_words_of_the_reading() -> None:
    every = doubtful()
    assert len(every) > 50
    for today, item in every:
        assert item.question is not None
        line = weekread.line_of(item, Week.of(date(2020, 1, 1)), today)
        said = []
        while line.question:
            doubt = Question(code=line.question, facts=week_ask.facts_of(line))
            said.append(schedule_words.sentence(WORDS, doubt).plain)
            line = weekread.next_doubt(line)
        assert said == asked(item.question), item.source


def test_a_line_whose_day_was_not_said_cannot_be_accepted_as_read() -> None:
    [item] = schedule_text.read_line("kiểm tra ngõ 5", TODAY).items

    line = weekread.line_of(item, Week.of(TODAY), TODAY)

    assert not weekread.can_accept(line)
    assert weekread.can_accept(weekread.on_day(line, TODAY))


def test_a_day_or_an_hour_does_not_say_what_the_work_is() -> None:
    (item,) = _read("hạn 24/10", TODAY, many=False)
    line = weekread.line_of(item, Week.of(TODAY), TODAY)
    assert line.question == weekread.NO_CONTENT
    assert weekread.after(weekread.on_day(line, date(2026, 10, 23))).question == line.question
