"""Commands that read and write workbooks."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot import settings as environment
from bot import workbooks
from bot.cli.shared import OutputOption, cli, content, fail, with_ward, write_out


class Kind(StrEnum):
    """What a workbook holds."""

    STAFF = "staff"
    CATALOGUE = "catalogue"
    PLAN = "plan"


@cli.command(name="import")
def import_(
    file: str,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem trước.")] = False,
) -> None:
    """Nhập nhân sự, danh mục đã phê duyệt, kế hoạch tháng từ Excel; sai một ô thì không nhập gì."""
    held = content(file)
    brought = with_ward(lambda ward: workbooks.bring_in(ward, file, held, dry=dry_run))
    if brought.faults:
        fail("\n".join(brought.faults))
    for line in brought.warnings:
        print(line, file=sys.stderr)
    print("\n".join(brought.said))


@cli.command()
def template(
    kind: Annotated[
        Kind, typer.Argument(help="staff: nhân sự; catalogue: danh mục; plan: kế hoạch tháng.")
    ],
    output: OutputOption,
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị.")] = None,
) -> None:
    """Tệp Excel mẫu để điền; có --unit thì kèm người và danh mục của đơn vị."""
    if kind is Kind.STAFF and unit is not None:
        fail(
            "Tệp nhân sự là của cả phường, không có --unit. Ví dụ: danhgia template staff -o ns.xlsx."
        )
    if unit is None:
        made = workbooks.template(environment.load(), kind.value)
    else:
        made = with_ward(lambda ward: workbooks.template_of(ward, kind.value, unit))
    write_out(output, made)


@cli.command(name="export-roster")
def export_roster(output: OutputOption) -> None:
    """Tổ chức, nhân sự hiện có, cùng dạng tệp nhập; nhập lại thì không đổi gì."""
    write_out(output, with_ward(workbooks.roster_of))
