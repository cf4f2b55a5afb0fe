"""The questions put to the code: each opens a finder or goes straight to the one answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from blistui.plan.tables.citation import Query
from blistui.repo.citations.capture import verify
from blistui.repo.errors import CitationError
from blistui.repo.places import parse_place
from blistui.repo.queries.kept import KeptCode
from blistui.repo.repository import Repository
from screens.code_pane.definitions import BY_NAME, Definitions, definitions, nearest_first
from screens.code_pane.difference import Difference, DifferenceView, of_cited_file, of_file
from screens.code_pane.finders import NO_FILE, UNREAD, CodeFinders
from screens.code_pane.history import chosen_lines, history_source, span
from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_pane.usage import USAGES, UsageAnswer
from screens.code_view.place import CodePlace
from screens.code_view.reader import OpenFile
from screens.finder.code_names import declarations
from screens.finder.text_search import word_source
from screens.widgets.in_thread import in_thread

_NO_NAME = "Put the cursor on a name."
_KEYWORDS = frozenset(["const", "func", "import", "interface", "map", "package", "struct", "type", "var"])
_LINES = re.compile(r"[0-9 ,-]+")
_FULL_HASH = 40


class CodeQuestions:
    """Opens the finder for a question and goes where its answer is."""

    def __init__(self, pane: CodeParts, navigator: CodeNavigator, keep: Callable[[Query], object]) -> None:
        """`keep` takes an answer that is to be kept as evidence."""
        self._pane = pane
        self._navigator = navigator
        self._keep_query = keep
        self._finders = CodeFinders(pane, navigator)
        self._code: tuple[Repository, KeptCode] | None = None

    def ask(self, question: str) -> None:
        """Ask where something is: a file, a symbol, a text; or what the word under the cursor is."""
        if self._pane.repository is None:
            self._finders.warn("There is no repository to look into.")
            return
        match question:
            case "files":
                self._finders.files()
            case "symbols":
                self._finders.symbols()
            case "text":
                self._finders.text()
            case "outline":
                self._finders.outline()
            case "definition":
                self._definition(self._pane.view.word_at_cursor)
            case "difference":
                self._difference()
            case "history":
                self._history()
            case _:
                self._usage(question)

    def go_to(self, text: str) -> None:
        """Go to a line (`12`), select lines (`12-20`), open `path` or `path:12`, in any form of it."""
        pane = self._pane
        text = text.strip().removeprefix(":")
        if not _LINES.fullmatch(text) and ":" not in text and "#L" not in text:
            if text:
                self._navigator.open_at(CodePlace(text, 0, self._finders.side))
            return
        here = f"{pane.opened.path}:{text}" if pane.opened and _LINES.fullmatch(text) else text
        try:
            location = parse_place(here)
        except CitationError as error:
            self._finders.warn(str(error))
            return
        first, last = location.ranges[0]
        ranges = location.ranges if len(location.ranges) > 1 or first != last else ()
        # A branch in an address stands for what is looked at; only a full hash is a version.
        at = location.commit if len(location.commit) == _FULL_HASH else self._finders.side
        self._navigator.open_at(CodePlace(location.path, first, at), ranges)

    def _definition(self, word: str) -> None:
        pane = self._pane
        opened, index, repository = pane.opened, pane.contents.index, pane.repository
        if opened is None or repository is None:
            self._finders.warn(NO_FILE)
        elif not word:
            self._finders.warn(_NO_NAME)
        elif opened.at is None and index is None:
            self._finders.warn(UNREAD)
        else:
            place, column = pane.view.place, pane.view.place.index
            at, contents = opened.at, self._finders.at_commit(opened.at) if opened.at else None

            def find() -> Definitions:
                symbols = contents.index() if contents is not None else index
                assert symbols is not None
                if not opened.is_go:
                    return Definitions(symbols.named(word), None, BY_NAME)
                question = partial(definitions, symbols, opened.path, place.line, column)
                return self._kept(repository).ask(at, question)

            in_thread(pane, "definition", find, partial(self._show_definitions, opened, word))

    def _show_definitions(self, asked_in: OpenFile, word: str, answer: Definitions) -> None:
        if self._pane.opened is not asked_in:
            return  # Another file has been opened meanwhile.
        at, found = asked_in.at, nearest_first(answer.found, asked_in.path)
        if answer.line is not None:
            self._navigator.open_at(CodePlace(asked_in.path, answer.line, at), word=word)
        elif not found:
            nowhere = f"{word} is declared in no Go file here: a field, or another module's."
            self._finders.warn(nowhere if answer.note.startswith(BY_NAME) else answer.note or nowhere)
        elif len(found) == 1 and not answer.note:
            self._navigator.open_at(CodePlace(found[0].path, found[0].start, at), word=word)
        else:
            source = declarations(found, at)
            title = f"Declarations of {word}"
            self._finders.find(title, source, "narrow by path or kind", note=answer.note, stays=True)

    def _usage(self, question: str) -> None:
        pane = self._pane
        word, opened, repository = pane.view.word_at_cursor, pane.opened, pane.repository
        if opened is None or repository is None:
            self._finders.warn(NO_FILE)
        elif not word:
            self._finders.warn(_NO_NAME)
        elif not opened.is_go:
            # Outside of Go a name is only a word: list the lines that hold it.
            source = word_source(repository, tuple(pane.contents.files.names), word, opened.at)
            title = f"Lines that hold {word}"
            self._finders.find(title, source, "narrow by path or text", note=BY_NAME, stays=True)
        else:
            name, column = self._asked(word)
            place = CodePlace(opened.path, pane.view.place.line, opened.at)
            answer = UsageAnswer(self._kept(repository), question, name, place, column)
            keep = partial(self._keep, answer) if pane.keeps_answers else None
            source = answer.source()
            self._finders.find(
                lambda: answer.title,
                source,
                "narrow by path, symbol or text",
                keep=keep,
                note=USAGES[question].known_by,
                stays=True,
            )

    def _keep(self, answer: UsageAnswer) -> bool:
        if answer.query is None:
            self._finders.warn("There is no answer to keep.")
            return False
        self._keep_query(answer.query)
        return True

    def _asked(self, word: str) -> tuple[str, int]:
        """The name that is asked about and the characters before it: at a keyword the one it declares."""
        place = self._pane.view.place
        if word in _KEYWORDS:
            declared = [symbol for symbol in self._pane.symbols if symbol.start == place.line]
            text = self._pane.view.text.line(place.line)
            for symbol in declared:
                found = re.search(rf"\b{re.escape(symbol.name)}\b(?!\s+[*\w]+\))", text)
                if found is not None:
                    return symbol.name, found.start()
        return word, place.index

    def _kept(self, repository: Repository) -> KeptCode:
        if self._code is None or self._code[0] is not repository:
            self._code = repository, KeptCode(repository)
        return self._code[1]

    def results(self) -> None:
        """Open the last list again."""
        if self._pane.repository is not None:
            self._finders.last_results()

    def walk(self, step: int) -> None:
        """Go to another place of the last list."""
        self._finders.results.walk(step)

    def forget(self) -> None:
        """The repository is another one."""
        self._finders.results.forget()

    def _history(self) -> None:
        pane = self._pane
        repository, opened, base = pane.repository, pane.opened, pane.base
        if repository is None or opened is None:
            self._finders.warn(NO_FILE)
            return
        lines = chosen_lines(pane.view)
        source = history_source(repository, CodePlace(opened.path, lines[0], opened.at), lines, base)
        since = f"since {base[:8]}" if base else "ever"
        self._finders.find(f"History of {span(lines)} {since}", source, "narrow by author or subject")

    def _difference(self) -> None:
        pane = self._pane
        repository, opened, base, line = pane.repository, pane.opened, pane.base, pane.first_line
        if repository is None or opened is None or not base:
            self._finders.warn("The plan has no base commit yet." if opened else NO_FILE)
            return
        marked = pane.view.cited.at(line)
        cited = marked[0].mark.citation if marked else None
        here = CodePlace(opened.path, line, opened.at)

        def compare() -> Difference:
            if cited is not None:
                return of_cited_file(repository, verify(repository, cited, base), here, base)
            return of_file(repository, here, base)

        def answered(place: CodePlace | None) -> None:
            if place is not None:
                self._navigator.open_at(place)

        def show(difference: Difference) -> None:
            pane.app.push_screen(DifferenceView(difference, here), answered)

        in_thread(pane, "difference", compare, show)
