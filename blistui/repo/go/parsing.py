"""Go's parser, which gives up on a text that was made to be slow."""

from __future__ import annotations

import time
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from blistui.postponed import postponed
from blistui.repo.go.newest import rewritten

if TYPE_CHECKING:
    from tree_sitter import Language, Parser, Tree

_PATIENCE = 300_000
"""Microseconds given to any file: a short one needs a thousandth, but other programs take their turns."""
_PATIENCE_PER_BYTE = 2
"""Microseconds on top for each byte, twenty times what a normal file takes."""
_BRIEFLY = 50_000
"""Microseconds given to a piece of a text, which may be no Go at all."""


@lru_cache(maxsize=1)
def grammar() -> Language:
    """The grammar of Go, loaded when it is first needed: most commands never parse."""
    # Only queries that come with the grammar are read through it; it brings what packs archives along.
    with postponed("importlib.resources", "files"):
        import tree_sitter_go
    from tree_sitter import Language

    return Language(tree_sitter_go.language())


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The one parser of Go."""
    from tree_sitter import Parser

    return Parser(grammar())


def parsed(source: bytes) -> Tree:
    """The syntax tree of a file; an empty one when a file made to be slow takes too long."""
    tree = parsed_or_given_up(source)
    return tree if tree is not None else parser().parse(b"")


def parsed_or_given_up(source: bytes, is_rewritten: bool = False) -> Tree | None:
    """The syntax tree of a file; None when a file made to be slow takes too long."""
    patience = _PATIENCE + (_PATIENCE_PER_BYTE << len(source).bit_length())
    return _parsed_in_time(source if is_rewritten else rewritten(source).source, patience)


def parsed_briefly(source: bytes) -> Tree | None:
    """The syntax tree of a piece of a text; None when it takes longer than a piece that is Go would."""
    return _parsed_in_time(rewritten(source).source, _BRIEFLY)


_given_up: set[tuple[int, int]] = set()
"""Hash and patience of what was given up: index and citations read the same file, and would wait twice."""


def _parsed_in_time(source: bytes, microseconds: int) -> Tree | None:
    if (known := (hash(source), microseconds)) in _given_up:
        return None
    patient = _patient_parser(microseconds)
    started = time.thread_time()
    while True:
        try:
            return patient.parse(source)
        except ValueError:
            # The parser's clock goes on while a busy machine does something else; then it may go on, too.
            if time.thread_time() - started >= microseconds / 1_000_000:
                patient.reset()
                _given_up.add(known)
                return None


@lru_cache(maxsize=40)
def _patient_parser(microseconds: int) -> Parser:
    """A parser that gives up: a comment never closed, a thousand times over, would take it hours."""
    from tree_sitter import Parser

    with warnings.catch_warnings():
        # Its successor needs a callback for the text as well, and with both the library crashes.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Parser(grammar(), timeout_micros=microseconds)
