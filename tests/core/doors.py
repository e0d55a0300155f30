"""Every verb about a week, a catalogue, a plan, an absence, a unit, and who gets past its door."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core import absence, roster_changes
from core.months import Month
from core.people import Unit
from core.sheets import Book
from core.usecases import (
    absence_rights,
    absence_views,
    absences,
    administering,
    agreeing,
    answering,
    arranging,
    catalogue_approving,
    catalogues,
    cataloguing,
    clerks,
    heading,
    inviting,
    monthplanning,
    monthplans,
    noting,
    planapproving,
    printing,
    rosters,
    scheduling,
    staffing,
    unrouted,
)
from core.usecases.desk import SYSTEM, Desk
from tests.core import absent, week_office
from tests.core.office import Office, october

NOW = october(20, 10)
NOVEMBER = Month(2026, 11)
ADMINISTRATOR = "CV_DU"
ROLES = {
    "the person": "CV_KT1",
    "deputy in charge": "PP_KT1",
    "other deputy": "PP_KT2",
    "head": "TP_KT",
    "clerk": "HD_KT",
    "colleague": "CV_KT2",
    "collector": "TP_VX",
    "leader of the field": "PCT_UB1",
    "chairman": "CT_UB",
    "the highest": "BT",
    "head of another block": "CVP_DU",
    "elsewhere": "CV_VX",
    "administrator": ADMINISTRATOR,
    "the shell": SYSTEM,
    "stranger": "NOBODY",
    "nobody logged in": "",
}
LEADERS = {"deputy in charge", "head"}
WRITERS = {"head", "clerk"}
OWNER = {"the person"}
READERS = LEADERS | WRITERS | OWNER | {"other deputy", "colleague", "collector"}
READERS |= {"leader of the field", "chairman"}
KEEPERS = {"administrator", "the shell"}
ABOVE = OWNER | LEADERS | WRITERS | KEEPERS | {"leader of the field", "chairman"}

Thing = Any
Verb = Callable[[Desk, Thing], Awaitable[object]]
Setting = Callable[[Office], Awaitable[Thing]]


@dataclass(frozen=True)
class Doors:
    """*thing* is what the verbs are about; *inside*: who gets in, by verb."""

    thing: Setting
    verbs: Mapping[str, Verb]
    inside: Mapping[str, set[str]]


def doors(
    thing: Setting, verbs: Mapping[str, Verb], most: set[str], *others: tuple[set[str], str]
) -> Doors:
    """*most*: who gets in wherever *others* do not say otherwise."""
    said = {verb: roles for roles, names in others for verb in names.split()}
    inside = {verb: said.pop(verb, most) for verb in verbs}
    assert not said, f"no such verb: {sorted(said)}"
    return Doors(thing, verbs, inside)


# ------------------------------------------------------------------ a week that waits


async def _week(office: Office) -> Thing:
    await office.do("TP_KT", NOW, lambda d: clerks.appoint(d, "PKT", "HD_KT"))
    await week_office.with_catalogue(office)
    await week_office.planned(office)
    one = await week_office.opened(office, week_office.MONDAY)
    await week_office.noted(office, one, "thứ 6 họp giao ban")
    return await week_office.sent(office, await week_office.kept(office, one))


WEEK: Mapping[str, Verb] = {
    "scheduling.edit": lambda d, one: scheduling.edit(d, one.id, one.version, lambda s: s),
    "scheduling.refill": lambda d, one: scheduling.refill(d, one.id, one.version),
    "scheduling.copy_last": lambda d, one: scheduling.copy_last(d, one.id, one.version),
    "scheduling.submit": lambda d, one: scheduling.submit(d, one.id, one.version, "Vì."),
    "scheduling.recall": lambda d, one: scheduling.recall(d, one.id, one.version),
    "scheduling.discard": lambda d, one: scheduling.discard(d, one.id, one.version),
    "noting.note": lambda d, one: noting.note(d, one.id, "thứ 6 họp"),
    "noting.paste": lambda d, one: noting.paste(d, one.id, "thứ 6 họp\nthứ 5 đi cơ sở"),
    "noting.take": lambda d, one: noting.take(d, one.id, one.version),
    "noting.shift_pasted": lambda d, one: noting.shift_pasted(d, one.id, one.version),
    "noting.drop_pasted": lambda d, one: noting.drop_pasted(d, one.id, one.version),
    "arranging.mine": lambda d, one: arranging.mine(d, one.id, one.version),
    "arranging.toggle_repeat": lambda d, one: arranging.toggle_repeat(d, one.id, one.version, 1),
    "arranging.add_item": lambda d, one: arranging.add_item(d, one.id, 1, 0, 1, NOW.date()),
    "arranging.for_change": lambda d, one: arranging.for_change(d, one.id, one.version),
    "arranging.set_day": lambda d, one: arranging.set_day(d, one.id, one.version, 1, NOW.date()),
    "arranging.set_part": lambda d, one: arranging.set_part(d, one.id, one.version, 1, "sang"),
    "arranging.set_quantity": lambda d, one: arranging.set_quantity(d, one.id, one.version, 1, 2),
    "arranging.set_due": lambda d, one: arranging.set_due(d, one.id, one.version, 1, october(23)),
    "arranging.retype": lambda d, one: arranging.retype(d, one.id, one.version, 1, "thứ 6 họp"),
    "arranging.attach": lambda d, one: arranging.attach(d, one.id, one.version, 1, 1, 0),
    "arranging.detach": lambda d, one: arranging.detach(d, one.id, one.version, 1),
    "arranging.remove": lambda d, one: arranging.remove(d, one.id, one.version, 1),
    "answering.accept": lambda d, one: answering.accept(d, one.id, one.version, 1),
    "answering.say": lambda d, one: answering.say(d, one.id, one.version, 1, "16h"),
    "answering.set_hour": lambda d, one: answering.set_hour(
        d, one.id, one.version, 1, dt.time(16)
    ),
    "answering.link": lambda d, one: answering.link(d, one.id, one.version, 1, 1),
    "answering.link_all": lambda d, one: answering.link_all(d, one.id, one.version),
    "answering.set_apart": lambda d, one: answering.set_apart(d, one.id, one.version, 1),
    "answering.only_note": lambda d, one: answering.only_note(d, one.id, one.version, 1),
    "agreeing.opened": lambda d, one: agreeing.opened(d, one.id),
    "agreeing.led": lambda d, one: agreeing.led(d, one.id, one.version),
    "agreeing.approve": lambda d, one: agreeing.approve(d, one.id, one.version, "Vì."),
    "agreeing.approve_all": lambda d, one: agreeing.approve_all(d, [(one.id, one.version)], "Vì."),
    "agreeing.send_back": lambda d, one: agreeing.send_back(d, one.id, one.version, "Sửa."),
}

# ------------------------------------------------------------------ a catalogue


async def _catalogue(office: Office) -> Thing:
    await office.do("TP_KT", NOW, lambda d: clerks.appoint(d, "PKT", "HD_KT"))
    await week_office.with_catalogue(office)
    return await office.do("TP_KT", NOW, lambda d: cataloguing.begin(d, "PKT"))


CATALOGUE: Mapping[str, Verb] = {
    "cataloguing.begin": lambda d, _: cataloguing.begin(d, "PKT"),
    "cataloguing.put_items": lambda d, one: cataloguing.put_items(
        d, one.id, one.version, week_office.items()
    ),
    "cataloguing.drop_item": lambda d, one: cataloguing.drop_item(d, one.id, one.version, "BC"),
    "cataloguing.set_standard": lambda d, one: cataloguing.set_standard(
        d, one.id, one.version, "BC"
    ),
    "cataloguing.set_items": lambda d, _: cataloguing.set_items(
        d, "PKT", week_office.items(), valid_from=None
    ),
    "cataloguing.set_month": lambda d, one: cataloguing.set_month(
        d, one.id, one.version, NOVEMBER
    ),
    "cataloguing.start_over": lambda d, one: cataloguing.start_over(d, one.id, one.version),
    "cataloguing.editable": lambda d, one: cataloguing.editable(d, one.id, one.version),
    "catalogue_approving.propose": lambda d, one: catalogue_approving.propose(
        d, one.id, one.version
    ),
    "catalogue_approving.withdraw": lambda d, one: catalogue_approving.withdraw(
        d, one.id, one.version
    ),
    "catalogue_approving.harmonise": lambda d, one: catalogue_approving.harmonise(
        d, one.id, one.version, {}
    ),
    "catalogue_approving.approve": lambda d, one: catalogue_approving.approve(
        d, one.id, one.version
    ),
    "catalogue_approving.send_back": lambda d, one: catalogue_approving.send_back(
        d, one.id, one.version, "Sửa."
    ),
    "catalogue_approving.import_approved": lambda d, _: catalogue_approving.import_approved(
        d, "PKT", week_office.items(), valid_from=NOVEMBER
    ),
    "catalogues.state": lambda d, _: catalogues.state(d, "PKT"),
    "catalogues.get": lambda d, one: catalogues.get(d, one.id),
    "catalogues.in_force": lambda d, _: catalogues.in_force(d, "PKT", NOVEMBER),
}

# ------------------------------------------------------------------ a month plan


async def _plan(office: Office) -> Thing:
    await _catalogue(office)
    await office.do(
        "TP_KT",
        NOW,
        lambda d: monthplanning.write(d, "PKT", NOVEMBER, "CV_KT1; Báo cáo tuần; 2; 20/11"),
    )
    return await office.do("TP_KT", NOW, lambda d: monthplans.open_(d, "PKT", NOVEMBER))


PLAN: Mapping[str, Verb] = {
    "monthplans.open_": lambda d, _: monthplans.open_(d, "PKT", NOVEMBER),
    "monthplans.get": lambda d, one: monthplans.get(d, one.plan.id),
    "monthplanning.write": lambda d, _: monthplanning.write(
        d, "PKT", NOVEMBER, "CV_KT2; Báo cáo tuần; 2; 20/11"
    ),
    "monthplanning.begin_line": lambda d, _: monthplanning.begin_line(
        d, "PKT", NOVEMBER, "CV_KT2"
    ),
    "monthplanning.answer": lambda d, one: monthplanning.answer(d, one.plan.id, 1, None),  # type: ignore[arg-type]
    "monthplanning.answer_all": lambda d, one: monthplanning.answer_all(
        d,
        one.plan.id,
        "item",
        None,  # type: ignore[arg-type]
    ),
    "monthplanning.drop_typed": lambda d, one: monthplanning.drop_typed(d, one.plan.id, 1),
    "monthplanning.take_back": lambda d, one: monthplanning.take_back(d, one.plan.id, 1, 1),
    "monthplanning.change": lambda d, one: monthplanning.change(
        d, one.plan.id, 1, lambda line, _: line
    ),
    "monthplanning.drop": lambda d, one: monthplanning.drop(d, one.plan.id, 1),
    "monthplanning.restore": lambda d, one: monthplanning.restore(d, one.plan.id, 1),
    "planapproving.approve": lambda d, one: planapproving.approve(
        d, one.plan.id, one.plan.version, "Vì."
    ),
    "planapproving.ask_approval": lambda d, one: planapproving.ask_approval(
        d, one.plan.id, one.plan.version
    ),
}

# ------------------------------------------------------------------ an absence that waits


async def _absence(office: Office) -> Thing:
    await absent.with_clerk(office, "HD_KT")
    return await absent.asked(office, first=dt.date(2026, 10, 26), last=dt.date(2026, 10, 30))


ABSENCE: Mapping[str, Verb] = {
    "absences.draft": lambda d, _: absences.draft(
        d, "CV_KT1", absence.LEAVE, dt.date(2026, 11, 2), dt.date(2026, 11, 3)
    ),
    "absences.redraft": lambda d, one: absences.redraft(d, one.id, one.version, kind="illness"),
    "absences.send": lambda d, one: absences.send(d, one.id, one.version),
    "absences.approve": lambda d, one: absences.approve(d, one.id, one.version),
    "absences.refuse": lambda d, one: absences.refuse(d, one.id, one.version, "Bận."),
    "absences.withdraw": lambda d, one: absences.withdraw(d, one.id, one.version),
    "absences.end_early": lambda d, one: absences.end_early(
        d, one.id, one.version, dt.date(2026, 10, 27), "Về sớm."
    ),
    "absences.cancel": lambda d, one: absences.cancel(d, one.id, one.version, "Thôi."),
    "absence_rights.check_may_enter": lambda d, _: absence_rights.check_may_enter(d, "CV_KT1"),
    "absence_rights.opened": absence_rights.opened,
    "absence_views.open_to": lambda d, one: absence_views.open_to(d, one.id),
    "absence_views.of_unit": lambda d, _: absence_views.of_unit(d, "PKT"),
    "absence_views.people_of": lambda d, _: absence_views.people_of(d, "PKT"),
}

# ------------------------------------------------------------------ the unit and its people


async def _unit(office: Office) -> Thing:
    await office.do("TP_KT", NOW, lambda d: clerks.appoint(d, "PKT", "HD_KT"))
    await office.do("CV_KT1", NOW, lambda d: d.store.chats.link("telegram", "1", "CV_KT1", d.now))
    return Unit(code="PKT", name="", block="ubnd", kind="division", list_to="PVHXH")


def _codes() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"ABCD{next(numbers):04}"


BOOK = Book(name="x.xlsx", sheets=())


async def _apply(desk: Desk, _: Thing) -> None:
    now = await desk.organisation()
    changes = rosters.NewRoster(
        after=now,
        changes=roster_changes.compare(desk.rules.authority, now, now, (), desk.now, {}),
        absences=(),
    )
    await rosters.apply(desk, changes, "x.xlsx")


UNIT: Mapping[str, Verb] = {
    "clerks.of_unit": lambda d, _: clerks.of_unit(d, "PKT"),
    "clerks.candidates": lambda d, _: clerks.candidates(d, "PKT"),
    "clerks.appoint": lambda d, _: clerks.appoint(d, "PKT", "CV_KT2"),
    "clerks.dismiss": lambda d, _: clerks.dismiss(d, "PKT", "HD_KT"),
    "heading.check_head": lambda d, _: heading.check_head(d, "PKT"),
    "heading.check_writes": lambda d, _: heading.check_writes(d, "PKT"),
    "heading.check_collects": lambda d, _: heading.check_collects(d, "PKT"),
    "heading.check_reads": lambda d, _: heading.check_reads(d, "PKT"),
    "printing.blanks": lambda d, _: printing.blanks(d, "PKT", Month(2026, 10)),
    "inviting.sheet": lambda d, _: inviting.sheet(d, "PKT", _codes()),
    "inviting.unlinked": lambda d, _: inviting.unlinked(d, "PKT"),
    "administering.check_keeps": lambda d, _: administering.check_keeps(d),
    "administering.check_whole": lambda d, _: administering.check_whole(d),
    "administering.check_unit": lambda d, _: administering.check_unit(d, "PKT"),
    "administering.search": lambda d, _: administering.search(d, "CV_KT1"),
    "administering.card": lambda d, _: administering.card(d, "CV_KT1"),
    "rosters.examine": lambda d, _: rosters.examine(d, BOOK),
    "rosters.apply": _apply,
    "rosters.absences_to_come": lambda d, _: rosters.absences_to_come(d),
    "staffing.issue_code": lambda d, _: staffing.issue_code(
        d, "CV_KT1", "ABCD2345", dt.timedelta(days=1)
    ),
    "staffing.linked": lambda d, _: staffing.linked(d, "CV_KT1", "telegram", "1"),
    "staffing.unlink": lambda d, _: staffing.unlink(d, "CV_KT1", "telegram", "1"),
    "unrouted.seen": lambda d, _: unrouted.seen(d),
}

DOORS: Mapping[str, Doors] = {
    "week": doors(
        _week,
        WEEK,
        OWNER,
        (OWNER | LEADERS, "arranging.for_change arranging.set_day arranging.set_part"),
        (OWNER | LEADERS, "arranging.set_quantity arranging.set_due arranging.remove"),
        (LEADERS, "agreeing.opened agreeing.led agreeing.approve agreeing.send_back"),
        ({"deputy in charge"}, "agreeing.approve_all"),
    ),
    "catalogue": doors(
        _catalogue,
        CATALOGUE,
        WRITERS,
        ({"head"}, "catalogue_approving.propose catalogue_approving.withdraw"),
        ({"collector"}, "catalogue_approving.harmonise catalogue_approving.approve"),
        ({"collector"}, "catalogue_approving.send_back"),
        ({"the shell"}, "catalogue_approving.import_approved"),
        (WRITERS | {"collector"}, "catalogues.state catalogues.get"),
        (READERS, "catalogues.in_force"),
    ),
    "plan": doors(_plan, PLAN, WRITERS, ({"head"}, "planapproving.approve")),
    "absence": doors(
        _absence,
        ABSENCE,
        {"head"},
        (OWNER, "absences.withdraw"),
        (OWNER | WRITERS | KEEPERS, "absences.draft absence_rights.check_may_enter"),
        (ABOVE, "absences.redraft absences.send absence_rights.opened absence_views.open_to"),
        (WRITERS, "absence_views.of_unit absence_views.people_of"),
    ),
    "unit": doors(
        _unit,
        UNIT,
        KEEPERS | {"clerk"},
        ({"head"}, "clerks.of_unit clerks.candidates clerks.appoint clerks.dismiss"),
        ({"head"}, "heading.check_head"),
        (WRITERS, "heading.check_writes"),
        ({"collector"}, "heading.check_collects"),
        (READERS, "heading.check_reads"),
        ({"the shell"}, "printing.blanks"),
        (KEEPERS, "administering.check_whole rosters.examine rosters.apply"),
        (KEEPERS, "rosters.absences_to_come"),
        (KEEPERS | {"collector"}, "unrouted.seen"),
    ),
}

VERBS = {name for doors in DOORS.values() for name in doors.verbs}
