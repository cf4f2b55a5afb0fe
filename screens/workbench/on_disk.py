"""Whether the plan's file is still what was read: git and other programs write it, too."""

from __future__ import annotations

from functools import partial

from blistui.store.load import Loaded
from blistui.store.save import changed_on_disk
from screens.widgets.in_thread import on_loop
from screens.widgets.stamp import Stamp, stamp_of
from screens.workbench.bench import Bench
from screens.workbench.saving import ONE_AT_A_TIME
from screens.workbench.title_line import TitleLine


class OnDisk:
    """Looks at the file now and then, and says once what happened to it."""

    def __init__(self, bench: Bench, headline: TitleLine) -> None:
        self._bench = bench
        self._headline = headline
        self._seen: tuple[Loaded, Stamp | None] | None = None

    def look(self, *, again: bool = False) -> None:
        """Read the file if it was written since the last look; with `again` also if not, and say so again."""
        bench, app, loaded = self._bench, self._bench.app, self._bench.session.loaded
        seen = None if again else self._seen

        def look() -> None:
            with ONE_AT_A_TIME:
                if bench.session.loaded is not loaded:
                    return
                now = loaded, stamp_of(loaded.path)
                if seen is not None and seen[0] is loaded and seen[1] == now[1]:
                    return
                changed = changed_on_disk(loaded)
            on_loop(app, partial(self._show, now, changed))

        bench.run_worker(look, thread=True, group="disk", exclusive=True)

    def _show(self, now: tuple[Loaded, Stamp | None], changed: str) -> None:
        loaded, self._seen = now[0], now
        self._headline.changed = (loaded, changed)
        self._headline.follow()
        if changed:
            text = f"{loaded.path.name} {changed} since it was read; Ctrl+S asks what to do."
            self._bench.notify(text, severity="warning", markup=False, timeout=8)
