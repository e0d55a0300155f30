"""The HTML parse mode, with the refusals and byte offsets of the real server."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.demo.telegram_entities import Entity, FormattedText, utf16_length
from bot.demo.telegram_request import BotApiError, bad_request

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
SPACE = b" \t\n\r\v\f\0"
NAME = re.compile(rb"[A-Za-z0-9.\-]*")
CHARACTER = re.compile(rb"&(?:#[xX]([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot));?")
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
ARGUMENT_OF = {
    "a": "href",
    "code": "class",
    "span": "class",
    "tg-emoji": "emoji-id",
    "tg-time": "unix",
}


def cannot_parse(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")


def parse(source: str) -> FormattedText:
    """Raises 400 `can't parse entities: ...` with offsets in UTF-8 bytes."""
    return _Parser(source.replace("\0", " ").encode("utf-8", "surrogatepass")).run()


def link(url: str) -> str | None:
    """The link as Telegram would follow it, or None when it takes it for plain words."""
    if re.match(r"tg://\w", url):
        return url
    full = url if re.match(r"https?://", url, re.IGNORECASE) else f"http://{url}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        return None
    if (
        "." not in host.strip(".")
        or re.search(r"\s", url)
        or parts.scheme not in {"http", "https"}
    ):
        return None
    return full if parts.path or parts.query else full + "/"


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    characters: int


class _Parser:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> FormattedText:
        while self.at < len(self.data):
            if self._byte() == b"<":
                self._tag()
            elif self._byte() == b"&":
                self._emit(self._character())
            else:
                self._plain()
        if self.open:
            tag = self.open[-1].tag
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        text = "".join(self.out)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise cannot_parse(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )
        return FormattedText(text=text, entities=tuple(_without_doubled_pre(self.entities)))

    def _byte(self) -> bytes:
        return self.data[self.at : self.at + 1] or b"\0"

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16_length(text)

    def _plain(self) -> None:
        start = self.at
        while self.at < len(self.data) and self._byte() not in b"<&":
            self.at += 1
        self._emit(self.data[start : self.at].decode("utf-8", "surrogatepass"))

    def _character(self) -> str:
        match = CHARACTER.match(self.data, self.at)
        if match is not None:
            hexadecimal, decimal, name = match.groups()
            code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
            if name or 0 < code <= 0x10FFFF:
                self.at = match.end()
                return NAMED[name] if name else chr(code)
        self.at += 1
        return "&"

    def _skip_spaces(self) -> None:
        while self.at < len(self.data) and self._byte() in SPACE:
            self.at += 1

    def _until(self, stops: bytes) -> bytes:
        start = self.at
        while self._byte() not in stops:
            self.at += 1
        return self.data[start : self.at]

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._byte() == b"/":
            self.at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._until(SPACE + b">").decode("utf-8", "replace").lower()
        if self.at >= len(self.data):
            raise cannot_parse(f"Unclosed start tag at byte offset {begin}")
        if tag not in TYPES:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while True:
            self._skip_spaces()
            if self._byte() == b">":
                break
            name, value = self._attribute(tag, begin)
            if name == ARGUMENT_OF.get(tag) or (tag, name) == ("blockquote", "expandable"):
                argument = value
        self.at += 1
        if tag == "span" and argument != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.units, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(SPACE + b"=>").decode("utf-8", "replace")
        if not name:
            raise cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self._byte() != b"=":
            if (tag, name) == ("blockquote", "expandable"):
                return name, "1"
            raise cannot_parse(
                "Expected equal sign in declaration of an attribute of the tag"
                f' "{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_spaces()
        if self.at >= len(self.data):
            raise cannot_parse(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._byte() in b"'\"" else self._bare()
        if self.at >= len(self.data):
            raise cannot_parse(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _bare(self) -> str:
        match = NAME.match(self.data, self.at)
        token = match.group() if match else b""
        begin, self.at = self.at, self.at + len(token)
        if self._byte() not in SPACE + b">":
            raise cannot_parse(f"Unexpected end of name token at byte offset {begin}")
        return token.decode().lower()

    def _quoted(self) -> str:
        quote = self._byte()
        self.at += 1
        value: list[str] = []
        while self.at < len(self.data) and self._byte() != quote:
            if self._byte() == b"&":
                value.append(self._character())
            else:
                start = self.at
                self._until(quote + b"&\0")
                value.append(self.data[start : self.at].decode("utf-8", "replace"))
        self.at += self._byte() == quote
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise cannot_parse(f"Unexpected end tag at byte offset {begin}")
        name = self._until(SPACE + b">").decode("utf-8", "replace").lower()
        self._skip_spaces()
        if self._byte() != b">":
            raise cannot_parse(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name not in {"", opened.tag}:
            raise cannot_parse(
                f"Unmatched end tag at byte offset {begin},"
                f' expected "</{opened.tag}>", found "</{name}>"'
            )
        covered = "".join(self.out[opened.characters :])
        entity = _entity(opened, covered, self.units - opened.offset)
        if entity is not None and entity.length > 0:
            self.entities.append(entity)


def _entity(opened: _Open, covered: str, length: int) -> Entity | None:
    plain = Entity(type=TYPES[opened.tag], offset=opened.offset, length=length)
    argument = opened.argument
    match opened.tag:
        case "a":
            url = link(argument or covered)
            return replace(plain, extra=(("url", url),)) if url else None
        case "code" if argument.startswith("language-") and argument != "language-":
            return replace(plain, extra=(("language", argument.removeprefix("language-")),))
        case "blockquote" if argument:
            return replace(plain, type="expandable_blockquote")
        case "tg-emoji":
            if not argument.isdigit():
                raise cannot_parse("Invalid custom emoji identifier specified")
            return replace(plain, extra=(("custom_emoji_id", argument),))
        case "tg-time":
            return replace(plain, extra=(("unix_time", int(argument)),)) if argument else None
    return plain


def _without_doubled_pre(entities: list[Entity]) -> list[Entity]:
    """`<pre><code class="language-x">` over the same words is one `pre` with a language."""
    spans = {(e.offset, e.length) for e in entities if e.type == "pre"}
    named = {(e.offset, e.length): e.extra for e in entities if e.type == "code" and e.extra}
    kept: list[Entity] = []
    for entity in entities:
        span = (entity.offset, entity.length)
        if entity.type == "pre" and span in named:
            kept.append(replace(entity, extra=named[span]))
        elif entity.type == "code" and entity.extra:
            if span not in spans:
                kept.append(replace(entity, extra=()))
        else:
            kept.append(entity)
    return kept
