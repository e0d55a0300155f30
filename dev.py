"""Make .venv from requirements.lock when it is missing or stale, then run a command in it.

    python3 dev.py demo    the sample ward with simulated phones, at http://127.0.0.1:8000
    python3 dev.py test    the tests
    python3 dev.py lint    ruff, mypy --strict, import contracts
    python3 dev.py check   the same, then the tests
    python3 dev.py bench   how fast a month is scored on this machine
    python3 dev.py shell   any command in the environment, e.g. dev.py shell danhgia --help

Needs only CPython >= 3.11 with venv; everything else comes from the lock file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / ".stamp"
LOCK = ROOT / "requirements.lock"
UV = "uv==0.13.9"

TEST = ["python", "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
LINT = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
]
COMMANDS: dict[str, list[list[str]]] = {
    "demo": [["python", "-m", "bot", "demo"]],
    "test": [TEST],
    "lint": LINT,
    "check": [*LINT, TEST],
    "bench": [["python", "tests/bench/run.py"]],
    "shell": [[]],
}


def wanted() -> str:
    """What the environment depends on; the tools' settings in pyproject.toml are not among it."""
    key = hashlib.sha256(f"{sys.version}\n{ROOT}\n{UV}\n".encode())
    key.update(LOCK.read_bytes())
    return key.hexdigest()


def call(*args: str | Path, **env: str) -> int:
    return subprocess.run(
        [str(a) for a in args], cwd=ROOT, env={**os.environ, **env}, check=False
    ).returncode


def install() -> None:
    python = BIN / "python"
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q"]
    locked = ["install", "-q", "--require-hashes", "-r", LOCK]
    fast = os.environ.get("DEV_NO_UV") is None and call(*pip, "install", UV) == 0
    if fast:  # uv needs 2 s where pip needs 30; a corporate certificate store is the system's
        # Compiled once here: where Python may write none, every start would compile it anew.
        quick = ["--compile-bytecode", "--python", python]
        fast = call(BIN / "uv", "pip", *locked, *quick, UV_SYSTEM_CERTS="1") == 0
    if not fast and call(*pip, *locked):
        sys.exit("could not install the locked requirements")


def is_ready(want: str) -> bool:
    return STAMP.is_file() and STAMP.read_text() == want


@contextmanager
def alone() -> Iterator[None]:
    """Two first runs at once must not build the same folder."""
    if fcntl is None:
        yield
        return
    with (ROOT / ".venv.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def setup() -> None:
    if is_ready(wanted()):
        return
    with alone():
        if not is_ready(wanted()):
            build(wanted())


def build(want: str) -> None:
    print(f"setting up {VENV} ...", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)
    install()
    # The project itself, in place and without a build: its sources stay where they are.
    site = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    (site / "_project.pth").write_text(f"{ROOT}\n")
    launcher = BIN / "danhgia"
    launcher.write_text(f'#!/bin/sh\nexec "{BIN / "python"}" -m bot "$@"\n')
    launcher.chmod(0o755)
    STAMP.write_text(want)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the message is for whoever runs an older one
        sys.exit("Python 3.11 or newer is needed")
    name, *rest = sys.argv[1:] or ["--help"]
    if name not in COMMANDS:
        sys.exit(__doc__)
    setup()
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    os.environ["VIRTUAL_ENV"] = str(VENV)
    *before, last = COMMANDS[name]
    for command in before:
        if status := call(*command):
            sys.exit(status)
    sys.exit(call(*last, *rest))


if __name__ == "__main__":
    main()
