"""The evaluation of one person for one month, as a value.

Three point vectors are kept apart (domain §6): what the subject gave, what the commenter
proposed, what the decider decided. Only the decided one gives the official total.
Points are ``Decimal``; ratios and totals are exact ``Fraction``; instants are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from core import authority, kpi, scoring
from core.months import Month
from core.presence import Presence

DRAFT = "draft"
SUBMITTED = "submitted"
RETURNED = "returned"
COMMENTED = "commented"
DECIDED = "decided"
MISSING = "missing"
NOT_RATED = "not_rated"

TERMS = ("d", "đ", "e")
PROPOSED_TERMS = ("đ", "e")

Points = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One of d, đ, e of a leader: ratio 1 or 1/2 (III.3.3) with the sentence that grounds it."""

    value: Fraction
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """The criterion answered last, and the version of the card it was answered on."""

    criterion: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfScores:
    """What the subject entered; kept while the form is returned, withdrawn or late."""

    points: Points = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    prefilled: frozenset[str] = frozenset()
    lowered_before: frozenset[str] = frozenset()
    groups_shown: frozenset[str] = frozenset()
    terms: Mapping[str, Term] = field(default_factory=dict)
    own_class: str | None = None
    class_note: str = ""
    objection: str = ""
    touch: Touch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A page of a signed paper, kept by the SHA-256 of its content."""

    digest: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """What the unit's clerk is entering from the subject's paper, apart from the subject's own
    draft: neither is shown to the other, and only the sending replaces one by the other.
    """

    by: str
    own: SelfScores = field(default_factory=SelfScores)
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """Group II as it stood at one instant: the lines it came from, so that it explains itself.

    *figures* holds a, b, c and, for leaders, d, đ, e; ``None`` when nothing was assigned.
    """

    lines: tuple[kpi.Line, ...]
    figures: Mapping[str, Fraction] | None
    provisional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """T2. *total* and *band* are ``None`` when nothing was assigned (0/0, domain §8.6).

    *own* is what was sent, however the draft is edited after a return. *entered_by*: the clerk
    who entered it from the signed paper in *photos*; ``None`` when the subject sent it.
    """

    at: datetime
    code: str
    result: TaskResult
    total: Fraction | None
    band: str | None
    own_class: str
    late_hours: int = 0
    own: SelfScores = field(default_factory=SelfScores)
    entered_by: str | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """T4. The subject may send again until *until*; the commenter has until *comment_until*."""

    by: str
    given_by: str | None
    at: datetime
    reason: str
    until: datetime
    comment_until: datetime
    resent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """T5. *points* are the proposed ones, only where they differ from the subject's."""

    by: str
    given_by: str | None
    at: datetime
    text: str
    points: Points
    total: Fraction | None
    band: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """T6, T7, T8, T15, T16. *undone_at* closes an undone one (T7u); *came_from* is its state.

    *prepared* is what the decider had entered by hand, given back by an undo. *presence* is
    what a flag low-presence rests on; ``None`` in decisions older than it.
    """

    by: str
    given_by: str | None
    at: datetime
    came_from: str
    points: Points
    deductions: tuple[scoring.Deduction, ...]
    result: TaskResult
    terms: Mapping[str, Term]
    total: Fraction | None
    band: str | None
    final_class: str | None
    reason: str
    flags: tuple[str, ...] = ()
    overdue_hours: int = 0
    presence: Presence | None = None
    undone_at: datetime | None = None
    prepared: DecisionDraft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """Proposed points being gathered, before the comment is sent."""

    by: str
    points: Points = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """A decision being prepared, before it is confirmed."""

    by: str
    points: Points = field(default_factory=dict)
    deductions: tuple[scoring.Deduction, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)
    final_class: str | None = None
    reason: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One row a person and month. *version* grows by one with every stored change.

    *id* is 0 until stored. *route* is ``None`` before the first submission (domain §2.3).
    *entered*: the clerks of every sending in the subject's name so far.
    """

    id: int
    person: str
    month: Month
    form: str
    form_version: str
    state: str
    version: int
    own: SelfScores = field(default_factory=SelfScores)
    route: authority.Route | None = None
    submission: Submission | None = None
    returned: Return | None = None
    comment: Comment | None = None
    decisions: tuple[Decision, ...] = ()
    comment_draft: CommentDraft | None = None
    decision_draft: DecisionDraft | None = None
    paper_draft: PaperDraft | None = None
    entered: frozenset[str] = frozenset()

    @property
    def decision(self) -> Decision | None:
        """The decision in force, or ``None`` while there is none."""
        if self.state not in {DECIDED, NOT_RATED}:
            return None
        live = [one for one in self.decisions if one.undone_at is None]
        return live[-1] if live else None

    @property
    def commenter(self) -> str | None:
        """Code of the one person who comments; ``None`` while open, outside or to be picked."""
        return _only_person(self.route.commenter) if self.route else None

    @property
    def entered_by(self) -> str | None:
        """The clerk who sent it in the subject's name; ``None`` when the subject did."""
        return self.submission.entered_by if self.submission else None

    @property
    def entrants(self) -> frozenset[str]:
        """Everybody who ever entered it from paper, also before the subject sent it anew."""
        return self.entered | ({self.entered_by} if self.entered_by else frozenset())

    def entrants_with(self, paper: PaperDraft | None) -> frozenset[str]:
        """:attr:`entrants` once it is sent from *paper*: whoever began it too."""
        drafts = (paper, self.paper_draft) if paper else ()
        return self.entrants | {draft.by for draft in drafts if draft is not None}

    @property
    def reviewers(self) -> frozenset[str]:
        """Everybody who ever returned it, commented or decided on it, also what was undone."""
        acts = (self.returned, self.comment, *self.decisions)
        return frozenset(act.by for act in acts if act is not None)

    @property
    def decider(self) -> str | None:
        return _only_person(self.route.decider) if self.route else None


def _only_person(actors: tuple[authority.Actor, ...]) -> str | None:
    if len(actors) == 1 and actors[0].kind == "person":
        given_by = actors[0].given_by
        return given_by[0] if given_by else actors[0].code
    return None
