"""The start screen: recent plans, a new one, or one by its path."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from blistui.plan.tables.concept import REAL_SYSTEMS
from blistui.store.create import Draft, Refused, create, names
from blistui.store.load import Loaded, Unloadable, load
from blistui.store.state.recent import recent
from screens.dialogs.ask import Line, Lines, expanded
from screens.keys.workbench import START
from screens.messages import OpenPlan
from screens.widgets.key_line import KeyLine
from screens.widgets.key_order import NoText


class Start(Screen[None], NoText):
    """New, open, and what was opened recently."""

    CSS_PATH = "workbench/workbench.tcss"

    BINDINGS = START.bindings()
    NOT_TYPED = ": n begins a new plan, o opens a file"

    def __init__(self, state_folder: Path) -> None:
        super().__init__()
        self._recent = recent(state_folder)

    def compose(self) -> ComposeResult:
        """A list with New and Open first."""
        with Vertical(id="start"):
            yield Static(Content("blistui: macro plans that stay true to the code"), id="start-title")
            rows = [Option(Content("N  New plan")), Option(Content("O  Open a file"))]
            rows += [
                Option(Content(f"   {path.name}  ") + Content.styled(str(path.parent), "dim"))
                for path in self._recent
            ]
            yield OptionList(*rows, id="start-rows", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """The newest plan, or New, is ready for Enter."""
        rows = self.query_one(OptionList)
        rows.focus()
        rows.highlighted = 2 if self._recent else 0

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
