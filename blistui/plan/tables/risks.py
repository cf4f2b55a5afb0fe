"""Phase 3: the architectural risk register."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import LIVING, PHASE_3
from blistui.plan.tables.base import Columns, Date, Item, Number, Ref, Refs


class Risk(Item):
    """A non-obvious decision, what it assumes, and how that is tested before it costs anything."""

    COLUMNS: ClassVar[Columns] = Columns(("decision",), more=("cost", "gate"))

    id: str = f.line("Id", "Unique among risks, such as D-1", PHASE_3)
    decision: str = f.prose("Decision", "The choice being made", PHASE_3)
    assumption: str = f.prose("Assumption", "What must be true for it to work", PHASE_3)
    validation: str = f.prose("Validation method", "How to test that cheaply", PHASE_3)
    cost: Number = f.number("Cost if wrong (PRs)", "How many PRs must be reworked; halves allowed", PHASE_3)
    affects: Refs = f.refs("Affected PRs", "The PRs that would be reworked", PHASE_3, "pr")
    breaks: str = f.prose("What breaks", "What goes wrong if the assumption is false", PHASE_3)
    gate: Ref = f.ref("Gate", "The PR before whose merge the validation is complete", PHASE_3, "pr")
    success_criteria: str = f.prose(
        "Success criteria", "A number, a comparison or a named test; measurable", PHASE_3
    )
    abort_plan: str = f.prose("Abort plan", "What changes if the validation fails", PHASE_3)
    spike: Ref = f.ref("Spike", "The spike or mock-study PR that validates it", PHASE_3, "pr")
    pre_pr_step: str = f.line("Pre-PR step", "Or the named step taken before any PR", PHASE_3)
    covers: Refs = f.refs(
        "Covers",
        "Shared state, PRs and freezes whose decision this row is about",
        PHASE_3,
        "ownership",
        "pr",
        "crosscutting",
    )
    relies_on: Refs = f.refs("Relies on", "Findings it rests on, inferred ones included", PHASE_3, "finding")
    outcome: str = f.choice("Outcome", "What the validation gave", LIVING, ("open", "passed", "failed"))
    outcome_on: Date = f.date("Outcome on", "When", LIVING)
    outcome_finding: str = f.prose("Outcome finding", "What was found", LIVING)
    plan_changes: str = f.prose(
        "Plan changes", "What the plan changed because of it", LIVING, when=("outcome", ("failed",))
    )
