"""What ``danhgia serve`` needs before it opens a door, and what ``danhgia settings`` shows."""

from __future__ import annotations

from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from bot.handlers.telegram.gate import WEBHOOK_PATH
from tests.command_line import Run, sentence

pytest_plugins = ["tests.command_fixtures"]

TOKEN = "123456:" + "t" * 35


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[FastAPI]:
    """What ``serve`` would have put on the port."""
    found: list[FastAPI] = []
    monkeypatch.setattr(uvicorn, "run", lambda web, **_: found.append(web))
    return found


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
