"""The card on a fresh plan: what this becomes, the phases in the shortest order, and the keys that go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.plan.guide.guidance import phase_guidance
from blistui.plan.paths import with_paths
from blistui.rules.prose.wording import counted
from blistui.rules.running.progress import Progress
from screens.form.form import Form, Link, Place
from screens.form.phases import BY_KEY
from screens.keys.form import FORM, LINK
from screens.widgets.clicks import pressing
from screens.widgets.lines import keys

_FRESH = """\
A macro plan says what to build and in what order, never how. Eleven sections come out of nine phases. \
Nothing has to be filled in order, but this order is the shortest:"""
_IMPORTED = """\
This plan was imported, and {} of it found no field. Each is kept with the headings it stood under. \
What the phases have is in their forms already:"""
_ORDER = ("phase0", "phase1", "phase2", "phase6", "phase3")


_TEXT = 48
"""Cells of the longest of the steps."""


def is_fresh(plan: Plan) -> bool:
    """Whether nothing is written yet but the head of the plan."""
    return not plan.plan.executive_summary.strip() and plan == Plan(plan=plan.plan)


def is_wanted(plan: Plan) -> bool:
    """Whether the author is to be shown where to begin: on a fresh plan, and on one just imported."""
    return is_fresh(plan) or bool(plan.leftover)


class StartCard(VerticalScroll, can_focus=False):
    """Rows that lead to the first phases, each with how far it is; the first looks for facts in the code."""

    HELP = f"Where a plan begins: each row leads to a phase.\n\n{LINK.help()}"

    BINDINGS = FORM.bindings()

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._leftovers = len(plan.leftover)
        self._first_leftover = next((path for path, _ in with_paths(plan.leftover, "leftover")), "")

    def compose(self) -> ComposeResult:
        """What this becomes, and a row for each of the first steps."""
        yield Static(Content.styled("Start here", "bold"))
        steps: list[tuple[str, str, Callable[[], Message]]] = []
        text = _FRESH
        if self._leftovers:
            text = _IMPORTED.format(counted(self._leftovers, "text"))
            to_review = partial(Link.Followed, Place("review"), self._first_leftover)
            steps.append(("Move what is left to its field, or delete it", "R", to_review))
        yield Static(text)
        for key in _ORDER:
            mark = BY_KEY[key].mark
            go: Callable[[], Message] = Form.FactsWanted
            if key != "phase0":
                go = partial(Link.Followed, Place(key))
            steps.append((phase_guidance(mark).first, mark, go))
        for number, (text, mark, message) in enumerate(steps, 1):
            yield Link(f"{number}  {text:<{_TEXT}}  {mark}", message, name=mark)
        rest = Content(f"{len(steps) + 1}  The rest follows the list of what is open (F4).")
        yield Static(pressing(rest, "F4"), classes="rest")
        yield Static(keys(("Enter", "begins"), ("^N", "next open thing, always"), ("F1", "explains")))

    def follow(self, progress: Sequence[Progress], go_files: int) -> None:
        """Show how far each of the phases is, and how much code there is to look into."""
        states = {one.phase: one for one in progress}
        for link in self.query(Link):
            one = states.get(link.name or "")
            if one is not None:
                code = f"   {counted(go_files, 'Go file')}" if one.phase == "0" and go_files else ""
                note = f" {one.glyph} {one.done}/{one.of}"
                # What would be cut says nothing.
                fits = _TEXT + 6 + len(note) + len(code) <= link.size.width
                link.add_note(note + (code if fits else ""))
