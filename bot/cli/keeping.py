"""Commands for whoever keeps the service: links, settings, deliveries, the audit."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import app as composition
from bot import settings as environment
from bot.cli.shared import JsonFlag, cli, fail, show, with_ward, write_out
from core.usecases import inviting, staffing
from core.usecases.desk import SYSTEM

audit = typer.Typer(no_args_is_help=True)
cli.add_typer(audit, name="audit", help="Nhật ký có chuỗi băm.")


_EXAMPLES = "Ví dụ: danhgia invite P061; danhgia invite --unit PKT --format pdf -o phieu.pdf."

_NO_BOT = "Chưa biết tên bot (DANHGIA_TELEGRAM_TOKEN): phiếu chỉ có mã, không có đường dẫn."


@cli.command()
def invite(
    person: Annotated[str | None, typer.Argument(help="Mã cán bộ, ví dụ P061.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị: cả đơn vị.")] = None,
    *,
    everybody: Annotated[bool, typer.Option("--all", help="Cả phường.")] = False,
    as_: Annotated[str, typer.Option("--format", help="pdf hoặc csv.")] = "pdf",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Tệp sẽ ghi: phiếu liên kết.")
    ] = None,
) -> None:
    """Mã liên kết (dòng 1) và đường dẫn (dòng 2) cho một người; hoặc phiếu cho cả đơn vị."""
    if [person is not None, unit is not None, everybody].count(True) != 1:
        fail(f"Cần đúng một trong: mã cán bộ, --unit, --all. {_EXAMPLES}")
    if person is not None:
        _invite_one(person)
        return
    if output is None or as_ not in {"pdf", "csv"}:
        fail(f"Phiếu cả đơn vị cần --format pdf hoặc csv và -o TỆP. {_EXAMPLES}")
    settings = environment.load()

    async def work(ward: composition.Ward) -> bytes:
        ward.invitations.bot = await composition.bot_name(settings)
        async with ward.desk(SYSTEM, "cli") as desk:
            made = await inviting.sheet(desk, unit, ward.invitations.code)
            if not made.invited:
                fail("Mọi người đã liên kết, không có phiếu nào để in.", status=1)
            invitations = ward.invitations
            if not invitations.bot:
                print(_NO_BOT, file=sys.stderr)
            return invitations.paper(made) if as_ == "pdf" else invitations.table(made)

    write_out(output, with_ward(work))


def _invite_one(person: str) -> None:
    code = staffing.spell(composition.random_bits())

    async def work(ward: composition.Ward) -> None:
        async with ward.desk(SYSTEM, "cli") as desk:
            await staffing.issue_code(desk, person, code, staffing.ON_PAPER)

    settings = environment.load()
    with_ward(work)
    print(code)
    print(asyncio.run(composition.deep_link(settings, code)))


@cli.command(name="settings")
def settings_() -> None:
    """Mỗi biến môi trường, ý nghĩa và giá trị; bí mật được che."""
    for name, meaning, value in environment.load().shown():
        print(f"{name}={value}\n    {meaning}")


@cli.command()
def outbox(
    *,
    failed: Annotated[bool, typer.Option("--failed", help="Chỉ các tin không gửi được.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Các tin đã gửi, đang chờ, không gửi được."""

    async def work(ward: composition.Ward) -> list[dict[str, object]]:
        states = ("failed",) if failed else ("waiting", "sending", "sent", "failed", "dropped")
        async with ward.storage.read() as store:
            found = await store.outbox.listing(states, 500)
        return [
            {
                "id": one.id,
                "state": one.state,
                "recipient": one.notice.recipient,
                "kind": one.notice.kind,
                "attempts": one.attempts,
                "channel": one.channel,
                "error": one.error,
                "sent_at": one.sent_at.isoformat() if one.sent_at else None,
            }
            for one in found
        ]

    rows = with_ward(work)
    if as_json:
        show(rows)
        return
    for row in rows:
        print("\t".join(str(row[key] or "") for key in row))


@audit.command()
def verify(
    head: Annotated[
        list[str] | None, typer.Option(help="Đầu chuỗi đã in trên giấy; phải còn trong chuỗi.")
    ] = None,
) -> None:
    """Kiểm tra chuỗi băm của nhật ký; mã thoát 1 khi chuỗi đứt hoặc thiếu đầu chuỗi đã in."""
    found = with_ward(lambda ward: composition.verify_audit(ward, head or ()))
    print(f"{found.count} dòng, đầu chuỗi {found.head}")
    if found.broken_at is not None:
        fail(f"Chuỗi đứt ở dòng {found.broken_at}.", status=1)
    if found.missing:
        fail(f"Không còn trong chuỗi: {', '.join(found.missing)}.", status=1)
