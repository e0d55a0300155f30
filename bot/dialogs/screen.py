"""A screen is a value: words chosen, wire format not. No dialog knows what will show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.months import Month

PLAIN, BOLD, ITALIC = "plain", "bold", "italic"

Fact = str | int | Decimal | Month

_SAFE = re.compile(r"[A-Za-z0-9_.đ-]*")


@dataclass(frozen=True, slots=True)
class Action:
    """What a button or a typed answer asks for: a step of a dialog and ids, never a sentence."""

    name: str
    args: tuple[str, ...] = ()


def act(name: str, *facts: Fact) -> Action:
    """*ValueError* when a fact is not an id: free text never travels in a button."""
    args = tuple(str(fact) for fact in facts)
    for arg in args:
        if not _SAFE.fullmatch(arg):
            raise ValueError(f"not an id: {arg!r} for {name}")
    return Action(name, args)


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    spans: tuple[Span, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


def line(text: str, style: str = PLAIN) -> Line:
    return Line((Span(text, style),))


BLANK = Line()


@dataclass(frozen=True, slots=True)
class Button:
    """*answers*: pressing it is the same as typing its label in answer to the screen's question."""

    label: str
    action: Action
    answers: bool = False


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file given to the person: *name* with its ending, *content* as bytes.

    *photo*: a picture to be looked at in the conversation, where the channel can show one.
    """

    name: str
    content: bytes = field(repr=False)
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given by the person. *kind* is ``photo`` or ``file``; *caption* what stood beside."""

    kind: str
    name: str
    mime: str
    content: bytes = field(repr=False)
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """*at* shows it again and changes nothing; *ask* receives what is typed, *takes* a photo
    or a file.

    *above* tells what just happened or what was wrong, before the card itself. *documents* are
    given once, in their order and before the card; shown again, the card comes without them.

    *shares* offers to share the own phone number, under that label, where the messenger can vouch
    for it; such a screen has no rows. *apart*: what is above comes as a message of its own where
    that offer has to be put away.
    """

    at: Action
    lines: tuple[Line, ...]
    rows: tuple[Row, ...] = ()
    ask: Action | None = None
    takes: Action | None = None
    above: tuple[Line, ...] = ()
    documents: tuple[Document, ...] = ()
    shares: str = ""
    apart: bool = False

    def told(self, *said: Line) -> Screen:
        return replace(self, above=(*said, *self.above))

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.rows for button in row)


def in_rows(buttons: Iterable[Button], width: int) -> tuple[Row, ...]:
    flat = tuple(buttons)
    return tuple(flat[start : start + width] for start in range(0, len(flat), width))
