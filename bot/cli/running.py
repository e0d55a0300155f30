"""Commands that run something: the demo, the service, a chat in the terminal."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer
import uvicorn

from bot import app as composition
from bot import settings as environment
from bot.cli.shared import cli, fail
from bot.handlers.telegram.gate import WEBHOOK_PATH


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Cổng của trang điện thoại.")] = 8000,
) -> None:
    """Phường mẫu, Telegram mô phỏng, trang điện thoại; không cần cấu hình."""
    from bot.demo import run  # noqa: PLC0415  # the simulator is never in the production path

    asyncio.run(run.demo(port))


@cli.command()
def init(
    *, sample: Annotated[bool, typer.Option("--sample", help="Nạp phường mẫu.")] = False
) -> None:
    """Tạo cơ sở dữ liệu; --sample: phường mẫu, tháng trước đã quyết định."""
    settings = environment.load()
    composition.prepare(settings)
    if sample:
        from bot.demo import run  # noqa: PLC0415  # the simulator is never in the production path

        asyncio.run(run.fill_sample(settings))
    print("Đã sẵn sàng.", file=sys.stderr)


@cli.command()
def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8080,
    workers: Annotated[int, typer.Option()] = 1,
    *,
    polling: Annotated[bool, typer.Option("--polling")] = False,
) -> None:
    """Dịch vụ: webhook hoặc polling, bộ hẹn giờ."""
    settings = environment.load()
    if settings.telegram_token is None:
        fail("Thiếu DANHGIA_TELEGRAM_TOKEN.")
    if not polling and settings.telegram_secret is None and not settings.api_is_loopback:
        fail("Thiếu DANHGIA_TELEGRAM_SECRET: không nhận webhook khi chưa có bí mật.")
    if workers > 1:
        fail("Bản này chạy một tiến trình; nhiều tiến trình cần PostgreSQL và sẽ có sau.")
    composition.prepare(settings)
    service = composition.Service(settings, polling=polling)
    way = "polling" if polling else f"webhook {WEBHOOK_PATH}"
    print(f"Đang phục vụ tại http://{host}:{port} ({way}). Ctrl+C để dừng.", file=sys.stderr)
    uvicorn.run(service.web(), host=host, port=port, log_config=None, access_log=False)


@cli.command()
def chat(person: str) -> None:
    """Cùng các hội thoại, trong cửa sổ dòng lệnh."""
    settings = environment.load()
    composition.prepare(settings)
    asyncio.run(composition.chat(settings, person))
