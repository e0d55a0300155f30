"""Whole wards at random: every kind of unit, vacancies, giao quyền, fields, papers, days around one."""

from __future__ import annotations

import datetime as dt
import itertools
from random import Random
from typing import Final

from core.people import Act, Delegation, FieldCharge, Labour, Organisation, Person, Post, Unit
from tests.core import second_reading

DAY: Final = dt.date(2026, 10, 24)
STAFF: Final = {
    "leadership": ("KCT",),
    "party_office": ("DANG_CC", "DANG_LDHD", "KCT"),
    "party_service_unit": ("TTCT_VC",),
    "front": ("MTTQ_CC",),
    "ctxh": ("MTTQ_CC", "KCT"),
    "council": ("HDND_CC",),
    "council_committee": ("HDND_CC",),
    "committee_leadership": ("KCT",),
    "division": ("UBND_CC", "UBND_LDHD", "KCT"),
    "service_unit": ("DVSN_VC", "DVSN_LDHD"),
    "school": ("DVSN_VC", "DVSN_LDHD"),
}
BLOCKS: Final = {
    "leadership": "thuong_truc",
    "council": "hdnd",
    "council_committee": "hdnd",
    "committee_leadership": "ubnd",
    "division": "ubnd",
    "service_unit": "ubnd",
    "school": "ubnd",
}
SINGLE: Final = {"leadership", "council", "committee_leadership", "front"}
LABOUR: Final[tuple[Labour, ...]] = (
    "official",
    "civil_servant",
    "public_employee",
    "contract_professional",
    "contract_support",
    "part_time",
)
ACTS: Final[tuple[Act, ...]] = ("comment", "decide")
LEADING: Final = sorted(second_reading.HEADS.values()) + sorted(second_reading.DEPUTIES.values())


