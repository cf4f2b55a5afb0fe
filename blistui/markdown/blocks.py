"""The blocks of a Markdown text, as CommonMark with the tables of GitHub has them.

The one place that knows what a heading, a list, a fence, a table or a quotation is: import, export and
rules all read here. Most fields of a plan are plain paragraphs; the parser is loaded for the first text that
is more. Reading is linear in the text, and no word is left out. The blocks that are given back are shared:
do not change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from blistui.markdown.breaks import HARD, HARD_BREAK, MORE_THAN_PARAGRAPHS, squeezed
from blistui.markdown.nothing import in_letters
from blistui.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 60
"""Levels of blocks within blocks (a nested list is two) beyond which text is taken as it is."""

_MARKERS = pattern(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t>]+|$))*")
_CODE_IN_HTML = pattern(r"<code>([^<]*&#92;&#124;[^<]*)</code>")
"""Code in a cell that holds a pipe behind a backslash, as an export writes it."""
_PIPE = pattern(r"(?<!\\)\|")


class Text(NamedTuple):
    """A paragraph. Lines that divide, and headings inside a list, a quotation or a field, are text too."""

    line: int
    source: str

    @property
    def text(self) -> str:
        """The paragraph on one line, but for the breaks that its author meant."""
        return HARD.join(map(squeezed, HARD_BREAK.split(self.source)))


class Fence(NamedTuple):
    """Preformatted lines, between fences or `indented`; `language` is all that follows the fence."""

    line: int
    source: str
    language: str
    content: list[str]
    indented: bool = False


class Table(NamedTuple):
    """A table; every row has as many cells as the header. A row with more has them in its last cell."""

    line: int
    source: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


class Quote(NamedTuple):
    """A quotation."""

    line: int
    source: str
    nodes: list[Node]


class Html(NamedTuple):
    """A block of HTML in a document; in a field HTML is text, for the export shows it as such."""

    line: int
    source: str


class Entry(NamedTuple):
    """An item of a list: its first paragraph, and what else it holds."""

    line: int
    source: str
    marker: str
    text: str
    nodes: list[Node]

    @property
    def entries(self) -> list[Entry]:
        """The items of lists inside it."""
        return [node for node in self.nodes if isinstance(node, Entry)]


Node = Text | Fence | Table | Quote | Html | Entry
"""Each knows its line (from 1) and keeps its source, so that what is not understood can be handed back."""


class Heading(NamedTuple):
    """A heading of a Markdown text: its line (from 1), level (1 to 6) and text."""

    line: int
    level: int
    text: str

    @property
    def letter(self) -> str:
        """`A` of `A) Executive Summary`; empty for other headings."""
        found = re.match(r"([A-Z])\)(?:[ \t]|$)", self.text)
        return found[1] if found and self.level <= 2 else ""


@dataclass
class Part:
    """A heading and everything up to the next one of its level; level 0 is the whole text."""

    line: int
    level: int
    title: str
    nodes: list[Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """The items of its own lists, those below sub-headings left out."""
        return [node for node in self.nodes if isinstance(node, Entry)]

    def walk(self) -> Iterator[Part]:
        """It and every part below, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@lru_cache(maxsize=1 << 12)
def nodes(text: str) -> tuple[Node, ...]:
    """The blocks of a field. HTML is text, and so are headings, for all headings of a document are the
    template's; what all lines are indented by belongs to the file that the field is in."""
    text = _without_margin(_lines_ended(text))
    if not MORE_THAN_PARAGRAPHS.search(text):
        return tuple(_paragraphs(text))
    return tuple(
        Text(node.line, f"{'#' * node.level} {node.text}") if isinstance(node, Heading) else node
        for node in _Reader(text, html=False).blocks()
    )


def tree(text: str) -> Part:
    """The whole of a document, by its headings; lines that divide it are left out."""
    root = Part(1, 0, "")
    open_parts = [root]
    for node in _Reader(_lines_ended(text), html=True).blocks(dividers=False):
        if not isinstance(node, Heading):
            open_parts[-1].nodes.append(node)
            continue
        while open_parts[-1].level >= node.level:
            open_parts.pop()
        part = Part(node.line, node.level, node.text)
        open_parts[-1].parts.append(part)
        open_parts.append(part)
    return root


def headings(text: str) -> list[Heading]:
    """The headings of a Markdown text, those in fences, lists and quotations left out."""
    text = _lines_ended(text)
    if not MORE_THAN_PARAGRAPHS.search(text):
        return []
    return [node for node in _Reader(text, html=True).blocks() if isinstance(node, Heading)]


