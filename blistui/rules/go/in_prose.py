"""Go in the text of a plan: in fenced blocks, in code spans, and bare between the words.

Cheap patterns choose what could be Go; only that is parsed. A plan without it never loads the parser.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.rules.go.fragments import (
    ANY_TYPE,
    TYPE_NAMES,
    emphasised_fields,
    fragment_at,
    may_hold_go,
    piece_at,
    typed_tables,
    without_emphasis,
)
from blistui.rules.go.kinds import FIELDS
from blistui.rules.go.types import words
from blistui.rules.prose.markdown_spans import Fence, spans_of

if TYPE_CHECKING:
    from blistui.rules.go.syntax import Form

_GO_LABELS = frozenset(("go", "golang"))
_OTHER_LANGUAGES = words(
    "bash c c++ cmake console cpp cs csharp css cypher diff docker dockerfile dot env graphql "
    "graphviz hcl html ini java javascript js json json5 jsonc jsonl jsx kotlin latex lua make "
    "makefile markdown math md mermaid nix perl php plantuml powershell promql properties proto "
    "protobuf py python r rb regex rs ruby rust scala sh shell sql svg swift terraform tex toml ts "
    "tsx typescript vim xml yaml yml zig zsh"
)
"""Labels of other languages; a block with one is no Go unless it declares Go functions or types."""

_SUSPICIOUS = pattern(
    rf"""[{{}}] | := | \[\]\S
    | \[(?:\d+|[A-Za-z]\w*)?\](?:[*\[]|map\b|func\b|[A-Z]|{ANY_TYPE})
    | \bmap\[ | <-\s?chan\b | \.\( | & | [!=]=\s*nil\b
    | \b(?:func|chan|struct|interface)\b
    | \b(?:type|var|const|return|defer|import|package|if|for|switch|select)\s
    | \bgo\s(?!test|build|vet|run|mod|get|install|fmt|tool|list|generate|work)
    | [\w,)]\s+\*?(?:{ANY_TYPE}|\w+\.[A-Z])
    | \w\[\w*:\w*\] | \w\((?:[A-Z]\w*,\s)*[A-Z]\w*[a-z][A-Z]\w*\)
    | [\w,]\s+\*[\w\[] | \(\*?{ANY_TYPE} | \(\*\w | \(\w+,?\s[*\[\w]
    | \)\s*[\w(*\[] | \([^()]*\w\.[A-Z]
    | \w\s[A-Z]\w*[a-z][A-Z]\w*\s=\s["\d] | ~{ANY_TYPE} | \bnew\([A-Z] | \b[A-Z]\w*\({ANY_TYPE}
    | \b(?:{TYPE_NAMES})\( | \b(?:append|delete|copy)\( | [\w\]](?:\+\+|--)\Z | \b[tb]\.[A-Z]\w*\(
    | \b(?:assert|require|errors|fmt|math|rand|slices|sort|strconv|strings|time|os|log|logrus|json|http)
        \.[A-Z]\w*\(\S
    | \A([A-Z]\w+)\s\1\w+\Z | \A[A-Z]\w*(?:,\s[A-Z]\w*)+\s[A-Z]\w*[A-Z]\w*\Z
    | <-\w | \w\s<-\s | &\^ | \[len\( | \bcase\s
    | `""",
    re.VERBOSE,
)
"""What a code span must hold before it is worth parsing."""

_PLAIN_NAME = pattern(r"(?:[\w./:#@~%+-]*|[\w./-]+\.\(\*?\w+\)\.\w+|[\w.-]+/[\w./-]+\.\(\*?\w+\))(?:\(\))?\Z")
"""Identifiers, paths, flags, calls mentioned by name, methods as traces print them (`pool.(*queue).grow`):
most code spans of a plan."""

_LEAD = pattern(r"^(?:[ \t]*(?:>|[-*+]|\d{1,3}[.)])[ \t]+)+", re.MULTILINE)
_DECLARATION = pattern(r"^[ \t]*(?:func\b|type\s+\w+)", re.MULTILINE)
_FIRST_WORD = pattern(r"\s*\S+")

_PARSED_AT_MOST = 64 * 1024
"""The most characters of one field that are parsed: what could be Go, not the words around it."""
_FOR_A_PIECE = 200
"""Characters that a piece counts for however short it is."""
_PATIENCE = 0.25
"""Seconds of computing after which a field is given up: a hundred times what a normal one takes."""


class GoSpan(NamedTuple):
    """Go found in a field: `kinds` as `go_kinds` names them (none for a block that is Go by its
    label only), `line` counts from 1 within the field; `fenced` when a whole block is Go."""

    text: str
    kinds: tuple[str, ...]
    line: int
    fenced: bool

    @property
    def kind(self) -> str:
        """The first of its kinds, which says most; empty when it has none."""
        return self.kinds[0] if self.kinds else ""


class GoFound(NamedTuple):
    """The Go of one field, in the order of its lines; `given_up` when not all of the field was looked at."""

    spans: tuple[GoSpan, ...]
    given_up: bool


@lru_cache(maxsize=16384)
def go_in(text: str) -> GoFound:
    """Every piece of Go in `text`; given up after an amount of work that no normal text takes."""
    prose = spans_of(text)
    parsing = _Parsing()
    found: list[GoSpan] = []
    for fence in prose.fences:
        found.extend(_in_fence(fence, parsing))
    for code in prose.inline:
        steps = code.text.endswith(("++", "--"))
        if (_PLAIN_NAME.match(code.text) and not steps) or not _SUSPICIOUS.search(code.text):
            continue
        if kinds := parsing.kinds(code.text, "inline"):
            found.append(GoSpan(code.text, kinds, code.line, False))
    found.extend(_in_bare(prose.bare, parsing))
    found.extend(GoSpan(row, (FIELDS,), line, False) for line, row in typed_tables(text))
    return GoFound(tuple(sorted(found, key=lambda span: span.line)), parsing.given_up)


class _Parsing:
    """Parses pieces of one field, up to a limit of work, and none after one that took far too long."""

    def __init__(self) -> None:
        self.given_up = False
        self._left = _PARSED_AT_MOST
        self._seconds = 0.0

    def kinds(self, code: str, form: Form) -> tuple[str, ...]:
        if self.given_up:
            return ()
        # Here and not above: the parser is loaded for the first text that could be Go.
        from blistui.rules.go.syntax import LONGEST, TooSlow, go_kinds

        self._left -= len(code) + _FOR_A_PIECE
        began = time.thread_time()
        try:
            found = go_kinds(code, form)
        except TooSlow:
            # What was written to be slow is slow in every piece, and a check has other fields to read.
            self.given_up = True
            return ()
        self._seconds += time.thread_time() - began
        self.given_up = self._left < 0 or self._seconds > _PATIENCE or (len(code) > LONGEST and not found)
        return found


def _in_fence(fence: Fence, parsing: _Parsing) -> Iterator[GoSpan]:
    if not fence.text.strip():
        return
    kinds = parsing.kinds(fence.text, "fence") if _SUSPICIOUS.search(fence.text) else ()
    if fence.label in _OTHER_LANGUAGES:
        if kinds and kinds[0] != "expression" and _DECLARATION.search(fence.text):
            yield GoSpan(fence.text, kinds, fence.line, True)
    elif kinds or fence.label in _GO_LABELS:
        yield GoSpan(fence.text, kinds, fence.line, True)
    else:
        for span in _in_bare(fence.text, parsing, diagram=True):
            yield span._replace(line=span.line + fence.line - 1)


def _in_bare(text: str, parsing: _Parsing, diagram: bool = False) -> Iterator[GoSpan]:
    """Go between the words of `text`; an arrow of a diagram may carry the name of a type, `[]Request`."""
    if not may_hold_go(text):
        return
    text = _LEAD.sub(lambda found: " " * len(found[0]), text)
    fields = list(emphasised_fields(text))
    text = without_emphasis(text)
    for field, start in fields:
        if kinds := parsing.kinds(field, "inline"):
            yield GoSpan(field, kinds, text.count("\n", 0, start) + 1, False)
    at = counted = 0
    line = 1
    while not parsing.given_up and (found := fragment_at(text, at)):
        kinds = () if diagram and not found.in_diagrams else parsing.kinds(found.text, "bare")
        if not kinds and found.is_line and (piece := piece_at(text, found.start)):
            # A line that is no Go as a whole may begin with a piece that is.
            found, kinds = piece, parsing.kinds(piece.text, "bare")
        if not kinds and found.shorter:
            found = found._replace(text=text[found.start : found.shorter], end=found.shorter)
            kinds = parsing.kinds(found.text, "bare")
        if kinds:
            line += text.count("\n", counted, found.start)
            counted = found.start
            yield GoSpan(found.text, kinds, line, False)
            at = found.end
        elif found.is_line:
            word = _FIRST_WORD.match(text, found.start)
            at = word.end() if word else found.start + 1
        else:
            at = found.inside
