"""Every family of screens is walked once a session; each in a database of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.dialogs import scenes, talk


@pytest.fixture(scope="session")
def families(
    sample_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[talk.Shown]]:
    async def walk() -> dict[str, list[talk.Shown]]:
        found = {}
        for name, family in scenes.FAMILIES.items():
            folder = tmp_path_factory.mktemp(name)
            async with talk.opened(sample_template, folder, talk.october(22)) as house:
                found[name] = await family(house)
        return found

    return asyncio.run(walk())
