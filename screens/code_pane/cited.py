"""Where the citations of a plan are shown: where verification finds them, or at their own version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import verify, verify_all
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import CitationError
from blistui.repo.excerpt import holds
from blistui.repo.location import Location, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.rules.prose.wording import counted
from screens.code_view.marks import GLYPHS, CitedMark, LineMarks, MarkedLines
from screens.code_view.place import CodePlace
from screens.code_view.ranges import Ranges
from screens.code_view.reader import name_of_commit
from screens.widgets.stamp import Stamp, stamp_of

Side = tuple[str, str | None]
"""A path, and the full hash of a commit or None for the work tree."""

_IN_WORK_TREE = {
    "exact": "exact, cited by {label}",
    "moved": "moved here, cited by {label} at {at}",
    "changed": "changed since, cited by {label}: D shows how",
    "ambiguous": "may be what {label} cites, {places} in all",
    "unpinned": "not pinned, cited by {label}: it has no digest",
}
_AS_CITED = {
    "exact": "exact, cited by {label}",
    "moved": "moved since, cited by {label}: now at {to}",
    "changed": "changed since, cited by {label}: D shows how",
    "ambiguous": "ambiguous now, cited by {label}: it may be at {places}",
    "gone": "gone since, cited by {label}",
    "unpinned": "not pinned, cited by {label}: it has no digest",
}


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """Where a citation is opened: its ranges are selected where they are what was cited.

    `words` say what became of it and which version is shown; empty when it is exact.
    """

    place: CodePlace
    ranges: Ranges
    words: str


def where_shown(repository: Repository, citation: Citation, base: str) -> ShownCitation:
    """Where to open a citation: where it is now, or when that is not certain, at its own version.

    Raises CitationError, with a sentence, when there is no such place, and RepositoryError.
    """
    answer = verify(repository, citation, base or None)
    message = answer.message
    match answer.status:
        case "exact":
            return _shown(parse_at(citation.at), None, "")
        case "unpinned":
            return _shown(parse_at(citation.at), None, message)
        case "moved":
            return _shown(parse_at(answer.moved_to), None, message)
        case "invalid":
            raise CitationError(message)
        case _:
            pass
    location = parse_at(citation.at)
    commit = _version(repository, citation, base)
    if commit is not None and _was_there(Snapshot(repository, commit), location, citation.digest):
        version = name_of_commit(repository, commit, base)
        return _shown(location, commit, f"{message}. Shown as it was cited, at {version}.")
    if answer.candidates:
        first = parse_at(answer.candidates[0])
        words = f"{message}. This is the work tree; the version that was cited is not here."
        return ShownCitation(CodePlace(first.path, first.ranges[0][0], None), (), words)
    raise CitationError(f"{message}. The version that was cited is not here.")


def _shown(location: Location, at: str | None, words: str) -> ShownCitation:
    return ShownCitation(CodePlace(location.path, location.ranges[0][0], at), location.ranges, words)


def _version(repository: Repository, citation: Citation, base: str) -> str | None:
    """The full hash of the commit that the citation speaks of; None when that is not here."""
    named = citation.commit or base
    return repository.resolve(named) if named else None


def _was_there(then: Snapshot, location: Location, digest: str) -> bool:
    """Whether the lines in the version `then` are those that were captured."""
    return holds(then.text_or_none(location.path), location.ranges, digest)


class Marks:
    """The marks of all files that a plan cites, on the sides where the cited lines are seen."""

    def __init__(
        self,
        seen: object = None,
        sides: Mapping[Side, LineMarks] | None = None,
        gone: Mapping[str, int] | None = None,
    ) -> None:
        """`seen` is all that the marks were made from."""
        self.seen = seen
        self._sides = sides or {}
        self.gone = gone or {}
        """How many citations of each file are gone: no line of it stands for them, so none has their mark."""
        self.paths = frozenset(path for path, at in self._sides if at is None) | self.gone.keys()
        """The files of the work tree that are cited."""

    def of(self, path: str, at: str | None) -> LineMarks:
        """The marks of a file in the work tree or at a commit."""
        return self._sides.get((path, at), LineMarks())


def renewed(
    before: Marks, repository: Repository, citations: Mapping[str, Sequence[Citation]], base: str
) -> Marks:
    """The marks of the citations, by the label of what cites; `before` while nothing of it has changed.

    Raises RepositoryError when git fails.
    """
    listed = [(label, citation) for label, held in citations.items() for citation in held]
    cited = {citation.at.rpartition(":")[0] for _, citation in listed}

    def seen(paths: Iterable[str]) -> object:
        stamps: dict[str, Stamp | None] = {path: stamp_of(repository.root / path) for path in sorted(paths)}
        return repository.root, base, listed, stamps

    if before.seen == seen(cited | before.paths):
        return before
    answers = verify_all(repository, [citation for _, citation in listed], base or None)
    drawn = _Drawn(repository, base, [citation for _, citation in listed])
    for (label, _), answer in zip(listed, answers, strict=True):
        drawn.add(label, answer)
    sides = {side: LineMarks(tuple(marked)) for side, marked in drawn.sides.items()}
    gone = Counter(parse_at(one.citation.at).path for one in answers if one.status == "gone")
    marks = Marks(None, sides, gone)
    marks.seen = seen(cited | marks.paths)
    return marks


def _called(label: str) -> str:
    """What cites, as people call it: the id of the item, or its number in its list."""
    *_, table, own = ("", *label.split("."))
    return f"{table.replace('_', ' ')} {int(own[1:]) + 1}" if own.startswith("@") else own


class _Drawn:
    """Collects the marked lines of each side."""

    def __init__(self, repository: Repository, base: str, citations: Sequence[Citation]) -> None:
        self._repository = repository
        self._base = base
        named = {citation.commit or base for citation in citations} - {""}
        self._commits = repository.resolve_all(sorted(named))
        self._then = {commit: Snapshot(repository, commit) for commit in self._commits.values()}
        for commit, then in self._then.items():
            versions = (c for c in citations if self._commits.get(c.commit or base) == commit)
            then.preload({citation.at.rpartition(":")[0] for citation in versions})
        self.sides: dict[Side, list[MarkedLines]] = {}

    def add(self, label: str, answer: Verification) -> None:
        """Mark the lines of one citation: in the work tree, and at the version that it speaks of."""
        citation = answer.citation
        if answer.status not in GLYPHS:
            return
        location = parse_at(citation.at)
        places = counted(len(answer.candidates), "place")
        given = {"label": _called(label), "at": citation.at, "to": answer.moved_to, "places": places}
        if answer.status in _IN_WORK_TREE:
            now = CitedMark(label, answer.status, _IN_WORK_TREE[answer.status].format(**given), citation)
            for place in _now(answer, location):
                self._mark(place, None, now)
        commit = self._commits.get(citation.commit or self._base)
        if commit is not None and _was_there(self._then[commit], location, citation.digest):
            then = CitedMark(label, answer.status, _AS_CITED[answer.status].format(**given), citation)
            self._mark(location, commit, then)

    def _mark(self, location: Location, at: str | None, mark: CitedMark) -> None:
        marked = self.sides.setdefault((location.path, at), [])
        marked += [MarkedLines(first, last, mark) for first, last in location.ranges]


def _now(answer: Verification, location: Location) -> list[Location]:
    """Where in the work tree what was cited is, or may be."""
    match answer.status:
        case "exact" | "unpinned":
            return [location]
        case "moved":
            return [parse_at(answer.moved_to)]
        case _:
            return [parse_at(at) for at in answer.candidates]
