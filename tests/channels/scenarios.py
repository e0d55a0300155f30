"""Every scenario, written once, for whatever channel can carry it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.channels import (
    scenarios_admin,
    scenarios_decide,
    scenarios_files,
    scenarios_link,
    scenarios_month,
    scenarios_paper,
    scenarios_review,
    scenarios_roster,
    scenarios_score,
    scenarios_unit,
    scenarios_work,
)
from tests.channels.phone import LinkingWard, Ward

Scenario = Callable[[Ward], Awaitable[None]]
LinkingScenario = Callable[[LinkingWard], Awaitable[None]]

EVERYWHERE: tuple[Scenario, ...] = (
    *scenarios_score.SCENARIOS,
    *scenarios_review.SCENARIOS,
    *scenarios_decide.SCENARIOS,
    *scenarios_files.SCENARIOS,
    *scenarios_work.SCENARIOS,
    *scenarios_month.SCENARIOS,
    *scenarios_unit.SCENARIOS,
    *scenarios_admin.EVERYWHERE,
    *scenarios_paper.SCENARIOS,
    *scenarios_roster.SCENARIOS,
)
WHERE_CHATS_ARE_LINKED: tuple[LinkingScenario, ...] = (
    *scenarios_link.SCENARIOS,
    *scenarios_admin.SCENARIOS,
)
