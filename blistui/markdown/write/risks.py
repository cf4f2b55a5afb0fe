"""Section E: Architectural Risk Register."""

from __future__ import annotations

from blistui.markdown.inline import inline
from blistui.markdown.write.page import NOT_STATED, Page, labelled
from blistui.markdown.write.source import Source, id_and_name, number
from blistui.plan.paths import with_paths
from blistui.plan.risks import Risk

COLUMNS = ("Decision", "Assumption", "Validation Method", "Cost if Wrong", "Gate")
"""The template's columns of the risk register."""


def write(page: Page, source: Source) -> None:
    """The register as the template's table, then what each validation must show and what follows."""
    risks = list(with_paths(source.plan.risk, "risk"))
    page.mark("risk")
    if not risks:
        page.paragraph(f"Risks {NOT_STATED}.")
        return
    page.table(
        COLUMNS,
        [
            (
                f"**{inline(risk.id)}** {inline(risk.decision)}".removeprefix("**** "),
                inline(risk.assumption) or NOT_STATED,
                inline(risk.validation) or NOT_STATED,
                _cost(risk) or NOT_STATED,
                f"Before {source.ref(risk.gate, 'pr')}" if risk.gate else NOT_STATED,
            )
            for _, risk in risks
        ],
        [(path,) for path, _ in risks],
    )
    page.heading(3, "Validation of each decision")
    for path, risk in risks:
        _validation(page, source, path, risk)


def _cost(risk: Risk) -> str:
    cost = number(risk.cost)
    if isinstance(risk.cost, int | float):
        return f"{cost} PR" if risk.cost == 1 else f"{cost} PRs"
    return cost


def _validation(page: Page, source: Source, path: str, risk: Risk) -> None:
    page.bullet(f"**{id_and_name(risk.id, risk.decision) or 'Decision'}**")
    page.field("Success criteria", risk.success_criteria, f"{path}.success_criteria", depth=1, needed=True)
    page.field("Abort plan", risk.abort_plan, f"{path}.abort_plan", depth=1, needed=True)
    page.field("What breaks", risk.breaks, f"{path}.breaks", depth=1)
    for label, key, text in (
        ("Affected PRs", "affects", source.refs(risk.affects, "pr")),
        ("Spike", "spike", source.ref(risk.spike, "pr")),
        ("Pre-PR step", "pre_pr_step", inline(risk.pre_pr_step)),
        ("Covers", "covers", source.refs(risk.covers, "ownership", "pr", "crosscutting")),
        ("Rests on", "relies_on", source.refs(risk.relies_on, "finding")),
        ("Outcome", "outcome", ", ".join(inline(t) for t in (risk.outcome, risk.outcome_on) if t)),
    ):
        if text:
            page.bullet(labelled(label, text), f"{path}.{key}", depth=1)
    page.field("Finding", risk.outcome_finding, f"{path}.outcome_finding", depth=1)
    page.field("Plan changes", risk.plan_changes, f"{path}.plan_changes", depth=1)
