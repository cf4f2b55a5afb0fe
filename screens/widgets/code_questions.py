"""The questions put to the code: each opens a finder or goes straight to the one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from blistui.repo.errors import CitationError
from blistui.repo.index import Located
from blistui.repo.location import parse_at
from screens.widgets.code_sources import file_source, listed, outline_source
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
        """Ask where something is: a file, a symbol, a text; or what the word under the cursor is."""
        if self._pane.repository is None:
            self._tell("There is no repository to look into.")
            return
        match question:
            case "files":
                self._find("Files", file_source(self._pane.names), "part of a path, or its letters in order")
            case "symbols":
                self._symbols()
            case "text":
                self._text(self._last_text)
            case "outline":
                self._outline()
            case "definition":
                self._definition(self._pane.view.word_at_cursor)

    def go_to(self, text: str) -> None:
        """Go to a line (`12`), select lines (`12-20`), or open `path:12`."""
        pane = self._pane
        here = f"{pane.opened.path}:{text}" if pane.opened and _LINES.fullmatch(text) else text
        try:
            location = parse_at(here)
        except CitationError as error:
            self._tell(str(error))
            return
        at = pane.opened.at if pane.opened and pane.opened.path == location.path else None
        first, last = location.ranges[0]
        ranges = location.ranges if len(location.ranges) > 1 or first != last else ()
        pane.open_at(location.path, first, ranges, at)

    def _symbols(self) -> None:
        if self._pane.symbol_names is None:
            self._tell("The symbols are still being read.")
        else:
            self._find("Symbols", self._pane.symbol_names.source(), "part of a name, or its letters in order")

    def _text(self, query: str) -> None:
        assert self._pane.repository is not None
        source = repo_source(self._pane.repository, tuple(self._pane.names.names))
        self._find("Text in all files", source, "as written; case matters with a capital", query)

    def _outline(self) -> None:
        pane = self._pane
        if pane.opened is None or not pane.symbols:
            self._tell("This file has no Go symbols.")
        else:
            source = outline_source(pane.opened.path, pane.symbols)
            self._find(f"Symbols of {pane.opened.path}", source, "part of a name")

    def _definition(self, word: str) -> None:
        pane = self._pane
        if not word or pane.index is None or pane.opened is None:
            self._tell("Put the cursor on a name." if pane.index else "The symbols are still being read.")
            return
        found = nearest_first(pane.index.named(word), pane.opened.path)
        if not found:
            self._tell(f"{word} is declared in no Go file here: a local name, a field, or another module's.")
        elif len(found) == 1:
            pane.open_at(found[0].path, found[0].start)
        else:
            self._find(f"Declarations of {word}", listed(found, "By name only."), "narrow by path or type")

    def _find(self, title: str, source: Source, placeholder: str, query: str = "") -> None:
        finder = Finder(title, source, placeholder, query)

        def answered(found: Found | None) -> None:
            if title.startswith("Text"):
                self._last_text = finder.query_text
            if found is not None:
                self._pane.open_at(found.path, found.line)

        self._pane.app.push_screen(finder, answered)

    def _tell(self, sentence: str) -> None:
        self._pane.notify(sentence, severity="warning", markup=False)


def nearest_first(found: Sequence[Located], path: str) -> list[Located]:
    """Symbols of the same file first, then of the same package, then the rest."""
    folder = path.rpartition("/")[0]

    def distance(symbol: Located) -> int:
        return 0 if symbol.path == path else 1 if symbol.path.rpartition("/")[0] == folder else 2

    return sorted(found, key=distance)
