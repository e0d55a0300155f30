"""Photos and files from the phone: what reaches the dialogs, and what is refused in words."""

from __future__ import annotations

import unicodedata

import pytest

from bot.handlers.telegram import gate
from core.evaluation import SUBMITTED
from tests.channels.file_fixtures import deliver, fetched, kept
from tests.channels.luck_stage import COMMENTER, SUBJECT, Stage, calls_to, said
from tests.demo.telegram_client import png

pytest_plugins = ["tests.channels.luck_fixtures"]

PDF = b"%PDF-1.7 " + bytes(range(256))
PHOTO = png(1280, 960, bytes(range(256)) * 4)
ASKED = "là minh chứng của việc nào?"


async def test_a_file_is_kept_with_its_own_name_and_bytes(stage: Stage) -> None:
    phone = stage.phone(SUBJECT)
    await phone.send_document("Biên bản họp tổ 5.pdf", PDF, "Họp ngày 20/10")
    await stage.quiet()
    assert kept(stage) == [("Biên bản họp tổ 5.pdf", PDF)]
    assert f"“Biên bản họp tổ 5.pdf” {ASKED}" in phone.last.text


async def test_of_a_photo_the_largest_size_is_kept_named_by_when_it_came(stage: Stage) -> None:
    phone = stage.phone(SUBJECT)
    await phone.send_photo(PHOTO)
    await stage.quiet()
    ((name, content),) = kept(stage)
    assert (name.startswith("anh-20261022-0830"), name.endswith(".jpg")) == (True, True)
    assert content == PHOTO
    assert len(stage.server.calls_of("getFile")) == 1


async def test_of_sizes_that_are_too_large_for_a_photo_a_smaller_one_is_kept(
    hooked: Stage,
) -> None:
    # By webhook only: which size is chosen does not depend on how the message came.
    phone = hooked.phone(SUBJECT)
    small, large = (
        hooked.server.world.store("photo", "photo.jpg", "image/jpeg", body)
        for body in (b"\xff\xd8\xff small", b"\xff\xd8\xff large")
    )
    sizes = [
        {"file_id": small.file_id, "width": 800, "height": 600, "file_size": 11},
        {"file_id": large.file_id, "width": 8000, "height": 6000, "file_size": 10_000_001},
    ]
    message = {"message_id": 9, "date": 1, "chat": phone.account.chat_json()}
    told = [{**one, "file_unique_id": one["file_id"]} for one in sizes]
    await hooked.deliver({"message": {**message, "photo": told}})
    assert [content for _, content in kept(hooked)] == [b"\xff\xd8\xff small"]


async def test_every_photo_of_an_album_is_kept(stage: Stage) -> None:
    phone = stage.phone(SUBJECT)
    bodies = [PHOTO + bytes([number]) for number in range(3)]
    for body in bodies:
        await phone.send_photo(body)
    await stage.quiet()
    assert sorted(content for _, content in kept(stage)) == sorted(bodies)
    assert ASKED in phone.last.text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        (unicodedata.normalize("NFD", "Tờ trình số 5.pdf"), "Tờ trình số 5.pdf"),
        ("a\x00\n\u202efdp.exe", "a fdp.exe"),
        ("", "tep"),
    ],
)
async def test_a_name_that_means_harm_is_made_harmless(
    hooked: Stage, name: str, expected: str
) -> None:
    # By webhook only: the name is read from the message whatever way it came.
    await hooked.phone(SUBJECT).send_document(name, PDF)
    await hooked.quiet()
    assert kept(hooked) == [(expected, PDF)]


async def test_a_file_of_21_megabytes_is_refused_with_its_size_and_not_fetched(
    stage: Stage,
) -> None:
    phone = await stage.begin()
    before = phone.last
    await phone.send_document("quay phim.mp4", b"\0" * 21_000_000)
    await stage.quiet()
    assert "Tệp vừa gửi nặng 21 MB, quá mức nhận được là 20 MB" in phone.last.text
    assert phone.last.text.endswith(before.text)
    assert stage.server.calls_of("getFile") == []
    assert kept(stage) == []


