"""What a fault of the database says: never whose row it was, nor what stood in it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from storage import tables
from storage.engine import SqlStorage
from tests.storage import values

SECRET = "LOI NHAN XET BI MAT"


async def test_no_value_stands_in_the_text_of_a_fault_on_writing(storage: SqlStorage) -> None:
    row = {
        "seq": 1,
        "at": values.NOW,
        "actor": "P031",
        "act": "comment",
        "subject": SECRET,
        "channel": "test",
        "facts": "{}",
        "previous": "0",
        "hash": "1",
    }
    async with storage.write() as unit:
        await unit.connection.execute(insert(tables.audit).values(row))
        with pytest.raises(DBAPIError) as fault:
            await unit.connection.execute(insert(tables.audit).values(row))
    assert "INSERT INTO audit" in str(fault.value)
    assert SECRET not in str(fault.value.args) + str(fault.value) + repr(fault.value)
    assert "P031" not in str(fault.value)


async def test_no_value_stands_in_the_text_of_a_fault_on_reading(storage: SqlStorage) -> None:
    asked = text("SELECT no_such_column FROM audit WHERE subject = :subject")
    async with storage.read() as unit:
        with pytest.raises(DBAPIError) as fault:
            await unit.connection.execute(asked, {"subject": SECRET})
    assert SECRET not in str(fault.value)
