"""The card on a fresh plan: what this becomes, the phases in the shortest order, and the keys that go on."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.plan.guide.guidance import phase_guidance
from screens.form.form import Form, Link, Place
from screens.form.phases import BY_KEY
from screens.keys.form import FORM

_ORDER = ("phase0", "phase1", "phase2", "phase6", "phase3")


def is_fresh(plan: Plan) -> bool:
    """Whether nothing is written yet but the head of the plan."""
    return not plan.plan.executive_summary.strip() and plan == Plan(plan=plan.plan)


class StartCard(VerticalScroll, can_focus=False):
    """Rows that lead to the first phases; the first one looks for facts in the code."""

    BINDINGS = FORM.bindings()

    def compose(self) -> ComposeResult:
        """What this becomes, and a row for each of the first steps."""
        yield Static(Content.styled("Start here", "bold"))
        yield Static(
            "A macro plan says what to build and in what order, never how. Eleven sections come out of nine "
            "phases. Nothing has to be filled in order, but this order is the shortest:"
        )
        for number, key in enumerate(_ORDER, 1):
            station = BY_KEY[key]
            text = f"{number}  {phase_guidance(station.mark).first}"
            message = Form.FactsWanted if key == "phase0" else partial(Link.Followed, Place(key))
            yield Link(f"{text:<52} Phase {station.mark}", message)
        yield Static(f"{len(_ORDER) + 1}  The rest follows the list of what is open (F4).", classes="rest")
        yield Static("Enter begins · Ctrl+N goes to the next open thing, always · F1 explains")
