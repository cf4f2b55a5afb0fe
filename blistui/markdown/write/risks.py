"""Section E: Architectural Risk Register."""

from __future__ import annotations

from blistui.markdown.bold import bold
from blistui.markdown.inline import inline
from blistui.markdown.listed import NUMBER
from blistui.markdown.nothing import NOT_STATED, own
from blistui.markdown.write.fields import fields
from blistui.markdown.write.page import Page
from blistui.markdown.write.source import Source, id_and_name, number
from blistui.patterns import pattern
from blistui.plan.paths import with_paths
from blistui.plan.tables.risks import Risk

COLUMNS = ("Decision", "Assumption", "Validation Method", "Cost if Wrong", "Gate")
"""The template's columns of the risk register."""

_COUNTED = pattern(rf"{NUMBER} PRs?")


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
                f"Before {gate}" if (gate := source.ref(risk.gate, "pr")) else NOT_STATED,
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
    # Words such as "3 PRs" are not the number.
    return own(cost) if _COUNTED.fullmatch(cost) else cost


def _validation(page: Page, source: Source, path: str, risk: Risk) -> None:
    page.bullet(bold(id_and_name(risk.id, risk.decision) or "Decision"))
    fields(page, source, risk, path, depth=1, needed=("success_criteria", "abort_plan"))
