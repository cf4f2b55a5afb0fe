"""The questions put to the code: each opens a finder or goes straight to the one answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from blistui.plan.tables.citation import Query
from blistui.repo.citations.capture import verify
from blistui.repo.errors import CitationError
from blistui.repo.go.outline import enclosing
from blistui.repo.location import parse_at
from blistui.repo.queries.kept import KeptCode
from blistui.repo.repository import Repository
from screens.code_pane.contents import CommitContents
from screens.code_pane.definitions import BY_NAME, Definitions, definitions, nearest_first
from screens.code_pane.difference import Difference, DifferenceView, of_cited_file, of_file
from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_pane.usage import USAGES, UsageAnswer
from screens.code_view.place import CodePlace
from screens.code_view.reader import OpenFile, read_text
from screens.code_view.text import CodeText
from screens.finder.code_names import declarations, file_source, outline_source, symbol_source
from screens.finder.finder import Finder
from screens.finder.source import Found, Source, prepared
from screens.finder.text_search import text_source, word_source
from screens.widgets.in_thread import in_thread

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
        self._code: tuple[Repository, KeptCode] | None = None

    def ask(self, question: str) -> None:
        """Ask where something is: a file, a symbol, a text; or what the word under the cursor is."""
        if self._pane.repository is None:
            self._warn("There is no repository to look into.")
            return
        match question:
            case "files":
                self._files()
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
                self._navigator.open_at(CodePlace(text, 0, self._side))
            return
        here = f"{pane.opened.path}:{text}" if pane.opened and _LINES.fullmatch(text) else text
        try:
            location = parse_at(here)
        except CitationError as error:
            self._warn(str(error))
            return
        first, last = location.ranges[0]
        ranges = location.ranges if len(location.ranges) > 1 or first != last else ()
        self._navigator.open_at(CodePlace(location.path, first, self._side), ranges)

    @property
    def _side(self) -> str | None:
        """The version that is looked at, which questions are about: a commit, or None for the work tree."""
        return self._pane.opened.at if self._pane.opened is not None else None

    def _commit_contents(self, commit: str) -> CommitContents:
        assert self._pane.repository is not None
        return self._pane.contents.at_commit(self._pane.repository, commit)

    def _files(self) -> None:
        at, hint = self._side, "part of a path, or its letters in order"
        if at is None:
            self._find("Files", file_source(self._pane.contents.files, None), hint)
        else:
            contents = self._commit_contents(at)
            source = prepared(lambda: file_source(contents.files(), at), "Reading the list of files …")
            self._find("Files", source, hint)

    def _symbols(self) -> None:
        at, index, hint = self._side, self._pane.contents.index, "part of a name, or its letters in order"
        if at is not None:
            contents = self._commit_contents(at)
            source = prepared(lambda: symbol_source(contents.index(), at), "Reading the symbols …")
            self._find("Symbols", source, hint)
        elif index is None:
            self._warn(_UNREAD)
        else:
            self._find("Symbols", symbol_source(index, None), hint)

    def _text(self, query: str) -> None:
        assert self._pane.repository is not None
        source = text_source(self._pane.repository, tuple(self._pane.contents.files.names), self._side)
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
            source = outline_source(pane.opened.path, pane.opened.at, pane.symbols)
            around = enclosing(pane.symbols, pane.view.place.line)
            first = list(pane.symbols).index(around) if around is not None else 0
            self._find(f"Symbols of {pane.opened.path}", source, "part of a name", first=first)

    def _definition(self, word: str) -> None:
        pane = self._pane
        opened, index, repository = pane.opened, pane.contents.index, pane.repository
        if opened is None or repository is None:
            self._warn(_NO_FILE)
        elif not word:
            self._warn(_NO_NAME)
        elif opened.at is None and index is None:
            self._warn(_UNREAD)
        else:
            place, column = pane.view.place, pane.view.place.index
            at, contents = opened.at, self._commit_contents(opened.at) if opened.at else None

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
            self._warn(nowhere if answer.note.startswith(BY_NAME) else answer.note or nowhere)
        elif len(found) == 1 and not answer.note:
            self._navigator.open_at(CodePlace(found[0].path, found[0].start, at), word=word)
        else:
            source = declarations(found, at)
            self._find(f"Declarations of {word}", source, "narrow by path or kind", note=answer.note)

    def _usage(self, question: str) -> None:
        pane = self._pane
        word, opened, repository = pane.view.word_at_cursor, pane.opened, pane.repository
        if opened is None or repository is None:
            self._warn(_NO_FILE)
        elif not word:
            self._warn(_NO_NAME)
        elif not opened.is_go:
            # Outside of Go a name is only a word: list the lines that hold it.
            source = word_source(repository, tuple(pane.contents.files.names), word, opened.at)
            self._find(f"Lines that hold {word}", source, "narrow by path or text", note=BY_NAME)
        else:
            name, column = self._asked(word)
            place = CodePlace(opened.path, pane.view.place.line, opened.at)
            answer = UsageAnswer(self._kept(repository), question, name, place, column)
            keep = partial(self._keep, answer) if pane.keeps_answers and question != "references" else None
            source = answer.source()
            self._find(
                lambda: answer.title,
                source,
                "narrow by path, symbol or text",
                keep=keep,
                note=USAGES[question].known_by,
            )

    def _keep(self, answer: UsageAnswer) -> bool:
        if answer.query is None:
            self._warn("There is no answer to keep.")
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

    def _difference(self) -> None:
        pane = self._pane
        repository, opened, base, line = pane.repository, pane.opened, pane.base, pane.first_line
        if repository is None or opened is None or not base:
            self._warn("The plan has no base commit yet." if opened else _NO_FILE)
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

    def _find(
        self,
        title: str | Callable[[], str],
        source: Source,
        placeholder: str,
        query: str = "",
        keep: Callable[[], bool] | None = None,
        note: str = "",
        remember: Callable[[str], None] | None = None,
        first: int = 0,
    ) -> None:
        """Open a finder, and the place that it answers; the highlight begins on the row `first`.

        `remember` is given what was typed.
        """
        repository, at = self._pane.repository, self._side
        assert repository is not None

        def read(place: CodePlace) -> CodeText:
            return read_text(repository, place.path, place.at)

        def named() -> str:
            text = title if isinstance(title, str) else title()
            return f"{text} at {at[:8]}" if at else text

        finder = Finder(named, source, placeholder, query, read, keep, note, first)

        def answered(found: Found | None) -> None:
            if remember is not None:
                remember(finder.query_text)
            if found is not None:
                self._navigator.open_at(found.place, word=found.word)

        self._pane.app.push_screen(finder, answered)

    def _warn(self, sentence: str) -> None:
        self._pane.notify(sentence, severity="warning", markup=False)
