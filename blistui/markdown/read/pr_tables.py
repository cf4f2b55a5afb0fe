"""Tables with a row for each PR: the series itself, a summary of it, or more of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.read.denials import denies_list, heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.pr_headings import names_pr, pr_of
from blistui.markdown.read.pr_labels import known_label
from blistui.markdown.read.words import stated
from blistui.patterns import pattern

_TITLES = frozenset({"title", "name", "pr title", "description", "summary", "what", "pull request"})
_MERGED_AS = frozenset({"merged", "merged as", "merged in", "landed as", "landed in"})
_ALL_OF_THEM = r"(?:PRs?|pull requests?|patches|steps|items|work|changes)"
_BY_STATUS = pattern(
    rf"\W*(?:[\d.]+\s+)?(?:{_ALL_OF_THEM} )?(?:already )?(?:(?P<merged>completed?|merged|done|landed|shipped"
    rf"|finished)|open|remaining|planned|upcoming|next|in (?:progress|review|flight))"
    rf"(?: {_ALL_OF_THEM})?(?: so far| already)?\W*$",
    re.IGNORECASE,
)
"""The heading of PRs that are all as far: `9.1 Completed PRs`."""
_OF_PRS = frozenset({"pr", "prs", "pull request", "patch", "wp", "work package"})


def is_of_prs(node: Node) -> bool:
    """Whether a block is a table with a PR in the first cell of each row, and more than that."""
    return (
        isinstance(node, Table)
        and len(node.header) > 1
        and bool(node.rows)
        and not known_label(node.header[0])
        and all(_id(node, row) for _, row in node.rows)
    )


def rows(draft: Draft, table: Table, level: int) -> Iterator[Part]:
    """A part for each row, with its cells as labelled items."""
    titled = next((at for at, title in enumerate(table.header) if at and title.casefold() in _TITLES), 0)
    draft.understand(*table.header)
    for line, row in table.rows:
        draft.understand(row[0])
        own: list[Node] = []
        for at, (title, cell) in enumerate(zip(table.header, row, strict=True)):
            if at and at != titled and stated(cell) and title.casefold() in _MERGED_AS:
                text = f"**status:** merged as {cell}"
                own.append(Entry(line, text, "-", text, []))
            elif at and at != titled and stated(cell):
                text = f"**{known_label(title) or title}:** {cell}"
                own.append(Entry(line, text, "-", text, []))
        yield Part(line, level, f"{_id(table, row)}: {row[titled] if titled else ''}", own)


def with_rows(draft: Draft, part: Part) -> None:
    """Makes PRs of the rows below a heading that says how far all of them are, where others have headings."""
    if not any(names_pr(own.title) for own in part.walk()):
        return
    for own in list(part.walk()):
        found = _BY_STATUS.match(own.title)
        tables = [node for node in own.nodes if isinstance(node, Table) and is_of_prs(node)] if found else []
        if not tables:
            continue
        own.nodes = [node for node in own.nodes if node not in tables]
        headed = [row for table in tables for row in rows(draft, table, own.level + 1)]
        if found and found["merged"]:
            for row in headed:
                row.nodes.append(Entry(row.line, "", "-", "**status:** merged", []))
        own.parts = [*headed, *own.parts]


def taken_out(parts: Iterable[Part]) -> list[Table]:
    """The tables of PRs below some parts, which are no longer in them; in a PR only those that say so."""
    found: list[Table] = []
    for own in (own for part in parts for own in part.walk()):
        if heads_nothing(own.title) and not names_pr(own.title):
            continue
        inside = bool(pr_of(own.title)[0])
        tables = [
            node
            for above, node in zip((None, *own.nodes), own.nodes, strict=False)
            if is_of_prs(node) and (_says_so(node) or not inside) and not _is_denied(above)
        ]
        own.nodes = [node for node in own.nodes if node not in tables]
        found += (node for node in tables if isinstance(node, Table))
    return found


def _is_denied(above: Node | None) -> bool:
    return isinstance(above, Text) and denies_list(above.text)


def _says_so(node: Node) -> bool:
    return isinstance(node, Table) and node.header[0].strip(" *#").casefold() in _OF_PRS


def _id(table: Table, row: list[str]) -> str:
    """How the first cell of a row says which PR it is of; a number does below the title `PR`."""
    cell = row[0].strip(" *`")
    if not names_pr(f"{cell}:") and _says_so(table):
        cell = f"PR {cell.removeprefix('#')}"
    return cell if names_pr(f"{cell}:") else ""
