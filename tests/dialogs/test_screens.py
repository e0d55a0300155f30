"""Every screen as it is read, a family a file: an officer may check the words there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bot import app as composition
from tests.dialogs import scenes, talk


class OneText(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("family", scenes.FAMILIES)
def test_reads_as_before(
    family: str, families: Mapping[str, list[talk.Shown]], snapshot: SnapshotAssertion
) -> None:
    hint = composition.read_words().text("common.letters")

    read = "\n".join(talk.as_read(shown, hint) for shown in families[family])

    assert read == snapshot(extension_class=OneText)
