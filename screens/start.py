"""The start screen: recent plans, a new one, or one by its path."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from blistui.plan.document import Plan
from blistui.plan.tables.concept import REAL_SYSTEMS
from blistui.repo.errors import RepositoryError
from blistui.rules.running.checkout import checkout_of
from blistui.rules.running.client import RULE_PROCESS, RulesStopped
from blistui.rules.running.standing import Standing, standing_of
from blistui.store.create import Draft, Refused, create, names, not_in_git
from blistui.store.load import Loaded, Unloadable, load
from blistui.store.state.recent import recent
from screens.dialogs.ask import Line, Lines, expanded
from screens.keys.workbench import START
from screens.messages import OpenPlan
from screens.printable import printable
from screens.widgets.in_thread import on_loop
from screens.widgets.key_line import KeyLine
from screens.widgets.key_order import NoText
from screens.widgets.lines import ACCENT, GLYPH_STYLES, MUTED, Part, keys, line
from screens.widgets.styles import DIALOG_STYLES

_WIDEST = 84
"""Cells of the list, in the middle of the screen."""


class Start(Screen[None], NoText):
    """New, open, and what was opened recently."""

    CSS_PATH: ClassVar[CSSPathType | None] = [*DIALOG_STYLES, "start.tcss"]

    BINDINGS = START.bindings()
    NOT_TYPED = ": n begins a new plan, o opens a file"

    def __init__(self, state_folder: Path) -> None:
        super().__init__()
        self._recent = recent(state_folder)
        self._read: dict[Path, tuple[Plan, Standing, str]] = {}

    def compose(self) -> ComposeResult:
        """A list with New and Open first."""
        with Vertical(id="start"):
            title = Content.assemble(
                ("blistui", "bold"), ("   macro plans that stay true to the code", MUTED)
            )
            yield Static(title, id="start-title")
            rows = [Option(self._row(number)) for number in range(2 + len(self._recent))]
            yield OptionList(*rows, id="start-rows", compact=True)
        yield KeyLine()

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self._draw()

    @on(OptionList.OptionHighlighted)
    def _draw(self) -> None:
        for rows in self.query("#start-rows").results(OptionList):
            for number in range(rows.option_count):
                rows.replace_option_prompt_at_index(number, self._row(number, number == rows.highlighted))

    def _look(self) -> None:
        """In a thread: how far each recent plan is, as `blistui status` has it."""
        worker = get_current_worker()
        for path in self._recent:
            if worker.is_cancelled:
                return
            try:
                plan = load(path).plan
                found = standing_of(plan, checkout_of(path, plan), RULE_PROCESS.check(path, plan).findings)
            except (Unloadable, RulesStopped, RepositoryError):
                continue  # Opening it says why.
            on_loop(self, partial(self._came, path, (plan, *found)))

    def _came(self, path: Path, read: tuple[Plan, Standing, str]) -> None:
        self._read[path] = read
        self._draw()

    def _row(self, number: int, lit: bool = False) -> Content:
        """What can be begun, or a plan in two lines, with a bar before what is under the cursor."""
        lead = Content.styled("▌ ", ACCENT) if lit else Content("  ")
        if number < 2:
            return lead + keys((("n", "new plan"), ("o", "open a file"))[number])
        return Content("\n").join([lead + row for row in self._plan(self._recent[number - 2])])

    def _plan(self, path: Path) -> list[Content]:
        """Title and what is open; file and how far it is."""
        width = max(min(self.size.width, _WIDEST) - 6, 30)
        place = Content.assemble((printable(path.name), "bold"), (f"   {printable(str(path.parent))}", MUTED))
        if path not in self._read:
            return [line(width, place), Content(" ")]
        plan, found, _ = self._read[path]
        title = Content.styled(printable(plan.plan.title) or "no title", "bold")
        head = line(width, title + Content.styled(f"   {found.status}", MUTED), _open(found))
        below = Content.styled(f"{printable(path.name)}   {printable(str(path.parent))}", MUTED)
        return [head, line(width, below, _progress(found))]

    def on_mount(self) -> None:
        """The newest plan, or New, is ready for Enter."""
        rows = self.query_one(OptionList)
        rows.focus()
        rows.highlighted = 2 if self._recent else 0
        if self._recent:
            self.run_worker(self._look, thread=True, group="standing")

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Do what the row says."""
        if event.option_index == 0:
            self.action_new()
        elif event.option_index == 1:
            self.action_open()
        else:
            self._load(self._recent[event.option_index - 2])

    def _load(self, path: Path) -> None:
        try:
            loaded = load(path)
        except Unloadable as error:
            self.notify(str(error), severity="error", markup=False, timeout=10)
        else:
            self.post_message(OpenPlan(loaded))

    def action_open(self) -> None:
        """Ask for a path."""
        found: list[Loaded] = []

        def refuse(answers: dict[str, str]) -> str:
            try:
                found[:] = [load(expanded(answers["path"]))]
            except Unloadable as error:
                return str(error)
            return ""

        def opened(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.post_message(OpenPlan(found[0]))

        self.app.push_screen(Lines("Open a plan", [Line("path", "File")], refuse), opened)

    def action_new(self) -> None:
        """Ask for what a new plan needs, and open it."""
        made: list[Loaded] = []

        def refuse(answers: dict[str, str]) -> str:
            try:
                made[:] = [
                    create(
                        expanded(answers["path"]),
                        Draft(
                            answers["title"],
                            expanded(answers["repository"]),
                            answers["guidelines"],
                            answers["design_doc"],
                            names(answers["systems"]),
                        ),
                    )
                ]
            except Refused as error:
                return str(error)
            return ""

        def created(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.post_message(OpenPlan(made[0]))
                if ignored := not_in_git(made[0].path):
                    self.app.notify(ignored, severity="warning", markup=False, timeout=10)

        lines = [
            Line("title", "Title"),
            Line("repository", "Folder of the Go repository", "."),
            Line(
                "guidelines",
                "Design guidelines, a path in it",
                placeholder="empty: what is found, or builtin",
            ),
            Line("design_doc", "Design document, a path in it", placeholder="empty: to be named later"),
            Line("systems", "Real systems that blocks are compared with", ", ".join(REAL_SYSTEMS)),
            Line("path", "File of the plan, with its folders", "docs/plans/macro-plan.toml"),
        ]
        self.app.push_screen(Lines("New plan", lines, refuse), created)


def _open(found: Standing) -> Content:
    """What is wrong and what is to write, with the colour of the first where there is some."""
    wrong = "bold $error" if found.wrong else MUTED
    return Content.assemble((f"✗ {found.wrong}", wrong), (f"   ○ {found.to_write}", MUTED))


def _progress(found: Standing) -> Content:
    """The state of each phase, how many PRs are merged, and how many citations drifted."""
    parts: list[Part] = []
    for phase in found.phases:
        glyph = phase.glyph
        parts += [(phase.phase, MUTED), (f"{glyph} ", GLYPH_STYLES[glyph])]
    parts.append((f"  {len(found.merged)} of {found.prs} merged", MUTED))
    if found.drifted:
        parts.append((f"  ▲ {found.drifted} drifted", "$warning"))
    return Content.assemble(*parts)
