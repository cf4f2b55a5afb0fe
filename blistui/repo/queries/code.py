"""The Go code of a repository, for questions: a file is parsed when it holds what is looked for."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.queries.file import GoFile, one_line
from blistui.repo.queries.words import LETTER, places_of_word
from blistui.repo.repository import Repository
from blistui.repo.text import decode, shown

if TYPE_CHECKING:
    from blistui.repo.go.declarations import DeclaredFile
    from blistui.repo.go.outline import Row
    from blistui.repo.queries.packages import Packages

_KEPT_BYTES = 8_000_000
"""Bytes of source whose trees are kept: these, and what is noted of them, are a hundred times as large."""
_WORD = pattern(LETTER + rb"+")
_BLANK = bytes(byte if byte == 10 else 32 for byte in range(256))
_SHOWN = (b"package", b"import")
_REPLACED = pattern(rb"^(?:replace)?[ \t]*(\S+)(?:[ \t]+v\S+)?[ \t]+=>[ \t]+(\.\S*)", re.MULTILINE)
_MODULE = pattern(rb"^module[ \t]+\"?([^\s\"]+)", re.MULTILINE)


class GoCode:
    """The Go files of a repository in the work tree, or at the commit `at`; a file is read when asked for.

    `files` are all files of the work tree, when a caller has listed them already. Where many questions will
    follow, all files are parsed `ahead`, with the first that needs any. Raises RepositoryError for a commit
    that cannot be read.
    """

    def __init__(
        self,
        repo: Repository,
        at: str | None = None,
        files: tuple[str, ...] | None = None,
        ahead: bool = False,
    ) -> None:
        self.repo = repo
        self.commit = repo.resolve(at) if at else None
        if at and self.commit is None:
            raise RepositoryError(f"commit {shown(at)} cannot be read in this repository")
        self._files = files
        self._ahead = ahead
        self._opened = _Opened()
        self._broken: dict[str, bool] = {}
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._declared: dict[str, DeclaredFile] = {}
        self.looked_at = 0
        """How many files were looked at in the pass over all that is going on, or was the last."""
        self.unread: dict[str, str] = {}
        """Go files that cannot be read, and why."""
        self.given_up: list[str] = []
        """Files that take too long to parse: what is found in the others is not all there is."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All Go files, sorted. Raises RepositoryError when they cannot be listed."""
        return tuple(path for path in self.files if path.endswith(".go"))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files, sorted. Raises RepositoryError when they cannot be listed."""
        if self.commit is None:
            return self.repo.files() if self._files is None else self._files
        return tuple(sorted(self.repo.objects.tree(self.commit)))

    def holding(self, *words: str) -> Iterator[GoFile]:
        """The files in which all `words` occur somewhere."""
        wanted = [word.encode() for word in words]
        for path, source in self.sources:
            if all(word in source for word in wanted):
                yield self.file(path)

    def file(self, path: str) -> GoFile:
        """One of the Go files, parsed when it is looked into."""
        return self._opened.file(path, "") or self._opened.keep(
            GoFile(path, self._by_path[path], self.given_up), "", len(self._by_path[path])
        )

    def forget(self) -> None:
        """Let go of all that was parsed, which is large."""
        self._opened.forget()

    def anew(self) -> GoCode:
        """The same files as they were read, of which nothing is parsed and none given up."""
        found = GoCode(self.repo, self.commit, self.files)
        found.sources = self.sources
        found._rows, found._declared = self._rows, self._declared
        return found

    def is_broken(self, path: str) -> bool:
        """Whether anything in a Go file cannot be parsed, or the whole not in time."""
        found = self._broken.get(path)
        if found is None:
            file = self.file(path)
            found = self._broken[path] = not file.parse() or file.is_broken
        return found

    @cached_property
    def _all_fit(self) -> bool:
        """Whether the trees of all files can be kept."""
        return sum(len(source) for _, source in self.sources) <= _KEPT_BYTES

    def _parse_ahead(self) -> None:
        """Parse all files, if they can be kept: it takes as long as three questions that parse their own."""
        self._ahead = False
        if self._all_fit:
            for path, _ in self._passed(self.sources):
                if not self.file(path).parse():
                    # There may be more that were made to be slow.
                    break

    def around(self, word: str) -> Iterator[GoFile]:
        """The files in which a word occurs; see `part`."""
        if self._ahead:
            self._parse_ahead()
        for path, source in self._passed(self.sources):
            if any(places_of_word(word, source)):
                yield self.part(path, word)

    def part(self, path: str, word: str) -> GoFile:
        """A Go file; where not all fit, the declarations in which a word occurs, and the imports: most of the
        file is about something else, and is neither parsed nor searched for the word.
        """
        if self._all_fit:
            return self.file(path)
        known = self._opened.file(path, "") or self._opened.file(path, word)
        if known is not None:
            return known
        source = self._by_path[path]
        begin = self.declared(path).begin
        part, size = _cut_to(source, begin, word) if begin else (source, len(source))
        if 2 * size > len(source):
            # The whole file serves other words, too.
            return self.file(path)
        return self._opened.keep(GoFile(path, source, self.given_up, part), word, size)

    def rows(self, path: str) -> tuple[Row, ...]:
        """What a Go file declares at its top level and in interfaces; its package clause is left out."""
        found = self._rows.get(path)
        if found is None:
            # Imported where it is needed, as below: a check asks only in which texts names occur.
            from blistui.repo.go.scan import scan

            rows = scan(self._by_path[path], with_fields=False).rows
            found = self._rows[path] = tuple(row for row in rows if row[1] != "package")
        return found

    def rows_with(self, name: str, path: str) -> tuple[Row, ...]:
        """As `rows`, sooner empty where the name does not occur in the file."""
        return self.rows(path) if name.encode("utf-8", "replace") in self._by_path[path] else ()

    def declared(self, path: str) -> DeclaredFile:
        """The types and methods that a Go file declares."""
        found = self._declared.get(path)
        if found is None:
            from blistui.repo.go.declarations import declared_types

            found = self._declared[path] = declared_types(path, self._by_path[path])
        return found

    @cached_property
    def packages(self) -> Packages:
        """The packages with the types that they declare. Raises RepositoryError as `files` does."""
        from blistui.repo.queries.packages import Packages

        files = (self.declared(path) for path, _ in self._passed(self.sources))
        return Packages(files, self._import_paths)

    @cached_property
    def sources(self) -> list[tuple[str, bytes]]:
        """All Go files that can be read, with their paths. Raises RepositoryError as `files` does."""
        return list(self._passed(self._read(self.paths)))

    @property
    def known_sources(self) -> list[tuple[str, bytes]]:
        """As `sources`; none where the files cannot be listed."""
        try:
            return self.sources
        except RepositoryError:
            return []

    def sources_with(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Those of `known_sources` in which a name occurs, also as part of a longer one."""
        wanted = name.encode("utf-8", "replace")
        return ((path, source) for path, source in self.known_sources if wanted in source)

    def _passed(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for number, file in enumerate(files):
            self.looked_at = number
            yield file

    def line_text(self, path: str, line: int) -> str:
        """A line of a Go file, as `GoFile.line_text` shows it."""
        rows = self._by_path[path].split(b"\n", line)
        return one_line(decode(rows[line - 1])) if line <= len(rows) else ""

    def word_at(self, path: str, byte: int) -> str:
        """The word that a byte of a Go file is part of; empty for none."""
        source = self._by_path[path]
        start, end = source.rfind(b"\n", 0, byte) + 1, source.find(b"\n", byte)
        words = _WORD.finditer(source, start, end if end >= 0 else len(source))
        found = next((word for word in words if word.end() > byte), None)
        return found[0].decode("utf-8", "replace") if found is not None and found.start() <= byte else ""

    @cached_property
    def _by_path(self) -> dict[str, bytes]:
        return dict(self.sources)

    def _read(self, paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
        if self.commit is not None:
            tree = self.repo.objects.tree(self.commit)
            blobs = self.repo.objects.blobs((tree[path][1] for path in paths), self.repo.max_bytes)
            yield from ((path, blobs[tree[path][1]]) for path in paths if tree[path][1] in blobs)
            return
        for path in paths:
            try:
                yield path, self.repo.read_bytes(path)
            except Unreadable as error:
                self.unread[path] = str(error)

    @cached_property
    def _import_paths(self) -> dict[str, tuple[str, ...]]:
        """Import paths by the folder that they name: of its go.mod, and of others that it stands for."""
        found: dict[str, tuple[str, ...]] = {}
        replaced: list[tuple[str, str]] = []
        for path, source in self._read(tuple(p for p in self.files if posixpath.basename(p) == "go.mod")):
            folder, module = posixpath.dirname(path), _MODULE.search(source)
            if module is not None:
                found[folder] = (module[1].decode("utf-8", "replace"),)
            for old, new in _REPLACED.findall(source):
                target = posixpath.normpath(posixpath.join(folder, new.decode("utf-8", "replace")))
                replaced.append(("" if target == "." else target, old.decode("utf-8", "replace")))
        for folder, name in replaced:
            if folder in found and name not in found[folder]:
                found[folder] += (name,)
        return found


class _Opened:
    """Parsed files, and parts of such by a word that they hold: the last ones asked for."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], tuple[GoFile, int]] = {}
        self._bytes = 0

    def file(self, path: str, word: str) -> GoFile | None:
        """A file that is kept."""
        kept = self._files.pop((path, word), None)
        if kept is None:
            return None
        self._files[path, word] = kept
        return kept[0]

    def forget(self) -> None:
        """Keep none any longer."""
        for file, _ in self._files.values():
            file.forget_names()
        self._files.clear()
        self._bytes = 0

    def keep(self, file: GoFile, word: str, size: int) -> GoFile:
        """Keep a file of which `size` bytes are parsed, and forget the one not asked for longest."""
        self._files[file.path, word] = file, size
        self._bytes += size
        while self._bytes > _KEPT_BYTES and len(self._files) > 1:
            oldest, oldest_size = self._files.pop(next(iter(self._files)))
            self._bytes -= oldest_size
            oldest.forget_names()
        return file


def _cut_to(source: bytes, begin: tuple[int, ...], word: str) -> tuple[bytes, int]:
    """The file, blank except for the declarations that hold a word, and the number of bytes left."""
    limits = (0, *begin, len(source))
    places = {bisect_right(limits, start) - 1 for start, _ in places_of_word(word, source)}
    parts, size = [], 0
    for number, (start, end) in enumerate(pairwise(limits)):
        if not number or number in places or source.startswith(_SHOWN, start):
            parts.append(source[start:end])
            size += end - start
        else:
            parts.append(source[start:end].translate(_BLANK))
    return b"".join(parts), size
