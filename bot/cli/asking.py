"""Commands that answer from the rules and the roster, as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer

from bot import app as composition
from bot import lookups
from bot.cli.shared import JsonFlag, MonthOption, cli, fail, read, show_either, with_ward
from bot.dialogs import faults
from core import errors, reminders, scorecard
from core.months import Month

MOST_DIGITS = 100


@cli.command()
def score(
    file: str,
    *,
    as_json: JsonFlag = False,
) -> None:
    """Tính điểm một phiếu từ JSON (tệp, hoặc - là đầu vào chuẩn)."""
    text = sys.stdin.read() if file == "-" else read(file)
    try:
        request = json.loads(text, parse_float=plain_number)
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
    show_either(answer, as_json=as_json)


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
        answer: Any = with_ward(lambda ward: lookups.gaps_found(ward, month))
    elif everybody:
        answer = with_ward(lambda ward: lookups.all_routes(ward, month))
    elif person is None:
        fail("Cần mã cán bộ, --all hoặc --gaps. Ví dụ: danhgia route P061.")
    else:
        answer = with_ward(lambda ward: lookups.one_route(ward, person, month))
    show_either(answer, as_json=as_json)


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
        "reminders": [
            {"step": one.step, "to": one.to, "at": one.at.isoformat()}
            for one in reminders.around(rules.calendar, rules.workdays, chosen)
        ],
    }
    show_either(answer, as_json=as_json)


@cli.command(name="parse-line")
def parse_line(
    text: Annotated[str, typer.Argument(help="Một dòng; nhiều dòng; - là đầu vào chuẩn.")],
    today: Annotated[str | None, typer.Option(help="YYYY-MM-DD, mặc định là hôm nay.")] = None,
    *,
    as_json: JsonFlag = False,
) -> None:
    """Đọc một dòng lịch công tác, hoặc cả lịch dán vào, thành các việc có ngày."""
    on = composition.real_clock().date() if today is None else day(today)
    said = sys.stdin.read() if text == "-" else text
    said = said.encode("utf-8", "replace").decode("utf-8")  # bytes that are no text
    paste = text == "-" or len(said.splitlines()) > 1
    answer = lookups.parsed(said, on, paste=paste)
    show_either(answer, as_json=as_json)


def day(text: str) -> date:
    """Years far from ours are a slip, and weeks around them are not in the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not date(2000, 1, 1) <= day < date(2200, 1, 1):
        fail(f"Không đọc được ngày {text}. Ví dụ: --today 2026-05-18.")
    return day


def plain_number(text: str) -> Decimal:
    """*ValueError* for an exponent that exact arithmetic would work on for minutes."""
    number = Decimal(text)
    if abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(text)
    return number
