"""The demo's clock moves forward only, by its buttons or by an instant."""

from __future__ import annotations

from datetime import datetime, timedelta

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.demo import page as demo_page
from tests.demo.page_parts import CLOSING, START, StandingClock

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_clock_buttons_move_the_demo_forward(page: Page, control: StandingClock) -> None:
    for label, shown in (
        ("+1 giờ", "09:30"),
        ("Sáng hôm sau", "08:00"),
        ("Hạn tiếp theo", "00:00"),
    ):
        await page.get_by_role("button", name=label).click()
        await expect(page.locator(".clock-time")).to_contain_text(shown)
    await page.get_by_label("Thời điểm muốn tới").fill("25/10/2026 08:15")
    await page.get_by_role("button", name="Tới", exact=True).click()
    await expect(page.locator(".clock-time")).to_contain_text("08:15")
    next_morning = datetime(2026, 10, 23, 8, tzinfo=demo_page.VIETNAM)
    typed = datetime(2026, 10, 25, 8, 15, tzinfo=demo_page.VIETNAM)
    assert control.moves == [START + timedelta(hours=1), next_morning, CLOSING, typed]


async def test_a_refused_move_is_said_beside_the_clock(page: Page, control: StandingClock) -> None:
    await page.get_by_label("Thời điểm muốn tới").fill("21/10/2026 08:00")
    await page.get_by_role("button", name="Tới", exact=True).click()
    await expect(page.locator(".clock-trouble")).to_have_text(
        "Đồng hồ chỉ đi tới: 08:00 ngày 21/10/2026 không sau bây giờ (08:30 ngày 22/10/2026)."
    )
    assert control.moves == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"to": "2026-10-22T08:30:00+07:00"}, "Đồng hồ chỉ đi tới"),
        ({"to": "2026-10-22T01:00:00Z"}, "Đồng hồ chỉ đi tới"),
        ({"to": "2026-10-32T08:00:00+07:00"}, "Không đọc được thời điểm"),
        ({"to": "0001-01-01T00:00:00+14:00"}, "Không đọc được thời điểm"),
        ({"to": "mai"}, "Không đọc được thời điểm “mai”"),
        ({"to": ""}, "Không đọc được thời điểm"),
        ({"to": "2026-10-25T08:00:00"}, "phải kèm múi giờ"),
        ({"to": 5}, "Yêu cầu phải có dạng"),
        ({}, "Yêu cầu phải có dạng"),
        ([], "Yêu cầu phải có dạng"),
    ],
)
async def test_an_instant_that_cannot_be_is_refused_in_words(
    page_url: str, control: StandingClock, body: object, sentence: str
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{page_url}/demo/clock", json=body) as answer,
    ):
        assert answer.status == 400
        assert sentence in (await answer.json())["error"]
    assert control.moves == []


async def test_a_form_of_another_site_cannot_move_the_clock(
    page_url: str, control: StandingClock
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{page_url}/demo/clock", data='{"to": "+1h"}', headers={"Content-Type": "text/plain"}
        ) as answer,
    ):
        assert answer.status == 400
    assert control.moves == []


async def test_no_closing_ahead_is_said_and_nothing_moves(
    page_url: str, control: StandingClock
) -> None:
    control.closing = None
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{page_url}/demo/clock", json={"to": "next-closing"}) as answer:
            refusal = await answer.json()
        async with session.get(f"{page_url}/demo/state") as answer:
            state = await answer.json()
    assert refusal == {"error": "Không còn hạn nào phía trước trong tháng này."}
    assert state["next_closing"] is None
    assert control.moves == []


async def test_the_state_tells_time_month_closing_and_people(page_url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{page_url}/demo/state") as got:
        state = await got.json()
        policy = got.headers["Content-Security-Policy"]
    assert state["now"] == "2026-10-22T08:30:00+07:00"
    assert state["month"] == "2026-10"
    assert state["next_closing"] == {"step": "Tự đánh giá", "at": "2026-10-25T00:00:00+07:00"}
    assert [person["default"] for person in state["people"]] == [True, True, True, False]
    assert policy.startswith(
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {state['sim']};"
    )
