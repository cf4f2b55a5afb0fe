"""The finders of the code pane: each asks where, and the pane goes there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blistui.repo.errors import CitationError
from blistui.repo.location import parse_at
from screens.widgets.code_sources import file_source, outline_source
from screens.widgets.finder import Finder, Found, Source
from screens.widgets.repo_search import repo_source

if TYPE_CHECKING:
    from screens.widgets.code_pane import CodePane

_LINES = re.compile(r"[0-9 ,-]+")


class CodeQuestions:
    """Opens the finder for a question and brings its answer to the pane."""

    def __init__(self, pane: CodePane) -> None:
        self._pane = pane
        self._last_text = ""

    def ask(self, question: str) -> None:
        """Ask for a file, a symbol of this file, or a line of text."""
        pane = self._pane
        repository = pane.repository
        if repository is None:
            pane.notify("There is no repository to look into.", severity="warning", markup=False)
        elif question == "files":
            self._find("Files", file_source(pane.names), "part of a path, or its letters in order")
        elif question == "text":
            source = repo_source(repository, tuple(pane.names.names))
            self._find(
                "Text in all files", source, "as written; case matters with a capital", self._last_text
            )
        elif pane.opened is not None and pane.symbols:
            source = outline_source(pane.opened.path, pane.symbols)
            self._find(f"Symbols of {pane.opened.path}", source, "part of a name")
        else:
            pane.notify("This file has no Go symbols.", severity="warning", markup=False)

    def go_to(self, text: str) -> None:
        """Go to a line (`12`), select lines (`12-20`), or open `path:12`."""
        pane = self._pane
        here = f"{pane.opened.path}:{text}" if pane.opened and _LINES.fullmatch(text) else text
        try:
            location = parse_at(here)
        except CitationError as error:
            pane.notify(str(error), severity="warning", markup=False)
            return
        at = pane.opened.at if pane.opened and pane.opened.path == location.path else None
        first, last = location.ranges[0]
        ranges = location.ranges if len(location.ranges) > 1 or first != last else ()
        pane.open_at(location.path, first, ranges, at)

    def _find(self, title: str, source: Source, placeholder: str, query: str = "") -> None:
        finder = Finder(title, source, placeholder, query)

        def answered(found: Found | None) -> None:
            self._last_text = finder.query_text
            if found is not None:
                self._pane.open_at(found.path, found.line)

        self._pane.app.push_screen(finder, answered)
