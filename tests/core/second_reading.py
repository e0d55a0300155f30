"""The routing read a second time: slow, plain, from the plan's text, sharing no code with the first.

Only the rows of :mod:`core.people` are used, never its indexes, nor the rule file. Each position
stands here with who comments and who decides, as Phụ lục 2 and 3 and the readings where they
are silent have it; the rules of routing follow in their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.people import Delegation, FieldCharge, Post, Unit

STAFF_04 = {"DANG_LDHD", "TTCT_VC", "MTTQ_CC", "HDND_CC", "UBND_LDHD", "DVSN_LDHD", "KCT"}
"""Staff whose form is 04 when the contract is for support or service work."""

FORM_01 = {"BI_THU", "PBT_TT", "PBT_CT_UBND", "HDND_CT"}

WHO = {
    "BI_THU": ("outside EXT_4_TRUC, EXT_UV_BTV_THANH_UY_PHU_TRACH", "outside EXT_BTV_THANH_UY"),
    "PBT_TT": ("BI_THU", "outside EXT_TT_THANH_UY"),
    "PBT_CT_UBND": ("BI_THU", "outside EXT_BTV_DU_UBND_TP"),
    "DANG_TRUONG": ("PBT_TT", "BI_THU"),
    "DANG_PHO": ("head", "head"),
    "DANG_CC": ("deputy", "head"),
    "DANG_LDHD": ("deputy", "head"),
    "TTCT_GD": ("PBT_TT", "BI_THU"),
    "TTCT_PGD": ("head", "head"),
    "TTCT_VC": ("deputy", "head"),
    "MTTQ_CT": ("PBT_TT", "BI_THU"),
    "MTTQ_PCT": ("MTTQ_CT", "MTTQ_CT"),
    "CTXH_TRUONG": ("PBT_TT", "BI_THU"),
    "CTXH_PHO": ("row 4", "MTTQ_CT"),
    "MTTQ_CC": ("row 4", "MTTQ_CT"),
    "HDND_CT": ("BI_THU", "outside EXT_TT_THANH_UY"),
    "HDND_PCT": ("head", "chair"),
    "HDND_TRUONG_BAN": ("deputy chair", "chair"),
    "HDND_PHO_BAN": ("head", "head"),
    "HDND_CC": ("deputy", "head"),
    "UBND_PCT": ("PBT_CT_UBND", "PBT_CT_UBND"),
    "UBND_TRUONG": ("field", "PBT_CT_UBND"),
    "UBND_PHO": ("head", "head"),
    "UBND_CC": ("deputy", "head"),
    "UBND_LDHD": ("deputy", "head"),
    "DVSN_TRUONG": ("field", "PBT_CT_UBND"),
    "DVSN_PHO": ("head", "head"),
    "DVSN_VC": ("deputy", "head"),
    "DVSN_LDHD": ("deputy", "head"),
    "KCT": ("deputy", "head"),
}
HEADS = {
    "leadership": "BI_THU",
    "party_office": "DANG_TRUONG",
    "party_service_unit": "TTCT_GD",
    "front": "MTTQ_CT",
    "ctxh": "CTXH_TRUONG",
    "council": "HDND_CT",
    "council_committee": "HDND_TRUONG_BAN",
    "committee_leadership": "PBT_CT_UBND",
    "division": "UBND_TRUONG",
    "service_unit": "DVSN_TRUONG",
    "school": "DVSN_TRUONG",
}
DEPUTIES = {
    "leadership": "PBT_TT",
    "party_office": "DANG_PHO",
    "party_service_unit": "TTCT_PGD",
    "front": "MTTQ_PCT",
    "ctxh": "CTXH_PHO",
    "council": "HDND_PCT",
    "council_committee": "HDND_PHO_BAN",
    "committee_leadership": "UBND_PCT",
    "division": "UBND_PHO",
    "service_unit": "DVSN_PHO",
    "school": "DVSN_PHO",
}
LADDER = (
    {"BI_THU"},
    {"PBT_TT"},
    {"PBT_CT_UBND"},
    {"HDND_CT"},
    {"MTTQ_CT", "HDND_PCT", "UBND_PCT"},
    {"DANG_TRUONG", "TTCT_GD", "CTXH_TRUONG", "HDND_TRUONG_BAN", "UBND_TRUONG", "DVSN_TRUONG"},
    {"DANG_PHO", "TTCT_PGD", "MTTQ_PCT", "CTXH_PHO", "HDND_PHO_BAN", "UBND_PHO", "DVSN_PHO"},
)
"""Thường trực, then the leaders of the ward, heads, deputies; everybody else is below."""


@dataclass(frozen=True)
class Ward:
    units: list[Unit]
    posts: list[Post]
    charges: list[FieldCharge]
    delegations: list[Delegation]
    day: date
    entered: frozenset[str] = frozenset()
    """Who entered the form from paper: no second part on it."""

    def held(self) -> list[Post]:
        """The posts of the day; the one to act first: giao quyền, then the newest."""
        now = [post for post in self.posts if self.holds(post)]
        now.sort(key=lambda post: post.person)
        now.sort(key=lambda post: post.valid_from, reverse=True)
        now.sort(key=lambda post: post.main)
        return now

    def holds(self, row: Post | FieldCharge | Delegation) -> bool:
        return row.valid_from <= self.day <= (row.valid_to or date.max)

    def unit(self, code: str) -> Unit:
        return next(unit for unit in self.units if unit.code == code)

    def holders(self, position: str, unit: str | None = None) -> list[str]:
        found: list[str] = []
        for post in self.held():
            if post.position != position or unit not in {None, post.unit}:
                continue
            if post.person not in found:
                found.append(post.person)
        return found

    def works(self, person: str) -> bool:
        return any(post.person == person for post in self.held())


@dataclass
class Answer:
    """An actor as ``kind code for``; *gap*: what the ward is told to mend."""

    position: str
    unit: str
    form: str
    list_to: str
    commenter: list[str] = field(default_factory=list)
    decider: list[str] = field(default_factory=list)
    gap: list[str] = field(default_factory=list)


def highest(ward: Ward, person: str) -> Post | None:
    """Rule 1. Of equals the main one, then the newest."""
    own = [post for post in ward.held() if post.person == person and post.position in WHO]
    for rung in (*LADDER, set(WHO)):
        equals = [post for post in own if post.position in rung]
        if equals:
            equals.sort(key=lambda post: post.unit)
            equals.sort(key=lambda post: post.valid_from, reverse=True)
            equals.sort(key=lambda post: not post.main)
            return equals[0]
    return None


def main_unit(ward: Ward, post: Post) -> str:
    """Rule 1: "the unit of the main position lists the person"; of two mains the higher one's."""
    mains = [one for one in ward.posts if one.person == post.person and one.main]
    only = Ward(ward.units, mains, ward.charges, ward.delegations, ward.day)
    found = highest(only, post.person)
    return found.unit if found else post.unit