class Maker:
    """One ward of one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.units: list[Unit] = []
        self.people: list[str] = []
        self.posts: list[Post] = []
        self.charges: list[FieldCharge] = []
        self.papers: list[Delegation] = []
        self._units()
        for unit in self.units:
            self._staff(unit)
        self._second_posts()
        self._acting_heads()
        self._in_charge()
        self._fields()
        self._papers()

    def organisation(self) -> Organisation:
        return Organisation(
            units=self.units,
            people=[Person(code=code, name=f"Tên {code}") for code in self.people],
            posts=self.posts,
            charges=self.charges,
            delegations=self.papers,
        )

    def ward(self) -> second_reading.Ward:
        return second_reading.Ward(self.units, self.posts, self.charges, self.papers, DAY)

    # -------------------------------------------------------------- parts

    def days(self) -> tuple[dt.date, dt.date | None]:
        """Mostly long held; sometimes with an edge on the day, before it or after it."""
        begin = DAY - dt.timedelta(days=self.chance.choice((0, 1, 30, 300, 300, 300, 301)))
        if self.chance.random() < 0.06:
            begin = DAY + dt.timedelta(days=1)
        last = self.chance.random()
        if last < 0.06:
            return begin - dt.timedelta(days=400), DAY - dt.timedelta(days=1)
        return begin, begin.max if last < 0.1 else DAY if last < 0.15 and begin <= DAY else None

    def chosen(self, odds: float) -> bool:
        return self.chance.random() < odds

    def hold(self, person: str, position: str, unit: str, *, main: bool = True) -> None:
        begin, end = self.days()
        self.posts.append(
            Post(
                person=person,
                unit=unit,
                position=position,
                labour=self.chance.choice(LABOUR),
                pool="professional",
                main=main,
                valid_from=begin,
                valid_to=end,
            )
        )

    def newcomer(self, unit: str) -> str:
        self.people.append(f"{unit}-{len(self.people)}")
        return self.people[-1]

    def _units(self) -> None:
        for kind in second_reading.HEADS:
            for number in range(1 if kind in SINGLE else self.chance.randint(1, 2)):
                block = BLOCKS.get(kind, "dang_doan_the")
                party = block == "dang_doan_the"
                self.units.append(
                    Unit(
                        code=f"{kind}{number}",
                        name=kind,
                        block=block,
                        kind=kind,
                        list_to="BAN_TO_CHUC_THANH_UY"
                        if kind == "leadership"
                        else ("party_office0" if party else "division0"),
                    )
                )

    def _staff(self, unit: Unit) -> None:
        head, deputy = second_reading.HEADS[unit.kind], second_reading.DEPUTIES[unit.kind]
        if unit.kind == "council":
            for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
                someone = self.chance.choice([self.people[0], self.newcomer(unit.code)])
                self.hold(someone, head, unit.code, main=someone != self.people[0])
        elif self.chosen(0.9):
            self.hold(self.newcomer(unit.code), head, unit.code)
        for _ in range(self.chance.choice((0, 1, 1, 2, 3))):
            self.hold(self.newcomer(unit.code), deputy, unit.code)
        for _ in range(self.chance.randint(1, 3)):
            position = self.chance.choice(STAFF[unit.kind])
            self.hold(self.newcomer(unit.code), position, unit.code)

    def _second_posts(self) -> None:
        for _ in range(self.chance.randint(0, 5)):
            unit = self.chance.choice(self.units)
            position = self.chance.choice(
                (second_reading.DEPUTIES[unit.kind], *STAFF[unit.kind], *LEADING[:2])
            )
            self.hold(self.chance.choice(self.people), position, unit.code, main=self.chosen(0.3))

    def _acting_heads(self) -> None:
        for unit in self.units:
            if unit.kind != "council" and self.chosen(0.15):
                inside = [post.person for post in self.posts if post.unit == unit.code]
                pool = inside if inside and self.chosen(0.7) else self.people
                head = second_reading.HEADS[unit.kind]
                self.hold(self.chance.choice(pool), head, unit.code, main=False)

    def _in_charge(self) -> None:
        for number, post in enumerate(self.posts):
            inside = [one.person for one in self.posts if one.unit == post.unit]
            chosen = self.chance.choice(inside if self.chosen(0.8) else self.people)
            if self.chosen(0.6) and chosen != post.person:
                self.posts[number] = Post(
                    person=post.person,
                    unit=post.unit,
                    position=post.position,
                    labour=post.labour,
                    pool=post.pool,
                    main=post.main,
                    in_charge=chosen,
                    valid_from=post.valid_from,
                    valid_to=post.valid_to,
                )

    def _fields(self) -> None:
        leaders = [
            post.person
            for post in self.posts
            if post.position in {"UBND_PCT", "PBT_CT_UBND", "HDND_PCT"}
        ]
        for unit in self.units:
            for _ in range(self.chance.choice((0, 1, 1, 1, 2))):
                if unit.block in {"ubnd", "hdnd"} and leaders:
                    begin, end = self.days()
                    leader = self.chance.choice(leaders if self.chosen(0.95) else self.people)
                    self.charges.append(
                        FieldCharge(leader=leader, unit=unit.code, valid_from=begin, valid_to=end)
                    )

    def _papers(self) -> None:
        """Chains of one to four links, some of them closed to a cycle, and papers across them."""
        leading = [post.person for post in self.posts if post.position in LEADING]
        for _ in range(self.chance.randint(0, 10)):
            chain = [self.chance.choice(leading)]
            act = self.chance.choice(ACTS)
            chain += self.chance.sample(self.people, self.chance.randint(1, 4))
            if self.chosen(0.2):
                chain.append(chain[0])
            for giver, receiver in itertools.pairwise(chain):
                begin, end = self.days()
                self.papers.append(
                    Delegation(
                        giver=giver,
                        receiver=receiver,
                        act=act,
                        valid_from=begin,
                        valid_to=end,
                        document=f"QĐ {len(self.papers)}",
                    )
                )
