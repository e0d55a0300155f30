"""Written delegation: who holds the right of an absent leader on a day (domain: routing, rule 5)."""

from __future__ import annotations

from datetime import date
from typing import Final

from core import people

MOST_LINKS: Final = 3


def links(
    organisation: people.Organisation, giver: str, act: people.Act, day: date
) -> tuple[people.Delegation, ...]:
    """The chain from *giver*, nearest first, at most three links.

    A link that leads back into the chain, or to somebody without a post that day, is no link.
    """
    seen = {giver}
    chain: list[people.Delegation] = []
    while len(chain) < MOST_LINKS:
        holder = chain[-1].receiver if chain else giver
        link = next(
            (
                given
                for given in organisation.delegations_of(holder, act, day)
                if given.receiver not in seen and organisation.posts_of(given.receiver, day)
            ),
            None,
        )
        if link is None:
            break
        seen.add(link.receiver)
        chain.append(link)
    return tuple(chain)


def leads_to(chain: tuple[people.Delegation, ...], person: str) -> bool:
    """Whether *person* was given the right somewhere on the way, also to hand it on: on the own
    form nobody chooses who decides.
    """
    return any(link.receiver == person for link in chain)
