"""The concept model of Phase 2 as one would draw it: blocks in plan order, arrows, and who owns what.

Nothing is laid out: an arrow between neighbours is drawn, any other is a line of the list below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from textual.content import Content

from blistui.markdown.inline import shortened
from blistui.plan.document import Plan
from blistui.plan.paths import with_paths
from blistui.plan.tables.concept import Block, Interaction
from blistui.rules.prose.wording import counted
from screens.form.sheet import Drawing, Sheet
from screens.printable import printable
from screens.widgets.lines import MUTED

_WIDEST = 24
"""Cells of the widest text in a box."""
_LONGEST = 18
"""Cells of the longest label on an arrow; of one that is longer the first words are, and the list has all."""
_MOST = 6
"""Arrows drawn between two neighbours."""
_AROUND = 6
"""Cells that an arrow needs beside its label."""


class _Shown(NamedTuple):
    path: str
    id: str
    texts: list[Content]

    @property
    def width(self) -> int:
        """Cells of its box."""
        return max(row.cell_length for row in self.texts) + 4


class _Arrow(NamedTuple):
    path: str
    item: Interaction
    label: str
    short: str
    passes: bool
    """Whether the data changes its owner on the way."""


def whiteboard(plan: Plan, width: int) -> Drawing:
    """The drawing for a pane of `width` cells; the list below it may be as long as it needs."""
    if not plan.block:
        return Drawing((Content.styled(" No building blocks yet: each becomes a box here.", MUTED),))
    names = {block.id: _name(block) for block in plan.block}
    between: dict[tuple[str, str], list[_Arrow]] = {}
    for path, item in with_paths(plan.interaction, "interaction"):
        between.setdefault((item.from_, item.to), []).append(_arrow(path, item))
    sheet, boxes, shown = Sheet(), [], set()
    y = 0
    blocks = [_Shown(path, block.id, _texts(plan, block)) for path, block in with_paths(plan.block, "block")]
    for row in _rows(blocks, width, between):
        heights = [len(block.texts) for block in row] + [
            len(_neighbours(between, one.id, two.id)) for one, two in pairwise(row)
        ]
        height = max(heights) + 2
        x = 1
        for number, block in enumerate(row):
            box = sheet.box(block.path, x, y, block.width, block.texts, height)
            boxes.append(box)
            x += box.width
            if number + 1 < len(row):
                arrows = _neighbours(between, block.id, row[number + 1].id)
                gap = _gap(arrows)
                for below, arrow in enumerate(arrows, y + 1):
                    _draw(sheet, x, below, gap, arrow, arrow.item.from_ == block.id)
                    if arrow.short == arrow.label:
                        shown.add(arrow.path)
                x += gap
        y += height
    lines = sheet.lines()
    lines += _below(
        plan, names, [one for held in between.values() for one in held if one.path not in shown], width
    )
    return Drawing(tuple(lines), tuple(boxes))


def _name(block: Block) -> str:
    return printable(" ".join(block.name.split())) or block.id or "(no name)"


def _arrow(path: str, item: Interaction) -> _Arrow:
    passes = item.transfer.strip().lower().rstrip(".") not in ("", "none", "no")
    label = printable(" ".join(item.data.split())) or item.id
    short = label if Content(label).cell_length <= _LONGEST else shortened(label, _LONGEST)
    if Content(short).cell_length > _LONGEST:
        short = item.id
    return _Arrow(path, item, label, short, passes)


def _rows(
    blocks: Sequence[_Shown], width: int, between: dict[tuple[str, str], list[_Arrow]]
) -> Iterator[list[_Shown]]:
    """As many blocks in a row as have space there, with the arrows between them."""
    row: list[_Shown] = []
    taken = 1
    for block in blocks:
        gap = _gap(_neighbours(between, row[-1].id, block.id)) if row else 0
        if row and taken + gap + block.width > width - 2:
            yield row
            row, taken, gap = [], 1, 0
        row.append(block)
        taken += gap + block.width
    if row:
        yield row


def _neighbours(between: dict[tuple[str, str], list[_Arrow]], left: str, right: str) -> list[_Arrow]:
    """The arrows drawn between two blocks that stand side by side, to the right first."""
    return [*between.get((left, right), ()), *between.get((right, left), ())][:_MOST]


def _gap(arrows: Sequence[_Arrow]) -> int:
    return max((Content(one.short).cell_length for one in arrows), default=-3) + _AROUND


def _draw(sheet: Sheet, x: int, y: int, gap: int, arrow: _Arrow, to_right: bool) -> None:
    stroke = "═" if arrow.passes else "─"
    spare = gap - 2 - Content(arrow.short).cell_length - 2
    before, after = stroke * (spare // 2), stroke * (spare - spare // 2)
    head = ("", "▶") if to_right else ("◀", "")
    parts = Content.assemble((f" {head[0]}{before} ", MUTED), arrow.short, (f" {after}{head[1]} ", MUTED))
    sheet.put(x, y, parts.truncate(gap))


def _texts(plan: Plan, block: Block) -> list[Content]:
    """What is in a box: name and mark, what it varies in, what it owns."""
    mark = _mark(plan, block)
    name = Content(_name(block))
    head = name if name.cell_length + 2 <= _WIDEST else Content(block.id)
    rows = [Content.assemble(head, (f" {mark}", "bold") if mark else "")]
    if head is not name and name.cell_length <= 2 * _WIDEST:
        rows = [*name.wrap(_WIDEST)]
        rows[-1] = Content.assemble(rows[-1], (f" {mark}", "bold") if mark else "")
    if block.friction_type:
        rows.append(Content.styled(printable(block.friction_type), MUTED))
    owned = list(
        dict.fromkeys([*block.owns, *(one.state for one in plan.ownership if one.owner == block.id)])
    )
    if owned:
        listed = printable(", ".join(" ".join(one.split()) for one in owned))
        shown = listed if len(listed) <= _WIDEST - 5 else counted(len(owned), "state")
        rows.append(Content.styled(f"owns {shown}", MUTED))
    return rows


def _mark(plan: Plan, block: Block) -> str:
    if block.existing_unchanged:
        return ""
    changes = {pr.change for pr in plan.pr if pr.block == block.id}
    return "★" if "add" in changes else "~" if "modify" in changes else ""


def _below(plan: Plan, names: dict[str, str], left: Sequence[_Arrow], width: int) -> Iterator[Content]:
    """What the drawing has no space for, and what its signs mean."""
    signs = Content.styled("★ new   ~ changed   plain: as it is today   ═ the data changes its owner", MUTED)
    for row in signs.wrap(max(width - 4, 20)):
        yield Content(" ") + row
    yield from _listed("Arrows", [_arrow_in_words(one, names) for one in left], width)
    long = [block for block in plan.block if Content(_name(block)).cell_length > 2 * _WIDEST]
    yield from _listed("Names", [(block.id, Content(_name(block))) for block in long], width)
    owned = [
        (
            printable(one.state),
            Content.assemble(
                names.get(one.owner, one.owner) or "no owner",
                (", shared with " + ", ".join(names.get(id, id) for id in one.shared_with), MUTED)
                if one.shared_with
                else "",
            ),
        )
        for one in plan.ownership
    ]
    yield from _listed("Owners", owned, width)


def _arrow_in_words(arrow: _Arrow, names: dict[str, str]) -> tuple[str, Content]:
    item = arrow.item
    ends = f"{names.get(item.from_, item.from_) or '?'} → {names.get(item.to, item.to) or '?'}"
    transfer = f"   ═ {printable(' '.join(item.transfer.split()))}" if arrow.passes else ""
    return item.id, Content.assemble(ends, (f"   {arrow.label}{transfer}", MUTED))


def _listed(title: str, rows: Sequence[tuple[str, Content]], width: int) -> Iterator[Content]:
    if not rows:
        return
    yield Content("")
    yield Content.assemble(f" {title}", (f"  {len(rows)}", MUTED)).stylize("bold", 0, len(title) + 1)
    widest = min(max(Content(head).cell_length for head, _ in rows), width // 2)
    for head, text in rows:
        lead = Content(f" {head}").pad_right(max(widest + 1 - Content(head).cell_length, 1))
        for row in text.wrap(max(width - lead.cell_length - 3, 12)):
            yield lead + row
            lead = Content(" " * (widest + 2))
