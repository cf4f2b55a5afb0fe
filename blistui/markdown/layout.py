"""Blocks as lines of Markdown: what the export writes, and the import keeps, of an author's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from blistui.markdown.blocks import Entry, Fence, Html, Node, Quote, Table, Text, nodes
from blistui.markdown.inline import GLUE, code_span, visible
from blistui.markdown.nothing import in_numbers
from blistui.markdown.wrap import columns
from blistui.patterns import pattern

WIDEST = 140
"""Columns beyond which padding would only hide the text: wider tables are written without it."""

Inline = Callable[[str, int], Sequence[str]]
"""Writes a paragraph or a cell in lines of that many columns (0: on one line); no line for no text."""

_PIPE = pattern(r"(\\*)\|")
_CODE = pattern(rf"(?P<escape>\\.)|{code_span('ticks')}")
_MARK = pattern(r"[!-/:-@\[-`{-~]")
_TICKS = pattern("`{3,}")


def laid_out(found: Iterable[Node], inline: Inline, width: int, pad: str = "") -> list[str]:
    """Lines of the blocks, each after `pad`; `width` is that of the page."""
    lines: list[str] = []
    before: Node | None = None
    for node in found:
        own = _lines(node, inline, width, pad)
        if own:
            if before is not None and not (isinstance(before, Entry) and isinstance(node, Entry)):
                lines.append(pad.rstrip())
            lines += own
            before = node
    return lines


def follows_at_once(node: Node) -> bool:
    """Whether a block needs no blank line below a text: one of bullets, or of numbers that begin with 1."""
    return isinstance(node, Entry) and (not node.marker[0].isdigit() or int(node.marker[:-1]) == 1)


def _lines(node: Node, inline: Inline, width: int, pad: str) -> list[str]:
    match node:
        case Text():
            return [pad + line for line in inline(node.source, max(20, width - len(pad)))]
        case Entry():
            return _entry(node, inline, width, pad)
        case Fence():
            return fence(node.language, node.content, pad)
        case Table():
            rows = [
                ["".join(inline(cell, 0)) for cell in row]
                for row in (node.header, *(r for _, r in node.rows))
            ]
            return [pad + line for line in table(rows[0], rows[1:])]
        case Quote():
            return laid_out(node.nodes, inline, width, f"{pad}> ")
        case Html():
            return laid_out(nodes(node.source), inline, width, pad)


def _entry(entry: Entry, inline: Inline, width: int, pad: str) -> list[str]:
    marker = f"{entry.marker[:-1]}." if entry.marker[0].isdigit() else "-"
    inner = pad + " " * (len(marker) + 1)
    lines = _lines(Text(entry.line, entry.text), inline, width, inner)
    below = laid_out(entry.nodes, inline, width, inner)
    if lines and below and not follows_at_once(entry.nodes[0]):
        lines.append(inner.rstrip())
    lines += below
    if lines:
        lines[0] = f"{pad}{marker} {lines[0].removeprefix(inner)}"
    return lines


def fence(language: str, content: Iterable[str], pad: str = "") -> list[str]:
    """Lines of a fence that is longer than any in what it holds."""
    shown = [visible(line) for line in content]
    longest = max((len(run) for line in shown for run in _TICKS.findall(line)), default=2)
    ticks = "`" * (longest + 1)
    label = visible(language).replace("`", "'") or "text"
    return [f"{pad}{ticks}{label}", *(pad + line if line else pad.rstrip() for line in shown), pad + ticks]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table of inline Markdown. Every row has as many cells as `header`."""
    cells = [[_cell(text) for text in row] for row in (header, *rows)]
    widths = [max(3, *(columns(row[at]) for row in cells)) for at in range(len(header))]
    if sum(widths) + 3 * len(widths) + 1 > WIDEST:
        dashes = ["---"] * len(header)
        return [f"| {' | '.join(row)} |".replace("|  |", "| |") for row in (cells[0], dashes, *cells[1:])]
    lines = []
    for row in cells:
        padded = (text + " " * (width - columns(text)) for text, width in zip(row, widths, strict=True))
        lines.append(f"| {' | '.join(padded)} |")
    lines.insert(1, f"| {' | '.join('-' * width for width in widths)} |")
    return lines


def _cell(text: str) -> str:
    text = text.replace(GLUE, " ")
    if "\\|" in text:
        text = _CODE.sub(_code_in_html, text)
    return _PIPE.sub(_escaped, text) if "|" in text else text


def _code_in_html(match: re.Match[str]) -> str:
    """A backslash before a pipe, which code in a cell cannot hold, in HTML; `blocks` reads it back."""
    if match["escape"] or "\\|" not in match[0]:
        return match[0]
    inside = match[0].strip("`")
    return f"<code>{_MARK.sub(lambda own: in_numbers(own[0]), inside)}</code>"


def _escaped(match: re.Match[str]) -> str:
    slashes = match[1]
    # An odd number of backslashes escapes the pipe already.
    return match[0] if len(slashes) % 2 else f"{slashes}\\|"
