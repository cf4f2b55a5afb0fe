"""Work that a widget has done in a thread, its result handed back to the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TypeVar

from textual.message_pump import MessagePump
from textual.widget import Widget

from blistui.repo.errors import CitationError, RepositoryError
from blistui.rules.running.client import RulesStopped

_Result = TypeVar("_Result")


def in_thread(
    widget: Widget,
    group: str,
    work: Callable[[], _Result],
    done: Callable[[_Result], object],
    failed: Callable[[str], object] | None = None,
) -> None:
    """Do `work` in a thread and hand its result to `done`, unless newer work of the group has begun.

    What cannot be read, and that the rules could not be run, is a sentence for `failed`, or a notification.
    """
    # Asked for here: a widget that is gone has no app any more.
    app = widget.app

    def run() -> None:
        try:
            result = work()
        except (RepositoryError, CitationError, RulesStopped) as error:
            bring(partial(failed or partial(app.notify, severity="error", markup=False), str(error)))
        else:
            bring(partial(done, result))

    def bring(it: Callable[[], object]) -> None:
        if not worker.is_cancelled:
            # Asked again on the event loop: only there nothing can cancel the work in between.
            # Not by the app's queue: the app may be handling a key that waits for just this.
            on_loop(widget, lambda: worker.is_cancelled or it())

    worker = widget.run_worker(run, group=group, exclusive=True, thread=True)


def on_loop(pump: MessagePump, call: Callable[[], object]) -> None:
    """From a thread: have `call` done on the event loop, in the queue of an app or widget, and wait for it.

    Nothing is done when that is being left: there is nobody to show anything to.
    """
    done = Event()

    def run() -> None:
        try:
            call()
        finally:
            done.set()

    pump.call_later(run)
    while not done.wait(0.1) and pump.is_running:
        pass
