"""What may be typed at any time, whatever the screen: ``/viec``, ``/them …`` (design: Channels)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogs.screen import Action, act
from core import errors


@dataclass(frozen=True, slots=True)
class Command:
    """*bare* is shown for the word alone, *listens* is given what stands behind it."""

    bare: Action
    listens: Action | None = None


HOME = Command(act("home"))

COMMANDS: Mapping[str, Command] = {
    "viec": HOME,
    "start": HOME,
    "them": Command(act("adhoc"), act("adhoc.typed")),
    "tuan": Command(act("week.now")),
    "nghi": Command(act("absence"), act("absence.line")),
    "donvi": Command(act("unit.menu")),
    "danhmuc": Command(act("catalogue.mine"), act("catalogue.mine-typed")),
    "quantri": Command(act("admin.menu"), act("admin.find")),
    "phieugiay": Command(act("paper.start"), act("paper.code")),
    "uyquyen": Command(act("amend.mine")),
    "trogiup": Command(act("help")),
    "help": Command(act("help")),
}

MENU = ("viec", "them", "tuan", "nghi", "donvi", "danhmuc", "trogiup")
"""Shown in the messenger's own menu, in this order; each has a sentence ``commands.…``."""


def read(text: str) -> tuple[Action, str | None]:
    """The step that a typed command asks for, and what it listens to.

    *errors.BadInput* ``command`` for an unknown one, with those that there are.
    """
    word, *rest = text.split(maxsplit=1)
    command = COMMANDS.get(word.removeprefix("/").split("@")[0].casefold())
    if command is None:
        raise errors.BadInput("command", text=word, codes=tuple(f"/{name}" for name in MENU))
    said = rest[0].strip() if rest else ""
    if command.listens is not None and said:
        return command.listens, said
    return command.bare, None
