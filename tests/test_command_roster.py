"""``danhgia template staff``, ``import`` of a roster, ``export-roster``, and what routes say then."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.command_line import Run, sentence
from tests.documents import roster_books
from tests.documents.roster_books import SINCE, Book

pytest_plugins = ["tests.command_fixtures"]

STAFF = "Nhân sự"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ward without anybody, at half past eight on 22/10/2026."""
    file = tmp_path / "empty.db"
    monkeypatch.setenv("DANHGIA_DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    monkeypatch.setenv("DANHGIA_TELEGRAM_API", "http://127.0.0.1:9")
    monkeypatch.setenv("DANHGIA_CLOCK", "2026-10-22T08:30:00+07:00")
    return file


def given(folder: Path, book: Book, name: str = "ns.xlsx") -> str:
    (folder / name).write_bytes(roster_books.packed(book))
    return name


def people(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    found = [code for (code,) in connection.execute("SELECT code FROM person ORDER BY ordinal")]
    connection.close()
    return found


def ends(run: Run, person: str, *more: str) -> dict[str, Any]:
    done = run("route", person, "--json", *more)
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_template_offers_its_lists_and_its_examples_are_skipped(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    assert run("template", "staff", "-o", "mau.xlsx").status == 0
    book = load_workbook(tmp_path / "mau.xlsx")
    assert book.sheetnames[:5] == list(roster_books.HEADINGS)
    for title, headings in roster_books.HEADINGS.items():
        shown = [cell.value for cell in book[title][1]]
        assert shown[: len(headings)] == list(headings)
        assert book[title].max_row > 1
    offered = {
        str(rule.sqref).split(":")[0] for rule in book[STAFF].data_validations.dataValidation
    }
    assert offered == {"C2", "D2", "E2", "F2", "G2", "H2"}

    done = run("import", "mau.xlsx")

    assert (done.status, done.out.splitlines()[0]) == (
        0,
        "Tổ chức, nhân sự: không có gì thay đổi.",
    )
    assert people(empty) == []


def test_a_roster_comes_in_at_once_and_everybody_has_a_route(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    done = run("import", given(tmp_path, roster_books.filled()))

    assert (done.status, done.err) == (0, "")
    assert "🆕 8 người mới: Nguyễn Văn An (BT), " in done.out
    assert people(empty) == ["BT", "CT", "PCT", "TP", "PP", "CV", "TPX", "PPX"]
    found = ends(run, "CV")
    assert [one["code"] for one in found["commenter"]] == ["PP"]
    assert [one["code"] for one in found["decider"]] == ["TP"]
    assert run("audit", "verify").status == 0


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, empty: Path, tmp_path: Path) -> None:
    name = given(tmp_path, roster_books.filled())

    seen = run("import", name, "--dry-run").out.splitlines()

    assert people(empty) == []
    assert run("import", name).out.splitlines()[:-1] == seen[:-1]


def test_one_wrong_cell_keeps_everything_out(run: Run, empty: Path, tmp_path: Path) -> None:
    book = roster_books.filled()
    book[STAFF][5][2] = "PXX"
    book[STAFF][4][9] = "hôm qua"

    done = run("import", given(tmp_path, book))

    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        "Nhân sự!J6: Từ ngày: hôm qua: Không có ngày này. Ví dụ: 15/11/2026.",
        "Nhân sự!C7: Đơn vị: PXX: Không có đơn vị này. Ghi mã hoặc tên đơn vị.",
    ]
    assert people(empty) == []


def test_the_preview_names_who_is_new_moved_left_and_who_loses_a_route(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    run("import", given(tmp_path, roster_books.filled()))
    book: Book = {STAFF: roster_books.filled()[STAFF][3:6]}
    book[STAFF][0][10] = "30/09/2026"
    book[STAFF][2][10] = "30/09/2026"
    moved = list(book[STAFF][2])
    moved[2], moved[7], moved[9], moved[10] = "PVHXH", None, "01/10/2026", None
    book[STAFF] += [
        moved,
        roster_books.row("CV2", "Ngô Thị Mai", "PKT", "UBND_CC", "professional"),
    ]

    said = run("import", given(tmp_path, book), "--dry-run").out.splitlines()

    assert said == [
        "⚠️ 1 người mất tuyến nhận xét, quyết định: Hoàng Văn Em (PP)",
        "⚠️ 1 người chưa có đủ người nhận xét, cấp quyết định: Ngô Thị Mai (CV2)",
        "🆕 1 người mới: Ngô Thị Mai (CV2)",
        "🚪 1 người thôi giữ chức vụ, vị trí: Phạm Thị Dung (TP)",
        "🔁 1 người chuyển đơn vị:",
        "• Vũ Thị Giang: PKT → PVHXH, từ 01/10/2026",
        "↪️ 1 người đổi người nhận xét hoặc cấp quyết định: Vũ Thị Giang (CV)",
        (
            "5 người không có trong tệp, giữ nguyên: Nguyễn Văn An (BT), Trần Thị Bình (CT),"
            " Lê Văn Cường (PCT), Đỗ Văn Hải (TPX), Bùi Thị Lan (PPX)"
        ),
        "Chưa ghi gì (--dry-run).",
    ]


def test_the_preview_says_what_changes_of_whom_and_what_a_last_day_will_do(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    run("import", given(tmp_path, roster_books.filled()))
    book: Book = {STAFF: roster_books.filled()[STAFF][3:6]}
    book[STAFF][0][10] = "31/10/2026"
    book[STAFF][1][8] = "0912345678"
    book[STAFF][2][7] = "TP"
    book[STAFF].append(["CV", None, "PKT", "UBND_LDHD", None, "Hợp đồng hỗ trợ", None, None, None])
    book[STAFF][3] += ["01/11/2026", None]

    said = run("import", given(tmp_path, book), "--dry-run").out.splitlines()

    assert said[:5] == [
        "⚠️ Từ 01/11/2026, 2 người mất tuyến nhận xét, quyết định: Hoàng Văn Em (PP), Vũ Thị Giang (CV)",
        "✏️ 3 người thay đổi:",
        "• Phạm Thị Dung (TP): đến ngày",
        "• Hoàng Văn Em (PP): điện thoại",
        "• Vũ Thị Giang (CV): người phụ trách, thêm, bớt chức danh",
    ]
    assert "↪️ 1 người đổi người nhận xét hoặc cấp quyết định: Vũ Thị Giang (CV)" in said
    del empty


def test_what_is_exported_changes_nothing_when_it_comes_back(
    run: Run, ward: Path, tmp_path: Path
) -> None:
    before = people(ward)
    assert run("export-roster", "-o", "ra.xlsx").status == 0

    done = run("import", "ra.xlsx")

    assert done.status == 0
    assert done.err == ""
    assert done.out.splitlines()[0] == "Tổ chức, nhân sự: không có gì thay đổi."
    assert people(ward) == before
    shown = [cell.value for cell in load_workbook(tmp_path / "ra.xlsx")[STAFF][2]]
    assert shown[:4] == ["P001", "Nguyễn Văn An (mẫu)", "DU", "BI_THU"]


def test_an_empty_ward_filled_from_an_export_has_the_same_routes(
    run: Run, ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export-roster", "-o", "ra.xlsx")
    here = run("route", "--all", "--month", "2026-10", "--json").out
    monkeypatch.setenv("DANHGIA_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'other.db'}")

    assert run("import", "ra.xlsx").status == 0

    assert json.loads(run("route", "--all", "--month", "2026-10", "--json").out) == json.loads(
        here
    )
    run("export-roster", "-o", "lai.xlsx")
    assert values(tmp_path / "lai.xlsx") == values(tmp_path / "ra.xlsx")
    del ward


def values(file: Path) -> dict[str, list[list[Any]]]:
    book = load_workbook(file)
    return {title: [[c.value for c in r] for r in book[title]] for title in roster_books.HEADINGS}


def test_a_name_that_looks_like_a_formula_is_exported_as_text(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    names = ["+84 Văn", "-Mai", "@Hải", "'=1+1"]
    book = roster_books.filled()
    for each, name in zip(book[STAFF], names, strict=False):
        each[1] = name
    run("import", given(tmp_path, book))

    run("export-roster", "-o", "ra.xlsx")

    cells = list(load_workbook(tmp_path / "ra.xlsx")[STAFF].iter_rows(min_row=2, max_col=2))
    assert {row[1].data_type for row in cells} == {"s"}
    assert [row[1].value for row in cells][: len(names)] == names
    assert run("import", "ra.xlsx", "--dry-run").out.startswith(
        "Tổ chức, nhân sự: không có gì thay đổi."
    )
    del empty


def test_absences_come_in_approved_and_once(run: Run, empty: Path, tmp_path: Path) -> None:
    book = roster_books.filled()
    book["Nghỉ"] = [["CV", "26/10/2026", "28/10/2026", "Phép"], ["PP", SINCE, "01/12/2026", "ốm"]]
    name = given(tmp_path, book)

    first = run("import", name)
    again = run("import", name)

    assert "🏖 2 đợt nghỉ mới: Vũ Thị Giang 26/10/2026–28/10/2026, " in first.out
    assert again.out.splitlines()[0] == "Tổ chức, nhân sự: không có gì thay đổi."
    connection = sqlite3.connect(empty)
    kept = connection.execute("SELECT person, state FROM absence ORDER BY id").fetchall()
    connection.close()
    assert kept == [("CV", "approved"), ("PP", "approved")]
    book["Nghỉ"] = [["CV", "28/10/2026", "29/10/2026", "Ốm"]]
    assert sentence(run("import", given(tmp_path, book))) == (
        "Nghỉ!B2: Từ ngày: 28/10/2026: Đã có đợt nghỉ từ 26/10/2026 đến 28/10/2026 trùng ngày."
    )


def test_a_month_reads_the_posts_of_its_own_time_and_nobody_without_a_post(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    book = roster_books.filled()
    book[STAFF][5][9] = dt.datetime(2026, 10, 1)  # noqa: DTZ001 as Excel keeps a day
    run("import", given(tmp_path, book))

    assert ends(run, "CV", "--month", "2026-10")["position"] == "UBND_CC"
    assert "Vũ Thị Giang (CV) không giữ chức danh nào" in sentence(
        run("route", "CV", "--month", "2026-09")
    )
    everybody = json.loads(run("route", "--all", "--month", "2026-09", "--json").out)
    assert [one["person"] for one in everybody] == ["BT", "CT", "PCT", "TP", "PP", "TPX", "PPX"]
    del empty


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Lưu lại thành Excel .xlsx"),
        ("lon.xlsx", bytes(50_000_000), "quá lớn"),
        ("chu.xlsx", "Họ và tên;Đơn vị".encode(), "không phải Excel"),
        ("macro.xlsm", roster_books.packed(roster_books.filled()), "có macro (.xlsm)"),
    ],
)
def test_a_file_that_is_no_workbook_is_one_sentence(
    run: Run, empty: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)

    assert words in sentence(run("import", name))
    del empty


def test_merged_cells_are_refused_by_their_place(run: Run, empty: Path, tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book[STAFF].merge_cells("C4:C5")

    content = roster_books.packed(roster_books.filled(), merge)
    (tmp_path / "gop.xlsx").write_bytes(content)

    assert sentence(run("import", "gop.xlsx")).startswith("Nhân sự!C4:C5: Đơn vị: UBND: Ô gộp")
    assert people(empty) == []


def test_hidden_rows_unknown_columns_and_another_order_come_in_with_a_word(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    def shuffled(book: Workbook) -> None:
        sheet = book[STAFF]
        sheet.move_range("A1:A20", cols=14)
        sheet["B1"].value, sheet["L1"].value = "Họ và tên", "Ghi chú"
        sheet.row_dimensions[3].hidden = True

    content = roster_books.packed(roster_books.filled(), shuffled)
    (tmp_path / "khac.xlsx").write_bytes(content)

    done = run("import", "khac.xlsx")

    assert done.status == 0, done.err
    assert done.err.splitlines() == [
        "Nhân sự: Ghi chú: Cột không dùng: Ghi chú.",
        "Nhân sự: 3: Dòng ẩn 3: vẫn đọc.",
    ]
    assert len(people(empty)) == 8
