"""Work that a widget has done in a thread, its result brought back to the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.widget import Widget

from blistui.repo.errors import CitationError, RepositoryError

_Result = TypeVar("_Result")


def in_thread(
    widget: Widget, group: str, work: Callable[[], _Result], done: Callable[[_Result], object]
) -> None:
    """Do `work` in a thread and hand its result to `done`, unless newer work of the group has begun.

    What cannot be read is told to the person.
    """

    def run() -> None:
        try:
            result = work()
        except (RepositoryError, CitationError) as error:
            if not worker.is_cancelled:
                widget.app.call_from_thread(widget.notify, str(error), severity="error", markup=False)
            return
        if not worker.is_cancelled:
            widget.app.call_from_thread(done, result)

    worker = widget.run_worker(run, group=group, exclusive=True, thread=True)
