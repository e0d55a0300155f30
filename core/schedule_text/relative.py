"""Days told from today, and words that name no one day: edges, feasts, repetitions (R8).

Names such as Mai are told from tomorrow by marks, capitals and neighbours (R14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import NUMBER_WORD, number
from core.schedule_text.mentions import DATE, RELATIVE, WEAK, Day

_RELATIVE = re.compile(
    r"\b(?P<today>(?:ngay )?hom nay|hnay|h\.nay|bua nay|hom ni)\b"
    r"|(?<=\bsang )(?P<nay0>nay)\b|(?<=\btrua )(?P<nay1>nay)\b|(?<=\bchieu )(?P<nay2>nay)\b"
    r"|(?<=\btoi )(?P<nay3>nay)\b|(?<=\bdem )(?P<nay4>nay)\b"
    r"|\b(?P<past>(?:ngay )?hom qua|hqua|hom kia|hom truoc|bua truoc|bua qua)\b"
    r"|(?<=\bsang )(?P<past1>qua)\b|(?<=\bchieu )(?P<past2>qua)\b|(?<=\btoi )(?P<past3>qua)\b"
    r"|\b(?P<kia>ngay kia|bua kia|ngay mot|bua mot|(?<=\bsang )mot|(?<=\bchieu )mot|(?<=\bhoac )kia|(?<=\bhay )kia)\b"
    r"|\b(?P<tomorrow>ngay mai|bua mai|mai)\b"
    r"|\b(?P<away>\d{1,2}|mot|hai|ba|bon|nam|sau|bay) ngay nua\b"
    r"|\b(?P<after>ngay hom sau|hom sau)\b"
)
_OFFSETS = {"today": 0, "nay": 0, "past": -1, "kia": 2, "away": 0, "after": 1}
_PARTS = re.compile(r"\b(?:sang|trua|chieu|toi|dem|som|ngay|bua) $")
_PEOPLE_SPELLED = {
    "va": "và", "cua": "của", "nhu": "như", "be": "bé", "cu": "cụ", "ban": "bạn", "vo": "vợ",
    "chong": "chồng", "me": "mẹ", "bo": "bố", "gui": "gửi", "voi": "với",
}  # fmt: skip
_NAME_BEFORE = re.compile(r"\b(?P<word>va|voi|cho|cua|nhu|be|cu|bn|ban|vo|chong|me|bo|gui) $")
_HOUR_BEFORE = re.compile(r"(?:\d ?h(?:\d{1,2})?|:\d\d|\bgio(?: \d\d)?)[ ,]+$")
_PERSON = re.compile(r"\b(?:chi|co|em|ba|anh|ong|bac|chau|dc|d/c|chi|thanh|hong|ngoc|lan) $")
_ROLE_BEFORE = re.compile(
    r"\b(?:qua|la|truoc|den|han|nhat|vao|luc|tu|trong|deadline|chot|cuoi|het)[ :]*$"
)
_TIME_NEXT = re.compile(
    r"[ ,]*(?:luc )?(?:\d{1,2} ?(?:h|g|gio|:)|truoc \d|(?:buoi )?(?:sang|chieu|toi|trua)\b)"
)
_LIST_END = re.compile(r" ?(?:[|,;.)]|$)")
_CLAUSE_START = re.compile(r"(?:^|[,;:.(|\-+*>!?]) ?$")
_MONTH_EDGE = re.compile(
    r"\b(?P<edge>ngay cuoi|dau|giua|cuoi|trong|den het|het) thang"
    rf"(?: (?P<month>\d{{1,2}}(?!\d)|nay|sau|toi|truoc|(?:{NUMBER_WORD})\b|gieng|chap))?"
    r"(?: ?(?:/|-|nam|, nam) ?(?P<year>20\d\d))?"
)
_LONG_EDGE = re.compile(
    r"\b(?P<edge>dau|giua|cuoi|trong|den het|het) (?P<unit>quy|nam)"
    r"(?: (?P<number>20\d\d|[1-4](?!\d)|i{1,3}|iv|nay|sau|toi)\b)?"
    r"(?: ?(?:/|-|nam) ?(?P<year>20\d\d))?"
)
_UNTIL_MONTH = re.compile(r"\b(?P<month>thang (?:\d{1,2}|sau|toi))(?!\d)(?: ?/ ?20\d\d)?")
_FEAST = re.compile(
    r"(?P<lunar>(?:\b(?:mung|mong|ngay) )?\b\d{1,2} tet|\bram(?: thang (?:\d{1,2}|gieng|bay|chap))?"
    r"|\bam lich|(?<=\d )\(?a[ml](?! (?:nhac|thanh|thuc|muu))|\bal|\bthang (?:gieng|chap)|\bgio to|\bgiao thua)\b"
    r"|\b(?P<tet>tet(?! (?:thieu nhi|trung thu|trong cay))(?: nguyen dan| duong lich| am)?|noel"
    r"|giang sinh|(?<!quang )trung thu(?! (?:hai|ba|tu|nam|sau|bay|\d)\b))\b"
)
_RECURRING = re.compile(
    r"\b(?:(?<!ban )(?<!mua )(?<!cua )(?<!khach )(?<!giao )(?<!dat )(?<!nhan )(?P<hang>hang|moi) (?:ngay(?! \d)|tuan|thang|quy|nam|buoi|sang|chieu|toi)\b"
    r"|(?P<moi>moi) (?=thu\b|t[2-7]\b|cn\b)|cac (?:ngay )?(?=thu [2-7h]|t[2-7]\b)"
    r"|(?:tat ca )?cac (?:ngay|buoi|sang|chieu) trong tuan|ngay nao cung|(?:tat ca )?cac ngay (?:lam viec )?trong tuan"
    r"|\d+ (?:ngay|tuan|thang|quy|nam) (?:\d|mot) lan|\d+ lan ?/ ?(?:ngay|tuan|thang))"
)

_INVITATION = re.compile(r"\b(?:giay|thu|kinh) $")

_TITLE = re.compile(r"\b(?:chi|co|em|ba|anh|ong|bac|chau|dc|d/c) $")
_DUE_BEFORE = re.compile(
    r"\b(?:han|truoc|nhat|qua|deadline|cuoi|chot|nop)[ :]*(?:(?:la|ngay|vao|nop) )*$"
)


def find(flat: Flat, work: str) -> Iterator[Day]:
    """Today, tomorrow and the like."""
    for found in _RELATIVE.finditer(work):
        day = _relative(flat, work, found)
        if day is not None:
            yield day


def _relative(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    start, end = found.span()
    kind = (found.lastgroup or "").rstrip("01234")
    if kind == "tomorrow":
        return _tomorrow(flat, work, found)
    if kind == "nay" and flat.written(start, end).lower() not in {"nay", "này"}:
        return None
    offset, doubt = _OFFSETS[kind], ""
    if kind in {"after", "away"}:
        doubt = "days-away"
        offset = number(found["away"]) if kind == "away" else offset
    elif kind == "kia" and found[0].endswith("mot"):
        if not flat.may_say(end - 3, end, "mốt"):
            return None
        doubt = "" if flat.marked else "unmarked-mot"
    elif found[0] == "hom kia":
        offset = -2
    return Day(start=start, end=end, kind=RELATIVE, offset=offset, doubt=doubt)


def _tomorrow(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    start, end = found.span()
    mai = end - 3
    written = flat.written(mai, end)
    if written.lower() != "mai":
        return None
    before = work[max(0, start - 10) : start]
    doubt = ""
    if found[0] == "mai" and not _PARTS.search(before):
        after_hour = _HOUR_BEFORE.search(flat.text[max(0, start - 16) : start])
        after_role = _ROLE_BEFORE.search(before)
        opens = bool(
            after_hour or after_role or _CLAUSE_START.search(before)
        ) and not before.endswith(", ")
        person = _PERSON.search(before) is not None
        opens = opens or (not person and _TIME_NEXT.match(flat.text, end) is not None)
        alone = _LIST_END.match(work, end) is not None
        if written == "Mai" and (alone or not opens):
            return None
        if _is_of_people(flat, start, before) or flat.text[max(0, start - 1) : start] == "@":
            return None
        if not opens and (written == "MAI" or (not flat.marked and person)):
            doubt = "name-or-tomorrow"
    return Day(start=start, end=end, kind=RELATIVE, offset=1, doubt=doubt)


def _is_of_people(flat: Flat, start: int, before: str) -> bool:
    """ "với Mai"; but "bầu cử mai"."""
    found = _NAME_BEFORE.search(before)
    if found is None:
        return False
    word = found["word"]
    return flat.may_say(start - 1 - len(word), start - 1, _PEOPLE_SPELLED.get(word, word))


def without_names(flat: Flat, near: list[Day], others: list[Day]) -> list[Day]:
    """ "gap chi mai 20/9": a person where another day of the job is said (R14)."""
    return [
        day
        for day in near
        if not _after_title(flat, day, others)
        or not any(
            one is not day and (one.start < day.start or not _due(flat, one))
            for one in [*others, *near]
        )
    ]


def _after_title(flat: Flat, day: Day, others: list[Day]) -> bool:
    if flat.text[day.start : day.end] != "mai":
        return False
    unclear = day.doubt == "name-or-tomorrow" or any(one.kind == DATE for one in others)
    return unclear and _TITLE.search(flat.text[max(0, day.start - 9) : day.start]) is not None


def _due(flat: Flat, day: Day) -> bool:
    return _DUE_BEFORE.search(flat.text[max(0, day.start - 20) : day.start]) is not None


def edges(flat: Flat, work: str) -> Iterator[Day]:
    """Edges of months, quarters and years: weak days, used where no other day is said (R8)."""
    for found in _MONTH_EDGE.finditer(work):
        start, end = found.span()
        thang = work.index("thang", start)
        if not flat.may_be(thang, thang + 5, "thang"):
            continue
        word, year = found["month"], found["year"]
        if word == "toi" and flat.written(*found.span("month")).lower() == "tối":
            word, end = None, thang + len("thang")
        if word == "sau" and flat.written(*found.span("month")).lower() == "sáu":
            word = "6"
        edge = "last" if found["edge"] in {"cuoi", "trong", "den het", "het", "ngay cuoi"} else ""
        if word in {"gieng", "chap"}:
            yield Day(start=start, end=end, kind=WEAK, edge="lunar", doubt="lunar")
            continue
        shift = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, None: 0}.get(word)
        month = None if shift is not None or word is None else number(word)
        yield Day(
            start=start,
            end=end,
            kind=WEAK,
            month=month,
            shift=shift,
            year=int(year) if year else None,
            edge=f"month-{edge or found['edge'].split()[-1]}",
        )
    for found in _LONG_EDGE.finditer(work):
        start, end = found.span()
        unit = found.start("unit")
        if found["number"] == "toi" and flat.written(*found.span("number")).lower() == "tối":
            end = found.end("unit")
        if not flat.may_say(unit, unit + 3, "quý", "năm"):
            continue
        yield Day(start=start, end=end, kind=WEAK, edge=f"{found['unit']}-{found['edge']}")


def feasts(flat: Flat, work: str) -> Iterator[Day]:
    """Lunar days and Tet as a date (R8)."""
    for found in _FEAST.finditer(work):
        start, end = found.span()
        lunar = found["lunar"] is not None
        word = found[0].split()[0]
        if word == "ram" and not flat.says(start, start + 3, "rằm"):
            continue
        yield Day(
            start=start,
            end=end,
            kind=WEAK,
            edge="lunar" if lunar else "feast",
            doubt="lunar" if lunar else "feast",
        )


def repetitions(flat: Flat, work: str) -> Iterator[Day]:
    """Every week, every Monday, and the like (R8)."""
    for found in _RECURRING.finditer(work):
        start, end = found.span()
        word = found["moi"] or (found["hang"] if found["hang"] == "moi" else None)
        if word and not flat.says(start, start + 3, "mỗi"):
            continue
        if word and _INVITATION.search(work[max(0, start - 6) : start]):
            continue
        yield Day(start=start, end=end, kind=WEAK, edge="recurring", doubt="recurring")
