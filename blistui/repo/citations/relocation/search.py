"""The search for cited lines that are not plainly in place, from the files as they were when cited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.claim import Claim
from blistui.repo.citations.relocation.answer import answer
from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.elsewhere import Elsewhere
from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.citations.relocation.rediscover import rediscover
from blistui.repo.citations.relocation.relocate import located
from blistui.repo.citations.relocation.remains import Lost, changed, doubtful, elsewhere
from blistui.repo.citations.relocation.renames import new_names
from blistui.repo.citations.relocation.sought import Fate, Origin, Sought
from blistui.repo.citations.verification import Verification
from blistui.repo.excerpt import holds
from blistui.repo.git.history import hunks_of
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText


class Search:
    """Finds in `now` what was cited in a plan of the commit `base`.

    `commits` gives the full hashes of the commits at which a citation may have been captured.
    """

    def __init__(
        self, repo: Repository, base: str | None, now: Snapshot, commits: Callable[[Citation], list[str]]
    ) -> None:
        self._repo = repo
        self._base = base
        self._now = now
        self._commits = commits
        self._origins: dict[tuple[str, str], Origin | None] = {}
        self._changed_since: dict[str, Elsewhere] = {}

    def _find_origins(self, claims: Iterable[Claim]) -> None:
        """Fills `_origins` for all (commit, path) that are asked about."""
        wanted: dict[str, set[str]] = {}
        for claim in claims:
            for commit in self._commits(claim.citation):
                if (commit, claim.location.path) not in self._origins:
                    wanted.setdefault(commit, set()).add(claim.location.path)
        for commit, paths in wanted.items():
            self._origins_at(commit, paths)

    def _origins_at(self, commit: str, paths: set[str]) -> None:
        before = Snapshot(self._repo, commit)
        before.preload(paths)
        self._origins |= {(commit, path): None for path in paths}
        texts = {path: text for path in sorted(paths) if (text := before.text_or_none(path)) is not None}
        missing = {path: text for path, text in texts.items() if not self._now.exists(path)}
        # Git knows a file by its name as it is in the tree.
        listed = {path: before.spelled(path) for path in missing}
        compared: dict[str, Compared] = {}

        def compare(names: Mapping[str, str]) -> None:
            compared.update(self._compare(before, {texts[path]: name for path, name in names.items()}))

        renamed = new_names(
            self._repo,
            commit,
            self._now,
            {listed[path]: missing[path] for path in missing},
            lambda: compare({path: path for path in texts if path not in missing}),
        )
        names = {path: renamed[name] for path, name in listed.items() if name in renamed}
        compare(names)
        for path, text in texts.items():
            path_now = names.get(path, "" if path in missing else path)
            self._origins[commit, path] = Origin(before, text, path_now, compared.get(path), {})

    def _compare(self, before: Snapshot, names: Mapping[SourceText, str]) -> dict[str, Compared]:
        """The texts of `before` by their paths, each compared with the file that has this name now."""
        pairs = [
            (old, new) for old, name in names.items() if (new := self._now.text_or_none(name)) is not None
        ]

        def outline() -> None:
            for old, new in pairs:
                before.places(old.path)
                self._now.places(new.path)

        hunks = hunks_of([(_content(old), _content(new)) for old, new in pairs], outline)
        return {
            old.path: Compared(old, new, LineMap.of(found, len(old.lines), len(new.lines)))
            for (old, new), found in zip(pairs, hunks, strict=True)
        }

    def _origin(self, claim: Claim) -> Origin | None:
        """The file at the first commit where it holds just what was cited."""
        for commit in self._commits(claim.citation):
            origin = self._origins.get((commit, claim.location.path))
            if origin is not None and holds(origin.text, claim.location.ranges, claim.citation.digest):
                return origin
        return None

    # The answer

    def _elsewhere(self, sought: Sought) -> Elsewhere:
        base = sought.origin.before.commit
        assert base is not None
        if base not in self._changed_since:
            self._changed_since[base] = Elsewhere(self._repo, self._now, base)
        return self._changed_since[base]

    def answers(self, claims: Mapping[int, Claim]) -> dict[int, Verification]:
        """The answers to `claims`, by their numbers: near by first, then through all that changed."""
        self._find_origins(claims.values())
        fates: dict[tuple[int, int], Fate] = {}
        left: dict[tuple[int, int], Lost] = {}
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
                    left[number, at] = Lost(sought, self._elsewhere(sought))
                else:
                    fates[number, at] = fate
        for before in {lost.sought.origin.before for lost in left.values()}:
            before.preload({path for lost in left.values() for path in lost.paths})
        fates |= {key: elsewhere(lost) for key, lost in left.items()}
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


def _content(text: SourceText) -> bytes:
    return text.flat[1:].encode("utf-8", "surrogatepass")
