"""The page that sections write on: headings, prose, lists, tables and fences, and where each field is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blistui.markdown.blocks import Entry, Node, Text, nodes
from blistui.markdown.bold import bold
from blistui.markdown.breaks import HARD
from blistui.markdown.inline import GLUE, guarded, inline, paragraph, unlabelled, visible
from blistui.markdown.layout import fence, follows_at_once, laid_out, table
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.wrap import WIDTH, fold, glued


def labelled(label: str, text: str = "") -> str:
    """`text` (inline Markdown) after a bold label."""
    lead = bold(glued(label), ":")
    return f"{lead} {text}" if text else lead


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
        self.lines.extend(_lines(text, WIDTH))
        self.lines.append("")

    def bullet(self, text: str, *paths: str, depth: int = 0) -> None:
        """An item of a list; `text` is inline Markdown."""
        if not self._in_list:
            self.gap()
            self._in_list = True
        self.mark(*paths)
        # A marker with nothing after it would underline the line above, and make a heading of it.
        self._hang("  " * depth, "-", text or NOT_STATED)

    def prose(self, text: str, *paths: str) -> None:
        """An author's text, as paragraphs, lists, tables and fences."""
        self.gap()
        self.mark(*paths)
        self.lines.extend(_laid_out(nodes(visible(text))))
        self.gap()

    def field(self, label: str, text: str, *paths: str, depth: int = 0, needed: bool = False) -> None:
        """A list item: a bold label and an author's text. An empty one is left out, or said when `needed`."""
        if says_something(text):
            self.item(labelled(label), text, *paths, depth=depth)
        elif needed:
            self.bullet(labelled(label, NOT_STATED), *paths, depth=depth)

    def item(self, lead: str, text: str, *paths: str, depth: int = 0) -> None:
        """A list item that begins with `lead` (inline Markdown) and goes on with an author's text."""
        found = [own for own in nodes(visible(text)) if not _is_empty(own)]
        if found and isinstance(found[0], Text):
            lead = f"{lead} {unlabelled(paragraph(found[0].source))}"
            found = found[1:]
        self.bullet(lead, *paths, depth=depth)
        if found:
            if not follows_at_once(found[0]):
                self.lines.append("")
            self.lines.extend(laid_out(found, _unlabelled, WIDTH, "  " * (depth + 1)))
            if not isinstance(found[-1], Entry | Text):
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
            if inline(text):
                self.bullet(inline(text), f"{path}.{index}", depth=depth + 1)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], paths: Sequence[Iterable[str]] = ()
    ) -> None:
        """A table; `paths` name the fields in each row."""
        self.gap()
        for index, own in enumerate(paths):
            for path in own:
                self.places.setdefault(path, len(self.lines) + 3 + index)
        self.lines.extend(table(header, rows))
        self.lines.append("")

    def fence(self, language: str, lines: Iterable[str]) -> None:
        """Preformatted lines, whatever they hold."""
        self.lines.extend(fence(language, lines))

    def _hang(self, pad: str, marker: str, text: str) -> None:
        first, *rest = _lines(text, max(20, WIDTH - len(pad) - len(marker) - 1))
        self.lines.append(f"{pad}{marker} {first}".rstrip(" "))
        if rest:
            indent = pad + " " * (len(marker) + 1)
            self.lines.extend(indent + line for line in rest)


def says_something(text: str) -> bool:
    """Whether an author's text is more than blanks and empty items of lists."""
    return not all(map(_is_empty, nodes(visible(text))))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Entry) and not node.text and not node.nodes


def _laid_out(found: Iterable[Node], pad: str = "") -> list[str]:
    return laid_out(found, _folded, WIDTH, pad)


def _folded(text: str, width: int) -> Sequence[str]:
    return _in_lines(paragraph(text), width)


def _unlabelled(text: str, width: int) -> Sequence[str]:
    """As `_folded`, below an item: there a label would be one of the item's own fields."""
    return _in_lines(unlabelled(paragraph(text)), width)


def _in_lines(flat: str, width: int) -> Sequence[str]:
    if not flat:
        return ()
    return _lines(flat, width) if width else (flat,)


def _lines(text: str, width: int) -> Sequence[str]:
    """A paragraph in lines; those that its author ended end with a backslash."""
    # No line may end with a backslash that would end it.
    text = text.replace("\\ ", f"\\{GLUE}")
    if HARD not in text:
        return fold(text, width)
    return HARD.join("\n".join(fold(line, width)) for line in text.split(HARD)).split("\n")
