"""A paste line by line: headings hold for the lines below, continuations belong above (R15).

Every line ends in the source of a job or among the skipped; none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.schedule_text import content, headings, row, tables
from core.schedule_text.above import Above
from core.schedule_text.flat import Flat
from core.schedule_text.mentions import DATE, RELATIVE, WEAK, WEEKDAY, Day
from core.schedule_text.questions import ask, clipped
from core.schedule_text.reading import Item
from core.schedule_text.scan import Scan, scan

_LONG = 50
_STAMP = re.compile(
    r"\s*\[(?:\d{1,2}:\d{2}(?::\d{2})?[, ]*)?(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    r"(?:/(?P<year>\d{2,4}))?(?:[, ]+\d{1,2}:\d{2}(?::\d{2})?)?\]\s*(?:[^:\n]{1,40}:\s?)?"
    r"|\s*\[\d{1,2}:\d{2}(?::\d{2})?\]\s*[^:\n]{1,40}:\s"
)
_MARKS = re.compile(r"^[^\w(\[\"]+")
_OPEN_END = (",", "(", "&", "+", "-")
_OPEN_WORDS = {"và", "của", "với", "tại", "cho", "về", "gồm", "các", "do", "cùng"}


@dataclass(slots=True, kw_only=True)
class Page:
    """*raws* and *words*: the job being read, whose content has come when *complete* and whose
    time when *timed*. *sent*: the day of the chat message."""

    above: Above
    items: list[Item] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    columns: tuple[str, ...] | None = None
    in_table: bool = False
    raws: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    complete: bool = False
    timed: bool = False
    sent: date | None = None
    found: Scan | None = None

    def take(self, raw: str) -> None:
        """One line that is not empty."""
        cells = tables.row(raw, in_table=self.in_table)
        if tables.is_rule(raw):
            self._skip(raw)
        elif cells is not None:
            self._row(raw, cells)
        else:
            self.in_table = False
            self._text(raw, self._without_stamp(raw))

    def close(self) -> None:
        """The end of the paste."""
        self._flush()

    # -------------------------------------------------------------- lines

    def _row(self, raw: str, cells: tables.Row) -> None:
        kinds = tables.columns(cells.cells)
        self.in_table = True
        if kinds is not None:
            self.columns = kinds
            self._skip(raw)
            return
        self._flush()
        rows = tables.running(cells.cells, self.columns)
        if not rows:
            self._skip(raw)
        for said, beside in rows:
            self._said(raw, said, beside)

    def _said(self, raw: str, said: str, beside: str) -> None:
        flat = Flat(said)
        found = scan(flat, self.above.frame.today)
        what = headings.kind(flat, found)
        if what in {headings.DAY, headings.PART, headings.WEEK}:
            self._heading(what, raw, found)
            return
        self._read(found, raw, beside=beside, firm=True)

    def _text(self, raw: str, said: str) -> None:
        flat = Flat(said)
        found = scan(flat, self.above.frame.today)
        what = headings.kind(flat, found, top=not (self.items or self.raws or self.above.day))
        if what in {headings.TITLE, headings.SECTION, headings.RULE}:
            self._skip(raw)
            if what == headings.SECTION and headings.is_note(flat.text):
                self.above.note()
            if what == headings.TITLE and found.groups:
                self.above.title(found)
        elif what in {headings.DAY, headings.PART, headings.WEEK}:
            self._flush()
            self._heading(what, raw, found)
        elif what in {headings.HOUR, headings.DUE, headings.LABEL}:
            self._beside(
                raw, said, of_time=what != headings.LABEL or headings.is_of_time(flat.text)
            )
        elif self.raws and not self.complete:
            self._add(raw, said, complete=True)
        elif self.raws and self._goes_on(flat, found):
            self.raws.append(raw)
            self.words[-1] = f"{self.words[-1]} {said.strip()}"
        else:
            self._flush()
            self._add(raw, said, complete=True)
            self.timed, self.found = bool(found.groups), found

    def _beside(self, raw: str, said: str, *, of_time: bool) -> None:
        """A line that tells the time or the place of the job above, or of the one to come."""
        if self.complete and of_time and self.timed:
            self._flush()
        self.timed = self.timed or of_time
        self._add(raw, said, complete=self.complete)

    def _goes_on(self, flat: Flat, found: Scan) -> bool:
        """Whether the line clearly continues the one above."""
        if found.groups or content.bullet(flat.text):
            return False
        above = Flat(self.words[-1])
        last = above.source.split()[-1].lower() if above.text else ""
        if above.text.endswith(_OPEN_END) or last in _OPEN_WORDS or flat.text.startswith("("):
            return True
        begins_small = flat.source.lstrip()[:1].islower()
        indented = self.raws[-1][:1].strip() != "" and flat.source[:1].isspace()
        began_large = any(word[:1].isupper() for word in above.source.split()[:3])
        closed = above.text.endswith((".", ";", "!", "?", ":"))
        return (
            begins_small and began_large and not closed and (indented or len(above.text) >= _LONG)
        )

    def _add(self, raw: str, said: str, *, complete: bool) -> None:
        if self.raws and headings.opens_content(Flat(said).text):
            said = said.partition(":")[2]
        elif self.raws:
            said = _MARKS.sub("", said)
        self.raws.append(raw)
        self.words.append(said)
        self.complete = complete

    def _skip(self, raw: str) -> None:
        self._flush()
        self.skipped.append(raw)

    def _without_stamp(self, raw: str) -> str:
        """Without the sender and the time of a chat message, which are no part of the job."""
        stamp = _STAMP.match(raw)
        if stamp is None:
            return raw
        self._flush()
        if stamp["day"]:
            year = int(stamp["year"] or self.above.frame.today.year)
            try:
                self.sent = date(year % 100 + 2000, int(stamp["month"]), int(stamp["day"]))
            except ValueError:
                self.sent = None
        return raw[stamp.end() :]

    def _heading(self, what: str, raw: str, found: Scan) -> None:
        self.skipped.append(raw)
        self.above.heading(what, found)

    # -------------------------------------------------------------- jobs

    def _flush(self) -> None:
        if not self.raws:
            return
        raw, said = "\n".join(self.raws), ", ".join(one.strip() for one in self.words)
        found = self.found if len(self.raws) == 1 else None
        complete, timed = self.complete, self.timed
        self.raws, self.words, self.complete, self.timed = [], [], False, False
        self.found = None
        if not complete and not timed:
            self.above.note()
        self._read(found or scan(Flat(said), self.above.frame.today), raw)

    def _read(self, found: Scan, raw: str, *, beside: str = "", firm: bool = False) -> None:
        made = row.read(found, raw, self.above.context(found))
        told = any(_is_relative(group.days) for group in found.groups)
        late = told and self.sent is not None and self.sent != self.above.frame.today
        for job in made:
            item = _asking(job.item, self.sent) if late else job.item
            if beside:
                item = replace(item, what=", ".join(filter(None, (item.what, beside))))
            self.items.append(item)
        self.above.read(found, made, firm=firm)


def _is_relative(days: Sequence[Day]) -> bool:
    kinds = {day.kind for day in days}
    return DATE not in kinds and bool(kinds & {RELATIVE, WEEKDAY, WEAK})


def _asking(item: Item, sent: date | None) -> Item:
    doubt = ask("chat-date", first=sent, words=clipped(item.source))
    if item.question is None:
        return replace(item, question=doubt)
    return replace(item, question=replace(item.question, also=(*item.question.also, doubt)))
