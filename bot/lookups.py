"""What the command line asks of the rules and the roster, as JSON-ready answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import app as composition
from core import authority, calendar, errors, gaps
from core.months import Month


async def one_route(ward: composition.Ward, person: str, month: str | None) -> object:
    at, due = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    found = authority.route(
        ward.rules.authority, organisation, person, at, composition.route_settings(ward)
    )
    return authority.to_json(found, due)


async def all_routes(ward: composition.Ward, month: str | None) -> object:
    at, due = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    answers = []
    for person in organisation.people:
        try:
            found = authority.route(
                ward.rules.authority,
                organisation,
                person.code,
                at,
                composition.route_settings(ward),
            )
        except (errors.NotFound, errors.Refused):
            continue  # without a post that day, or without a form by the rules
        answers.append(authority.to_json(found, due))
    return answers


async def gaps_found(ward: composition.Ward, month: str | None) -> object:
    at, _ = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    found = gaps.find(ward.rules.authority, organisation, at, composition.route_settings(ward))
    return {
        "month": month or str(calendar.month_of(at)),
        "gaps": [
            {
                "person": one.person,
                "missing": list(one.missing),
                "reason": one.reason,
                "fix": one.fix,
            }
            for one in found
        ],
    }


def when(ward: composition.Ward, month: str | None) -> tuple[datetime, dict[str, str]]:
    """The last moment before the self closing of *month*, or now if that is earlier."""
    now = ward.clock()
    chosen = Month.parse(month) if month else calendar.month_of(now)
    steps = ward.rules.calendar.steps(chosen)
    last = steps[0].closes_at - timedelta(seconds=1)
    at = min(now, last) if month else now
    return at, {step.id: step.closes_at.isoformat() for step in steps}
