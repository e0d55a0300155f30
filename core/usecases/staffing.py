"""Who speaks on which chat: link codes, linking, unlinking (design: Channels)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import errors, phones
from core.people import Person
from core.ports import Account, LinkCode, Notice
from core.usecases import administering
from core.usecases.desk import NEWS_LASTS, Desk

ON_SCREEN = timedelta(minutes=15)
ON_PAPER = timedelta(days=7)
TRIES = 5
PAUSE = timedelta(hours=1)
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
CODE_LENGTH = 13
_BY_CODE = "link-by-code"
"""Kept while only a fresh code links the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """*moved_from_other* is true while the person's former chat has to agree first."""

    person: Person
    waits_for_old_chat: bool


def spell(random_bits: int) -> str:
    """A link code of 65 bits in groups, without letters that look like digits."""
    letters = []
    for _ in range(CODE_LENGTH):
        random_bits, index = divmod(random_bits, len(ALPHABET))
        letters.append(ALPHABET[index])
    text = "".join(letters)
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def digest(code: str) -> str:
    """Only this is stored. Case, hyphens and spaces do not matter."""
    kept = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(kept.encode()).hexdigest()


def looks_like_code(text: str) -> bool:
    kept = [letter for letter in text.upper() if letter not in "- "]
    return len(kept) == CODE_LENGTH and all(letter in ALPHABET for letter in kept)


