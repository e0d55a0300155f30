"""The ``danhgia`` command. Exit status 0; 1 a check failed; 2 bad input, a sentence on stderr."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import uvicorn
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot import app as composition
from bot import logs, lookups, workbooks
from bot import settings as environment
from bot.dialogs import faults
from bot.handlers.telegram.gate import WEBHOOK_PATH
from core import errors, scorecard
from core.months import Month
from core.usecases import staffing
from core.usecases.desk import SYSTEM

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
audit = typer.Typer(no_args_is_help=True)
cli.add_typer(audit, name="audit", help="Nhật ký có chuỗi băm.")


class Kind(StrEnum):
    """What a workbook holds."""

    CATALOGUE = "catalogue"
    PLAN = "plan"


MonthOption = Annotated[str | None, typer.Option("--month", help="YYYY-MM")]
MOST_DIGITS = 100
JsonFlag = Annotated[bool, typer.Option("--json", help="In JSON.")]


def main() -> None:
    logs.configure_logs()
    try:
        cli(prog_name="danhgia")
    except errors.WardError as fault:
        fail("; ".join(line.plain for line in faults.sentences(composition.read_words(), fault)))
    except FileNotFoundError as fault:
        fail(f"Không có tệp {fault.args[0]} (DANHGIA_SETTINGS).")
    except ValidationError as fault:
        fail(
            "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())
        )


def _setting_fault(fault: ErrorDetails) -> str:
    name = "_".join(str(part) for part in fault["loc"])
    return f"DANHGIA_{name.upper()}: {fault['msg']}" if name else fault["msg"]


def fail(sentence: str, status: int = 2) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(status)


def show(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Cổng của trang điện thoại.")] = 8000,
) -> None:
    """Phường mẫu, Telegram mô phỏng, trang điện thoại; không cần cấu hình."""
    from bot.demo import run  # noqa: PLC0415  # the simulator is never in the production path

    asyncio.run(run.demo(port))


@cli.command()
def init(
    *, sample: Annotated[bool, typer.Option("--sample", help="Nạp phường mẫu.")] = False
) -> None:
    """Tạo cơ sở dữ liệu; --sample: phường mẫu, tháng trước đã quyết định."""
    settings = environment.load()
    composition.prepare(settings)
    if sample:
        from bot.demo import run  # noqa: PLC0415  # the simulator is never in the production path

        asyncio.run(run.fill_sample(settings))
    print("Đã sẵn sàng.", file=sys.stderr)


@cli.command()
def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8080,
    workers: Annotated[int, typer.Option()] = 1,
    *,
    polling: Annotated[bool, typer.Option("--polling")] = False,
) -> None:
    """Dịch vụ: webhook hoặc polling, bộ hẹn giờ."""
    settings = environment.load()
    if settings.telegram_token is None:
        fail("Thiếu DANHGIA_TELEGRAM_TOKEN.")
    if not polling and settings.telegram_secret is None and not settings.api_is_loopback:
        fail("Thiếu DANHGIA_TELEGRAM_SECRET: không nhận webhook khi chưa có bí mật.")
    if workers > 1:
        fail("Bản này chạy một tiến trình; nhiều tiến trình cần PostgreSQL và sẽ có sau.")
    composition.prepare(settings)
    service = composition.Service(settings, polling=polling)
    way = "polling" if polling else f"webhook {WEBHOOK_PATH}"
    print(f"Đang phục vụ tại http://{host}:{port} ({way}). Ctrl+C để dừng.", file=sys.stderr)
    uvicorn.run(service.web(), host=host, port=port, log_config=None, access_log=False)


@cli.command()
def chat(person: str) -> None:
    """Cùng các hội thoại, trong cửa sổ dòng lệnh."""
    settings = environment.load()
    composition.prepare(settings)
    asyncio.run(composition.chat(settings, person))


@cli.command()
def invite(person: str) -> None:
    """Mã liên kết (dòng 1) và đường dẫn (dòng 2) cho một người."""
    code = staffing.spell(composition.random_bits())

    async def work(ward: composition.Ward) -> None:
        async with ward.desk(SYSTEM, "cli") as desk:
            await staffing.issue_code(desk, person, code, staffing.ON_PAPER)

    settings = environment.load()
    _with_ward(work)
    print(code)
    print(asyncio.run(composition.deep_link(settings, code)))


@cli.command()
def score(
    file: str,
    *,
    as_json: JsonFlag = False,
) -> None:
    """Tính điểm một phiếu từ JSON (tệp, hoặc - là đầu vào chuẩn)."""
    text = sys.stdin.read() if file == "-" else _read(file)
    try:
        request = json.loads(text, parse_float=_plain_number)
    except json.JSONDecodeError as fault:
        fail(f"Không phải JSON: dòng {fault.lineno}, cột {fault.colno}.")
    except ValueError:  # also of an integer that Python does not read for its length
        fail("Có số quá lớn hoặc quá nhiều chữ số.")
    except RecursionError:
        fail("JSON lồng quá sâu.")
    if not isinstance(request, dict):
        fail('Cần một đối tượng JSON. Ví dụ: {"form": "03", "items": [], "common": "27.5"}.')
    try:
        answer = scorecard.score(request, composition.read_rules())
    except errors.WardError as fault:
        said = faults.sentences(composition.read_words(), fault)
        fail(f"{fault.data.get('place', file)}: {' '.join(line.plain for line in said)}")
    if as_json:
        show(answer)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=2))


@cli.command()
def route(
    person: Annotated[str | None, typer.Argument()] = None,
    month: MonthOption = None,
    *,
    everybody: Annotated[bool, typer.Option("--all")] = False,
    only_gaps: Annotated[bool, typer.Option("--gaps")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Mẫu phiếu, người nhận xét, cấp quyết định, nơi nhận danh sách, căn cứ."""
    if only_gaps:
        answer: Any = _with_ward(lambda ward: lookups.gaps_found(ward, month))
    elif everybody:
        answer = _with_ward(lambda ward: lookups.all_routes(ward, month))
    elif person is None:
        fail("Cần mã cán bộ, --all hoặc --gaps. Ví dụ: danhgia route P061.")
    else:
        answer = _with_ward(lambda ward: lookups.one_route(ward, person, month))
    if as_json:
        show(answer)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=2))


