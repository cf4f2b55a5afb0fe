"""Which PRs a validation gate protects, and fixes that move it in the register and in the PRs."""

from __future__ import annotations

from blistui.plan.edits import Edit
from blistui.plan.ids import items_of
from blistui.plan.risks import Risk
from blistui.rules.rule import Context, Fix
from blistui.rules.shared.references import known_prs, meant


def unguarded(context: Context, risk: Risk, affected: list[str]) -> list[str]:
    """Affected PRs of the plan that the gate does not come before (and is not)."""
    prs = known_prs(context)
    return [own for own in affected if own in prs and not context.graph.no_later(risk.gate, own)]


def mirrored_gate(context: Context, risk: Risk, path: str) -> Fix | None:
    """The gate that is meant: the PR its text mentions, or the only PR that says it waits for this risk."""
    named = meant(context, "pr", risk.gate) if risk.gate.strip() else ""
    waiting = {pr.id for pr in context.plan.pr if risk.id and risk.id in pr.gates and pr.id}
    gate = named or (waiting.pop() if len(waiting) == 1 else "")
    return Fix(f"Gate it before {gate}", (Edit("put", f"{path}.gate", gate),)) if gate else None


def earlier_gate(context: Context, risk: Risk, path: str, affected: list[str]) -> Fix | None:
    """Move the gate to the one affected PR that comes before all the others, in the PRs' gates too."""
    prs = known_prs(context)
    there = [own for own in affected if own in prs]
    firsts = [own for own in there if all(context.graph.no_later(own, other) for other in there)]
    if len(firsts) != 1 or context.graph.cycle:
        return None
    edits = [Edit("put", f"{path}.gate", firsts[0])]
    for at, pr in items_of(context.plan, "pr"):
        if risk.id and pr.id == firsts[0] and risk.id not in pr.gates:
            edits.append(Edit("put", f"{at}.gates", (*pr.gates, risk.id)))
        elif risk.id and pr.id != firsts[0] and risk.id in pr.gates:
            edits.append(Edit("put", f"{at}.gates", tuple(own for own in pr.gates if own != risk.id)))
    return Fix(f"Move the gate to {firsts[0]}, in the register and in the PRs", tuple(edits))
