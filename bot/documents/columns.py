"""The columns of the workbooks that are exchanged, by the headings people see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.sheets import ABSENCES, CATALOGUE, CHARGES, DELEGATIONS, PLAN, STAFF, UNITS
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


EXAMPLE_MARK = "(mẫu)"
ROSTER_MARK = "(ví dụ)"
"""People of a roster may be invented and called samples all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of sheet. *example* is the column whose text, ending in *mark*, marks a row as an
    example. *whole_title*: a longer name of a sheet is another sheet's.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    example: str
    mark: str = EXAMPLE_MARK
    whole_title: bool = False

    def is_titled(self, folded_title: str) -> bool:
        own = folded(self.title)
        return folded_title == own if self.whole_title else folded_title.startswith(own)

    def key_of(self, heading: str) -> str | None:
        said = folded(heading).strip(" *:")
        return next((one.key for one in self.columns if said in one.names), None)


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

_FROM = Column(key="valid_from", heading="Từ ngày", width=13, required=True)
_TO = Column(key="valid_to", heading="Đến ngày", width=13)
_UNITS = Layout(
    kind=UNITS,
    title="Đơn vị",
    example="name",
    mark=ROSTER_MARK,
    whole_title=True,
    columns=(
        Column(key="code", heading="Mã", width=12, required=True, others=("ma don vi",)),
        Column(key="name", heading="Tên", width=46, required=True, others=("ten don vi",)),
        Column(key="block", heading="Khối", width=18, required=True),
        Column(key="kind", heading="Loại", width=28, required=True, others=("loai don vi",)),
        Column(key="parent", heading="Trực thuộc", width=14),
        Column(key="list_to", heading="Nơi nhận danh sách", width=28, required=True),
    ),
)
_STAFF = Layout(
    kind=STAFF,
    title="Nhân sự",
    example="name",
    mark=ROSTER_MARK,
    whole_title=True,
    columns=(
        Column(key="code", heading="Mã", width=10, required=True, others=("ma can bo",)),
        Column(key="name", heading="Họ và tên", width=30, required=True, others=("ho ten",)),
        Column(key="unit", heading="Đơn vị", width=12, required=True),
        Column(key="position", heading="Chức danh", width=20, required=True),
        Column(key="main", heading="Chính", width=8),
        Column(key="labour", heading="Loại lao động", width=26, required=True),
        Column(key="pool", heading="Nhóm nhiệm vụ", width=26),
        Column(key="in_charge", heading="Phụ trách bởi", width=14),
        Column(key="phone", heading="Điện thoại", width=16, others=("so dien thoai",)),
        _FROM,
        _TO,
        Column(key="title", heading="Tên chức vụ", width=34),
    ),
)
_CHARGES = Layout(
    kind=CHARGES,
    title="Phụ trách lĩnh vực",
    example="leader",
    mark=ROSTER_MARK,
    whole_title=True,
    columns=(
        Column(key="leader", heading="Lãnh đạo", width=18, required=True),
        Column(key="unit", heading="Đơn vị", width=14, required=True),
        _FROM,
        _TO,
    ),
)
_DELEGATIONS = Layout(
    kind=DELEGATIONS,
    title="Ủy quyền",
    example="giver",
    mark=ROSTER_MARK,
    whole_title=True,
    columns=(
        Column(key="giver", heading="Từ", width=18, required=True, others=("tu nguoi",)),
        Column(key="receiver", heading="Đến người", width=18, required=True),
        Column(key="act", heading="Việc", width=16, required=True),
        _FROM,
        _TO,
        Column(key="document", heading="Văn bản", width=34, required=True),
    ),
)
_ABSENCES = Layout(
    kind=ABSENCES,
    title="Nghỉ",
    example="person",
    mark=ROSTER_MARK,
    whole_title=True,
    columns=(
        Column(key="person", heading="Mã", width=18, required=True, others=("ma can bo",)),
        Column(key="first", heading="Từ ngày", width=13, required=True),
        Column(key="last", heading="Đến ngày", width=13, required=True),
        Column(key="kind", heading="Loại", width=24, required=True),
    ),
)

LAYOUTS: Mapping[str, Layout] = {
    CATALOGUE: _CATALOGUE,
    PLAN: _PLAN,
    UNITS: _UNITS,
    STAFF: _STAFF,
    CHARGES: _CHARGES,
    DELEGATIONS: _DELEGATIONS,
    ABSENCES: _ABSENCES,
}
