"""The page that sections write on: headings, prose, lists, tables and fences, and where each field is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from blistui.markdown.inline import GLUE, guarded, inline, visible
from blistui.markdown.prose import Block, Code, ListItem, Paragraph, Table, blocks
from blistui.markdown.write.tables import table
from blistui.markdown.write.wrap import WIDTH, fold, glued

NOT_STATED = "not stated"
"""Stands where the template asks for something that the plan leaves empty; empty is never read as none."""


def labelled(label: str, text: str = "") -> str:
    """`text` (inline Markdown) after a bold label."""
    return f"**{glued(label)}:** {text}" if text else f"**{glued(label)}:**"


class Page:
    """Lines of Markdown in the making. `places` holds the line (from 1) at which each field path begins."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: dict[str, int] = {}
        self._in_list = False

    def text(self) -> str:
        """The whole page, ending with one newline."""
        return "\n".join(self.lines).replace(GLUE, " ") + "\n"

    def mark(self, *paths: str) -> None:
        """Note that the fields at `paths` begin on the next line."""
        for path in paths:
            self.places.setdefault(path, len(self.lines) + 1)

    def gap(self) -> None:
        """One blank line, unless there is one or the page is empty."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
        self._in_list = False

    def heading(self, level: int, text: str, *paths: str) -> None:
        """A heading; `text` is inline Markdown."""
        self.gap()
        self.mark(*paths)
        if text.endswith("#"):
            text = f"{text[:-1]}\\#"
        self.lines.append(f"{'#' * level} {guarded(text)}")
        self.lines.append("")

    def paragraph(self, text: str, *paths: str) -> None:
        """A paragraph of inline Markdown."""
        self.gap()
        self.mark(*paths)
        self.lines.extend(fold(text))
        self.lines.append("")

    def bullet(self, text: str, *paths: str, depth: int = 0) -> None:
        """An item of a list; `text` is inline Markdown."""
        if not self._in_list:
            self.gap()
            self._in_list = True
        self.mark(*paths)
        # A marker with nothing behind it would underline the line above, and make a heading of it.
        self._hang("  " * depth, "-", text or NOT_STATED)

    def prose(self, text: str, *paths: str) -> None:
        """An author's text, as paragraphs, lists, tables and fences."""
        self.gap()
        self.mark(*paths)
        self._blocks(blocks(text), "")
        self.gap()

    def field(self, label: str, text: str, *paths: str, depth: int = 0, needed: bool = False) -> None:
        """A list item: a bold label and an author's text. An empty one is left out, or said when `needed`."""
        found = blocks(text)
        if not found:
            if needed:
                self.bullet(labelled(label, NOT_STATED), *paths, depth=depth)
            return
        self.told(labelled(label), found, *paths, depth=depth)

    def told(self, lead: str, found: Sequence[Block], *paths: str, depth: int = 0) -> None:
        """A list item that begins with `lead` (inline Markdown) and goes on with the blocks of a text."""
        first = found[0] if found else None
        if isinstance(first, Paragraph):
            self.bullet(f"{lead} {first.text}", *paths, depth=depth)
            found = found[1:]
        else:
            self.bullet(lead, *paths, depth=depth)
        if found:
            # A list of bullets may follow a line of text at once; one of numbers would be taken for text.
            if not (isinstance(found[0], ListItem) and found[0].marker == "-"):
                self.lines.append("")
            self._blocks(found, "  " * (depth + 1))
            self._in_list = True
            if not isinstance(found[-1], ListItem | Paragraph):
                self.lines.append("")

    def fields(
        self, label: str, texts: Sequence[str], path: str, depth: int = 0, needed: bool = False
    ) -> None:
        """A list item with a label, and below it one item for each text."""
        if not texts:
            if needed:
                self.bullet(labelled(label, NOT_STATED), path, depth=depth)
            return
        self.bullet(labelled(label), path, depth=depth)
        for index, text in enumerate(texts):
            self.bullet(inline(text), f"{path}.{index}", depth=depth + 1)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], paths: Sequence[Iterable[str]] = ()
    ) -> None:
        """A table; `paths` name the fields told in each row."""
        self.gap()
        for index, own in enumerate(paths):
            for path in own:
                self.places.setdefault(path, len(self.lines) + 3 + index)
        self.lines.extend(table(header, rows))
        self.lines.append("")

    def fence(self, language: str, lines: Iterable[str], pad: str = "") -> None:
        """Preformatted lines, whatever they hold."""
        content = [visible(line).expandtabs(4).rstrip() for line in lines]
        longest = max((len(run) for line in content for run in re.findall("`{3,}", line)), default=2)
        ticks = "`" * (longest + 1)
        self.lines.append(f"{pad}{ticks}{language or 'text'}")
        self.lines.extend((pad + line).rstrip() for line in content)
        self.lines.append(pad + ticks)

    def _hang(self, pad: str, marker: str, text: str) -> None:
        first, *rest = fold(text, max(20, WIDTH - len(pad) - len(marker) - 1))
        self.lines.append(f"{pad}{marker} {first}".rstrip())
        indent = pad + " " * (len(marker) + 1)
        self.lines.extend(indent + line for line in rest)

    def _blocks(self, found: Sequence[Block], pad: str) -> None:
        pads = [pad]
        for index, block in enumerate(found):
            if index and not (isinstance(block, ListItem) and isinstance(found[index - 1], ListItem)):
                self.lines.append("")
            if isinstance(block, Paragraph):
                self.lines.extend(pad + line for line in fold(block.text, WIDTH - len(pad)))
            elif isinstance(block, ListItem):
                # A nested list begins where the text of the item above it begins.
                del pads[block.depth + 1 :]
                own = pads[min(block.depth, len(pads) - 1)]
                self._hang(own, block.marker, block.text)
                pads.append(own + " " * (len(block.marker) + 1))
            elif isinstance(block, Code):
                self.fence(block.language, block.lines, pad)
            elif isinstance(block, Table):
                self.lines.extend(pad + line for line in table(block.header, block.rows))
