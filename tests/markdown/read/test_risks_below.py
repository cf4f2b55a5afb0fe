"""What is said of a risk below its table, and gates and costs that are not what they look like."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown
from blistui.plan.tables.risks import Risk

SERIES = "\n\n## I) PR Plan\n\n" + "".join(f"### PR {n}: Step {n}\n\n" for n in range(1, 6))
TABLE = (
    "| ID | Decision | Assumption | Cost if wrong |\n|---|---|---|---|\n"
    "| V1 | Heap, not list | Few items | PR 2 |\n| V2 | Tick once a second | Stale is fine | PR 3 |\n\n"
)


def read(body: str) -> Imported:
    return read_markdown(f"# Cache\n\n## E) Architectural Risk Register\n\n{body}{SERIES}")


def said(risk: Risk) -> tuple[str, ...]:
    texts = (risk.validation, risk.success_criteria, risk.abort_plan)
    return (*(text.rstrip(".") for text in texts), risk.gate)


WHOLE = ("run 1M pushes", "under a second", "keep the list", "PR2")
BELOW = [
    "- **V1** — Method: run 1M pushes. Success: under a second. Gate: before PR 2. Abort: keep the list.",
    "- V1 — Method: run 1M pushes. Success: under a second. Gate: before PR 2. Abort: keep the list.",
    "1. V1: validation: run 1M pushes; success: under a second; gate: before PR 2; abort: keep the list.",
    "- *Heap, not list.* Validation: run 1M pushes."
    " Success: under a second. Gate: PR 2. Abort: keep the list.",
    "- Heap — validation: run 1M pushes; success: under a second; gate: PR 2; abort: keep the list.",
    "- **Gate V1** — Method: run 1M pushes."
    " Success: under a second. Gate: before PR 2. Abort: keep the list.",
]


@pytest.mark.parametrize("text", BELOW)
def test_details_below_the_table(text: str) -> None:
    first, second = read(f"{TABLE}**Validation details**\n\n{text}\n").plan.risk
    assert said(first) == WHOLE
    assert said(second) == ("", "", "", "")


def test_a_sentence_below_the_table_says_what_is_done_if_a_risk_fails() -> None:
    found = read(f"{TABLE}If V1 fails we keep the list. V2: no fallback is known. **V1 result: passed.**\n")
    first, second = found.plan.risk
    assert (first.abort_plan, second.abort_plan) == ("we keep the list.", "")
    assert [own.text for own in found.leftovers] == ["V2: no fallback is known. **V1 result: passed.**"]


@pytest.mark.parametrize(
    "text", ["If V1 or V2 fails we stop.", "If V1 fails, nothing is lost?", "V1 fails rarely."]
)
def test_other_sentences_are_no_abort_plan(text: str) -> None:
    assert not any(own.abort_plan for own in read(f"{TABLE}{text}\n").plan.risk)


def test_a_label_that_two_risks_share_names_none() -> None:
    table = TABLE.replace("Tick once a second", "Heap of ticks")
    assert not any(own.abort_plan for own in read(f"{table}- Heap — abort: stop.\n").plan.risk)


def test_a_risk_in_sentences() -> None:
    found = read(
        "**R1 — Heap, not list.** Validate with 1M pushes: p > 0.01, before PR3. Otherwise keep the list."
        " Wrong would cost PR3, PR5. → *passed 2026-07-02.*\n\n"
        "**R2 — Tick.** Validate with a replay, before PR 4. Wrong would cost PR4.\n"
    )
    first, second = found.plan.risk
    assert (first.validation, first.abort_plan) == (
        "Validate with 1M pushes: p > 0.01, before PR3.",
        "Otherwise keep the list.",
    )
    assert (first.cost, first.affects, first.gate) == (2, ("PR3", "PR5"), "PR3")
    assert (second.gate, second.affects, second.abort_plan) == ("PR4", ("PR4",), "")


def test_a_sentence_in_italics_is_a_gate() -> None:
    (risk,) = read(
        "- **Zones.** *Check:* run it. *If wrong:* PR1 to PR4 must be redone. *Must be settled before PR1.*"
        " *If the check fails:* stop.\n"
    ).plan.risk
    assert (risk.cost, risk.affects, risk.gate) == (4, ("PR1", "PR2", "PR3", "PR4"), "PR1")
    assert risk.abort_plan == "stop."


GATES = [
    ("After PR 1", ""),
    ("Not before PR 1", ""),
    ("Before 2026-12-01", ""),
    ("Before PR 2, not PR 1", "PR2"),
    ("Before PR 2", "PR2"),
    ("PR 2", "PR2"),
    ("PR 2 merges", "PR2"),
    ("Does not block PR 2", ""),
    ("None for PR 2", ""),
    ("With PR 2", ""),
    ("Before the merge of PR 2", "PR2"),
]


@pytest.mark.parametrize(("cell", "gate"), GATES)
def test_gates(cell: str, gate: str) -> None:
    found = read(f"| Decision | Validation | Gate |\n|---|---|---|\n| Heap | run | {cell} |\n")
    assert found.plan.risk[0].gate == gate
    if not gate:
        assert cell in " ".join(own.text for own in found.leftovers)


COSTS = [
    ("PR1-PR4", 4, ("PR1", "PR2", "PR3", "PR4")),
    ("PR 1 to PR 3", 3, ("PR1", "PR2", "PR3")),
    ("PR 1, PR 3", 2, ("PR1", "PR3")),
    ("all but PR1", "all but PR1", ()),
    ("all PRs except PR 2", "all PRs except PR 2", ()),
    ("PR 3 needs no rework", "PR 3 needs no rework", ()),
    ("PR 1, not PR 2", "PR 1, not PR 2", ()),
    ("PR 1 and everything after it", "PR 1 and everything after it", ()),
    ("PR 1 rework", 1, ("PR1",)),
]


@pytest.mark.parametrize(("cell", "cost", "affects"), COSTS)
def test_costs(cell: str, cost: object, affects: tuple[str, ...]) -> None:
    risk = read(f"| Decision | Cost if wrong | Gate |\n|---|---|---|\n| Heap | {cell} | PR 1 |\n").plan.risk[
        0
    ]
    assert (risk.cost, risk.affects) == (cost, affects)


def test_a_method_is_no_criterion_where_there_is_a_column_of_criteria() -> None:
    first, second = read(
        "| Decision | Validation | Success criteria | Gate |\n|---|---|---|---|\n"
        "| Heap | at least 3 reviewers read it | all agree | PR 1 |\n"
        "| Tick | at least 3 reviewers read it | – | PR 1 |\n"
    ).plan.risk
    assert (first.success_criteria, second.success_criteria) == ("all agree", "")


@pytest.mark.parametrize("title", ["## Non-risks", "## Not risks", "## No risks"])
def test_what_is_no_risk_is_left_over(title: str) -> None:
    assert read_markdown(f"# Cache\n\n{title}\n\n- Heap\n- Tick\n").plan.risk == ()
