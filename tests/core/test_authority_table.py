from __future__ import annotations

import re

import pytest

from core import authority_table, errors
from tests.core import ward


def _with_row_key(text: str, subject: str, key: str, value: str) -> str:
    head, tail = text.split(f'[[route]]\nsubject = "{subject}"\n')
    assert f"\n{key} = " in tail
    return (
        head
        + f'[[route]]\nsubject = "{subject}"\n'
        + re.sub(rf"\n{key} = .*", f"\n{key} = {value}", tail, count=1)
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("form", '"03"'),
        ("form", '"05"'),
        ("commenter", '"PHO_BI_THU"'),
        ("commenter", "[]"),
        ("decider", '"@pct_in_charge_of_field"'),
        ("decider_status", '"perhaps"'),
        ("summary_list_to", '"BXDD"'),
        ("notice_form", '"4A"'),
        ("sources", '["S99"]'),
        ("block", '"hdnd"'),
        ("due", "{self = 25}"),
        ("reading", '""'),
        ("note", "3"),
    ],
)
def test_a_spoilt_row_is_refused_with_its_place(key: str, value: str) -> None:
    spoilt = _with_row_key(ward.rules(), "DANG_PHO", key, value)
    with pytest.raises(errors.RulesBroken) as fault:
        authority_table.load(spoilt)
    assert fault.value.data["file"] == "authority.toml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "S05"', 'id = "S04"'),
        ('[[route]]\nsubject = "KCT"', '[[unrouted]]\nsubject = "KCT"'),
        ('code = "several-deputies"', 'code = "several-heads"'),
        ('code = "EXT_TT_THANH_UY"', 'code = "EXT_TT"'),
        ("schema = 1", "schema = 2"),
        ("schema = 1", "schema = "),
        ("schema = 1", "schema = 1\nextra = 1"),
        ("source_rows_not_routing = []", 'source_rows_not_routing = "S01"'),
        ('code = "school"', 'code = "kindergarten"'),
    ],
)
def test_a_spoilt_file_is_refused(old: str, new: str) -> None:
    text = ward.rules()
    assert old in text
    spoilt = text.replace(old, new, 1)
    with pytest.raises(errors.RulesBroken):
        authority_table.load(spoilt)
