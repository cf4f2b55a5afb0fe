"""Lines chosen in the code become a citation, after a question where no commit has them."""

from __future__ import annotations

from collections.abc import Callable

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.current import Uncommitted
from screens.code_pane.cite import cite
from screens.code_pane.parts import CodeParts
from screens.code_view.ranges import Ranges
from screens.code_view.view import CodeView
from screens.dialogs.ask import Choice
from screens.widgets.in_thread import in_thread

Picked = Callable[[Citation, str | None], object]
"""Takes a citation, and where its lines were looked at: a commit, or None for the work tree."""


def capture_lines(pane: CodeParts, event: CodeView.LinesCaptured, picked: Picked) -> None:
    """Capture the lines asked for, unless another file is shown by now."""
    if pane.opened is not None and event.text is pane.opened.text:
        _capture(pane, event.ranges, picked, uncommitted=False)
    else:
        # The numbers are of a text that is shown no more.
        why = f"Another file than {event.path} is shown by now: choose the lines again."
        pane.notify(why, severity="warning", markup=False)


def _capture(pane: CodeParts, ranges: Ranges, picked: Picked, uncommitted: bool) -> None:
    repository, opened, base = pane.repository, pane.opened, pane.base
    if repository is None or opened is None:
        return

    def captured() -> Citation | Uncommitted:
        try:
            return cite(repository, opened, ranges, base, uncommitted)
        except Uncommitted as error:
            return error

    def done(answer: Citation | Uncommitted) -> None:
        if isinstance(answer, Citation):
            picked(answer, opened.at)
        else:
            _ask(pane, str(answer), ranges, picked)

    in_thread(pane, "capture", captured, done)


def _ask(pane: CodeParts, why: str, ranges: Ranges, picked: Picked) -> None:
    def answered(word: str | None) -> None:
        if word == "cite":
            _capture(pane, ranges, picked, uncommitted=True)
        else:
            pane.view.choose(ranges)

    text = f"{why}. Until it is committed nobody else can see what the plan cites, and check reports it."
    answers = [("", "Do not cite"), ("cite", "Cite it anyway")]
    pane.app.push_screen(Choice("Cite what is not committed?", text, answers), answered)
