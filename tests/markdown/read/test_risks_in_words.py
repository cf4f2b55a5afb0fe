"""Section E as people write it, and what in it must not be read as another field of a risk."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown
from blistui.plan.tables.risks import Risk

SERIES = "\n\n## I) PR Plan\n\n### PR 1: Pool\n\n### PR 2: Clock\n"


def read(body: str, title: str = "## E) Architectural Risk Register") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}{SERIES}")


def fields(risk: Risk) -> tuple[str, ...]:
    return (
        risk.decision,
        risk.assumption,
        risk.validation,
        risk.success_criteria,
        risk.abort_plan,
        risk.gate,
    )


WHOLE = ("Heap, not list", "Few items", "Run 1M pushes", "under a second", "Keep the list", "PR2")
FORMS = {
    "labels in a list": (
        "### Risk 1: Heap, not list\n\n- **Assumption:** Few items\n- **Validation:** Run 1M pushes\n"
        "- **Success criteria:** under a second\n- **Abort plan:** Keep the list\n"
        "- **Gate:** before PR 2 merges.\n"
    ),
    "labels in lines": (
        "### D-1: Heap, not list\n\n**Assumption.** Few items\n**Spike.** Run 1M pushes\n"
        "**Success criterion.** under a second\n**Fallback.** Keep the list\n**Gate.** PR 2.\n"
    ),
    "a bold title": (
        "**R1 — Heap, not list.** *Assumption:* Few items; *Validation:* Run 1M pushes;"
        " *Success:* under a second; *If it fails:* Keep the list; *Gate:* PR 2.\n\n"
        "**R2 — None.** *Assumption:* x.\n"
    ),
    "a table": (
        "| Risk | Assumption | How we find out | Success criteria | Plan B | Before |\n"
        "|---|---|---|---|---|---|\n"
        "| Heap, not list | Few items | Run 1M pushes | under a second | Keep the list | PR 2 |\n"
    ),
    "two in a cell": (
        "| ID | Decision | Assumption | Validation | Gate | Success / Abort |\n|---|---|---|---|---|---|\n"
        "| R1 | Heap, not list | Few items | Run 1M pushes | Before PR 2"
        " | ✅ under a second · ❌ Keep the list |\n"
    ),
    "a list below the table": (
        "| Decision | Assumption | Validation | Gate |\n|---|---|---|---|\n"
        "| Heap, not list | Few items | Run 1M pushes | PR 2 |\n\n**Validation gates**\n\n"
        "- **Heap** (mandatory). *Success criteria:* under a second. *Abort plan:* Keep the list.\n"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_risk_by_its_fields(form: str) -> None:
    risk = read(FORMS[form]).plan.risk[0]
    assert tuple(text.removesuffix(".") for text in fields(risk)) == WHOLE


def test_sentences_say_what_they_are() -> None:
    body = (
        "- **R1 — Heap.** Assumes few items. Validate: push 1M. Pass if under a second. If it fails: a list."
        " Gate: PR 1.\n"
        "- **R2 — Clock.** We assume that it ticks. Spike before PR 2. If not: a counter. Owner: @ann.\n"
    )
    imported = read(body)
    first, second = imported.plan.risk
    assert fields(first)[1:] == (
        "Assumes few items.",
        "push 1M.",
        "Pass if under a second.",
        "a list.",
        "PR1",
    )
    assert (second.id, second.validation, second.gate, second.abort_plan) == (
        "R2",
        "Spike before PR 2.",
        "PR2",
        "a counter.",
    )
    assert "Owner: @ann." in [own.text for own in imported.leftovers]


@pytest.mark.parametrize("said", ["none", "—", "None needed; it can be undone."])
def test_no_validation_is_none(said: str) -> None:
    (risk,) = read(f"### Risk 1: Heap\n\n- **Assumption:** few\n- **Validation:** {said}\n").plan.risk
    assert risk.validation == ""


def test_what_makes_a_risk_smaller_is_no_abort_plan_beside_one() -> None:
    table = (
        "| Risk | Mitigation | If it fails |\n|---|---|---|\n| Heap | a cap | a list |\n| Clock | care | |\n"
    )
    imported = read(table)
    assert [own.abort_plan for own in imported.plan.risk] == ["a list", ""]
    assert [own.text for own in imported.leftovers][:2] == ["Mitigation: a cap", "Mitigation: care"]
    items = "- **R1 — Heap.** Fallback: a list.\n- **R2 — Clock.** Mitigation: care.\n"
    assert [own.abort_plan for own in read(items, "## E. Risks").plan.risk] == ["a list.", ""]


@pytest.mark.parametrize(
    ("said", "cost", "abort"),
    [("3 PRs", 3, ""), ("PR 2 is redone", 1, ""), ("we keep the list", "", "we keep the list")],
)
def test_if_wrong_is_the_cost_or_what_is_done_then(said: str, cost: object, abort: str) -> None:
    (risk,) = read(f"### Risk 1: Heap\n\n- **Assumption:** few\n- **If wrong:** {said}\n").plan.risk
    assert (risk.cost or "", risk.abort_plan) == (cost, abort)


def test_a_register_is_known_by_its_risks() -> None:
    body = "**RISK-1: Heap.** We assume few items.\n\n**RISK-2: Clock.** Spike before PR 1.\n"
    assert [own.id for own in read(body, "## Decisions that may be wrong").plan.risk] == ["RISK-1", "RISK-2"]
    other = "**Option 1: Heap.** We assume few items.\n\n**Option 2: Clock.** Spike before PR 1.\n"
    assert read(other, "## Alternatives").plan.risk == ()


@pytest.mark.parametrize("body", ["<table>\n<tr><td>Heap</td></tr>\n</table>", "```\nheap\n```"])
def test_what_is_no_text_is_no_risk(body: str) -> None:
    imported = read(body, "## Risks")
    assert imported.plan.risk == ()
    assert imported.leftovers[0].text == body
