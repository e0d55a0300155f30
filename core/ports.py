"""What the use-cases and the turn need from storage and the world. Signatures only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, Self

from core.absence import Absence
from core.catalogue import Catalogue
from core.evaluation import Evaluation
from core.monthplan import MonthPlan
from core.months import Month
from core.people import Organisation
from core.schedule import Schedule
from core.tasks import TaskItem
from core.weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a person is told. Enqueued once a *key*; words are chosen when it is delivered.

    *key* is (recipient, kind, object, object version) as one text. *facts* are JSON scalars.
    *urgency* orders the lane: 0 acts, 1 reminders. Not before *not_before*; given up after
    *stale_after* (both aware), when what it says is no longer news.
    """

    key: str
    recipient: str
    kind: str
    facts: Mapping[str, str | int | None]
    not_before: datetime
    stale_after: datetime | None = None
    urgency: int = 0

    @property
    def chat(self) -> tuple[str, str] | None:
        """Channel and address, for what is told to a chat that is nobody's any more."""
        channel, address = self.facts.get("to_channel"), self.facts.get("to_address")
        return (str(channel), str(address)) if channel and address else None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedNotice:
    """A notice in the outbox. *state*: waiting, sending, sent, failed, dropped."""

    id: int
    notice: Notice
    state: str
    attempts: int
    error: str | None
    channel: str | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act. *before* and *after* are JSON-ready; *seq* and the hash are storage's."""

    at: datetime
    actor: str
    act: str
    subject: str
    channel: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A channel account as one event finds it.

    *place* is where the last turn left the conversation (opaque text of the turn's own).
    *seen* tells that this very event was handled before, *answered* that its answer arrived.
    *card* is the messenger's id of the live card; *shown* the turn that card shows.
    """

    channel: str
    address: str
    person: str | None
    alive: bool
    card: str | None
    shown: int
    last_turn: int
    place: str
    seen: bool
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A chat of a person on a channel. Dead after a 403, until anything comes from it."""

    channel: str
    address: str
    person: str
    alive: bool
    linked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The messenger accepted what *turn* shows. *card* ``None``: nothing about the card changed."""

    channel: str
    address: str
    turn: int
    card: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """A link code as issued; only its digest is stored. *used_at* set once."""

    digest: str
    person: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A photo, a file or a workbook as it came; *digest* is the SHA-256 of *content* in hex."""

    digest: str
    name: str
    mime: str
    content: bytes
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """*person* enters for *unit* (absences, plans, paper forms) from *since* until ended."""

    unit: str
    person: str
    by: str
    since: datetime


class Evaluations(Protocol):
    async def get(self, evaluation_id: int) -> Evaluation | None: ...
    async def of(self, person: str, month: Month) -> Evaluation | None: ...
    async def add(self, evaluation: Evaluation) -> Evaluation:
        """Stored with version 1 and its id; *errors.Stale* when the person has one that month."""
        ...

    async def save(self, evaluation: Evaluation) -> Evaluation:
        """Compare and set: stored with version + 1; *errors.Stale* when another was faster."""
        ...

    async def of_people(self, people: Collection[str], month: Month) -> tuple[Evaluation, ...]: ...
    async def to_comment(self, commenters: Collection[str]) -> tuple[Evaluation, ...]:
        """Submitted forms whose commenter is one of these, oldest submission first."""
        ...

    async def to_decide(self, deciders: Collection[str]) -> tuple[Evaluation, ...]:
        """Submitted, commented or missing forms whose decider is one of these."""
        ...

    async def to_pick(self, deciders: Collection[str]) -> tuple[Evaluation, ...]:
        """Of the submitted forms that one of these decides, those without a commenter chosen."""
        ...

    async def decided_by(self, decider: str, since: datetime) -> tuple[Evaluation, ...]:
        """Forms decided at or after *since* by this person, newest first (undo)."""
        ...

    async def people_of(self, month: Month) -> frozenset[str]:
        """Everybody who has a form of that month, whatever its state."""
        ...

    async def in_states(self, month: Month, states: Collection[str]) -> tuple[Evaluation, ...]: ...
    async def months_in(self, states: Collection[str]) -> tuple[Month, ...]:
        """Months with a form in one of these states, oldest first."""
        ...


class Tasks(Protocol):
    async def get(self, item_id: int) -> TaskItem | None: ...
    async def of_ids(self, ids: Collection[int]) -> tuple[TaskItem, ...]:
        """By due then id; unknown ids are left out."""
        ...

    async def add(self, item: TaskItem) -> TaskItem: ...
    async def save(self, item: TaskItem) -> TaskItem:
        """Compare and set on version, *errors.Stale* otherwise."""
        ...

    async def due_between(
        self, people: Collection[str], start: datetime, end: datetime
    ) -> tuple[TaskItem, ...]:
        """Items with start < due <= end that count (not proposed, refused or cancelled), by due
        then id: the due instant is exclusive, so what is due by *end* is in.
        """
        ...

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[TaskItem, ...]:
        """By due then id."""
        ...

    async def asking(self, people: Collection[str] | None = None) -> tuple[TaskItem, ...]:
        """With an extension or an objective cause that waits for an answer, by due then id;
        of everybody without *people*.
        """
        ...

    async def handed_in_before(self, instant: datetime) -> tuple[TaskItem, ...]:
        """Whose oldest delivery not looked at was entered before *instant*, oldest first."""
        ...

    async def due_in(
        self, states: Collection[str], start: datetime, end: datetime
    ) -> tuple[TaskItem, ...]:
        """Everybody's items in *states* with start < due <= end, by person then due."""
        ...

    async def recent_items(self, person: str, limit: int) -> tuple[str, ...]:
        """Catalogue codes of the person's newest items, each once, newest first."""
        ...


class Catalogues(Protocol):
    async def get(self, catalogue_id: int) -> Catalogue | None: ...
    async def of_unit(self, unit: str) -> tuple[Catalogue, ...]:
        """Every version, oldest first."""
        ...

    async def in_states(
        self, units: Collection[str], states: Collection[str]
    ) -> tuple[Catalogue, ...]: ...

    async def add(self, catalogue: Catalogue) -> Catalogue:
        """*errors.Stale* when the unit has a version of that number."""
        ...

    async def save(self, catalogue: Catalogue) -> Catalogue:
        """Compare and set on version, *errors.Stale* otherwise; so for every save below."""
        ...


class Plans(Protocol):
    async def get(self, plan_id: int) -> MonthPlan | None: ...
    async def of(self, unit: str, month: Month) -> MonthPlan | None: ...
    async def add(self, plan: MonthPlan) -> MonthPlan: ...
    async def save(self, plan: MonthPlan) -> MonthPlan: ...


class Schedules(Protocol):
    async def get(self, schedule_id: int) -> Schedule | None: ...
    async def of(self, person: str, week: Week) -> Schedule | None: ...
    async def of_people(self, people: Collection[str], week: Week) -> tuple[Schedule, ...]: ...
    async def people_in(self, week: Week, states: Collection[str]) -> frozenset[str]:
        """Everybody whose schedule of *week* is in one of *states*."""
        ...

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[Schedule, ...]:
        """By week, then person."""
        ...

    async def add(self, schedule: Schedule) -> Schedule: ...
    async def save(self, schedule: Schedule) -> Schedule: ...


class Absences(Protocol):
    async def get(self, absence_id: int) -> Absence | None: ...
    async def of_people(
        self, people: Collection[str], first: date, last: date
    ) -> tuple[Absence, ...]:
        """Whatever their state, those that touch the days, by person then first day."""
        ...

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[Absence, ...]: ...

    async def waiting(self) -> tuple[Absence, ...]:
        """Everybody's that wait for an answer, by first day."""
        ...

    async def covering(self, day: date) -> tuple[Absence, ...]:
        """Everybody's approved ones of that day, by person."""
        ...

    async def add(self, absence: Absence) -> Absence: ...
    async def save(self, absence: Absence) -> Absence: ...


class Files(Protocol):
    async def put(self, file: StoredFile) -> None:
        """The same content again is left as it is."""
        ...

    async def get(self, digest: str) -> StoredFile | None: ...
    async def find(self, by: str, beginning: str) -> StoredFile | None:
        """A file that *by* gave, by the beginning of its digest."""
        ...


class Notebook(Protocol):
    """Small things to remember: a person's own preferences, and what was done once."""

    async def preference(self, person: str, key: str) -> str | None: ...
    async def prefer(self, person: str, key: str, value: str) -> None: ...
    async def preferring(self, key: str, value: str) -> frozenset[str]:
        """Everybody whose preference *key* is *value*."""
        ...

    async def once(self, key: str, at: datetime) -> bool:
        """True for the one caller who came first with *key*."""
        ...

    async def clerks(self, unit: str | None = None) -> tuple[Clerk, ...]:
        """Those in force, of *unit* or of all units."""
        ...

    async def appoint(self, clerk: Clerk) -> None: ...
    async def dismiss(self, unit: str, person: str, at: datetime) -> None: ...


class Staff(Protocol):
    async def organisation(self) -> Organisation:
        """The whole organisation with its history; shared until it changes."""
        ...

    async def replace(self, organisation: Organisation) -> None: ...


class Chats(Protocol):
    async def open(self, channel: str, address: str, event_id: str) -> Chat: ...
    async def record(
        self, channel: str, address: str, event_id: str, place: str, at: datetime
    ) -> int:
        """The turn's number, growing by one a channel account."""
        ...

    async def link(self, channel: str, address: str, person: str, at: datetime) -> None: ...
    async def unlink(self, channel: str, address: str) -> None: ...
    async def accounts(self, person: str) -> tuple[Account, ...]: ...
    async def linked(self) -> frozenset[str]:
        """Everybody who has a chat, on whatever channel."""
        ...

    async def mark(self, channel: str, address: str, *, alive: bool, at: datetime) -> None: ...
    async def acknowledge(self, acks: Sequence[Acknowledgement]) -> None: ...
    async def lagging(self, channel: str) -> tuple[Chat, ...]:
        """Chats whose card shows an older turn than the last one."""
        ...

    async def place(self, channel: str, address: str) -> str: ...
    async def replace_place(self, channel: str, address: str, number: int, place: str) -> None:
        """Of the turn with this *number*."""
        ...


class Links(Protocol):
    async def issue(self, code: LinkCode) -> None: ...
    async def find(self, digest: str) -> LinkCode | None: ...
    async def use(self, digest: str, at: datetime) -> bool:
        """True for the one caller who used it first."""
        ...

    async def revoke(self, person: str, at: datetime) -> int:
        """No code of this person that was issued before opens anything any more; how many."""
        ...

    async def wrong_tries(
        self, channel: str, address: str, since: datetime
    ) -> tuple[datetime, ...]:
        """Their instants, oldest first."""
        ...

    async def note_wrong_try(self, channel: str, address: str, at: datetime) -> None: ...


class Outbox(Protocol):
    async def put(self, notices: Sequence[Notice]) -> None:
        """A key that is there already is left as it is."""
        ...

    async def drop(self, keys: Collection[str]) -> int:
        """What was not sent yet will not be; how many."""
        ...

    async def claim(
        self, now: datetime, limit: int, recipient: str | None = None
    ) -> tuple[QueuedNotice, ...]:
        """Due ones become *sending*, most urgent and oldest first; stale ones are dropped."""
        ...

    async def settle(
        self,
        queued_id: int,
        *,
        state: str,
        at: datetime,
        channel: str | None = None,
        error: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """*state* sent, failed, dropped, or waiting again from *not_before*."""
        ...

    async def postpone(self, queued_ids: Collection[int], until: datetime) -> None:
        """Claimed too early: they wait again, and it was not an attempt."""
        ...

    async def release(self, now: datetime) -> int:
        """What was *sending* when the process died waits again; how many."""
        ...

    async def revive(self, recipient: str) -> int:
        """What could not reach this person waits again, now that a channel lives; how many."""
        ...

    async def listing(self, states: Collection[str], limit: int) -> tuple[QueuedNotice, ...]: ...


class Audit(Protocol):
    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Kept until commit and chained then, under the one lock taken last."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Leaving it without :meth:`commit` leaves no trace."""

    evaluations: Evaluations
    tasks: Tasks
    catalogues: Catalogues
    plans: Plans
    schedules: Schedules
    absences: Absences
    files: Files
    notebook: Notebook
    staff: Staff
    chats: Chats
    links: Links
    outbox: Outbox
    audit: Audit

    async def commit(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *exc: object) -> None: ...


class Storage(Protocol):
    def write(self) -> UnitOfWork:
        """Takes the write lock at once, so that a read followed by a write cannot fail late."""
        ...

    def read(self) -> UnitOfWork:
        """Sees one moment; commits nothing."""
        ...


class Notifier(Protocol):
    """Delivers one notice on one channel; see :class:`Outcome`."""

    async def deliver(self, account: Account, notice: Notice) -> Outcome: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """*kind*: delivered, blocked, retry (from *retry_at*), obsolete, or rejected (*detail*)."""

    kind: str
    retry_at: datetime | None = None
    detail: str = ""
