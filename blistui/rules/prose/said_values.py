"""Whether a value that a sentence says is the value that the code has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from blistui.patterns import pattern

if TYPE_CHECKING:
    from blistui.repo.go.constants import Value

_WITH_UNIT = pattern(r"(?P<number>-?\d[\d_,]*(?:\.\d+)?(?:e\d+)?) ?(?P<unit>[a-zA-Zµ]+)\Z")
_NUMBER = pattern(r"-?(?:0[xXoObB][\da-fA-F_]+|\d[\d_,]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\Z")
_TIMES = {
    "ns": 1,
    "nanosecond": 1,
    "µs": 10**3,
    "us": 10**3,
    "microsecond": 10**3,
    "ms": 10**6,
    "millisecond": 10**6,
    "s": 10**9,
    "sec": 10**9,
    "second": 10**9,
    "min": 60 * 10**9,
    "m": 60 * 10**9,
    "minute": 60 * 10**9,
    "h": 3600 * 10**9,
    "hour": 3600 * 10**9,
}
_SIZES = {
    "byte": (1,),
    "kb": (1000, 1024),
    "kib": (1024,),
    "kilobyte": (1000, 1024),
    "mb": (10**6, 1 << 20),
    "mib": (1 << 20,),
    "megabyte": (10**6, 1 << 20),
    "gb": (10**9, 1 << 30),
    "gib": (1 << 30,),
    "gigabyte": (10**9, 1 << 30),
}
_SWITCHES = {"enabled": True, "on": True, "disabled": False, "off": False, "true": True, "false": False}
_EMPTY = ("empty", "unset")


def agrees(said: str, value: Value, evaluate: Callable[[str], Value | None]) -> bool | None:
    """Whether `said` is `value`; None when that cannot be decided, as of `3 s` and a plain 3.

    `evaluate` gives the value of an expression of Go.
    """
    quoted = said.strip("`")
    text = quoted.strip('"')
    plain = value.plain
    if said.casefold() in _EMPTY:
        return plain == "" if isinstance(plain, str) else None
    if isinstance(plain, bool):
        switched = _SWITCHES.get(text.casefold())
        return None if switched is None else switched == plain
    if quoted.startswith('"'):
        return text == plain if isinstance(plain, str) else None
    if isinstance(plain, str):
        return _names_text(text, plain, evaluate)
    return _is_number(text, value, evaluate)


def _names_text(text: str, plain: str, evaluate: Callable[[str], Value | None]) -> bool:
    if text == plain:
        return True
    named = evaluate(text) if text.replace(".", "").isidentifier() else None
    return named is not None and named.plain == plain


def _is_number(text: str, value: Value, evaluate: Callable[[str], Value | None]) -> bool | None:
    assert not isinstance(value.plain, str)
    with_unit = _WITH_UNIT.match(text)
    if with_unit:
        return _is_with_unit(with_unit["number"], with_unit["unit"], value)
    if _NUMBER.match(text):
        number = _number(text)
        # A duration of 0 needs no unit.
        return number == value.plain if not value.is_duration or number == value.plain else None
    named = evaluate(text)
    if named is None or isinstance(named.plain, str):
        return None
    return named.plain == value.plain


def _is_with_unit(number: str, unit: str, value: Value) -> bool | None:
    name = unit.casefold()
    name = name if name in _TIMES or name in _SIZES else name.removesuffix("s")
    if name in _TIMES:
        return _number(number) * _TIMES[name] == value.plain if value.is_duration else None
    if name in _SIZES and not value.is_duration:
        return any(_number(number) * size == value.plain for size in _SIZES[name])
    return None


def _number(text: str) -> float:
    plain = text.replace("_", "").replace(",", "")
    try:
        return int(plain, 0)
    except ValueError:
        return float(plain)
