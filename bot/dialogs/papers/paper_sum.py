"""The clerk's way from the last group to the last look: đ and e, summary, class."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.papers.paper_parts import who
from bot.dialogs.parts import (
    class_buttons,
    clip,
    figures_line,
    home_row,
    names_of,
    notes_of,
    total_line,
)
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.words import percent
from bot.dialogs.words import points as spoken
from core import drafting, errors
from core.evaluation import PROPOSED_TERMS, Evaluation
from core.forms import Form
from core.usecases import proxying, sending

CLIP, MOST_IDS, NOTES = 200, 8, 6
RATIOS = {"100": Fraction(1), "50": Fraction(1, 2)}
_TERM = re.compile(r"\s*(100|50)\s*%?\s*[;:,.–-]?\s*(\S.*)", re.DOTALL)


async def next_step(ctx: Context, one: Evaluation) -> Screen:
    """With every point given: a leader's đ and e, else the summary, or the last look."""
    form = ctx.desk.form(one.form)
    if form.leader:
        for key in PROPOSED_TERMS:
            if key not in one.own.terms:
                return await _term_card(ctx, one, key)
    outlook = await sending.forecast(ctx.desk, one)
    if outlook.lacks or not photos(one):
        return await summary(ctx, one.id)
    return await confirm(ctx, one.id, one.version)


async def term(ctx: Context, evaluation: int, key: str) -> Screen:
    return await _term_card(ctx, await proxying.open_draft(ctx.desk, evaluation), key)


async def _term_card(ctx: Context, one: Evaluation, key: str) -> Screen:
    """đ or e as ticked on the paper, with the sentence beside it (III.3.3)."""
    if key not in PROPOSED_TERMS or not ctx.desk.form(one.form).leader:
        raise errors.BadInput("term", key=key)
    known = one.own.terms.get(key)
    chosen = (ctx.say("term.chosen", percent=percent(known.value)),) if known else ()
    sentence = (ctx.say("term.known", text=clip(known.sentence, CLIP)),) if known else ()
    return Screen(
        at=act("paper.term", one.id, key),
        ask=act("paper.term-typed", one.id, key),
        takes=act("paper.photo", one.id),
        lines=(
            ctx.say("paper.term", key=key),
            await who(ctx, one),
            *chosen,
            *sentence,
        ),
        rows=(leave(ctx, one),),
    )


async def term_typed(ctx: Context, evaluation: int, key: str, *, typed: str) -> Screen:
    found = _TERM.fullmatch(typed)
    if found is None:
        raise errors.BadInput("paper.term", key=key)
    value, sentence = RATIOS[found[1]], found[2]

    def give(draft: Evaluation, form: Form) -> Evaluation:
        chosen = drafting.propose_term(draft, form, key, value)
        return drafting.ground_term(chosen, key, sentence)

    return await next_step(ctx, await proxying.change(ctx.desk, evaluation, give))


async def summary(ctx: Context, evaluation: int) -> Screen:
    """What is missing first, then everything entered beside the paper it is compared with."""
    one = await proxying.open_draft(ctx.desk, evaluation)
    form = ctx.desk.form(one.form)
    outlook = await sending.forecast(ctx.desk, one)
    return Screen(
        at=act("paper.sum", evaluation),
        takes=act("paper.photo", evaluation),
        lines=(
            _first(ctx, one, outlook),
            await who(ctx, one),
            BLANK,
            *_entered(ctx, one, form, outlook),
        ),
        rows=_rows(ctx, one, form, outlook),
    )


async def class_set(ctx: Context, evaluation: int, class_: str) -> Screen:
    stored = await proxying.change(
        ctx.desk, evaluation, lambda draft, _: drafting.choose_class(draft, class_)
    )
    outlook = await sending.forecast(ctx.desk, stored)
    if any(lack.code == "class-note" for lack in outlook.lacks):
        return await class_note(ctx, evaluation)
    return await next_step(ctx, stored)


async def class_note(ctx: Context, evaluation: int) -> Screen:
    one = await proxying.open_draft(ctx.desk, evaluation)
    band = (await sending.forecast(ctx.desk, one)).band or ctx.words.text("common.none")
    return Screen(
        at=act("paper.class-note", evaluation),
        ask=act("paper.class-said", evaluation),
        takes=act("paper.photo", evaluation),
        lines=(
            ctx.say("paper.class-note", own=one.own.own_class or "", band=band),
            await who(ctx, one),
        ),
        rows=(leave(ctx, one),),
    )


async def class_said(ctx: Context, evaluation: int, *, typed: str) -> Screen:
    stored = await proxying.change(
        ctx.desk, evaluation, lambda draft, _: drafting.explain_class(draft, typed)
    )
    return await next_step(ctx, stored)


