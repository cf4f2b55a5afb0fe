"""The Textual app: small, and light to import, so that the first frame comes at once.

Every import inside a function is deferred for that frame: `_prepare` loads them in a thread once it is shown.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.content import Content
from textual.events import Click
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from blistui.rules.running.client import RULE_PROCESS
from screens.ends import Ending, is_missed_by_nobody, write_report
from screens.keys.workbench import APP
from screens.messages import OpenPlan
from screens.themes import DARK, THEMES, fitting, turned
from screens.visible import VisibleControls
from screens.widgets.clicks import act
from screens.widgets.in_thread import on_loop
from screens.widgets.notices import Notices
from screens.widgets.palette import Palette
from screens.widgets.styles import read_styles

if TYPE_CHECKING:
    from blistui.store.load import Loaded, Unloadable
    from blistui.store.session import Session


class Opening(Screen[None]):
    """What is painted first, while the rest is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(Content(self._text), id="title")


@runtime_checkable
class PlanScreen(Protocol):
    """A screen with a plan that may be unsaved, and with commands of its own."""

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """Title, help, and what it does, of each command that the palette has for this screen."""
        ...

    def action_check_again(self) -> None:
        """Look at the code again: it may have been changed in another window."""
        ...

    def leave(self) -> None:
        """End the app, after a question about what is unsaved."""
        ...


