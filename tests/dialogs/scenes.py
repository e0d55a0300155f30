"""Every family of screens, reached by pressing what is seen on the sample ward."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tests.dialogs import (
    absence_scenes,
    admin_scenes,
    own_scenes,
    paper_scenes,
    review_scenes,
    route_scenes,
    unit_scenes,
    week_scenes,
    work_scenes,
)
from tests.dialogs.talk import House, Shown

Family = Callable[[House], Awaitable[list[Shown]]]

FAMILIES: Mapping[str, Family] = {
    family.__name__: family
    for family in (
        own_scenes.linking,
        own_scenes.home,
        own_scenes.scoring_mistakes,
        own_scenes.form_01,
        own_scenes.form_02,
        own_scenes.form_03,
        own_scenes.form_04,
        own_scenes.prefilled,
        own_scenes.returned,
        own_scenes.late,
        own_scenes.longest,
        review_scenes.commenting,
        review_scenes.commenting_together,
        review_scenes.deciding,
        review_scenes.deciding_both,
        review_scenes.deciding_a_leader,
        review_scenes.missing,
        review_scenes.nothing_assigned,
        review_scenes.notices,
        route_scenes.passed_on,
        route_scenes.nobody_to_send_to,
        route_scenes.another_unit,
        route_scenes.promoted,
        work_scenes.my_work,
        work_scenes.unasked_photo,
        work_scenes.came_up,
        work_scenes.accepting,
        work_scenes.leading,
        work_scenes.frozen,
        work_scenes.morning,
        work_scenes.told_of_work,
        week_scenes.week_writing,
        week_scenes.week_asking,
        week_scenes.week_pasting,
        week_scenes.week_approving,
        week_scenes.week_amending,
        week_scenes.week_notices,
        week_scenes.week_of_a_leader_alone,
        unit_scenes.plan_writing,
        unit_scenes.plan_pasting,
        unit_scenes.plan_approving,
        unit_scenes.plan_blocked,
        unit_scenes.plan_clerk,
        unit_scenes.catalogue_writing,
        unit_scenes.catalogue_approving,
        unit_scenes.catalogue_looking,
        unit_scenes.unit_workbooks,
        absence_scenes.days_off,
        absence_scenes.days_off_in_a_line,
        absence_scenes.answering_days_off,
        absence_scenes.several_days_off,
        absence_scenes.unit_clerk,
        absence_scenes.half_a_month,
        absence_scenes.nobody_there,
        admin_scenes.keeping_people,
        admin_scenes.clerk_keeping_people,
        admin_scenes.printing_codes,
        admin_scenes.changing_posts,
        admin_scenes.changing_fields,
        admin_scenes.delegating,
        paper_scenes.paper_entering,
        paper_scenes.paper_of_a_leader,
        paper_scenes.paper_reading,
    )
}
