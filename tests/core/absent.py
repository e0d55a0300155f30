"""Ways to an absence in the small ward, for the tests of several files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from core import absence, errors
from core.absence import Absence
from core.usecases import absences, clerks
from core.usecases.desk import Desk
from tests.core.office import Office, october

NOW = october(5)
FIRST, LAST = date(2026, 10, 12), date(2026, 10, 16)


def asking(
    person: str, first: date = FIRST, last: date = LAST, kind: str = absence.LEAVE, **words: str
) -> Any:
    async def act(desk: Desk) -> Absence:
        one = await absences.draft(desk, person, kind, first, last, **words)
        return await absences.send(desk, one.id, one.version)

    return act


async def asked(office: Office, person: str = "CV_KT1", **more: Any) -> Absence:
    found: Absence = await office.do(person, NOW, asking(person, **more))
    return found


async def approved(office: Office, person: str = "CV_KT1", **more: Any) -> Absence:
    one = await asked(office, person, **more)
    return await office.do("TP_KT", NOW, lambda desk: absences.approve(desk, one.id, one.version))


async def refused(office: Office, actor: str, act: Any, now: datetime = NOW) -> errors.WardError:
    with pytest.raises(errors.WardError) as refusal:
        await office.do(actor, now, act)
    return refusal.value


async def with_clerk(office: Office, person: str = "CV_KT2") -> None:
    await office.do("TP_KT", NOW, lambda desk: clerks.appoint(desk, "PKT", person))
