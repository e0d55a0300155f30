"""The ``danhgia`` command in process: exit status, one sentence on stderr, JSON alone on stdout."""

from __future__ import annotations

import io
import json
import logging
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog
import uvicorn
from fastapi import FastAPI

from bot import cli
from bot.handlers.telegram.gate import WEBHOOK_PATH

TOKEN = "123456:" + "t" * 35
SECONDS = 5


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    logs_as_they_were: None,
) -> Run:
    """``run("score", "-", text="{}")``: as a shell would, in an empty folder of its own."""
    del logs_as_they_were
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, text: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["danhgia", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        capsys.readouterr()
        status: object = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        assert status is None or isinstance(status, int)
        return Done(status or 0, said.out, said.err)

    return command


@pytest.fixture
def ward(sample_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = Path(shutil.copy(sample_template, tmp_path / "sample.db"))
    monkeypatch.setenv("DANHGIA_DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    monkeypatch.setenv("DANHGIA_CLOCK", "2026-10-22T08:30:00+07:00")
    monkeypatch.setenv("DANHGIA_TELEGRAM_API", "http://127.0.0.1:9")
    return file


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[FastAPI]:
    """What ``serve`` would have put on the port."""
    found: list[FastAPI] = []
    monkeypatch.setattr(uvicorn, "run", lambda web, **_: found.append(web))
    return found


def sentence(done: Done, status: int = 2) -> str:
    """The one line on stderr of a refused command."""
    assert (done.status, done.out) == (status, ""), done
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    return done.err.strip()


def paths(web: FastAPI) -> set[str]:
    return {str(getattr(route, "path", "")) for route in web.routes}


# ------------------------------------------------------------------ serve


def test_with_polling_no_door_stands_open(
    run: Run, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", TOKEN)
    assert run("serve", "--polling").status == 0
    assert paths(served[0]) == {"/healthz", "/readyz"}


def test_with_a_secret_the_webhook_is_served(
    run: Run, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DANHGIA_TELEGRAM_SECRET", "Bi_mat-1")
    assert run("serve").status == 0
    assert WEBHOOK_PATH in paths(served[0])


@pytest.mark.parametrize("secret", [None, "", "   "], ids=["unset", "empty", "spaces"])
def test_without_a_secret_the_service_does_not_start(
    run: Run, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", TOKEN)
    if secret is not None:
        monkeypatch.setenv("DANHGIA_TELEGRAM_SECRET", secret)
    assert "DANHGIA_TELEGRAM_SECRET" in sentence(run("serve"))
    assert served == []


@pytest.mark.parametrize("secret", ["a b", "bí-mật", "x" * 257, "a:b", "a\nb"])
def test_a_secret_the_messenger_would_not_take_is_refused(
    run: Run, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DANHGIA_TELEGRAM_SECRET", secret)
    said = sentence(run("serve"))
    assert said.startswith("telegram_secret")
    assert secret not in said
    assert served == []


@pytest.mark.parametrize("token", [None, ""], ids=["unset", "empty"])
def test_without_a_token_the_service_does_not_start(
    run: Run, served: list[FastAPI], monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    if token is not None:
        monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", token)
    assert "DANHGIA_TELEGRAM_TOKEN" in sentence(run("serve", "--polling"))
    assert served == []


# ------------------------------------------------------------------ settings


@pytest.mark.parametrize("command", [["settings"], ["init"], ["serve"], ["outbox"]])
def test_a_settings_file_that_is_not_there_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    missing = tmp_path / "khong-co.env"
    monkeypatch.setenv("DANHGIA_SETTINGS", str(missing))
    assert str(missing) in sentence(run(*command))


def test_a_settings_file_is_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "phuong.env"
    file.write_text("DANHGIA_ADMIN_CODES=P001,P002\n", encoding="utf-8")
    monkeypatch.setenv("DANHGIA_SETTINGS", str(file))
    assert "DANHGIA_ADMIN_CODES=P001,P002\n" in run("settings").out


def test_no_secret_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHGIA_DATABASE_URL", "postgresql+asyncpg://danhgia:geheim@kho:5432/x")
    monkeypatch.setenv("DANHGIA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DANHGIA_TELEGRAM_SECRET", "Bi_mat-1")
    shown = dict(line.split("=", 1) for line in run("settings").out.splitlines() if "=" in line)
    assert shown["DANHGIA_DATABASE_URL"] == "postgresql+asyncpg://danhgia:******@kho:5432/x"
    assert shown["DANHGIA_TELEGRAM_TOKEN"] == shown["DANHGIA_TELEGRAM_SECRET"] == "******"


# ------------------------------------------------------------------ score


EXAMPLE = (
    '{"form":"03","items":[{"w":"1","q":"10","f":"10","late":2,"err":0}],'
    '"common":"27.5","deductions":"0"}'
)
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
    again = run("init", "--sample")
    assert again.status in {0, 2}
    assert "Traceback" not in again.err
    assert run("audit", "verify").out == before
