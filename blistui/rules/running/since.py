"""What a branch broke: the current findings that a check of the code before the branch does not have."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from functools import cached_property

from blistui.plan.document import Plan
from blistui.plan.resting import resting_on
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import RepositoryError
from blistui.repo.git import command as git
from blistui.repo.queries.code import GoCode
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.rules.evidence import Evidence
from blistui.rules.rule import LEVELS, Finding
from blistui.rules.running.fingerprints import fingerprints


class PastEvidence(Evidence):
    """What rules may ask of the code as it was at `commit`, a full hash."""

    def __init__(self, repository: Repository, base: str, commit: str) -> None:
        super().__init__(repository, base)
        self.commit = commit
        self._now = Snapshot(repository, commit)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files of the commit, sorted; none when they cannot be listed."""
        try:
            return tuple(sorted(self.repository.objects.tree(self.commit)))
        except RepositoryError:
            return ()

    def exists(self, path: str) -> bool:
        """Whether `path` is a file of the commit."""
        if path not in self._present:
            self._present[path] = self.repository.exists(path, self.commit)
        return self._present[path]

    def taken(self, path: str) -> bool:
        """Whether anything is at `path`: a file, or a folder."""
        if self.why_no_path(path):
            return False
        name = posixpath.normpath(path)
        return self.exists(path) or any(file.startswith(f"{name}/") for file in self.files)

    def verify_all(self, citations: Iterable[Citation]) -> None:
        """Verify many citations against the commit; `verify` then answers from memory."""
        unknown = [one for one in dict.fromkeys(citations) if one not in self._verified]
        if not unknown:
            return
        from blistui.repo.citations.capture import verify_all

        try:
            answers = verify_all(self.repository, unknown, self.versions.base, self.commit)
        except RepositoryError as error:
            answers = tuple(Verification("invalid", one, str(error)) for one in unknown)
        self._verified.update(zip(unknown, answers, strict=True))

    @cached_property
    def _code(self) -> GoCode:
        return GoCode(self.repository, self.commit)


def branched_at(repository: Repository, commit: str) -> str:
    """The commit at which the checked out branch left the one that `commit` names.

    Raises RepositoryError when there is no such commit, or none in common.
    """
    there, head = repository.resolve(commit), repository.head()
    if there is None or head is None:
        raise RepositoryError(
            f"{commit} is no commit of {repository.root}; name one that git knows, and fetch its history"
        )
    try:
        return git.run(repository.root, "merge-base", there, head).decode("ascii").strip()
    except git.GitError:
        raise RepositoryError(
            f"{commit} and the branch checked out have no commit in common here; fetch the whole history"
        ) from None


def broken(plan: Plan, before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """The findings of `after` that are new or more severe than in `before`, with what rests on each."""
    then = dict(zip(fingerprints("", before), before, strict=True))
    found = []
    for print_, one in zip(fingerprints("", after), after, strict=True):
        old = then.get(print_)
        if old is not None and not _worse(old, one):
            continue
        rests = resting_on(plan, one.place)
        # Before a difference, which may be long: a reader of the code wants to know why it matters.
        details = ("On this rest:", *(f"- {rest}" for rest in rests), *one.details) if rests else one.details
        found.append(one._replace(details=details))
    return found


def _worse(old: Finding, new: Finding) -> bool:
    worse = LEVELS.index(new.level) < LEVELS.index(old.level)
    return worse or bool(set(new.fields) - set(old.fields)) or bool(old.waived_by and not new.waived_by)


def broken_citations(
    now: Sequence[tuple[str, Verification]], then: Sequence[Verification]
) -> list[tuple[str, Verification]]:
    """Of the current answers those that are not exact, and were another answer before the branch."""
    return [
        (path, one)
        for (path, one), old in zip(now, then, strict=True)
        if one.status != "exact" and (one.status, one.moved_to) != (old.status, old.moved_to)
    ]
