"""What the tests of files need beside the stage: forged messages, and what was kept."""

from __future__ import annotations

from typing import Any

from bot.demo.telegram_phone import Phone
from tests.channels.luck_stage import Stage

SECOND = 1_792_632_600
"""08:30:00 of 22/10/2026 in the ward."""


def kept(stage: Stage) -> list[tuple[str, bytes]]:
    """Name and content of every file in the database."""
    return [
        (str(name), bytes(content))
        for name, content in stage.rows("SELECT name, content FROM stored_file ORDER BY name")
    ]


def fetched(stage: Stage) -> int:
    """How many downloads brought a file."""
    return sum(call.status == 200 for call in stage.server.calls_of("file"))


async def deliver(stage: Stage, phone: Phone, kind: str, body: bytes, **more: Any) -> int:
    """A message that no honest phone sends; *more* replaces what it says of the file."""
    name = "a.jpg" if kind == "photo" else "a.pdf"
    file = stage.server.world.store(kind, name, "application/pdf", body)
    told = {"file_id": file.file_id, "file_unique_id": file.unique_id, **more}
    if kind == "photo":
        told = {"width": 800, "height": 600, **told}
    return await stage.deliver(
        {
            "message": {
                "message_id": 990_000 + stage.server.log.version,
                "date": SECOND,
                "chat": phone.account.chat_json(),
                "from": phone.account.user_json(),
                kind: [told] if kind == "photo" else told,
            }
        }
    )
