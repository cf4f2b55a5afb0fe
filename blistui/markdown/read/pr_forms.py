"""A series whose headings do not say `PR`: several headings of one form that number upwards are its PRs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.read.contracts import names_contract
from blistui.markdown.read.label_styles import with_labels
from blistui.markdown.read.pr_headings import has_form, heading_of, names_pr, of_one_form
from blistui.markdown.read.pr_labels import FIELDS, known_label
from blistui.markdown.read.status import status_of
from blistui.markdown.read.words import labels
from blistui.patterns import pattern

_OF_A_PR = frozenset({"scope", "scope_in", "scope_out", "guarantees", "depends_on", "files"})
"""Fields that only a PR has."""
_BADGE = pattern(r"\s`(?P<said>[a-z ]{2,20})`$")


def with_series(parts: Sequence[Part], letters: Sequence[str]) -> list[Part]:
    """The parts of a document in which each heading of a PR says so: below the heading of the series, or of
    any section without a letter where none is of it."""
    said = "I" in letters
    both = [(own, with_tables(own)) for own in parts]
    return [
        with_forms(new) if letter == "I" or (not (said or letter) and is_series(new)) else own
        for (own, new), letter in zip(both, letters, strict=True)
    ]


def with_tables(part: Part) -> Part:
    """The part with a part below it for each table that is a PR, with its id and title as the header."""
    found = replace(part, nodes=[], parts=[])
    for node in part.nodes:
        own = None if heading_of(part.title).id else _of_table(node, part.level + 1)
        if own:
            found.parts.append(own)
        else:
            found.nodes.append(node)
    found.parts += map(with_tables, part.parts)
    return found


def _of_table(node: Node, level: int) -> Part | None:
    if not isinstance(node, Table) or len(node.header) != 2 or known_label(node.header[0]):
        return None
    own, title = (cell.strip().removeprefix("**").removesuffix("**") for cell in node.header)
    heading = f"{own}: {title}" if title else own
    if not (names_pr(heading) or has_form(heading)):
        return None
    return Part(node.line, level, heading, [node._replace(header=["Field", "Value"])])


def with_forms(part: Part) -> Part:
    """A series in which each heading of a PR says so, whatever it is numbered by; as it is where one does."""
    titles = forms_of(part)
    badges = [
        own.title
        for own in part.walk()
        if _has_badge(own.title) and (own.title in titles or names_pr(own.title))
    ]
    # One title may end in a word that is code; where several do, it is how far they are.
    return _titled(part, titles, set(badges) if len(badges) > 1 else set())


def forms_of(part: Part) -> dict[str, str]:
    """The headings below a part that are of PRs by their form, each as one that says so."""
    below = [own for own in part.walk() if own is not part]
    if any(names_pr(own.title) for own in below):
        return {}
    levels = [[own for own in below if own.level == level] for level in sorted({own.level for own in below})]
    for own in levels:
        forms = of_one_form([part.title for part in own], bare=True)
        if forms and has_fields([part for part in own if part.title in forms]):
            return forms
    # Where no heading has a field, the first form is theirs; numbers alone may number anything.
    return next(filter(None, (of_one_form([part.title for part in own]) for own in levels)), {})


def has_fields(parts: Sequence[Part]) -> bool:
    """Whether most of some parts have a field that only a PR has."""
    return sum(map(_has_field, parts)) * 2 > len(parts)


def is_series(part: Part) -> bool:
    """Whether several headings below a part are of one form, and most have a field of a PR."""
    titles = forms_of(part) or [own.title for own in part.walk() if names_pr(own.title)]
    return bool(titles) and has_fields([own for own in part.walk() if own.title in titles])


def _has_field(part: Part) -> bool:
    return any(map(names_contract, part.nodes)) or any(
        FIELDS[own].key in _OF_A_PR
        for own in (*_labels(part.nodes), *(known_label(own.title) for own in part.parts))
        if own
    )


def _labels(nodes: Sequence[Node]) -> Iterable[str]:
    for node in with_labels(nodes, FIELDS):
        if isinstance(node, Table):
            yield from (known_label(row[0]) for _, row in node.rows)
        elif isinstance(node, Entry | Text):
            yield from labels(node.text, FIELDS, exact=False)[1] or [known_label(node.text)]


def _has_badge(title: str) -> bool:
    found = _BADGE.search(title)
    return bool(found and (status_of(found["said"]) or {}).get("status"))


def _titled(part: Part, titles: dict[str, str], badges: set[str]) -> Part:
    title = titles.get(part.title, part.title)
    if part.title in badges:
        title = _BADGE.sub(r" (\g<said>)", title)
    return replace(part, title=title, parts=[_titled(own, titles, badges) for own in part.parts])
