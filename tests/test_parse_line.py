"""``danhgia parse-line``: one line or a paste of many, as JSON, without any database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import app as composition
from bot import lookups
from bot.dialogs.weeks import schedule_words
from core.schedule_text import Question
from core.schedule_text.questions import FACTS
from tests.command_line import Done, Run, sentence

pytest_plugins = ["tests.command_fixtures"]

WEDNESDAY = ("--today", "2026-05-06", "--json")


def items(done: Done) -> list[dict[str, object]]:
    assert (done.status, done.err, done.out.count("\n")) == (0, "", 1)
    answer = json.loads(done.out)
    assert list(answer) == ["items", "skipped"]
    found: list[dict[str, object]] = answer["items"]
    return found


def test_a_line_has_the_agreed_keys_in_the_agreed_order(run: Run) -> None:
    line = "thứ 3 họp tổ dân phố 5, hạn 12/5, 2 sp"

    found = items(run("parse-line", line, *WEDNESDAY))

    assert [list(item.items()) for item in found] == [
        [
            ("what", "họp tổ dân phố 5"),
            ("quantity", 2),
            ("start", "2026-05-12"),
            ("end", None),
            ("due", "2026-05-12"),
            ("part", None),
            ("question", None),
        ]
    ]


def test_an_instant_has_its_seconds_and_its_offset(run: Run) -> None:
    found = items(run("parse-line", "báo cáo tuần trước 16h thứ 6", *WEDNESDAY))

    assert found[0]["due"] == "2026-05-08T16:00:00+07:00"


def test_a_part_of_the_day_is_a_vietnamese_word(run: Run) -> None:
    found = items(run("parse-line", "chiều mai trực", *WEDNESDAY))

    assert (found[0]["start"], found[0]["part"]) == ("2026-05-07", "chiều")


def test_a_doubt_is_a_sentence_that_names_both_days(run: Run) -> None:
    found = items(run("parse-line", "họp thứ 4", *WEDNESDAY))

    assert found[0]["question"] == "“thứ 4” là hôm nay 06/05/2026 hay tuần sau 13/05/2026?"
    assert found[0]["start"] == "2026-05-06"


def test_two_doubts_of_one_job_are_two_sentences(run: Run) -> None:
    found = items(run("parse-line", "họp 3h thứ 4", *WEDNESDAY))

    assert str(found[0]["question"]).count("?") == 2


def test_the_standard_input_is_one_paste(run: Run) -> None:
    done = run("parse-line", "-", *WEDNESDAY, text="Thứ 2:\n- 8h họp\n- trực\n")

    assert [item["start"] for item in items(done)] == ["2026-05-11T08:00:00+07:00", "2026-05-11"]
    assert json.loads(done.out)["skipped"] == ["Thứ 2:"]


def test_an_argument_of_several_lines_is_a_paste_too(run: Run) -> None:
    text = "Thứ 2:\n- 8h họp\n"

    assert run("parse-line", text, *WEDNESDAY) == run("parse-line", "-", *WEDNESDAY, text=text)


def test_without_json_the_answer_is_indented(run: Run) -> None:
    done = run("parse-line", "mai họp", "--today", "2026-05-06")

    assert done.out.startswith('{\n  "items": [')
    assert json.loads(done.out)["items"][0]["start"] == "2026-05-07"


def test_today_is_the_real_day_by_default(run: Run) -> None:
    today = composition.real_clock().date().isoformat()

    assert items(run("parse-line", "hôm nay trực", "--json"))[0]["start"] == today


@pytest.mark.parametrize("today", ["2026-13-01", "hôm nay", "06/05/2026", "", "9999-12-31"])
def test_a_wrong_day_is_refused_in_one_sentence(run: Run, today: str) -> None:
    said = sentence(run("parse-line", "mai họp", "--today", today))

    assert "--today 2026-05-18" in said


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\ud800", "\x00", "a" * 20_000])
def test_any_text_is_answered(run: Run, text: str) -> None:
    items(run("parse-line", "-", *WEDNESDAY, text=text))
    items(run("parse-line", text, *WEDNESDAY))


def test_no_database_is_opened(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHGIA_DATABASE_URL", "nonsense://nowhere")

    items(run("parse-line", "mai họp", *WEDNESDAY))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", sorted(FACTS))
def test_every_doubt_has_its_sentence_from_the_facts_it_always_has(code: str) -> None:
    facts = dict.fromkeys((*FACTS[code], "words"), "x")

    said = schedule_words.sentence(composition.read_words(), Question(code=code, facts=facts))

    assert said.plain.endswith(("?", "."))
    assert f"ask.{code}" in lookups.QUESTIONS


def test_no_sentence_is_left_without_its_doubt() -> None:
    assert {f"ask.{code}" for code in FACTS} | {"ask.unclear"} == lookups.QUESTIONS
