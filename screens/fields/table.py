"""Items as a table: which columns they have, and under which of the template's headings they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel
from textual.content import Content

from blistui.plan.fields import specs
from blistui.plan.tables.crosscutting import AREAS, CrossCutting
from blistui.plan.tables.prevention import FAILURE_MODES, FailureMode
from blistui.plan.tables.recon import TOPICS, Finding
from screens.widgets.lines import ACCENT, CODE, GLYPH_STYLES, MUTED, keys, line, prose

UNFOLDED = 4
"""Rows of the item under the cursor, at most."""

_KINDS = {"inferred": CODE, "uncertain": "$warning"}
_HEADINGS: dict[type[BaseModel], tuple[str, Mapping[str, str]]] = {
    Finding: ("topic", TOPICS),
    CrossCutting: ("area", AREAS),
    FailureMode: ("id", {key: name for key, (_, name) in FAILURE_MODES.items()}),
}
_TEXTS = ("line", "prose", "file", "ref", "refs")
_PROOF = 11


class Heading(NamedTuple):
    """A heading of the template: the field that says it, its value, its name, and the items under it."""

    field: str
    key: str
    name: str
    items: tuple[int, ...]


def headings(item: type[BaseModel] | None, held: Sequence[Any]) -> tuple[Heading, ...]:
    """The headings of items of this kind, as the template orders them; others come last."""
    if item is None or item not in _HEADINGS:
        return ()
    field, names = _HEADINGS[item]
    under: dict[str, list[int]] = {key: [] for key in names}
    for index, one in enumerate(held):
        under.setdefault(str(getattr(one, field)), []).append(index)
    return tuple(
        Heading(field, key, names.get(key, key or "under no heading"), tuple(indexes))
        for key, indexes in under.items()
    )


def columns(item: BaseModel) -> tuple[str, str, tuple[str, ...]]:
    """Id, kind and texts of an item, as its table shows them; an interaction with its arrow."""
    fields = specs(type(item))
    named = _HEADINGS.get(type(item), ("", {}))[0]
    kind = next((s for k, s in fields.items() if s.widget == "choice" and k != named), None)
    texts: list[str] = []
    if {"from", "to"} <= set(fields):
        ends = (str(getattr(item, fields[end].attr)) or "?" for end in ("from", "to"))
        texts.append(" → ".join(ends))
    for key, spec in fields.items():
        if key in ("id", "uid", "from", "to", named) or spec.widget not in _TEXTS:
            continue
        value = getattr(item, spec.attr)
        if text := ", ".join(value) if isinstance(value, tuple) else value:
            texts.append(text)
        if text and spec.widget not in ("ref", "refs"):
            break
    word = str(getattr(item, kind.attr)) if kind is not None else ""
    return str(getattr(item, "id", "")), word, tuple(texts) or ("(empty)",)


def proof(item: BaseModel, mark: str) -> Content:
    """How many citations an item has, and its worst finding; empty where the template wants no citation."""
    cites = next((s for s in specs(type(item)).values() if s.widget == "cites"), None)
    count = len(getattr(item, cites.attr)) if cites is not None else 0
    if mark in ("✗", "▲"):
        return Content.assemble((mark, GLYPH_STYLES[mark]), (f" {count}" if cites is not None else "", MUTED))
    if cites is None:
        return Content("")
    return (
        Content.assemble(("✓", "$success"), (f" {count}", MUTED))
        if count
        else Content.styled("– none", MUTED)
    )


def item_rows(item: BaseModel, mark: str, widths: tuple[int, int], width: int, lit: bool) -> list[Content]:
    """The row of an item in `width` cells; all of its text, up to four rows, where the cursor is."""
    id, kind, texts = columns(item)
    last = proof(item, mark)
    last = last.extend_right(max(_PROOF - last.cell_length, 0)) if last.cell_length else Content(" " * _PROOF)
    head = Content.assemble(
        "    " if type(item) in _HEADINGS else "  ",
        (id.ljust(widths[0]), "bold" if lit else ""),
        ("  ", ""),
        (kind.ljust(widths[1]), _KINDS.get(kind, MUTED)),
        "  " if widths[1] else "",
    )
    space = max(width - head.cell_length - _PROOF - 4, 8)
    shown = Content("   ").join(map(prose, texts))
    parts = shown.wrap(space)[:UNFOLDED] if lit else [shown.truncate(space, ellipsis=True)]
    rows = []
    for number, one in enumerate(parts):
        start = head if number == 0 else Content(" " * head.cell_length)
        row = line(width, start + one, last if number == 0 else "", edge=2)
        rows.append(lighted(row) if lit else row)
    return rows


def lighted(row: Content) -> Content:
    """A row with the bar of the focus before it."""
    return (Content.styled("▌", ACCENT) + row[1:]).stylize_before("on $panel")


def heading_row(heading: Heading, width: int, lit: bool) -> Content:
    """A heading: bold with the number of its items once begun, else with the key that begins it."""
    begun = bool(heading.items)
    glyph = "✓" if begun else "○"
    name = Content.assemble(
        "  ", (f"{glyph} ", GLYPH_STYLES[glyph]), (heading.name, "bold" if begun or lit else "")
    )
    right = Content.styled(str(len(heading.items)), MUTED) if begun else keys(("a", "add"))
    row = line(width, name, right, edge=2)
    return lighted(row) if lit else row


def widths_of(held: Sequence[BaseModel]) -> tuple[int, int]:
    """Cells of the columns of ids and kinds."""
    both = [columns(one)[:2] for one in held]
    return (
        min(max((len(id) for id, _ in both), default=0), 28),
        min(max((len(kind) for _, kind in both), default=0), 20),
    )


def layout(found: Sequence[Heading], held: Sequence[Any]) -> Iterator[tuple[Heading | None, int | None]]:
    """What is below what: a heading with no item, or an item; a table without headings is its items."""
    if not found:
        yield from ((None, index) for index in range(len(held)))
        return
    for heading in found:
        yield heading, None
        yield from ((heading, index) for index in heading.items)
