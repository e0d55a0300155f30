"""What one member of staff presses: 13 single scores on form 03, class, send, confirm, receipt.

No group key and no pre-fill. Every shown sum is compared with what was pressed. A driver calls
*first* once and *step* with every message that arrives in the chat: the next action, or
``None`` to wait. The actions are ``("text", words)``, ``("press", callback data)`` and
``("done", verdict)``, whose verdict is ``None`` when all sums were right.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

Action = tuple[str, str | None]

_TAG = re.compile(r"</?[a-z]+>")
_POINTS = re.compile(r"\d+(?:,\d+)?")
_PROGRESS = re.compile(r"Đã chấm (\d+)/13 · ([\d,]+)/30")
_COMMON = re.compile(r"I\. Tiêu chí chung: ([\d,]+)/30")
_RESULT = re.compile(r"^II\..*?([\d,]+)/70", re.MULTILINE)
_TOTAL = re.compile(r"Tổng: ([\d,]+) · mức ([ABCD])")
UPDATES = 17
"""What the bot answers a person: ``/start``, open, 13 scores, class, send, confirm."""


class Policy:
    """*uid* decides which points are pressed, so that a run can be repeated."""

    def __init__(self, uid: int) -> None:
        self._chance = (uid * 2654435761) & 0x7FFFFFFF
        self._given: list[Decimal] = []
        self._total: Decimal | None = None
        self._wrong: str | None = None

    def first(self) -> Action:
        return "text", "/start"

    def step(self, msg: dict[str, Any], _method: str) -> Action | None:
        text = _TAG.sub("", msg.get("text", ""))
        buttons = _buttons(msg)
        if "Biên nhận:" in text:
            return self._receipt(text)
        offered = {label: data for label, data in buttons.items() if _POINTS.fullmatch(label)}
        if offered:
            return self._score(text, offered)
        if "Tổng:" in text and "A" in buttons:
            self._check_summary(text)
        for label in ("✅ Xác nhận gửi", self._band(text), "✍️ Chấm"):
            for shown, data in buttons.items():
                if shown.startswith(label):
                    return "press", data
        return None

    @staticmethod
    def on_reviewer(_text: str) -> None:
        """Notices are paced, so they tell nothing about a run of seconds."""

    def _score(self, text: str, offered: dict[str, str]) -> Action:
        shown = _PROGRESS.search(text)
        right = (str(len(self._given)), sum(self._given, Decimal(0)))
        self._expect("progress", shown and (shown[1], _number(shown[2])), right)
        self._chance = (self._chance * 1103515245 + 12345) & 0x7FFFFFFF
        label = list(offered)[(self._chance >> 8) % len(offered)]
        self._given.append(_number(label))
        return "press", offered[label]

    def _check_summary(self, text: str) -> None:
        common, result, total = _COMMON.search(text), _RESULT.search(text), _TOTAL.search(text)
        self._expect("criteria", len(self._given), 13)
        self._expect("common", common and _number(common[1]), sum(self._given, Decimal(0)))
        self._total = sum(self._given, _number(result[1]) if result else Decimal(0))
        self._expect("total", total and _number(total[1]), self._total)

    def _receipt(self, text: str) -> Action:
        total = _TOTAL.search(text)
        self._expect("receipt", total and _number(total[1]), self._total)
        return "done", self._wrong

    def _band(self, text: str) -> str:
        """The own class is the band that the summary names."""
        found = _TOTAL.search(text)
        return found[2] if found else "?"

    def _expect(self, what: str, actual: object, expected: object) -> None:
        if actual != expected and self._wrong is None:
            self._wrong = f"{what}: {actual} instead of {expected}"


def _buttons(msg: dict[str, Any]) -> dict[str, str]:
    rows = (msg.get("reply_markup") or {}).get("inline_keyboard") or []
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
