"""Opens the finders of files, symbols, texts and of the outline, and goes where they answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from functools import partial

from blistui.repo.go.outline import enclosing
from screens.code_pane.contents import CommitContents
from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_pane.results import Results
from screens.code_view.place import CodePlace
from screens.code_view.reader import read_text
from screens.code_view.text import CodeText
from screens.finder.code_names import file_source, outline_source, symbol_source
from screens.finder.finder import Finder
from screens.finder.source import Found, Source, listing, prepared
from screens.finder.text_search import text_source

_CITED, _LATEST = 6.0, 12.0
"""Points of a file that the plan cites, and of the one looked at last."""
NO_FILE = "No file is open: f finds one."
UNREAD = "The symbols are still being read."


class CodeFinders:
    """Knows what is there to find on the side that is looked at."""

    def __init__(self, pane: CodeParts, navigator: CodeNavigator) -> None:
        self._pane = pane
        self._navigator = navigator
        self._last_text = ""
        self.results = Results(pane, navigator)

    @property
    def side(self) -> str | None:
        """The version that is looked at, which questions are about: a commit, or None for the work tree."""
        return self._pane.opened.at if self._pane.opened is not None else None

    def at_commit(self, commit: str) -> CommitContents:
        """What a commit holds."""
        assert self._pane.repository is not None
        return self._pane.contents.at_commit(self._pane.repository, commit)

    def files(self) -> None:
        """Find a file."""
        at, hint, likely = self.side, "parts of a path, or its letters in order; -test", self._likely()
        if at is None:
            self.find("Files", file_source(self._pane.contents.files, None, likely), hint)
        else:
            contents = self.at_commit(at)
            source = prepared(
                lambda: file_source(contents.files(), at, likely), "Reading the list of files …"
            )
            self.find("Files", source, hint)

    def symbols(self) -> None:
        """Find a symbol of the repository."""
        at, index, likely = self.side, self._pane.contents.index, self._likely()
        hint = "name, receiver, package, path; #func #type #method; -test"
        if at is not None:
            contents = self.at_commit(at)
            source = prepared(lambda: symbol_source(contents.index(), at, likely), "Reading the symbols …")
            self.find("Symbols", source, hint)
        elif index is not None:
            self.find("Symbols", symbol_source(index, None, likely), hint)
        elif (reading := self._pane.contents.reading) is not None:
            # Opened at once: what is typed next is a name, not commands.
            source = prepared(lambda: symbol_source(reading(), None, likely), "Reading the symbols …")
            self.find("Symbols", source, hint)
        else:
            self.warn(UNREAD)

    def _likely(self) -> dict[str, float]:
        """Points for files looked at before, and for those cited; the one that is open is no aim."""
        cited = (citation.at for own in self._pane.citations.values() for citation in own)
        points = dict.fromkeys((at.rpartition(":")[0] for at in cited), _CITED)
        for number, path in enumerate(self._navigator.recent):
            points[path] = points.get(path, 0) + _LATEST - number
        if self._pane.opened is not None:
            points.pop(self._pane.opened.path, None)
        return points

    def text(self) -> None:
        """Find a text in all files."""
        assert self._pane.repository is not None
        source = text_source(self._pane.repository, tuple(self._pane.contents.files.names), self.side)
        self.find(
            "Text in all files",
            source,
            "as written; a capital minds case; -e regexp, -w word, -test, in:PATH",
            self._last_text,
            remember=partial(setattr, self, "_last_text"),
            stays=True,
        )

    def last_results(self) -> None:
        """Open the list that was walked through again."""
        results = self.results
        if not results.places:
            self.warn("There are no results yet: a question such as u, r or ? makes some.")
            return

        async def all_places() -> AsyncGenerator[list[Found], None]:
            yield list(results.places)

        source = listing(all_places, lambda kept: f"{len(kept)} of {len(results.places)}")
        self.find(results.title, source, "narrow by path or text", first=max(results.at, 0), stays=True)

    def outline(self) -> None:
        """Find a symbol of the file shown."""
        pane = self._pane
        if pane.opened is None:
            self.warn(NO_FILE)
        elif not pane.symbols:
            self.warn("This file has no Go symbols.")
        else:
            source = outline_source(pane.opened.path, pane.opened.at, pane.symbols)
            around = enclosing(pane.symbols, pane.view.place.line)
            first = list(pane.symbols).index(around) if around is not None else 0
            self.find(f"Symbols of {pane.opened.path}", source, "part of a name", first=first)

    def find(
        self,
        title: str | Callable[[], str],
        source: Source,
        placeholder: str,
        query: str = "",
        keep: Callable[[], bool] | None = None,
        note: str = "",
        remember: Callable[[str], None] | None = None,
        first: int = 0,
        stays: bool = False,
    ) -> None:
        """Open a finder, and the place that it answers; the highlight begins on the row `first`.

        `remember` is given what was typed. A list that `stays` is walked through afterwards.
        """
        repository, at = self._pane.repository, self.side
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
            if stays and finder.results.items:
                self.results.take(finder.titled, finder.results.items, found)
            if found is not None:
                self._navigator.open_at(found.place, word=found.word)

        self._pane.app.push_screen(finder, answered)

    def warn(self, sentence: str) -> None:
        """Say why nothing was found."""
        self._pane.notify(sentence, severity="warning", markup=False)
