"""Lines that people write in place of headings, made headings before a section is read.

`**Objectives:**`, `Objectives:` and `Objectives` above a list, and a paragraph that begins with what it is
about, `**Performance:** see O2.` Only what a section knows is a heading; the section decides about the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from blistui.markdown.blocks import Entry, Fence, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import plain
from blistui.markdown.read.accounting import DENYING, HEADS, words
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.itemised import items_of
from blistui.markdown.read.sentences import by_label
from blistui.patterns import pattern

IN_PLACE = 9
"""The level of a part whose heading is a line of text; its heading is not left over by itself."""

_SENTENCE = pattern(r"[.;!?,]$")
_EMPHASIS = "*_: "


def headed(
    draft: Draft, part: Part, topic: Callable[[str], str], inside: Callable[[Sequence[Node], str], bool]
) -> Part:
    """The part with a part below it for each line that heads something whose `topic` is known.

    `inside` says whether a title, after those blocks, belongs to what they say."""
    found = Part(part.line, part.level, part.title)
    held = found.nodes
    for at, node in enumerate(part.nodes):
        below = part.nodes[at + 1] if at + 1 < len(part.nodes) else None
        parts = list(_parts(draft, node, below, topic)) if isinstance(node, Text) else []
        if not parts or inside(held, parts[0].title):
            held.append(node)
            continue
        found.parts += parts
        held = parts[-1].nodes
    found.parts += part.parts
    return found


def _parts(draft: Draft, node: Text, below: Node | None, topic: Callable[[str], str]) -> Iterator[Part]:
    title = title_in(node, below)
    if title:
        if topic(title):
            # Words in it that say more than what it heads are left over.
            draft.understand(*_understood(title))
            yield Part(node.line, IN_PLACE, title)
        return
    first, _, more = node.source.partition("\n")
    first = first.strip(_EMPHASIS)
    if topic(first) and items_of(Text(node.line + 1, more)):
        # A list whose lines have no marks of one goes on behind its title.
        draft.understand(*_understood(first))
        yield Part(node.line, IN_PLACE, first, [Text(node.line + 1, more)])
        return
    before, pieces = by_label(node.source, lambda label: bool(topic(label)))
    if lead_of(node.text):
        pieces = _joined(pieces)
    if before or any(not label for label, _ in pieces):
        return
    for label, text in pieces:
        draft.understand(*_understood(label))
        yield Part(node.line, IN_PLACE, label, [Text(node.line, text)])


def _understood(title: str) -> list[str]:
    return [title] if (HEADS | DENYING).issuperset(words(title)) else []


def _joined(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Behind a label in bold, one that is not is no label but a part of the text."""
    found: list[tuple[str, str]] = []
    for label, text in pieces:
        if not label and found and not text.startswith("**"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        else:
            found.append((label, text))
    return found


def title_in(node: Node, below: Node | None) -> str:
    """What a paragraph is the heading of: bold letters alone, or a short line above a list, a table or a
    fence. Empty for any other."""
    if not isinstance(node, Text) or "\n" in node.source:
        return ""
    lead = lead_of(node.text)
    if lead:
        return lead.label.strip(_EMPHASIS) if not lead.rest else ""
    above = isinstance(below, Entry | Table | Fence) or (below is not None and bool(items_of(below)))
    short = len(node.text.split()) <= (10 if node.text.endswith(":") else 5)
    return plain(node.text).strip(_EMPHASIS) if above and short and not _SENTENCE.search(node.text) else ""
