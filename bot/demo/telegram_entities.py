"""Formatted text as Telegram keeps it: the words without tags, and entities in UTF-16 units."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.demo.telegram_request import Json

MERGED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
VERBATIM = frozenset({"code", "pre", "text_link", "text_mention", "url", "bot_command"})
PRIORITY = ("blockquote", "expandable_blockquote", "pre", "code", "text_link")
SPACES = " \t\n\r\v\f"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
DETECTED = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("bot_command", re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
)
HTML_OF = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "bot_command": ('<span class="tg-command">', "</span>"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """`offset` and `length` in UTF-16 code units; `extra` the type's own fields (`url`, ...)."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> Json:
        return {
            "offset": self.offset,
            "length": self.length,
            "type": self.type,
            **dict(self.extra),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedText:
    text: str
    entities: tuple[Entity, ...] = ()

    def as_html(self) -> str:
        """Safe HTML: everything typed is escaped, only entities become tags."""
        return _render(self.text, self.entities)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _slice(text: str, start: int, end: int) -> str:
    units = text.encode("utf-16-le", "surrogatepass")[start * 2 : end * 2]
    return units.decode("utf-16-le", "replace")


def tidy(formatted: FormattedText) -> FormattedText:
    """As stored: outer white space trimmed, entities sorted, merged, none over spaces alone."""
    text = CONTROL.sub(" ", formatted.text)
    stripped = text.rstrip(SPACES)
    first = min((e.offset for e in formatted.entities), default=utf16_length(stripped))
    lead = min(len(stripped) - len(stripped.lstrip(SPACES)), first)
    text = stripped[lead:]
    size = utf16_length(text)
    entities = [_clipped(entity, lead, size) for entity in formatted.entities]
    kept = [e for e in _merged(entities) if e.length > 0 and _is_shown(text, e)]
    return FormattedText(text=text, entities=tuple(sorted(kept, key=_order)))


def _clipped(entity: Entity, lead: int, size: int) -> Entity:
    start = max(0, entity.offset - lead)
    return replace(entity, offset=start, length=min(entity.end - lead, size) - start)


def _is_shown(text: str, entity: Entity) -> bool:
    return bool(_slice(text, entity.offset, entity.end).strip())


def _order(entity: Entity) -> tuple[int, int, int, str]:
    rank = PRIORITY.index(entity.type) if entity.type in PRIORITY else len(PRIORITY)
    return entity.offset, -entity.length, rank, entity.type


def _merged(entities: Iterable[Entity]) -> list[Entity]:
    """Touching or nested entities of one plain type are one entity."""
    merged: list[Entity] = []
    last: dict[str, int] = {}
    for entity in sorted(entities, key=_order):
        at = last.get(entity.type)
        if entity.type in MERGED and at is not None and merged[at].end >= entity.offset:
            end = max(merged[at].end, entity.end)
            merged[at] = replace(merged[at], length=end - merged[at].offset)
            continue
        last[entity.type] = len(merged)
        merged.append(entity)
    return merged


def detect(formatted: FormattedText) -> FormattedText:
    """Add the entities Telegram finds by itself in the text of anybody: links and commands."""
    found = list(formatted.entities)
    for kind, pattern in DETECTED:
        for match in pattern.finditer(formatted.text):
            start = utf16_length(formatted.text[: match.start()])
            entity = Entity(type=kind, offset=start, length=utf16_length(match.group()))
            if not any(
                e.type in VERBATIM and e.offset < entity.end and entity.offset < e.end
                for e in found
            ):
                found.append(entity)
    return replace(formatted, entities=tuple(sorted(found, key=_order)))


def from_json(text: str, entities: object) -> FormattedText:
    """Entities that a caller gave as a list; malformed ones are left out as the server does."""
    size = utf16_length(text)
    kept: list[Entity] = []
    for entity in entities if isinstance(entities, list) else []:
        match entity:
            case {"type": str(kind), "offset": int(offset), "length": int(length), **extra}:
                if offset >= 0 and length > 0 and offset + length <= size:
                    pairs = tuple(sorted((str(name), value) for name, value in extra.items()))
                    kept.append(Entity(type=kind, offset=offset, length=length, extra=pairs))
    return FormattedText(text=text, entities=tuple(kept))


def _tags(entity: Entity, covered: str) -> tuple[str, str]:
    if entity.type in {"text_link", "url"}:
        url = str(dict(entity.extra).get("url", covered))
        if not re.match(r"(?:https?|tg)://", url):
            return "", ""
        return f'<a href="{html.escape(url)}" rel="noreferrer noopener" target="_blank">', "</a>"
    return HTML_OF.get(entity.type, ("", ""))


def _render(text: str, entities: tuple[Entity, ...]) -> str:
    """Crossing entities are cut at the other's end, so that the tags always nest."""
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    at = 0
    cuts = sorted(
        {0, utf16_length(text), *(e.offset for e in entities), *(e.end for e in entities)}
    )
    for cut in cuts:
        out.append(html.escape(_slice(text, at, cut)))
        at = cut
        while stack and stack[-1][0] <= cut:
            out.append(stack.pop()[1])
        for entity in entities:
            if entity.offset == cut:
                opening, closing = _tags(entity, _slice(text, entity.offset, entity.end))
                out.append(opening)
                end = min([entity.end, *(inner for inner, _ in stack)])
                stack.append((end, closing))
    return "".join(out)
