"""Heuristics on prose take time in proportion to its length, whatever it holds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from blistui.plan.document import Plan
from blistui.plan.tables.citation import Citation
from blistui.rules.families.cit.completeness import completeness_claim
from blistui.rules.families.cit.places import cited_places
from blistui.rules.families.pln.id_mentions import dangling
from blistui.rules.prose.code_claims import code_claims
from blistui.rules.prose.line_numbers import bare_line
from blistui.rules.prose.other_documents import of_other_documents
from blistui.rules.prose.placeholders import placeholder
from blistui.rules.shared.names_in_prose import awaited, names_in, sentences_ahead, unmarked_names
from tests.rules.harness import context_of

MANY = 30_000
TEXTS = {
    "newlines": "\n" * MANY + "TODO x",
    "to do": "(TODO!" * MANY,
    "open angles": "<a " * MANY,
    "backticks": "`a" * MANY,
    "stars in code": "`" + "*" * MANY + "`",
    "brackets in code": "`a" + "[" * MANY + "`",
    "calls in code": "`" + "a(" * MANY + "`",
    "one long name": "`" + "a." * MANY + "`",
    "negations": "no x" * MANY,
    "numbers": "1 a " * MANY,
    "colons": " :1" * MANY,
    "dashes": "-" * MANY + "a",
    "ids": "INV-1-" * MANY,
    "lists of ids": "INV-1, " * MANY,
    "ids elsewhere": "INV-1 of docs, " * (MANY // 2),
    "quotes": '"' * MANY,
    "stops": ". " * MANY,
    "asides": "new `Ab`" + " (`Ab`)" * (MANY // 4),
    "names of code": "`a` " * MANY,
    "equal names": "`A` is " * MANY,
    "lists of names": "`a` has the fields " + "`b`, " * MANY,
    "appositions": "`A`, " * MANY + " has two fields",
    "paths and lines": "a." * MANY + " line 3",
    "flags": "`--ab` x " * MANY + "(default: 3)",
    "paths": "the file `a/b` " * (MANY // 2),
    "clauses": "new `Ab` — (" * (MANY // 4),
}


def _mentions(text: str) -> object:
    return list(dangling(context_of(Plan.model_validate({"pr": [{"id": "PR1", "title": text}]}))))


def _place(text: str) -> object:
    cite = Citation(at=text)
    return cited_places(context_of(Plan.model_validate({"finding": [{"id": "F1", "cites": [cite]}]})))


def _claims(text: str) -> object:
    return list(code_claims(text))


READERS: tuple[Callable[[str], object], ...] = (
    placeholder,
    bare_line,
    completeness_claim,
    names_in,
    sentences_ahead,
    awaited,
    unmarked_names,
    _claims,
    of_other_documents,
    _mentions,
    _place,
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_is_read_in_more_than_a_moment(text: str) -> None:
    for read in READERS:
        start = time.process_time()
        read(text)
        assert time.process_time() - start < 2, read.__name__