class BlistApp(Notices):
    """Opens a plan on the workbench, or the start screen when none is named. Exits with a code of `check`."""

    TITLE = "blistui"
    BINDINGS = APP.bindings()
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]

    def __init__(self, plan: Path | None = None, state_folder: Path | None = None) -> None:
        super().__init__()
        self._plan = plan
        self._state_folder = state_folder
        self._visible = VisibleControls()
        self._refused: Unloadable | None = None
        self._session: Session | None = None
        self._kept = ""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.faults: list[str] = []
        """The tracebacks of what ended the app, first to last; none when all went well."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the one that no control character passes."""
        return [*super().get_line_filters(), self._visible]

    def get_default_screen(self) -> Screen[None]:
        """The first screen, below all others: what is opened, in a line."""
        return Opening(f" Opening {self._plan.name} …" if self._plan else " blistui")

    def on_mount(self) -> None:
        """Paint the first frame, then read the plan."""
        gc.disable()
        self.theme = fitting(self._colours).name
        # Behind its first frame in its queue; a refresh to be called after would come a sixtieth later.
        self.screen.call_later(self.run_worker, self._prepare, thread=True, group="opening")

    def _prepare(self) -> None:
        import screens.workbench.workbench  # noqa: F401
        from blistui.store.load import Unloadable, load
        from blistui.store.state.database import state_folder

        if self._state_folder is None:
            self._state_folder = state_folder()
        if self._plan is None:
            on_loop(self, self.start)
            return
        try:
            loaded = load(self._plan)
        except Unloadable as error:
            on_loop(self, partial(self.refuse, error))
        else:
            on_loop(self, partial(self.open, loaded))

    def start(self) -> None:
        """Show recent plans, new and open."""
        from screens.start import Start

        self._collect()
        self._show(Start(self.state_folder))

    def _show(self, screen: Screen[None]) -> None:
        """Show a screen above the first one, in the place of any other."""
        if isinstance(self.screen, Opening):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    @property
    def state_folder(self) -> Path:
        """Where journals and recent plans are kept."""
        assert self._state_folder is not None
        return self._state_folder

    @on(OpenPlan)
    def plan_wanted(self, event: OpenPlan) -> None:
        """A screen has a plan to open."""
        if event.instead_of is not None:
            event.instead_of.close()
        self.open(event.loaded, event.station, event.at)

    def open(self, loaded: Loaded, station: str = "", at: str = "") -> None:
        """Put a plan on the workbench, and offer what a killed session left of it.

        It opens at `station`, with the field at `at` focused, if they are named; else where the author was.
        """
        from blistui.store.session import Session
        from blistui.store.state.database import StateUnusable
        from blistui.store.state.recent import last_place, remember
        from blistui.store.state.recovery import leftovers
        from screens.workbench import saving
        from screens.workbench.workbench import Workbench

        self._collect()
        self._session = session = Session(loaded, self.state_folder)
        if not station:
            station, at = last_place(self.state_folder, loaded.path)
        bench = Workbench(session, self.state_folder, station, at)
        read_styles(self, bench.css_path)
        self._show(bench)
        try:
            left = leftovers(self.state_folder, loaded)
            remember(self.state_folder, loaded.path)
        except StateUnusable:
            return  # The session has said so.
        if left:
            self.call_after_refresh(saving.offer, bench, *left)

    def _collect(self) -> None:
        if not gc.isenabled():
            # What is loaded by now stays: looking through all of it for garbage stops the screen for 100 ms.
            gc.freeze()
            gc.enable()

    def refuse(self, error: Unloadable) -> None:
        """Say why the plan cannot be opened; its file is left as it is."""
        from screens.dialogs.ask import Choice

        self._collect()
        self._refused = error
        how_to_fix = " Fix it in an editor, then open it again." if error.line else ""
        text = f"{error}\n\nNothing was touched.{how_to_fix}"
        answers = [("quit", "Quit"), ("start", "Open another")]

        def answered(word: str | None) -> None:
            if word == "start":
                self._refused = None
                self.start()
            else:
                self._leave()

        self.push_screen(Choice("This plan cannot be read", text, answers), answered)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands, and everything the screen can do."""
        mine = [
            SystemCommand(key.name, key.in_palette, partial(self.run_action, key.action)) for key in APP.rows
        ]
        names = {command.title for command in mine}
        yield from (command for command in super().get_system_commands(screen) if command.title not in names)
        yield from mine
        if isinstance(screen, PlanScreen):
            yield from (SystemCommand(*command) for command in screen.commands())

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    async def on_click(self, event: Click) -> None:
        """What is drawn in a text, such as a key, acts when it is clicked."""
        await act(self, event)

    def on_app_focus(self) -> None:
        """The author comes back from another window, where the code may have been changed."""
        if isinstance(self.screen, PlanScreen):
            self.screen.action_check_again()

    async def action_quit(self) -> None:
        """Leave; a workbench asks about what is unsaved, also when the palette or a dialog lies over it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlanScreen):
                screen.leave()
                return
        self._leave()

    def _leave(self) -> None:
        if self._refused is not None:
            self.exit(2, return_code=2, message=Text(str(self._refused)))
        else:
            self.exit()

    def keep(self) -> str:
        """Keep what is unsaved, beside the plan where it could not be recorded; a sentence says where.

        May be called in any thread, and again.
        """
        from blistui.store.save import SaveFailed, save_beside

        session = self._session
        if session is None or not session.dirty:
            return "No edits were unsaved."
        if not session.journal_problem:
            return "Your edits are kept: open the plan again, and they are offered."
        if not self._kept:
            try:
                copy = save_beside(session.loaded, session.plan, "mine")
                self._kept = f"Your edits are kept in {copy.path}."
            except SaveFailed as error:
                self._kept = f"Your edits could not be kept: {error}"
        return self._kept

    def _handle_exception(self, error: Exception) -> None:
        if not is_missed_by_nobody(self, error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # In place of Textual's, which shows pages of local variables: `run` says what happened in a sentence.
        self.faults.append(traceback.format_exc())
        self.panic()

    def action_turn_theme(self) -> None:
        """Dark or light."""
        self.theme = turned(self.theme, self._colours).name

    def action_keys(self) -> None:
        """Show the keys that work now."""
        from screens.dialogs.ask import Reading

        active = [one.binding for one in self.screen.active_bindings.values() if one.enabled]
        # Of Textual's own keys, those that matter are in the table of keys, too.
        rows = {one.action: one for one in active if one.key_display}
        width = max((len(one.key_display or "") for one in rows.values()), default=0)
        lines = [
            f"{one.key_display:<{width}}  {one.description}{f': {one.tooltip}' if one.tooltip else ''}"
            for one in rows.values()
        ]
        self.push_screen(Reading("Keys that work here", "\n".join(lines)))

    @property
    def _colours(self) -> str | None:
        # Without a terminal, its number of colours means nothing.
        return "truecolor" if self.is_headless else self.console.color_system


class _Program(BlistApp):
    """The app as a program of its own, with which the process of the rules ends."""

    def on_unmount(self) -> None:
        """Stop waiting for results: a rule that never ends must not keep the author."""
        RULE_PROCESS.stop()


def run(plan: Path | None) -> int:
    """Open the app, on `plan` when one is named; gives the exit code."""
    # Rules and parsing run in threads of pure Python; the screen must not wait 5 ms for its turn.
    sys.setswitchinterval(0.0005)
    app = _Program(plan)
    # A loop of our own is not closed: that would wait for every thread, and the process ends anyway.
    loop = asyncio.new_event_loop()
    ending = Ending(loop, app.exit, app.keep)
    ending.watch()
    result = app.run(loop=loop)
    if ending.number:
        _say(f"ended by {signal.Signals(ending.number).name}. {app.keep()}")
        return ending.code
    if app.faults:
        _say_what_went_wrong(app)
        return 2
    return result or app.return_code or 0


def _say_what_went_wrong(app: BlistApp) -> None:
    from blistui.store.state.database import state_folder

    what = app.faults[0].rstrip().splitlines()[-1]
    report = write_report(state_folder(), "\n".join(app.faults))
    where = f"A report is in {report}." if report else "The report could not be written:"
    _say(f"stopped by an error of its own ({what}). {app.keep()} {where}")
    if report is None:
        for line in "\n".join(app.faults).splitlines():
            _say(line)


def _say(text: str) -> None:
    from blistui.commands import output

    output.note(text)
