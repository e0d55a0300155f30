"""What the source says: which words, steps and error codes it names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIALOGS = "bot/dialogs"
CLASSES = ("A", "B", "C", "D")
STATES = (
    "draft",
    "proposed",
    "refused",
    "assigned",
    "in_progress",
    "submitted",
    "failed_review",
    "accepted",
    "carried_over",
)

KNOWN: Mapping[str, tuple[str, ...]] = {
    "class_": CLASSES,
    "roster_change": (
        *("lost", "unrouted", "new", "left", "units", "charges", "delegations"),
        *("absences", "gained", "routes", "forms", "untouched"),
    ),
    "field": (
        *("name", "phone", "posts", "labour", "pool", "title", "main", "in_charge"),
        *("valid_from", "valid_to"),
    ),
    "absence_kind": ("leave", "illness", "maternity", "training", "secondment", "unpaid"),
    "absence_state": ("draft", "waiting", "approved", "refused", "withdrawn", "cancelled"),
    "absence_change": ("refused", "ended", "cancelled", "withdrawn"),
    "decision.final_class": CLASSES,
    "final": CLASSES,
    "kind": ("comment", "decide", "pick"),
    "task_mark": ("late", *STATES),
    "task_state": tuple(state for state in (*STATES, "cancelled") if state != "refused"),
    "led_state": tuple(state for state in (*STATES, "cancelled") if state != "draft"),
    "line_state": ("proposed", "assigned", "refused", "cancelled"),
    "outcome": ("waiting", "accepted", "partial", "failed_review"),
    "verdict_state": ("accepted", "partial", "failed_review"),
    "reply": ("waiting", "denied"),
    "event.kind": ("quality", "delay"),
    "view.basis": ("draft", "last", "maximum"),
    "channel": ("telegram", "terminal"),
    "one.act": ("both", "comment", "decide"),
    "delegated": ("both", "comment", "decide"),
    "change": ("post", "acting", "end", "charge", "uncharge", "delegate", "revoke"),
    "one.kind": ("post", "acting", "end", "charge", "uncharge", "delegate", "revoke"),
    "asked": ("handed-in", "proposed", "extension", "excuse"),
    "question": (
        "unit",
        "place",
        "position",
        "receiver",
        "act",
        "first",
        "last",
        "end",
        "document",
    ),
    "which": ("1", "2", "3"),
    "did": (
        "approve",
        "refuse",
        "fault",
        "move-due",
        "deny-extension",
        "cancel",
        "handed-over",
        "excuse",
        "refuse-excuse",
    ),
    "_ascii(key)": ("dd", "e"),
    "lack.code": (
        "unanswered",
        "group-not-shown",
        "lowered-needs-note",
        "term",
        "class",
        "class-note",
    ),
    "flag": (
        "no-comment",
        "no-self-form",
        "overdue",
        "reports-open",
        "against-band",
        "former-form",
    ),
}
"""The values of an expression inside a key, where the source does not tell them."""

FILES_ONLY = ("core/scorecard.py", "core/rulebook.py", "core/amounts.py")
"""What reads files for the command line; no conversation meets its faults."""

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Said:
    """A call that says words. *facts* ``None``: some are spread and cannot be read here."""

    where: str
    keys: tuple[str, ...]
    facts: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that names a step. *ids* ``None``: some are spread."""

    where: str
    steps: tuple[str, ...]
    ids: int | None


@dataclass(frozen=True, slots=True)
class Raised:
    """An error as it is raised, with the names of its facts; ``None`` when they are spread."""

    where: str
    codes: tuple[str, ...]
    facts: frozenset[str] | None


@cache
def trees(*folders: str) -> tuple[tuple[str, ast.Module], ...]:
    files = sorted(set(chain.from_iterable((ROOT / each).rglob("*.py") for each in folders)))
    return tuple(
        (str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8")))
        for file in files
    )


def said(*folders: str) -> Iterator[Said]:
    for where, call, names in _calls(*folders):
        function = _name(call)
        if function in {"say", "button", "text", "words", "total_line"} and call.args:
            first = call.args[1] if function == "total_line" else call.args[0]
            given = _facts(call)
            if function == "total_line":
                given = frozenset({"total", "band", "name"})
            keys = tuple(key for key in literals(first, names) if "." in key)
            if keys:
                yield Said(where, keys, given)


def asked() -> Iterator[Asked]:
    for where, call, names in _calls("bot"):
        before = {"act": 0, "Action": 0, "button": 1}.get(_name(call))
        if before is None or len(call.args) <= before:
            continue
        steps = literals(call.args[before], names)
        if not steps:
            continue
        spread = any(isinstance(one, ast.Starred) for one in call.args)
        ids = None if spread or _name(call) == "Action" else len(call.args) - before - 1
        yield Asked(where, steps, ids)


def raised() -> Iterator[Raised]:
    for where, call, names in _calls("core", "bot"):
        if where.startswith(FILES_ONLY):
            continue
        kind = _name(call)
        if kind in {"BadInput", "Refused", "Stale", "NotFound"} and call.args:
            yield Raised(where, literals(call.args[0], names), _facts(call))
        elif kind == "_required":
            yield Raised(where, literals(call.args[1], names), frozenset())


@cache
def strings(*folders: str) -> frozenset[str]:
    """Every text and every spelled-out f-string, wherever it stands."""
    found: set[str] = set()
    for _, tree in trees(*folders):
        names = _assigned(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                found.update(literals(node, names))
    return frozenset(found)


def literals(node: ast.expr, names: Names) -> tuple[str, ...]:
    """Every text that an expression of constants, choices, names and f-strings can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        return literals(node.body, names) + literals(node.orelse, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, ())
    if isinstance(node, ast.JoinedStr):
        texts = [""]
        for part in node.values:
            texts = [text + more for text in texts for more in _part(part, names)]
        return tuple(texts)
    return ()


def _part(node: ast.expr, names: Names) -> tuple[str, ...]:
    if isinstance(node, ast.FormattedValue):
        return KNOWN.get(ast.unparse(node.value)) or literals(node.value, names)
    return literals(node, names)


def _calls(*folders: str) -> Iterator[tuple[str, ast.Call, Names]]:
    for file, tree in trees(*folders):
        for top in tree.body:
            names = _assigned(top)
            for node in ast.walk(top):
                if isinstance(node, ast.Call):
                    yield f"{file}:{node.lineno}", node, names


def _assigned(tree: ast.AST) -> Names:
    """Texts of the names that are given some at one place only, by ``=`` or by a loop."""
    found: dict[str, tuple[str, ...]] = {}
    twice: set[str] = set()
    for node in ast.walk(tree):
        new: dict[str, tuple[str, ...]] = {}
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            new = {node.targets[0].id: literals(node.value, found)}
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple):
            new = _looped(node.target, node.iter)
        twice |= new.keys() & found.keys()
        found |= new
    return {name: texts for name, texts in found.items() if name not in twice}


def _looped(target: ast.expr, over: ast.Tuple) -> dict[str, tuple[str, ...]]:
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    rows = [one.elts if isinstance(one, ast.Tuple) else [one] for one in over.elts]
    found = {}
    for place, name in enumerate(names):
        if isinstance(name, ast.Name):
            texts = [
                str(row[place].value)  # type: ignore[attr-defined]
                for row in rows
                if place < len(row) and isinstance(row[place], ast.Constant)
            ]
            found[name.id] = tuple(texts)
    return found


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _facts(call: ast.Call) -> frozenset[str] | None:
    names = [word.arg for word in call.keywords]
    return None if None in names else frozenset(name for name in names if name)
