"""Who may come in by the webhook, and with what."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from decimal import Decimal

import aiohttp
import pytest

from tests.channels.luck_stage import (
    SECRET,
    Stage,
)

pytest_plugins = ["tests.channels.luck_fixtures"]

SUBMITTED_BY = "P063"
BYSTANDER = "P062"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ONE, TWO = {"1.1": Decimal("1.5")}, {"1.1": Decimal(2)}


@pytest.mark.parametrize("secret", [None, "", "wrong", f"{SECRET} "])
async def test_without_the_secret_nothing_is_read(hooked: Stage, secret: str | None) -> None:
    headers = {} if secret is None else {HEADER: secret}
    assert await _post(hooked, b"{broken", headers) == 403
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


async def test_a_body_of_two_megabytes_is_refused_before_it_is_read(hooked: Stage) -> None:
    assert await _post(hooked, io.BytesIO(b"x" * 2_000_000), {HEADER: SECRET}) == 413


async def test_a_body_of_two_megabytes_that_does_not_tell_its_size_is_refused(
    hooked: Stage,
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{hooked.hook}/telegram/webhook", data=chunks(), headers={HEADER: SECRET}
        ) as answer,
    ):
        assert answer.status == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{broken",
        b"[]",
        b"{}",
        b'{"update_id": "1"}',
        b"\xff\xfe",
    ],
)
async def test_what_is_no_update_is_bad_input(hooked: Stage, body: bytes) -> None:
    assert await _post(hooked, body, {HEADER: SECRET}) == 400
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


@pytest.mark.parametrize(
    "payload", [{"callback_query": 5}, {"message": {"chat": 7}}, {"poll": {"id": "1"}}, {}]
)
async def test_an_update_that_nobody_can_read_is_passed_over(
    hooked: Stage, payload: dict[str, object]
) -> None:
    body = json.dumps({"update_id": 1, **payload}).encode()
    assert await _post(hooked, body, {HEADER: SECRET}) == 200
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


async def _post(stage: Stage, body: bytes | io.BytesIO, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{stage.hook}/telegram/webhook", data=body, headers=headers) as answer,
    ):
        return answer.status
