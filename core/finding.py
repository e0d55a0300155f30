"""Whom a few typed letters mean, for a clerk who looks for one person of the ward.

Unlike a line of work (:mod:`core.naming`) the search is generous: it ranks and leaves the
choice to the clerk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core import naming, phones
from core.people import Person
from core.text import composed, folded

_MOST_INITIALS = 6


def find(people: Iterable[Person], typed: str) -> tuple[str, ...]:
    """Codes of those who fit, the best first; none for an empty search.

    A code or a phone number decides. Then names spelled with exactly these marks, whole names,
    ends of names ("Thu Nga", "Nga"), parts of names, initials ("htn"), beginnings ("hoang th").
    """
    known = tuple(people)
    said = " ".join(composed(typed).split())
    if not said:
        return ()
    coded = [one.code for one in known if one.code.casefold() == said.casefold()]
    number = phones.national(said)
    called = [one.code for one in known if number and phones.national(one.phone) == number]
    if coded or called:
        return tuple(coded or called)
    ranked = [(_rank(one, said), one) for one in known]
    fitting = [(rank, one) for rank, one in ranked if rank is not None]
    fitting.sort(key=lambda each: (each[0], _by_given_name(each[1].name), each[1].code))
    return tuple(one.code for _, one in fitting)


def _rank(person: Person, said: str) -> int | None:
    """``None``: does not fit. Marks that were typed come before every likeness without them."""
    marked = naming.spelled(said)
    exact = _place(naming.spelled(person.name), marked)
    if exact is not None and marked != naming.bare(said):
        return exact
    name, words = naming.bare(person.name), naming.bare(said)
    alike = _place(name, words)
    if alike is not None:
        return 3 + alike
    if _are_initials(name, said):
        return 6
    return 7 if _begins(name, words) else None


def _place(name: Sequence[str], words: Sequence[str]) -> int | None:
    """0 the whole name, 1 its end, 2 somewhere in it."""
    if not words or len(words) > len(name):
        return None
    if list(name[-len(words) :]) == list(words):
        return 0 if len(name) == len(words) else 1
    starts = range(len(name) - len(words))
    return 2 if any(list(name[at : at + len(words)]) == list(words) for at in starts) else None


def _are_initials(name: Sequence[str], said: str) -> bool:
    letters = folded(said).replace(".", "").replace(" ", "")
    if not 2 <= len(letters) <= _MOST_INITIALS or len(letters) > len(name):
        return False
    return "".join(word[0] for word in name).endswith(letters)


def _begins(name: Sequence[str], words: Sequence[str]) -> bool:
    """The last word typed may not be finished yet."""
    *whole, last = words or [""]
    if not last:
        return False
    return any(
        list(name[at : at + len(whole)]) == whole and name[at + len(whole)].startswith(last)
        for at in range(len(name) - len(whole))
    )


def _by_given_name(name: str) -> tuple[str, str]:
    """As a Vietnamese list is sorted: the given name first."""
    words = naming.bare(name)
    return (words[-1] if words else "", " ".join(words))
