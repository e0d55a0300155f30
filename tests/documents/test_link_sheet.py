"""The sheet of link codes: the same bytes each time, a block a person, no word as markup."""

from __future__ import annotations

import re
from datetime import datetime

from bot import app as composition
from bot.documents import link_sheet
from core.calendar import ZONE
from core.people import Person, Unit
from core.usecases import staffing
from core.usecases.inviting import Invited, Sheet

UNTIL = datetime(2026, 10, 29, 8, 30, tzinfo=ZONE)
WORDS = composition.read_words()
UNIT = Unit(code="PKT", name="Phòng #Kinh tế*", block="ubnd", kind="division", list_to="PVHXH")


def sheet(*names: str) -> Sheet:
    invited = tuple(
        Invited(
            person=Person(code=f"P{number:03}", name=name),
            unit=UNIT,
            code=staffing.spell(2**60 + number),
        )
        for number, name in enumerate(names)
    )
    return Sheet(invited=invited, until=UNTIL)


def link(code: str) -> str:
    return f"https://t.me/bot?start={code.replace('-', '')}"


def test_six_people_fill_a_page_and_a_name_is_never_markup() -> None:
    one = link_sheet.as_pdf(WORDS, sheet("#panic()", '"]; $x', *["Lê Văn A"] * 4), link)
    two = link_sheet.as_pdf(WORDS, sheet(*["Lê Văn A"] * 7), link)
    assert [re.findall(rb"/Count (\d+)", content) for content in (one, two)] == [[b"1"], [b"2"]]


def test_the_same_sheet_is_the_same_file() -> None:
    made = [link_sheet.as_pdf(WORDS, sheet("Đỗ Thị Ngọc"), link) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0] != link_sheet.as_pdf(WORDS, sheet("Đỗ Thị Ngọc"), lambda code: code)


def test_no_cell_of_the_table_is_a_formula() -> None:
    text = link_sheet.as_csv(WORDS, sheet("=1+1", "@x", "Lê A"), link).decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    assert [row[1] for row in rows] == ["'=1+1", "'@x", "Lê A"]
    assert rows[2][-1] == "29/10/2026 08:30"
