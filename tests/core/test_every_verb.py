"""No verb of a use-case without a row of a matrix of rights, or a word why it needs none."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from core import usecases
from tests.core import doors, test_authority_matrix, test_work_matrix

IN_A_MATRIX = {*test_authority_matrix.VERBS, *test_work_matrix.VERBS, *doors.VERBS}

OTHER_MATRICES = {
    "of papers, by state: test_paper_matrix": """
        proxying.waiting proxying.begin proxying.by_code proxying.open_draft proxying.change
        proxying.attach proxying.drop_photos proxying.drop proxying.submit proxying.photos""",
    "of the roster in the chat: test_administering": """
        amending.begin amending.draft amending.say amending.preview amending.make amending.amend
        amending.check_may administering.check_may""",
    "of moves, by head: test_moving": "moving.left moving.say",
    "of workbooks, by table: test_importing": "importing.examine importing.apply",
}

WITHOUT_A_ROW = {
    "the actor's own, found by the actor's code": """
        absence_views.mine absence_views.waiting accepting.inbox administering.remit
        agreeing.alike agreeing.inbox agreeing.team catalogues.waiting
        deciding.decided_this_month directing.followers directing.near_followers
        heading.appointed heading.clerk_of heading.collected heading.headed heading.written leftovers.led
        leftovers.mine monthplans.unapproved mornings.choose proxying.enters reviewing.inbox
        reviewing.principals scheduling.opened scheduling.outlook scheduling.waiting
        scoring.mine scoring.open_draft staffing.release standing.predecessors timetable.open_work together.to_comment
        together.to_decide evidencing.keep_file evidencing.kept_file working.mine
        evidencing.remember_note attaching.last_search attaching.remember_search""",
    "asks for the right that its callers rest on; every row of a matrix passes through it": """
        directing.check_leads preparing.in_hand reviewing.acting reviewing.open_to
        reviewing.role_of reviewing.holds standing.acting scoring.own timetable.own working.own
        working.roles_in""",
    "a part of verbs that stand in a matrix, called after they have asked": """
        agreeing.apply agreeing.check_possible answering.reading arranging.answered
        arranging.changed arranging.kept assigning.catalogue_for assigning.prepared
        assigning.unit_of attaching.dressed attaching.in_force attaching.item_at attaching.offer
        attaching.with_item accepting.product_of catalogues.state_of monthplanning.put_lines
        monthplans.opened moving.led moving.of_form moving.open_work
        moving.other_form noting.put absences.check_may_take_in absences.take_in planapproving.blocked planapproving.check_possible
        preparing.drop_deduction preparing.outlook rosters.change scheduling.news sending.begun
        sending.forecast sending.send sending.tell_next timetable.stored timetable.tasks_of
        evidencing.as_evidence working.check_undecided""",
    "answers another use-case, never a screen by itself": """
        absence_rights.approvers absence_rights.unit_of absence_views.work_meanwhile
        absences.away_on absences.get directing.away directing.deciders directing.is_decider
        directing.nearest_leader directing.whom_to_tell heading.heads_of monthplans.staff_of
        monthviews.leads_many presences.of presences.of_people proxying.is_entered_for
        results.items_of results.names results.reports results.task_result reviewing.can_decide
        reviewing.comments_too scoring.form_of scoring.last_month standing.in_hands
        standing.today unrouted.everybody
        working.is_decided""",
    "a notice for its recipient, who is the actor: nothing without a part in it": """
        absence_views.glimpse planapproving.news rerouting.gone""",
    "the clock's or a change's, for everybody at once": """
        carrying.carry_over carrying.waiting_for_due closing.close_due leftovers.tell
        mornings.greet moving.tell rerouting.follow_all scheduling.due_cards unrouted.tell""",
    "of a chat that is nobody's yet: the code or the number is the right": """
        staffing.link staffing.link_by_phone staffing.note_wrong_try""",
}


def listed(groups: dict[str, str]) -> list[str]:
    return [name for names in groups.values() for name in names.split()]


def public() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(usecases.__path__):
        whole = importlib.import_module(f"core.usecases.{module.name}")
        found |= {
            f"{module.name}.{name}"
            for name, value in vars(whole).items()
            if inspect.iscoroutinefunction(value)
            and value.__module__ == whole.__name__
            and not name.startswith("_")
        }
    return found


def test_every_public_verb_has_a_row_or_a_reason() -> None:
    named = [*IN_A_MATRIX, *listed(OTHER_MATRICES), *listed(WITHOUT_A_ROW)]
    assert public() - set(named) == set()


def test_no_row_and_no_reason_is_for_a_verb_that_is_gone() -> None:
    rows = [*listed(OTHER_MATRICES), *listed(WITHOUT_A_ROW), *doors.VERBS]
    assert set(rows) - public() == set()


def test_no_verb_is_excused_that_stands_in_a_matrix() -> None:
    excused = [*listed(OTHER_MATRICES), *listed(WITHOUT_A_ROW)]
    assert sorted(excused) == sorted(set(excused) - IN_A_MATRIX)
