"""Which PRs a validation gate protects, and which gate is meant where none is named."""

from __future__ import annotations

from blistui.plan.edits import Edit
from blistui.plan.tables.risks import Risk
from blistui.rules.rule import Context, Fix
from blistui.rules.shared.references import is_of_one, known_prs, meant


def unguarded(context: Context, risk: Risk, affected: list[str]) -> list[str]:
    """Affected PRs of the plan that the gate does not come before (and is not)."""
    prs = known_prs(context)
    return [own for own in affected if own in prs and not context.graph.no_later(risk.gate, own)]


def mirrored_gate(context: Context, risk: Risk, path: str) -> Fix | None:
    """The gate that is meant: the PR its text mentions, or without one the only PR that waits for this risk.

    A gate that names something else is the author's to correct.
    """
    waiting = {pr.id for pr in context.plan.pr if risk.id and risk.id in pr.gates and pr.id}
    if risk.gate.strip():
        gate = meant(context, "pr", risk.gate)
    else:
        gate = waiting.pop() if len(waiting) == 1 else ""
        gate = gate if is_of_one(context, "pr", gate) else ""
    return Fix(f"Gate it before {gate}", (Edit("put", f"{path}.gate", gate),)) if gate else None
