"""Link codes as the dialogs know them: made, spelled as a link, put on paper."""

from __future__ import annotations

from typing import Protocol

from core.usecases.inviting import Sheet


class Invitations(Protocol):
    """No conversation knows where chance comes from, nor how paper is set."""

    def code(self) -> str:
        """A fresh one each time; it opens nothing before it is issued."""
        ...

    def link(self, code: str) -> str:
        """What opens the chat with the code; empty where no messenger of ours has such links."""
        ...

    def paper(self, sheet: Sheet) -> bytes:
        """A block a person, to be printed and cut apart."""
        ...
