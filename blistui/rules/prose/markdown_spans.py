"""What a prose field is made of, read as Markdown: fenced blocks, inline code, and the bare text between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from blistui.markdown import blocks
from blistui.patterns import pattern

_LABEL = pattern(r"[\w+#.-]+")
_TICKS = pattern(r"`+")


class Fence(NamedTuple):
    """Preformatted lines, fenced or indented: label (in lower case, may be empty), text, first line."""

    label: str
    text: str
    line: int

    @property
    def line_count(self) -> int:
        """How many lines there are, the fences left out."""
        return self.text.count("\n") + 1 if self.text else 0


class InlineCode(NamedTuple):
    """A code span between backticks; `line` counts from 1 within the field."""

    text: str
    line: int


class Prose(NamedTuple):
    """The spans of a field. `bare` is the text with fences blanked and code spans replaced by spaces: its
    lines are the field's lines, so that what is found there has its line number."""

    fences: tuple[Fence, ...]
    inline: tuple[InlineCode, ...]
    bare: str


@lru_cache(maxsize=16384)
def spans_of(text: str) -> Prose:
    """The spans of `text`; linear in its length, whatever it holds."""
    if not any(mark in text for mark in ("`", "~~~", "    ", "\t")):
        return Prose((), (), text)
    lines = text.replace("\r", " ").split("\n")
    found: list[Fence] = []
    begins: list[int] = []
    for line, node in _leaves(blocks.nodes("\n".join(lines))):
        begins.append(line)
        if node is not None:
            label = _LABEL.search(node.language)
            first = line if node.indented else line + 1
            found.append(Fence(label[0].strip(".").lower() if label else "", "\n".join(node.content), first))
            after = line + node.source.count("\n")
            lines[line - 1 : after] = [""] * (after - line + 1)
    return Prose(tuple(found), *_inline(lines, begins))


def _leaves(found: Iterable[blocks.Node]) -> Iterator[tuple[int, blocks.Fence | None]]:
    """The lines at which a text begins that no code span leaves, rows of tables among them."""
    for node in found:
        yield node.line, node if isinstance(node, blocks.Fence) else None
        if isinstance(node, blocks.Table):
            yield from ((line, None) for line, _ in node.rows)
        elif isinstance(node, blocks.Quote | blocks.Entry):
            yield from _leaves(node.nodes)


def _inline(lines: Sequence[str], begins: Iterable[int]) -> tuple[tuple[InlineCode, ...], str]:
    text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(text)]
    closers = _closers(runs, [starts[line - 1] for line in begins])
    found: list[InlineCode] = []
    bare: list[str] = []
    at = line = index = 0
    while index < len(runs):
        start, end = runs[index]
        if closers[index] < 0 or text[start - 1 : start] == "\\":
            index += 1
            continue
        close_start, close_end = runs[closers[index]]
        line += text.count("\n", at, start)
        body = text[end:close_start]
        found.append(InlineCode(body.replace("\n", " ").strip(), line + 1))
        # Something in its place, so that the words around a span never read as neighbours.
        bare.append(text[at:start] + "`" + "\n" * body.count("\n") + "`")
        line += body.count("\n")
        at = close_end
        index = closers[index] + 1
    bare.append(text[at:])
    return tuple(found), "".join(bare)


def _closers(runs: list[tuple[int, int]], begins: list[int]) -> list[int]:
    """For each run of backticks the next of the same length in the same block, or -1."""
    found = [-1] * len(runs)
    following: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        # From the last to the first: what lies after the begin of a block is out of reach for all before it.
        while begins and begins[-1] > start:
            begins.pop()
            following.clear()
        found[index] = following.get(end - start, -1)
        following[end - start] = index
    return found
