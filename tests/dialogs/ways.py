"""Ways through the dialogs that several families of screens go."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogs.screen import Screen
from core import tasks
from core.evaluation import Evaluation
from core.months import Month
from core.usecases import scoring as own_form
from core.usecases import sending
from tests.dialogs.talk import CHANNEL, House, Shown, Talk


async def maximum_everywhere(talk: Talk) -> None:
    """Every group at its maximum, one after another, from the summary."""
    for _ in range(12):
        home_of_group = [b for b in talk.screen.buttons if "tối đa cả nhóm" in b.label]
        if not home_of_group:
            break
        await talk.press("tối đa cả nhóm")


async def send(talk: Talk) -> list[Shown]:
    asked = any("Xác nhận gửi" in button.label for button in talk.screen.buttons)
    found = [Shown("xác nhận gửi", talk.screen if asked else await talk.press("Gửi phiếu"))]
    found.append(Shown("biên nhận", await talk.press("Xác nhận gửi")))
    return found


async def whole_form(house: House, person: str) -> list[Shown]:
    talk = await house.talk(person)
    await talk.type("/viec")
    found = [Shown("mục đầu", await talk.press("Chấm điểm"))]
    one = await house.form_of(person)
    form = house.ward.rules.form(one.form)
    longest = max(form.criteria, key=lambda each: len(each.text) + sum(map(len, each.bullets)))
    found.append(Shown("mục dài nhất", await talk.act("score.full", one.id, longest.id)))
    await talk.act("score.group", one.id, form.groups[0].id)
    for group in form.groups:
        found.append(Shown(f"nhóm {group.id}", talk.screen))
        await talk.press("tối đa cả nhóm")
    for key in ("đ", "e"):
        if not form.leader:
            break
        found.append(Shown(f"{key}: chọn", talk.screen))
        found.append(Shown(f"{key}: căn cứ", await talk.press("100%")))
        await talk.type("Đơn vị hoàn thành 12/12 nhiệm vụ đúng hạn.")
    found.append(Shown("tổng hợp", talk.screen))
    talk_class = "A" if any(b.label == "A" for b in talk.screen.buttons) else "B"
    await talk.press(talk_class)
    if talk.screen.ask is not None:
        await talk.type("Tự nhận theo mức đã đăng ký.")
    found.append(Shown("đủ để gửi", await talk.press("Quay lại")))
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    await talk.press("Quay lại")
    found += await send(talk)
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    return found


async def first(talk: Talk) -> Screen:
    return await talk.handle("press", action=talk.screen.buttons[0].action)


async def send_at_maximum(house: House, person: str) -> Talk:
    talk = await house.talk(person)
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of(person)
    form = house.ward.rules.form(one.form)
    await talk.act("score.group", one.id, form.groups[0].id)
    await maximum_everywhere(talk)
    band = (await forecast(house, person, one)).band or "B"
    await talk.press(band)
    await send(talk)
    return talk


async def forecast(house: House, person: str, one: Evaluation) -> sending.Forecast:
    async with house.ward.desk(person, CHANNEL) as desk:
        return await sending.forecast(desk, await own_form.own(desk, one.id))


async def cancel_tasks(house: House, person: str) -> None:
    window = house.ward.rules.calendar.work_window(Month(2026, 10))
    async with house.ward.desk(person, CHANNEL) as desk:
        for item in await desk.store.tasks.due_between([person], *window):
            await desk.store.tasks.save(replace(item, state=tasks.CANCELLED))
