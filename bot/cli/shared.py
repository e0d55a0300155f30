"""What every command stands on: the one parser, how it fails, how it reaches the ward."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot import app as composition
from bot import settings as environment

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

MonthOption = Annotated[str | None, typer.Option("--month", help="YYYY-MM")]
JsonFlag = Annotated[bool, typer.Option("--json", help="In JSON.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Tệp sẽ ghi.")]


def fail(sentence: str, status: int = 2) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(status)


def show(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False))


def show_either(answer: object, *, as_json: bool) -> None:
    """In one line, or spread out for whoever reads it."""
    print(json.dumps(answer, ensure_ascii=False, indent=None if as_json else 2))


def with_ward(work: Callable[[composition.Ward], Awaitable[Any]]) -> Any:
    settings = environment.load()
    composition.prepare(settings)

    async def run() -> Any:
        ward = composition.build_ward(settings)
        try:
            return await work(ward)
        finally:
            await ward.storage.dispose()

    return asyncio.run(run())


def content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        fail(f"Không đọc được {file}: {type(fault).__name__}.")


def read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        fail(f"Không đọc được {file}: {type(fault).__name__}.")


def write_out(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as fault:
        fail(f"Không ghi được {output}: {type(fault).__name__}.")
    print(f"Đã ghi {output}.", file=sys.stderr)