def chair(ward: Ward) -> str | None:
    """The Bí thư only in a ward that never had, nor plans, a Chủ tịch HĐND of its own."""
    known = any(post.position == "HDND_CT" for post in ward.posts)
    found = ward.holders("HDND_CT" if known else "BI_THU")
    return found[0] if found else None


def head(ward: Ward, unit: str) -> str | None:
    kind = ward.unit(unit).kind
    if kind == "council":
        return chair(ward)
    found = ward.holders(HEADS[kind], unit)
    return found[0] if found else None


def deputies(ward: Ward, unit: str) -> list[str]:
    """Whoever was given the head's post there is no deputy meanwhile (rule 6)."""
    kind = ward.unit(unit).kind
    leading = ward.holders(HEADS[kind], unit)
    return sorted(one for one in ward.holders(DEPUTIES[kind], unit) if one not in leading)


def deputy_in_charge(ward: Ward, post: Post) -> list[str]:
    """Rule 4: the one named, who may be the head; else the only one; else the head chooses."""
    there = deputies(ward, post.unit)
    if post.in_charge and post.in_charge in [*there, head(ward, post.unit)]:
        return [post.in_charge]
    return there


def deputy_chair(ward: Ward, post: Post) -> list[str]:
    """The Phó Chủ tịch HĐND in charge of the committee, by person or by field."""
    there = sorted(ward.holders("HDND_PCT"))
    if post.in_charge and post.in_charge in [*there, chair(ward)]:
        return [post.in_charge]
    for charge in ward.charges:
        if ward.holds(charge) and charge.unit == post.unit and charge.leader in there:
            return [charge.leader]
    return there


def row_4(ward: Ward, post: Post) -> list[str]:
    """Rule 8: the head of the organisation; in the office of the UBMTTQ who was put in charge."""
    in_office = ward.unit(post.unit).kind == "front"
    if in_office and post.in_charge in ward.holders("MTTQ_PCT", post.unit):
        return [post.in_charge or ""]
    found = head(ward, post.unit)
    return [found] if found else []


def field_leader(ward: Ward, post: Post) -> list[str]:
    charges = [one for one in ward.charges if one.unit == post.unit and ward.holds(one)]
    for charge in sorted(charges, key=lambda one: (one.valid_from, one.leader)):
        leading = ward.holders("UBND_PCT") + ward.holders("PBT_CT_UBND")
        if charge.leader in leading:
            return [charge.leader]
    return []


def named(ward: Ward, post: Post, word: str) -> list[str]:
    if word == "head":
        found = head(ward, post.unit)
        return [found] if found else []
    if word == "chair":
        found = chair(ward)
        return [found] if found else []
    if word == "deputy":
        return deputy_in_charge(ward, post)
    if word == "deputy chair":
        return deputy_chair(ward, post)
    if word == "row 4":
        return row_4(ward, post)
    if word == "field":
        return field_leader(ward, post)
    return ward.holders(word)[:1]


