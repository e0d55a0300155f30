"""Lines of a month plan as a head types or pastes them: who, what, how much, until when.

``P061; báo cáo tuần; 2; 15/11; kết quả``, the same cells from a table, or freely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from core import monthplan, naming
from core.monthplan import Typed
from core.plan_answers import (
    Circle,
    count_in,
    due_in,
    due_of,
    is_quantity,
    job_of,
    meanings,
    names_day,
    quantity_of,
    settled,
    with_people,
)
from core.text import composed, folded

FIELDS = 3
"""Fewer cells than that are not a row of a table."""

_SEPARATORS = (";", "\t", "|")
_BULLET = re.compile(r"^\s*(?:[-–—•*●▪✓+]+\s*|\d{1,3}\s*[.)/]\s+|\d{1,3}[.)]\s*(?=\D))")
_EDGES = " .,:-–"
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
_HEADING = re.compile(
    r"(?:(?:[ivx]{1,5}|[a-h]|\d)[.)/] ?)?"
    r"(?:(?:du thao )?ke hoach( cong tac)? thang .*|thang \d.*|phong .*|cac nhiem vu.*|lanh dao|"
    r"chuyen vien|cong chuc.*|kinh gui.*|noi nhan.*)"
)
_HEADS = frozenset(
    {
        "stt", "tt", "don vi", "thang", "ho ten", "ho va ten", "nguoi thuc hien", "nguoi",
        "ma", "ma cong viec", "cong viec", "noi dung", "nhiem vu", "so luong", "sl", "han",
        "han hoan thanh", "thoi han", "ket qua", "ket qua mong doi", "trach nhiem",
        "tham quyen", "ghi chu",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """*lines* as they were typed, clear or not, without numbers; *skipped* are headings."""

    lines: tuple[Typed, ...]
    skipped: tuple[str, ...]


def read(text: str, circle: Circle) -> PlanReading:
    """Every line of *text* is in one of the two. A line that only names somebody is the heading
    of the lines below it.
    """
    found: list[Typed] = []
    skipped: list[str] = []
    heading = ""
    for raw in composed(text).splitlines():
        said = _BULLET.sub("", raw).strip()
        if not said:
            continue
        if _is_heading(said):
            skipped.append(said)
        elif _names_only(said, circle):
            heading = said.rstrip(" :")
            skipped.append(said)
        else:
            line = _fields(said, circle) or _freely(said, circle)
            heading = "" if line.who else heading
            who = line.who or heading
            line = replace(line, text=raw.strip()[: monthplan.SOURCE_LIMIT], who=who)
            found.append(settled(with_people(line, circle), circle))
    return PlanReading(lines=tuple(found), skipped=tuple(skipped))


# ------------------------------------------------------------------ the forms of a line


def named_alone(text: str, circle: Circle) -> str:
    """The code of the one person whom *text* names and nothing else; ``""`` otherwise."""
    said = composed(text).strip()
    if "\n" in said or not said or not _names_only(said, circle):
        return ""
    found = naming.find(circle.people, said.rstrip(" :"))
    return found[0] if len(found) == 1 else ""


def _is_heading(said: str) -> bool:
    bare = folded(said).strip(" :.")
    cells = [cell.strip() for cell in re.split(r"[;|\t]|  +", bare) if cell.strip()]
    if cells and all(cell in _HEADS for cell in cells):
        return True
    return not re.search(r"[;|\t,]", said) and bool(_HEADING.fullmatch(bare))


def _names_only(said: str, circle: Circle) -> bool:
    """ "Nguyễn Văn An:", "P061", "Đ/c Nga" alone on a line."""
    name = said.rstrip(" :")
    if len(naming.split(name)) != 1 or not naming.find(circle.people, name):
        return False
    count, found = naming.begins(circle.people, name.split())
    return said.endswith(":") or (bool(found) and count == len(name.split()))


def _fields(said: str, circle: Circle) -> Typed | None:
    """Cells of a table in any order; ``None`` for a line that has too few of them."""
    for separator in _SEPARATORS:
        cells = [cell.strip() for cell in said.split(separator)]
        if len(cells) >= FIELDS:
            return _of_cells([cell for cell in cells if cell], circle)
    return None


def _of_cells(cells: list[str], circle: Circle) -> Typed:
    numbers = [cell for cell in cells if is_quantity(cell)]
    if len(numbers) > 1 and cells and cells[0] == numbers[0]:
        cells = cells[1:]  # the running number of a table
    who = next((cell for cell in cells[:2] if _is_people(cell, circle)), "")
    rest = [cell for cell in cells if cell is not who]
    quantity = next((cell for cell in rest if is_quantity(cell)), "")
    rest = [cell for cell in rest if cell is not quantity]
    due = next((cell for cell in rest if _is_due(cell, circle)), "")
    rest = [cell for cell in rest if cell is not due]
    if not who and len(rest) > 1 and not meanings(circle.items, rest[0]):
        who, rest = rest[0], rest[1:]
    said = rest[0] if rest else ""
    if len(rest) > 1 and _is_code_of(rest[0], rest[1], circle):
        rest = rest[1:]
    return Typed(
        number=0,
        text="",
        who=who,
        said=said,
        much=quantity,
        quantity=quantity_of(quantity) if quantity else None,
        when=due,
        due=due_of(due, circle) if due else None,
        expected="; ".join(rest[1:])[: monthplan.TEXT_LIMIT],
    )


def _is_people(cell: str, circle: Circle) -> bool:
    names = naming.split(cell)
    return bool(names) and all(naming.find(circle.people, name) for name in names)


def _is_due(cell: str, circle: Circle) -> bool:
    """A cell that is a day and nothing else, whether or not it is one that may be meant."""
    job = job_of(cell, circle)
    return job is not None and not job.what.strip() and names_day(job)


def _is_code_of(code: str, name: str, circle: Circle) -> bool:
    found = meanings(circle.items, code)
    return len(found) == 1 and folded(found[0].name) == folded(name)


@dataclass(slots=True)
class _Said:
    """What the parts of a line have said so far."""

    texts: list[str]
    much: str = ""
    quantity: int | None = None
    when: str = ""
    due: datetime | None = None


def _freely(said: str, circle: Circle) -> Typed:
    """ "Nguyễn Văn An: báo cáo tuần, 2, hạn 15/11, có chữ ký"."""
    who, rest = _who_and_rest(said, circle)
    name, rest = _item_and_rest(rest, circle)
    found = _Said([name] if name else [])
    for part in _COMMA.split(rest):
        if part.strip(_EDGES):
            _take(found, part.strip(_EDGES), circle)
    return Typed(
        number=0,
        text="",
        who=who,
        said=found.texts[0] if found.texts else "",
        much=found.much,
        quantity=found.quantity,
        when=found.when,
        due=found.due,
        expected=", ".join(found.texts[1:])[: monthplan.TEXT_LIMIT],
    )


def _take(found: _Said, part: str, circle: Circle) -> None:
    if found.quantity is None and found.texts and is_quantity(part):
        found.quantity, found.much = quantity_of(part), part
        return
    job = job_of(part, circle)
    is_dated = job is not None and names_day(job)
    if found.due is None and is_dated:
        found.due, found.when = due_in(job, part, circle), part
    count = count_in(job)
    if found.quantity is None:
        found.quantity = count
    text = job.what if job is not None and (is_dated or count is not None) else part
    if text.strip(_EDGES):
        found.texts.append(text.strip())


def _item_and_rest(said: str, circle: Circle) -> tuple[str, str]:
    """The longest item name that *said* begins with, up to a comma or the end: a name may hold
    commas, numbers and months of its own.
    """
    words = said.split()
    bare = [folded(word).strip(",.;:") for word in words]
    longest = 0
    for item in circle.items:
        name = [folded(word).strip(",.;:") for word in item.name.split()]
        if len(name) > longest and bare[: len(name)] == name:
            ends = words[: len(name)] == words or words[len(name) - 1][-1] in ",;:."
            longest = len(name) if ends else longest
    return " ".join(words[:longest]).rstrip(_EDGES), " ".join(words[longest:])


def _who_and_rest(said: str, circle: Circle) -> tuple[str, str]:
    for mark in (":", " - ", " – "):
        before, found, after = said.partition(mark)
        if found and after.strip() and _is_people(before, circle):
            return before.strip(), after.strip()
    words = said.split()
    count, _ = naming.begins(circle.people, words)
    return " ".join(words[:count]), " ".join(words[count:]).lstrip(" ,:-–")
