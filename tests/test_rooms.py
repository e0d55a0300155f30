"""The architecture as tests: who may import whom, and what a room may not do."""

from __future__ import annotations

import ast
import subprocess
import sys
import tokenize
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("core", "storage", "bot", "scheduler")
CLAUSES = {"Phụ lục 1 III"}
"""Places in the plan that have no shorter name."""
VIETNAMESE = set("ăâđêôơưĂÂĐÊÔƠƯ")


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def named(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call with its dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def texts(path: Path) -> Iterator[ast.Constant]:
    """String literals that are not docstrings."""
    parsed = tree(path)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(parsed)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(parsed):
        if not isinstance(node, ast.Constant) or id(node) in documented:
            continue
        if isinstance(node.value, str):
            yield node


def is_vietnamese(text: str) -> bool:
    marked = any(unicodedata.combining(mark) for mark in unicodedata.normalize("NFD", text))
    return marked or bool(VIETNAMESE & set(text))


def test_the_rooms_are_found() -> None:
    assert {room: len(modules(room)) > 2 for room in ROOMS} == dict.fromkeys(ROOMS, True)


def test_only_the_use_cases_and_their_ports_wait() -> None:
    waiting = {
        named(path, node)
        for path in modules("core")
        if path.parent.name != "usecases" and path.name != "ports.py"
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor))
    }
    assert waiting == set()


def test_the_core_speaks_no_sentence_to_a_person() -> None:
    spoken = {
        named(path, node): node.value
        for path in modules("core")
        for node in texts(path)
        if " " in str(node.value).strip() and is_vietnamese(str(node.value))
        if node.value not in CLAUSES
    }
    assert spoken == {}


def test_no_binary_float_where_points_are_kept() -> None:
    floats = {
        named(path, node)
        for path in modules("core", "storage")
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    }
    assert floats == set()


CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time")


def test_the_one_clock_is_made_in_the_composition_root() -> None:
    looking = {
        str(path.relative_to(ROOT))
        for path in modules(*ROOMS)
        for _, name in calls(path)
        if name.endswith(CLOCKS)
    }
    assert looking <= {"bot/app.py"}


def test_nothing_below_the_dialogs_waits_on_a_sleeping_clock() -> None:
    sleeping = {
        named(path, node)
        for path in modules("core", "storage")
        for node, name in calls(path)
        if name.endswith("sleep")
    }
    assert sleeping == set()


def importable() -> list[str]:
    """Every module but the entry point, the migrations' environment and what Alembic loads."""
    found = []
    for path in modules(*ROOMS):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        if "migrations" in parts or parts[-1] == "__main__":
            continue
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


WATCH = """
import importlib, sys, pathlib
root, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
allowed = tuple(str(pathlib.Path(p).resolve()) for p in sys.path if p)
acts = []
def watch(event, args):
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "sqlite3.connect"}:
        acts.append((event, str(args)[:200]))
    if event == "open":
        path, mode = str(args[0]), args[1]
        writes = mode is not None and set(str(mode)) & set("wax+")
        data = path.startswith(str(root)) and not path.endswith((".py", ".pyc")) \
            and "/.venv/" not in path and "__pycache__" not in path
        if data or (writes and not path.endswith(".pyc") and "__pycache__" not in path):
            acts.append((event, path, str(mode)))
ready = [importlib.import_module(n) for n in ("sqlalchemy.ext.asyncio", "telegram.ext", "fastapi")]
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
print(acts)
"""


def test_importing_any_module_does_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, str(ROOT), *importable()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "[]")


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_every_source_file_is_utf_8_and_in_composed_letters(room: str) -> None:
    wrong = []
    for path in modules(room):
        with tokenize.open(path) as source:
            text = source.read()
        if unicodedata.normalize("NFC", text) != text:
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []
