"""Highlighting of what is not Go: YAML, JSON, Markdown, Python, protocol buffers, shell and the like.

The whole text is looked through once, in a thread; until then it is shown plain.
"""

from __future__ import annotations

import posixpath
import re
import time
from bisect import bisect_right
from collections.abc import Iterable
from typing import Protocol

from screens.code_view.highlight import Span
from screens.code_view.text import CodeText

LARGEST = 200_000
"""Characters of a text beyond which it stays plain: it is data."""
_LONGEST_LINE = 2_000
"""Patterns that take the square of a line's length would be felt on longer ones."""
_PATIENCE = 1.0
"""Seconds of the thread's own time; what is not looked through by then stays plain."""
_LEXERS = {
    **dict.fromkeys((".yml", ".yaml"), ("data", "YamlLexer")),
    ".json": ("data", "JsonLexer"),
    ".md": ("markup", "MarkdownLexer"),
    ".py": ("python", "PythonLexer"),
    ".proto": ("dsls", "ProtoBufLexer"),
    **dict.fromkeys((".sh", ".bash"), ("shell", "BashLexer")),
    ".toml": ("configs", "TOMLLexer"),
    "makefile": ("make", "MakefileLexer"),
    ".mk": ("make", "MakefileLexer"),
    "dockerfile": ("configs", "DockerLexer"),
}
"""By the ending of the name, or by the whole name in small letters: module and class of Pygments."""
_KINDS = {
    "Comment": "comment",
    "Keyword.Constant": "constant",
    "Keyword.Type": "type",
    "Keyword": "keyword",
    "Operator.Word": "keyword",
    "Name.Tag": "type",
    "Name.Class": "type",
    "Name.Function": "function",
    "Name.Builtin": "call",
    "Name.Decorator": "call",
    "Name.Variable": "constant",
    "Literal.String": "string",
    "Literal.Number": "number",
    "Generic.Heading": "keyword",
    "Generic.Subheading": "keyword",
    "Generic.Strong": "type",
    "Generic.Emph": "type",
}
"""The kind of a token by the beginning of its type's name; others are plain."""


class _Lexer(Protocol):
    """What is asked of a lexer of Pygments: places, types and texts of the tokens."""

    def get_tokens_unprocessed(self, text: str) -> Iterable[tuple[int, tuple[str, ...], str]]: ...


class LexedSpans:
    """Spans of the lines of one file, all known."""

    def __init__(self, spans: dict[int, list[Span]]) -> None:
        self._spans = spans

    def prepare(self, _first: int, _last: int) -> None:
        """Nothing is left to be done."""

    def spans(self, number: int) -> list[Span]:
        """Spans of line `number`, in order of their start; they do not overlap."""
        return self._spans.get(number, [])


def lexed(path: str, text: CodeText) -> LexedSpans | None:
    """The spans of all lines; None for a language that is not known, and for data."""
    name = path.rpartition("/")[2].casefold()
    known = _LEXERS.get(name) or _LEXERS.get(posixpath.splitext(name)[1])
    source = text.text
    if known is None or len(source) > LARGEST:
        return None
    if any(len(line) > _LONGEST_LINE for line in text.lines(1, text.line_count)):
        return None
    return LexedSpans(_spans(_lexer(*known), source))


def _lexer(module: str, name: str) -> _Lexer:
    # Deferred: most files that are looked at are Go. Textual brings it along.
    from importlib import import_module

    found: _Lexer = getattr(import_module(f"pygments.lexers.{module}"), name)()
    return found


def _spans(lexer: _Lexer, source: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    starts = [0, *(newline.end() for newline in re.finditer("\n", source))]
    began = time.thread_time()
    for number, (at, token, value) in enumerate(lexer.get_tokens_unprocessed(source)):
        if number % 1_000 == 999 and time.thread_time() - began > _PATIENCE:
            break
        kind = _kind(".".join(token))
        for part in value.split("\n") if kind else ():
            line = bisect_right(starts, at)
            column, length = at - starts[line - 1], len(part.rstrip("\r"))
            spans = found.setdefault(line, [])
            # Some lexers come back to what they have passed.
            if length and (not spans or spans[-1].end <= column):
                spans.append(Span(column, column + length, kind))
            at += len(part) + 1
    return found


def _kind(name: str) -> str:
    while name:
        if name in _KINDS:
            return _KINDS[name]
        name = name.rpartition(".")[0]
    return ""
