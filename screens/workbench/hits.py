"""The text that the author looked for last in the whole plan, and the walk along its hits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.widgets.in_thread import in_thread
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from screens.workbench.find_text import Found


class Hits:
    """Finds texts in the plan of one workbench. What finds is loaded then: the first frame does without."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._found: Found | None = None

    def find(self) -> None:
        """Ask for a text, and go to one of its hits."""
        from screens.workbench.find_text import FindText, Found, go_to

        def found(answer: Found | None) -> None:
            if answer is not None:
                self._found = answer
                go_to(self._bench, answer)

        last = self._found or Found()
        self._bench.app.push_screen(FindText(self._bench.session.plan, last), found)

    def step(self, by: int) -> None:
        """Go to the next hit of the last text, or to the one before; without one, ask for it."""
        from screens.workbench.find_text import found_in

        if self._found is None:
            self.find()
            return
        look = partial(found_in, self._bench.session.plan, self._found.text)
        in_thread(self._bench, "hit", look, partial(self._to_hit, self._found.at + by))

    def _to_hit(self, at: int, found: Found) -> None:
        from screens.workbench.find_text import go_to

        if found.hits:
            self._found = found._replace(at=at % len(found.hits))
            go_to(self._bench, self._found)
            count = f"{self._found.at + 1} of {len(found.hits)}"
        else:
            count = "no hit"
        self._bench.notify(f"{found.text}: {count}", markup=False, timeout=2)
