"""What the repository of a code pane holds: its files and its symbols, read in threads."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from textual.content import Content
from textual.widget import Widget

from blistui.repo.repository import Repository
from blistui.repo.symbols.index import SymbolIndex
from blistui.repo.symbols.name_search import NameSearch
from screens.finder.code_names import names_at, names_of, symbols_at, symbols_of
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import MUTED, keys

Read = TypeVar("Read")


class Once(Generic[Read]):
    """What is read when it is first asked for; who asks meanwhile waits for it. For worker threads."""

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._lock = Lock()
        self._held: list[Read] = []

    def __call__(self) -> Read:
        """What was read. Raises what reading raises, and reads again when it is asked for again."""
        with self._lock:
            if not self._held:
                self._held.append(self._read())
            return self._held[0]


class CommitContents:
    """Files and symbols at one commit. Asking for them raises RepositoryError."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self.files: Once[NameSearch] = Once(lambda: names_at(repository, commit))
        self.index: Once[SymbolIndex] = Once(lambda: symbols_at(repository, commit))


class CodeContents:
    """The names to find in a repository, as far as they are known; `listed` is called when the files are,
    `indexed` when the symbols are.
    """

    def __init__(self, widget: Widget, listed: Callable[[], None], indexed: Callable[[], None]) -> None:
        self._widget = widget
        self._when_listed = listed
        self._when_indexed = indexed
        self.forget()

    @property
    def hint(self) -> Content:
        """What can be done while no file is open."""
        if not self._is_there:
            return Content.styled("There is no repository to show.", MUTED)
        if self._is_listed and not self.files.names:
            return Content.styled("The repository has no files.", MUTED)
        symbols = "a symbol" if self.index is not None else "a symbol (being read)"
        return keys(("f", "finds a file"), ("s", symbols), ("?", "a text"))

    def forget(self) -> None:
        """Know nothing: they were another repository's."""
        self._is_there = self._is_listed = False
        self.files = NameSearch(())
        """The files of the work tree."""
        self.index: SymbolIndex | None = None
        """The symbols of the work tree; None while they are being read."""
        self.reading: Once[SymbolIndex] | None = None
        """Waits for them; None without a repository."""
        self._commits: dict[str, CommitContents] = {}

    def read(self, repository: Repository) -> None:
        """Read files and symbols again; what was known stays until then."""
        self._is_there = True
        self.list_files(repository)
        self.reading = Once(lambda: symbols_of(repository))
        in_thread(self._widget, "index", self.reading, self._indexed)

    def list_files(self, repository: Repository) -> None:
        """Read the list of files again."""
        in_thread(self._widget, "list", lambda: names_of(repository), self._listed)

    def at_commit(self, repository: Repository, commit: str) -> CommitContents:
        """What a commit holds."""
        if commit not in self._commits:
            self._commits[commit] = CommitContents(repository, commit)
        return self._commits[commit]

    def _listed(self, files: NameSearch) -> None:
        self.files, self._is_listed = files, True
        self._when_listed()

    def _indexed(self, index: SymbolIndex) -> None:
        self.index = index
        self._when_indexed()
