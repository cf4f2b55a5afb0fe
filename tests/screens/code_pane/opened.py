"""An app with one code pane, as the tests of the pane use it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace
from tests.repo.conftest import Checkout

ROUTER = """package sim

// Router picks an instance for a request.
type Router interface {
\tRoute(id string) string
}

// RoundRobin takes turns.
type RoundRobin struct{ next int }

// Route implements Router.
func (r *RoundRobin) Route(id string) string {
\tr.next++
\treturn id
}
"""
CLOCK = "package sim\n\n// Now is the time.\nvar Now int64\n"


class PaneApp(App[None]):
    """One pane; keeps what it sends."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield CodePane()

    def on_code_pane_citation_picked(self, event: CodePane.CitationPicked) -> None:
        self.seen.append(event)

    def on_code_pane_answer_kept(self, event: CodePane.AnswerKept) -> None:
        self.seen.append(event)

    def on_code_pane_citation_followed(self, event: CodePane.CitationFollowed) -> None:
        self.seen.append(event)


@asynccontextmanager
async def opened(
    checkout: Checkout, path: str = "", line: int = 1, size: tuple[int, int] = (120, 30)
) -> AsyncIterator[tuple[PaneApp, CodePane, Pilot[None]]]:
    """A running app whose pane shows the repository, and a file when one is named."""
    app = PaneApp()
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(CodePane)
        pane.repository = checkout.repo
        pane.focus_code()
        await settle(pilot)
        if path:
            pane.open_at(CodePlace(path, line, None))
            await settle(pilot)
        yield app, pane, pilot


async def settle(pilot: Pilot[None]) -> None:
    """Let workers and what they ask for finish."""
    for _ in range(3):
        await pilot.pause()
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
    while any(worker.is_running for worker in pilot.app.workers):
        await pilot.pause()
    await pilot.pause()


def note_of(app: App[None]) -> str:
    """What the finder says its answer goes by."""
    return str(app.screen.query_one(Vertical).border_subtitle)


def line_of(pane: CodePane) -> tuple[str, int]:
    """Where the pane is."""
    assert pane.opened is not None
    return pane.opened.path, pane.view.place.line


def burst(app: App[None], keys: str) -> None:
    """Send keys all at once, as a slow line does, or somebody who types fast."""
    for key in keys:
        name = {"\n": "enter", ":": "colon", "/": "slash"}.get(key, key)
        app.post_message(events.Key(name, "\r" if key == "\n" else key))
