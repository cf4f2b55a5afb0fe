"""Section D: the concept model, each part by what its heading is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blistui.markdown.blocks import Fence, Node, Part, Table, Text
from blistui.markdown.outline import bare
from blistui.markdown.read.block_contract import has_contract, is_label
from blistui.markdown.read.building_blocks import blocks, describes_blocks, fenced, is_contract
from blistui.markdown.read.denials import is_denied
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.extension_points import counts, point
from blistui.markdown.read.headed import IN_PLACE, headed
from blistui.markdown.read.interactions import arrows, drawn, interaction
from blistui.markdown.read.invariants import invariant
from blistui.markdown.read.invariants_in_words import invariants
from blistui.markdown.read.ownership import is_correspondence, mapped, owners
from blistui.markdown.read.scoping import is_scoping, scoping_rows
from blistui.markdown.read.words import says_something
from blistui.patterns import pattern

_TITLES = (
    (r"building block", "blocks"),
    (r"interaction", "interaction"),
    (r"invariant", "invariants"),
    (r"extension point", "points"),
    (r"correspondence|ownership", "mapped"),
)
"""Words of the template's headings."""
_OTHER_TITLES = tuple(
    (pattern(words, re.IGNORECASE), key)
    for words, key in (
        (r"(?:the |core |main )?(?:building blocks?|blocks|components?|modules?|pieces|parts)$", "blocks"),
        (
            r"how (?:they|the blocks|blocks) (?:talk|interact|work together)(?: to each other)?$"
            r"|who (?:talks to|calls) whom$|(?:data ?|control )?flows?$"
            r"|(?:module |block )?(?:traffic|interactions?)(?: model)?$",
            "interaction",
        ),
        (
            r"(?:system |global |overall )?invariants?(?: of the (?:system|whole|model))?$"
            r"|(?:what )?must (?:always (?:hold|be true)|never (?:happen|hold))$|always$|never$",
            "invariants",
        ),
        (r"(?:extension|plug(?:-?in)?) points?$|where to extend$", "points"),
        (r"(?:state )?ownership(?: map)?$|real[- ]system correspondence$", "mapped"),
    )
)
"""What people head these parts with, in a heading or in a line that stands for one."""


def read(draft: Draft, part: Part) -> None:
    """Every part by what its heading is about."""
    if not draft.own:
        part = _with_headings(draft, part)
    about = [(_about(draft, below), below) for below in part.parts]
    rest = [node for node in part.nodes if not fenced(draft, node)]
    loose = [] if draft.own else [node for node in rest if is_contract(draft, node)]
    blocks(draft, Part(part.line, part.level, part.title, loose))
    rest = [node for node in rest if not any(node is own for own in loose)]
    # Interactions and owners name blocks that may come later.
    for key, below in sorted(about, key=lambda own: own[0] != "blocks"):
        _READERS[key](draft, below)
    for node in rest:
        if draft.own or not _unheaded(draft, node):
            draft.leave("D)", node)


def _with_headings(draft: Draft, part: Part) -> Part:
    """The part with all its headings side by side, those that are only a line in it and in its parts too."""
    found = headed(draft, part, _topic, _of_a_block)
    parts: list[Part] = []
    for below in found.parts:
        own = headed(draft, below, _topic, _of_a_block) if below.level < IN_PLACE else below
        lines = [deeper for deeper in own.parts if deeper.level == IN_PLACE]
        own.parts = [deeper for deeper in own.parts if deeper.level < IN_PLACE]
        parts += [own, *lines]
    points = [
        node for own in (found, *parts) for node in own.nodes if isinstance(node, Text) and counts(node)
    ]
    for own in (found, *parts) if points else ():
        own.nodes = [node for node in own.nodes if not any(node is point for point in points)]
    found.parts = [*parts, *(Part(node.line, IN_PLACE, "Extension points", [node]) for node in points)]
    return found


def model_in(draft: Draft, part: Part) -> Part | None:
    """The concept model where no title says so: a part whose headings are about blocks and what holds between
    them, or one of blocks alone."""
    keys = {_topic(below.title) for below in part.parts}
    if "blocks" in keys and len(keys - {""}) > 1:
        return part
    alone = _topic(part.title) == "blocks" and not part.parts and describes_blocks(draft, part)
    return Part(part.line, part.level - 1, "", [], [part]) if alone else None


def _about(draft: Draft, part: Part) -> str:
    title = part.title.casefold()
    if not draft.own and part.level < IN_PLACE and is_denied(title):
        return ""
    key = next((key for words, key in _TITLES if re.search(words, title)), "")
    return key if key or draft.own else _topic(part.title)


def _topic(title: str) -> str:
    return next((key for words, key in _OTHER_TITLES if words.match(bare(title))), "")


def _of_a_block(above: Sequence[Node], title: str) -> bool:
    """Whether a line belongs to the contract of a block that paragraphs above describe."""
    draft = Draft()
    if title.casefold() in ("always", "never"):
        return bool(above) and isinstance(above[-1], Text) and has_contract(draft, above[-1].source)
    if not is_label(title) and title.casefold() != "invariants":
        return False
    return any(isinstance(node, Text) and has_contract(draft, node.source) for node in above)


def _unheaded(draft: Draft, node: Node) -> bool:
    """A table that says by itself what it is, or a drawing of the blocks."""
    if isinstance(node, Fence):
        names = {str(block["name"]).casefold() for block in draft.data.get("block", [])}
        ends = {
            end.casefold() for line in node.content for arrow in arrows(line.strip()) for end in arrow[:2]
        }
        return len(names & ends) > 1 and drawn(draft, node)
    return isinstance(node, Table) and _table(draft, node)


def _table(draft: Draft, table: Table) -> bool:
    """A table that says by its own titles what it is."""
    if is_scoping(table):
        return scoping_rows(draft, table)
    return is_correspondence(draft, table) and mapped(draft, table)


def _each(reader: Callable[[Draft, Node], bool]) -> Callable[[Draft, Part], None]:
    def read_part(draft: Draft, part: Part) -> None:
        for node in part.nodes:
            if not says_something(node) or reader(draft, node):
                continue
            if draft.own or not (isinstance(node, Table) and _table(draft, node)):
                draft.leave(f"D) {part.title}", node)
        for below in part.parts:
            draft.leave_part(f"D) {part.title}", below)

    return read_part


def _invariants(draft: Draft, part: Part) -> None:
    if draft.own:
        _each(invariant)(draft, part)
        return
    for node in invariants(draft, part):
        if not (isinstance(node, Table) and _table(draft, node)):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        draft.leave_part(f"D) {part.title}", below)


def _mapped(draft: Draft, node: Node) -> bool:
    return mapped(draft, node) or (not draft.own and isinstance(node, Text) and owners(draft, node))


def _other(draft: Draft, part: Part) -> None:
    tables = [node for node in part.nodes if isinstance(node, Table) and is_scoping(node)]
    if draft.own or len(tables) != 1 or part.parts:
        draft.leave_part("D)", part)
        return
    scoping_rows(draft, tables[0])
    draft.leave("D)", *(node for node in part.nodes if node is not tables[0]))
    draft.understand(part.title)


_READERS: dict[str, Callable[[Draft, Part], None]] = {
    "blocks": blocks,
    "interaction": _each(interaction),
    "invariants": _invariants,
    "points": _each(point),
    "mapped": _each(_mapped),
    "": _other,
}
