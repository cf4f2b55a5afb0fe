"""What sections write from: the plan, its graph, and how its items and evidence are named in text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from blistui.markdown.blocks import Entry, Text, nodes
from blistui.markdown.breaks import HARD, squeezed
from blistui.markdown.inline import code, inline, shortened, visible
from blistui.markdown.listed import (
    NUMBER,
    before_citations,
    enclosed,
    listed,
    marked,
    piece,
    spelled,
    spelling,
)
from blistui.markdown.nothing import NOT_STATED, own, says_none
from blistui.markdown.plain import as_read
from blistui.markdown.write.page import labelled
from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.graph.placement import Freeze, Gate, freezes, gates
from blistui.plan.graph.pr_graph import PrGraph
from blistui.plan.ids import holders
from blistui.plan.tables.citation import Citation

_NAMES = {
    "finding": "statement",
    "objective": "text",
    "question": "text",
    "scope": "component",
    "block": "name",
    "invariant": "statement",
    "ownership": "state",
    "risk": "decision",
    "crosscutting": "item",
    "pr": "title",
}
"""Which field names an item of a kind that other items refer to."""

_WITH_BLOCKS = frozenset({"finding", "crosscutting"})
"""Kinds whose names are texts of several paragraphs, lists and so on."""

SEPARATOR = " — "
"""Stands before a label that follows on the same line."""


ARROW = " → "
"""Stands between items of which one follows the other."""


class Source:
    """A plan about to be written. `signatures` are Go texts by the id of a frozen interface."""

    def __init__(self, plan: Plan, signatures: Mapping[str, str] | None = None) -> None:
        self.plan = plan
        self.signatures = signatures or {}

    @cached_property
    def graph(self) -> PrGraph:
        """The plan's PR graph."""
        return PrGraph(self.plan.pr)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Validation gates, placed in the series."""
        return gates(self.plan, self.graph)

    @cached_property
    def freezes(self) -> tuple[Freeze, ...]:
        """Interface freezes, placed in the series."""
        return freezes(self.plan, self.graph)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for kind, key in _NAMES.items():
            names: dict[str, str] = {}
            for _, items in holders(self.plan, kind):
                for item in items:
                    text = getattr(item, key)
                    names.setdefault(
                        item.id, as_read(_first_paragraph(text) if kind in _WITH_BLOCKS else text)
                    )
            found[kind] = names
        return found

    @cached_property
    def _spellings(self) -> dict[str, frozenset[str]]:
        """How the ids of each kind are read, whatever their case and marks."""
        return {kind: frozenset(map(spelling, names)) for kind, names in self._names.items()}

    def ref(self, reference: str, *kinds: str) -> str:
        """An item by id and name: `PR2 (Scorer framework)`; only the id when no such item exists."""
        for kind in kinds:
            name = self._names[kind].get(reference)
            if name is not None:
                return id_and_name(reference, name)
        return self._dangling(reference, *kinds)

    def id(self, reference: str, *kinds: str) -> str:
        """An item by its id alone."""
        known = any(reference in self._names[kind] for kind in kinds)
        return inline(reference) if known else self._dangling(reference, *kinds)

    def title(self, pr: str) -> str:
        """The title of a PR, as its author wrote it; empty when there is no such PR."""
        return self._names["pr"].get(pr, "")

    def refs(self, references: Iterable[str], *kinds: str) -> str:
        """Items by id and name, separated by commas."""
        shown = (self.ref(reference, *kinds) for reference in references)
        return ", ".join(text for text in shown if text)

    def block(self, reference: str, shown: Callable[[str], str] = inline) -> str:
        """A building block by name, as people call it, and id: `Router (B1)`."""
        name = self._names["block"].get(reference)
        if name is None:
            return self._dangling(reference, "block")
        return self.block_called(name, reference, shown) if name else inline(reference)

    def block_called(self, name: str, id: str, shown: Callable[[str], str] = inline) -> str:
        """A building block by this name and id; its name is not taken for another block's id."""
        if name.partition(" (")[0] in self._names["block"].keys() - {id}:
            return f"{own(shown(name))} ({inline(id)})"
        return name_and_id(name, id, shown)

    def _dangling(self, reference: str, *kinds: str) -> str:
        """A reference to what there is not, in code where it is no id or would be read as another one."""
        flat = squeezed(visible(reference))
        known = any(spelling(flat) in self._spellings.get(kind, ()) for kind in kinds)
        alone = _ID.fullmatch(flat) and not says_none(flat) and not known
        return flat if alone else code(flat)


