"""What every use-case stands on: one transaction, the rules, the instant and who is acting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from core import authority, calendar, errors, lifecycle
from core.evaluation import CommentDraft, DecisionDraft, Evaluation
from core.forms import Form
from core.months import Month
from core.people import Organisation, Person
from core.ports import AuditEntry, Notice, UnitOfWork
from core.rulebook import Rulebook

_Draft = TypeVar("_Draft", CommentDraft, DecisionDraft)

SYSTEM = "system"
NEWS_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """*actor* is a person code or :data:`SYSTEM`; *channel* is only written to the audit.

    *administrators*: codes of those who keep roster and links, and see no scores.
    """

    store: UnitOfWork
    rules: Rulebook
    now: datetime
    actor: str
    channel: str
    administrators: frozenset[str] = frozenset()

    @property
    def is_administrator(self) -> bool:
        """Whoever has the shell is the first one."""
        return self.actor == SYSTEM or self.actor in self.administrators

    @property
    def month(self) -> Month:
        """The month being evaluated now."""
        return calendar.month_of(self.now)

    def closings(self, month: Month) -> lifecycle.Closings:
        steps = {step.id: step for step in self.rules.calendar.steps(month)}
        return lifecycle.Closings(
            opens=steps["self"].opens_at,
            self_step=steps["self"].closes_at,
            comment=steps["comment"].closes_at,
            decide=steps["decide"].closes_at,
        )

    def form(self, code: str) -> Form:
        return self.rules.form(code)

    async def organisation(self) -> Organisation:
        return await self.store.staff.organisation()

    async def person(self, code: str) -> Person:
        return (await self.organisation()).require_person(code)

    async def route(
        self,
        person: str,
        at: datetime | None = None,
        *,
        month: Month | None = None,
        held_at: datetime | None = None,
        entered: frozenset[str] = frozenset(),
    ) -> authority.Route:
        """Of the form of *month*, by default this one: who acts today, on whoever belonged where
        when its self step closed (§8.7 rule 5), or at *held_at*. With *at* everything else is
        as of then. *entered*: who has entered that form and has no other part in it.

        *errors.NotFound* ``post`` for somebody without a post then.
        """
        last = self.closings(month or self.month).self_step - timedelta.resolution
        return authority.route(
            self.rules.authority,
            await self.organisation(),
            person,
            at or self.now,
            {"non_regular_workers": self.rules.settings.non_regular_workers},
            held_at=held_at or at or min(self.now, last),
            entered=entered,
        )

    async def evaluation(self, evaluation_id: int) -> Evaluation:
        """As time has left it (:func:`lifecycle.settle`); *errors.NotFound* ``evaluation``.

        What somebody else is preparing on it is nobody's to see, nor to send.
        """
        found = await self.store.evaluations.get(evaluation_id)
        if found is None:
            raise errors.NotFound("evaluation", id=evaluation_id)
        mine = replace(
            found,
            comment_draft=_own(found.comment_draft, self.actor),
            decision_draft=_own(found.decision_draft, self.actor),
        )
        return lifecycle.settle(mine, self.closings(found.month), self.now)

    async def audit(self, act: str, subject: str, **facts: object) -> None:
        await self.store.audit.append(
            [
                AuditEntry(
                    at=self.now,
                    actor=self.actor,
                    act=act,
                    subject=subject,
                    channel=self.channel,
                    facts=facts,
                )
            ]
        )

    async def tell(
        self,
        kind: str,
        recipients: Iterable[str],
        one: Evaluation,
        *,
        after: timedelta = timedelta(0),
        actor_too: bool = False,
        **facts: str | int | None,
    ) -> None:
        """A notice of an act on a form, once a (recipient, kind, form, version).

        The actor knows of the act; *actor_too* is for what follows from it elsewhere.
        """
        said: Mapping[str, str | int | None] = {
            "evaluation": one.id,
            "version": one.version,
            "month": str(one.month),
            "subject": one.person,
            **facts,
        }
        await self.store.outbox.put(
            [
                Notice(
                    key=notice_key(recipient, kind, one),
                    recipient=recipient,
                    kind=kind,
                    facts=said,
                    not_before=self.now + after,
                    stale_after=self.now + after + NEWS_LASTS,
                )
                for recipient in dict.fromkeys(recipients)
                if actor_too or recipient != self.actor
            ]
        )

    async def inform(
        self,
        kind: str,
        recipients: Iterable[str],
        subject: str,
        *,
        actor_too: bool = False,
        lasts: timedelta = NEWS_LASTS,
        urgency: int = 0,
        **facts: str | int | None,
    ) -> None:
        """A notice about anything but a form, once a (recipient, kind, *subject*).

        *subject* names the object and its version, such as ``task:17:4``.
        """
        await self.store.outbox.put(
            [
                Notice(
                    key=f"{recipient}:{kind}:{subject}",
                    recipient=recipient,
                    kind=kind,
                    facts=facts,
                    not_before=self.now,
                    stale_after=self.now + lasts,
                    urgency=urgency,
                )
                for recipient in dict.fromkeys(recipients)
                if actor_too or recipient != self.actor
            ]
        )


def _own(draft: _Draft | None, actor: str) -> _Draft | None:
    return draft if draft is not None and draft.by == actor else None


def notice_key(recipient: str, kind: str, one: Evaluation) -> str:
    return f"{recipient}:{kind}:{one.id}:{one.version}"


def notice_keys_so_far(recipients: Iterable[str], kind: str, one: Evaluation) -> list[str]:
    """Of every version up to this one: drafts saved since the act have raised the version."""
    versions = [replace(one, version=number + 1) for number in range(one.version)]
    return [notice_key(who, kind, version) for who in recipients for version in versions]


def evaluation_key(one: Evaluation) -> str:
    """How the audit names a form."""
    return f"evaluation:{one.person}:{one.month}"
