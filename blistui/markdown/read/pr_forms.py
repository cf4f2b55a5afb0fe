"""A series whose headings do not say `PR`: several headings of one form that number upwards are its PRs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.listed import without_box
from blistui.markdown.read.contracts import names_contract
from blistui.markdown.read.denials import heads_nothing
from blistui.markdown.read.label_styles import sentences_of, with_labels
from blistui.markdown.read.pr_headings import has_form, heading_of, names_pr, of_one_form
from blistui.markdown.read.pr_labels import FIELDS, known_label
from blistui.markdown.read.status import status_of
from blistui.markdown.read.words import labels
from blistui.patterns import pattern

_OF_A_PR = frozenset({"scope", "scope_in", "scope_out", "guarantees", "depends_on", "files"})
"""Fields that only a PR has."""
_FEWEST = 2
"""Different fields that make a series of headings which no heading says to be one."""
_BADGE = pattern(r"\s`(?P<said>[a-z ]{2,20})`$")


def with_series(parts: Sequence[Part], letters: Sequence[str]) -> list[Part]:
    """The parts of a document in which each heading of a PR says so: below the heading of the series, or in
    the sections without a letter where none is of it."""
    of_series = "I" if "I" in letters else ""
    ours = [
        letter == of_series and bool(letter or not heads_nothing(own.title))
        for own, letter in zip(parts, letters, strict=True)
    ]
    inside = [with_tables(own) for own, is_ours in zip(parts, ours, strict=True) if is_ours]
    titles = forms_of(inside, certain=bool(of_series))
    if of_series and not titles:
        inside = with_lists(inside)
    found = iter(inside)
    return [
        with_forms(next(found), titles) if is_ours else own for own, is_ours in zip(parts, ours, strict=True)
    ]


def with_lists(parts: Sequence[Part]) -> list[Part]:
    """The parts of a series with a part for each item of a list of PRs, where no heading is one's."""
    if any(names_pr(own.title) for part in parts for own in part.walk()):
        return list(parts)
    return [
        replace(part, nodes=rest, parts=[*own, *with_lists(part.parts)])
        for part in parts
        for rest, own in [_listed(part)]
    ]


def _listed(part: Part) -> tuple[list[Node], list[Part]]:
    """The other blocks of a part, and its items as PRs: all are named so, or numbered and titled in bold."""
    items = [own for own in part.entries if not without_box(own.text).startswith("~~")]
    found = [_of_item(own, part.level + 1) for own in items]
    ids = {names_pr(own.title) for own in found}
    if len(ids) < 2 or len(ids) < len(items) or "" in ids:
        return part.nodes, []
    # Numbers may number anything; a list below each item is read as it stands.
    numbered = all(own.marker[0].isdigit() for own in items)
    read = (
        sum(map(bool, map(_fields, found))) * 2 > len(found)
        if numbered
        else not all(own.nodes for own in items)
    )
    return ([own for own in part.nodes if own not in items], found) if read else (part.nodes, [])


def _of_item(item: Entry, level: int) -> Part:
    """An item of a list as the part that it is in place of; without a title where it names no PR."""
    lead = lead_of(without_box(item.text))
    if lead and item.marker[0].isdigit() and not names_pr(lead.label):
        title, said = (
            f"PR {item.marker.rstrip('.)')}: {lead.label.removesuffix('.')}",
            sentences_of(lead.rest),
        )
    else:
        title, *said = sentences_of(item.text)
        title = title.removesuffix(".") if names_pr(title) else ""
    return Part(item.line, level, title, [*(Text(item.line, own) for own in said if own), *item.nodes])


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


def with_forms(part: Part, titles: Mapping[str, str]) -> Part:
    """A part in which each heading of a PR says so, whatever it is numbered by, and how far it is."""
    badges = [
        own.title
        for own in part.walk()
        if _has_badge(own.title) and (own.title in titles or names_pr(own.title))
    ]
    # One title may end in a word that is code; where several do, it is how far they are.
    return _titled(part, titles, set(badges) if len(badges) > 1 else set())


def forms_of(parts: Sequence[Part], certain: bool) -> dict[str, str]:
    """The headings in some parts that are of PRs by their form, each as one that says so, if none does.

    Where no heading makes it `certain` that the parts are a series, they must have several fields."""
    below = [own for part in parts for own in part.walk()]
    if any(names_pr(own.title) for own in below):
        return {}
    levels = [[own for own in below if own.level == level] for level in sorted({own.level for own in below})]
    for level in levels:
        found: dict[str, str] = {}
        for form in of_one_form([own.title for own in level], bare=True):
            heads = [_fields(own) for own in level if own.title in form]
            most = sum(map(bool, heads)) * 2 > len(heads)
            if most and len(set().union(*heads)) >= (1 if certain else _FEWEST):
                found |= form
        if found:
            return found
    # Where no heading has a field, the first form is theirs; numbers alone may number anything.
    forms = (of_one_form([own.title for own in level]) for level in levels if certain)
    return {title: own for form in next(filter(None, forms), []) for title, own in form.items()}


def _fields(part: Part) -> set[str]:
    """The fields below a heading that only a PR has."""
    said = {known_label(own.title) for own in part.parts} | set(_labels(part.nodes))
    contracts = {"guarantees"} if any(map(names_contract, part.nodes)) else set()
    return contracts | ({FIELDS[own].key for own in said if own} & _OF_A_PR)


def _labels(nodes: Sequence[Node]) -> Iterable[str]:
    for node in with_labels(nodes, FIELDS):
        if isinstance(node, Table):
            yield from (known_label(row[0]) for _, row in node.rows)
        elif isinstance(node, Entry | Text):
            yield from labels(node.text, FIELDS, exact=False)[1] or [known_label(node.text)]


def _has_badge(title: str) -> bool:
    found = _BADGE.search(title)
    return bool(found and (status_of(found["said"]) or {}).get("status"))


def _titled(part: Part, titles: Mapping[str, str], badges: set[str]) -> Part:
    title = titles.get(part.title, part.title)
    if part.title in badges:
        title = _BADGE.sub(r" (\g<said>)", title)
    return replace(part, title=title, parts=[_titled(own, titles, badges) for own in part.parts])
