"""How many self-assessments a second this machine carries: ``python3 dev.py bench``.

Starts ``danhgia serve`` on a database of its own, and in this process a Bot API and 16 people
at a time who press as :mod:`tests.bench.policy` says, each as soon as the answer came.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.bench import seed
from tests.bench.policy import UPDATES, Policy

IN_FLIGHT = 16
WARM_SECONDS = 2.0
SECONDS = 10.0
STAFF = 1500
FIRST_USER = 10_000_000
TOKEN = "4242424242:AAbenchbenchbenchbenchbenchbenchbench0"
SECRET = "bench-secret-token_1"
LOOPBACK = "127.0.0.1"


class Person:
    """One member of staff in conversation; *done* holds the verdict, ``None`` when all was right."""

    def __init__(self, user: int) -> None:
        self.user = user
        self.policy = Policy(user)
        self.asked_at = 0.0
        self.done: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self.card: dict[str, Any] = {}


class Bench:
    """The messenger's two sides: its Bot API, and the updates it posts to the webhook."""

    def __init__(self, session: aiohttp.ClientSession, hook: str) -> None:
        self.latencies: list[float] = []
        self.wrong: list[str] = []
        self.finished = 0
        self._session = session
        self._hook = hook
        self._people: dict[int, Person] = {}
        self._next_user = FIRST_USER
        self._next_id = 1000
        self._posts: set[asyncio.Task[None]] = set()

    async def call(self, request: web.Request) -> web.Response:
        """Answers what the bot calls; a message shown makes its person go on."""
        method = request.match_info["method"].lower()
        said = {name: str(value) for name, value in (await request.post()).items()}
        if method == "getme":
            return _ok({"id": 1, "is_bot": True, "first_name": "B", "username": "bench_bot"})
        if method not in {"sendmessage", "editmessagetext"}:
            return _ok(True)
        number = self._number() if method == "sendmessage" else int(said["message_id"])
        user = int(said["chat_id"])
        shown = {
            "message_id": number,
            "date": 1,
            "chat": {"id": user, "type": "private"},
            "text": said["text"],
            "reply_markup": json.loads(said.get("reply_markup", "{}")),
        }
        if user in self._people:
            self._go_on(self._people[user], shown, method)
        return _ok(shown if method == "sendmessage" else {**shown, "edit_date": 1})

    async def keep_going(self, until: float) -> None:
        """One conversation after another."""
        while time.perf_counter() < until and self._next_user < FIRST_USER + STAFF:
            person = Person(self._next_user)
            self._next_user += 1
            self._people[person.user] = person
            self._post(person, self._text(person, person.policy.first()[1] or ""))
            verdict = await person.done
            self.finished += 1
            if verdict is not None:
                self.wrong.append(f"{person.user}: {verdict}")

    def _go_on(self, person: Person, shown: dict[str, Any], method: str) -> None:
        person.card = shown
        action = person.policy.step(shown, method)
        if action is None or person.done.done():
            return
        self.latencies.append(time.perf_counter() - person.asked_at)
        kind, value = action
        if kind == "done":
            person.done.set_result(value)
        else:
            self._post(person, self._press(person, value or ""))

    def _text(self, person: Person, words: str) -> dict[str, Any]:
        chat = {"id": person.user, "type": "private"}
        return {"message": {**self._from(person), "chat": chat, "date": 1, "text": words}}

    def _press(self, person: Person, data: str) -> dict[str, Any]:
        query = {"id": str(self._number()), "chat_instance": "1", "data": data}
        return {"callback_query": {**self._from(person), **query, "message": person.card}}

    def _from(self, person: Person) -> dict[str, Any]:
        sender = {"id": person.user, "is_bot": False, "first_name": "Cán bộ"}
        return {"from": sender, "message_id": self._number()}

    def _number(self) -> int:
        self._next_id += 1
        return self._next_id

    def _post(self, person: Person, update: dict[str, Any]) -> None:
        async def post() -> None:
            body = {"update_id": self._number(), **update}
            secret = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with self._session.post(self._hook, json=body, headers=secret) as answer:
                if answer.status != 200:
                    self.wrong.append(f"{person.user}: webhook answered {answer.status}")

        person.asked_at = time.perf_counter()
        task = asyncio.create_task(post())
        self._posts.add(task)
        task.add_done_callback(self._posts.discard)


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _api(bench: Bench, port: int) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", bench.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _server(folder: Path, port: int, api_port: int) -> AsyncIterator[int]:
    """Its process id."""
    environment = {
        **os.environ,
        "DANHGIA_TELEGRAM_TOKEN": TOKEN,
        "DANHGIA_TELEGRAM_API": f"http://{LOOPBACK}:{api_port}",
        "DANHGIA_TELEGRAM_SECRET": SECRET,
        "DANHGIA_DATABASE_URL": seed.database_url(folder / "danhgia.db"),
        "DANHGIA_CLOCK": seed.CLOCK,
    }
    command = ("-m", "bot", "serve", "--host", LOOPBACK, "--port", str(port))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
    try:
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 15)


