from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from core import errors
from core.ports import Account, Acknowledgement, Chat
from storage.engine import SqlStorage
from tests.storage import values

NEWCOMER = Chat(
    channel="telegram",
    address="700",
    person=None,
    alive=True,
    card=None,
    shown=0,
    last_turn=0,
    place="",
    seen=False,
    answered=False,
)


async def opened(storage: SqlStorage, event: str, address: str = "700") -> Chat:
    async with storage.read() as unit:
        return await unit.chats.open("telegram", address, event)


async def handled(storage: SqlStorage, event: str, place: str, address: str = "700") -> int:
    async with storage.write() as unit:
        await unit.chats.open("telegram", address, event)
        number = await unit.chats.record("telegram", address, event, place, values.NOW)
        await unit.commit()
    return number


async def acknowledged(storage: SqlStorage, *acks: Acknowledgement) -> None:
    async with storage.write() as unit:
        await unit.chats.acknowledge(acks)
        await unit.commit()


def ack(turn: int, card: str | None, address: str = "700") -> Acknowledgement:
    return Acknowledgement(
        channel="telegram", address=address, turn=turn, card=card, at=values.NOW
    )


async def test_a_first_contact_is_nobody(storage: SqlStorage) -> None:
    assert await opened(storage, "e1") == NEWCOMER


async def test_turns_are_numbered_from_1_in_each_chat(storage: SqlStorage) -> None:
    assert [await handled(storage, event, "") for event in ("e1", "e2")] == [1, 2]
    assert await handled(storage, "e1", "", address="701") == 1


async def test_a_repeated_event_is_seen_and_the_place_is_the_last_one(
    storage: SqlStorage,
) -> None:
    await handled(storage, "e1", "menu")
    await handled(storage, "e2", "scores/3")
    kept = dataclasses.replace(NEWCOMER, last_turn=2, place="scores/3")
    assert await opened(storage, "e1") == dataclasses.replace(kept, seen=True)
    assert await opened(storage, "e3") == kept
    async with storage.read() as unit:
        assert await unit.chats.place("telegram", "700") == "scores/3"
        assert await unit.chats.place("telegram", "404") == ""


async def test_the_place_of_a_turn_may_be_put_right_and_only_of_that_turn(
    storage: SqlStorage,
) -> None:
    for event in ("e1", "e2"):
        await handled(storage, event, "files: 3 owed")
        await handled(storage, event, "elsewhere", address="701")
    async with storage.write() as unit:
        await unit.chats.open("telegram", "700", "")
        await unit.chats.replace_place("telegram", "700", 1, "an older one")
        await unit.chats.replace_place("telegram", "700", 2, "files: 2 owed")
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.chats.place("telegram", "700") == "files: 2 owed"
        assert await unit.chats.place("telegram", "701") == "elsewhere"


async def test_an_event_is_recorded_once(storage: SqlStorage) -> None:
    await handled(storage, "e1", "menu")
    with pytest.raises(errors.Stale):
        await handled(storage, "e1", "menu")


async def test_an_answered_event_is_known_as_answered(storage: SqlStorage) -> None:
    await handled(storage, "e1", "menu")
    await handled(storage, "e2", "menu")
    await acknowledged(storage, ack(1, "m55"))
    first, second = await opened(storage, "e1"), await opened(storage, "e2")
    assert (first.answered, first.card, first.shown) == (True, "m55", 1)
    assert (second.seen, second.answered) == (True, False)


async def test_acknowledgements_out_of_order_never_show_an_older_turn(
    storage: SqlStorage,
) -> None:
    for event in ("e1", "e2", "e3"):
        await handled(storage, event, "menu")
    await acknowledged(storage, ack(2, "m2"), ack(1, "m1"), ack(3, None))
    chat = await opened(storage, "e3")
    assert (chat.card, chat.shown, chat.answered) == ("m2", 2, True)


async def test_only_living_chats_with_an_older_card_lag(storage: SqlStorage) -> None:
    for address in ("1", "2", "3"):
        await handled(storage, "e1", "menu", address)
    async with storage.write() as unit:
        await unit.chats.mark("telegram", "3", alive=False, at=values.NOW)
        await unit.chats.acknowledge([ack(1, "m1", "2")])
        await unit.commit()
    async with storage.read() as unit:
        lagging = await unit.chats.lagging("telegram")
        assert await unit.chats.lagging("zalo") == ()
    assert lagging == (dataclasses.replace(NEWCOMER, address="1", last_turn=1, place="menu"),)


async def test_a_person_has_accounts_in_the_order_of_linking(storage: SqlStorage) -> None:
    later = values.NOW + timedelta(hours=1)
    async with storage.write() as unit:
        await unit.chats.link("zalo", "z1", "P031", later)
        await unit.chats.link("telegram", "700", "P031", values.NOW)
        await unit.chats.mark("zalo", "z1", alive=False, at=later)
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.chats.accounts("P031") == (
            Account(
                channel="telegram",
                address="700",
                person="P031",
                alive=True,
                linked_at=values.NOW,
            ),
            Account(channel="zalo", address="z1", person="P031", alive=False, linked_at=later),
        )
    assert (await opened(storage, "e1")).person == "P031"


async def test_everybody_with_a_chat_is_known_at_once(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.chats.link("telegram", "700", "P031", values.NOW)
        await unit.chats.link("zalo", "z1", "P031", values.NOW)
        await unit.chats.link("telegram", "701", "P032", values.NOW)
        await unit.chats.unlink("telegram", "701")
        assert await unit.chats.linked() == {"P031"}


async def test_an_unlinked_chat_is_nobodys_and_keeps_its_turns(storage: SqlStorage) -> None:
    await handled(storage, "e1", "menu")
    async with storage.write() as unit:
        await unit.chats.link("telegram", "700", "P031", values.NOW)
        await unit.chats.unlink("telegram", "700")
        await unit.commit()
    assert await opened(storage, "e2") == dataclasses.replace(NEWCOMER, last_turn=1, place="menu")
