"""``danhgia template`` and ``danhgia import``: faults one a line, nothing half imported."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command_line import Run, sentence
from tests.documents.books import CATALOGUE_HEADINGS, CATALOGUE_NEXT, CATALOGUE_ROW, made, planned

pytest_plugins = ["tests.command_fixtures"]

SPACED = "Mã “TT 01” có dấu cách hoặc dấu lạ; chỉ dùng chữ, số và các dấu . - / _. Ví dụ: BC01."
WRONG = [
    CATALOGUE_ROW,
    ("PKT", "TT 01", "Tờ trình", "", "tờ trình", "", 0, "", "", ""),
    ("PXX", "X01", "", "", "việc", "", "=1+1", "", "", ""),
]


def rows(ward: Path, table: str) -> int:
    with sqlite3.connect(ward) as connection:
        (count,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("kind", ["catalogue", "plan"])
def test_a_template_needs_no_ward(run: Run, tmp_path: Path, kind: str) -> None:
    done = run("template", kind, "-o", "mau.xlsx")

    assert (done.status, done.out) == (0, "")
    assert load_workbook(tmp_path / "mau.xlsx").sheetnames[-1] == "Hướng dẫn"
    assert not (tmp_path / "danhgia.db").exists()


@pytest.mark.usefixtures("ward")
def test_a_template_of_a_unit_holds_its_people_and_items(run: Run, tmp_path: Path) -> None:
    assert run("template", "plan", "-o", "mau.xlsx", "--unit", "PKT").status == 0

    lists = load_workbook(tmp_path / "mau.xlsx")["Danh sách"]
    assert "P061 Hoàng Thu Nga (mẫu)" in [cell.value for cell in lists["A"]]
    assert len(list(lists["B"])) > 10


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "command",
    [
        ("template", "plan", "-o", "mau.xlsx", "--unit", "PXX"),
        ("template", "plan", "-o", "khong-co/mau.xlsx"),
        ("import", "khong-co.xlsx"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, command: tuple[str, ...]) -> None:
    assert sentence(run(*command))


def test_a_catalogue_comes_in_approved_and_audited(run: Run, ward: Path, tmp_path: Path) -> None:
    before = rows(ward, "catalogue")
    (tmp_path / "dm.xlsx").write_bytes(made())

    done = run("import", "dm.xlsx")

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith(
        "Danh mục của Phòng Kinh tế, Hạ tầng và Đô thị, áp dụng từ tháng 11/2026: 2 mục mới"
    )
    assert done.out.splitlines()[-1].startswith("Đã nhập danh mục PKT, bản 2")
    assert rows(ward, "catalogue") == before + 1
    assert run("audit", "verify").status == 0


def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, ward: Path, tmp_path: Path) -> None:
    before = rows(ward, "catalogue"), rows(ward, "audit")
    (tmp_path / "dm.xlsx").write_bytes(made())

    done = run("import", "dm.xlsx", "--dry-run")

    assert (done.status, done.err) == (0, "")
    assert "🆕 BC01 Báo cáo tuần, báo cáo, hệ số 1 (chuẩn)" in done.out.splitlines()
    assert done.out.splitlines()[-1] == "Chưa ghi gì (--dry-run)."
    assert (rows(ward, "catalogue"), rows(ward, "audit")) == before


def test_every_fault_is_a_line_and_nothing_is_imported(
    run: Run, ward: Path, tmp_path: Path
) -> None:
    before = rows(ward, "catalogue"), rows(ward, "audit")
    (tmp_path / "dm.xlsx").write_bytes(made(WRONG))

    done = run("import", "dm.xlsx")

    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        f"Danh mục!B3: Mã: TT 01: {SPACED}",
        "Danh mục!G3: Hệ số: 0: Hệ số phải lớn hơn 0 và không quá 100. Ví dụ: 1,5.",
        "Danh mục!A4: Đơn vị: PXX: Không có đơn vị này. Ghi mã hoặc tên đơn vị.",
        "Danh mục!C4: Tên công việc: Ô trống; cần điền.",
        "Danh mục!G4: Hệ số: =1+1: Ô có công thức; chép giá trị (dán giá trị) vào ô.",
    ]
    assert (rows(ward, "catalogue"), rows(ward, "audit")) == before


def test_warnings_stand_beside_what_is_imported(run: Run, ward: Path, tmp_path: Path) -> None:
    del ward
    headings = (*CATALOGUE_HEADINGS, "Ghi chú")
    (tmp_path / "dm.xlsx").write_bytes(
        made([(*CATALOGUE_ROW, "a"), (*CATALOGUE_NEXT, "b")], headings=headings)
    )

    done = run("import", "dm.xlsx")

    assert (done.status, done.err) == (0, "Danh mục: Ghi chú: Cột không dùng: Ghi chú.\n")


def test_a_plan_comes_in_as_a_draft_that_gives_nobody_work(
    run: Run, ward: Path, tmp_path: Path
) -> None:
    before = rows(ward, "month_plan"), rows(ward, "task_item")
    (tmp_path / "dm.xlsx").write_bytes(made())
    row = ("PKT", "11/2026", "P061 + P062", "BC01", "", 2, "15/11/2026", "", "", "")
    (tmp_path / "kh.xlsx").write_bytes(planned([row]))
    assert run("import", "dm.xlsx").status == 0

    done = run("import", "kh.xlsx")

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == (
        "Đã nhập kế hoạch tháng 11/2026 của PKT, chờ thủ trưởng duyệt: 1 dòng."
    )
    after = rows(ward, "month_plan"), rows(ward, "task_item")
    assert after == (before[0] + 1, before[1])


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "content", [b"", b"PK", b"khong phai", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_is_no_workbook_is_one_sentence(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "la.xlsx").write_bytes(content)

    assert sentence(run("import", "la.xlsx")).startswith("la.xlsx: ")