@cli.command(name="calendar")
def calendar_(month: str, *, as_json: JsonFlag = False) -> None:
    """Các mốc của một tháng."""
    rules = composition.read_rules()
    chosen = Month.parse(month)
    start, end = rules.calendar.work_window(chosen)
    answer = {
        "month": str(chosen),
        "work_window": {"from": start.isoformat(), "to": end.isoformat()},
        "steps": [
            {
                "id": step.id,
                "opens_at": step.opens_at.isoformat(),
                "closes_at": step.closes_at.isoformat(),
                "last_moment": step.last_moment.isoformat(),
                "source": step.source,
            }
            for step in rules.calendar.steps(chosen)
        ],
        "reminders": [],
    }
    print(json.dumps(answer, ensure_ascii=False, indent=None if as_json else 2))


@cli.command(name="parse-line")
def parse_line(
    text: Annotated[str, typer.Argument(help="Một dòng; nhiều dòng; - là đầu vào chuẩn.")],
    today: Annotated[str | None, typer.Option(help="YYYY-MM-DD, mặc định là hôm nay.")] = None,
    *,
    as_json: JsonFlag = False,
) -> None:
    """Đọc một dòng lịch công tác, hoặc cả lịch dán vào, thành các việc có ngày."""
    day = composition.real_clock().date() if today is None else _day(today)
    read = sys.stdin.read() if text == "-" else text
    read = read.encode("utf-8", "replace").decode("utf-8")  # bytes that are no text
    paste = text == "-" or len(read.splitlines()) > 1
    answer = lookups.parsed(read, day, paste=paste)
    print(json.dumps(answer, ensure_ascii=False, indent=None if as_json else 2))


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

    rows = _with_ward(work)
    if as_json:
        show(rows)
        return
    for row in rows:
        print("\t".join(str(row[key] or "") for key in row))


@cli.command(name="import")
def import_(
    file: str,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem trước.")] = False,
) -> None:
    """Nhập danh mục đã phê duyệt và kế hoạch tháng từ tệp Excel; sai một ô thì không nhập gì."""
    content = _content(file)
    brought = _with_ward(lambda ward: workbooks.bring_in(ward, file, content, dry=dry_run))
    if brought.faults:
        fail("\n".join(brought.faults))
    for line in brought.warnings:
        print(line, file=sys.stderr)
    print("\n".join(brought.said))


@cli.command()
def template(
    kind: Annotated[Kind, typer.Argument(help="catalogue: danh mục; plan: kế hoạch tháng.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Tệp .xlsx sẽ ghi.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị.")] = None,
) -> None:
    """Tệp Excel mẫu để điền; có --unit thì kèm người và danh mục của đơn vị."""
    if unit is None:
        content = workbooks.template(environment.load(), kind.value)
    else:
        content = _with_ward(lambda ward: workbooks.template_of(ward, kind.value, unit))
    try:
        output.write_bytes(content)
    except OSError as fault:
        fail(f"Không ghi được {output}: {type(fault).__name__}.")
    print(f"Đã ghi {output}.", file=sys.stderr)


@audit.command()
def verify(
    head: Annotated[
        list[str] | None, typer.Option(help="Đầu chuỗi đã in trên giấy; phải còn trong chuỗi.")
    ] = None,
) -> None:
    """Kiểm tra chuỗi băm của nhật ký; mã thoát 1 khi chuỗi đứt hoặc thiếu đầu chuỗi đã in."""
    found = _with_ward(lambda ward: composition.verify_audit(ward, head or ()))
    print(f"{found.count} dòng, đầu chuỗi {found.head}")
    if found.broken_at is not None:
        fail(f"Chuỗi đứt ở dòng {found.broken_at}.", status=1)
    if found.missing:
        fail(f"Không còn trong chuỗi: {', '.join(found.missing)}.", status=1)


def _day(text: str) -> date:
    """Years far from ours are a slip, and weeks around them are not in the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not date(2000, 1, 1) <= day < date(2200, 1, 1):
        fail(f"Không đọc được ngày {text}. Ví dụ: --today 2026-05-18.")
    return day


def _plain_number(text: str) -> Decimal:
    """*ValueError* for an exponent that exact arithmetic would work on for minutes."""
    number = Decimal(text)
    if abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(text)
    return number


def _with_ward(work: Callable[[composition.Ward], Awaitable[Any]]) -> Any:
    settings = environment.load()
    composition.prepare(settings)

    async def run() -> Any:
        ward = composition.build_ward(settings)
        try:
            return await work(ward)
        finally:
            await ward.storage.dispose()

    return asyncio.run(run())


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        fail(f"Không đọc được {file}: {type(fault).__name__}.")


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        fail(f"Không đọc được {file}: {type(fault).__name__}.")
