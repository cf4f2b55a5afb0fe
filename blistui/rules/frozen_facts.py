"""Whether an entry of section G is a fact of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.plan.frozen import Frozen

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_PICK = "Pick the interface in the code, so that its citation is captured from there."
_TYPED = ("signature", "code", "methods", "go")


def why_no_fact(evidence: Evidence, frozen: Frozen) -> tuple[str, str, str]:
    """(field, what is wrong, what would mend it); nothing is wrong when the second is empty.

    A citation that cannot be followed is the concern of the rules on citations.
    """
    typed = next((key for key in frozen.model_extra or {} if key in _TYPED), "")
    if typed:
        return typed, f"has its `{typed}` typed into the plan", "Take it out: it is read from the code."
    if frozen.cite is None or not frozen.cite.at:
        return "cite", "has no citation", _PICK
    name = frozen.interface.strip("` ").rpartition(".")[2]
    declared = evidence.interface_of(frozen.cite, frozen.cite.symbol.partition(".")[0] or name)
    if isinstance(declared, str):
        return "cite", f"is no fact: {declared}", _PICK
    if declared is not None and declared.name != name:
        return "interface", f"is called {declared.name} in the code, not {name}", _PICK
    return "", "", ""
