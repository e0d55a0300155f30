"""A roster that is wrong is refused cell by cell; what can be mended is mended and said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest

from core.people import Organisation, Post
from tests.documents import roster_books as ward
from tests.documents.roster_books import SINCE, Book

STAFF, UNITS, CHARGES, GIVEN = "Nhân sự", "Đơn vị", "Phụ trách lĩnh vực", "Ủy quyền"
OCTOBER = dt.datetime(2026, 10, 1)  # noqa: DTZ001 as Excel keeps a day
END = dt.datetime(2026, 10, 31)  # noqa: DTZ001 as Excel keeps a day
TP, PP, CV = 3, 4, 5
"""Rows of the head, the deputy and the specialist of PKT, from 0."""


def put(book: Book, sheet: str, row: int, column: str, value: Any) -> Book:
    book[sheet][row][ward.HEADINGS[sheet].index(column)] = value
    return book


def added(sheet: str, *rows: list[Any]) -> Book:
    book = ward.filled()
    book[sheet] += rows
    return book


def second(code: str, unit: str, position: str, first: Any = SINCE, last: Any = None) -> list[Any]:
    return [code, None, unit, position, None, "Công chức", "Cấp trưởng", None, None, first, last]


def posts(organisation: Organisation, person: str) -> tuple[Post, ...]:
    return organisation.all_posts_of(person)


def test_a_ward_as_the_clerk_fills_it_comes_in_without_a_word() -> None:
    rows, done = ward.laid(ward.filled())

    assert ward.said([*rows.faults, *rows.warnings, *done.broken, *done.warnings]) == []
    assert [one.code for one in done.organisation.units] == ["DU", "UBND", "PKT", "PVHXH"]
    (post,) = posts(done.organisation, "CV")
    assert (post.unit, post.position, post.in_charge) == ("PKT", "UBND_CC", "PP")
    assert (post.labour, post.pool, post.main) == ("civil_servant", "professional", True)
    assert (post.valid_from, post.valid_to) == (dt.date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "line"),
    [
        (STAFF, CV, "Đơn vị", "PXX", "Nhân sự!C7: Đơn vị: PXX: Không có đơn vị này. Ghi mã hoặc tên đơn vị."),
        (STAFF, CV, "Mã", "C V", "Nhân sự!A7: Mã: C V: Mã chỉ gồm chữ không dấu, số, - và _, tối đa 20 ký tự. Ví dụ: P061."),
        (STAFF, CV, "Phụ trách bởi", "PPX", "Nhân sự!H7: Phụ trách bởi: PPX: Bùi Thị Lan không phải cấp trưởng, cấp phó của Phòng Kinh tế trong thời gian này."),
        (STAFF, CV, "Phụ trách bởi", "CV", "Nhân sự!H7: Phụ trách bởi: CV: Không ai tự phụ trách mình. Ghi mã cấp phó hoặc cấp trưởng."),
        (STAFF, CV, "Phụ trách bởi", "P999", "Nhân sự!H7: Phụ trách bởi: P999: Không có ai mang mã này. Ghi mã cán bộ có ở trang Nhân sự, ví dụ: P061."),
        (STAFF, CV, "Đến ngày", "31/12/2025", "Nhân sự!K7: Đến ngày: 31/12/2025: Đến ngày trước từ ngày 01/01/2026. Ví dụ: từ 01/10/2026 đến 31/10/2026."),
        (STAFF, CV, "Từ ngày", "31/02/2026", "Nhân sự!J7: Từ ngày: 31/02/2026: Không có ngày này. Ví dụ: 15/11/2026."),
        (STAFF, CV, "Từ ngày", 46023, "Nhân sự!J7: Từ ngày: 46023: Là số, chưa phải ngày. Định dạng ô là ngày, hoặc gõ 15/11/2026."),
        (STAFF, CV, "Họ và tên", None, "Nhân sự!B7: Họ và tên: Ô trống; cần điền."),
        (STAFF, CV, "Họ và tên", "=A1", "Nhân sự!B7: Họ và tên: =A1: Ô có công thức; chép giá trị (dán giá trị) vào ô."),
        (STAFF, CV, "Chính", "có thể", "Nhân sự!E7: Chính: có thể: Chỉ ghi x hoặc để trống."),
        (STAFF, CV, "Nhóm nhiệm vụ", "Lái xe", "Nhân sự!G7: Nhóm nhiệm vụ: Lái xe: Chỉ ghi một trong: Cấp trưởng | Cấp phó | Chuyên môn, nghiệp vụ | Giáo viên | Hỗ trợ, phục vụ."),
        (UNITS, 2, "Trực thuộc", "PKT", "Đơn vị!E4: Trực thuộc: PKT: Đơn vị trực thuộc vòng lại chính nó."),
        (UNITS, 2, "Khối", "Chính quyền", "Đơn vị!C4: Khối: Chính quyền: Chỉ ghi một trong: Thường trực | Đảng, đoàn thể | HĐND | UBND."),
        (UNITS, 2, "Nơi nhận danh sách", "PXX", "Đơn vị!F4: Nơi nhận danh sách: PXX: Không có đơn vị này. Ghi mã hoặc tên đơn vị."),
        (UNITS, 2, "Mã", "UBND", "Đơn vị!A4: Mã: UBND: Mã đơn vị đã ghi ở dòng 3."),
        (CHARGES, 0, "Lãnh đạo", "TP", "Phụ trách lĩnh vực!A2: Lãnh đạo: TP: Người này không phải Phó Chủ tịch hoặc Chủ tịch UBND trong thời gian này."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_its_value_and_a_sentence(
    sheet: str, row: int, column: str, value: object, line: str
) -> None:
    assert line in ward.faults(put(ward.filled(), sheet, row, column, value))


def test_a_cycle_of_units_is_found_however_long() -> None:
    book = put(ward.filled(), UNITS, 1, "Trực thuộc", "PKT")

    assert [one.split(":")[0] for one in ward.faults(book)] == ["Đơn vị!E3", "Đơn vị!E4"]


def test_two_heads_on_one_day_are_refused() -> None:
    other = ward.row("TP2", "Ngô Văn Khoa", "PKT", "UBND_TRUONG", "Cấp trưởng")

    assert ward.faults(added(STAFF, other)) == [
        (
            "Nhân sự!D10: Chức danh: UBND_TRUONG: Đơn vị đã có cấp trưởng trong thời gian này: Phạm Thị"
            " Dung. Nếu là giao quyền, người được giao phải có thêm dòng chức danh đang giữ."
        )
    ]


def test_one_head_after_another_is_no_fault() -> None:
    other = ward.row("TP2", "Ngô Văn Khoa", "PKT", "UBND_TRUONG", "Cấp trưởng")
    other[9] = dt.datetime(2026, 11, 1)  # noqa: DTZ001 as Excel keeps a day
    book = put(added(STAFF, other), STAFF, TP, "Đến ngày", "31/10/2026")

    assert ward.faults(book) == []


@pytest.mark.parametrize("marked", [None, "x"])
def test_who_is_put_in_charge_heads_the_unit_before_the_absent_head(marked: str | None) -> None:
    book = added(STAFF, second("PP", "PKT", "UBND_TRUONG", OCTOBER, END))
    put(book, STAFF, 8, "Chính", marked)

    _, done = ward.laid(book)

    assert ward.faults(book) == []
    assert [(post.position, post.main) for post in posts(done.organisation, "PP")] == [
        ("UBND_PHO", True),
        ("UBND_TRUONG", False),
    ]
    assert done.organisation.head("PKT", dt.date(2026, 10, 15)) == "PP"
    assert done.organisation.head("PKT", dt.date(2026, 11, 1)) == "TP"


def test_a_post_given_for_longer_than_the_own_one_makes_two_heads() -> None:
    book = added(STAFF, second("PP", "PKT", "UBND_TRUONG", OCTOBER))
    put(book, STAFF, PP, "Đến ngày", "01/10/2026")

    assert [one.split(":")[0] for one in ward.faults(book)] == ["Nhân sự!D10"]


def test_a_ward_has_one_secretary_wherever_the_rows_stand() -> None:
    other = ward.row("BT2", "Ngô Văn Khoa", "DU2", "BI_THU", "Cấp trưởng")
    book = added(STAFF, other)
    book[UNITS].append(["DU2", "Đảng ủy", "Thường trực", "leadership", None, ward.OUTSIDE])

    assert [one.split(": Đơn vị đã có")[0] for one in ward.faults(book)] == [
        "Nhân sự!D10: Chức danh: BI_THU"
    ]


@pytest.mark.parametrize("position", ["BI_THU", "PBT_CT_UBND"])
def test_a_leader_of_the_ward_in_a_division_is_refused(position: str) -> None:
    book = put(ward.filled(), STAFF, CV, "Chức danh", position)

    assert any(
        f"Nhân sự!D7: Chức danh: {position}: Chức danh này là của lãnh đạo phường" in one
        for one in ward.faults(book)
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("System", "Mã này dành cho chương trình; chọn mã khác, ví dụ: P061."),
        (
            "pp",
            "Đã có mã PP, chỉ khác chữ hoa, chữ thường. Ghi đúng mã đó, hoặc chọn mã khác hẳn.",
        ),
    ],
)
def test_a_code_that_is_taken_for_another_is_refused(code: str, sentence: str) -> None:
    book = put(ward.filled(), STAFF, CV, "Mã", code)

    assert ward.faults(book) == [f"Nhân sự!A7: Mã: {code}: {sentence}"]


def test_a_name_longer_than_a_card_can_show_is_refused() -> None:
    book = put(ward.filled(), STAFF, CV, "Họ và tên", "Vũ " * 60)

    (one,) = ward.faults(book)
    assert one.endswith("Dài quá 120 ký tự.")


def test_a_column_that_is_not_there_leaves_what_is_known() -> None:
    full = ward.filled()
    put(put(full, STAFF, CV, "Điện thoại", "0912345678"), STAFF, CV, "Đến ngày", "31/12/2026")
    _, first = ward.laid(full)
    kept = ("Mã", "Họ và tên", "Đơn vị", "Chức danh", "Loại lao động", "Nhóm nhiệm vụ", "Từ ngày")
    at = [ward.HEADINGS[STAFF].index(heading) for heading in kept]

    narrow = ward.packed(
        {STAFF: []},
        lambda made: [
            made[STAFF].delete_rows(1),
            made[STAFF].append(list(kept)),
            made[STAFF].append([full[STAFF][CV][each] for each in at]),
        ],
    )
    _, done = ward.laid_from(narrow, first.organisation)

    assert set(done.organisation.posts) == set(first.organisation.posts)
    assert done.organisation.require_person("CV").phone == "0912345678"


def test_a_delegation_to_decide_leaves_the_one_to_comment_alone() -> None:
    _, first = ward.laid(added(GIVEN, ["TP", "PP", "Nhận xét", OCTOBER, END, "1/QĐ"]))
    book: Book = {GIVEN: [["TP", "PP", "Quyết định", OCTOBER, END, "2/QĐ"]]}

    _, done = ward.laid(book, first.organisation)

    assert [(one.act, one.document) for one in done.organisation.delegations] == [
        ("comment", "1/QĐ"),
        ("decide", "2/QĐ"),
    ]


def test_a_thousand_delegations_are_checked_at_once() -> None:
    people = [
        ward.row(f"L{n}", f"Người {n}", "PKT", "UBND_CC", "professional") for n in range(400)
    ]
    book = added(STAFF, *people)
    book[GIVEN] = [[f"L{n}", f"L{n + 200}", "Quyết định", OCTOBER, END, "1"] for n in range(200)]

    assert ward.faults(book) == []


def test_two_people_put_in_charge_at_once_are_refused() -> None:
    book = added(
        STAFF,
        second("PP", "PKT", "UBND_TRUONG", OCTOBER, END),
        second("CV", "PKT", "UBND_TRUONG", END, END),
    )

    assert [one.split(":")[0] for one in ward.faults(book)] == ["Nhân sự!D11"]


def test_the_highest_post_routes_and_a_mark_at_a_lower_one_is_worth_a_warning() -> None:
    book = added(STAFF, second("PCT", "PKT", "UBND_CC"))
    put(book, STAFF, 8, "Chính", "x")

    assert ward.warnings(book) == [
        "Nhân sự!E10: Chính: x: Đánh dấu Chính ở chức danh thấp hơn: phiếu vẫn theo chức danh cao nhất."
    ]


def test_two_main_posts_at_once_are_refused() -> None:
    book = added(STAFF, second("CV", "PVHXH", "UBND_CC", OCTOBER))
    put(put(book, STAFF, CV, "Chính", "x"), STAFF, 8, "Chính", "X")

    assert ward.faults(book) == [
        "Nhân sự!E10: Chính: X: Hai chức danh chính cùng lúc; chỉ ghi x ở một dòng."
    ]


def test_a_field_has_one_leader_at_a_time() -> None:
    book = added(CHARGES, ["CT", "PKT", OCTOBER, None])

    assert ward.faults(book) == [
        (
            "Phụ trách lĩnh vực!B4: Đơn vị: PKT: Lĩnh vực đã có lãnh đạo phụ trách trong thời gian này:"
            " PCT. Ghi Đến ngày cho người trước."
        )
    ]


def test_delegations_that_lead_back_are_refused_on_each_of_their_rows() -> None:
    book = added(
        GIVEN,
        ["TP", "PP", "Quyết định", OCTOBER, END, "1/QĐ"],
        ["PP", "TP", "decide", END, None, "2/QĐ"],
        ["PP", "CV", "Nhận xét", OCTOBER, END, "3/QĐ"],
    )

    assert ward.faults(book) == [
        "Ủy quyền!B2: Đến người: PP: Ủy quyền vòng lại người giao.",
        "Ủy quyền!B3: Đến người: TP: Ủy quyền vòng lại người giao.",
    ]


def test_a_chain_of_four_delegations_is_too_long_and_of_three_is_not() -> None:
    links = [
        [giver, receiver, "Quyết định", OCTOBER, END, "1/QĐ"]
        for giver, receiver in (("CT", "PCT"), ("PCT", "TP"), ("TP", "PP"), ("PP", "CV"))
    ]

    assert ward.faults(added(GIVEN, *links[:3])) == []
    assert ward.faults(added(GIVEN, *links)) == [
        "Ủy quyền!B2: Đến người: PCT: Ủy quyền nối tiếp quá 3 bậc."
    ]


def test_a_delegation_without_a_document_is_refused() -> None:
    book = added(GIVEN, ["TP", "PP", "Quyết định", OCTOBER, END, None])

    assert ward.faults(book) == ["Ủy quyền!F2: Văn bản: Ô trống; cần điền."]


def test_the_same_code_with_two_names_is_refused_and_with_the_name_left_out_is_not() -> None:
    book = added(STAFF, second("CV", "PVHXH", "UBND_CC", OCTOBER))
    assert ward.faults(book) == []

    put(book, STAFF, 8, "Họ và tên", "Vũ Thị Hà")
    assert ward.faults(book) == [
        "Nhân sự!B10: Họ và tên: Vũ Thị Hà: Cùng mã nhưng dòng 7 ghi là Vũ Thị Giang. Một mã là một người."
    ]


def test_what_people_type_in_their_own_ways_is_read_alike() -> None:
    book = ward.filled()
    put(book, STAFF, CV, "Họ và tên", unicodedata.normalize("NFD", "  Vũ Thị  Giang "))
    put(book, STAFF, CV, "Đơn vị", " phòng kinh tế ")
    put(book, STAFF, CV, "Loại lao động", "HỢP ĐỒNG HỖ TRỢ PHỤC VỤ")
    put(book, STAFF, CV, "Nhóm nhiệm vụ", "ho tro, phuc vu")
    put(book, STAFF, CV, "Chức danh", "ubnd_ldhd")
    put(book, STAFF, CV, "Phụ trách bởi", "PP Hoàng Văn Em")
    put(book, STAFF, CV, "Điện thoại", 912345678)
    put(book, STAFF, CV, "Từ ngày", "2026-01-05")
    put(book, STAFF, CV, "Đến ngày", "5.12.2026")

    _, done = ward.laid(book)

    assert ward.faults(book) == []
    person = done.organisation.require_person("CV")
    assert (person.name, person.phone) == ("Vũ Thị Giang", "0912345678")
    (post,) = posts(done.organisation, "CV")
    assert (post.unit, post.position, post.labour, post.pool, post.in_charge) == (
        "PKT",
        "UBND_LDHD",
        "contract_support",
        "support",
        "PP",
    )
    assert (post.valid_from, post.valid_to) == (dt.date(2026, 1, 5), dt.date(2026, 12, 5))


def test_codes_kept_as_numbers_name_the_same_people() -> None:
    book = added(
        STAFF,
        [
            7,
            "Ngô Bảy",
            "PKT",
            "UBND_CC",
            None,
            "Công chức",
            "professional",
            None,
            None,
            SINCE,
            None,
        ],
    )
    book[CHARGES].clear()
    book["Nghỉ"].append(["7", OCTOBER, END, "Thai sản"])

    rows, _ = ward.laid(book)

    assert ward.faults(book) == []
    assert [one.value.person for one in rows.absences] == ["7"]


def test_a_phone_of_two_people_comes_in_with_a_warning_on_both() -> None:
    book = put(ward.filled(), STAFF, CV, "Điện thoại", "0912 345 678")
    put(book, STAFF, PP, "Điện thoại", "+84912345678")

    assert ward.warnings(book) == [
        f"Nhân sự!I{row}: Điện thoại: {value}: Số này của hai người trở lên: vẫn nhập, nhưng không dùng để nhận ra ai."
        for row, value in ((6, "+84912345678"), (7, "0912 345 678"))
    ]


def test_a_head_in_a_unit_of_another_kind_is_worth_a_look() -> None:
    book = put(ward.filled(), STAFF, TP, "Chức danh", "DVSN_TRUONG")

    assert ward.warnings(book) == [
        "Nhân sự!D5: Chức danh: DVSN_TRUONG: Chức danh này thường không thuộc loại đơn vị này; kiểm tra lại."
    ]


def test_a_unit_without_a_head_comes_in() -> None:
    book = ward.filled()
    del book[STAFF][TP]

    assert ward.faults(book) == []


def test_who_is_not_in_the_file_stays_as_before() -> None:
    _, first = ward.laid(ward.filled())
    book: Book = {STAFF: [second("CV", "PVHXH", "UBND_CC", OCTOBER)]}
    book[STAFF][0][1] = "Vũ Thị Giang"

    _, done = ward.laid(book, first.organisation)

    assert done.broken == ()
    assert posts(done.organisation, "PP") == posts(first.organisation, "PP")
    assert [(post.unit, post.valid_to) for post in posts(done.organisation, "CV")] == [
        ("PKT", dt.date(2026, 9, 30)),
        ("PVHXH", None),
    ]
    assert done.organisation.charges == first.organisation.charges


def test_a_row_that_moves_a_person_keeps_the_post_that_was_held_until_then() -> None:
    full = ward.filled()
    _, first = ward.laid(full)
    book = put(
        put({STAFF: [list(full[STAFF][CV])]}, STAFF, 0, "Đơn vị", "PVHXH"),
        STAFF,
        0,
        "Phụ trách bởi",
        None,
    )
    put(book, STAFF, 0, "Từ ngày", OCTOBER)

    _, done = ward.laid(book, first.organisation)

    assert [
        (post.unit, post.valid_from, post.valid_to) for post in posts(done.organisation, "CV")
    ] == [
        ("PKT", dt.date(2026, 1, 1), dt.date(2026, 9, 30)),
        ("PVHXH", dt.date(2026, 10, 1), None),
    ]


def test_a_row_from_the_same_day_corrects_the_unit() -> None:
    full = ward.filled()
    _, first = ward.laid(full)
    book = put(
        put({STAFF: [list(full[STAFF][CV])]}, STAFF, 0, "Đơn vị", "PVHXH"),
        STAFF,
        0,
        "Phụ trách bởi",
        None,
    )

    _, done = ward.laid(book, first.organisation)

    assert [post.unit for post in posts(done.organisation, "CV")] == ["PVHXH"]


def test_giao_quyen_alone_leaves_the_deputys_own_post() -> None:
    _, first = ward.laid(ward.filled())
    row = second("PP", "PKT", "UBND_TRUONG", OCTOBER, END)
    row[1] = "Hoàng Văn Em"

    _, done = ward.laid({STAFF: [row]}, first.organisation)

    assert [(post.position, post.main) for post in posts(done.organisation, "PP")] == [
        ("UBND_PHO", True),
        ("UBND_TRUONG", False),
    ]


def test_one_wrong_cell_of_a_unit_is_one_fault() -> None:
    book = put(ward.filled(), UNITS, 1, "Nơi nhận danh sách", "ABC")

    assert ward.faults(book) == [
        "Đơn vị!F3: Nơi nhận danh sách: ABC: Không có đơn vị này. Ghi mã hoặc tên đơn vị."
    ]


def test_a_wrong_code_is_one_fault_also_where_the_person_is_named() -> None:
    book = put(
        added(GIVEN, ["TP", "P P", "Quyết định", OCTOBER, END, "1"]), STAFF, PP, "Mã", "P P"
    )
    put(book, STAFF, CV, "Phụ trách bởi", "P P")

    assert [one.split(": ")[0] for one in ward.faults(book)] == ["Nhân sự!A6"]


def test_a_formula_is_one_fault() -> None:
    book = put(ward.filled(), STAFF, CV, "Họ và tên", "=A1")

    assert len(ward.faults(book)) == 1


def test_a_heading_that_is_missing_is_one_fault() -> None:
    content = ward.packed(ward.filled(), lambda made: made[STAFF].cell(1, 4, "Vị trí công tác"))

    assert ward.faults_from(content) == ["Nhân sự: Chức danh: Thiếu cột Chức danh."]


def test_a_quota_group_that_is_not_said_follows_from_the_post() -> None:
    book = ward.filled()
    for row in book[STAFF]:
        row[6] = None

    _, done = ward.laid(book)

    assert ward.faults(book) == []
    assert [post.pool for post in done.organisation.posts] == [
        *("head", "head", "deputy", "head", "deputy", "professional", "head", "deputy")
    ]


def test_a_deputy_may_move_away_from_those_in_his_charge_with_a_warning() -> None:
    _, first = ward.laid(ward.filled())
    book: Book = {STAFF: [ward.row("PP", "Hoàng Văn Em", "PVHXH", "UBND_PHO", "Cấp phó")]}

    rows, done = ward.laid(book, first.organisation)

    assert ward.faults(book, first.organisation) == []
    assert ward.said([*rows.warnings, *done.warnings]) == [
        "ns.xlsx: CV UBND_CC PKT: Hoàng Văn Em không phải cấp trưởng, cấp phó của Phòng Kinh tế trong thời gian này."
    ]


def test_a_change_that_breaks_a_row_outside_the_file_names_that_row() -> None:
    _, first = ward.laid(ward.filled())
    book: Book = {UNITS: [["DU", "Đảng ủy", "Thường trực", "leadership", "PKT", ward.OUTSIDE]]}
    book[UNITS].append(["UBND", "Lãnh đạo UBND", "ubnd", "committee_leadership", "DU", "PVHXH"])

    assert [one.split(": ")[:2] for one in ward.faults(book, first.organisation)] == [
        ["Đơn vị!E2", "Trực thuộc"],
        ["Đơn vị!E3", "Trực thuộc"],
        ["ns.xlsx", "PKT"],
    ]
