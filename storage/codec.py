"""Values <-> JSON, driven by the type hints of the values themselves.

Exact: ``Decimal`` and ``Fraction`` travel as text, instants as RFC 3339 in UTC+7. A document is
read strictly: an unknown key, or a missing one of a field without default, is a *CodecError*;
a missing key of a field with a default takes it, so that older documents keep loading.
A class is compiled once; a type the codec does not know is refused at compile time.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

import orjson

from core.months import Month
from storage.columns import LOCAL

T = TypeVar("T")
Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


class CodecError(ValueError):
    """A document is not what its class says; *place* is the class or type it happened in."""


def dumps(value: Any) -> str:
    """The JSON text of a dataclass value."""
    return orjson.dumps(plain(value)).decode()


def loads(kind: type[T], text: str) -> T:
    """The value of *kind* in a JSON text; *CodecError* when it is none."""
    return restore(kind, orjson.loads(text))  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """The JSON-ready form of a dataclass value."""
    kind: Any = type(value)
    return _pair(kind)[0](value)


def restore(kind: Any, raw: Any) -> Any:
    """The value of *kind* whose JSON-ready form is *raw*."""
    return _pair(kind)[1](raw)


def canonical(value: Any) -> str:
    """One text for one JSON-ready value: sorted keys, no spaces. What is hashed."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _same(value: Any) -> Any:
    return value


def _of(kind: type) -> Decode:
    def decode(raw: Any) -> Any:
        if type(raw) is not kind:
            raise CodecError(f"expected {kind.__name__}, got {raw!r}")
        return raw

    return decode


def _instant_text(value: datetime) -> str:
    if value.utcoffset() is None:
        raise CodecError(f"naive instant: {value!r}")
    return value.astimezone(LOCAL).isoformat()


def _instant(raw: str) -> datetime:
    value = datetime.fromisoformat(raw)
    if value.utcoffset() is None:
        raise CodecError(f"naive instant: {raw!r}")
    return value.astimezone(LOCAL)


def _decimal(raw: str) -> Decimal:
    return Decimal(_text(raw))


def _fraction(raw: str) -> Fraction:
    return Fraction(_text(raw))


_text = _of(str)
_SCALARS: dict[Any, tuple[Encode, Decode]] = {
    str: (_same, _text),
    int: (_same, _of(int)),
    bool: (_same, _of(bool)),
    type(None): (_same, _of(type(None))),
    Decimal: (str, _decimal),
    Fraction: (str, _fraction),
    datetime: (_instant_text, _instant),
    date: (date.isoformat, date.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
    Month: (str, Month.parse),
}


@functools.cache
def _pair(kind: Any) -> tuple[Encode, Decode]:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if kind in _SCALARS:
        pair = _SCALARS[kind]
    elif origin in {typing.Union, types.UnionType}:
        pair = _union(args)
    elif origin is typing.Literal:
        pair = _literal(args)
    elif origin in _CONTAINERS:
        pair = _CONTAINERS[origin](args)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        pair = (lambda value: value.value), kind
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind):
        pair = _record(kind)
    else:
        raise CodecError(f"no codec for {kind!r}")
    return pair


def _union(options: tuple[Any, ...]) -> tuple[Encode, Decode]:
    """Options are told apart by what they are in JSON, so no two may be the same there."""
    present = [one for one in options if one is not type(None)]
    if len(present) == 1:
        encode, decode = _pair(present[0])
        return (
            lambda value: None if value is None else encode(value),
            lambda raw: None if raw is None else decode(raw),
        )
    encoders = {_python_class(one): _pair(one)[0] for one in options}
    decoders = {_json_class(one): _pair(one)[1] for one in options}
    if not len(encoders) == len(decoders) == len(options):
        raise CodecError(f"cannot be told apart in JSON: {options!r}")

    def decode_any(raw: Any) -> Any:
        if type(raw) not in decoders:
            raise CodecError(f"expected one of {options!r}, got {raw!r}")
        return decoders[type(raw)](raw)

    return (lambda value: encoders[type(value)](value)), decode_any


def _python_class(kind: Any) -> Any:
    return typing.get_origin(kind) or kind


def _json_class(kind: Any) -> type:
    own = _python_class(kind)
    if own in {int, bool, type(None)}:
        return own  # type: ignore[no-any-return]
    if own in _CONTAINERS:
        return dict if own in {dict, Mapping} else list
    return dict if dataclasses.is_dataclass(own) and own not in _SCALARS else str


def _literal(options: tuple[Any, ...]) -> tuple[Encode, Decode]:
    def decode(raw: Any) -> Any:
        if raw not in options:
            raise CodecError(f"expected one of {options!r}, got {raw!r}")
        return raw

    return _same, decode


def _tuple(args: tuple[Any, ...]) -> tuple[Encode, Decode]:
    if len(args) == 2 and args[1] is Ellipsis:
        encode, decode = _pair(args[0])
        return (
            lambda value: [encode(one) for one in value],
            lambda raw: tuple([decode(one) for one in _list(raw)]),
        )
    pairs = [_pair(one) for one in args]

    def decode_fixed(raw: Any) -> Any:
        if len(_list(raw)) != len(pairs):
            raise CodecError(f"expected {len(pairs)} members, got {raw!r}")
        return tuple([pair[1](one) for pair, one in zip(pairs, raw, strict=True)])

    return (
        lambda value: [pair[0](one) for pair, one in zip(pairs, value, strict=True)],
        decode_fixed,
    )


def _set(args: tuple[Any, ...]) -> tuple[Encode, Decode]:
    encode, decode = _pair(args[0])
    return (
        lambda value: sorted([encode(one) for one in value]),
        lambda raw: frozenset([decode(one) for one in _list(raw)]),
    )


def _mapping(args: tuple[Any, ...]) -> tuple[Encode, Decode]:
    key_out, key_in = _pair(args[0])
    out, into = _pair(args[1])
    if key_out is _same:
        return (
            lambda value: {key: out(one) for key, one in value.items()},
            lambda raw: {key: into(one) for key, one in _dict(raw).items()},
        )
    return (
        lambda value: {key_out(key): out(one) for key, one in value.items()},
        lambda raw: {key_in(key): into(one) for key, one in _dict(raw).items()},
    )


_list = _of(list)
_dict = _of(dict)
_CONTAINERS: dict[Any, Callable[[tuple[Any, ...]], tuple[Encode, Decode]]] = {
    tuple: _tuple,
    Sequence: lambda args: _tuple((args[0], Ellipsis)),
    frozenset: _set,
    dict: _mapping,
    Mapping: _mapping,
}


def _record(kind: type) -> tuple[Encode, Decode]:
    hints = typing.get_type_hints(kind)
    fields = {one.name: one for one in dataclasses.fields(kind) if one.init}
    required = {
        name
        for name, one in fields.items()
        if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    }
    pairs = {name: _pair(hints[name]) for name in fields}
    encoders = [(name, pair[0]) for name, pair in pairs.items()]
    decoders = {name: pair[1] for name, pair in pairs.items()}

    def encode(value: Any) -> dict[str, Any]:
        return {name: out(getattr(value, name)) for name, out in encoders}

    def decode(raw: Any) -> Any:
        try:
            known = {name: decoders[name](one) for name, one in _dict(raw).items()}
        except KeyError as unknown:
            raise CodecError(f"{kind.__name__} has no field {unknown}") from None
        if len(known) < len(fields) and not required <= known.keys():
            raise CodecError(f"{kind.__name__} lacks {sorted(required - known.keys())}")
        return kind(**known)

    return encode, decode
