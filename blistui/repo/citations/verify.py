"""Verification of many citations at once: files, blobs and hunks are read in few processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from blistui.plan.citation import Citation
from blistui.repo.citations.answer import answer
from blistui.repo.citations.compared import Compared
from blistui.repo.citations.elsewhere import Elsewhere
from blistui.repo.citations.linemap import LineMap
from blistui.repo.citations.rediscover import rediscover
from blistui.repo.citations.relocate import located
from blistui.repo.citations.remains import changed, doubtful, elsewhere
from blistui.repo.citations.renames import new_names
from blistui.repo.citations.sought import Fate, Origin, Sought
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import digest_of_lines
from blistui.repo.git.history import hunks_of
from blistui.repo.location import Location, out_of_range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_DIGEST_PREFIX = "b2:"


class _Claim(NamedTuple):
    """A citation that can be searched for: its place and one digest for each range."""

    citation: Citation
    location: Location
    digests: tuple[str, ...]


class Verifier:
    """Verifies citations against `now`: the work tree, or a commit."""

    def __init__(self, repo: Repository, base: str | None, now: Snapshot) -> None:
        self._repo = repo
        self._base = base
        self._now = now
        self._full: dict[str, str] = {}
        self._origins: dict[tuple[str, str], Origin | None] = {}
        self._changed_since: dict[str, Elsewhere] = {}

    def verify(self, citations: Sequence[Citation]) -> tuple[Verification, ...]:
        """One answer for each citation, in their order."""
        answers: dict[int, Verification] = {}
        claims: dict[int, _Claim] = {}
        for number, citation in enumerate(citations):
            read = _claim(citation)
            if isinstance(read, _Claim):
                claims[number] = read
            else:
                answers[number] = read
        self._now.preload({claim.location.path for claim in claims.values()})
        self._resolve(claims.values())
        drifted: dict[int, _Claim] = {}
        for number, claim in claims.items():
            glance = self._at_a_glance(claim)
            if glance is not None:
                answers[number] = glance
            else:
                drifted[number] = claim
        self._find_origins(drifted.values())
        answers |= self._searched(drifted)
        return tuple(answers[number] for number in range(len(citations)))

    def _at_a_glance(self, claim: _Claim) -> Verification | None:
        """What needs no history: unreadable files, missing digests, and text that is plainly in place."""
        citation, location = claim.citation, claim.location
        try:
            text = self._now.text(location.path)
        except RepositoryError as error:
            if citation.digest and not self._repo.exists(location.path, self._now.commit):
                return None
            return Verification("invalid", citation, str(error))
        beyond = out_of_range(text, location.ranges)
        if not citation.digest:
            message = beyond or f"{location} has no digest: whether it is what was meant is unknown"
            return Verification("invalid" if beyond else "unpinned", citation, message)
        if beyond or _digests(text, location) != claim.digests or not self._is_same_file(claim):
            return None
        return Verification("exact", citation, f"{location} is unchanged", evidence="digest in place")

    def _is_same_file(self, claim: _Claim) -> bool:
        """Whether the file is, byte for byte, that of a commit at which it may have been captured."""
        path = claim.location.path
        for commit in self._commits(claim.citation):
            blob = self._repo.objects.follow(commit, path)
            if blob is not None and self._now.is_blob(path, blob):
                return True
        return False

    # History, in few processes

    def _find_origins(self, claims: Iterable[_Claim]) -> None:
        """Fills `_origins` for all (commit, path) that are asked about."""
        wanted: dict[str, set[str]] = {}
        for claim in claims:
            for commit in self._commits(claim.citation):
                wanted.setdefault(commit, set()).add(claim.location.path)
        for commit, paths in wanted.items():
            self._origins_at(commit, paths)

    def _resolve(self, claims: Iterable[_Claim]) -> None:
        named = {commit for claim in claims for commit in (claim.citation.commit, self._base) if commit}
        self._full = self._repo.objects.resolve(sorted(named)) if self._repo.is_git else {}

    def _commits(self, citation: Citation) -> list[str]:
        """Full hashes of the commits at which the lines may have been captured, as far as they are here."""
        named = (self._full.get(commit) for commit in (citation.commit, self._base) if commit)
        return list(dict.fromkeys(commit for commit in named if commit))

    def _origins_at(self, commit: str, paths: set[str]) -> None:
        before = Snapshot(self._repo, commit)
        before.preload(paths)
        texts = {path: text for path in sorted(paths) if (text := before.text_or_none(path)) is not None}
        missing = {path: text for path, text in texts.items() if not self._now.exists(path)}
        # Git knows a file by its name as it is in the tree.
        listed = {path: before.spelled(path) for path in missing}
        renamed = new_names(self._repo, commit, self._now, {listed[path]: missing[path] for path in missing})
        names = {path: renamed[name] for path, name in listed.items() if name in renamed}
        pairs = [
            (texts[p], now) for p in texts if (now := self._now.text_or_none(names.get(p, p))) is not None
        ]
        hunks = hunks_of([(_content(old), _content(new)) for old, new in pairs])
        compared = {
            old.path: Compared(old, new, LineMap(found, len(old.lines), len(new.lines)))
            for (old, new), found in zip(pairs, hunks, strict=True)
        }
        for path, text in texts.items():
            path_now = names.get(path, "" if path in missing else path)
            self._origins[commit, path] = Origin(before, text, path_now, compared.get(path))

    def _origin(self, claim: _Claim) -> Origin | None:
        """The file at the first commit where it holds just what was cited."""
        for commit in self._commits(claim.citation):
            origin = self._origins.get((commit, claim.location.path))
            if origin is not None and _digests(origin.text, claim.location) == claim.digests:
                return origin
        return None

    # The answer

    def _elsewhere(self, sought: Sought) -> Elsewhere:
        base = sought.origin.before.commit
        assert base is not None
        if base not in self._changed_since:
            self._changed_since[base] = Elsewhere(self._repo, self._now, base)
        return self._changed_since[base]

    def _searched(self, claims: Mapping[int, _Claim]) -> dict[int, Verification]:
        """The answers that need a search: near by first, then through all that changed."""
        fates: dict[tuple[int, int], Fate] = {}
        left: dict[tuple[int, int], Sought] = {}
        for number, claim in claims.items():
            origin = self._origin(claim)
            for at, (cited, digest) in enumerate(zip(claim.location.ranges, claim.digests, strict=True)):
                if origin is None:
                    where = claim.location.path
                    dated = bool(claim.citation.commit or self._base)
                    symbols = claim.citation.symbols
                    fates[number, at] = rediscover(where, cited, digest, symbols, self._now, dated)
                    continue
                sought = Sought(cited, self._now, origin)
                fate = located(sought) or doubtful(sought) or changed(sought)
                if fate is None:
                    left[number, at] = sought
                else:
                    fates[number, at] = fate
        fates |= {key: elsewhere(sought, self._elsewhere(sought)) for key, sought in left.items()}
        return {
            number: answer(
                claim.citation,
                claim.location,
                [fates[number, at] for at in range(len(claim.location.ranges))],
                origin.text if (origin := self._origin(claim)) else None,
                self._now,
            )
            for number, claim in claims.items()
        }


def _claim(citation: Citation) -> _Claim | Verification:
    try:
        location = parse_at(citation.at)
    except CitationError as error:
        return Verification("invalid", citation, str(error))
    if not citation.digest:
        return _Claim(citation, location, ())
    digests = tuple(citation.digest.removeprefix(_DIGEST_PREFIX).split(","))
    if not citation.digest.startswith(_DIGEST_PREFIX) or len(digests) != len(location.ranges):
        message = f"the digest of {location} does not fit its ranges: capture the lines again"
        return Verification("invalid", citation, message)
    return _Claim(citation, location, digests)


def _digests(text: SourceText, location: Location) -> tuple[str, ...]:
    return tuple(digest_of_lines(text.between(*cited)) for cited in location.ranges)


def _content(text: SourceText) -> bytes:
    return text.flat[1:].encode("utf-8", "surrogatepass")
