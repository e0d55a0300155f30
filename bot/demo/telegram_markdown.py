"""The MarkdownV2 parse mode: bold, italic, underline, strike, spoiler, code, pre and links."""

from __future__ import annotations

from bot.demo.telegram_entities import Entity, FormattedText, utf16_length
from bot.demo.telegram_html import cannot_parse, link

RESERVED = "]()>#+-=|{}.!"
MARKS = {"__": "underline", "||": "spoiler", "*": "bold", "_": "italic", "~": "strikethrough"}


def parse(source: str) -> FormattedText:
    """Raises 400 `can't parse entities: ...` with offsets in UTF-8 bytes."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.open: list[tuple[str, int, int]] = []
        self.entities: list[Entity] = []

    def run(self) -> FormattedText:
        while self.at < len(self.source):
            self._step()
        if self.open:
            kind, _, begin = self.open[-1]
            raise self._unended(kind.capitalize(), begin)
        return FormattedText(text="".join(self.out), entities=tuple(self.entities))

    def _units(self) -> int:
        return sum(map(utf16_length, self.out))

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _unended(self, kind: str, at: int) -> Exception:
        return cannot_parse(f"Can't find end of {kind} entity at byte offset {self._bytes(at)}")

    def _step(self) -> None:
        rest = self.source[self.at :]
        character = rest[0]
        mark = next((m for m in MARKS if rest.startswith(m)), None)
        if character == "\\" and len(rest) > 1 and 0 < ord(rest[1]) < 127:
            self.out.append(rest[1])
            self.at += 2
        elif character == "`":
            self._verbatim("```" if rest.startswith("```") else "`")
        elif mark is not None:
            self._toggle(mark)
        elif character == "[":
            self.open.append(("text_link", self._units(), self.at))
            self.at += 1
        elif character == "]" and self.open and self.open[-1][0] == "text_link":
            self._link()
        elif character in RESERVED:
            raise cannot_parse(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            self.out.append(character)
            self.at += 1

    def _toggle(self, mark: str) -> None:
        kind = MARKS[mark]
        if self.open and self.open[-1][0] == kind:
            self._close(kind, ())
        else:
            self.open.append((kind, self._units(), self.at))
        self.at += len(mark)

    def _close(self, kind: str, extra: tuple[tuple[str, str], ...]) -> None:
        _, start, _ = self.open.pop()
        length = self._units() - start
        self.entities.append(Entity(type=kind, offset=start, length=length, extra=extra))

    def _verbatim(self, fence: str) -> None:
        begin = self.at
        end = begin + len(fence)
        start = self._units()
        while not self.source.startswith(fence, end):
            if end >= len(self.source):
                raise self._unended("Pre" if fence == "```" else "Code", begin)
            end += 1 + (self.source[end] == "\\")
        inner = self.source[begin + len(fence) : end].replace("\\`", "`").replace("\\\\", "\\")
        self.out.append(inner)
        kind = "pre" if fence == "```" else "code"
        self.entities.append(Entity(type=kind, offset=start, length=utf16_length(inner)))
        self.at = end + len(fence)

    def _link(self) -> None:
        begin = self.at + 2
        self.at += 1
        url = ""
        if self.source.startswith("(", self.at):
            end = self.source.find(")", begin)
            if end < 0:
                offset = self._bytes(begin - 1)
                raise cannot_parse(f"Can't find end of a URL at byte offset {offset}")
            url, self.at = self.source[begin:end], end + 1
        followed = link(url)
        if followed:
            self._close("text_link", (("url", followed),))
        else:
            self.open.pop()
