"""``rules/roster.toml``: what a cell of the roster may hold, by code or by the officers' word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from core import absence, people, tables
from core.authority_table import AuthorityTable
from core.text import folded

FILE: Final = "roster.toml"

BLOCK, LABOUR, POOL, ACT, ABSENCE = "block", "labour", "pool", "act", "absence"
KIND, POSITION = "kind", "position"

_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    BLOCK: frozenset({"thuong_truc", "dang_doan_the", "hdnd", "ubnd"}),
    LABOUR: frozenset(get_args(people.Labour)),
    POOL: frozenset(get_args(people.Pool)),
    ACT: frozenset(get_args(people.Act)),
    ABSENCE: frozenset(absence.KINDS),
}
_LETTERS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedList:
    """*words*: code to word, in the order they are offered."""

    words: Mapping[str, str]

    def code_of(self, said: str) -> str | None:
        """Of a code, a word, or a part of a word between commas that no other has ("Thường trực",
        "hỗ trợ"); case, marks, punctuation and a "nghỉ" before it do not matter.
        """
        wanted = _bare(said)
        for code, word in self.words.items():
            if wanted in {_bare(code), _bare(word)}:
                return code
        wanted = wanted.removeprefix("nghi ")
        found = [
            code
            for code, word in self.words.items()
            if wanted in {_bare(part) for part in word.split(",")}
        ]
        return found[0] if len(found) == 1 else None


def _bare(text: str) -> str:
    return " ".join(_LETTERS.findall(folded(text)))


def load(text: str) -> Mapping[str, ClosedList]:
    """By name of the list; *errors.RulesBroken* for a code without word or one not known."""
    root = tables.parse(FILE, text)
    if root.whole("schema") != 1:
        raise root.broken("rules.schema", "schema")
    found: dict[str, ClosedList] = {}
    for name, codes in _KNOWN.items():
        table = root.table(name)
        words = table.all_texts()
        if words.keys() != codes:
            raise table.broken("rules.not-one-of", codes=sorted(words.keys() ^ codes))
        found[name] = ClosedList(words=words)
    root.done()
    return found


def with_authority(
    lists: Mapping[str, ClosedList], table: AuthorityTable
) -> Mapping[str, ClosedList]:
    """All lists of the roster, those of the authority table among them."""
    return {
        **lists,
        KIND: ClosedList(words=table.unit_kinds),
        POSITION: ClosedList(words={code: one.name for code, one in table.positions.items()}),
    }
