"""A field is declared once: its title is its label in the document, both ways."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from blistui.markdown.blocks import nodes
from blistui.markdown.labels import _CALLED, _IN_ANOTHER_WAY, label_of, labelled_fields
from blistui.markdown.read.draft import Draft, targets
from blistui.markdown.write.fields import fields
from blistui.markdown.write.page import Page
from blistui.markdown.write.source import Source
from blistui.plan import fields as f
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.tables.base import Item, Lines, Number, Refs
from blistui.plan.tables.citation import Citation


class Novelty(Item):
    """An item with a field of each widget, of which no section knows anything."""

    id: str = f.line("Id", "", "")
    line: str = f.line("One line", "", "")
    prose: str = f.prose("Long text", "", "")
    lines: Lines = f.lines("Several lines", "", "")
    choice: str = f.choice("Choice of words", "", "", ("a", "b"))
    flag: bool = f.flag("Yes or no", "", "")
    number: Number = f.number("How many", "", "")
    date: str = f.date("Which day", "", "")
    file: str = f.file("Where it is", "", "")
    ref: str = f.ref("Item meant", "", "", "pr")
    refs: Refs = f.refs("Items meant", "", "", "pr")
    cite: Citation | None = f.cite("Place", "", "")
    cites: tuple[Citation, ...] = f.cites("Places", "", "")


FULL = {
    "line": "some words",
    "prose": "First.\n\n- one\n- two",
    "lines": ["one", "two"],
    "choice": "b",
    "flag": True,
    "number": 2.5,
    "date": "2026-01-05",
    "file": "sim/a.go",
    "ref": "PR1",
    "refs": ["PR1", "PR2"],
    "cite": {"at": "sim/a.go:1-2", "symbol": "A"},
    "cites": [{"at": "sim/a.go:3"}, {"at": "sim/b.go:4", "symbol": "B", "commit": "abc"}],
}


def test_a_new_field_is_in_the_export_and_comes_back() -> None:
    plan = Plan.model_validate({"pr": [{"id": "PR1", "title": "One"}, {"id": "PR2"}]})
    page = Page()
    fields(page, Source(plan), Novelty.model_validate(FULL), "novelty")
    draft = Draft({"pr": [{"id": "PR1"}, {"id": "PR2"}]})
    item = draft.add("novelty", {})
    assert draft.labelled("", item, nodes(page.text()), targets(Novelty)) == []
    assert draft.left == []
    assert draft.resolved()["novelty"] == [FULL]
    assert set(page.places) >= {f"novelty.{key}" for key in FULL}


def test_an_empty_field_is_left_out_or_reported_as_missing() -> None:
    page = Page()
    fields(page, Source(Plan()), Novelty(), "novelty", needed=("prose", "lines", "ref"))
    assert page.text() == (
        "- **Long text:** not stated\n- **Several lines:** not stated\n- **Item meant:** not stated\n"
    )


@pytest.mark.parametrize("model", [*_CALLED, *_IN_ANOTHER_WAY], ids=lambda model: str(model.__name__))
def test_what_differs_names_fields_that_there_are(model: type[BaseModel]) -> None:
    known = set(specs(model))
    assert set(_CALLED.get(model, {})) <= known
    assert set(_IN_ANOTHER_WAY.get(model, "").split()) <= known
    labels = [label_of(model, key).casefold() for key in labelled_fields(model)]
    assert len(labels) == len(set(labels))
