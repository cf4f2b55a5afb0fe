"""A Markdown document as lines of text for a terminal: wrapped, tables aligned, names of code coloured.

Textual's own Markdown makes a widget of every paragraph: a plan of 1,200 lines has 3,000 of them, and the
screen stands still for seconds while they are made. Lines are made in a thread, and painted where they are
in sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from blistui.markdown.blocks import Entry, Fence, Html, Node, Part, Quote, Table, Text, tree
from screens.printable import printable
from screens.widgets.lines import CODE, FAINT, MUTED

_INLINE = re.compile(
    r"""
    \\(?P<kept>[!-/:-@\[-`{-~])
  | (?P<run>`+)(?P<code>.+?)(?<!`)(?P=run)(?!`)
  | \*\*(?P<bold>.+?)\*\*
  | (?<![\w*])\*(?P<stressed>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])
  | \[(?P<label>[^\]]*)\]\((?P<target>[^()\s]*)\)
  | <(?P<url>(?:https?://|[^\s<>@]+@)[^\s<>]+)>
    """,
    re.VERBOSE,
)
_GAP = 2
_NARROWEST = 9
"""Cells of a column in which words can still be read; with less for each, a table becomes a list."""


class Rendered(NamedTuple):
    """The lines of a document, and at which of them its sections begin."""

    lines: tuple[Content, ...]
    sections: tuple[int, ...]


def rendered(text: str, width: int) -> Rendered:
    """`text` in lines of at most `width` cells."""
    lines: list[Content] = []
    sections: list[int] = []
    for part in tree(text).walk():
        if part.level:
            if lines and lines[-1].plain.strip():
                lines.append(Content(""))
            if part.level <= 2:
                sections.append(len(lines))
            lines += _heading(part, width)
            lines.append(Content(""))
        lines += _nodes(part.nodes, width)
    return Rendered(tuple(lines), tuple(sections))


def _heading(part: Part, width: int) -> Iterator[Content]:
    for row in inline(part.title).wrap(width):
        if part.level <= 2:
            yield row.stylize("bold")
        else:
            yield row.stylize(f"bold {MUTED}" if part.level == 3 else MUTED)


def inline(text: str) -> Content:
    """Text of one paragraph with its code, weight and links; marks of Markdown are not shown."""
    parts: list[Content] = []
    at = 0
    flat = printable(" ".join(text.split()))
    for found in _INLINE.finditer(flat):
        parts.append(Content(flat[at : found.start()]))
        at = found.end()
        match found.lastgroup:
            case "kept":
                parts.append(Content(found["kept"]))
            case "code":
                parts.append(Content.styled(found["code"].strip(), CODE))
            case "bold":
                parts.append(inline(found["bold"]).stylize("bold"))
            case "stressed":
                parts.append(inline(found["stressed"]))
            case "target":
                parts.append(inline(found["label"]))
                parts.append(Content.styled(f" ({found['target']})", MUTED))
            case _:
                parts.append(Content(found["url"]))
    parts.append(Content(flat[at:]))
    return Content("").join(parts)


def _nodes(nodes: Sequence[Node], width: int) -> Iterator[Content]:
    """The blocks one below the other, with a blank between them except for the items of one list."""
    before: Node | None = None
    for node in nodes:
        rows = list(_node(node, width))
        if not rows:
            continue
        if before is not None and not (isinstance(before, Entry) and isinstance(node, Entry)):
            yield Content("")
        yield from rows
        before = node


def _node(node: Node, width: int) -> Iterator[Content]:
    match node:
        case Text(text=text):
            yield from inline(text).wrap(width)
        case Entry():
            yield from _entry(node, width)
        case Table():
            yield from _table(node, width)
        case Fence(content=content):
            for line in content:
                for row in Content(printable(line.expandtabs(4)) or " ").fold(max(width - 2, 2)):
                    yield Content.assemble(("▏ ", FAINT), row)
        case Quote(nodes=below):
            for row in _nodes(below, max(width - 2, 2)):
                yield Content.assemble(("▎ ", FAINT), row)
        case Html(source=source) if not source.startswith("<!--"):
            for row in Content.styled(printable(" ".join(source.split())), MUTED).wrap(width):
                yield row


def _entry(node: Entry, width: int) -> Iterator[Content]:
    marker = "•" if node.marker in "-*+" else node.marker
    indent = " " * (len(marker) + 1)
    inner = max(width - len(indent), 2)
    head = Content.styled(f"{marker} ", FAINT if marker == "•" else MUTED)
    for row in inline(node.text).wrap(inner):
        yield head + row
        head = Content(indent)
    for row in _nodes(node.nodes, inner):
        yield Content(indent) + row


def _table(node: Table, width: int) -> Iterator[Content]:
    header = [inline(cell) for cell in node.header]
    rows = [[inline(cell) for cell in cells] for _, cells in node.rows]
    if len(header) * (_NARROWEST + _GAP) > width + _GAP:
        for row in rows:
            yield from _as_list(header, row, width)
        return
    widths = _widths([header, *rows], width - _GAP * (len(header) - 1))
    yield from _row([cell.stylize("bold") for cell in header], widths)
    yield Content.styled("─" * (sum(widths) + _GAP * (len(widths) - 1)), "$border-blurred")
    for row in rows:
        yield from _row(row, widths)


def _as_list(header: Sequence[Content], row: Sequence[Content], width: int) -> Iterator[Content]:
    """A row of a table that is too wide: its first cell, and below it the others by their headings."""
    for line in row[0].stylize("bold").wrap(width):
        yield line
    for name, cell in zip(header[1:], row[1:], strict=False):
        if cell.plain.strip(" -"):
            named = Content.assemble((f"{name.plain}: ", MUTED), cell)
            for line in named.wrap(max(width - 2, 2)):
                yield Content("  ") + line


def _widths(rows: Sequence[Sequence[Content]], space: int) -> list[int]:
    """What each column gets: what it needs, and where that is too much the widest give way."""
    widths = [
        max((cell.cell_length for cell in column), default=1) or 1 for column in zip(*rows, strict=False)
    ]
    while (excess := sum(widths) - space) > 0:
        widest = max(widths)
        at = widths.index(widest)
        second = max((w for w in widths if w < widest), default=_NARROWEST)
        widths[at] = max(widest - excess, min(second, widest - 1), _NARROWEST)
        if widths[at] == widest:
            break
    return widths


def _row(cells: Sequence[Content], widths: Sequence[int]) -> Iterator[Content]:
    wrapped = [cell.wrap(width) if cell else [] for cell, width in zip(cells, widths, strict=False)]
    for number in range(max(map(len, wrapped), default=0)):
        parts: list[Content] = []
        for rows, width in zip(wrapped, widths, strict=False):
            row = rows[number] if number < len(rows) else Content("")
            parts.append(row.pad_right(max(width - row.cell_length, 0)))
        yield Content(" " * _GAP).join(parts)
