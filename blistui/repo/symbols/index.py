"""The symbols of all Go files of a repository: exact, kept between runs, renewed file by file."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from blistui.repo.repository import Repository
from blistui.repo.symbols.build import indexed_files
from blistui.repo.symbols.filters import filters
from blistui.repo.symbols.indexed import KINDS, IndexedFile, index_data
from blistui.repo.symbols.name_search import NameSearch
from blistui.repo.symbols.worth import worth_of_kind, worth_of_path

_BATCH = 500
"""Files of a commit that are read at once: all of them would fill the memory."""


class Located(NamedTuple):
    """A symbol and where it is declared; lines count from 1, inclusive, without its doc comment."""

    path: str
    name: str
    kind: str
    receiver: str
    start: int
    end: int

    @property
    def qualified(self) -> str:
        """`Type.Method`, or the name alone."""
        return f"{self.receiver}.{self.name}" if self.receiver else self.name

    @property
    def at(self) -> str:
        """Its lines as a citation writes them."""
        return f"{self.path}:{self.start}" + (f"-{self.end}" if self.end > self.start else "")


class Package(NamedTuple):
    """A folder of Go files. `files` and `lines` (blank ones and comments included) do not count tests."""

    folder: str
    name: str
    doc: str
    files: int
    lines: int
    test_files: int


class SymbolIndex:
    """The symbols of the files, given by path in sorted order. It never changes; load a new one instead."""

    def __init__(self, files: Mapping[str, IndexedFile]) -> None:
        self.files = files
        self._paths = list(files)
        # How many symbols come before each file.
        self._before = array("I", accumulate((len(file.kinds) for file in files.values()), initial=0))

    def __len__(self) -> int:
        return self._before[-1]

    def in_file(self, path: str) -> tuple[Located, ...]:
        """The symbols of one file, in the order of their lines."""
        file = self.files.get(path)
        return tuple(_located(path, file)) if file is not None else ()

    def __iter__(self) -> Iterator[Located]:
        for path, file in self.files.items():
            yield from _located(path, file)

    @cached_property
    def tests(self) -> tuple[Located, ...]:
        """Functions that `go test` runs."""
        kind = KINDS.index("test")
        return tuple(
            symbol
            for path, file in self.files.items()
            if kind in file.kinds
            for symbol in _located(path, file)
            if symbol.kind == "test"
        )

    def named(self, name: str) -> tuple[Located, ...]:
        """All symbols of that name, given alone or as `Type.Method`."""
        rows = {row for start in "\n." for row in self._rows_of(f"{start}{name}\n")}
        return tuple(map(self.symbol, sorted(rows)))

    @cached_property
    def names(self) -> frozenset[str]:
        """All names that the code declares: symbols, alone and qualified, struct fields, packages."""
        found = set(self._joined.split("\n"))
        found |= {name.rpartition(".")[2] for name in found}
        for file in self.files.values():
            found.add(file.package)
            found.update(file.fields.split())
        return frozenset(found - {""})

    def packages(self) -> tuple[Package, ...]:
        """The packages by folder; the root's folder is empty."""
        folders: dict[str, list[tuple[str, IndexedFile]]] = {}
        for path, file in self.files.items():
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, []).append((name, file))
        return tuple(_package(folder, members) for folder, members in sorted(folders.items()))

    @cached_property
    def search(self) -> NameSearch:
        """The symbols by their qualified names, of several words some in their path.

        `symbol` makes one of the number that it gives.
        """
        names: list[str] = []
        owners: list[str] = []
        for path, file in self.files.items():
            if file.names:
                own = file.names.split("\n")
                names += own
                owners += [_called(path, file.package)] * len(own)
        return NameSearch(names, ".", self._path_of, owners, self._worth)

    def _path_of(self, number: int) -> str:
        return self._paths[bisect_right(self._before, number) - 1]

    def _worth(self, number: int) -> float:
        path, kind = self.about(number)
        return worth_of_path(path) + worth_of_kind(kind)

    def about(self, number: int) -> tuple[str, str]:
        """File and kind of the symbol with that number, sooner than the symbol."""
        at_file = bisect_right(self._before, number) - 1
        path = self._paths[at_file]
        return path, KINDS[self.files[path].kinds[number - self._before[at_file]]]

    def numbers_in(self, path: str) -> range:
        """The numbers of the symbols of a file."""
        at_file = bisect_left(self._paths, path)
        if self._paths[at_file : at_file + 1] != [path]:
            return range(0)
        return range(self._before[at_file], self._before[at_file + 1])

    def symbol(self, number: int) -> Located:
        """The symbol with that number, counted through all files."""
        at_file = bisect_right(self._before, number) - 1
        path = self._paths[at_file]
        file, at = self.files[path], number - self._before[at_file]
        return _at(path, file, at, file.names.split("\n", at + 1)[at])

    def find(self, query: str, limit: int = 50) -> tuple[Located, ...]:
        """The symbols that match what a person typed, with filters, best first."""
        asked = filters(query)
        choice = (lambda number: asked.takes(*self.about(number))) if asked.is_choosy else None
        *_, best = self.search.find(asked.words, limit, choice)
        return tuple(map(self.symbol, best))

    def _rows_of(self, pattern: str) -> Iterator[int]:
        """Numbers of the names that end with `pattern`, which begins with a dot or a newline."""
        row, counted, text = -1, 0, self._joined
        at = text.find(pattern)
        while at >= 0:
            # A pattern that begins with a newline begins one character before its row.
            inside = at + 1 if pattern[0] == "\n" else at
            row += text.count("\n", counted, inside)
            counted = inside
            yield row
            at = text.find(pattern, at + 1)

    @cached_property
    def _joined(self) -> str:
        """All names, a newline before and after each, to search in at once."""
        names = "\n".join(file.names for file in self.files.values() if file.names)
        return f"\n{names}\n" if names else ""


