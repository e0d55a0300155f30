"""Photos, files and links that prove work: kept by their hash, attached, opened."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from core import errors, taskflow, tasks, window
from core.ports import StoredFile
from core.tasks import Evidence, TaskItem
from core.usecases import directing, working
from core.usecases.assigning import task_key
from core.usecases.desk import Desk

MOST_BYTES = 20_000_000
NOTE_BYTES = 2_400


async def keep_file(
    desk: Desk, kind: str, name: str, mime: str, content: bytes, note: str = ""
) -> Evidence:
    """A photo or a file, kept once by its hash, with the instant it came and what was written
    beside it.
    """
    if not content:
        raise errors.BadInput("file.empty")
    if len(content) > MOST_BYTES:
        raise errors.BadInput("file.large", size=len(content), most=MOST_BYTES)
    digest = hashlib.sha256(content).hexdigest()
    await desk.store.files.put(
        StoredFile(
            digest=digest, name=name, mime=mime, content=content, at=desk.now, by=desk.actor
        )
    )
    said = noted(note)
    return Evidence(kind=kind, name=name, at=desk.now, by=desk.actor, digest=digest, note=said)


def noted(text: str) -> str:
    """In one line, as long as can be kept: of a longest caption of the messenger all of it."""
    whole = " ".join(text.split()).encode()
    return whole[:NOTE_BYTES].decode(errors="ignore")


async def remember_note(desk: Desk, kept: Evidence) -> None:
    """Until it is said whose evidence the file is."""
    await desk.store.notebook.prefer(desk.actor, _note_key(kept.digest), kept.note)


def _note_key(digest: str) -> str:
    return f"file.note:{digest}"


async def kept_file(desk: Desk, short: str) -> StoredFile:
    """The actor's own file whose digest begins so; *errors.NotFound* ``evidence``."""
    found = await desk.store.files.find(desk.actor, short)
    if found is None:
        raise errors.NotFound("evidence", id=short)
    return found


async def as_evidence(desk: Desk, file: StoredFile) -> Evidence:
    kind = tasks.PHOTO if file.mime.startswith("image/") else tasks.FILE
    note = await desk.store.notebook.preference(desk.actor, _note_key(file.digest)) or ""
    return Evidence(
        kind=kind, name=file.name, at=desk.now, by=desk.actor, digest=file.digest, note=note
    )


async def attach(desk: Desk, item_id: int, evidence: Evidence) -> TaskItem:
    """Evidence to an own item, whatever its state, until its month is frozen."""
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    if item.person != desk.actor:
        raise errors.Refused("not-own-task", person=desk.actor)
    if directing.phase_of(desk, item) == window.FROZEN:
        month = directing.month_of(desk, item.due)
        closed = directing.work_closings(desk, month).comment
        raise errors.Refused("month.frozen", month=month, closed=closed)
    changed = taskflow.attach(item, evidence)
    if changed is item:
        return item
    stored = await desk.store.tasks.save(changed)
    await desk.audit(
        "evidence",
        task_key(stored),
        kind=evidence.kind,
        name=evidence.name,
        digest=evidence.digest,
        link=evidence.link,
        note=evidence.note,
    )
    return stored


def evidence_at(item: TaskItem, index: int) -> Evidence:
    """*errors.NotFound* ``evidence``."""
    every = all_evidence(item)
    if not 0 <= index < len(every):
        raise errors.NotFound("evidence", id=item.id)
    return every[index]


async def evidence_file(desk: Desk, item_id: int, index: int) -> StoredFile:
    """For whoever may open the item; *errors.NotFound* ``evidence``."""
    wanted = evidence_at((await working.open_item(desk, item_id)).item, index)
    found = await desk.store.files.get(wanted.digest)
    if found is None:
        raise errors.NotFound("evidence", id=item_id)
    return replace(found, name=wanted.name)


def all_evidence(item: TaskItem) -> tuple[Evidence, ...]:
    """Of the work, then of the objective causes asked for."""
    asked = [one.asked for one in item.events if one.asked is not None]
    return (*item.evidence, *(each for excuse in asked for each in excuse.evidence))
