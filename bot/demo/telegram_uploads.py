"""Files on their way in and out: uploads, file ids, and what a photo must be."""

from __future__ import annotations

from bot.demo import telegram_pictures
from bot.demo.telegram_request import BotApiError, Json, Params, Upload, bad_request
from bot.demo.telegram_state import StoredFile, World

MEGABYTE = 1024 * 1024
UPLOAD_AT_MOST = {"document": 50 * MEGABYTE, "photo": 10 * MEGABYTE}
DOWNLOAD_AT_MOST = 20 * MEGABYTE
UNKNOWN_FILE = "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"


def incoming(world: World, params: Params, kind: str) -> StoredFile:
    """The file a send call names: a part, an `attach://` part, or the id of a known file."""
    value = params.text(kind)
    upload = params.files.get(value.removeprefix("attach://") if value else kind)
    if upload is not None:
        _check_upload(upload, kind)
        name = "photo.jpg" if kind == "photo" else upload.name  # a photo loses its own
        return world.store(kind, name, upload.content_type, upload.body)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    known = world.files.get(value)
    if known is None:
        if "." in value:
            raise bad_request("failed to get HTTP URL content")
        raise bad_request(UNKNOWN_FILE)
    if known.kind != kind:
        wanted, given = kind.capitalize(), known.kind.capitalize()
        raise bad_request(f"can't use file of type {given} as {wanted}")
    return known


def _check_upload(upload: Upload, kind: str) -> None:
    if not upload.body:
        raise bad_request("file must be non-empty")
    if len(upload.body) > UPLOAD_AT_MOST[kind]:
        raise BotApiError(413, "Request Entity Too Large")
    if kind == "photo":
        check_picture(upload.body)


def check_picture(body: bytes) -> None:
    """Raises 400 for what Telegram's servers do not take as a photo."""
    if telegram_pictures.type_of(body) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if telegram_pictures.measures(body).too_odd:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def content(world: World, file: StoredFile) -> Json:
    """The message's field for this file; of a photo also the smaller sizes, largest last."""
    ids = _ids(file)
    match file.kind:
        case "photo":
            return {"photo": _sizes(world, file)}
        case "voice":
            return {"voice": {**ids, "duration": 3, "mime_type": file.content_type}}
        case "sticker":
            look = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": {**ids, **look, "type": "regular", "emoji": "👍"}}
    named = {"file_name": file.name, "mime_type": file.content_type}
    return {"document": {**ids, **named}}


def _ids(file: StoredFile) -> Json:
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.body),
    }


def _sizes(world: World, file: StoredFile) -> list[Json]:
    own = telegram_pictures.measures(file.body)
    made = []
    for side in telegram_pictures.SMALLER:
        if side < max(own.width, own.height) and len(file.body) > len(telegram_pictures.DOT):
            small = world.store("photo", "photo.jpg", "image/jpeg", telegram_pictures.DOT)
            made.append((small, own.within(side)))
    return [
        {**_ids(each), "width": size.width, "height": size.height}
        for each, size in [*made, (file, own)]
    ]


def get_file(world: World, params: Params) -> Json:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.body) > DOWNLOAD_AT_MOST:
        raise bad_request("file is too big")
    file.is_ready = True
    return {**_ids(file), "file_path": file.path}
