"""What the repository of a code pane holds: its files and its symbols, read in threads."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from blistui.repo.repository import Repository
from blistui.repo.symbols.index import SymbolIndex
from blistui.repo.symbols.name_search import NameSearch
from screens.finder.code_names import names_of, symbols_of
from screens.widgets.in_thread import in_thread


class CodeContents:
    """The names to find in a repository, as far as they are known; `listed` is called when the files are."""

    def __init__(self, widget: Widget, listed: Callable[[], None]) -> None:
        self._widget = widget
        self._when_listed = listed
        self.forget()

    @property
    def hint(self) -> str:
        """What can be done while no file is open."""
        if not self._is_there:
            return "There is no repository to show."
        is_empty = self._is_listed and not self.files.names
        return "The repository has no files." if is_empty else "f finds a file, s a symbol, ? a text"

    def forget(self) -> None:
        """Know nothing: they were another repository's."""
        self._is_there = self._is_listed = False
        self.files = NameSearch(())
        self.index: SymbolIndex | None = None

    def read(self, repository: Repository) -> None:
        """Read files and symbols again; what was known stays until then."""
        self._is_there = True
        in_thread(self._widget, "list", lambda: names_of(repository), self._listed)
        in_thread(self._widget, "index", lambda: symbols_of(repository), self._indexed)

    def _listed(self, files: NameSearch) -> None:
        self.files, self._is_listed = files, True
        self._when_listed()

    def _indexed(self, index: SymbolIndex) -> None:
        self.index = index
