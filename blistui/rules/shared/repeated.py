"""Answers that only repeat another one: a field of the same item, or an item of the same kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from blistui.plan.tables.concept import Block, Interaction, Invariant
from blistui.plan.tables.evolution import Change
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.objectives import NonGoal, Objective, Question, Scope
from blistui.plan.tables.recon import Constraint, Finding
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.filled import same_thing
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import plan_texts

_LEAST = 3
"""Words that a text needs at least: shorter ones are the same by chance."""
_OWN_CRITERION = "success_criteria"
"""What is run may say by itself when it has passed: `TestOrder passes`."""
_SAYS_WHAT_IT_IS: dict[type, tuple[str, ...]] = {
    Finding: ("statement",),
    Constraint: ("statement",),
    Objective: ("text",),
    NonGoal: ("text",),
    Question: ("text",),
    Scope: ("component",),
    Block: ("responsibility",),
    Interaction: ("data", "from_", "to"),
    Invariant: ("statement",),
    Risk: ("decision",),
    Change: ("what",),
    PullRequest: ("motivation",),
}
"""The field by which an item differs from the others of its kind, and those that make it another one."""


class Repeated(NamedTuple):
    """A text at `path`, and what says the same before it."""

    path: str
    text: str
    title: str
    other: str


def repeated(context: Context) -> Iterator[Repeated]:
    """The texts of the plan, but for its lists, that say word for word what another place says."""
    in_item: dict[tuple[int, str], str] = {}
    of_kind: dict[tuple[type, tuple[str, ...]], str] = {}
    for text in context.derived(plan_texts):
        if (
            text.table in NOTES
            or text.spec.widget not in ("line", "prose")
            or text.text.count(" ") < _LEAST - 1
        ):
            continue
        if text.spec.key == _OWN_CRITERION:
            continue
        key, kind = same_thing(text.text), type(text.item)
        other = in_item.setdefault((id(text.item), key), text.spec.title)
        keys = _SAYS_WHAT_IT_IS.get(kind, ("",))
        if other == text.spec.title and text.spec.key == keys[0]:
            name = named(text.item, text.path.rpartition(".")[0])
            about = (key, *(str(getattr(text.item, attr)) for attr in keys[1:]))
            first = of_kind.setdefault((kind, about), name)
            other = first if first != name else other
        if other != text.spec.title:
            yield Repeated(text.path, text.text, text.spec.title, other)
