"""Photos and files from a phone: fetched before their turn, outside of any transaction."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog
from telegram import Message, PhotoSize
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.dialogs import uploads
from bot.dialogs.screen import Upload
from bot.handlers.telegram.api import MOST_PHOTO, Api, wait_of
from core import errors
from core.calendar import ZONE
from core.tasks import FILE, PHOTO

log = structlog.get_logger(__name__)

TRIES = 4
"""How often one update may come again for its file before the person is told."""
REMEMBERED = 1_000
AT_A_TIME = 4
"""Each holds its whole content, at most 20 MB, in memory."""
FETCH_SECONDS = 50.0
"""Less than the minute after which the messenger takes a webhook for dead."""
LONGEST_WAIT = 30.0
FOR_NOW = "temporarily unavailable"
"""In a refusal whose words leave open whether the file is wrong or only late."""
JPEG = "image/jpeg"


class NotHereYet(Exception):
    """The file may come with the next try, so its update must not be confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A file as a message names it. *size* in bytes; ``None`` where the messenger did not say."""

    file_id: str
    kind: str
    name: str
    mime: str
    size: int | None
    caption: str


def offered(message: Message) -> Offered | None:
    """The photo in its best size, or the file of any type; ``None`` for everything else."""
    caption = message.caption or ""
    if message.document is not None:
        file = message.document
        return Offered(
            file_id=file.file_id,
            kind=FILE,
            name=file.file_name or "",
            mime=file.mime_type or "",
            size=file.file_size,
            caption=caption,
        )
    if not message.photo:
        return None
    best = _best(message.photo)
    return Offered(
        file_id=best.file_id,
        kind=PHOTO,
        name=f"anh-{message.date.astimezone(ZONE):%Y%m%d-%H%M%S}.jpg",
        mime=JPEG,
        size=best.file_size,
        caption=caption,
    )


def _best(sizes: tuple[PhotoSize, ...]) -> PhotoSize:
    fitting = [one for one in sizes if (one.file_size or 0) <= MOST_PHOTO]
    return max(fitting or sizes, key=lambda one: (one.width * one.height, one.file_size or 0))


class Files:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._slots = asyncio.Semaphore(AT_A_TIME)
        self._failed: dict[int, int] = {}

    async def fetch(self, update_id: int, wanted: Offered) -> Upload:
        """*errors.BadInput* for what no further try can mend, else :class:`NotHereYet`."""
        if wanted.size is not None:
            uploads.check_size(wanted.size)
        try:
            async with self._slots, asyncio.timeout(FETCH_SECONDS):
                content = await self._api.fetch(wanted.file_id)
        except (TelegramError, TimeoutError) as fault:
            if isinstance(fault, BadRequest) and FOR_NOW not in fault.message:
                raise _refused(wanted, fault.message) from None
            raise await self._again(update_id, fault) from None
        self._failed.pop(update_id, None)
        return uploads.received(
            wanted.kind, wanted.name, wanted.mime, content, caption=wanted.caption
        )

    async def _again(self, update_id: int, fault: Exception) -> Exception:
        """What to raise: a chat must not wait for ever behind a file that does not come."""
        failed = self._failed.pop(update_id, 0) + 1
        detail = fault.message[:200] if isinstance(fault, TelegramError) else "too slow"
        log.warning("file not fetched", update_id=update_id, detail=detail, failed=failed)
        if failed >= TRIES:
            return errors.BadInput("file.unreachable")
        self._failed[update_id] = failed
        while len(self._failed) > REMEMBERED:
            del self._failed[next(iter(self._failed))]
        if isinstance(fault, RetryAfter):
            await asyncio.sleep(min(wait_of(fault).total_seconds(), LONGEST_WAIT))
        return NotHereYet()


def _refused(wanted: Offered, words: str) -> errors.BadInput:
    log.warning("file refused", detail=words)
    if "too big" in words.casefold():
        return errors.BadInput("file.large", size=wanted.size or uploads.MOST_BYTES + 1)
    return errors.BadInput("file.unreadable")
