"""Verification of many citations at once: files and blobs are read in few processes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.claim import Claim, claim_of, foreign_lines
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import RepositoryError
from blistui.repo.excerpt import holds
from blistui.repo.location import out_of_range
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot

if TYPE_CHECKING:
    from blistui.repo.citations.relocation.search import Search


class Verifier:
    """Verifies citations against `now`: the work tree, or a commit."""

    def __init__(self, repo: Repository, base: str | None, now: Snapshot) -> None:
        self._repo = repo
        self._base = base
        self._now = now
        self._full: dict[str, str] = {}

    def verify(self, citations: Sequence[Citation]) -> tuple[Verification, ...]:
        """One answer for each citation, in their order."""
        answers: dict[int, Verification] = {}
        claims: dict[int, Claim] = {}
        for number, citation in enumerate(citations):
            read = claim_of(citation)
            if isinstance(read, Claim):
                claims[number] = read
            else:
                answers[number] = read
        self._now.preload({claim.location.path for claim in claims.values()})
        self._resolve(claims.values())
        drifted: dict[int, Claim] = {}
        for number, claim in claims.items():
            glance = self._at_a_glance(claim)
            if glance is not None:
                answers[number] = glance
            else:
                drifted[number] = claim
        if drifted:
            answers |= self._search.answers(drifted)
        return tuple(answers[number] for number in range(len(citations)))

    @cached_property
    def _search(self) -> Search:
        # Imported here: while the code does not change, no citation has to be searched for.
        from blistui.repo.citations.relocation.search import Search

        return Search(self._repo, self._base, self._now, self._commits)

    def _at_a_glance(self, claim: Claim) -> Verification | None:
        """What needs no history: unreadable files, missing digests, and text that is plainly in place."""
        citation, location = claim.citation, claim.location
        try:
            text = self._now.text(location.path)
        except RepositoryError as error:
            if foreign := foreign_lines(self._now, location):
                return Verification("invalid", citation, foreign)
            if citation.digest and not self._repo.exists(location.path, self._now.commit):
                return None
            return Verification("invalid", citation, str(error))
        if foreign := foreign_lines(self._now, location):
            return Verification("invalid", citation, foreign)
        beyond = out_of_range(text, location.ranges)
        if not citation.digest:
            message = beyond or f"{location} has no digest: whether it is what was meant is unknown"
            return Verification("invalid" if beyond else "unpinned", citation, message)
        if not holds(text, location.ranges, citation.digest) or not self._is_same_file(claim):
            return None
        return Verification("exact", citation, f"{location} is unchanged", evidence="digest in place")

    def _is_same_file(self, claim: Claim) -> bool:
        """Whether the file is, byte for byte, that of a commit at which it may have been captured."""
        path = claim.location.path
        for commit in self._commits(claim.citation):
            blob = self._repo.objects.follow(commit, path)
            if blob is not None and self._now.is_blob(path, blob):
                return True
        return False

    def _resolve(self, claims: Iterable[Claim]) -> None:
        named = {commit for claim in claims for commit in (claim.citation.commit, self._base) if commit}
        self._full = self._repo.objects.resolve(sorted(named)) if self._repo.is_git else {}

    def _commits(self, citation: Citation) -> list[str]:
        """The full hash of the commit at which the lines were captured; none when it is not here.

        Where a commit of the citation's own is not here, the base may still have the same lines.
        """
        named = (self._full.get(commit) for commit in (citation.commit, self._base) if commit)
        return [commit for commit in named if commit][:1]
