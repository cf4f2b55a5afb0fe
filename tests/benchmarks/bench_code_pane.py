"""Measures how long the code pane keeps the event loop waiting: listing, indexing and opening files.

Run by hand: python tests/benchmarks/bench_code_pane.py REPOSITORY PATH... Give XDG_CACHE_HOME an empty
folder to include a cold index. A wait is counted in CPU time of the process, threads included, so other
programs do not show: it is an upper bound. The wall time of the whole step is printed beside it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textual.app import App, ComposeResult

from blistui.repo.repository import Repository
from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace


class PaneApp(App[None]):
    """One code pane."""

    def compose(self) -> ComposeResult:
        """The pane."""
        yield CodePane()


async def measure(repository: Repository, paths: list[str]) -> None:
    """Print the longest waits of each step."""
    app = PaneApp()
    async with app.run_test(size=(140, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        gc.collect()
        gc.freeze()
        waits: list[float] = []

        async def beat() -> None:
            last = process_time()
            while True:
                await asyncio.sleep(0.001)
                now = process_time()
                waits.append((now - last) * 1000)
                last = now

        async def step(name: str, act: Callable[[], None]) -> None:
            waits.clear()
            start = perf_counter()
            act()
            for _ in range(3):
                await asyncio.sleep(0.05)
                await app.workers.wait_for_complete()
            longest = ", ".join(f"{wait:.1f}" for wait in sorted(waits)[:-4:-1])
            print(f"{name:60} {perf_counter() - start:6.2f} s  longest waits {longest} ms")

        beating = asyncio.create_task(beat())
        pane = app.query_one(CodePane)
        await step(f"list and index {repository.root}", lambda: setattr(pane, "repository", repository))
        for path in paths:
            await step(f"open {path}", lambda path=path: pane.open_at(CodePlace(path, 300, None)))
        beating.cancel()


if __name__ == "__main__":
    asyncio.run(measure(Repository.open(Path(sys.argv[1])), sys.argv[2:]))
