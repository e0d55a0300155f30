"""A unit's catalogue: who may write, propose, harmonise and approve it, and from which month."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from decimal import Decimal

import pytest

from core import catalogue, errors
from core.catalogue import Catalogue, CatalogueItem
from core.months import Month
from core.ports import Clerk
from core.usecases import catalogue_approving, catalogues, cataloguing, heading
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import Act, Office, october

OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)
HEAD, DEPUTY, STAFF = "TP_KT", "PP_KT1", "CV_KT1"
COLLECTOR = "TP_VX"
"""Of the UBND block: Phòng Văn hóa - Xã hội receives the lists (II.4, PL3)."""


def item(code: str, coefficient: str = "1", *, standard: bool = False) -> CatalogueItem:
    return CatalogueItem(
        code=code,
        name=f"Báo cáo {code}",
        output="",
        unit_of_count="báo cáo",
        group="",
        coefficient=Decimal(coefficient),
        standard=standard,
    )


PAIR = (item("BC01", "1", standard=True), item("BC02", "1.5"))


def propose(one: Catalogue) -> Act[Catalogue]:
    return lambda desk: catalogue_approving.propose(desk, one.id, one.version)


def approve(one: Catalogue) -> Act[Catalogue]:
    return lambda desk: catalogue_approving.approve(desk, one.id, one.version)


def send_back(one: Catalogue, said: str) -> Act[Catalogue]:
    return lambda desk: catalogue_approving.send_back(desk, one.id, one.version, said)


def harmonise(one: Catalogue, **amounts: str) -> Act[Catalogue]:
    values = {code: Decimal(amount) for code, amount in amounts.items()}
    return lambda desk: catalogue_approving.harmonise(desk, one.id, one.version, values)


def put(one: Catalogue, *items: CatalogueItem) -> Act[Catalogue]:
    return lambda desk: cataloguing.put_items(desk, one.id, one.version, items)


def set_month(one: Catalogue, month: Month) -> Act[Catalogue]:
    return lambda desk: cataloguing.set_month(desk, one.id, one.version, month)


def in_force(month: Month) -> Act[Catalogue | None]:
    return lambda desk: catalogues.in_force(desk, "PKT", month)


def begin(desk: Desk) -> Awaitable[Catalogue]:
    return cataloguing.begin(desk, "PKT")


async def draft(
    office: Office,
    items: tuple[CatalogueItem, ...] = PAIR,
    unit: str = "PKT",
    by: str = HEAD,
    now: datetime | None = None,
) -> Catalogue:
    return await office.do(
        by,
        now or october(5),
        lambda desk: cataloguing.set_items(desk, unit, items, valid_from=None),
    )


async def proposed(office: Office, now: datetime | None = None) -> Catalogue:
    one = await draft(office, now=now)
    return await office.do(
        HEAD,
        now or october(5),
        lambda desk: catalogue_approving.propose(desk, one.id, one.version),
    )


async def approved(office: Office) -> Catalogue:
    one = await proposed(office)
    return await office.do(COLLECTOR, october(6), approve(one))


async def refused(office: Office, actor: str, act: Act[object], now: datetime) -> str:
    with pytest.raises(errors.WardError) as refusal:
        await office.do(actor, now, act)
    return refusal.value.code


async def test_the_head_proposes_and_the_collector_approves(office: Office) -> None:
    one = await approved(office)

    assert (one.state, one.number, one.valid_from) == (catalogue.APPROVED, 1, OCTOBER)
    assert (one.by, one.decided_by) == (HEAD, COLLECTOR)
    assert await office.notices() == [
        (HEAD, "catalogue.approved"),
        (COLLECTOR, "catalogue.proposed"),
    ]
    acts = [act for _, act, _ in await office.audited()]
    assert acts == [
        "catalogue-begin",
        "catalogue-write",
        "catalogue-propose",
        "catalogue-approve",
    ]


@pytest.mark.parametrize("actor", [DEPUTY, STAFF, COLLECTOR, "CT_UB", "TB_XDD"])
async def test_only_the_head_and_the_clerk_write(office: Office, actor: str) -> None:
    one = await draft(office)

    acts: tuple[Act[object], ...] = (
        begin,
        put(one, *PAIR),
        lambda desk: cataloguing.drop_item(desk, one.id, one.version, "BC01"),
        lambda desk: cataloguing.set_standard(desk, one.id, one.version, "BC02"),
        set_month(one, NOVEMBER),
        lambda desk: cataloguing.start_over(desk, one.id, one.version),
        propose(one),
    )
    for act in acts:
        code = await refused(office, actor, act, october(5))
        assert code in {"unit.not-writer", "unit.not-collector"}


async def test_a_clerk_writes_but_only_the_head_proposes(office: Office) -> None:
    clerk = Clerk(unit="PKT", person=STAFF, by=HEAD, since=october(1))
    await office.do(HEAD, october(1), lambda desk: desk.store.notebook.appoint(clerk))

    one = await draft(office, by=STAFF)

    assert await refused(office, STAFF, propose(one), october(5)) == "unit.not-head"
    assert (await office.do(HEAD, october(5), propose(one))).state == catalogue.PROPOSED


@pytest.mark.parametrize("actor", [HEAD, STAFF, "CV_VX", "TB_XDD", "CT_UB", SYSTEM])
async def test_only_the_collector_of_the_block_answers(office: Office, actor: str) -> None:
    one = await proposed(office)
    for act in (harmonise(one, BC02="0.5"), approve(one), send_back(one, "Chưa đủ.")):
        code = await refused(office, actor, act, october(6))
        assert code in {"unit.not-collector", "unit.not-writer"}


@pytest.mark.parametrize(
    ("unit", "collectors"),
    [
        ("PKT", ["TP_VX"]),
        ("BPC", ["TP_VX"]),
        ("TH1", ["TP_VX"]),
        ("HPN", ["TB_XDD", "PB_XDD1", "PB_XDD2"]),
        ("BXDD", ["TB_XDD", "PB_XDD1", "PB_XDD2"]),
        ("DU", ["TB_XDD", "PB_XDD1", "PB_XDD2"]),
    ],
)
async def test_every_unit_has_a_collector(
    office: Office, unit: str, collectors: list[str]
) -> None:
    """Where the list goes outside the ward, the Ban Xây dựng Đảng collects the catalogue."""

    async def act(desk: Desk) -> tuple[str, ...]:
        organisation = await desk.organisation()
        return heading.collectors(organisation, unit, desk.now.date())

    assert list(await office.do(HEAD, october(5), act)) == collectors


async def test_the_collector_harmonises_with_every_change_recorded(office: Office) -> None:
    one = await proposed(office)
    changed = await office.do(COLLECTOR, october(6), harmonise(one, BC02="1.25", BC01="1"))

    assert changed.require("bc02").coefficient == Decimal("1.25")
    (made,) = changed.harmonised
    assert (made.code, made.before, made.after, made.by) == (
        "BC02",
        Decimal("1.5"),
        Decimal("1.25"),
        COLLECTOR,
    )
    ((actor, _, facts),) = await office.audited("catalogue-harmonise")
    assert (actor, facts) == (COLLECTOR, {"changed": {"BC02": ["1.5", "1.25"]}})


@pytest.mark.parametrize("amount", ["0", "-1", "101", "1.2345", "NaN"])
async def test_no_coefficient_beyond_its_bounds(office: Office, amount: str) -> None:
    one = await proposed(office)

    found = await refused(office, COLLECTOR, harmonise(one, BC02=amount), october(6))

    assert found == "catalogue.faults"


async def test_the_standard_unit_stays_1(office: Office) -> None:
    one = await proposed(office)

    found = await refused(office, COLLECTOR, harmonise(one, BC01="2"), october(6))

    assert found == "catalogue.faults"


async def test_a_return_needs_a_reason_and_comes_back_to_be_mended(office: Office) -> None:
    one = await proposed(office)
    assert await refused(office, COLLECTOR, send_back(one, " "), october(6)) == "catalogue.reason"

    returned = await office.do(COLLECTOR, october(6), send_back(one, "Hệ số BC02 cao."))
    mended = await office.do(HEAD, october(7), put(returned, item("BC02", "1.2")))
    again = await office.do(HEAD, october(7), propose(mended))

    assert (returned.state, returned.said) == (catalogue.RETURNED, "Hệ số BC02 cao.")
    assert (again.state, again.said, again.number) == (catalogue.PROPOSED, "", 1)
    assert (HEAD, "catalogue.returned") in await office.notices()


async def test_a_withdrawn_proposal_is_a_draft_again_and_cannot_be_approved(
    office: Office,
) -> None:
    one = await proposed(office)
    drawn = await office.do(
        HEAD, october(6), lambda desk: catalogue_approving.withdraw(desk, one.id, one.version)
    )

    assert drawn.state == catalogue.DRAFT
    assert await refused(office, COLLECTOR, approve(one), october(6)) == "catalogue.moved-on"


async def test_what_changed_since_the_screen_was_shown_is_not_approved(office: Office) -> None:
    one = await proposed(office)
    await office.do(COLLECTOR, october(6), harmonise(one, BC02="2"))

    assert await refused(office, COLLECTOR, approve(one), october(6)) == "card.old"


async def test_a_catalogue_with_faults_is_neither_proposed_nor_approved(office: Office) -> None:
    one = await office.do(HEAD, october(5), begin)
    one = await office.do(HEAD, october(5), put(one, item("BC02", "2"), item("BC03", "3")))

    assert await refused(office, HEAD, propose(one), october(5)) == "catalogue.faults"


async def test_one_item_with_a_fault_keeps_all_of_a_paste_out(office: Office) -> None:
    one = await draft(office)

    with pytest.raises(errors.BadInput) as refusal:
        await office.do(
            HEAD,
            october(5),
            put(one, item("BC03", "2"), item("BC 04", "2"), item("BC05", "0")),
        )

    wrong = refusal.value.data["faults"]
    assert isinstance(wrong, tuple)
    assert [(each.code, each.value) for each in wrong] == [
        ("catalogue.code-signs", "BC 04"),
        ("catalogue.coefficient", "0"),
    ]
    kept = await office.do(HEAD, october(5), lambda desk: catalogues.get(desk, one.id))
    assert [each.code for each in kept.items] == ["BC01", "BC02"]


@pytest.mark.parametrize(
    ("now", "month", "code"),
    [
        (october(5), Month(2026, 9), "catalogue.month-past"),
        (october(24, 23, 59), Month(2026, 10), ""),
        (october(25), Month(2026, 10), "catalogue.month-past"),
        (october(25), Month(2026, 11), ""),
        (october(5), Month(2028, 1), "catalogue.month-far"),
    ],
)
async def test_a_month_that_is_counted_keeps_its_catalogue(
    office: Office, now: datetime, month: Month, code: str
) -> None:
    act = lambda desk: cataloguing.set_items(desk, "PKT", PAIR, valid_from=month)  # noqa: E731

    if code:
        assert await refused(office, HEAD, act, now) == code
    else:
        one = await office.do(HEAD, now, act)
        assert one.valid_from == month


async def test_an_approval_that_comes_after_the_closing_needs_another_month(
    office: Office,
) -> None:
    one = await proposed(office)
    assert await refused(office, COLLECTOR, approve(one), october(26)) == "catalogue.month-past"

    later = await office.do(COLLECTOR, october(26), set_month(one, NOVEMBER))
    done = await office.do(COLLECTOR, october(26), approve(later))

    assert (done.state, done.valid_from) == (catalogue.APPROVED, NOVEMBER)


async def test_an_amendment_is_a_version_of_its_own_from_a_later_month(office: Office) -> None:
    await approved(office)
    second = await office.do(HEAD, october(7), begin)
    assert (second.number, second.valid_from, second.items) == (2, NOVEMBER, PAIR)
    second = await office.do(HEAD, october(7), put(second, item("BC02", "3")))
    second = await office.do(HEAD, october(7), propose(second))
    await office.do(COLLECTOR, october(8), approve(second))

    weights = [
        await office.do(STAFF, october(9), in_force(month))
        for month in (OCTOBER, NOVEMBER, DECEMBER)
    ]

    found = [one.require("BC02").coefficient for one in weights if one]
    assert found == [Decimal("1.5"), Decimal(3), Decimal(3)]


async def test_the_later_approval_of_one_month_is_in_force(office: Office) -> None:
    """A draft that was begun before an import on paper is newer all the same."""
    one = await proposed(office)
    await office.do(
        SYSTEM,
        october(6),
        lambda desk: catalogue_approving.import_approved(
            desk, "PKT", [item("GIAY", "1", standard=True)], valid_from=OCTOBER
        ),
    )
    done = await office.do(COLLECTOR, october(7), approve(one))

    now = await office.do(STAFF, october(7), in_force(OCTOBER))
    assert done.number == 3
    assert now == done


@pytest.mark.parametrize(
    ("actor", "reads"),
    [
        (STAFF, True),
        (DEPUTY, True),
        (COLLECTOR, True),
        ("PCT_UB1", True),
        ("CV_VX", False),
        ("GV_TH", False),
        ("TB_XDD", False),
    ],
)
async def test_a_catalogue_is_read_in_its_unit_by_its_collector_and_its_leader(
    office: Office, actor: str, reads: bool
) -> None:
    await approved(office)
    if reads:
        assert await office.do(actor, october(7), in_force(OCTOBER)) is not None
    else:
        code = await refused(office, actor, in_force(OCTOBER), october(7))
        assert code == "unit.not-reader"


@pytest.mark.parametrize("actor", [HEAD, COLLECTOR])
async def test_what_was_approved_on_paper_comes_in_at_the_shell_only(
    office: Office, actor: str
) -> None:
    act = lambda desk: catalogue_approving.import_approved(  # noqa: E731
        desk, "PKT", PAIR, valid_from=OCTOBER, document="QĐ 12/QĐ-UBND"
    )
    assert await refused(office, actor, act, october(5)) == "unit.not-collector"

    one = await office.do(SYSTEM, october(5), act)

    assert (one.state, one.document, one.decided_by) == (
        catalogue.APPROVED,
        "QĐ 12/QĐ-UBND",
        SYSTEM,
    )
    assert [actor for actor, _, _ in await office.audited("catalogue-import")] == [SYSTEM]
    assert await office.notices() == [(HEAD, "catalogue.approved")]
