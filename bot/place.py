"""Where a conversation stands between two events, as the text that is kept with each turn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.dialogs.screen import Action, act

HOME = act("home")


class Codec(Protocol):
    """Actions as text that fits a button; *BadInput* ``button`` for what is none of ours."""

    def pack(self, action: Action) -> str: ...
    def unpack(self, text: str) -> Action: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a conversation stands: how to show it again, what typed text and keys mean.

    *part* is the beginning of a text whose continuation has not come yet. *did* is the press
    that led here: the same again at once is a second tap of the same finger. *owed*: so many of
    the screen's documents, the last ones, have not arrived yet.
    """

    at: Action = HOME
    ask: Action | None = None
    takes: Action | None = None
    menu: Mapping[str, Action] | None = None
    part: str = ""
    did: Action | None = None
    owed: int = 0


def write(place: Place, codec: Codec) -> str:
    packed: dict[str, object] = {"at": codec.pack(place.at)}
    if place.ask is not None:
        packed["ask"] = codec.pack(place.ask)
    if place.takes is not None:
        packed["takes"] = codec.pack(place.takes)
    if place.menu:
        packed["menu"] = {key: codec.pack(one) for key, one in place.menu.items()}
    if place.part:
        packed["part"] = place.part
    if place.did is not None:
        packed["did"] = codec.pack(place.did)
    if place.owed:
        packed["owed"] = place.owed
    return json.dumps(packed, ensure_ascii=False)


def read(text: str, codec: Codec) -> Place:
    if not text:
        return Place()
    packed = json.loads(text)
    menu = packed.get("menu", {})
    return Place(
        at=codec.unpack(packed["at"]),
        ask=codec.unpack(packed["ask"]) if "ask" in packed else None,
        takes=codec.unpack(packed["takes"]) if "takes" in packed else None,
        menu={key: codec.unpack(one) for key, one in menu.items()},
        part=packed.get("part", ""),
        did=codec.unpack(packed["did"]) if "did" in packed else None,
        owed=packed.get("owed", 0),
    )
