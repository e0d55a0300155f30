"""W01 of the worked examples, done by the people themselves: from the catalogue to the class."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core import classes, kpi, tasks
from core.evaluation import Evaluation, TaskResult
from core.months import Month
from core.tasks import Done, TaskItem
from core.usecases import deciding, monthviews, results, reviewing
from core.usecases.assigning import Order
from tests.core import ward_rules
from tests.core.office import AGREED, COMMENTED, DECIDED, SENT, Office, october

CATALOGUE = {"CV": "1", "BC": "2", "KH": "3"}
LOWERED = {"1.1": "0", "1.2": "1.5"}
"""27.5 of the 30 common points."""
K = Fraction(41, 51)


async def given(office: Office, code: str, quantity: int, day: int) -> TaskItem:
    order = Order(item=code, quantity=quantity, due=october(day, 17), origin=tasks.PLAN)
    return await office.give("PP_KT1", "CV_KT1", order)


async def worked(office: Office) -> None:
    """Ten documents, two of them late; two reports, one after a major error; a plan not made."""
    await office.catalogue(CATALOGUE)
    documents = await given(office, "CV", 10, 12)
    await office.hand_in(documents, 8, october(9))
    await office.review("PP_KT1", documents, 8, october(9, 10))
    await office.hand_in(documents, 2, october(13))
    await office.review("PP_KT1", documents, 2, october(15))
    reports = await given(office, "BC", 2, 16)
    await office.hand_in(reports, 2, october(14))
    await office.review("PP_KT1", reports, 1, october(14, 10), major=True)
    await office.hand_in(reports, 1, october(16), done=Done(day=october(16).date()))
    await office.review("PP_KT1", reports, 1, october(17))
    await given(office, "KH", 1, 20)


def shown(one: Fraction | None) -> str:
    assert one is not None
    return classes.shown(one)


def check(result: TaskResult, total: Fraction | None) -> None:
    assert result.figures == {
        "a": Fraction(14, 17),
        "b": Fraction(27, 34),
        "c": Fraction(27, 34),
    }
    assert results.ratio(result) == K
    assert shown(70 * K) == "56.27"
    assert total is not None
    assert total == Fraction(8545, 102)
    assert (shown(total), classes.band(total)) == ("83.77", "B")


async def sent(office: Office) -> Evaluation:
    await worked(office)
    return await office.send("CV_KT1", lowered=LOWERED)


async def test_w01_on_the_home_card_in_the_form_and_in_the_decision(office: Office) -> None:
    one = await sent(office)
    view = await office.do("CV_KT1", SENT, lambda desk: monthviews.of(desk, "CV_KT1"))
    check(view.result, view.total)
    assert one.submission is not None
    check(one.submission.result, one.submission.total)
    commented = await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    done = await office.do(
        "TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, commented.version)
    )
    assert done.decision is not None
    check(done.decision.result, done.decision.total)
    assert (one.submission.band, done.decision.band, done.decision.final_class) == ("B", "B", "B")


async def test_the_lines_say_where_every_figure_comes_from(office: Office) -> None:
    one = await sent(office)
    assert one.submission is not None
    lines = {line.name: line for line in one.submission.result.lines}
    assert {name: (int(line.w), int(line.q), int(line.f)) for name, line in lines.items()} == {
        "Tên CV": (1, 10, 10),
        "Tên BC": (2, 2, 2),
        "Tên KH": (3, 1, 0),
    }
    assert lines["Tên CV"].late == (0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert lines["Tên BC"].err == (0, 1)
    assert kpi.ratios((lines["Tên KH"],), ward_rules.book().settings).a == 0


@pytest.mark.parametrize(("since", "expected"), [(9, "1"), (10, "5"), (11, "1")])
async def test_a_later_catalogue_never_changes_an_older_month(
    office: Office, since: int, expected: str
) -> None:
    """The version in force for the month of the due instant, as it stood at assignment."""
    await office.catalogue({"CV": "1", "BC": "2"})
    before = await given(office, "CV", 1, 16)
    if since > 9:
        await office.catalogue({"BC": "1", "CV": "5"}, since=Month(2026, since))
    after = await given(office, "CV", 1, 16)
    assert (str(before.coefficient), str(after.coefficient)) == ("1", expected)
    assert (await office.item(before.id)).coefficient == 1
