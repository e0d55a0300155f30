"""The only reader of the environment. No rule of the ward is a setting here."""

from __future__ import annotations

import os
import re
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
_MASK = "******"
_PASSWORD = re.compile(r"(://[^:/@]*:)[^@/]*@")


class Settings(BaseSettings):
    """Names are ``DANHGIA_…``; a file named by ``DANHGIA_SETTINGS`` may hold them too."""

    model_config = SettingsConfigDict(env_prefix="DANHGIA_", extra="ignore", frozen=True)

    database_url: str = Field(
        default="sqlite+aiosqlite:///danhgia.db", description="Cơ sở dữ liệu (SQLite, PostgreSQL)."
    )
    telegram_token: SecretStr | None = Field(default=None, description="Mã bot Telegram.")
    telegram_api: str = Field(
        default=TELEGRAM, description="Địa chỉ Bot API: giao thức, máy và cổng."
    )
    telegram_secret: SecretStr | None = Field(
        default=None, description="Bí mật của webhook, 1–256 ký tự A-Za-z0-9_-."
    )
    public_url: str | None = Field(
        default=None, description="Địa chỉ công khai; có thì tự gọi setWebhook."
    )
    privacy: Literal["full", "minimal"] = Field(
        default="full", description="full: nội dung trong tin nhắn riêng."
    )
    admin_codes: str = Field(default="", description="Mã cán bộ quản trị, cách nhau dấu phẩy.")
    clock: datetime | None = Field(
        default=None, description="Giờ bắt đầu, chỉ khi Bot API ở máy này."
    )

    @field_validator("telegram_api")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("scheme, host and port only")
        return value.rstrip("/")

    @field_validator("telegram_token", "telegram_secret", "public_url", mode="before")
    @classmethod
    def _empty_is_missing(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("telegram_secret")
    @classmethod
    def _is_a_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(
            r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()
        ):
            raise ValueError("1 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("clock")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant with its offset, such as 2026-10-22T08:30:00+07:00")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.clock is not None and not self.api_is_loopback:
            raise ValueError("DANHGIA_CLOCK is only for a Bot API on this machine")
        if self.privacy == "minimal":
            raise ValueError(
                "DANHGIA_PRIVACY=minimal needs the web channel, which is not there yet"
            )
        return self

    @property
    def administrators(self) -> frozenset[str]:
        return frozenset(code.strip() for code in self.admin_codes.split(",") if code.strip())

    @property
    def api_is_loopback(self) -> bool:
        host = urlsplit(self.telegram_api).hostname or ""
        if host == "localhost":
            return True
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return False

    def shown(self) -> list[tuple[str, str, str]]:
        """Name, meaning and value of each, secrets masked."""
        rows = []
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            text = (
                _MASK
                if isinstance(value, SecretStr)
                else _PASSWORD.sub(r"\1******@", str(value or ""))
            )
            rows.append((f"DANHGIA_{name.upper()}", field.description or "", text))
        return rows


def load() -> Settings:
    """*ValueError* (pydantic's) names what is wrong, *FileNotFoundError* a file that is not there."""
    file = os.environ.get("DANHGIA_SETTINGS")
    if file and not Path(file).is_file():
        raise FileNotFoundError(file)
    return Settings(_env_file=file)  # type: ignore[call-arg]  # pydantic-settings' own argument
