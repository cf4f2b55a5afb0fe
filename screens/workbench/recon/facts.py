"""What facts from the code become in a plan: findings of Phase 0, items of Phase 5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.ids import mint
from blistui.plan.tables.crosscutting import DOCUMENTS
from blistui.rules.rule import Finding

if TYPE_CHECKING:
    from blistui.repo.recon.proposals import Proposal


def without_objections(
    facts: Sequence[Proposal], plan: Plan, findings: Callable[[Plan], Sequence[Finding]]
) -> list[Proposal]:
    """The facts to which no rule objects once they are in a plan; `findings` gives those of one."""
    empty = Plan(plan=plan.plan)
    held, edits = inserted(empty, facts)
    objected = {
        finding.path.split(".")[1]
        for finding in findings(held)
        if finding.kind == "wrong" and finding.level != "hint" and "." in finding.path
    }
    return [fact for fact, edit in zip(facts, edits, strict=True) if edit.value["id"] not in objected]


def inserted(plan: Plan, facts: Sequence[Proposal]) -> tuple[Plan, list[Edit]]:
    """`plan` with the facts as its last items, and the edits that put them there."""
    edits: list[Edit] = []
    for fact in facts:
        kind, values = _item(fact)
        edits.append(Edit("insert", kind, {"id": mint(plan, kind), **values}, len(getattr(plan, kind))))
        plan = apply(plan, edits[-1:])
    return plan, edits


def _item(proposal: Proposal) -> tuple[str, dict[str, Any]]:
    """The kind of item that a proposal becomes, and its values."""
    cites = [citation.model_dump() for citation in proposal.citations]
    if proposal.topic == "tests":
        return "crosscutting", {
            "area": "tests",
            "item": proposal.statement,
            "existing": True,
            "cites": cites,
        }
    if proposal.topic == "documents":
        document = next((name for name in DOCUMENTS if f"`{name}" in proposal.statement), "other")
        return "crosscutting", {"area": "docs", "item": proposal.statement, "document": document}
    return "finding", {
        "topic": proposal.topic,
        "kind": "confirmed",
        "statement": proposal.statement,
        "cites": cites,
    }
