"""What sections write from: the plan, its graph, and how its items and evidence are named in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from blistui.markdown.inline import code, inline, shortened
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

SEPARATOR = " — "
"""Stands before a label that follows on the same line."""


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
                    names.setdefault(item.id, getattr(item, key))
            found[kind] = names
        return found

    def ref(self, reference: str, *kinds: str) -> str:
        """An item by id and name: `PR2 (Scorer framework)`; only the id when no such item exists."""
        for kind in kinds:
            name = self._names[kind].get(reference)
            if name is not None:
                return id_and_name(reference, name)
        return inline(reference)

    def title(self, pr: str) -> str:
        """The title of a PR, as its author wrote it; empty when there is no such PR."""
        return self._names["pr"].get(pr, "")

    def refs(self, references: Iterable[str], *kinds: str) -> str:
        """Items by id and name, separated by commas."""
        return ", ".join(self.ref(reference, *kinds) for reference in references)

    def block(self, reference: str) -> str:
        """A building block by name, as people call it, and id: `Router (B1)`."""
        name = self._names["block"].get(reference)
        return name_and_id(name, reference) if name else inline(reference)


_SEMICOLON = pattern(r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)|\\.)|;(?=\s)")
# Behind a word, so that neither a number nor an abbreviation of one or two letters ends a clause.
_CLAUSE_END = pattern(r"(?<=\w{3})[`)]?[.:;](?=\s|\Z)")


def id_and_name(id: str, name: str) -> str:
    """`PR2 (Scorer framework)`: of a long name its first clause, shortened if need be."""
    short = inline(shortened(first_clause(name)))
    return f"{inline(id)} ({short})" if short and short != id else inline(id)


@lru_cache(maxsize=1 << 12)
def first_clause(text: str) -> str:
    """`text` up to its first stop, colon or semicolon outside code spans; all of it without one."""
    flat = " ".join(text.split())
    for end in _CLAUSE_END.finditer(flat):
        clause = flat[: end.end() - 1]
        if clause.count("`") % 2 == 0:
            return clause
    return flat


def name_and_id(name: str, id: str) -> str:
    """`Router (B1)`; only the name when the id is the same words, as in `Replica Pool` and `replica-pool`."""
    return f"{inline(name)} ({inline(id)})" if id and not spells(id, name) else inline(name)


def spells(id: str, name: str) -> bool:
    """Whether an id says the same as the name."""
    return id.replace("-", " ").replace("_", " ").casefold() == name.casefold()


def citation(cite: Citation) -> str:
    """`sim/routing.go:43-45` with its symbols, and its commit when it has one of its own."""
    more = [code(symbol) for symbol in cite.symbols]
    if cite.commit:
        more.append(f"at {code(cite.commit)}")
    if not cite.at:
        return ", ".join(more)
    return f"{code(cite.at)} ({', '.join(more)})" if more else code(cite.at)


def citations(cites: Iterable[Citation]) -> str:
    """Citations, separated by semicolons."""
    return "; ".join(citation(cite) for cite in cites)


def run_in(*parts: tuple[str, str]) -> str:
    """Labelled inline texts one after another; those without text are left out."""
    return SEPARATOR.join(labelled(label, text) for label, text in parts if text)


def followed(text: str, *parts: tuple[str, str]) -> str:
    """Inline text, and after it what `run_in` makes of the parts."""
    return SEPARATOR.join(part for part in (text, run_in(*parts)) if part)


def joined(texts: Iterable[str]) -> str:
    """An author's short texts on one line, separated by semicolons."""
    return "; ".join(_SEMICOLON.sub(_kept, inline(text)) for text in texts)


def _kept(found: re.Match[str]) -> str:
    """A semicolon within a text as what it is, and no end of the text; in code there is no escape."""
    return found["code"] or "\\;"


def number(value: Any) -> str:
    """A number as people write it, or the words an author put in its place."""
    if value is None:
        return ""
    return inline(f"{value:g}" if isinstance(value, float) else str(value))
