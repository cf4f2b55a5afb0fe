"""Ends that no key asked for: the terminal is as it was, the edits are kept, and one sentence says so."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blistui.store.load import load
from blistui.store.state.recovery import all_leftovers, recoverable
from screens.app import BlistApp
from screens.form.form import Place
from screens.widgets.in_thread import in_thread, on_loop
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, send, until

PACKAGES = str(Path(__file__).parents[2])
FAULTY = """
import screens.workbench.workbench as module
def fail(self):
    secret_of_the_frame = "page of locals"
    raise LookupError("no such thing\\x1b[31m")
module.Workbench.action_help = fail
"""


def _with_signals(ignore: int) -> None:
    """The signals as a terminal's program has them, though the tests themselves run in the background or
    under `nohup`, where some are ignored; `ignore` is one that is."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    if ignore:
        signal.signal(ignore, signal.SIG_IGN)


class Opened:
    """The program in a terminal of its own; `shown` is all that it wrote."""

    def __init__(self, folder: Path, before: str = "", ignore: int = 0, **environment: str) -> None:
        self.folder = folder
        self.plan = make(folder)
        self.handle, self.inner = pty.openpty()
        self.attributes = termios.tcgetattr(self.inner)
        self.shown = b""
        folders = {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME")}
        main = f"import sys; sys.argv = ['blistui', {str(self.plan)!r}]; from blistui.cli import main; main()"
        known = {"PYTHONPATH": PACKAGES, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        self.program = subprocess.Popen(
            [sys.executable, "-c", f"{before}\n{main}"],
            stdin=self.inner,
            stdout=self.inner,
            stderr=self.inner,
            env=os.environ | known | folders | environment,
            preexec_fn=lambda: _with_signals(ignore),
            start_new_session=True,
        )

    @property
    def state(self) -> Path:
        return self.folder / "XDG_STATE_HOME" / "blistui"

    def read(self, until: Callable[[], object], seconds: float = 20.0) -> bool:
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            if select.select([self.handle], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):
                    self.shown += os.read(self.handle, 1 << 16)
        return bool(until())

    def see(self, text: str) -> None:
        assert self.read(lambda: text.encode() in self.shown), text

    def type(self, keys: bytes) -> None:
        os.write(self.handle, keys)

    def has_ended(self, seconds: float = 15.0) -> bool:
        return self.read(lambda: self.program.poll() is not None, seconds)

    def close(self) -> None:
        """The window is closed."""
        os.close(self.inner)
        os.close(self.handle)

    @property
    def last_words(self) -> str:
        self.read(lambda: False, 0.1)
        text = self.shown.rpartition(b"\x1b[?1004l")[2].decode()
        return re.sub(r"\x1b\[[0-9;?<>]*[a-z]", "", text).strip()

    def title_left(self) -> str:
        """The title in what the session left behind."""
        [left] = all_leftovers(self.state)
        loaded = load(self.plan)
        return recoverable(left, loaded, loaded.plan).plan.plan.title


@pytest.fixture
def programs() -> Iterator[list[Opened]]:
    started: list[Opened] = []
    yield started
    for opened_one in started:
        opened_one.program.kill()
        opened_one.program.wait()


def begin(
    programs: list[Opened], folder: Path, before: str = "", ignore: int = 0, **environment: str
) -> Opened:
    opened_one = Opened(folder, before, ignore, **environment)
    programs.append(opened_one)
    opened_one.see("○ What is built")
    opened_one.type(b"xyz")
    opened_one.see("unsaved")
    return opened_one


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_restores_the_terminal_and_keeps_the_edits(
    programs: list[Opened], tmp_path: Path, number: signal.Signals
) -> None:
    opened_one = begin(programs, tmp_path)
    assert termios.tcgetattr(opened_one.inner) != opened_one.attributes
    opened_one.program.send_signal(number)
    assert opened_one.has_ended()
    assert opened_one.program.returncode == 128 + number
    assert termios.tcgetattr(opened_one.inner) == opened_one.attributes
    for mode in (b"?1049", b"?1000", b"?1003", b"?1006", b"?2004", b"?1004"):
        ended = opened_one.shown.rindex(b"\x1b[" + mode + b"l")
        assert ended > opened_one.shown.rindex(b"\x1b[" + mode + b"h"), mode
    assert opened_one.last_words == (
        f"blistui: ended by {number.name}. Your edits are kept: open the plan again, and they are offered."
    )
    assert opened_one.title_left() == "Load sheddingxyz"


def test_a_signal_ends_a_program_whose_terminal_is_stopped(programs: list[Opened], tmp_path: Path) -> None:
    opened_one = begin(programs, tmp_path)
    termios.tcflow(opened_one.inner, termios.TCOOFF)
    for _ in range(60):
        opened_one.type(b"\x1b[19~")  # F8: every phase is painted, and nothing takes it.
        time.sleep(0.02)
    opened_one.program.send_signal(signal.SIGTERM)
    assert opened_one.program.wait(15) == 128 + signal.SIGTERM
    assert termios.tcgetattr(opened_one.inner) == opened_one.attributes


@pytest.mark.parametrize("ignore", [0, signal.SIGHUP])
def test_a_terminal_that_is_gone_ends_the_program(
    programs: list[Opened], tmp_path: Path, ignore: int
) -> None:
    opened_one = begin(programs, tmp_path, ignore=ignore)
    opened_one.close()
    assert opened_one.program.wait(10) == 128 + signal.SIGHUP
    assert opened_one.title_left() == "Load sheddingxyz"


def test_an_error_of_our_own_is_a_sentence_and_a_file(programs: list[Opened], tmp_path: Path) -> None:
    opened_one = begin(programs, tmp_path, FAULTY)
    opened_one.type(b"\x1bOP")
    assert opened_one.has_ended()
    assert opened_one.program.returncode == 2
    [report] = opened_one.state.glob("report-*.txt")
    said = " ".join(opened_one.last_words.split())
    assert said.startswith("blistui: stopped by an error of its own (LookupError: no such thing")
    assert "Your edits are kept" in said and str(report) in said
    assert "\x1b" not in said and len(said) < 400
    assert "in fail" in report.read_text() and "page of locals" not in report.read_text().replace(FAULTY, "")
    assert opened_one.title_left() == "Load sheddingxyz"


def test_an_error_without_a_state_folder_shows_itself_and_keeps_the_edits(
    programs: list[Opened], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    opened_one = begin(programs, tmp_path, FAULTY, XDG_STATE_HOME=str(tmp_path / "file"))
    opened_one.type(b"\x1bOP")
    assert opened_one.has_ended()
    assert "plan.mine.toml" in opened_one.last_words and "Traceback" in opened_one.last_words
    assert load(tmp_path / "plan.mine.toml").plan.plan.title == "Load sheddingxyz"


def test_a_dumb_terminal_is_refused_in_a_sentence(programs: list[Opened], tmp_path: Path) -> None:
    opened_one = Opened(tmp_path, TERM="dumb")
    programs.append(opened_one)
    assert opened_one.has_ended()
    assert opened_one.program.returncode == 2
    assert "TERM is `dumb`" in opened_one.shown.decode() and b"\x1b" not in opened_one.shown


async def test_work_in_a_thread_may_end_after_the_app(tmp_path: Path) -> None:
    done: list[object] = []
    async with opened(make(tmp_path)) as (pilot, bench):
        in_thread(bench, "late", lambda: time.sleep(0.5), done.append)
        app = pilot.app
    on_loop(app, lambda: done.append(None))
    assert done == [] and isinstance(app, BlistApp) and not app.faults


OPENS: dict[str, Callable[[Workbench], object]] = {
    "facts": lambda bench: bench.action_accept_facts(),
    "signatures": lambda bench: bench.action_sign(),
    "revision": lambda bench: bench.action_revise(),
    "find": lambda bench: bench.action_find(),
    "help": lambda bench: bench.action_help(),
    "palette": lambda bench: bench.app.action_command_palette(),
    "question": lambda bench: (bench.session.edit("plan.slug", "x"), bench.leave()),
    "phase": lambda bench: bench.go(Place("phase6")),
    "review": lambda bench: bench.go(Place("review")),
    "code": lambda bench: bench.action_pane("code"),
    "fixes": lambda bench: bench.action_apply_every_fix(),
    "citation": lambda bench: bench.action_reanchor(),
}


@pytest.mark.parametrize("what", OPENS)
async def test_nothing_that_is_opened_as_the_app_is_left_ends_it_with_an_error(
    tmp_path: Path, what: str
) -> None:
    """Once the app is being left nothing is composed: who looks for a part of the screen finds none."""
    for keys_after in (0, 1, 3, 9):
        async with opened(make(Path(tempfile.mkdtemp(dir=tmp_path)))) as (pilot, bench):
            OPENS[what](bench)
            for _ in range(keys_after):
                await asyncio.sleep(0)
            send(pilot.app, "f5", "f")
            pilot.app.exit()
            send(pilot.app, "escape", "a", "enter", "f5", "s")
            app = pilot.app
        assert isinstance(app, BlistApp) and not app.faults


@pytest.mark.parametrize("what", OPENS)
async def test_what_is_closed_as_soon_as_it_is_opened_ends_nothing(tmp_path: Path, what: str) -> None:
    """A key is for the screen that is being made, once it is; threads may find that it is gone."""
    async with opened(make(tmp_path)) as (pilot, bench):
        for turns in (0, 0, 1, 2, 5, 12):
            OPENS[what](bench)
            for _ in range(turns):
                await asyncio.sleep(0)
            send(pilot.app, "escape")
            await until(pilot, lambda: not pilot.app.is_running or pilot.app.screen.is_mounted)
        app = pilot.app
        await until(pilot, lambda: not app.is_running or not any(not one.is_finished for one in app.workers))
        for _ in range(9):
            send(app, "escape")
            await asyncio.sleep(0)
        await until(pilot, lambda: app.screen is bench)
        assert app.is_running and isinstance(app, BlistApp) and not app.faults


async def test_keys_wait_for_a_screen_that_is_being_made(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.action_sign()
        send(pilot.app, "escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 2)
        await until(pilot, lambda: pilot.app.screen is bench)


async def test_the_app_may_be_left_at_any_moment_while_the_plan_is_opened(tmp_path: Path) -> None:
    path = make(tmp_path)
    for turns in range(0, 60, 3):
        app = BlistApp(path, tmp_path / "state")
        async with app.run_test():
            for _ in range(turns):
                await asyncio.sleep(0)
            send(app, "a", "enter")
            app.exit()
            send(app, "escape", "f8")
        assert not app.faults
