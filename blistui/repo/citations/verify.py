"""Verification of many citations at once: files, blobs and hunks are read in few processes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from blistui.plan.citation import Citation
from blistui.repo.citations.cosmetic import same_meaning
from blistui.repo.citations.distinctive import distinctive
from blistui.repo.citations.linemap import LineMap
from blistui.repo.citations.rediscover import rediscover
from blistui.repo.citations.relocate import Fate, Origin, Search
from blistui.repo.citations.renames import new_names
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import digest_of_lines, named_symbol, occurrences, plainly_in
from blistui.repo.git.history import hunks_of
from blistui.repo.location import Location, Range, format_at, out_of_range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText, shown

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
            answer = self._at_a_glance(claim)
            if answer is not None:
                answers[number] = answer
            else:
                drifted[number] = claim
        self._find_origins(drifted.values())
        for number, claim in drifted.items():
            answers[number] = self._searched(claim)
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
        if beyond or _digests(text, location) != claim.digests:
            return None
        if not self._is_same_file(claim) and not all(
            self._is_only_there(text, cited, citation.symbol) for cited in location.ranges
        ):
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

    def _is_only_there(self, text: SourceText, cited: Range, symbol: str) -> bool:
        """Whether the lines, found in place, cannot be a copy of those that were cited."""
        lines = text.lines[cited[0] - 1 : cited[1]]
        if len(occurrences(text, lines, 2)) > 1:
            return False
        if not symbol:
            return distinctive(lines)
        if plainly_in(text, cited, symbol):
            return True
        found = named_symbol(self._now.places(text.path), cited)
        return found is not None and found.qualified == symbol

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
        maps = {
            old.path: LineMap(found, len(old.lines), len(new.lines))
            for (old, new), found in zip(pairs, hunks, strict=True)
        }
        for path, text in texts.items():
            path_now = names.get(path, "" if path in missing else path)
            self._origins[commit, path] = Origin(before, text, path_now, maps.get(path))

    def _origin(self, claim: _Claim) -> Origin | None:
        """The file at the first commit where it holds just what was cited."""
        for commit in self._commits(claim.citation):
            origin = self._origins.get((commit, claim.location.path))
            if origin is not None and _digests(origin.text, claim.location) == claim.digests:
                return origin
        return None

    # The answer

    def _searched(self, claim: _Claim) -> Verification:
        origin = self._origin(claim)
        path, symbol = claim.location.path, claim.citation.symbol
        fates = [
            Search(cited, self._now, origin).fate()
            if origin is not None
            else rediscover(path, cited, digest, symbol, self._now)
            for cited, digest in zip(claim.location.ranges, claim.digests, strict=True)
        ]
        return _Answer(claim, origin, self._now, fates).verification()


class _Answer:
    """One verification from the fates of all ranges of a citation."""

    def __init__(self, claim: _Claim, origin: Origin | None, now: Snapshot, fates: Sequence[Fate]) -> None:
        self._claim, self._origin, self._now, self._fates = claim, origin, now, fates

    def verification(self) -> Verification:
        statuses = {fate.status for fate in self._fates}
        evidence = "; ".join(dict.fromkeys(fate.evidence for fate in self._fates))
        citation, location = self._claim.citation, self._claim.location
        if statuses == {"exact"}:
            return Verification("exact", citation, f"{location} is unchanged", evidence)
        if statuses <= {"exact", "moved"}:
            return self._moved(evidence)
        if "ambiguous" in statuses:
            return self._ambiguous(evidence)
        if statuses == {"gone"}:
            return Verification("gone", citation, f"{location} is gone: {evidence}", evidence)
        return self._changed(evidence)

    def _moved(self, evidence: str) -> Verification:
        citation, location = self._claim.citation, self._claim.location
        places = [fate.place for fate in self._fates if fate.place is not None]
        paths = {fate.path for fate in self._fates}
        ordered = all(a[1] < b[0] for a, b in pairwise(places))
        was_ordered = all(a[1] < b[0] for a, b in pairwise(location.ranges))
        if len(paths) > 1 or (was_ordered and not ordered) or not self._verified(places):
            return self._ambiguous(evidence)
        to = format_at(paths.pop(), places)
        return Verification("moved", citation, f"{location} moved to {to}", evidence, moved_to=to)

    def _verified(self, places: Sequence[tuple[int, int]]) -> bool:
        # Whatever the evidence said, the text at the new place must be the captured one.
        text = self._now.text_or_none(self._fates[0].path)
        return text is not None and self._claim.digests == _digests(text, Location(text.path, tuple(places)))

    def _ambiguous(self, evidence: str) -> Verification:
        candidates = [
            at
            for fate in self._fates
            for at in fate.candidates or ([format_at(fate.path, [fate.place])] if fate.place else [])
        ]
        unique = tuple(dict.fromkeys(candidates))
        message = f"{self._claim.location} is no longer certain; it may be {' or '.join(map(shown, unique))}"
        return Verification("ambiguous", self._claim.citation, message, evidence, candidates=unique)

    def _changed(self, evidence: str) -> Verification:
        citation, location = self._claim.citation, self._claim.location
        old: list[str] = []
        new: list[str] = []
        there: list[str] = []
        for cited, fate in zip(location.ranges, self._fates, strict=True):
            if self._origin is not None:
                old += self._origin.text.lines[cited[0] - 1 : cited[1]]
            text = self._now.text_or_none(fate.path) if fate.path else None
            if fate.place is not None and text is not None:
                new += text.lines[fate.place[0] - 1 : fate.place[1]]
                there += [format_at(fate.path, [fate.place])] if fate.place[0] <= fate.place[1] else []
        where = f"; see {', '.join(map(shown, there))}" if there else ""
        if self._origin is None:
            message = f"{location} holds other text now{where} (the text at capture is not known)"
            return Verification("changed", citation, message, evidence, candidates=tuple(there))
        from difflib import unified_diff

        cosmetic = bool(new) and same_meaning(location.path, old, new)
        what = "changed in layout or comments only" if cosmetic else "changed" if new else "was removed"
        return Verification(
            "changed",
            citation,
            f"{location} {what}{where}",
            evidence,
            candidates=tuple(there),
            diff=tuple(unified_diff(old, new, "cited", "now", lineterm="", n=3)),
            cosmetic=cosmetic,
        )


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
