"""Commands that print official papers."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import papers
from bot.cli.shared import OutputOption, cli, fail, with_ward, write_out
from core.months import Month

FORMS = {"phieu": frozenset({"pdf"})}
"""Papers that there are, and as what."""
EXAMPLE = "danhgia export PKT 2026-10 --form phieu --to pdf -o phieu.pdf"


@cli.command()
def export(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị, ví dụ PKT.")],
    month: Annotated[str, typer.Argument(help="YYYY-MM")],
    output: OutputOption,
    form: Annotated[str, typer.Option("--form", help="phieu: phiếu tự đánh giá.")],
    to: Annotated[str, typer.Option("--to", help="pdf.")] = "pdf",
    person: Annotated[
        str | None, typer.Option("--person", help="Mã cán bộ; chỉ in phiếu của người này.")
    ] = None,
) -> None:
    """In phiếu tự đánh giá của đơn vị (PDF), mỗi phiếu một mã để nhập lại từ giấy."""
    if form not in FORMS:
        fail(f"Chưa in được mẫu “{form}”. Hiện có: {', '.join(FORMS)}. Ví dụ: {EXAMPLE}")
    if to not in FORMS[form]:
        fail(f"Mẫu “{form}” chỉ in ra {', '.join(sorted(FORMS[form]))}. Ví dụ: {EXAMPLE}")
    wanted = Month.parse(month)
    made = with_ward(lambda ward: papers.self_forms(ward, unit, wanted, person))
    write_out(output, made)