def delegate(ward: Ward, giver: str, act: str, subject: str) -> str | None:
    """Who acts for *giver*: at most three papers on, back to nobody. "" where the subject is met."""
    passed = [giver]
    while len(passed) <= 3:
        papers = [
            paper
            for paper in ward.delegations
            if paper.giver == passed[-1] and paper.act == act and ward.holds(paper)
        ]
        papers.sort(key=lambda one: (one.valid_from, one.document, one.receiver), reverse=True)
        usable = [
            paper.receiver
            for paper in papers
            if paper.receiver not in passed and ward.works(paper.receiver)
        ]
        if not usable:
            break
        if usable[0] in ward.entered:
            break
        passed.append(usable[0])
    if subject in passed[1:]:
        return ""
    return passed[-1] if len(passed) > 1 else None


def acting(ward: Ward, principal: str, act: str, subject: str) -> str | None:
    """``None`` where the right would come to the subject."""
    found = delegate(ward, principal, act, subject)
    if found == "":
        return None
    return f"person {found} for {principal}" if found else f"person {principal}"


def principal_of(actor: str) -> str:
    return actor.rpartition(" ")[2]


def decided(ward: Ward, post: Post) -> str:
    word = WHO[post.position][1]
    if word.startswith("outside"):
        return word
    found = named(ward, post, word)
    if not found:
        return "none"
    decider = found[0]
    barred = decider == post.person or decider in ward.entered
    usual = None if barred else acting(ward, decider, "decide", post.person)
    if usual:
        return usual
    above = one_up(ward, decider, post.person)
    if above is not None:
        return acting(ward, above, "decide", post.person) or f"person {above}"
    theirs = highest(ward, decider)
    if barred and theirs and WHO[theirs.position][1].startswith("outside"):
        return WHO[theirs.position][1]
    return "none" if barred else f"person {decider}"


def one_up(ward: Ward, leader: str, subject: str) -> str | None:
    """Rule 2: who decides on *leader*, if that is somebody of the ward."""
    post = highest(ward, leader)
    word = WHO[post.position][1] if post else "outside"
    if post is None or word.startswith("outside"):
        return None
    others = [one for one in named(ward, post, word) if one not in {subject, *ward.entered}]
    return others[0] if others else None


def commented(ward: Ward, post: Post, decider: str) -> list[str]:
    word = WHO[post.position][0]
    if word.startswith("outside"):
        return [f"outside {code}" for code in word.removeprefix("outside ").split(", ")]
    found = named(ward, post, word)
    is_head = HEADS[ward.unit(post.unit).kind] == post.position
    if not found and not is_head:
        leader = head(ward, post.unit)
        found = [leader] if leader else []
        if not found:
            return ["none"]
    if post.person not in found:
        found = [one for one in found if one not in ward.entered]
    if len(found) > 1:
        return [f"pick {one}" for one in found]
    if not found or found[0] == post.person:
        return [by_the_decider(ward, post)]
    usual = acting(ward, found[0], "comment", post.person)
    if usual:
        return [usual]
    if not decider.startswith("person"):
        return [f"person {found[0]}"]
    above = principal_of(decider)
    return [acting(ward, above, "comment", post.person) or f"person {above}"]


def by_the_decider(ward: Ward, post: Post) -> str:
    """Nobody below comments: then the one who decides by the table, delegates of commenting too."""
    word = WHO[post.position][1]
    if word.startswith("outside"):
        return "none"
    found = named(ward, post, word)
    if not found:
        return "none"
    leader = found[0]
    if leader == post.person or leader in ward.entered:
        above = one_up(ward, leader, post.person)
        if above is None:
            return "none"
        leader = above
    usual = acting(ward, leader, "comment", post.person)
    if usual:
        return usual
    decider = decided(ward, post)
    above = principal_of(decider) if decider.startswith("person") else leader
    return acting(ward, above, "comment", post.person) or f"person {above}"


def read(ward: Ward, person: str, *, kct: bool) -> Answer | None:
    """``None``: no post that day, or no form by the rules."""
    post = highest(ward, person)
    part_time = post is not None and (post.position == "KCT" or post.labour == "part_time")
    if post is None or (part_time and not kct):
        return None
    unit = ward.unit(main_unit(ward, post))
    decider = decided(ward, post)
    commenter = commented(ward, post, decider)
    form = "03"
    if post.position in FORM_01:
        form = "01"
    elif any(post.position in rung for rung in LADDER):
        form = "02"
    elif post.labour == "contract_support" and post.position in STAFF_04:
        form = "04"
    answer = Answer(
        position=post.position,
        unit=unit.code,
        form=form,
        list_to="BAN_TO_CHUC_THANH_UY" if form == "01" else unit.list_to,
        commenter=commenter,
        decider=[decider],
    )
    nobody_leads = WHO[post.position][0] == "field" and not field_leader(ward, post)
    if commenter == ["none"] or nobody_leads:
        answer.gap.append("commenter")
    if decider == "none":
        answer.gap.append("decider")
    return answer
