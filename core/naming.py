"""Which of some people a line names: by code, by name, by the end of a name, marks or not.

Several answers mean that it has to be asked which one; the caller never picks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from core.people import Person
from core.text import composed, folded

_PARENTHESIS = re.compile(r"\([^)]*\)")
_PARTS = re.compile(r"[+&;,\n]|(?<=\s)(?:va|và)(?=\s)", re.IGNORECASE)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TITLES = frozenset({"dc", "d/c", "anh", "chi", "ong", "ba", "co", "thay", "em"})
_COMRADE = ("dong", "chi")
_EDGES = " .:-–—\t"


def split(said: str) -> tuple[str, ...]:
    """The names of a line that several people make: "P061+P062", "Lan và Hùng"."""
    return tuple(part.strip(_EDGES) for part in _PARTS.split(composed(said)) if part.strip(_EDGES))


def find(people: Sequence[Person], said: str) -> tuple[str, ...]:
    """Codes of everybody whom *said* may mean, in the order of *people*; none when nobody.

    A code decides; then a whole name; then the end of one ("Thu Nga", "Nga"). Where marks were
    written and fit somebody, only those are meant; a single word with marks that fit nobody
    ("họp" beside a Hợp) is no name.
    """
    return _of_code(people, said) or _of_name(people, said)


def _of_name(people: Sequence[Person], said: str) -> tuple[str, ...]:
    words = bare(said)
    if not words:
        return ()
    named = [(one, bare(one.name)) for one in people]
    whole = [one for one, name in named if name == words]
    ends = [one for one, name in named if name[-len(words) :] == words]
    meant = whole or ends
    spoken = spelled(said)
    marked = " ".join(spoken) != " ".join(words)
    exact = [one for one in meant if marked and spelled(one.name)[-len(spoken) :] == spoken]
    if marked and not exact and len(words) == 1:
        return ()
    return tuple(one.code for one in (exact or meant))


def begins(people: Sequence[Person], words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many of *words* at their start name somebody, and whom they may mean.

    A code, or a name of two words or more; a single given name only after a title: "An" may
    as well begin "An toàn giao thông".
    """
    longest = max((len(bare(one.name)) for one in people), default=0) + len(_COMRADE)
    for count in range(min(len(words), longest), 0, -1):
        said = " ".join(words[:count])
        alone = _of_code(people, said) if count == 1 else ()
        if alone:
            return count, alone
        if len(bare(said)) >= 2 or (count >= 2 and bare(said) != folded(said).split()):
            found = _of_name(people, said)
            if found:
                return count, found
    return 0, ()


def _of_code(people: Iterable[Person], said: str) -> tuple[str, ...]:
    spoken = {word.strip("()[]" + _EDGES).casefold() for word in composed(said).split()}
    return tuple(one.code for one in people if one.code.casefold() in spoken)


def bare(name: str) -> list[str]:
    """The words of a name to compare: no marks, no title, nothing in parentheses."""
    return _untitled(folded(_PARENTHESIS.sub(" ", composed(name))).strip(_EDGES).split())


def spelled(name: str) -> list[str]:
    """With its marks, wherever in a word the tone was set: "Hoà" is "Hòa"."""
    words = _PARENTHESIS.sub(" ", composed(name)).casefold().strip(_EDGES).split()
    return [_toned(word) for word in words[len(words) - len(bare(name)) :]]


def _toned(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def _untitled(words: list[str]) -> list[str]:
    """Without "đồng chí", "đ/c", "chị"; never without the name itself ("Chi", "Anh")."""
    while len(words) > 1:
        if tuple(words[:2]) == _COMRADE and len(words) > 2:
            words = words[2:]
        elif words[0].strip(".") in _TITLES:
            words = words[1:]
        else:
            break
    return words
