"""Copies where the lines that are looked at are: as a path with lines, or as an address on the code host."""

from __future__ import annotations

from functools import partial

from textual.actions import SkipAction

from blistui.repo.permalink import permalink
from screens.code_pane.cite import cite
from screens.code_pane.history import chosen_lines
from screens.code_pane.parts import CodeParts
from screens.widgets.in_thread import in_thread


def copy_place(pane: CodeParts) -> None:
    """Copy `path:12-20` through the terminal."""
    if pane.opened is None:
        raise SkipAction
    first, last = chosen_lines(pane.view)
    _copy(pane, f"{pane.opened.path}:{first}" + (f"-{last}" if last > first else ""))


def copy_address(pane: CodeParts) -> None:
    """Copy the address of the lines on the code host, at a commit that has them."""
    repository, opened, base = pane.repository, pane.opened, pane.base
    if repository is None or opened is None:
        raise SkipAction
    lines = chosen_lines(pane.view)

    def address() -> str:
        # The commit is one that has these very lines, as in a citation.
        citation = cite(repository, opened, (lines,), base, False)
        commit = citation.commit or opened.at or repository.resolve(base or "HEAD") or ""
        return permalink(repository, opened.path, lines, commit)

    in_thread(pane, "address", address, partial(_copy, pane))


def _copy(pane: CodeParts, text: str) -> None:
    pane.app.copy_to_clipboard(text)
    pane.notify(f"Copied {text}", markup=False)
