"""The newest Go, rewritten for a parser that does not know it yet: no byte more, no line moved.

A method's own type parameters are blanked out: the parser would take such a method for a call, and lose
everything up to some later declaration. `new` of an expression, which it takes for a type, becomes a call of
another name. What is shown of a file, and compared, is taken from the file itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from blistui.patterns import pattern

_COMMENT = rb"//[^\n]*+\n|/\*(?:[^*]|\*(?!/))*\*/"
# Blanks and comments. There is one way only to read each.
_GAP = rb"(?:[ \t\r\n]++|" + _COMMENT + rb")*"
_METHOD = pattern(
    # The word comes first: it is searched for, and only there the start of a line is looked for.
    rb"func(?<![^\n]func)\b"
    + _GAP
    + rb"\((?:[^()/]++|"
    + _COMMENT
    + rb")*\)"
    + _GAP
    + rb"[^\W\d]\w*+"
    + _GAP
    + rb"(?=\[)",
)
# The commonest types are known at once.
_NEW = pattern(rb"new\((?<!\wnew\()(?!(?!(?:true|false|nil|iota)\))[A-Za-z_][\w.]*+\))")
_CONSTANT = pattern(rb"(?:true|false|nil|iota)\)")
_OTHER_NAME = "\u00f1w".encode()
"""As long as `new`, and nobody's name."""
_VISIBLE = pattern(rb"[^\n]")
_LONGEST = 1_000
"""Bytes of type parameters that are looked through."""
_LONGEST_TYPE = 200
"""Bytes after `new` that are looked through."""
_LONGEST_STRUCT = 5_000
_STRUCTURES = (b"struct", b"interface")
_IN_BRACKETS = pattern(_COMMENT + rb"|[\[\]\"`']")
_MOST_NEWS = 2_000
"""Calls of `new` that are looked at, in one file."""


class Rewritten(NamedTuple):
    """The text for the parser, and where type parameters were blanked out: first byte and past the last."""

    source: bytes
    hidden: tuple[tuple[int, int], ...]


def rewritten(source: bytes) -> Rewritten:
    """The file for the parser; the same object when there is nothing to rewrite."""
    spans = [span for found in _METHOD.finditer(source) if (span := _brackets(source, found.end()))]
    news = islice(_NEW.finditer(source), _MOST_NEWS) if b"new(" in source else ()
    calls = [found.start() for found in news if not _of_type(source, found.end())]
    if not spans and not calls:
        return Rewritten(source, ())
    text = bytearray(source)
    for start, end in spans:
        text[start:end] = _VISIBLE.sub(b" ", source[start:end])
    for start in calls:
        text[start : start + len(_OTHER_NAME)] = _OTHER_NAME
    return Rewritten(bytes(text), tuple(spans))


def _of_type(source: bytes, start: int) -> bool:
    """Whether what is between the brackets of `new` reads as a type."""
    if _CONSTANT.match(source, start):
        return False
    # Imported where it is needed: hardly any code calls `new` with anything but a plain name of a type.
    from blistui.repo.go.tokens import tokens
    from blistui.repo.go.type_reader import NotAType, TypeReader

    # A struct may go on for long; the rest is read as far as it is worth.
    length = _LONGEST_STRUCT if source.startswith(_STRUCTURES, start) else _LONGEST_TYPE
    reader = TypeReader(tokens(source[start : start + length].decode("utf-8", "replace")))
    try:
        reader.type()
    except NotAType:
        return False
    return reader.current in (")", ",", "")


def _brackets(source: bytes, start: int) -> tuple[int, int] | None:
    """The brackets that open at `start` and are followed by parameters; None when they are not closed."""
    depth = 0
    for token in _IN_BRACKETS.finditer(source, start, min(len(source), start + _LONGEST)):
        if token[0] == b"[":
            depth += 1
        elif token[0] == b"]":
            depth -= 1
            if depth == 0:
                return start, token.end()
        elif token[0] in (b'"', b"`", b"'"):
            return None
    return None


def only_hidden(source: bytes, hidden: Iterable[tuple[int, int]]) -> bytes:
    """The blanked parts of the original source as parameters of functions without a body, nothing else; no
    byte more, no line moved.
    """
    text = bytearray(_VISIBLE.sub(b" ", source))
    for start, end in hidden:
        method, opening = source.rfind(b"func", 0, start), source.find(b"(", end)
        closing = _VISIBLE.search(source, opening + 1) if opening >= 0 else None
        if method >= 0 and closing is not None:
            text[method : method + 4] = b"func"
            text[start - 1 : end] = b"_" + source[start:end]
            text[opening] = ord("(")
            text[closing.start()] = ord(")")
    return bytes(text)
