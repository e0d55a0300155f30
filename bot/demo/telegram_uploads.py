"""Files on their way in and out: uploads, file ids, and what a photo must be."""

from __future__ import annotations

import struct

from bot.demo.telegram_request import BotApiError, Json, Params, Upload, bad_request
from bot.demo.telegram_state import StoredFile, World

MEGABYTE = 1024 * 1024
UPLOAD_AT_MOST = {"document": 50 * MEGABYTE, "photo": 10 * MEGABYTE}
DOWNLOAD_AT_MOST = 20 * MEGABYTE
UNKNOWN_FILE = "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = {
    PNG: "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}


def incoming(world: World, params: Params, kind: str) -> StoredFile:
    """The file a send call names: a part, an `attach://` part, or the id of a known file."""
    value = params.text(kind)
    upload = params.files.get(value.removeprefix("attach://") if value else kind)
    if upload is not None:
        _check_upload(upload, kind)
        return world.store(kind, upload.name, upload.content_type, upload.body)
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
    if kind == "photo" and not upload.body.startswith(tuple(PICTURES)):
        raise bad_request("IMAGE_PROCESS_FAILED")


def content(file: StoredFile) -> Json:
    """The message's field for this file."""
    ids: Json = {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.body),
    }
    match file.kind:
        case "photo":
            width, height = _picture_size(file.body)
            return {"photo": [{**ids, "width": width, "height": height}]}
        case "voice":
            return {"voice": {**ids, "duration": 3, "mime_type": file.content_type}}
        case "sticker":
            look = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": {**ids, **look, "type": "regular", "emoji": "👍"}}
    named = {"file_name": file.name, "mime_type": file.content_type}
    return {"document": {**ids, **named}}


def _picture_size(body: bytes) -> tuple[int, int]:
    if body.startswith(PNG) and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return int(width), int(height)
    return 800, 600


def picture_type(file: StoredFile) -> str | None:
    """The content type of a photo by its first bytes; None for what is not a photo."""
    if file.kind != "photo":
        return None
    return next((kind for start, kind in PICTURES.items() if file.body.startswith(start)), None)


def get_file(world: World, params: Params) -> Json:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.body) > DOWNLOAD_AT_MOST:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.body),
        "file_path": file.path,
    }