def load_index(repo: Repository, separately: bool = False) -> SymbolIndex:
    """The index of the repository as its files are now; fast when little changed since the last time.

    With `separately`, work that takes long is done in a process of its own, so that a screen stays smooth
    while a thread waits here. Raises RepositoryError when the files cannot be listed.
    """
    return SymbolIndex(indexed_files(repo, separately))


def index_at(repo: Repository, commit: str) -> SymbolIndex:
    """The symbols of the Go files at `commit`, a full hash; symbolic links are left out, as on disk.

    Nothing is kept between runs. Raises RepositoryError when the commit cannot be read.
    """
    tree = repo.objects.tree(commit)
    blobs = {path: blob for path, (mode, blob) in sorted(tree.items()) if _is_go_file(path, mode)}
    paths = list(blobs)
    files: dict[str, IndexedFile] = {}
    for start in range(0, len(paths), _BATCH):
        found = repo.read_blobs({path: blobs[path] for path in paths[start : start + _BATCH]})
        files |= {path: index_data(data) for path, data in sorted(found.items())}
    return SymbolIndex(files)


def _called(path: str, package: str) -> str:
    """What the package of a file is called where it is used; a program is called as its folder."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return folder if package == "main" and folder else package.removesuffix("_test")


def _is_go_file(path: str, mode: str) -> bool:
    return path.endswith(".go") and mode.startswith("100")


def _located(path: str, file: IndexedFile) -> Iterator[Located]:
    if file.kinds:
        for at, name in enumerate(file.names.split("\n")):
            yield _at(path, file, at, name)


def _at(path: str, file: IndexedFile, at: int, qualified: str) -> Located:
    spans = memoryview(file.spans).cast("I")
    receiver, _, name = qualified.rpartition(".")
    return Located(path, name, KINDS[file.kinds[at]], receiver, spans[2 * at], spans[2 * at + 1])


def _package(folder: str, members: list[tuple[str, IndexedFile]]) -> Package:
    code = [(name, file) for name, file in members if not name.endswith("_test.go")]
    named = code or members
    names = Counter(file.package for _, file in named if file.package)
    name = names.most_common(1)[0][0] if names else ""
    # A comment that follows the convention before one that is only there, such as a file's own.
    docs = sorted(
        (not file.doc.startswith(f"Package {name} "), path, file.doc) for path, file in code if file.doc
    )
    return Package(
        folder,
        name,
        docs[0][2] if docs else "",
        len(code),
        sum(file.lines for _, file in code),
        len(members) - len(code),
    )
