"""The versions of the code that a plan speaks of: its base commit, the commits of its citations, and now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import holds
from blistui.repo.location import Location, out_of_range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_FULL = pattern(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")

Standing = Literal["recorded", "not here", "uncommitted", "unknown"]


class Versions:
    """What the history of `repository` has of the citations of a plan whose base commit is `base`.

    `now` is the work tree. Nothing raises: what git cannot answer is not here.
    """

    def __init__(self, repository: Repository, base: str, now: Snapshot) -> None:
        self._repository, self._base, self.now = repository, base, now
        self._commits: dict[str, str] = {}
        self._asked: set[str] = set()
        self._snapshots: dict[str, Snapshot] = {}

    # Commits

    def commit(self, rev: str) -> str:
        """The full hash of the commit that `rev` names; empty when it names none here."""
        self.look_up((rev,))
        return self._commits.get(rev, "")

    def look_up(self, revs: Iterable[str]) -> None:
        """Resolve many names at once; `commit` then answers from memory."""
        new = [rev for rev in revs if rev and rev not in self._asked]
        if new:
            self._asked.update(new)
            self._commits |= self._repository.resolve_all(new)

    @property
    def head(self) -> str:
        """The commit checked out; empty when there is none."""
        self.look_up(("HEAD", self._base))
        return self.commit("HEAD")

    @property
    def base(self) -> str | None:
        """The full hash of the base commit, or its name when it is not here; None where none is named."""
        self.look_up(("HEAD", self._base))
        return self.commit(self._base) or self._base or None

    def in_current_history(self, rev: str) -> bool:
        """Whether the commit checked out has in its history the commit that `rev` names, which is here."""
        try:
            return bool(self.head) and self._repository.has_in_history(self.commit(rev), self.head)
        except RepositoryError:
            return False

    def is_lacking(self, rev: str) -> bool:
        """Whether `rev` may name a commit that an incomplete history has not got: nobody can know here."""
        if not rev or not is_full(rev) or self.commit(rev):
            return False
        return not self._repository.is_git or self._repository.history.shallow

    @property
    def is_partial(self) -> bool:
        """Whether git has been asked for a text or a tree that a partial clone has not got."""
        return bool(self._repository.objects.lacking)

    # Citations

    def revs(self, citation: Citation) -> tuple[str, ...]:
        """The commits that a citation may speak of, as the plan names them: its own, else the base commit."""
        return tuple(rev for rev in (citation.commit, self._base) if rev)

    def standing(self, citation: Citation) -> Standing:
        """What history has of the text that `citation` was captured from.

        - recorded: a commit that it speaks of has just these lines
        - not here: that cannot be known, for part of the history is not here
        - uncommitted: the lines are in the work tree, and in none of these commits nor the current one
        - unknown: none of these
        """
        location = located(citation)
        if location is None or not citation.digest:
            return "unknown"
        revs = self.revs(citation)
        texts = (self.at(rev).text_or_none(location.path) for rev in self._here(revs))
        if any(holds(text, location.ranges, citation.digest) for text in texts):
            return "recorded"
        if any(self.is_lacking(rev) or self._lacks_text(rev, location.path) for rev in revs):
            return "not here"
        here = self.now.text_or_none(location.path)
        if not self.head or not holds(here, location.ranges, citation.digest):
            return "unknown"
        there = self.at("HEAD").text_or_none(location.path)
        committed = holds(there, location.ranges, citation.digest)
        return "unknown" if committed or self._lacks_text("HEAD", location.path) else "uncommitted"

    def text_at_capture(self, citation: Citation) -> tuple[Snapshot, SourceText] | None:
        """The version that `citation` speaks of, and its text of the cited file; None when that is not here.

        Its own commit, else the base commit; the work tree when it names neither.
        """
        location = located(citation)
        if location is None:
            return None
        there = self.at_capture(citation.commit)
        text = there.text_or_none(location.path) if there is not None else None
        return None if there is None or text is None or out_of_range(text, location.ranges) else (there, text)

    def at_capture(self, commit: str = "") -> Snapshot | None:
        """The version that is meant where `commit` is named, or none is: the base commit, else the work tree.

        None when that is not here.
        """
        rev = commit or self._base
        if not rev:
            return self.now
        return self.at(rev) if self.commit(rev) else None

    def read_ahead(self, citations: Iterable[Citation]) -> None:
        """Read the files of many citations with few processes."""
        wanted: dict[str, set[str]] = {}
        for citation in citations:
            location = located(citation)
            for rev in self.revs(citation) if location else ():
                wanted.setdefault(rev, set()).add(location.path if location else "")
        self.look_up(wanted)
        for rev in self._here(wanted):
            try:
                self.at(rev).preload(wanted[rev])
            except RepositoryError:
                continue

    def at(self, rev: str) -> Snapshot:
        """The files at the commit that `rev` names; it must be here."""
        commit = self.commit(rev)
        if commit not in self._snapshots:
            self._snapshots[commit] = Snapshot(self._repository, commit)
        return self._snapshots[commit]

    def _here(self, revs: Iterable[str]) -> Iterator[str]:
        return (rev for rev in revs if self.commit(rev))

    def _lacks_text(self, rev: str, path: str) -> bool:
        """Whether a partial clone has not got the file at a commit that is here."""
        commit, objects = self.commit(rev), self._repository.objects
        if not commit or not objects.lacking:
            return False
        try:
            return commit in objects.lacking or objects.follow(commit, path) in objects.lacking
        except RepositoryError:
            return True


def is_full(rev: str) -> bool:
    """Whether `rev` is written as the full hash of a commit."""
    return bool(_FULL.match(rev))


def located(citation: Citation) -> Location | None:
    """Where a citation points; None when its `at` is not understood."""
    try:
        return parse_at(citation.at)
    except CitationError:
        return None
