"""Citations of the work tree that say which version they speak of.

Without a commit a citation speaks of the plan's base commit: it is stored so only when the lines are the same
there. Else its commit is the one checked out. Text that is committed nowhere is cited only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture_in
from blistui.repo.citations.verify import Verifier
from blistui.repo.errors import CitationError
from blistui.repo.excerpt import holds
from blistui.repo.location import Range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot


class Uncommitted(CitationError):
    """The lines are in no version: neither the base commit nor the current commit has them so."""


class Capturer:
    """Captures lines of the work tree for a plan of the commit `base`; of many, each file is read once.

    `now` is the work tree, when a caller has read of it already. `merge` is a commit that is named before the
    current one, where it has the lines: it stays when the branch of the plan is rebased.
    """

    def __init__(
        self, repo: Repository, base: str | None, now: Snapshot | None = None, merge: str | None = None
    ) -> None:
        self._repo = repo
        self._base = repo.resolve(base) if base else None
        self._merge = merge
        self._now = now or Snapshot(repo, None)
        self._verifiers: dict[str, tuple[Snapshot, Verifier]] = {}

    @cached_property
    def _head(self) -> str | None:
        return self._repo.head()

    def capture(self, path: str, ranges: Sequence[Range], uncommitted: bool = False) -> Citation:
        """A citation of these lines, with the version that has them.

        With `uncommitted`, lines that no version has are cited as those of the base, to be committed soon.
        Raises CitationError when there are no such lines, and Uncommitted when no version has them.
        """
        found = capture_in(self._now, path, ranges)
        if not self._repo.is_git:
            return found
        for commit, stored in ((self._base, ""), (self._merge, self._merge), (self._head, self._head)):
            if commit is not None and stored is not None and self._is_same_at(commit, found):
                return found.model_copy(update={"commit": stored})
        if uncommitted:
            return found
        raise Uncommitted(
            f"{found.at} is not committed as it is now: no version that is here has these lines"
        )

    def read_ahead(self, paths: Iterable[str]) -> None:
        """Read the files of many captures with few processes; raises RepositoryError."""
        wanted = set(paths)
        for commit in filter(None, (self._base, self._head) if wanted else ()):
            self._at(commit)[0].preload(path for path in wanted if not self._has_file(commit, path))

    def _at(self, commit: str) -> tuple[Snapshot, Verifier]:
        if commit not in self._verifiers:
            self._verifiers[commit] = (
                Snapshot(self._repo, commit),
                Verifier(self._repo, commit, self._now),
            )
        return self._verifiers[commit]

    def _has_file(self, commit: str, path: str) -> bool:
        """Whether the commit has the whole file as it is now: then nothing of it has to be read."""
        blob = self._repo.objects.follow(commit, path)
        return blob is not None and self._now.text_or_none(path) is not None and self._now.is_blob(path, blob)

    def _is_same_at(self, commit: str, citation: Citation) -> bool:
        """Whether the commit has the very lines at their place, and not only a copy of them."""
        location = parse_at(citation.at)
        if self._has_file(commit, location.path):
            return True
        then, verifier = self._at(commit)
        if not holds(then.text_or_none(location.path), location.ranges, citation.digest):
            return False
        return verifier.verify([citation])[0].status == "exact"