async def confirm(ctx: Context, evaluation: int, version: int) -> Screen:
    """The last look, with everything that will be said in the other's name."""
    one = await proxying.open_draft(ctx.desk, evaluation)
    outlook = await sending.forecast(ctx.desk, one)
    if outlook.lacks or one.version != version or not photos(one):
        return await summary(ctx, evaluation)
    route = await ctx.desk.route(one.person)
    form = ctx.desk.form(one.form)
    return Screen(
        at=act("paper.confirm", evaluation, version),
        takes=act("paper.photo", evaluation),
        lines=(
            ctx.say("paper.confirm", name=await ctx.name(one.person)),
            await who(ctx, one),
            BLANK,
            *_entered(ctx, one, form, outlook),
            ctx.say("confirm.commenter", names=names_of(ctx, route.commenter)),
            ctx.say("confirm.decider", names=names_of(ctx, route.decider)),
        ),
        rows=(
            (ctx.button("paper.send-button", "paper.submit", evaluation, version),),
            (ctx.button("common.back", "paper.sum", evaluation),),
        ),
    )


def _first(ctx: Context, one: Evaluation, outlook: sending.Forecast) -> Line:
    if not outlook.lacks:
        return ctx.say("paper.ready" if photos(one) else "paper.photo")
    lack = outlook.lacks[0]
    ids = ", ".join(lack.items[:MOST_IDS]) + (" …" if len(lack.items) > MOST_IDS else "")
    key = "paper.class" if lack.code == "class" else f"lack.{lack.code}"
    return ctx.say(key, count=len(lack.items), ids=ids)


def _entered(
    ctx: Context, one: Evaluation, form: Form, outlook: sending.Forecast
) -> tuple[Line, ...]:
    own = one.own
    groups = [_group_line(ctx, one, form, each.id) for each in form.groups]
    own_class = (ctx.say("summary.own-class", own=own.own_class),) if own.own_class else ()
    why: tuple[Line, ...] = ()
    if own.own_class and own.class_note and own.own_class != outlook.band:
        why = (ctx.say("summary.class-note", text=clip(own.class_note, CLIP)),)
    key = "summary.total-expected" if form.leader else "summary.total"
    return (
        *groups,
        ctx.say("summary.common", points=outlook.common, max=form.common_max),
        figures_line(ctx, outlook.result, outlook.share, form),
        total_line(ctx, key, outlook.total, outlook.band),
        *(
            ctx.say(
                "card.term",
                key=each,
                percent=percent(said.value),
                text=clip(said.sentence, CLIP),
            )
            for each, said in own.terms.items()
        ),
        *own_class,
        *why,
        *notes_of(own.notes, sorted(own.notes)[:NOTES]),
        *objection(ctx, one),
        ctx.say("paper.photos", count=photos(one)),
    )


def _group_line(ctx: Context, one: Evaluation, form: Form, group_id: str) -> Line:
    """ "Nhóm 1: 3 3 2,5 3 3 (14,5/15)": read beside the paper, column by column."""
    shown = form.group(group_id)
    given = [one.own.points.get(criterion.id) for criterion in shown.criteria]
    return ctx.say(
        "paper.group-line",
        id=group_id,
        values=" ".join("–" if value is None else spoken(value) for value in given),
        points=spoken(sum((value for value in given if value is not None), start=shown.max * 0)),
        max=shown.max,
    )


def objection(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    said = one.own.objection
    return (ctx.say("summary.objection", text=clip(said, CLIP)),) if said else ()


def _rows(ctx: Context, one: Evaluation, form: Form, outlook: sending.Forecast) -> tuple[Row, ...]:
    rows: list[Row] = []
    lacking = outlook.lacks[0].code if outlook.lacks else ""
    if not outlook.lacks and photos(one):
        rows.append((ctx.button("paper.send-button", "paper.confirm", one.id, one.version),))
    if lacking == "class-note":
        rows.append((ctx.button("lack.say-class", "paper.class-note", one.id),))
    if lacking in {"", "class", "class-note"}:
        rows.append(class_buttons("paper.class", one, one.own.own_class))
    if form.leader:
        rows.append(tuple(Button(key, act("paper.term", one.id, key)) for key in PROPOSED_TERMS))
    rows.append(
        tuple(
            ctx.button("summary.group-button", "paper.group", one.id, group.id, id=group.id)
            for group in form.groups
        )
    )
    beside: Row = (ctx.button("paper.note-button", "paper.note", one.id),)
    if photos(one):
        beside += (ctx.button("paper.again-button", "paper.drop-photos", one.id),)
    drop_button = ctx.button("paper.drop-button", "paper.drop-ask", one.id, one.version)
    return (*rows, beside, (drop_button, *home_row(ctx)))


def leave(ctx: Context, one: Evaluation) -> Row:
    return (ctx.button("score.to-summary", "paper.sum", one.id), *home_row(ctx))


def photos(one: Evaluation) -> int:
    return len(one.paper_draft.photos) if one.paper_draft else 0
