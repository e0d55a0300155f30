"""What a press made up by hand shows: nothing of a commenter's or a decider's card of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogs import routes
from tests.dialogs import talk, ways

ARGS: dict[str, list[str | int]] = {
    "comment.propose": ["1"],
    "comment.item": ["1.1"],
    "comment.full": ["1"],
    "comment.write": [1],
    "comment.return": [1],
    "decide.full": ["1"],
    "decide.points": ["1"],
    "decide.item": ["1.1"],
    "decide.deduct-item": ["1.1"],
    "decide.term": ["đ"],
    "decide.term-say": [1, "đ", "1"],
    "decide.reason": [1],
    "decide.not-rate": [1],
    "decide.with-comment": [1],
}
LISTS = {"inbox", "page", "done-page", "done", "together"}


def looks(*families: str) -> list[str]:
    found = [name.split(".") for name in routes.LOOKS if name.startswith(families)]
    return sorted(".".join(name) for name in found if name[1] not in LISTS)


@pytest.mark.parametrize(
    ("reader", "families"),
    [
        ("P061", ("comment.", "decide.")),
        ("P059", ("decide.",)),
        (talk.ADMINISTRATOR, ("comment.", "decide.")),
    ],
    ids=["subject", "commenter", "administrator"],
)
async def test_no_card_of_anothers_part_is_shown(
    sample_template: Path, tmp_path: Path, reader: str, families: tuple[str, ...]
) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        await ways.send_at_maximum(house, "P061")
        one = await house.form_of("P061")
        forger = await house.talk(reader)
        shown = {
            name: (await forger.act(name, one.id, *ARGS.get(name, []))).at.name
            for name in looks(*families)
        }
    assert len(shown) > 10
    assert {name: at for name, at in shown.items() if at == name} == {}
