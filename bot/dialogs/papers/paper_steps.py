"""The steps of entering a signed paper, and of looking at it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs.papers import paper, paper_seen, paper_send, paper_sum
from bot.dialogs.steps import StepFunction

STEPS: Mapping[str, StepFunction] = {
    "paper": paper.inbox,
    "paper.start": paper.start,
    "paper.code": paper.code,
    "paper.open": paper.open_,
    "paper.group": paper.group,
    "paper.typed": paper.typed,
    "paper.max": paper.maximum,
    "paper.term": paper_sum.term,
    "paper.term-typed": paper_sum.term_typed,
    "paper.sum": paper_sum.summary,
    "paper.class": paper_sum.class_set,
    "paper.class-note": paper_sum.class_note,
    "paper.class-said": paper_sum.class_said,
    "paper.confirm": paper_sum.confirm,
    "paper.note": paper_send.note,
    "paper.note-typed": paper_send.note_typed,
    "paper.photo": paper_send.photo,
    "paper.drop-photos": paper_send.drop_photos,
    "paper.submit": paper_send.submit,
    "paper.drop-ask": paper_send.drop_ask,
    "paper.drop": paper_send.drop,
    "mine.photos": paper_seen.of_mine,
    "comment.photos": paper_seen.to_comment,
    "decide.photos": paper_seen.to_decide,
}

LOOKS = frozenset(
    [
        "paper",
        "paper.start",
        "paper.group",
        "paper.term",
        "paper.sum",
        "paper.class-note",
        "paper.confirm",
        "paper.note",
        "paper.drop-ask",
        "mine.photos",
        "comment.photos",
        "decide.photos",
    ]
)