async def issue_code(desk: Desk, person: str, code: str, lasts: timedelta) -> None:
    """*code* is made by :func:`spell` from the world's randomness, and shown once; older ones of
    the person open nothing any more. Whoever has a chat already is told there: a code is a way
    into the account. Where no chat is alive, :func:`administering.watchers` are told.

    *errors.Refused* as :func:`administering.check_may`.
    """
    await administering.check_may(desk, person, administering.LINK)
    await desk.store.links.revoke(person, desk.now)
    await desk.store.links.issue(
        LinkCode(
            digest=digest(code), person=person, issued_at=desk.now, expires_at=desk.now + lasts
        )
    )
    await desk.audit("link-code", f"person:{person}", lasts_minutes=lasts // timedelta(minutes=1))
    subject = digest(code)[:16]
    if await desk.store.chats.accounts(person):
        await desk.inform("link.issued", [person], subject, lasts=lasts, by=desk.actor)
    await _tell_watchers(desk, "link.issued-to", person, subject, lasts)


async def link(desk: Desk, channel: str, address: str, code: str) -> Linked:
    """Bind this chat to the person of *code*, once.

    *errors.Refused* ``link.paused`` after 5 wrong tries within the hour; *errors.BadInput*
    ``link.wrong`` with how many are left. A wrong try is remembered by the caller's commit.
    """
    store = desk.store
    await _check_nobodys(desk, channel, address)
    tries = await store.links.wrong_tries(channel, address, desk.now - 2 * PAUSE)
    if is_paused(tries, desk.now):
        raise errors.Refused("link.paused", tries=TRIES)
    wrong = sum(1 for at in tries if at > desk.now - PAUSE) % TRIES
    found = await store.links.find(digest(code))
    if found is None or found.used_at is not None or desk.now >= found.expires_at:
        raise errors.BadInput("link.wrong", left=TRIES - wrong - 1)
    person = await desk.person(found.person)
    if await _is_elsewhere(desk, person, channel, address):
        await _ask_old_chat(desk, person, found.digest[:16], found.expires_at)
        return Linked(person=person, waits_for_old_chat=True)
    if not await store.links.use(found.digest, desk.now):
        raise errors.BadInput("link.wrong", left=TRIES - wrong - 1)
    return await _bind(desk, person, channel, address, by="code")


async def link_by_phone(
    desk: Desk, channel: str, address: str, number: str, *, is_own: bool
) -> Linked:
    """Bind this chat to the one person whose number the messenger vouches for.

    *is_own*: the messenger says that it is the number of whoever shared it. *errors.BadInput*
    ``link.not-own``, or ``link.phone-unknown`` for a number that is not on the roster, or not
    only once; *errors.Refused* ``link.code-only`` after somebody else unlinked a chat: whoever
    found the lost phone shares the same number.
    """
    await _check_nobodys(desk, channel, address)
    if not is_own:
        raise errors.BadInput("link.not-own")
    person = phones.owner((await desk.organisation()).people, number)
    if person is None:
        raise errors.BadInput("link.phone-unknown")
    if await desk.store.notebook.preference(person.code, _BY_CODE):
        raise errors.Refused("link.code-only")
    if await _is_elsewhere(desk, person, channel, address):
        asked = f"{channel}:{address}:{desk.now:%Y%m%d%H}"
        await _ask_old_chat(desk, person, asked, desk.now + ON_SCREEN)
        return Linked(person=person, waits_for_old_chat=True)
    return await _bind(desk, person, channel, address, by="phone")


async def _check_nobodys(desk: Desk, channel: str, address: str) -> None:
    """One chat account is one person's: *errors.Refused* ``link.taken``."""
    if (await desk.store.chats.open(channel, address, "")).person is not None:
        raise errors.Refused("link.taken")


async def _is_elsewhere(desk: Desk, person: Person, channel: str, address: str) -> bool:
    """Several channels are one person's, but of each only one chat."""
    return any(
        account.channel == channel and account.address != address
        for account in await desk.store.chats.accounts(person.code)
    )


async def _bind(desk: Desk, person: Person, channel: str, address: str, by: str) -> Linked:
    if await desk.store.notebook.preference(person.code, _BY_CODE):
        await desk.store.notebook.prefer(person.code, _BY_CODE, "")
    await desk.store.chats.link(channel, address, person.code, desk.now)
    await desk.store.outbox.revive(person.code)
    await desk.audit("link", f"person:{person.code}", channel=channel, by=by)
    return Linked(person=person, waits_for_old_chat=False)


def is_paused(tries: Sequence[datetime], now: datetime) -> bool:
    """For an hour from the fifth wrong try within an hour; *tries* oldest first."""
    return any(
        last - first <= PAUSE and now < last + PAUSE
        for first, last in zip(tries, tries[TRIES - 1 :], strict=False)
    )


async def note_wrong_try(desk: Desk, channel: str, address: str) -> None:
    await desk.store.links.note_wrong_try(channel, address, desk.now)


async def release(desk: Desk, channel: str, address: str) -> None:
    """The old chat agrees: it is unlinked by its own press, and the code works elsewhere."""
    await desk.store.chats.unlink(channel, address)
    await desk.audit("unlink", f"person:{desk.actor}", channel=channel)


async def linked(desk: Desk, person: str, channel: str, address: str) -> Account:
    """A chat of somebody's, before whoever may unlink it; refusals as :func:`unlink`."""
    await administering.check_may(desk, person, administering.LINK)
    for account in await desk.store.chats.accounts(person):
        if (account.channel, account.address) == (channel, address):
            return account
    raise errors.Stale("admin.unlinked")


async def unlink(desk: Desk, person: str, channel: str, address: str) -> None:
    """A lost phone, at once: the chat is nobody's, codes not used yet open nothing, the number
    links no more, and the old chat is told by whom. Where no other chat is alive,
    :func:`administering.watchers` are told.

    *errors.Refused* as :func:`administering.check_may`; *errors.Stale* ``admin.unlinked`` when it was done.
    """
    await linked(desk, person, channel, address)
    await desk.store.chats.unlink(channel, address)
    await desk.store.links.revoke(person, desk.now)
    if person != desk.actor:
        await desk.store.notebook.prefer(person, _BY_CODE, "1")
    await desk.audit("unlink", f"person:{person}", channel=channel)
    subject = f"{channel}:{address}:{desk.now.isoformat()}"
    await _tell_watchers(desk, "link.removed-from", person, subject, NEWS_LASTS)
    await desk.store.outbox.put(
        [
            Notice(
                key=f"{person}:link.removed:{subject}",
                recipient=person,
                kind="link.removed",
                facts={"to_channel": channel, "to_address": address, "by": desk.actor},
                not_before=desk.now,
                stale_after=desk.now + NEWS_LASTS,
            )
        ]
    )


async def _tell_watchers(
    desk: Desk, kind: str, person: str, subject: str, lasts: timedelta
) -> None:
    if any(one.alive for one in await desk.store.chats.accounts(person)):
        return
    told = administering.watchers(desk, await desk.organisation(), person)
    await desk.inform(kind, told, subject, lasts=lasts, person=person, by=desk.actor)


async def _ask_old_chat(desk: Desk, person: Person, asked: str, until: datetime) -> None:
    """*asked* names the wish, so that it is put to the old chat once."""
    await desk.store.outbox.put(
        [
            Notice(
                key=f"{person.code}:link.asked:{asked}",
                recipient=person.code,
                kind="link.asked",
                facts={"asked_at": desk.now.isoformat()},
                not_before=desk.now,
                stale_after=until,
            )
        ]
    )
