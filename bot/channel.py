"""How a screen is shown where there are no buttons: numbered choices, letters beside a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from bot.dialogs.screen import Action, Screen


@dataclass(frozen=True, slots=True)
class Menu:
    """*text* to print; *choices* what a typed key asks for."""

    text: str
    choices: Mapping[str, Action]


def numbered(screen: Screen, hint: str) -> Menu:
    """A bare number is always the value on a screen that asks, so its choices are letters.

    Buttons that only say what may be typed are left out there: the question names the range.
    """
    offered = [one for one in screen.buttons if not (screen.ask and one.answers)]
    keys = _letters(len(offered)) if screen.ask else _numbers(len(offered))
    labels = [f"{key}. {button.label}" for key, button in zip(keys, offered, strict=True)]
    said = [line.plain for line in (*screen.above, *screen.lines)]
    if labels:
        said += ["", *labels]
    if screen.ask and labels:
        said.append(hint)
    choices = {key: button.action for key, button in zip(keys, offered, strict=True)}
    return Menu("\n".join(said), choices)


def _numbers(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _letters(count: int) -> list[str]:
    """a … z, then aa, ab …"""
    return [
        (ascii_lowercase[index // 26 - 1] if index >= 26 else "") + ascii_lowercase[index % 26]
        for index in range(count)
    ]
