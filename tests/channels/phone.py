"""What the scenarios know of a phone and of the ward behind it. Nothing of ours is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that came from the programme; *content* ``None`` where the channel only names it."""

    name: str
    size: int
    content: bytes | None = field(repr=False)


class Phone(Protocol):
    """One person's end of a channel. *acts* counts presses and messages since it was made."""

    acts: int

    async def press(self, label: str) -> None:
        """Press the choice named *label*, or the only one that begins so."""
        ...

    async def type(self, text: str) -> None: ...

    async def send_file(
        self, name: str, content: bytes, caption: str = "", *, photo: bool = False
    ) -> None:
        """As a file, or as a photo where the channel knows the difference."""
        ...

    async def received(self) -> list[Received]:
        """Every file that ever came, oldest first."""
        ...

    async def see(self) -> str:
        """The words of the newest card, without its choices."""
        ...

    async def labels(self) -> list[str]:
        """The choices of the newest card, in their order."""
        ...

    async def told(self) -> str:
        """What came unasked since the last act, each once; type /viec before going on."""
        ...


class NewPhone(Phone, Protocol):
    """A phone whose chat is to be linked, on a channel that can share phone numbers."""

    async def offers(self) -> list[str]:
        """What the keyboard below the chat offers."""
        ...

    async def share_number(self, label: str) -> None:
        """Press *label* on that keyboard, and agree that the own number is shared."""
        ...

    async def share_card_of(self, other: str) -> None:
        """Send the contact of somebody else, who has this number."""
        ...

    async def heard(self) -> str:
        """Every word that ever came."""
        ...


class Ward(Protocol):
    """The ward at half past eight on 22/10/2026, its clock, and everybody's phone."""

    async def phone(self, person: str) -> Phone:
        """The phone of the person with this code, the same one each time."""
        ...

    async def move(self, to: datetime) -> None:
        """Forward to *to*; whatever closes on the way is closed."""
        ...

    async def restart(self) -> None:
        """The programme stops and starts again; phones and database stay."""
        ...

    async def audit(self) -> list[tuple[str, str]]:
        """Who did what, oldest first."""
        ...


class LinkingWard(Ward, Protocol):
    """A ward on a channel whose chats are linked by a code. P048 is its administrator."""

    async def code(self, person: str) -> str:
        """A fresh link code, as the clerk hands it out."""
        ...

    async def stranger(self, number: int) -> NewPhone:
        """A phone that belongs to nobody yet and has pressed START."""
        ...

    async def enrol(self, number: int, *people: str) -> None:
        """The roster has the phone number of stranger *number* at each of these people."""
        ...


def find(wanted: str, labels: Sequence[str]) -> int:
    """The place of *wanted*: exactly, or as the only beginning."""
    if wanted in labels:
        return labels.index(wanted)
    starts = [place for place, label in enumerate(labels) if label.startswith(wanted)]
    assert len(starts) == 1, f"no single choice {wanted!r} among {list(labels)}"
    return starts[0]
