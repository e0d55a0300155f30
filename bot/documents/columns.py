"""The columns of the workbooks that are exchanged, by the headings people see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.sheets import CATALOGUE, PLAN
from core.text import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """*others* are headings that people also write, folded. *width* in characters."""

    key: str
    heading: str
    width: int
    required: bool = False
    others: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset({folded(self.heading), *self.others})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of sheet. *example* is the column whose text marks a row as an example."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    example: str

    def key_of(self, heading: str) -> str | None:
        said = folded(heading).strip(" *:")
        return next((one.key for one in self.columns if said in one.names), None)


EXAMPLE_MARK = "(mẫu)"
GUIDE = "Hướng dẫn"
LISTS = "Danh sách"

_CATALOGUE = Layout(
    kind=CATALOGUE,
    title="Danh mục",
    example="name",
    columns=(
        Column(key="unit", heading="Đơn vị", width=12),
        Column(key="code", heading="Mã", width=12, required=True, others=("ma cong viec",)),
        Column(key="name", heading="Tên công việc", width=44, required=True, others=("ten",)),
        Column(key="output", heading="Sản phẩm đầu ra", width=30, others=("san pham",)),
        Column(
            key="unit_of_count", heading="Đơn vị tính", width=14, required=True, others=("dvt",)
        ),
        Column(key="group", heading="Nhóm phức tạp", width=16, others=("nhom",)),
        Column(
            key="coefficient",
            heading="Hệ số",
            width=9,
            required=True,
            others=("he so quy doi",),
        ),
        Column(key="standard", heading="Chuẩn", width=9, others=("don vi chuan",)),
        Column(key="month", heading="Áp dụng từ tháng", width=18, others=("tu thang",)),
        Column(key="document", heading="Văn bản", width=34, others=("so van ban",)),
    ),
)
_PLAN = Layout(
    kind=PLAN,
    title="Kế hoạch tháng",
    example="work",
    columns=(
        Column(key="unit", heading="Đơn vị", width=12),
        Column(key="month", heading="Tháng", width=11),
        Column(
            key="person",
            heading="Người thực hiện",
            width=30,
            required=True,
            others=("nguoi", "can bo thuc hien"),
        ),
        Column(key="code", heading="Mã công việc", width=14, others=("ma",)),
        Column(key="work", heading="Công việc", width=44, others=("ten cong viec", "noi dung")),
        Column(key="quantity", heading="Số lượng", width=10, required=True, others=("sl",)),
        Column(
            key="due",
            heading="Hạn",
            width=13,
            required=True,
            others=("han hoan thanh", "thoi han"),
        ),
        Column(key="expected", heading="Kết quả mong đợi", width=40, others=("ket qua",)),
        Column(key="responsibility", heading="Trách nhiệm", width=24),
        Column(key="authority", heading="Thẩm quyền", width=24),
    ),
)

LAYOUTS: Mapping[str, Layout] = {CATALOGUE: _CATALOGUE, PLAN: _PLAN}