async def test_a_large_file_whose_size_is_not_told_is_refused_by_the_messenger(
    stage: Stage,
) -> None:
    phone = stage.phone(SUBJECT)
    await deliver(stage, phone, "document", b"\0" * (20 * 1024 * 1024 + 1))
    assert "quá mức nhận được là 20 MB" in phone.last.text
    assert [call.description for call in stage.server.refusals] == ["Bad Request: file is too big"]


@pytest.mark.parametrize("kind", ["document", "photo"])
@pytest.mark.parametrize("told", [{}, {"file_size": 0}])
async def test_a_file_of_no_bytes_is_told_to_be_empty(
    stage: Stage, kind: str, told: dict[str, int]
) -> None:
    phone = stage.phone(SUBJECT)
    await deliver(stage, phone, kind, b"", **told)
    assert "Tệp vừa gửi không có nội dung (0 byte)" in phone.last.text
    assert kept(stage) == []


async def test_a_file_that_the_messenger_does_not_know_is_told_to_be_unreadable(
    stage: Stage,
) -> None:
    phone = stage.phone(SUBJECT)
    await deliver(stage, phone, "document", PDF, file_id="BQACAgUAAx0")
    assert "Không đọc được tệp vừa gửi" in phone.last.text
    assert [call.status for call in stage.server.calls_of("getFile")] == [400]


async def test_a_file_while_a_comment_is_asked_for_does_not_become_the_comment(
    stage: Stage,
) -> None:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    for label in ("💬", "", "✏️"):
        await stage.press(phone, label)
    await phone.send_photo(PHOTO, "Nhất trí")
    await stage.quiet()
    assert [content for _, content in kept(stage)] == [PHOTO]
    form = await stage.form("P063")
    assert (form.state, form.comment) == (SUBMITTED, None)
    assert ASKED in phone.last.text


async def test_a_strangers_file_is_not_fetched(stage: Stage) -> None:
    stranger = stage.server.phone(777, "Người Lạ")
    await stranger.start()
    await stage.quiet()
    greeted = stranger.last.text
    await stranger.send_document("a.pdf", PDF)
    await stranger.send_photo(PHOTO)
    await stage.quiet()
    assert stage.server.calls_of("getFile") == []
    assert [bubble.text for bubble in said(stranger)] == [greeted] * 3


async def test_a_photo_in_a_group_is_not_fetched_and_not_answered(hooked: Stage) -> None:
    group = {"id": -1001234567890, "type": "supergroup", "title": "Phòng"}
    sender = hooked.phone(SUBJECT).account.user_json()
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    message = {"message_id": 9, "date": 1, "chat": group, "from": sender, "photo": photo}
    await hooked.deliver({"message": message})
    assert hooked.server.calls_of("getFile") == []
    assert calls_to(hooked.server, "sendMessage", -1001234567890) == []


@pytest.mark.parametrize("later", [False, True])
async def test_a_file_delivered_twice_is_fetched_and_kept_once(stage: Stage, later: bool) -> None:
    phone = stage.phone(SUBJECT)
    await phone.send_document("a.pdf", PDF)
    await stage.quiet()
    if later:
        await stage.answered()
    shown = phone.messages
    stage.server.redeliver()
    await stage.quiet()
    assert phone.messages == shown
    assert (fetched(stage), kept(stage)) == (1, [("a.pdf", PDF)])


async def test_a_file_of_the_service_in_its_own_folder_is_never_taken_for_the_phones(
    hooked: Stage, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("runs-here")
    (folder / "documents").mkdir()
    (folder / "documents" / "file_1.pdf").write_bytes(b"a secret of this machine")
    monkeypatch.chdir(folder)
    await hooked.phone(SUBJECT).send_document("a.pdf", PDF)
    await hooked.quiet()
    assert hooked.server.calls_of("getFile")[0].response["result"]["file_path"] == (
        "documents/file_1.pdf"
    )
    assert kept(hooked) == [("a.pdf", PDF)]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PAUSE_SECONDS", 0.05)
