"""The ``danhgia`` command: exit status, one sentence on stderr, JSON alone on stdout."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from tests.command_line import Run, sentence

pytest_plugins = ["tests.command_fixtures"]

SECONDS = 5


# ------------------------------------------------------------------ score


EXAMPLE = """{"form":"03","common":"27.5","deductions":"0","items":[
    {"w":"1","q":"10","f":"10","late":2,"err":0},
    {"w":"2","q":"2","f":"2","late":0,"err":1},
    {"w":"3","q":"1","f":"0","late":0,"err":0}]}"""
ANSWER = {
    "a": "14/17",
    "b": "27/34",
    "c": "27/34",
    "K": "41/51",
    "result70": "56.27",
    "total": "83.77",
    "total_exact": "8545/102",
    "class": "B",
}


def test_a_form_is_scored_as_the_design_says(run: Run) -> None:
    done = run("score", "-", "--json", text=EXAMPLE)
    found = json.loads(done.out)
    assert (done.status, done.err, done.out.count("\n")) == (0, "", 1)
    assert found.pop("why")
    assert found == ANSWER


def test_a_file_is_scored_like_the_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "phieu.json").write_text(EXAMPLE, encoding="utf-8")
    assert run("score", "phieu.json", "--json") == run("score", "-", "--json", text=EXAMPLE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5", "đối tượng JSON"),
        ("null", "đối tượng JSON"),
        ('"x"', "đối tượng JSON"),
        ("[]", "đối tượng JSON"),
        ("{", "Không phải JSON"),
        ("", "Không phải JSON"),
        ("[" * 100_000 + "]" * 100_000, "sâu"),
        ('{"form":"03","items":[],"common":1e999999999}', "số quá lớn"),
        ('{"form":"03","items":[],"common":-1e999999999}', "số quá lớn"),
        ('{"form":"03","items":[],"common":1e-999999999}', "số quá lớn"),
        ('{"form":"03","items":[],"common":NaN}', ""),
        ('{"form":"03","items":[],"common":"1e999999999"}', "common"),
        ('{"form":"03","items":[],"common":' + "9" * 5000 + "}", "số quá lớn"),
        (
            '{"form":"03","items":[],"ratios":{"a":"1","b":"1","c":"1"},"common":"30"}',
            "Chỉ một trong hai: items hoặc ratios.",
        ),
        ('{"form":"03","common":"30"}', "Cần items"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_what_cannot_be_scored_is_refused_in_one_sentence_and_soon(
    run: Run, text: str, said: str
) -> None:
    began = time.monotonic()
    assert said in sentence(run("score", "-", text=text))
    assert time.monotonic() - began < SECONDS


def test_a_file_that_cannot_be_read_is_named(run: Run) -> None:
    assert "khong-co.json" in sentence(run("score", "khong-co.json"))


# ------------------------------------------------------------------ the sample ward


@pytest.mark.usefixtures("ward")
def test_a_route_is_printed_as_others_read_it(run: Run) -> None:
    done = run("route", "P061", "--json")
    found = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert (found["person"], found["form"]) == ("P061", "03")
    assert [one["code"] for one in found["commenter"]] == ["P059"]
    assert [one["code"] for one in found["decider"]] == ["P058"]
    assert set(found) == {
        "person",
        "position",
        "form",
        "commenter",
        "decider",
        "list_to",
        "notice_form",
        "due",
        "rows",
        "why",
    }
    assert set(found["due"]) == {"self", "comment", "decide", "list", "publish"}


@pytest.mark.usefixtures("ward")
def test_who_held_no_post_that_month_is_refused_by_name_and_left_out_of_all(run: Run) -> None:
    said = sentence(run("route", "P061", "--month", "2020-01", "--json"))
    assert said == (
        "Hoàng Thu Nga (mẫu) (P061) không giữ chức danh nào ngày 24/01/2020, "
        "nên tháng đó không có phiếu."
    )
    assert json.loads(run("route", "--all", "--month", "2020-01", "--json").out) == []


@pytest.mark.usefixtures("ward")
def test_a_month_that_is_over_is_read_as_its_self_step_closed(run: Run) -> None:
    found = json.loads(run("route", "P061", "--month", "2026-09", "--json").out)
    assert found["due"]["self"] == "2026-09-25T00:00:00+07:00"


@pytest.mark.usefixtures("ward")
def test_gaps_are_printed_with_their_month(run: Run) -> None:
    found = json.loads(run("route", "--gaps", "--json").out)
    assert found["month"] == "2026-10"
    assert all(set(one) == {"person", "missing", "reason", "fix"} for one in found["gaps"])


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("command", [["route"], ["route", "P999"], ["invite", "P999"]])
def test_nobody_and_an_unknown_person_are_refused_in_a_sentence(
    run: Run, command: list[str]
) -> None:
    assert sentence(run(*command))


@pytest.mark.usefixtures("ward")
def test_an_invitation_is_a_code_and_a_link_that_holds_it(run: Run) -> None:
    done = run("invite", "P061")
    code, link = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert link == f"https://t.me/BOT?start={code.replace('-', '')}"


@pytest.mark.usefixtures("ward")
def test_a_sheet_has_a_line_for_everybody_of_the_unit(run: Run, tmp_path: Path) -> None:
    done = run("invite", "--unit", "PKT", "--format", "csv", "-o", "phieu.csv")
    assert (done.status, done.out) == (0, "")
    assert done.err.splitlines()[0].startswith("Chưa biết tên bot")
    assert done.err.splitlines()[1:] == ["Đã ghi phieu.csv."]
    text = (tmp_path / "phieu.csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    assert head[:4] == ["Mã cán bộ", "Họ và tên", "Đơn vị", "Mã liên kết"]
    assert ["P061", "Hoàng Thu Nga (mẫu)", "Phòng Kinh tế, Hạ tầng và Đô thị"] in [
        row[:3] for row in rows
    ]
    assert len({row[3] for row in rows}) == len(rows) == 15
    assert run("invite", "--unit", "PKT", "-o", "phieu.pdf").status == 0
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "command",
    [
        ["invite"],
        ["invite", "P061", "--unit", "PKT"],
        ["invite", "--unit", "PKT", "--all", "-o", "x.pdf"],
        ["invite", "--unit", "PKT"],
        ["invite", "--all", "--format", "xlsx", "-o", "x.xlsx"],
        ["invite", "--unit", "NONE", "-o", "x.pdf"],
    ],
)
def test_an_invitation_that_names_too_much_or_too_little_is_refused_in_a_sentence(
    run: Run, command: list[str]
) -> None:
    assert sentence(run(*command))


def test_the_chain_of_the_sample_verifies_until_a_line_is_changed(run: Run, ward: Path) -> None:
    sound = run("audit", "verify")
    head = sound.out.split()[-1]
    assert (sound.status, sound.err, len(head)) == (0, "", 64)
    assert run("audit", "verify", "--head", head).status == 0
    lost = run("audit", "verify", "--head", "f" * 64)
    assert (lost.status, lost.out) == (1, sound.out)
    assert "f" * 64 in lost.err
    by_hand(ward, "UPDATE audit SET actor = 'P999' WHERE seq = 50")
    broken = run("audit", "verify")
    assert (broken.status, broken.err) == (1, "Chuỗi đứt ở dòng 50.\n")


def test_an_unreadable_instant_is_a_broken_line_not_a_fault(run: Run, ward: Path) -> None:
    by_hand(ward, "UPDATE audit SET at = 'hôm qua' WHERE seq = 50")
    broken = run("audit", "verify")
    assert (broken.status, broken.err) == (1, "Chuỗi đứt ở dòng 50.\n")


def by_hand(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(statement)
    connection.close()


def test_the_sample_is_filled_once(run: Run, tmp_path: Path, sample_template: Path) -> None:
    shutil.copy(sample_template, tmp_path / "danhgia.db")
    before = run("audit", "verify").out
    assert sentence(run("init", "--sample"))
    assert run("audit", "verify").out == before
