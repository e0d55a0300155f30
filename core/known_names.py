"""Codes by whatever a cell names them with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.text import folded


class KnownNames:
    """Codes by what people write for them: the code, the code and the name, a name of one only."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, str] = {}
        self._bare: dict[str, set[str]] = {}
        self._named: dict[str, set[str]] = {}
        for code, name in pairs:
            self.add(code, name)

    def add(self, code: str, name: str) -> None:
        if not code:
            return
        self._codes[code] = code
        self._bare.setdefault(folded(code), set()).add(code)
        self._named.setdefault(folded(name), set()).add(code)

    def code_of(self, said: str) -> str | None:
        first = said.split(maxsplit=1)[0]
        for wanted in (said, first):
            if wanted in self._codes:
                return wanted
        return _only(self._bare.get(folded(said))) or _only(self._named.get(folded(said)))


def _only(found: Collection[str] | None) -> str | None:
    return next(iter(found)) if found is not None and len(found) == 1 else None
