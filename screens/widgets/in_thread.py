"""Work that a widget has done in a thread, its result handed back to the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from textual.widget import Widget

from blistui.repo.errors import CitationError, RepositoryError
from blistui.rules.running.client import RulesStopped

_Result = TypeVar("_Result")


def in_thread(
    widget: Widget, group: str, work: Callable[[], _Result], done: Callable[[_Result], object]
) -> None:
    """Do `work` in a thread and hand its result to `done`, unless newer work of the group has begun.

    What cannot be read, and that the rules could not be run, is shown as a notification.
    """

    def run() -> None:
        try:
            result = work()
        except (RepositoryError, CitationError, RulesStopped) as error:
            deliver(partial(widget.notify, str(error), severity="error", markup=False))
        else:
            deliver(partial(done, result))

    def deliver(it: Callable[[], object]) -> None:
        if not worker.is_cancelled:
            # Asked again on the event loop: only there nothing can cancel the work in between.
            widget.app.call_from_thread(lambda: worker.is_cancelled or it())

    worker = widget.run_worker(run, group=group, exclusive=True, thread=True)
