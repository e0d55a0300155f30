"""What a log line may say: one line an event on standard error, no token in any."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN_IN_TEXT = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")


def masked(text: str) -> str:
    """No token reaches a log line, not even inside the text of somebody's error."""
    return _TOKEN_IN_TEXT.sub("<token>", text)


class _MaskingFormatter(logging.Formatter):
    """For everybody who logs by the standard library: uvicorn, asyncio, APScheduler."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def _mask(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        key: masked(value) if isinstance(value, str) else value for key, value in event.items()
    }


def configure_logs() -> None:
    """Once a process: one line an event on standard error, tokens masked."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            _mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
