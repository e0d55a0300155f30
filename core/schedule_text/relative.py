"""Days told from today, and words that name no one day: edges, feasts, repetitions (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import NUMBER_WORD, number
from core.schedule_text.mentions import RELATIVE, WEAK, Day

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
_NAME_BEFORE = re.compile(r"\b(?:va|voi|cho|cua|nhu|be|cu|bn|ban|vo|chong|me|bo|gui) $")
_HOUR_BEFORE = re.compile(r"(?:\d ?h(?:\d{1,2})?|:\d\d|\bgio(?: \d\d)?)[ ,]+$")
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
    r"|giang sinh|trung thu)\b"
)
_RECURRING = re.compile(
    r"\b(?:(?P<hang>hang|moi) (?:ngay|tuan|thang|quy|nam|buoi|sang|chieu|toi)\b"
    r"|(?P<moi>moi) (?=thu\b|t[2-7]\b|cn\b)|cac (?:ngay )?(?=thu [2-7h]|t[2-7]\b)"
    r"|(?:tat ca )?cac (?:ngay|buoi|sang|chieu) trong tuan|ngay nao cung|(?:tat ca )?cac ngay (?:lam viec )?trong tuan"
    r"|\d+ (?:ngay|tuan|thang|quy|nam) (?:\d|mot) lan|\d+ lan ?/ ?(?:ngay|tuan|thang))"
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
        opens = bool(after_hour or _CLAUSE_START.search(before)) and not before.endswith(", ")
        alone = _LIST_END.match(work, end) is not None
        if written == "Mai" and (alone or not opens):
            return None
        if _NAME_BEFORE.search(before) or flat.text[max(0, start - 1) : start] == "@":
            return None
        if written == "MAI" and not opens:
            doubt = "name-or-tomorrow"
    return Day(start=start, end=end, kind=RELATIVE, offset=1, doubt=doubt)


def edges(flat: Flat, work: str) -> Iterator[Day]:
    """Edges of months, quarters and years: weak days, used where no other day is said (R8)."""
    for found in _MONTH_EDGE.finditer(work):
        start, end = found.span()
        thang = work.index("thang", start)
        if not flat.may_be(thang, thang + 5, "thang"):
            continue
        word, year = found["month"], found["year"]
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
        yield Day(start=start, end=end, kind=WEAK, edge="recurring", doubt="recurring")
