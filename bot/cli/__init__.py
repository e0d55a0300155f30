"""The ``danhgia`` command. Exit status 0; 1 a check failed; 2 bad input, a sentence on stderr."""

from __future__ import annotations

from pydantic import ValidationError

from bot import app as composition
from bot import logs
from bot.cli import asking, books, keeping, papers, running
from bot.cli.shared import cli, fail
from bot.dialogs import faults
from core import errors

__all__ = ["asking", "books", "cli", "keeping", "main", "papers", "running"]


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
