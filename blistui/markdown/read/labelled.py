"""Section I, a labelled text of a PR."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.markdown.blocks import Entry, Node
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled text of a PR with what is below it."""

    draft: Draft
    item: PlanTable
    where: str
    text: str
    below: list[Node]
    line: int

    @property
    def entries(self) -> list[Entry]:
        """Items below; other nodes are left over."""
        self.draft.leave(self.where, *(node for node in self.below if not isinstance(node, Entry)))
        return [node for node in self.below if isinstance(node, Entry)]
