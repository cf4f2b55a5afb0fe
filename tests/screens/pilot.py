"""A workbench under test: a plan in a folder of its own, driven by Textual's pilot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from screens.app import BlistApp
from screens.workbench.workbench import Workbench

PLAN = """\
[plan]
title = "Load shedding"
repository = "code"

[[finding]]
id = "F1"
topic = "packages"
kind = "confirmed"
statement = "Routing is in one file"

[[objective]]
id = "O1"
text = "Shed load"

[[block]]
id = "B1"
name = "Router"

[[block]]
id = "B2"
name = "Queue"

[[risk]]
id = "D-1"
decision = "One clock"

[[pr]]
id = "PR1"
title = "First"

[[pr.guarantees]]
id = "BC-1-1"
text = "It holds"

[[pr]]
id = "PR2"
title = "Second"
depends_on = ["PR1"]
"""

GO = """\
package sim

// Router picks a server.
type Router interface {
	Route(load int) int
}

func pick(loads []int) int {
	best := 0
	for i := range loads {
		if loads[i] < loads[best] {
			best = i
		}
	}
	return best
}
"""


def make(folder: Path, text: str = PLAN) -> Path:
    """A plan and its repository in `folder`."""
    (folder / "code").mkdir()
    (folder / "code" / "sim.go").write_text(GO, encoding="utf-8")
    (folder / "state").mkdir()
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[tuple[Pilot[int], Workbench]]:
    """The plan at `path` open on the workbench, its first result shown."""
    app = BlistApp(path, path.parent / "state")
    # On a busy machine a notice would be gone before the test looks for it.
    app.NOTIFICATION_TIMEOUT = app.READ_SECONDS = 600
    async with app.run_test(size=size) as pilot:
        yield pilot, await settled(pilot)


async def settled(pilot: Pilot[int]) -> Workbench:
    """Wait until the plan is open and the result is about the current plan."""

    def ready() -> Workbench | None:
        screen = next((s for s in pilot.app.screen_stack if isinstance(s, Workbench)), None)
        if screen is None or screen.result is None or screen.form is None:
            return None
        current = screen.result.revision == screen.session.revision and not screen.sidebar.checking
        return screen if current else None

    await until(pilot, ready)
    await pilot.pause()
    found = ready()
    return found or await settled(pilot)


async def until(pilot: Pilot[int], true: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until `true` gives something that counts as true."""
    late = time.monotonic() + seconds
    while not true():
        # The pilot's own pause waits for widgets too, and for ever for one that is taken away meanwhile.
        await asyncio.sleep(0.01)
        assert time.monotonic() < late, "it never came true"


def send(app: App[int], *keys: str, apart: float = 0.0) -> None:
    """Keys that came `apart` seconds one after the other, before the first of them is handled."""
    came = time.monotonic()
    for number, key in enumerate(keys, 1 - len(keys)):
        event = events.Key(key, key if len(key) == 1 else None)
        # Not the time of this loop: a busy machine may stop it between two keys.
        event.time = came + number * apart
        app.post_message(event)


async def click_text(pilot: Pilot[int], widget: Widget, text: str) -> None:
    """Click where `text` is drawn in `widget`."""
    column, row = await drawn_at(pilot, widget, text)
    await pilot.click(widget, offset=(column, row))


async def drawn_at(pilot: Pilot[int], widget: Widget, text: str) -> tuple[int, int]:
    """Column and row of the first `text` in `widget`, once it is there."""
    found: list[tuple[int, int]] = []

    def there() -> bool:
        size = widget.region.size
        rows = widget.render_lines(Region(0, 0, size.width, size.height)) if size.width else []
        found[:] = [(row.text.index(text), at) for at, row in enumerate(rows) if text in row.text]
        if not found:
            return False
        # Where it is not laid out yet, a click is for what is there instead.
        return widget.screen.get_widget_at(*(widget.region.offset + found[0]))[0] is widget

    await until(pilot, there)
    return found[0]
