"""Every screen fits a phone and every messenger, and says first what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from bot import app as composition
from bot.channel import numbered
from bot.dialogs.screen import Line, Screen
from bot.handlers.actions import WireCodec
from bot.handlers.telegram import render
from tests.dialogs import scenes, talk

TEXT = 4096
ZALO = 2000
LINE = 200
LABEL = 64
BUTTONS = 100
ROW = 64
"""Characters of a row's labels together, and per button the room for its frame."""
FRAME = 4
SHORT = 6
LISTS = ("Đã ghi ", "Khác tháng trước: ")
TYPED = ("Đã làm. ", "Căn cứ. ", "Lý do. ", "Ý kiến. ", "Nhận xét. ")
ABOVE_ZALO_LIMIT: frozenset[str] = frozenset(
    [
        "longest: tổng hợp",
        "longest: người nhận xét",
        "longest: nhóm 3",
        "deciding_a_leader: vì sao",
    ]
)
"""Longer than one Zalo message; that channel will have to send them in two."""

FIRST = re.compile(
    r"Đồng chí|Đã |Phiếu |Kết quả|Gửi phiếu|Rút phiếu|Còn |Cần |Chưa |Không |Nhất trí|Quyết định"
    r"|\d+ phiếu|Nhóm |\d\.\d|Vì sao|Tài khoản|Máy |Vẫn |Có |Mức điểm|Điểm trừ|Mã |Thẻ |đ ·|e ·"
    r"|Đơn nghỉ |Đợt nghỉ |Nghỉ |Chỉ |Nút |Nội dung|Mục |Điểm |“|Chương trình|Người |II\.|Tháng "
    r"|Lịch |\d+ lịch|Bản dán |Dòng |Gửi sau|Hạn |Số lượng |Tuần |Ngày "
    r"|Việc |Lãnh đạo |Minh chứng|Tệp |Dự kiến|Hạn |Số lượng|Bao nhiêu|Chuyển |Hôm nay|\d+ (việc|người)"
    r"|.+ \(mẫu\) · tháng \d\d/\d{4}: |.+ \(mẫu\) xin |Thuộc |Làm lại|Ghi nhận|Phần "
    r"|.+ \(mẫu\), tháng \d\d/\d{4}: "
)


@pytest.fixture(params=scenes.FAMILIES)
def family(
    request: pytest.FixtureRequest, families: Mapping[str, list[talk.Shown]]
) -> list[talk.Shown]:
    return [
        replace(shown, name=f"{request.param}: {shown.name}") for shown in families[request.param]
    ]


def _text(screen: Screen) -> str:
    return talk.plain((*screen.above, *([Line()] if screen.above else []), *screen.lines))


def test_every_text_fits_and_is_shown_whole(family: list[talk.Shown]) -> None:
    for shown in family:
        assert len(_text(shown.screen)) <= TEXT, shown.name
        lines = _text(shown.screen).count("\n")
        assert render.text(shown.screen).count("\n") == lines, shown.name


def test_what_is_longer_than_a_zalo_message_is_known(family: list[talk.Shown]) -> None:
    long = {shown.name for shown in family if len(_text(shown.screen)) > ZALO}

    assert long <= ABOVE_ZALO_LIMIT


def test_no_line_is_longer_than_a_phone_bears(
    family: list[talk.Shown], paper: frozenset[str]
) -> None:
    for shown in family:
        for line in (*shown.screen.above, *shown.screen.lines):
            own = line.plain.removeprefix("• ") in paper or any(
                text in line.plain for text in (*LISTS, *TYPED)
            )
            assert len(line.plain) <= LINE or own, (shown.name, line.plain)


@pytest.fixture(scope="session")
def paper() -> frozenset[str]:
    """The forms' own words, which nobody may shorten."""
    forms = composition.read_rules().forms.values()
    return frozenset(
        text
        for form in forms
        for one in form.criteria
        for text in (one.text, one.section or "", *one.bullets)
    )


def test_buttons_are_few_and_their_rows_fit(family: list[talk.Shown]) -> None:
    for shown in family:
        assert len(shown.screen.buttons) <= BUTTONS
        for row in shown.screen.rows:
            assert 1 <= len(row) <= (5 if all(len(b.label) <= SHORT for b in row) else 4), row
            assert all(0 < len(button.label) <= LABEL for button in row), shown.name
            assert len(row) == 1 or sum(len(b.label) + FRAME for b in row) <= ROW, shown.name


def test_every_button_can_be_packed_and_none_twice(family: list[talk.Shown]) -> None:
    codec = WireCodec()
    for shown in family:
        packed = [codec.pack(button.action) for button in shown.screen.buttons]
        labels = [button.label for button in shown.screen.buttons]
        assert len(packed) == len(set(packed)), shown.name
        assert len(labels) == len(set(labels)), shown.name


def test_the_first_line_says_what_to_do_or_what_happened(family: list[talk.Shown]) -> None:
    for shown in family:
        first = (*shown.screen.above, *shown.screen.lines)[0].plain
        assert FIRST.match(first), (shown.name, first)


def test_choices_are_letters_beside_a_question_and_numbers_elsewhere(
    family: list[talk.Shown],
) -> None:
    for shown in family:
        keys = numbered(shown.screen, "").choices
        if shown.screen.ask is not None:
            assert all(key.isascii() and key.isalpha() for key in keys), shown.name
        else:
            assert list(keys) == [str(n) for n in range(1, len(keys) + 1)], shown.name


def test_a_letter_is_never_what_the_question_waits_for(family: list[talk.Shown]) -> None:
    """Somebody who types a class A–D on a screen with a question does not press a button."""
    for shown in family:
        if shown.screen.ask is None:
            continue
        assert {"A", "B", "C", "D"}.isdisjoint(b.label for b in shown.screen.buttons), shown.name


def _lines(family: list[talk.Shown]) -> Iterator[Line]:
    for shown in family:
        yield from shown.screen.lines


def test_no_line_has_space_at_its_end_or_two_empty_ones_follow(
    family: list[talk.Shown],
) -> None:
    for line in _lines(family):
        assert line.plain == line.plain.rstrip()
    for shown in family:
        texts = [line.plain for line in shown.screen.lines]
        assert ("", "") not in pairwise(texts), shown.name
        assert texts[-1], shown.name