def _lines_ended(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _without_margin(text: str) -> str:
    if not text.lstrip("\n").startswith((" ", "\t")):
        return text
    lines = text.split("\n")
    held = [line for line in lines if line.strip(" \t")]
    margin = min((line[: -len(line.lstrip(" \t"))] for line in held), key=len, default="")
    if not all(line.startswith(margin) for line in held):
        return text
    return "\n".join(line.removeprefix(margin) for line in lines)


def _paragraphs(text: str) -> Iterator[Text]:
    held: list[str] = []
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        if line.strip(" \t"):
            held.append(line)
        elif held:
            source = "\n".join(held).strip()
            if source:
                yield Text(number - len(held), source)
            held = []


@cache
def _parser(html: bool) -> MarkdownIt:
    # Here and not above: it takes as long to load as all models of a plan, and most plans do not need it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    # Only blocks are read. Definitions of links, which are no block, would vanish: they are text.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.disable("reference" if html else ["reference", "html_block"])


class _Reader:
    """Blocks from the parser's tokens, which open and close like brackets."""

    def __init__(self, text: str, html: bool) -> None:
        self.lines = text.split("\n")
        self.html = html
        self.tokens = iter(_parser(html).parse(text))

    def blocks(self, closing: str = "", dividers: bool = True) -> Iterator[Node | Heading]:
        """What comes before the token `closing`."""
        for token in self.tokens:
            if token.type == closing:
                return
            line, source = self._place(token)
            match token.type:
                case "paragraph_open" | "heading_open":
                    text = next(self.tokens).content
                    level = int(token.tag[1]) if token.type == "heading_open" else 0
                    if level and token.level == 0:
                        yield Heading(line, level, squeezed(text))
                    elif level:
                        yield Text(line, f"{'#' * level} {text}")
                    elif text:
                        yield Text(line, text)
                case "fence" | "code_block":
                    content = token.content.removesuffix("\n").split("\n") if token.content else []
                    yield Fence(line, source, token.info.strip(), content, token.type == "code_block")
                case "html_block":
                    yield Html(line, token.content.strip("\n"))
                case "hr" if dividers or token.level:
                    yield Text(line, source.strip(" \t>"))
                case "blockquote_open":
                    yield Quote(line, source, self._within(token, "blockquote_close"))
                case "list_item_open":
                    entry = self._entry(token)
                    bare = entry.marker[0].isdigit() and not (entry.text or entry.nodes or self.html)
                    # A number by itself is a text of the field, and no item without one.
                    yield Text(entry.line, entry.marker) if bare else entry
                case "table_open":
                    yield self._table(token)

    def _place(self, token: Token) -> tuple[int, str]:
        if token.map is None:
            return 0, ""
        start, end = token.map
        return start + 1, "\n".join(self.lines[start:end]).rstrip()

    def _within(self, token: Token, closing: str) -> list[Node]:
        below = [node for node in self.blocks(closing) if not isinstance(node, Heading)]
        if not below and token.level + 2 >= DEEPEST:
            # The parser goes no deeper: what is there is one text.
            line, source = self._place(token)
            text = "\n".join(_MARKERS.sub("", own, count=1) for own in source.split("\n")).strip()
            below = [Text(line, text)] if text else []
        return below

    def _entry(self, token: Token) -> Entry:
        line, source = self._place(token)
        below = self._within(token, "list_item_close")
        text = below.pop(0).text if below and isinstance(below[0], Text) else ""  # type: ignore[union-attr]
        return Entry(line, source, token.info + token.markup, text, below)

    def _table(self, token: Token) -> Table:
        rows: list[tuple[int, list[str]]] = []
        for own in self.tokens:
            if own.type == "table_close":
                break
            if own.type == "tr_open":
                rows.append((self._place(own)[0], []))
            elif own.type == "inline":
                rows[-1][1].append(_CODE_IN_HTML.sub(_code, own.content))
        header = rows[0][1]
        for line, row in rows[1:]:
            # Cells beyond the header would vanish when they are rendered.
            more = _cells(self.lines[line - 1])[len(header) :]
            row[-1] = " ".join(text for text in (row[-1], *more) if text)
        return Table(*self._place(token), header, rows[1:])


def _code(match: re.Match[str]) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", in_letters(match[1]))), default=0))
    return f"{ticks}{in_letters(match[1])}{ticks}"


def _cells(row: str) -> list[str]:
    inner = row.strip(" \t>").removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner)]
