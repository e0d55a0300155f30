"""``danhgia export``: the unit's forms on paper, or a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command_line import Run, sentence

pytest_plugins = ["tests.command_fixtures"]

PRINT = ("--form", "phieu", "--to", "pdf", "-o", "phieu.pdf")


def pages(file: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))


def test_a_units_forms_are_printed_in_one_file_the_same_each_time(
    run: Run, ward: Path, tmp_path: Path
) -> None:
    del ward
    done = run("export", "VPDU", "2026-10", *PRINT)
    first = (tmp_path / "phieu.pdf").read_bytes()
    assert (done.status, done.out) == (0, "")
    assert done.err == "Đã ghi phieu.pdf.\n"
    assert pages(tmp_path / "phieu.pdf") == 2 * 5 + 4 * 3 + 2 * 2  # form 02, 03 and 04
    assert run("export", "VPDU", "2026-10", *PRINT).status == 0
    assert (tmp_path / "phieu.pdf").read_bytes() == first


def test_one_persons_form_is_printed_alone_and_the_audit_knows(
    run: Run, ward: Path, tmp_path: Path
) -> None:
    del ward
    assert run("export", "VPDU", "2026-10", *PRINT, "--person", "P010").status == 0
    assert pages(tmp_path / "phieu.pdf") == 2
    assert run("audit", "verify").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("VPDU", "2026-10", "--form", "1A", "-o", "x.pdf"), "“1A”"),
        (("VPDU", "2026-10", "--form", "phieu", "--to", "docx", "-o", "x"), "pdf"),
        (("XXX", "2026-10", *PRINT), ""),
        (("VPDU", "10/2026", *PRINT), "2026-10"),
        (("VPDU", "2026-10", *PRINT, "--person", "P061"), "Văn phòng Đảng ủy"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_one_sentence(
    run: Run, ward: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    del ward
    assert said in sentence(run("export", *arguments))
    assert list(tmp_path.glob("*.pdf")) == []