_ID = pattern(r"[A-Za-z0-9][\w-]*")
_DAY = pattern(r"(?<=\d{4})-(?=\d\d-\d\d)")
_NUMBER = pattern(NUMBER)
_ARROWS = pattern("→|->")
_LABELLED = pattern(r", (?:shared with|because) ")
# Behind a word, so that neither a number nor an abbreviation of one or two letters ends a clause.
_CLAUSE_END = pattern(r"(?<=\w{3})[`)]?[.:;](?=\s|\Z)")


def _first_paragraph(text: str) -> str:
    found = (node.text for node in nodes(visible(text)) if isinstance(node, Text | Entry) and node.text)
    return next(found, "").replace(HARD, " ")


def alone(shown: str, id: str) -> str:
    """An item as it is shown between arrows: by its id alone where its name holds an arrow."""
    return inline(id) if _ARROWS.search(shown) and _ID.fullmatch(id) else shown


def id_and_name(id: str, name: str) -> str:
    """`PR2 (Scorer framework)`: of a long name its first clause, shortened if need be."""
    short = enclosed(inline(shortened(first_clause(visible(name)))))
    return f"{inline(id)} ({short})" if short and short != id else inline(id)


@lru_cache(maxsize=1 << 12)
def first_clause(text: str) -> str:
    """`text` up to its first stop, colon or semicolon outside code spans; all of it without one."""
    flat = squeezed(text)
    for end in _CLAUSE_END.finditer(flat):
        clause = flat[: end.end() - 1]
        if clause.count("`") % 2 == 0:
            return clause
    return flat


def name_and_id(name: str, id: str, shown: Callable[[str], str] = inline) -> str:
    """`Router (B1)`; only the name when it spells the id, as in `Replica Pool` and `replica-pool`."""
    return shown(name) if not id or id == spelled(name) else f"{shown(name)} ({inline(id)})".lstrip()


def citation(cite: Citation) -> str:
    """`sim/routing.go:43-45` with its symbols, and its commit when it has one of its own."""
    more = [code(symbol) for symbol in cite.symbols if inline(symbol)]
    if inline(cite.commit):
        more.append(f"at {code(cite.commit)}")
    return " ".join(text for text in (code(cite.at), f"({', '.join(more)})" if more else "") if text)


def citations(cites: Iterable[Citation]) -> str:
    """Citations, separated by semicolons."""
    return listed(shown for cite in cites if (shown := citation(cite)))


def with_citations(text: str, cites: Iterable[Citation], label: str) -> str:
    """Inline Markdown with its citations behind it; after a label where it would seem to have others."""
    shown = citations(cites)
    whole = f"{text} {shown}".strip()
    return whole if before_citations(whole) == (text, shown) else followed(text, (label, shown or NOT_STATED))


def run_in(*parts: tuple[str, str]) -> str:
    """Labelled inline texts one after another; those without text are left out."""
    return SEPARATOR.join(labelled(label, text) for label, text in parts if text)


def followed(text: str, *parts: tuple[str, str]) -> str:
    """Inline text, and after it what `run_in` makes of the parts."""
    return SEPARATOR.join(part for part in (text, run_in(*parts)) if part)


def remark(text: str) -> str:
    """An author's text as a remark in parentheses, beside others."""
    return marked(inline(text), '()[],;"')


def listed_name(text: str) -> str:
    """An author's text as what a piece of a list begins with, before what is labelled by a comma."""
    shown = inline(text)
    return piece(marked(shown, ",") if _LABELLED.search(f"{shown} ") else shown)


def joined(texts: Iterable[str]) -> str:
    """An author's short texts on one line, separated by semicolons."""
    return listed(shown for text in texts if (shown := piece(inline(text))))


def undated(text: str) -> str:
    """Inline Markdown without a day at its ends: what looks like one has an escape."""
    return _DAY.sub(r"\\-", text)


def signed(by: str, date: str, unnamed: str = "") -> str:
    """A name with the day behind it, or what stands there where there is neither."""
    name = inline(by) if date else undated(or_unnamed(by, unnamed))
    return ", ".join(text for text in (name, inline(date)) if text)


def or_unnamed(text: str, unnamed: str) -> str:
    """An author's text, or what stands there where it is empty; the text is not taken for that."""
    shown = inline(text)
    return own(shown) if shown == unnamed else shown or unnamed


def number(value: Any) -> str:
    """A number as people write it, or the words an author put in its place."""
    if value is None:
        return ""
    if isinstance(value, str):
        shown = inline(value)
        return own(shown) if _NUMBER.fullmatch(shown) else shown
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)
