"""The values of constants and variables of Go, as far as their declarations give them.

What calls functions, or is set elsewhere, has no value here.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.go.tokens import is_name, tokens, unquoted

Plain = int | float | str | bool


class Value(NamedTuple):
    """A value, and whether it is a `time.Duration`, which is in nanoseconds."""

    plain: Plain
    is_duration: bool = False


class Spec(NamedTuple):
    """What one name is declared with: the tokens of its expression and type, and its place in the group."""

    expression: tuple[str, ...]
    of_type: tuple[str, ...]
    iota: int
    is_constant: bool

    @property
    def text(self) -> str:
        """The expression, for people."""
        return _SPACED.sub(r"\1\2", " ".join(self.expression))


class NoValue(Exception):
    """An expression whose value the declarations do not give."""


Lookup = Callable[[str, str], Value]
"""The value of a name of a package (of this one when the package is empty); raises NoValue."""

_DECLARATION = pattern(rb"^(const|var)\b[ \t]*(?:\((?P<group>.*?)^\)|[^\n(][^\n]*)", re.DOTALL | re.MULTILINE)
_SPACED = pattern(r"(?<=[\w)]) ([.(]) | (?=\))|(?<=[.(]) |([<>&]) (?=[<>^])|(?<=\A-) ")
_NUMBER = pattern(r"(?:0[xXoObB])?[\d_a-fA-F]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?\Z")
_OCTAL = pattern(r"0[0-7_]+\Z")
_UNITS = {
    "Nanosecond": 1,
    "Microsecond": 10**3,
    "Millisecond": 10**6,
    "Second": 10**9,
    "Minute": 60 * 10**9,
    "Hour": 3600 * 10**9,
}
_KNOWN: dict[tuple[str, str], Value] = {
    **{("time", name): Value(size, True) for name, size in _UNITS.items()},
    **{("math", f"MaxInt{bits}"): Value(2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
    **{("math", f"MinInt{bits}"): Value(-(2 ** (bits - 1))) for bits in (8, 16, 32, 64)},
    **{("math", f"MaxUint{bits}"): Value(2**bits - 1) for bits in (8, 16, 32, 64)},
}
_PREDECLARED_TYPES = """
int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64 string bool
"""
_CONVERSIONS = frozenset(_PREDECLARED_TYPES.split())
_OF_TWO = frozenset(["<<", ">>", "&^"])
_PRECEDENCE = {
    **dict.fromkeys(("*", "/", "%", "<<", ">>", "&", "&^"), 5),
    **dict.fromkeys(("+", "-", "|", "^"), 4),
}
_ON_NUMBERS: dict[str, Callable[[float, float], float]] = {
    "*": operator.mul,
    "+": operator.add,
    "-": operator.sub,
}
_ON_WHOLE: dict[str, Callable[[int, int], int]] = {
    "%": lambda a, b: a - b * _quotient(a, b),
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "&^": lambda a, b: a & ~b,
}
_LARGEST_SHIFT = 128
_DEEPEST = 40


def declared_values(source: bytes) -> dict[str, Spec]:
    """What the constants and variables at the top level of a file are declared with, by name."""
    found: dict[str, Spec] = {}
    for declaration in _DECLARATION.finditer(source):
        is_constant = declaration[1] == b"const"
        group = declaration["group"]
        text = declaration[0].split(None, 1)[1] if group is None else group
        for name, spec in _specs(text.decode("utf-8", "replace"), is_constant):
            found.setdefault(name, spec)
    return found


def _specs(text: str, is_constant: bool) -> Iterator[tuple[str, Spec]]:
    repeated: tuple[tuple[str, ...], list[tuple[str, ...]]] = ((), [])
    for iota, statement in enumerate(_split(tokens(text).texts, ";")):
        before, after = _halves(statement, "=")
        cut = 1
        while cut + 1 < len(before) and before[cut] == ",":
            cut += 2
        names = [text for text in before[:cut] if text != ","]
        expressions = list(_split(after, ","))
        if expressions:
            repeated = (tuple(before[cut:]), expressions)
        elif not is_constant or before[cut:]:
            continue
        for name, expression in zip(names, repeated[1], strict=False):
            yield name, Spec(expression, repeated[0], iota, is_constant)


def _split(texts: list[str] | tuple[str, ...], mark: str) -> Iterator[tuple[str, ...]]:
    """The parts between marks that stand in no bracket; empty ones are left out."""
    depth = start = 0
    for at, text in enumerate(texts):
        depth += (text in "([{") - (text in ")]}")
        if text == mark and depth == 0:
            if at > start:
                yield tuple(texts[start:at])
            start = at + 1
    if start < len(texts):
        yield tuple(texts[start:])


def _halves(texts: tuple[str, ...], mark: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is before a mark and after it; without the mark, all is before it."""
    at = texts.index(mark) if mark in texts else len(texts)
    return texts[:at], texts[at + 1 :]


