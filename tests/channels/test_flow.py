"""The whole flow through every channel: the same scenarios, not a copy of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.channels import drivers, scenarios


def _name(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", "")


@pytest.mark.parametrize("channel", drivers.ALL)
@pytest.mark.parametrize("scenario", scenarios.EVERYWHERE, ids=_name)
async def test_on_every_channel(
    scenario: scenarios.Scenario, channel: str, sample_template: Path, tmp_path: Path
) -> None:
    async with drivers.ALL[channel](drivers.copy(sample_template, tmp_path)) as ward:
        await scenario(ward)


@pytest.mark.parametrize("channel", drivers.LINKING)
@pytest.mark.parametrize("scenario", scenarios.WHERE_CHATS_ARE_LINKED, ids=_name)
async def test_where_chats_are_linked(
    scenario: scenarios.LinkingScenario, channel: str, sample_template: Path, tmp_path: Path
) -> None:
    async with drivers.LINKING[channel](drivers.copy(sample_template, tmp_path)) as ward:
        await scenario(ward)


def test_the_command_itself_speaks_through_pipes(sample_template: Path, tmp_path: Path) -> None:
    """The scenarios' chats are forked to be quick; this one is started as a person starts it."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("DANHGIA_")}
    database = drivers.copy(sample_template, tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "P061"],
        input="1\n1,5\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={
            **kept,
            "DANHGIA_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
            "DANHGIA_TELEGRAM_API": "http://127.0.0.1:9",
            "DANHGIA_CLOCK": "2026-10-22T08:30:00+07:00",
        },
    )
    home, first, second, rest = ended.stdout.split("\x1e")
    assert "1. ✍️ Chấm điểm tháng 10/2026" in home
    assert first.startswith("1.1 · ")
    assert "Đã chấm 1/13 · 1,5/30" in second
    assert rest == ""
