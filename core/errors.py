"""Every fault the ward's rules can name.

    WardError
    ├── RulesBroken   a rule file is not what it must be; refused at load
    ├── BadInput      what a person typed or a file holds cannot be read
    ├── Refused       the authority table or the life cycle says no
    ├── Stale         the thing was changed since the screen was shown
    └── NotFound      no such person, form, month, ...

An error carries a code and its facts, never a sentence: each edge has its own words for it.
"""

from __future__ import annotations


class WardError(Exception):
    """*code* names the fault in dotted lower case; *data* are the facts a sentence needs."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({facts})"


class RulesBroken(WardError):
    """*data* names the file and the place in it."""


class BadInput(WardError):
    """Recoverable: the same question is asked again with an example."""


class Refused(WardError):
    """*code* is the rule that said no, such as ``T5`` or ``own-form``."""


class Stale(WardError):
    """The person acted on what is no longer true; show what is."""


class NotFound(WardError):
    """Asked for by a code or id that nothing has."""
