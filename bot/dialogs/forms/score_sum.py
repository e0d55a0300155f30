"""The subject's way from the last criterion to the receipt: d đ e, summary, class, sending."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.forms import presence_lines, why
from bot.dialogs.forms.score_parts import standing
from bot.dialogs.parts import (
    class_buttons,
    clip,
    figures_line,
    home_row,
    names_of,
    notes_of,
    score_line,
    total_line,
)
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.words import percent
from core import drafting, errors
from core.evaluation import DRAFT, PROPOSED_TERMS, Evaluation
from core.forms import Form
from core.usecases import scoring as own_form
from core.usecases import sending

NOTES, CLIP = 6, 200
MOST_IDS = 8
RATIOS = {"100": Fraction(1), "50": Fraction(1, 2)}


async def next_step(ctx: Context, one: Evaluation) -> Screen:
    """Leaders ground đ and e first; everybody else goes straight to the summary."""
    form = ctx.desk.form(one.form)
    if form.leader:
        for key in PROPOSED_TERMS:
            known = one.own.terms.get(key)
            if known is None or not known.sentence:
                return await term(ctx, one.id, key)
    return await summary(ctx, one.id)


async def term(ctx: Context, evaluation: int, key: str) -> Screen:
    """đ or e: 100% or 50%, then the sentence that grounds it (III.3.3)."""
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    if key not in PROPOSED_TERMS:
        raise errors.BadInput("term", key=key)
    known = one.own.terms.get(key)
    chosen = (ctx.say("term.chosen", percent=percent(known.value)),) if known else ()
    sentence = (ctx.say("term.known", text=known.sentence),) if known and known.sentence else ()
    asks = known is not None
    hint = ctx.say("term.say-why" if asks else "term.choose")
    choices = tuple(
        Button(
            ("✓ " if known and known.value == value else "") + f"{label}%",
            act("score.term-set", evaluation, key, label),
        )
        for label, value in RATIOS.items()
    )
    last: Row = (ctx.button("score.to-summary", "score.summary", evaluation),)
    return Screen(
        at=act("score.term", evaluation, key),
        ask=act("score.term-typed", evaluation, key) if asks else None,
        lines=(
            ctx.say(f"term.{_ascii(key)}"),
            ctx.say(f"term.{_ascii(key)}-full"),
            ctx.say(f"term.{_ascii(key)}-half"),
            BLANK,
            *chosen,
            *sentence,
            hint,
        ),
        rows=(choices, last),
    )


async def term_set(ctx: Context, evaluation: int, key: str, label: str) -> Screen:
    value = RATIOS.get(label, Fraction(0))
    stored = await own_form.change(
        ctx.desk,
        evaluation,
        lambda draft, form: drafting.propose_term(draft, form, key, value),
    )
    return await term(ctx, stored.id, key)


async def term_typed(ctx: Context, evaluation: int, key: str, *, typed: str) -> Screen:
    stored = await own_form.change(
        ctx.desk, evaluation, lambda draft, _: drafting.ground_term(draft, key, typed)
    )
    return await next_step(ctx, stored)


async def summary(ctx: Context, evaluation: int) -> Screen:
    """What is missing, every item below the maximum, group II, the total and the own class."""
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    form = ctx.desk.form(one.form)
    outlook = await sending.forecast(ctx.desk, one)
    return Screen(
        at=act("score.summary", evaluation),
        lines=(
            _first_line(ctx, outlook),
            *standing(ctx, one, form),
            BLANK,
            ctx.say("summary.common", points=outlook.common, max=form.common_max),
            *_below(ctx, one, form),
            figures_line(ctx, outlook.result, outlook.share, form),
            *(
                (ctx.say("summary.objection", text=clip(one.own.objection, CLIP)),)
                if one.own.objection
                else ()
            ),
            total_line(ctx, _total_key(form), outlook.total, outlook.band),
            *await presence_lines.of_own(ctx, one.person, one.month),
            *_class_lines(ctx, one, outlook),
        ),
        rows=_summary_rows(ctx, one, form, outlook),
    )


async def class_set(ctx: Context, evaluation: int, class_: str) -> Screen:
    stored = await own_form.change(
        ctx.desk, evaluation, lambda draft, _: drafting.choose_class(draft, class_)
    )
    outlook = await sending.forecast(ctx.desk, stored)
    if any(lack.code == "class-note" for lack in outlook.lacks):
        return await class_note(ctx, evaluation)
    return await _confirm_or_summary(ctx, stored)


async def _confirm_or_summary(ctx: Context, one: Evaluation) -> Screen:
    """The class is the last answer: with nothing lacking only the sending is left to confirm."""
    outlook = await sending.forecast(ctx.desk, one)
    if outlook.lacks:
        return await summary(ctx, one.id)
    return await confirm(ctx, one.id, one.version)


async def confirm(ctx: Context, evaluation: int, version: int) -> Screen:
    """The last look before sending: to whom, how much, which class."""
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    outlook = await sending.forecast(ctx.desk, one)
    if outlook.lacks or one.version != version:
        return await summary(ctx, evaluation)
    route = await ctx.desk.route(one.person)
    form = ctx.desk.form(one.form)
    return Screen(
        at=act("score.confirm", evaluation, version),
        lines=(
            ctx.say("confirm.title", month=one.month),
            total_line(ctx, _total_key(form), outlook.total, outlook.band),
            *_class_lines(ctx, one, outlook),
            ctx.say("confirm.commenter", names=names_of(ctx, route.commenter)),
            ctx.say("confirm.decider", names=names_of(ctx, route.decider)),
            BLANK,
            ctx.say("confirm.after" if one.state == DRAFT else "confirm.after-final"),
        ),
        rows=(
            (ctx.button("confirm.send-button", "score.submit", evaluation, version),),
            (ctx.button("common.back", "score.summary", evaluation),),
        ),
    )


async def class_note(ctx: Context, evaluation: int) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    outlook = await sending.forecast(ctx.desk, one)
    return Screen(
        at=act("score.class-note", evaluation),
        ask=act("score.class-note-typed", evaluation),
        lines=(
            ctx.say(
                "summary.say-class",
                own=one.own.own_class or "",
                band=outlook.band or ctx.words.text("common.none"),
            ),
        ),
        rows=((ctx.button("common.back", "score.summary", evaluation),),),
    )


async def class_note_typed(ctx: Context, evaluation: int, *, typed: str) -> Screen:
    stored = await own_form.change(
        ctx.desk, evaluation, lambda draft, _: drafting.explain_class(draft, typed)
    )
    return await _confirm_or_summary(ctx, stored)


async def tasks(ctx: Context, evaluation: int, page: int) -> Screen:
    """ "Vì sao?": figure → tasks → formula → clause; the subject may object in a note."""
    one = await own_form.own(ctx.desk, evaluation)
    outlook = await sending.forecast(ctx.desk, one)
    shown = why.screen(
        ctx, one, outlook.result, page, "score.tasks", act("score.summary", evaluation)
    )
    object_button = ctx.button("why.object-button", "score.object", evaluation)
    return replace(shown, rows=((object_button,), *shown.rows))


async def object_(ctx: Context, evaluation: int) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    return Screen(
        at=act("score.object", evaluation),
        ask=act("score.object-typed", evaluation),
        lines=(ctx.say("why.object"),),
        rows=((ctx.button("common.back", "score.tasks", evaluation, 0),),),
    )


async def object_typed(ctx: Context, evaluation: int, *, typed: str) -> Screen:
    await own_form.change(
        ctx.desk, evaluation, lambda draft, _: drafting.object_to_tasks(draft, typed)
    )
    return (await summary(ctx, evaluation)).told(ctx.say("why.object-kept"))


def _total_key(form: Form) -> str:
    return "summary.total-expected" if form.leader else "summary.total"


def _first_line(ctx: Context, outlook: sending.Forecast) -> Line:
    if not outlook.lacks:
        return ctx.say("summary.ready")
    lack = outlook.lacks[0]
    return ctx.say(f"lack.{lack.code}", count=len(lack.items), ids=_some(lack.items))


def _below(ctx: Context, one: Evaluation, form: Form) -> tuple[Line, ...]:
    below = drafting.below_maximum(one.own.points, form)
    if not below:
        return ()
    return (
        ctx.say("summary.below"),
        *(score_line(criterion, one.own.points[criterion.id], "") for criterion in below),
        *notes_of(one.own.notes, sorted(one.own.notes)[:NOTES]),
    )


def _class_lines(ctx: Context, one: Evaluation, outlook: sending.Forecast) -> tuple[Line, ...]:
    if not one.own.own_class:
        return ()
    note = one.own.class_note
    return (
        ctx.say("summary.own-class", own=one.own.own_class),
        *(
            (ctx.say("summary.class-note", text=clip(note, CLIP)),)
            if note and one.own.own_class != outlook.band
            else ()
        ),
    )


def _summary_rows(
    ctx: Context, one: Evaluation, form: Form, outlook: sending.Forecast
) -> tuple[Row, ...]:
    rows: list[Row] = []
    lacking = outlook.lacks[0] if outlook.lacks else None
    if lacking is None:
        rows.append((ctx.button("summary.send-button", "score.confirm", one.id, one.version),))
    elif lacking.code in {"unanswered", "lowered-needs-note"}:
        step = "score.item" if lacking.code == "unanswered" else "score.note"
        missing = (Button(id_, act(step, one.id, id_)) for id_ in lacking.items[:8])
        rows += in_rows(missing, 4)
    elif lacking.code == "group-not-shown":
        rows.append((ctx.button("lack.show-group", "score.group", one.id, lacking.items[0]),))
    elif lacking.code == "class-note":
        rows.append((ctx.button("lack.say-class", "score.class-note", one.id),))
    if lacking is None or lacking.code in {"class", "class-note"}:
        rows.append(class_buttons("score.class", one, one.own.own_class))
    if form.leader:
        rows.append(
            tuple(Button(f"{key}", act("score.term", one.id, key)) for key in PROPOSED_TERMS)
        )
    rows.append(
        tuple(
            ctx.button("summary.group-button", "score.group", one.id, group.id, id=group.id)
            for group in form.groups
        )
    )
    rows.append((ctx.button("why.button", "score.tasks", one.id, 0), *home_row(ctx)))
    return tuple(rows)


def _ascii(key: str) -> str:
    return {"đ": "dd", "e": "e", "d": "d"}[key]


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:MOST_IDS]) + (" …" if len(ids) > MOST_IDS else "")
