"""The text that the author looked for last in the whole plan, and the walk along its hits."""

from __future__ import annotations

from functools import partial

from screens.widgets.in_thread import in_thread
from screens.workbench.bench import Bench
from screens.workbench.find_text import Found, finder, found_in, go_to


class Hits:
    """Finds texts in the plan of one workbench."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._found = Found()

    def find(self) -> None:
        """Ask for a text, and go to one of its hits."""

        def found(answer: Found | None) -> None:
            if answer is not None:
                self._found = answer
                go_to(self._bench, answer)

        self._bench.app.push_screen(finder(self._bench.session.plan, self._found), found)

    def step(self, by: int) -> None:
        """Go to the next hit of the last text, or to the one before; without one, ask for it."""
        if not self._found.text:
            self.find()
            return
        look = partial(found_in, self._bench.session.plan, self._found.text)
        in_thread(self._bench, "hit", look, partial(self._to_hit, self._found.at + by))

    def _to_hit(self, at: int, found: Found) -> None:
        if found.hits:
            self._found = found._replace(at=at % len(found.hits))
            go_to(self._bench, self._found)
            count = f"{self._found.at + 1} of {len(found.hits)}"
        else:
            count = "no hit"
        self._bench.notify(f"{found.text}: {count}", markup=False, timeout=2)
