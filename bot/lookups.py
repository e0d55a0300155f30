"""What the command line asks of the rules, the roster and typed lines, as JSON-ready answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot import app as composition
from bot.dialogs.weeks import schedule_words
from bot.dialogs.words import Words
from core import authority, calendar, errors, gaps, people, schedule_text
from core.months import Month
from core.schedule_text import Item, Moment, Question

PARTS = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối"}
QUESTIONS = frozenset(
    {
        "ask.no-date",
        "ask.no-content",
        "ask.unclear",
        "ask.weekday-today",
        "ask.weekday-coming",
        "ask.weekday-disagrees",
        "ask.weekday-past",
        "ask.weekday-after",
        "ask.weekday-order",
        "ask.weekday-or-month",
        "ask.next-weekday",
        "ask.numbered-week",
        "ask.no-such-weekday",
        "ask.collect",
        "ask.ordinal",
        "ask.campaign",
        "ask.before-or-last",
        "ask.week-of-what",
        "ask.week-only",
        "ask.week-disagrees",
        "ask.relative-disagrees",
        "ask.heading-disagrees",
        "ask.date-past",
        "ask.far-year",
        "ask.no-such-date",
        "ask.year-in-words",
        "ask.span-backwards",
        "ask.end-before-start",
        "ask.due-before-start",
        "ask.several-days",
        "ask.two-days",
        "ask.two-jobs",
        "ask.recurring",
        "ask.lunar",
        "ask.feast",
        "ask.feast-day",
        "ask.month-edge",
        "ask.long-edge",
        "ask.days-away",
        "ask.day-span",
        "ask.day-or-count",
        "ask.bare-day",
        "ask.document-date",
        "ask.list-number",
        "ask.ratio",
        "ask.number-or-date",
        "ask.name-or-tomorrow",
        "ask.unmarked-toi",
        "ask.unmarked-mot",
        "ask.role-unclear",
        "ask.after-day",
        "ask.before-part",
        "ask.before-weak",
        "ask.end-of-day",
        "ask.day-above",
        "ask.same-day",
        "ask.chat-date",
        "ask.too-long",
        "ask.hour-part",
        "ask.hour-and-part",
        "ask.no-such-hour",
        "ask.minutes-or-count",
        "ask.two-hours",
        "ask.two-parts",
        "ask.two-quantities",
        "ask.quantity-range",
        "ask.quantity-about",
        "ask.quantity-each",
        "ask.quantity-bounds",
        "ask.quantity-or-people",
        "ask.quantity-or-number",
        "ask.quantity-or-year",
        "ask.quantity-or-word",
    }
)


async def one_route(ward: composition.Ward, person: str, month: str | None) -> object:
    """*errors.NotFound* ``route.no-post``: whoever asks here seldom asks about the own post."""
    at, due = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    name = f"{organisation.require_person(person).name} ({person})"
    try:
        found = authority.route(
            ward.rules.authority, organisation, person, at, composition.route_settings(ward)
        )
    except errors.NotFound as fault:
        day = people.day_of(at)
        raise errors.NotFound("route.no-post", name=name, day=day) from fault
    return authority.to_json(found, due)


async def all_routes(ward: composition.Ward, month: str | None) -> object:
    at, due = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    answers = []
    for person in organisation.people:
        try:
            found = authority.route(
                ward.rules.authority,
                organisation,
                person.code,
                at,
                composition.route_settings(ward),
            )
        except (errors.NotFound, errors.Refused):
            continue  # without a post that day, or without a form by the rules
        answers.append(authority.to_json(found, due))
    return answers


async def gaps_found(ward: composition.Ward, month: str | None) -> object:
    at, _ = when(ward, month)
    async with ward.storage.read() as store:
        organisation = await store.staff.organisation()
    found = gaps.find(ward.rules.authority, organisation, at, composition.route_settings(ward))
    return {
        "month": month or str(calendar.month_of(at)),
        "gaps": [
            {
                "person": one.person,
                "missing": list(one.missing),
                "reason": one.reason,
                "fix": one.fix,
            }
            for one in found
        ],
    }


def when(ward: composition.Ward, month: str | None) -> tuple[datetime, dict[str, str]]:
    """The last moment before the self closing of *month*, or now if that is earlier."""
    now = ward.clock()
    chosen = Month.parse(month) if month else calendar.month_of(now)
    steps = ward.rules.calendar.steps(chosen)
    last = steps[0].closes_at - timedelta(seconds=1)
    at = min(now, last) if month else now
    return at, {step.id: step.closes_at.isoformat() for step in steps}


def parsed(text: str, today: date, *, paste: bool) -> dict[str, object]:
    """The jobs of a typed line, or of a *paste* of several; no database is opened."""
    read = schedule_text.read_paste if paste else schedule_text.read_line
    reading, words = read(text, today), composition.read_words()
    return {
        "items": [_item(words, item) for item in reading.items],
        "skipped": list(reading.skipped),
    }


def _item(words: Words, item: Item) -> dict[str, object]:
    return {
        "what": item.what,
        "quantity": item.quantity,
        "start": _moment(item.start),
        "end": _moment(item.end),
        "due": _moment(item.due),
        "part": PARTS.get(item.part or ""),
        "question": None if item.question is None else _asked(words, item.question),
    }


def _moment(moment: Moment | None) -> str | None:
    """RFC 3339 with seconds and the offset; a whole day without them."""
    return None if moment is None else moment.isoformat()


def _asked(words: Words, question: Question) -> str:
    """The question and the lesser ones of the same job, each one sentence."""
    sentences = []
    for one in (question, *question.also):
        known = f"ask.{one.code}" in QUESTIONS
        said = one if known else Question(code="unclear", facts=one.facts)
        sentences.append(schedule_words.sentence(words, said).plain)
    return " ".join(sentences)