async def _ready(session: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                async with session.get(f"http://{LOOPBACK}:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


async def _measure(folder: Path) -> tuple[Bench, Mapping[str, float]]:
    port, api_port = _free_port(), _free_port()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
        bench = Bench(session, f"http://{LOOPBACK}:{port}/telegram/webhook")
        async with _api(bench, api_port), _server(folder, port, api_port) as process:
            await _ready(session, port)
            start = time.perf_counter()
            until = start + WARM_SECONDS + SECONDS
            people = [asyncio.create_task(bench.keep_going(until)) for _ in range(IN_FLIGHT)]
            await asyncio.sleep(WARM_SECONDS)
            bench.latencies.clear()
            before, spent = time.perf_counter(), _cpu_seconds(process)
            await asyncio.sleep(SECONDS)
            passed, spent = time.perf_counter() - before, _cpu_seconds(process) - spent
            latencies = sorted(bench.latencies)
            async with asyncio.timeout(20):
                await asyncio.gather(*people)
    return bench, {
        "self-assessments a second": len(latencies) / passed / UPDATES,
        "updates a second": len(latencies) / passed,
        "p50, ms": _quantile(latencies, 0.5) * 1000,
        "p95, ms": _quantile(latencies, 0.95) * 1000,
        "CPU of the server for an update, ms": spent / max(len(latencies), 1) * 1000,
    }


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _cpu_seconds(process: int) -> float:
    """User and system time so far; 0 where there is no ``/proc``."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    except OSError:
        return 0.0
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _sent(file: Path) -> tuple[int, int]:
    """Forms that are sent, and acts of sending: more acts than forms would be double ones."""
    with sqlite3.connect(file) as database:
        forms = database.execute("SELECT count(*) FROM evaluation WHERE submitted_at NOT NULL")
        acts = database.execute("SELECT count(*) FROM audit WHERE act = 'submit'")
        return forms.fetchone()[0], acts.fetchone()[0]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="danhgia-bench-") as name:
        folder = Path(name)
        seed.seed(folder / "danhgia.db", [str(FIRST_USER + at) for at in range(STAFF)])
        bench, figures = asyncio.run(_measure(folder))
        forms, acts = _sent(folder / "danhgia.db")
    print(f"{IN_FLIGHT} people at a time, form 03, 13 single scores, SQLite synchronous=FULL")
    for what, value in figures.items():
        print(f"{value:10.2f}  {what}")
    print(f"{len(bench.wrong):10d}  wrong totals or answers")
    print(f"{acts - forms:10d}  double submissions; {forms} forms sent, {bench.finished} receipts")
    for line in bench.wrong[:5]:
        print(line, file=sys.stderr)
    return 0 if not bench.wrong and forms == acts == bench.finished else 1


if __name__ == "__main__":
    sys.exit(main())
