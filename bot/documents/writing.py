"""Workbooks that are given out: templates, the catalogue in force, the plan being written.

What is written here is read back by :mod:`bot.documents.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.documents.columns import EXAMPLE_MARK, LAYOUTS
from bot.documents.drawing import Choice, Table, Written, book
from core.calendar import ZONE
from core.catalogue import CatalogueItem
from core.monthplan import PlanLine
from core.months import Month
from core.people import Person, Unit
from core.sheets import CATALOGUE, PLAN


def catalogue(
    unit: Unit | None,
    items: Sequence[CatalogueItem],
    month: Month,
    document: str,
    guide: Sequence[str],
) -> bytes:
    """*items* of the unit, or an example row where there are none."""
    rows = [_item_row(unit, one, month, document) for one in items]
    example = _item_row(unit, _EXAMPLE_ITEM, month, "")
    shown = rows or [{**example, "unit": unit.code if unit else "PKT"}]
    choices = [
        Choice(key="standard", title="Chuẩn", values=("x",), strict=True),
        Choice(key="group", title="Nhóm phức tạp", values=("Đơn giản", "Trung bình", "Phức tạp")),
    ]
    table = Table(layout=LAYOUTS[CATALOGUE], rows=shown, choices=choices, is_example=not rows)
    return book([table], guide)


_EXAMPLE_ITEM = CatalogueItem(
    code="BC01",
    name=f"Báo cáo tuần {EXAMPLE_MARK}",
    output="Báo cáo được lãnh đạo ký",
    unit_of_count="báo cáo",
    group="Trung bình",
    coefficient=Decimal(1),
    standard=True,
)


def _item_row(
    unit: Unit | None, one: CatalogueItem, month: Month, document: str
) -> dict[str, Written]:
    return {
        "unit": unit.code if unit else "",
        "code": one.code,
        "name": one.name,
        "output": one.output,
        "unit_of_count": one.unit_of_count,
        "group": one.group,
        "coefficient": one.coefficient,
        "standard": "x" if one.standard else None,
        "month": _month(month),
        "document": document,
    }


def plan(
    unit: Unit | None,
    month: Month,
    lines: Sequence[PlanLine],
    people: Sequence[Person],
    items: Sequence[CatalogueItem],
    due: datetime,
    guide: Sequence[str],
) -> bytes:
    """*lines* of the unit's draft, or an example row where there are none; *due* is its day."""
    names = {one.code: _named(one) for one in people}
    rows = [_line_row(unit, month, one, names) for one in lines]
    example: dict[str, Written] = {
        "unit": unit.code if unit else "PKT",
        "month": _month(month),
        "person": [*names.values(), "P061 Hoàng Thu Nga"][max(0, len(names) - 1)],
        "code": items[0].code if items else "BC01",
        "work": f"{items[0].name if items else 'Báo cáo tuần'} {EXAMPLE_MARK}",
        "quantity": 2,
        "due": _day(due),
        "expected": (items[0].output if items else "") or "Được lãnh đạo ký, gửi đúng hạn",
        "responsibility": "Chủ trì",
        "authority": "Trình lãnh đạo ký",
    }
    choices = [
        Choice(key="person", title="Người thực hiện", values=tuple(names.values())),
        Choice(key="code", title="Mã công việc", values=tuple(one.code for one in items)),
    ]
    beside = {"code": ("Công việc", tuple(one.name for one in items))}
    table = Table(
        layout=LAYOUTS[PLAN],
        rows=rows or [example],
        choices=choices,
        is_example=not rows,
        beside=beside,
    )
    return book([table], guide)


def _line_row(
    unit: Unit | None, month: Month, line: PlanLine, names: Mapping[str, str]
) -> dict[str, Written]:
    return {
        "unit": unit.code if unit else "",
        "month": _month(month),
        "person": " + ".join(names.get(code, code) for code in line.people),
        "code": line.item,
        "work": line.work,
        "quantity": line.quantity,
        "due": _day(line.due),
        "expected": line.expected,
        "responsibility": line.responsibility,
        "authority": line.authority,
    }


def _named(person: Person) -> str:
    return f"{person.code} {person.name}"


def _month(month: Month) -> str:
    return f"{month.number:02d}/{month.year}"


def _day(due: datetime) -> datetime:
    """The last day of an exclusive midnight; an instant with its hour as it is. Without zone,
    as Excel keeps it.
    """
    local = due.astimezone(ZONE).replace(tzinfo=None)
    if (local.hour, local.minute) == (0, 0):
        return local - timedelta(days=1)
    return local
