"""What a step of a dialog is given: who, when, the transaction, and the words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogs.administration.invitations import Invitations
from bot.dialogs.screen import Button, Line, act
from bot.dialogs.units.books import Workbooks
from bot.dialogs.words import Value, Words
from core.people import Person
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """*channel* and *address* are only handed on to use-cases about the chat itself."""

    desk: Desk
    words: Words
    person: Person
    channel: str
    address: str
    workbooks: Workbooks
    invitations: Invitations

    def say(self, key: str, /, **facts: Value) -> Line:
        return self.words(key, **facts)

    def button(self, key: str, step: str, /, *args: str | int, **facts: Value) -> Button:
        """A button whose label is the words of *key* and whose action is *step*."""
        return Button(self.words.text(key, **facts), act(step, *args))

    async def name(self, code: str) -> str:
        organisation = await self.desk.organisation()
        found = organisation.get_person(code)
        return found.name if found else code
