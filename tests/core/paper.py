"""Ways to a form entered from paper in the small ward: BV_KT guards Phòng Kinh tế without a phone."""

from __future__ import annotations

from datetime import datetime

from core import drafting
from core.evaluation import Evaluation
from core.usecases import clerks, proxying
from core.usecases.desk import Desk
from tests.core.office import SENT, Office, october

GUARD, CLERK, OTHER_CLERK = "BV_KT", "CV_KT1", "CV_VX"
PHOTO = b"\xff\xd8\xff a page of the signed form"


async def with_clerks(office: Office) -> None:
    """One of the guard's unit, one of another."""
    await office.do("TP_KT", october(5), lambda desk: clerks.appoint(desk, "PKT", CLERK))
    await office.do("TP_VX", october(5), lambda desk: clerks.appoint(desk, "PVHXH", OTHER_CLERK))


async def fill(desk: Desk, one: Evaluation) -> Evaluation:
    """Every criterion of the paper at its maximum, class A with a note, one photo."""
    points = {each.id: each.max for each in desk.form(one.form).criteria}
    one = await proxying.change(desk, one.id, lambda d, f: drafting.give_many(d, f, points))
    one = await proxying.change(desk, one.id, lambda d, _: drafting.choose_class(d, "A"))
    one = await proxying.change(
        desk, one.id, lambda d, _: drafting.explain_class(d, "Theo phiếu.")
    )
    return await photograph(desk, one)


async def photograph(desk: Desk, one: Evaluation, content: bytes = PHOTO) -> Evaluation:
    return await proxying.attach(desk, one.id, "photo", "phieu.jpg", "image/jpeg", content)


async def begun(office: Office, now: datetime = SENT, person: str = GUARD) -> Evaluation:
    return await office.do(CLERK, now, lambda desk: proxying.begin(desk, person))


async def filled(office: Office, now: datetime = SENT, person: str = GUARD) -> Evaluation:
    async def act(desk: Desk) -> Evaluation:
        return await fill(desk, await proxying.begin(desk, person))

    return await office.do(CLERK, now, act)


async def sent(office: Office, now: datetime = SENT, person: str = GUARD) -> Evaluation:
    one = await filled(office, now, person)
    return await office.do(CLERK, now, lambda desk: proxying.submit(desk, one.id, one.version))
