"""The questions put to the code: each opens a finder or goes straight to the one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from blistui.plan.citation import Citation, Query
from blistui.repo.citations.capture import verify
from blistui.repo.errors import CitationError
from blistui.repo.location import parse_at
from blistui.repo.symbols.index import Located
from screens.code_pane.difference import Difference, DifferenceView, of_cited_file, of_file
from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_pane.usage import USAGES, UsageAnswer
from screens.code_view.ranges import covers
from screens.code_view.reader import read_text
from screens.finder.code_names import declarations, file_source, outline_source, symbol_source
from screens.finder.finder import Finder
from screens.finder.source import Found, Source
from screens.finder.text_search import text_source, word_source
from screens.widgets.in_thread import in_thread

_BY_NAME = "by name only"
_NO_NAME = "Put the cursor on a name."
_UNREAD = "The symbols are still being read."
_NO_FILE = "No file is open: f finds one."
_KEYWORDS = frozenset(["const", "func", "import", "interface", "map", "package", "struct", "type", "var"])
_LINES = re.compile(r"[0-9 ,-]+")


class CodeQuestions:
    """Opens the finder for a question and goes where its answer is."""

    def __init__(self, pane: CodeParts, navigator: CodeNavigator, keep: Callable[[Query], object]) -> None:
        """`keep` takes an answer that is to be kept as evidence."""
        self._pane = pane
        self._navigator = navigator
        self._keep_query = keep
        self._last_text = ""

    def ask(self, question: str) -> None:
        """Ask where something is: a file, a symbol, a text; or what the word under the cursor is."""
        if self._pane.repository is None:
            self._warn("There is no repository to look into.")
            return
        match question:
            case "files":
                self._find(
                    "Files", file_source(self._pane.contents.files), "part of a path, or its letters in order"
                )
            case "symbols":
                self._symbols()
            case "text":
                self._text(self._last_text)
            case "outline":
                self._outline()
            case "definition":
                self._definition(self._pane.view.word_at_cursor)
            case "difference":
                self._difference()
            case _:
                self._usage(question)

    def go_to(self, text: str) -> None:
        """Go to a line (`12`), select lines (`12-20`), open `path` or `path:12`."""
        pane = self._pane
        text = text.strip()
        if not _LINES.fullmatch(text) and ":" not in text:
            if text:
                self._navigator.open_at(text, 0)
            return
        here = f"{pane.opened.path}:{text}" if pane.opened and _LINES.fullmatch(text) else text
        try:
            location = parse_at(here)
        except CitationError as error:
            self._warn(str(error))
            return
        at = pane.opened.at if pane.opened and pane.opened.path == location.path else None
        first, last = location.ranges[0]
        ranges = location.ranges if len(location.ranges) > 1 or first != last else ()
        self._navigator.open_at(location.path, first, ranges, at)

    def _symbols(self) -> None:
        index = self._pane.contents.index
        if index is None:
            self._warn(_UNREAD)
        else:
            self._find("Symbols", symbol_source(index), "part of a name, or its letters in order")

    def _text(self, query: str) -> None:
        assert self._pane.repository is not None
        source = text_source(self._pane.repository, tuple(self._pane.contents.files.names))
        self._find(
            "Text in all files",
            source,
            "as written; case matters with a capital",
            query,
            remember=partial(setattr, self, "_last_text"),
        )

    def _outline(self) -> None:
        pane = self._pane
        if pane.opened is None:
            self._warn(_NO_FILE)
        elif not pane.symbols:
            self._warn("This file has no Go symbols.")
        else:
            source = outline_source(pane.opened.path, pane.symbols)
            self._find(f"Symbols of {pane.opened.path}", source, "part of a name")

    def _definition(self, word: str) -> None:
        pane = self._pane
        if pane.opened is None or pane.contents.index is None or not word:
            unread = _UNREAD if pane.contents.index is None else _NO_NAME
            self._warn(unread if pane.opened is not None else _NO_FILE)
            return
        found = nearest_first(pane.contents.index.named(word), pane.opened.path)
        if not found:
            self._warn(f"{word} is declared in no Go file here: a local name, a field, or another module's.")
        elif len(found) == 1:
            self._navigator.open_at(found[0].path, found[0].start, word=word)
        else:
            self._find(
                f"Declarations of {word}", declarations(found), "narrow by path or kind", note=_BY_NAME
            )

    def _usage(self, question: str) -> None:
        pane = self._pane
        word, opened, repository = pane.view.word_at_cursor, pane.opened, pane.repository
        if opened is None or repository is None:
            self._warn(_NO_FILE)
        elif not word:
            self._warn(_NO_NAME)
        elif not opened.is_go:
            # Outside of Go a name is only a word: list the lines that hold it.
            source = word_source(repository, tuple(pane.contents.files.names), word)
            self._find(f"Lines that hold {word}", source, "narrow by path or text", note=_BY_NAME)
        else:
            subject = self._subject(word)
            answer = UsageAnswer(repository, question, subject, opened.at)
            keep = partial(self._keep, answer) if pane.keeps_answers and question != "references" else None
            source = answer.source()
            self._find(
                lambda: answer.title,
                source,
                "narrow by path, symbol or text",
                at=opened.at,
                keep=keep,
                note=USAGES[question].known_by,
            )

    def _keep(self, answer: UsageAnswer) -> bool:
        if answer.query is None:
            self._warn("There is no answer to keep.")
            return False
        self._keep_query(answer.query)
        return True

    def _subject(self, word: str) -> str:
        """What is asked about: at a declaration the symbol, by its qualified name; else the word."""
        line = self._pane.view.place.line
        declared = [symbol for symbol in self._pane.symbols if symbol.start == line]
        named = [symbol.qualified for symbol in declared if symbol.name == word]
        if not named and word in _KEYWORDS:
            named = [symbol.qualified for symbol in declared]
        return named[0] if named else word

    def _difference(self) -> None:
        pane = self._pane
        repository, opened, base, line = pane.repository, pane.opened, pane.base, pane.view.place.line
        if repository is None or opened is None or not base:
            self._warn("The plan has no base commit yet." if opened else _NO_FILE)
            return
        label = pane.cited.get(opened.path, {}).get(line, "")
        cited = next((c for c in pane.citations.get(label, ()) if holds(c, opened.path, line)), None)

        def compare() -> Difference:
            if cited is not None:
                return of_cited_file(repository, verify(repository, cited, base), opened.path, base)
            return of_file(repository, opened.path, base)

        in_thread(pane, "difference", compare, lambda found: self.show_difference(found, line))

    def show_difference(self, difference: Difference, line: int = 0) -> None:
        """Show a difference, beginning near a line; go where the reader wants from there."""

        def answered(place: Found | None) -> None:
            if place is not None:
                self._navigator.open_at(place.path, place.line)

        self._pane.app.push_screen(DifferenceView(difference, line), answered)

    def _find(
        self,
        title: str | Callable[[], str],
        source: Source,
        placeholder: str,
        query: str = "",
        at: str | None = None,
        keep: Callable[[], bool] | None = None,
        note: str = "",
        remember: Callable[[str], None] | None = None,
    ) -> None:
        """Open a finder; the place it answers is opened at the commit `at`, or in the work tree.

        `remember` is given what was typed.
        """
        repository = self._pane.repository
        assert repository is not None
        read = partial(read_text, repository, at=at)
        named = (lambda: title) if isinstance(title, str) else title
        finder = Finder(named, source, placeholder, query, read, keep, note)

        def answered(found: Found | None) -> None:
            if remember is not None:
                remember(finder.query_text)
            if found is not None:
                self._navigator.open_at(found.path, found.line, at=at, word=found.word)

        self._pane.app.push_screen(finder, answered)

    def _warn(self, sentence: str) -> None:
        self._pane.notify(sentence, severity="warning", markup=False)


def holds(citation: Citation, path: str, line: int) -> bool:
    """Whether the citation names this line."""
    try:
        location = parse_at(citation.at)
    except CitationError:
        return False
    return location.path == path and covers(location.ranges, line)


def nearest_first(found: Sequence[Located], path: str) -> list[Located]:
    """Symbols of the same file first, then of the same package, then the rest."""
    folder = path.rpartition("/")[0]

    def distance(symbol: Located) -> int:
        return 0 if symbol.path == path else 1 if symbol.path.rpartition("/")[0] == folder else 2

    return sorted(found, key=distance)
