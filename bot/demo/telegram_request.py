"""What a Bot API call carries: four kinds of body become one set of text values and files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]

RAW_SHOWN = 4096


class BotApiError(Exception):
    """A refusal as the Bot API words it: HTTP *status* is also the envelope's `error_code`."""

    def __init__(self, status: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def envelope(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(reason: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    name: str
    content_type: str
    body: bytes = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Params:
    """Values are text as on the wire: what came as a JSON value is its JSON text again.

    `raw` is the body as received, cut for the panel; a multipart body is summarised.
    """

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    raw: str = ""

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def loads(self, name: str, refusal: str) -> Any:
        """The JSON value of *name*, None when absent; raises 400 *refusal* when it is not JSON."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError as error:
            raise bad_request(refusal) from error

    def check_encoding(self) -> None:
        """Raises 400 for half a surrogate pair, which JSON can carry and UTF-8 cannot."""
        try:
            "".join(self.values.values()).encode()
        except UnicodeEncodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error

    def shown(self) -> Json:
        files = {k: f"<{u.name}: {len(u.body)} bytes>" for k, u in self.files.items()}
        return {**self.values, **files}


def from_object(body: Json) -> Params:
    values = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in body.items()
        if value is not None
    }
    return Params(values=values, raw=json.dumps(body, ensure_ascii=False)[:RAW_SHOWN])


async def read(request: web.Request) -> Params:
    params = await _read_body(request)
    params.values = {**request.query, **params.values}
    params.raw = params.raw or request.query_string
    return params


async def _read_body(request: web.Request) -> Params:
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    raw = (await request.read()).decode("utf-8", "replace")
    if request.content_type != "application/json":
        values = dict(parse_qsl(raw, keep_blank_values=True))
        return Params(values=values, raw=raw[:RAW_SHOWN])
    try:
        body = json.loads(raw or "{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(body, dict):
        raise bad_request("object expected")
    params = from_object(body)
    params.raw = raw[:RAW_SHOWN]
    return params


async def _read_multipart(request: web.Request) -> Params:
    params = Params()
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            upload = Upload(
                name=part.filename, content_type=part.content_type, body=part.file.read()
            )
            part.file.close()
            params.files[name] = upload
        elif isinstance(part, str):
            params.values[name] = part
        else:
            params.values[name] = bytes(part).decode("utf-8", "replace")
    params.raw = "\n".join(f"{name}={value}" for name, value in params.shown().items())[:RAW_SHOWN]
    return params
