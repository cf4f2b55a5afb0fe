"""Writing what is exported: beside the plan, and over a file that is there only after a question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual.app import App
from textual.widget import Widget

from blistui.repo.errors import CitationError, RepositoryError
from blistui.store.atomic import write_atomically
from screens.dialogs.ask import Choice
from screens.widgets.in_thread import on_loop


def export(by: Widget, target: Path, made: Callable[[], str]) -> None:
    """Write what `made` gives to `target`, in a thread; the author may leave the page meanwhile."""
    # A widget that is gone has no app.
    app = by.app

    def begin() -> None:
        by.run_worker(partial(_write, app, target, made), thread=True, exclusive=True, group="export")

    def answered(word: str | None) -> None:
        if word == "write":
            begin()

    if target.exists():
        text = f"{target} is there already."
        answers = [("", "Keep it"), ("write", "Write over it")]
        app.push_screen(Choice("Export over this file?", text, answers), answered)
    else:
        begin()


def _write(app: App[object], target: Path, made: Callable[[], str]) -> None:
    try:
        write_atomically(target, made().encode("utf-8"))
    except OSError as error:
        problem = f"{target} could not be written: {error.strerror}."
    except (RepositoryError, CitationError) as error:
        problem = str(error)
    else:
        on_loop(app, partial(app.notify, f"Wrote {target}", markup=False))
        return
    on_loop(app, partial(app.notify, problem, severity="error", markup=False))
