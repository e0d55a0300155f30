"""The channels that every scenario runs through, each over a fresh copy of the sample ward."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from tests.channels import telegram_driver, terminal_driver
from tests.channels.phone import LinkingWard, Ward

Opens = Callable[[Path], AbstractAsyncContextManager[Ward]]
OpensLinking = Callable[[Path], AbstractAsyncContextManager[LinkingWard]]

LINKING: Mapping[str, OpensLinking] = {
    "telegram-webhook": partial(telegram_driver.telegram_ward, polling=False),
    "telegram-polling": partial(telegram_driver.telegram_ward, polling=True),
}
ALL: Mapping[str, Opens] = {**LINKING, "terminal": terminal_driver.terminal_ward}


def copy(template: Path, folder: Path) -> Path:
    return Path(shutil.copy(template, folder / "ward.db"))
