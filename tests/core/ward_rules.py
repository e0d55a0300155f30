"""The ward's rule files as texts and as a rule book, for tests that apply rules."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core import rulebook

CASES = Path(__file__).parent / "cases"


@cache
def texts() -> dict[str, str]:
    rules = files("core") / "rules"
    return {name: rules.joinpath(name).read_text("utf-8") for name in rulebook.FILES}


@cache
def book() -> rulebook.Rulebook:
    return rulebook.load(texts())


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of ``cases/NAME.toml``; binary floats stay floats, to be refused."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    rows: list[dict[str, Any]] = table["case"]
    return rows
