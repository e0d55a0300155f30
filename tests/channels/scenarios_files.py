"""Photos and files go in as evidence and come back out. Nothing of ours is imported."""

from __future__ import annotations

from tests.channels.moves import home
from tests.channels.phone import Received, Ward

PDF = b"%PDF-1.7 " + bytes(range(256))
PHOTO = b"\xff\xd8\xff " + bytes(range(256)) * 3
TASK = "📎 Thẩm định hồ sơ"


async def a_file_nobody_asked_for_becomes_evidence_and_comes_back(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.send_file("Biên bản họp tổ 5.pdf", PDF, "Họp ngày 20/10")
    assert "“Biên bản họp tổ 5.pdf” là minh chứng của việc nào?" in await nga.see()
    await nga.press(TASK)
    assert "Đã lưu minh chứng (1)" in await nga.see()
    await nga.press("📎 Xem minh chứng")
    await nga.press("📂 1. Biên bản họp tổ 5.pdf")
    assert "Minh chứng: Thẩm định hồ sơ" in await nga.see()
    _came(await nga.received(), "Biên bản họp tổ 5.pdf", PDF)


async def a_photo_on_the_card_of_a_task_is_its_evidence_at_once(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.send_file("IMG_1.jpg", PHOTO, photo=True)
    await nga.press(TASK)
    await nga.send_file("IMG_2.jpg", PHOTO + b"2", photo=True)
    assert "Đã lưu minh chứng (2)" in await nga.see()
    await nga.press("📎 Xem minh chứng")
    await nga.press("📂 2.")
    (photo,) = await nga.received()
    assert photo.size == len(PHOTO) + 1
    assert photo.content in {PHOTO + b"2", None}


async def the_same_file_twice_is_one_evidence(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.send_file("Biên bản.pdf", PDF)
    await nga.press(TASK)
    await nga.send_file("Biên bản.pdf", PDF)
    assert "Đã lưu minh chứng (1)" in await nga.see()


def _came(received: list[Received], name: str, content: bytes) -> None:
    (one,) = received
    assert (one.name, one.size) == (name, len(content))
    assert one.content in {content, None}


SCENARIOS = (
    a_file_nobody_asked_for_becomes_evidence_and_comes_back,
    a_photo_on_the_card_of_a_task_is_its_evidence_at_once,
    the_same_file_twice_is_one_evidence,
)
