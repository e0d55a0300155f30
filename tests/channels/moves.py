"""What people do again and again in the scenarios, act by act. Nothing of ours is imported."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from tests.channels.phone import Phone, Ward

HANOI = timezone(timedelta(hours=7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of October 2026."""
    return datetime(2026, 10, day, hour, minute, tzinfo=HANOI)


def band_in(text: str) -> str:
    """The class that belongs to the total on the card."""
    found = re.findall(r"mức ([ABCD])\b", text)
    assert found, text
    return str(found[-1])


async def home(phone: Phone) -> str:
    await phone.type("/viec")
    return await phone.see()


async def send(phone: Phone) -> None:
    """From the summary, with the class of the band, to the receipt."""
    await phone.press(band_in(await phone.see()))
    await phone.press("✅ Xác nhận gửi")
    assert "Biên nhận: " in await phone.see()


async def send_at_maximum(ward: Ward, person: str) -> Phone:
    """Form 03 with every criterion at its maximum, by whole groups."""
    phone = await ward.phone(person)
    await home(phone)
    await phone.press("✍️")
    await phone.press("☰ Cả nhóm")
    for _ in range(3):
        await phone.press("⭐ Điểm tối đa cả nhóm")
    await send(phone)
    return phone


async def open_comment(phone: Phone, name: str) -> None:
    await home(phone)
    await phone.press("💬 Nhận xét")
    await phone.press(name)


async def open_decision(phone: Phone, name: str) -> None:
    await home(phone)
    await phone.press("✅ Quyết định")
    await phone.press(name)
