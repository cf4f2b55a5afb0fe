"""What became of the citations of a Markdown document, as of the day each of its lines was written."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from blistui.markdown.cited import Cited, citations_in
from blistui.markdown.named import name_behind, other_place
from blistui.markdown.version import Version
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import CitationError, capture_in, verify_all
from blistui.repo.citations.verification import Verification
from blistui.repo.location import format_at
from blistui.repo.permalink import projects_of
from blistui.repo.repository import Repository

_CURRENT = ("HEAD", "main", "master", "trunk")
"""Names of the branch that everybody works on: the host leads old ones to the new."""
_TOO_OLD = (
    "The line was written before the history that is here begins: get all of it with `git fetch --unshallow`."
)
_MOST_PARTS = 6
"""The most parts that the name of a branch has: `release/2026/v1`."""


class CitedResult(NamedTuple):
    """What became of a citation; `version` is the commit it speaks of, "" for what is not committed."""

    cited: Cited
    version: str
    result: Verification


def _version(cited: Cited, written: Sequence[str | None]) -> str | None:
    """The version of a citation: that of its numbers, unless its path was written anew and not committed."""
    at = (cited.numbers_line, cited.line)
    numbers, first = (written[line - 1] if line <= len(written) else "" for line in at)
    return numbers and first and numbers


class _Address(NamedTuple):
    """What an address on a code host says: the commit, None for that of the line itself, and the path."""

    commit: str | None
    path: str


class _Located(NamedTuple):
    """A citation, the commit it speaks of ("" for the work tree), and the file it means at that.

    `known_by` is that file as the text has it. `pinned`: an address names the commit.
    """

    cited: Cited
    version: str
    file: str
    known_by: str
    pinned: bool


def verified(
    repo: Repository, text: str, path: str, written: Sequence[str | None], at: str | None = None
) -> tuple[list[CitedResult], int]:
    """What became of every citation of a document, and how many name what is not in this repository.

    `path` is that of the document in the repository, `written` what `authored` says of its lines. Raises
    RepositoryError when git fails.
    """
    document = _Document(repo, path, text)
    cited = list(citations_in(text))
    located = [document.located(one, _version(one, written)) for one in cited]
    document.read_ahead([one for one in located if isinstance(one, _Located)])
    found: list[tuple[Cited, str, Citation | Verification]] = []
    for one, place in zip(cited, located, strict=True):
        answer = document.answer(place) if isinstance(place, _Located) else place
        if answer is not None:
            found.append((one, place.version if isinstance(place, _Located) else "", answer))
    taken = [entry[2] for entry in found if isinstance(entry[2], Citation)]
    answers = iter(verify_all(repo, taken, None, at))
    return [
        CitedResult(one, version, next(answers) if isinstance(answer, Citation) else answer)
        for one, version, answer in found
    ], len(cited) - len(found)


class _Document:
    """A document at `path` of a repository, and the versions that its lines speak of."""

    def __init__(self, repo: Repository, path: str, text: str) -> None:
        self._repo = repo
        self._path = path
        self._text = text
        self._versions: dict[str, Version] = {}

    def located(self, cited: Cited, own: str | None) -> _Located | Verification | None:
        """What a citation names at `own`, the version of its line; None when that is elsewhere.

        The answer at once, when the version is not known.
        """
        place = cited.place
        pinned = False
        if place.commit:
            address = self._address(cited)
            if address is None:
                return None
            place = place._replace(path=address.path)
            pinned = address.commit is not None
            own = address.commit or own
        if own is None:
            about = Citation(at=format_at(place.path, place.ranges))
            return Verification("unpinned", about, _TOO_OLD)
        if own not in self._versions:
            self._versions[own] = Version(self._repo, own)
        version = self._versions[own]
        file = self._file(version, place.path, cited)
        if cited.in_output and file != place.path:
            return None
        # A path that is on another line than its numbers may have been corrected later than these.
        if not file and cited.numbers_line == cited.line and _known(version, place.path):
            file = place.path
        return _Located(cited, own, file, place.path, pinned) if file else None

    def read_ahead(self, located: Sequence[_Located]) -> None:
        """Read the files of each version with few processes."""
        files: dict[str, set[str]] = {}
        for one in located:
            files.setdefault(one.version, set()).add(one.file)
        for version, names in files.items():
            self._versions[version].snapshot.preload(names)

    def answer(self, located: _Located) -> Citation | Verification | None:
        """What is to be verified, or its answer; None when it is elsewhere."""
        place, file, snapshot = located.cited.place, located.file, self._versions[located.version].snapshot
        try:
            citation = capture_in(snapshot, file, place.ranges)
        except CitationError as error:
            # Where the path was shortened, or lines have none, something else may be meant.
            if file != located.known_by or place.follows_on:
                return None
            about = Citation(at=format_at(file, place.ranges), commit=located.version)
            return Verification("invalid", about, str(error))
        if located.pinned:
            return Verification("exact", citation, "The address names its version.", "the version")
        other = other_place(snapshot, file, place.ranges, name_behind(self._text, place.end))
        if other is None:
            return citation
        message = f"{citation.at} is {other.says}"
        return Verification("ambiguous", citation, message, candidates=(citation.at, other.at))

    def _address(self, cited: Cited) -> _Address | None:
        """What the address means here; None when it is of another project or of a version not here."""
        place = cited.place
        commit = self._repo.resolve(place.commit)
        if commit and commit.startswith(place.commit):
            return _Address(commit, place.path)
        if place.project.casefold() not in self._projects:
            return None
        parts = [place.commit, *place.path.split("/")]
        names = ["/".join(parts[:count]) for count in range(1, min(len(parts), _MOST_PARTS))]
        for count, name in enumerate(names, start=1):
            path = "/".join(parts[count:])
            if name in _CURRENT:
                return _Address(None, path)
            tag = self._repo.resolve(f"refs/tags/{name}")
            if tag:
                return _Address(tag, path)
        return None

    @cached_property
    def _projects(self) -> frozenset[str]:
        return projects_of(self._repo)

    def _file(self, version: Version, path: str, cited: Cited) -> str:
        """The file that a document means: from the top, from its own folder, or the only one of that name."""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path))
        top = posixpath.normpath(path.lstrip("/") if cited.is_link else path)
        for candidate in (beside, top) if cited.is_link else (top, beside):
            if not candidate.startswith(("../", "/")) and candidate in version.paths:
                return candidate
        if cited.is_link or cited.place.commit:
            return ""
        project = next((name for name in self._projects if path.casefold().startswith(f"{name}/")), "")
        if project:
            inside = path[len(project) + 1 :]
            return inside if inside in version.paths else ""
        if spaced := version.spaced_before(self._text, cited.place.path_at[1]):
            return spaced
        ends = version.ending(path)
        return ends[0] if len(ends) == 1 else ""


def _known(version: Version, path: str) -> bool:
    """Whether a path that is no file is meant to be one of this repository: its first folder is here."""
    top, slash, _ = path.partition("/")
    return bool(slash) and version.has_folder(top)
