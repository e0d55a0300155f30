"""How fast a bot may speak: token buckets, because the true formula is not public."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.demo.telegram_request import BotApiError


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodRule:
    """Tokens a second and the largest burst, for one chat and over all chats."""

    chat_rate: float = 1.0
    chat_burst: int = 20
    total_rate: float = 30.0
    total_burst: int = 30


@dataclass(slots=True)
class Bucket:
    rate: float
    burst: float
    tokens: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Seconds until one token is there; 0 when one is."""
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


class Flood:
    def __init__(self, rule: FloodRule | None) -> None:
        self.rule = rule
        self._chats: dict[int, Bucket] = {}
        self._total: Bucket | None = None

    def check(self, chat_id: int, now: float) -> None:
        """Take one token of the chat and of the whole; raises 429 and takes none when refused."""
        rule = self.rule
        if rule is None:
            return
        burst = float(rule.total_burst)
        self._total = self._total or Bucket(rule.total_rate, burst, burst, now)
        burst = float(rule.chat_burst)
        chat = self._chats.setdefault(chat_id, Bucket(rule.chat_rate, burst, burst, now))
        wait = max(self._total.wait(now), chat.wait(now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._total.tokens -= 1
        chat.tokens -= 1


def too_many_requests(retry_after: int) -> BotApiError:
    description = f"Too Many Requests: retry after {retry_after}"
    return BotApiError(429, description, retry_after=retry_after)
