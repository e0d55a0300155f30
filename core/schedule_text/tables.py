"""Rows of pasted tables: cells, the columns a head row names, an empty first cell (R15).

A head row is skipped; its columns tell what the cells below are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core import text

_HEADS = {
    "due": "han|thoi han|han hoan thanh|thoi gian hoan thanh|deadline|han nop|ngay hoan thanh"
    "|thoi han hoan thanh|tien do|hoan thanh truoc|han chot|han xu ly",
    "quantity": "sl|so luong|so san pham|so luong sp|so sp|so luong san pham",
    "number": "stt|tt|so tt|no|#",
    "other": "thu|ngay|thu ngay|thu/ngay|thu, ngay|ngay thang|buoi|gio|thoi gian|thoi gian bat dau"
    "|noi dung|noi dung cong viec|cong viec|ten cong viec|nhiem vu|viec|ghi chu|ket qua|san pham"
    "|noi dung hop|ngay/thu|thu - ngay|buoi/gio|gio hop|san pham du kien|ngay gio",
    "part": "sang|buoi sang|chieu|buoi chieu|toi|buoi toi",
    "beside": "dia diem|thanh phan|chu tri|nguoi chu tri|phu trach|nguoi thuc hien|thuc hien"
    "|don vi|don vi thuc hien|phoi hop|don vi chuan bi|chuan bi|lanh dao|nguoi phu trach"
    "|thanh phan tham du|du hop|dia diem hop|can bo|can bo thuc hien|can bo phu trach|phuong tien"
    "|dvt|don vi tinh|nguoi|don vi chu tri|noi hop|thanh phan du",
}
_COLUMN = {name: kind for kind, names in _HEADS.items() for name in names.split("|")}
_RULE = re.compile(r"[\s|:\-=+_]*")
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_PARTS = {"sang": "sáng", "chieu": "chiều", "toi": "tối"}
_ADDED = {"due": "han ", "quantity": "sl: "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """*first_empty*: the first cell repeats the one above."""

    cells: tuple[str, ...]
    first_empty: bool


def row(raw: str, *, in_table: bool) -> Row | None:
    """The cells of a line with pipes or tabs between them; None for running text."""
    if raw.count("|") >= 1:
        return _piped(raw)
    if "\t" in raw.strip() or (in_table and raw.startswith("\t")):
        cells = [cell.strip() for cell in raw.rstrip().split("\t")]
        return _row(cells)
    return None


def _piped(raw: str) -> Row | None:
    bare = raw.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        bare = bare[1:-1]
    cells = [cell.strip() for cell in bare.split("|")]
    return _row(cells) if len(cells) > 1 else None


def _row(cells: Sequence[str]) -> Row:
    return Row(cells=tuple(cells), first_empty=not cells[0])


def is_rule(raw: str) -> bool:
    """A line of dashes between a head row and the rows."""
    return _RULE.fullmatch(raw) is not None


def columns(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The kinds of the columns, when *cells* are a head row."""
    said = [text.folded(cell).strip(" .:*") for cell in cells]
    filled = [one for one in said if one]
    if len(filled) < 2 or not all(one in _COLUMN for one in filled):
        return None
    kinds = [_COLUMN.get(one, "other") for one in said]
    if all(_COLUMN[one] == "part" for one in filled):
        return None
    return tuple(
        one.split()[-1] if kind == "part" else kind for one, kind in zip(said, kinds, strict=True)
    )


def running(cells: Sequence[str], kinds: Sequence[str] | None) -> list[tuple[str, str]]:
    """The row as lines: deadlines and quantities named by their column, list numbers left out,
    a line for each cell under a part of the day.

    Beside each the cells of people and places, in which no day is sought.
    """
    said: list[str] = []
    beside: list[str] = []
    parts: list[str] = []
    for place, cell in enumerate(cells):
        kind = kinds[place] if kinds is not None and place < len(kinds) else ""
        if not cell or kind == "number":
            continue
        if not kind and place == 0 and len(cells) > 2 and _NUMBER.fullmatch(cell):
            continue
        if kind == "beside":
            beside.append(cell)
        elif kind in _PARTS:
            parts.append(f"{_PARTS[kind]}: {cell}")
        else:
            said.append(f"{_ADDED.get(kind, '')}{cell}")
    around = ", ".join(beside)
    if parts:
        return [(" | ".join([*said, part]), around) for part in parts]
    return [(" | ".join(said), around)] if said or beside else []
