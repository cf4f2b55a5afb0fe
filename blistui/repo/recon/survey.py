"""What recon proposals are made from: the index, the code and its documents, read once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.current import Capturer
from blistui.repo.errors import CitationError, QueryError
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range, parse_at
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import Hit
from blistui.repo.queries.flags import Flag, flags_in
from blistui.repo.queries.queries import Inquiry
from blistui.repo.recon.guidelines import Guidelines
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.symbols.index import Located, Package, SymbolIndex, load_index
from blistui.repo.symbols.indexed import IndexedFile

_LONGEST_CITED = 60
_GENERATED = pattern(r"// Code generated .* DO NOT EDIT\.\s*\Z")
_HEAD = 40
"""Lines in which a file says that it is generated: below its licence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact the repository shows, worded for a finding, with the lines that show it."""

    topic: str
    statement: str
    citations: tuple[Citation, ...]


class Survey:
    """The repository as recon looks at it; everything is read when it is first asked for."""

    def __init__(self, repo: Repository, guidelines: Guidelines, base: str | None = None) -> None:
        """`base` is the base commit of the plan that the proposals are for."""
        self.repo = repo
        self.guidelines = guidelines
        self.code = GoCode(repo)
        self._now = Snapshot(repo, None)
        self._capturer = Capturer(repo, base, self._now)
        self._generated: dict[str, bool] = {}
        self.left_out: list[str] = []
        """Sentences on what there is more of than is proposed."""

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files but those of other people: vendored ones are left out."""
        return tuple(path for path in self.code.files if not is_vendored(path))

    @cached_property
    def index(self) -> SymbolIndex:
        """The symbols of all Go files."""
        return load_index(self.repo)

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """The packages that are the project's own code, tests' own packages included."""
        return tuple(p for p in self.index.packages() if not is_vendored(f"{p.folder}/x"))

    @cached_property
    def files_in(self) -> dict[str, list[tuple[str, IndexedFile]]]:
        """The Go files of each folder with their paths, tests left out."""
        found: dict[str, list[tuple[str, IndexedFile]]] = {}
        for path, file in self.index.files.items():
            if not is_test(path):
                found.setdefault(posixpath.dirname(path), []).append((path, file))
        return found

    def doc_of(self, folder: str) -> str:
        """The doc comment of the package in a folder; empty when it has none."""
        return next((package.doc for package in self.packages if package.folder == folder), "")

    @cached_property
    def symbols(self) -> tuple[Located, ...]:
        """The symbols of the project's own code, tests left out."""
        return tuple(s for s in self.index if not is_vendored(s.path) and not is_test(s.path))

    def leave_out(self, number: int, what: str) -> None:
        """Note that there are more than the facts that are proposed."""
        if number > 0:
            self.left_out.append(f"{number:,} more {what} are not listed")

    @cached_property
    def interfaces(self) -> list[tuple[Located, list[Hit]]]:
        """Interfaces and the types that implement them, at least one, the most implemented first; those of
        generated code after the rest.
        """
        found = []
        inquiry = Inquiry(self.code)
        for symbol in self.symbols:
            if symbol.kind == "interface":
                hits = self._implementers(inquiry, symbol)
                if hits:
                    found.append((symbol, hits))
        return sorted(
            found,
            key=lambda entry: (
                self.is_generated(entry[0].path),
                -len(entry[1]),
                entry[0].path,
                entry[0].start,
            ),
        )

    def _implementers(self, inquiry: Inquiry, interface: Located) -> list[Hit]:
        """Those that are certain; none of an interface without methods."""
        try:
            hits = inquiry.implementers_in(posixpath.dirname(interface.path), interface.name)
        except QueryError:
            return []
        return sorted(hit for hit in hits if not hit.doubt)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The registered flags of the project's own code, tests left out."""
        return tuple(
            f for f in flags_in(self.code) if not is_vendored(f.hit.path) and not is_test(f.hit.path)
        )

    def is_aside(self, proposal: Proposal) -> bool:
        """Whether a proposal is about code that nobody writes by hand, or about tests."""
        place = next((parse_at(citation.at).path for citation in proposal.citations), "")
        return is_test(place) or self.is_generated(place)

    def is_generated(self, path: str) -> bool:
        """Whether the file says so, in the line that the Go tools ask for."""
        known = self._generated.get(path)
        if known is None:
            known = self._generated[path] = any(map(_GENERATED.match, self.lines(path)[:_HEAD]))
        return known

    @cached_property
    def uses(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By folder of a package: the folders of the module's packages that it imports, tests left out; each
        with a file and the import path by which it does."""
        folders = {package.folder for package in self.packages if package.files}
        found: dict[str, dict[str, tuple[str, str]]] = {folder: {} for folder in sorted(folders)}
        for _, file in self.code.packages.by_file.values():
            if file.is_test or file.folder not in folders:
                continue
            for path in file.imports.values():
                package = self.code.packages.imported(path, file.folder)
                if package is not None and package.folder in folders and package.folder != file.folder:
                    found[file.folder].setdefault(package.folder, (file.path, path))
        return found

    def cite_import(self, importing: str, imported: str) -> tuple[Citation, ...]:
        """The line by which the package of one folder imports that of another, as `uses` has it."""
        file, path = self.uses[importing][imported]
        at = next((number for number, line in enumerate(self.lines(file), 1) if f'"{path}"' in line), 0)
        return self.cite(file, (at, at)) if at else ()

    def places(self, path: str) -> tuple[Symbol, ...]:
        """The outline of a Go file without signatures, remembered; nothing when it cannot be read."""
        return self._now.places(path)

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file of the work tree; none when it cannot be read."""
        text = self._now.text_or_none(path)
        return text.lines if text is not None else ()

    def cite(self, path: str, *ranges: Range) -> tuple[Citation, ...]:
        """One citation of these lines, long ranges cut to their beginning; none when no version has them."""
        cut = [(start, min(end, start + _LONGEST_CITED - 1)) for start, end in ranges]
        try:
            return (self._capturer.capture(path, cut),)
        except CitationError:
            return ()

    def cite_symbols(self, symbols: Iterable[Located]) -> tuple[Citation, ...]:
        """A citation of each symbol's lines."""
        return tuple(
            cite for symbol in symbols for cite in self.cite(symbol.path, (symbol.start, symbol.end))
        )


def is_test(path: str) -> bool:
    """Whether a Go file is compiled for tests only."""
    return path.endswith("_test.go")


def is_vendored(path: str) -> bool:
    """Whether a file is vendored, or data that only looks like code."""
    folders = path.split("/")[:-1]
    return any(part in ("vendor", "third_party", "testdata", "node_modules") for part in folders)


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in backticks, the first `most` of them and how many more there are."""
    shown = ", ".join(f"`{name}`" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
