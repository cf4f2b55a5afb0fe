"""Whether the files that PRs add, modify and delete will be there, or not yet, when they merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_0
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.series import FileChange, PullRequest
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.dependencies import waiting_for

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence


@rule("CIT010", "error", PHASE_0, 3, repo=True)
def inventories_true(context: Context) -> Iterator[Problem]:
    """File inventories are true: what a PR modifies exists by then, and what it adds does not.

    Why: A PR cannot modify a file that is not there; the plan is wrong about the repository.
    Fix: Correct the path, turn add into modify or back, or depend on the PR that creates the file.
    Fails: PR2 modifies sim/scorer.go, which PR1 adds, and does not depend on PR1
    Passes: the same with depends_on = ["PR1"]
    """
    repo = context.repo
    if repo is None:
        return
    changes = _Changes(context)
    for path, pr in items_of(context.plan, "pr"):
        for index, file in enumerate(pr.files):
            if not file.path.strip() or pr.is_dropped:
                continue
            at = f"{path}.files.{segment_of(pr.files, index)}"
            before = [other for other in pr.files[:index] if other.path == file.path]
            if before:
                # Two rows that say different things of it are the author's to decide on.
                same = Fix(f"Drop the second row of `{file.path}`", (Edit("remove", at),))
                fix = same if file in before else None
                yield Problem(
                    f"{at}.path", f"{named(pr, path)} lists `{file.path}` twice.", "List it once.", fix=fix
                )
                continue
            if file.change == "add":
                yield from _added(repo, changes, at, path, pr, file)
            elif file.change in ("modify", "delete") and pr.status != "merged":
                yield from _found(context, repo, changes, at, path, pr, file)


class _Changes:
    """Which PRs add and delete each file."""

    def __init__(self, context: Context) -> None:
        self._graph = context.graph
        self._by: dict[tuple[str, str], list[str]] = {}
        for pr in context.plan.pr:
            for file in pr.files:
                self._by.setdefault((file.change, file.path), []).append(pr.id)

    def others(self, change: str, path: str, pr: PullRequest) -> list[str]:
        """Other PRs that make this change to the file."""
        return [other for other in self._by.get((change, path), ()) if other != pr.id]

    def before(self, change: str, path: str, pr: PullRequest) -> list[str]:
        """PRs that make this change to the file and must merge before `pr`."""
        return [other for other in self.others(change, path, pr) if self._graph.before(other, pr.id)]


def _added(
    repo: Evidence, changes: _Changes, at: str, path: str, pr: PullRequest, file: FileChange
) -> Iterator[Problem]:
    name = named(pr, path)
    why = repo.why_no_path(file.path)
    before = changes.before("add", file.path, pr)
    gone = changes.before("delete", file.path, pr)
    if why:
        yield Problem(
            f"{at}.path", f"{name} cannot add a file there: {why}.", "Write a path inside the repository."
        )
    elif before and not gone:
        yield Problem(
            f"{at}.change",
            f"{name} adds `{file.path}`, which {before[0]} has already added by then.",
            "Say that it modifies the file.",
            fix=Fix(
                f"Say that {name} modifies `{file.path}`", (Edit("put", f"{at}.change", "modify"),), True
            ),
        )
    elif pr.status != "merged" and not gone and repo.taken(file.path):
        yield Problem(
            f"{at}.path",
            f"{name} adds `{file.path}`, which exists already.",
            "Say that it modifies the file, or choose another path; a merged PR is marked as merged.",
        )


def _found(
    context: Context,
    repo: Evidence,
    changes: _Changes,
    at: str,
    path: str,
    pr: PullRequest,
    file: FileChange,
) -> Iterator[Problem]:
    if repo.exists(file.path) or changes.before("add", file.path, pr):
        return
    verb = "modifies" if file.change == "modify" else "deletes"
    makers = changes.others("add", file.path, pr)
    if makers:
        yield Problem(
            f"{path}.depends_on",
            f"{named(pr, path)} {verb} `{file.path}`, which {makers[0]} adds, without depending on it.",
            f"Let it depend on {makers[0]}.",
            fix=waiting_for(context, [pr.id], makers[0]) if len(makers) == 1 else None,
            fields=(f"{at}.path",),
        )
        return
    near = repo.near_files(file.path)
    yield Problem(
        f"{at}.path",
        f"{named(pr, path)} {verb} `{file.path}`, which does not exist.",
        f"Did you mean `{near[0]}`?" if near else "Correct the path, or list the file as added.",
    )