def value_of(spec: Spec, lookup: Lookup) -> Value:
    """The value of what is declared; raises NoValue."""
    found = _Reader(spec.expression, spec.iota, spec.is_constant, lookup).whole()
    if spec.of_type == ("time", ".", "Duration") and isinstance(found.plain, int):
        return Value(found.plain, True)
    return found


def value_of_text(text: str, lookup: Lookup) -> Value:
    """The value of an expression as it is written; raises NoValue."""
    return _Reader(tuple(tokens(text).texts), 0, False, lookup).whole()


class _Reader:
    """Reads one expression, from left to right. In a constant's, what looks like a call is a conversion."""

    def __init__(self, texts: tuple[str, ...], iota: int, is_constant: bool, lookup: Lookup) -> None:
        self._texts: list[str] = []
        for text in texts:
            if self._texts and self._texts[-1] + text in _OF_TWO:
                self._texts[-1] += text
            else:
                self._texts.append(text)
        self._at = 0
        self._depth = 0
        self._iota = iota
        self._is_constant = is_constant
        self._lookup = lookup

    def whole(self) -> Value:
        """The value of all tokens; raises NoValue."""
        try:
            found = self._binary(0)
        except (ZeroDivisionError, OverflowError, TypeError, ValueError) as error:
            raise NoValue from error
        if self._current not in ("", ";"):
            raise NoValue
        return found

    @property
    def _current(self) -> str:
        return self._texts[self._at] if self._at < len(self._texts) else ""

    def _take(self) -> str:
        text = self._current
        self._at += 1
        return text

    def _binary(self, least: int) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoValue
        left = self._operand()
        while (binds := _PRECEDENCE.get(self._current, 0)) > least:
            left = _combined(self._take(), left, self._binary(binds))
        self._depth -= 1
        return left

    def _operand(self) -> Value:
        text = self._take()
        if text == "(":
            found = self._binary(0)
            if self._take() != ")":
                raise NoValue
            return found
        if text in ("-", "+"):
            found = self._operand()
            if isinstance(found.plain, str | bool):
                raise NoValue
            return found._replace(plain=-found.plain) if text == "-" else found
        if text[:1] in ('"', "`", "'"):
            return Value(_unquoted(text))
        if text[:1].isdigit():
            return Value(_number(text))
        if is_name(text):
            return self._named(text)
        raise NoValue

    def _named(self, name: str) -> Value:
        package = ""
        if self._current == ".":
            package, name = name, (self._take(), self._take())[1]
        if self._current == "(":
            return self._converted(package, name)
        if not package and name in ("true", "false"):
            return Value(name == "true")
        if not package and name == "iota":
            return Value(self._iota)
        known = _KNOWN.get((package, name))
        return known if known is not None else self._lookup(package, name)

    def _converted(self, package: str, name: str) -> Value:
        """`Type(value)`: a call with several values, or with none, is no conversion."""
        self._take()
        inside = self._binary(0)
        if self._take() != ")" or not (self._is_constant or package == "time" or name in _CONVERSIONS):
            raise NoValue
        if name == "string" and not isinstance(inside.plain, str):
            raise NoValue
        if package == "time" and name != "Duration":
            raise NoValue
        return Value(inside.plain, (package, name) == ("time", "Duration"))


def _combined(sign: str, left: Value, right: Value) -> Value:
    a, b = left.plain, right.plain
    is_duration = left.is_duration or right.is_duration
    if isinstance(a, bool) or isinstance(b, bool):
        raise NoValue
    if isinstance(a, str) or isinstance(b, str):
        if sign != "+" or not (isinstance(a, str) and isinstance(b, str)):
            raise NoValue
        return Value(a + b)
    if sign in _ON_NUMBERS:
        return Value(_ON_NUMBERS[sign](a, b), is_duration)
    if sign == "/":
        result = _quotient(a, b) if isinstance(a, int) and isinstance(b, int) else a / b
        return Value(result, is_duration)
    if not (isinstance(a, int) and isinstance(b, int)):
        raise NoValue
    if sign in ("<<", ">>"):
        if not 0 <= b <= _LARGEST_SHIFT:
            raise NoValue
        return Value(a << b if sign == "<<" else a >> b, is_duration)
    return Value(_ON_WHOLE[sign](a, b), is_duration)


def _quotient(a: int, b: int) -> int:
    """Go rounds towards zero, where Python rounds down."""
    size = abs(a) // abs(b)
    return size if (a < 0) == (b < 0) else -size


def _unquoted(text: str) -> Plain:
    found = unquoted(text)
    if found is None:
        raise NoValue
    return ord(found) if text[0] == "'" and len(found) == 1 else found


def _number(text: str) -> int | float:
    if not _NUMBER.match(text):
        raise NoValue
    plain = text.replace("_", "")
    if _OCTAL.match(plain):
        return int(plain, 8)
    try:
        return int(plain, 0)
    except ValueError:
        return float(plain)
