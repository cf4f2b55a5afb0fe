"""The repository as rules see it: read-only, remembered for one run, answering and never raising."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation, Query
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import symbols_in
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Location, Range, parse_at
from blistui.repo.paths import relative
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.spelling import Spellings, ends_of
from blistui.repo.text import SourceText, shown
from blistui.repo.versions import Versions

# What hardly any plan asks, and what a plan without citations never asks, is imported where it is used.
if TYPE_CHECKING:
    from blistui.repo.citations.current import Capturer
    from blistui.repo.citations.verification import Verification
    from blistui.repo.queries.code import GoCode
    from blistui.repo.queries.code_facts import CodeFacts
    from blistui.repo.queries.code_names import CodeNames
    from blistui.repo.queries.constant_values import ConstantValues
    from blistui.repo.recon.guidelines import Guidelines

_NO_PACKAGE = pattern(r"(?:^|/)(?:vendor|testdata|_[^/]*|\.[^/]*)/")
_WORD = pattern(r"[^\W\d]\w*")
_MOST_NAMED = 10
"""Files that are named when they were left out."""


class Evidence:
    """What rules may ask of a repository whose plan was written at the commit `base`.

    Nothing raises: what cannot be read is absent, and `why_unreadable` says why. What was read is
    remembered, so a change of the work tree is seen by the next Evidence, not by this one.
    """

    def __init__(self, repository: Repository, base: str) -> None:
        self.repository = repository
        self.base = base
        self.problem = ""
        """Why the files cannot be listed, once they were wanted: then no answer is worth anything."""
        self._now = Snapshot(repository, None)
        self._verified: dict[Citation, Verification] = {}
        self._answers: dict[tuple[str, str], tuple[str, ...] | str] = {}
        self._guidelines: dict[str, Guidelines | None] = {}
        self._present: dict[str, bool] = {}
        self._near_files: dict[str, tuple[str, ...]] = {}
        self._interfaces: dict[tuple[Citation, str], Symbol | str | None] = {}

    # Files

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files of the work tree that git does not ignore, sorted; none when they cannot be listed."""
        try:
            return self.repository.files()
        except RepositoryError as error:
            self.problem = str(error)
            return ()

    def exists(self, path: str) -> bool:
        """Whether `path` is a file of the work tree."""
        if path not in self._present:
            self._present[path] = self.repository.exists(path)
        return self._present[path]

    def taken(self, path: str) -> bool:
        """Whether anything is at `path`: a file, a folder, a link that leads elsewhere."""
        if self.why_no_path(path):
            return False
        return os.path.lexists(self.repository.root / relative(path)) or self.exists(path)

    def existed(self, path: str) -> bool:
        """Whether `path` is a file of the work tree, or was one at the plan's base commit."""
        return self.exists(path) or bool(self.base and self.repository.exists(path, self.base))

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a text file; none when it cannot be read."""
        text = self._text(path)
        return text.lines if isinstance(text, SourceText) else ()

    def why_unreadable(self, path: str) -> str:
        """Why a file cannot be read as text, as a phrase without a full stop; empty when it can."""
        text = self._text(path)
        return text if isinstance(text, str) else ""

    def why_no_path(self, path: str) -> str:
        """Why no file of the repository can have this path, in words; empty when one can."""
        try:
            relative(path)
        except RepositoryError as error:
            return str(error)
        return ""

    def near_files(self, path: str) -> tuple[str, ...]:
        """Files whose path looks like `path`: of the same name elsewhere, or spelled alike; at most two."""
        if path not in self._near_files:
            same = tuple(self._by_name.get(posixpath.basename(path), ()))
            self._near_files[path] = same[:2] or self._spellings.near(path, cutoff=0.8)
        return self._near_files[path]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for file in self.files:
            found.setdefault(posixpath.basename(file), []).append(file)
        return found

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.files, _groups_of_file)

    def _text(self, path: str) -> SourceText | str:
        try:
            return self._now.text(path)
        except RepositoryError as error:
            return str(error)

    # Citations

    def verify(self, citation: Citation) -> Verification:
        """The verification of a citation; for many of them, call `verify_all` first, which is faster."""
        self.verify_all((citation,))
        return self._verified[citation]

    def verify_all(self, citations: Iterable[Citation]) -> None:
        """Verify many citations in few processes; `verify` then answers from memory."""
        unknown = [citation for citation in dict.fromkeys(citations) if citation not in self._verified]
        if not unknown:
            return
        from blistui.repo.citations.capture import verify_all
        from blistui.repo.citations.verification import Verification

        try:
            answers = verify_all(self.repository, unknown, self.versions.base, now=self._now)
        except RepositoryError as error:
            answers = tuple(Verification("invalid", citation, str(error)) for citation in unknown)
        self._verified.update(zip(unknown, answers, strict=True))

    def captured(self, at: str, rev: str = "") -> Citation | str:
        """A citation of these lines of the work tree with the version that has them, or of the commit `rev`.

        When there is none, as for lines that are not committed, why, as a phrase without a full stop.
        """
        try:
            location = parse_at(at)
            if not rev:
                return self._capturer.capture(location.path, location.ranges)
            if not self.versions.commit(rev):
                return f"the commit {rev[:12]} is not here"
            return self._captured_then(location, self.versions.at(rev))
        except (CitationError, RepositoryError) as error:
            return str(error)

    def _captured_then(self, location: Location, then: Snapshot) -> Citation:
        from blistui.repo.citations.capture import capture_in

        found = capture_in(then, location.path, location.ranges)
        return found.model_copy(update={"commit": ""}) if then.commit == self.versions.base else found

    @cached_property
    def _capturer(self) -> Capturer:
        from blistui.repo.citations.current import Capturer

        found = Capturer(self.repository, self.versions.base, self._now)
        found.read_ahead(parse_at(one.moved_to).path for one in self._verified.values() if one.moved_to)
        return found

    def interface_of(self, citation: Citation, wanted: str) -> Symbol | str | None:
        """The interface declared where a citation leads, or in words what is declared there instead.

        It is read where the export reads it: at the citation's own commit, else at the plan's base commit,
        else in the work tree. None when the citation cannot be followed.
        """
        if (citation, wanted) not in self._interfaces:
            self._interfaces[citation, wanted] = self._read_interface(citation, wanted)
        return self._interfaces[citation, wanted]

    def _read_interface(self, citation: Citation, wanted: str) -> Symbol | str | None:
        from blistui.repo.citations.interfaces import interface_at

        commit = citation.commit or self.base
        try:
            location = parse_at(citation.at)
            text = self.repository.read(location.path, self.repository.resolve(commit) if commit else None)
        except (CitationError, RepositoryError):
            return None
        try:
            return interface_at(text, location, wanted)
        except CitationError as error:
            return str(error)

    def shown_at(self, citation: Citation) -> Location | None:
        """Where the cited lines are now; None when what the citation means now is not certain."""
        answer = self.verify(citation)
        if answer.status not in ("exact", "moved", "unpinned"):
            return None
        return parse_at(answer.moved_to or citation.at)

    def words_in(self, location: Location) -> frozenset[str]:
        """Every word of these lines and of their path."""
        return self._words(location.path, location.ranges)

    def words_around(self, location: Location) -> frozenset[str]:
        """Every word of the symbols that hold these lines; `words_in` is quicker, for it parses nothing."""
        symbols = self._now.places(location.path)
        around = [symbol for cited in location.ranges for symbol in symbols_in(symbols, cited)]
        words = self._words(location.path, [(symbol.doc_start, symbol.end) for symbol in around])
        return words | {name for symbol in around for name in (symbol.name, symbol.receiver)}

    def _words(self, path: str, ranges: Sequence[Range]) -> frozenset[str]:
        lines = self.lines(path)
        texts = (path, *(line for start, end in ranges for line in lines[start - 1 : end]))
        return frozenset(word for text in texts for word in _WORD.findall(text))

    # Guidelines and questions

    def guidelines(self, path: str) -> Guidelines | None:
        """The design guidelines in the file `path`, or the built-in ones; None when it cannot be read."""
        if path not in self._guidelines:
            from blistui.repo.recon.guidelines import read_guidelines

            try:
                self._guidelines[path] = read_guidelines(self.repository, path)
            except RepositoryError:
                self._guidelines[path] = None
        return self._guidelines[path]

    def ask(self, query: Query) -> tuple[str, ...] | str:
        """The answer to a stored query today, or a phrase that says why there is none."""
        self.ask_all((query,))
        return self._answers[query.ask, query.subject]

    def ask_all(self, queries: Iterable[Query]) -> None:
        """Ask many queries of code that is read once; `ask` then answers from memory."""
        unknown = [query for query in queries if (query.ask, query.subject) not in self._answers]
        if not unknown:
            return
        from blistui.repo.queries.queries import Inquiry, QueryError

        code = self._code
        inquiry = Inquiry(code)
        for query in unknown:
            if code.given_up:
                # It would refuse all that is asked later, also what has nothing to do with that file.
                inquiry.forget()
                code = self._code.anew()
                inquiry = Inquiry(code)
            try:
                self._answers[query.ask, query.subject] = inquiry.answer(query)
            except (QueryError, RepositoryError) as error:
                self._answers[query.ask, query.subject] = str(error).rstrip(".")
            if code is not self._code:
                self._code.given_up += code.given_up

    @cached_property
    def names(self) -> CodeNames:
        """The names in the code."""
        from blistui.repo.queries.code_names import CodeNames

        return CodeNames(self._code)

    @cached_property
    def facts(self) -> CodeFacts:
        """Small facts about names of the code."""
        from blistui.repo.queries.code_facts import CodeFacts

        return CodeFacts(self._code)

    @cached_property
    def values(self) -> ConstantValues:
        """Values of constants, and defaults of flags."""
        from blistui.repo.queries.constant_values import ConstantValues

        return ConstantValues(self._code)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences on the Go files that were wanted so far, and could not be read or parsed."""
        code: GoCode | None = self.__dict__.get("_code")
        if code is None:
            return ()
        found = [f"Left out: {why}." for why in code.unread.values()]
        found += [
            f"Left out: {shown(path)} takes far too long to parse." for path in dict.fromkeys(code.given_up)
        ]
        if len(found) > _MOST_NAMED:
            found[_MOST_NAMED:] = [f"Left out: {len(found) - _MOST_NAMED} more files of Go."]
        return tuple(found)

    @cached_property
    def _code(self) -> GoCode:
        from blistui.repo.queries.code import GoCode

        return GoCode(self.repository, files=self.files or None)

    @cached_property
    def package_sizes(self) -> dict[str, int]:
        """Bytes of Go code, without tests, in each folder that has any; the root is `.`."""
        found: dict[str, int] = {}
        for path in self.files:
            if not path.endswith(".go") or path.endswith("_test.go") or _NO_PACKAGE.search(path):
                continue
            try:
                size = (self.repository.root / path).lstat().st_size
            except OSError:
                continue
            folder = posixpath.dirname(path) or "."
            found[folder] = found.get(folder, 0) + size
        return found

    # History

    @cached_property
    def versions(self) -> Versions:
        """The versions of the code that the plan speaks of."""
        return Versions(self.repository, self.base, self._now)

    @property
    def head(self) -> str:
        """The commit checked out; empty when there is none."""
        return self.versions.head

    def commits_touching(self, paths: Iterable[str]) -> int | None:
        """How many commits after the base touch one of `paths`; None when that cannot be known."""
        if not self.versions.commit(self.base) or not self.head:
            return None
        safe = sorted({path for path in paths if not self.why_no_path(path)})
        try:
            return self.repository.commits_touching(self.base, self.head, safe)
        except RepositoryError:
            return None


def _groups_of_file(path: str) -> tuple[str, ...]:
    folder, name = posixpath.split(path)
    return f"{folder}/", *ends_of(name.partition(".")[0])
