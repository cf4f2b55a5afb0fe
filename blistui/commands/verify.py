"""`blistui verify`: whether the citations still mean what they meant."""

from __future__ import annotations

import argparse
import datetime
import getpass
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from blistui.commands import output
from blistui.commands.inputs import Failure, commit_named, plan_at, plans_of, repository_for
from blistui.commands.saving import save_plan
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import citations, leaves
from blistui.plan.resting import resting_on
from blistui.repo.citations.capture import Verification, verify_all
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.report.style import cut
from blistui.rules.living.acceptance import Result, accept
from blistui.rules.living.reanchor import follow_moved, to_commit
from blistui.store.load import Loaded


class _Outcome(NamedTuple):
    """What became of the citations of one plan. `shown` are those to print, with what is to be said of them.

    With `since`, the plan, what rests on each is printed, too. `settled` says that none is left to settle.
    """

    path: Path
    shown: Sequence[Result]
    settled: bool
    notes: tuple[str, ...] = ()
    since: Plan | None = None


def verify(parsed: argparse.Namespace) -> int:
    """Verify every citation of the plans, and change what the options say. 0 all exact, 1 not all."""
    if parsed.format in ("sarif", "github"):
        raise Failure(f"--format {parsed.format} is for Markdown; of a plan, `blistui check` has it.")
    paths = plans_of(parsed.plan)
    _refuse_mixtures(parsed, paths)
    found: list[_Outcome] = []
    broken = False
    for path in paths:
        try:
            found.append(_of_plan(path, parsed))
        except Failure as error:
            if len(paths) == 1:
                raise
            broken = True
            output.note(f"{path}: {error}")
    if parsed.format == "json":
        output.as_json([_record(one, *result) for one in found for result in one.shown])
    for one in found:
        if parsed.format == "text":
            if len(paths) > 1:
                output.line(str(one.path))
            _print(one)
        for note in one.notes:
            output.note(note)
    if broken:
        return 2
    return 0 if all(one.settled for one in found) else 1


def _refuse_mixtures(parsed: argparse.Namespace, paths: Sequence[Path]) -> None:
    if parsed.at is not None and parsed.fix:
        raise Failure("--fix re-anchors to the work tree, so it cannot be used with --at.")
    if parsed.at is not None and parsed.accept:
        raise Failure("--accept cites the work tree, so it cannot be used with --at.")
    if parsed.since and (parsed.fix or parsed.accept or parsed.at):
        raise Failure("--since cannot be used with --fix, --accept or --at.")
    if parsed.to_head and (parsed.accept or parsed.at or parsed.since):
        raise Failure("--to-head cannot be used with --accept, --at or --since: settle first what changed.")
    if parsed.accept and len(paths) > 1:
        raise Failure("--accept is for one plan at a time: the difference is to be read.")


def _of_plan(path: Path, parsed: argparse.Namespace) -> _Outcome:
    """Verify one plan; raises Failure."""
    loaded = plan_at(path)
    repository = repository_for(loaded)
    try:
        if parsed.to_head:
            return _to_head(loaded, repository)
        at = commit_named(repository, parsed.at) if parsed.at is not None else None
        held = citations(leaves(loaded.plan))
        base = loaded.plan.plan.base_commit or None
        found = verify_all(repository, [citation for _, citation in held], base, at)
        results = list(zip([path for path, _ in held], found, strict=True))
        if parsed.since:
            return _since(parsed.since, loaded, repository, results)
        return _settled(parsed, loaded, repository, results)
    except RepositoryError as error:
        raise Failure(str(error)) from error


def _settled(
    parsed: argparse.Namespace, loaded: Loaded, repository: Repository, results: list[Result]
) -> _Outcome:
    """With --fix, what moved is re-anchored; with --accept, what changed is cited; both are saved as one."""
    edits: list[Edit] = []
    notes: list[str] = []
    shown: Sequence[Result] = results
    unsettled = [one for one in results if one[1].status != "exact"]
    if parsed.fix:
        followed = follow_moved(loaded.plan, repository, results)
        edits += followed.edits
        unsettled = list(followed.unsettled)
        shown = results = list((dict(results) | dict(unsettled)).items())
        notes.append(f"re-anchored {len(followed.edits)} of {len(results)} citations")
    notes.append(_counted(results))
    if parsed.accept:
        by = parsed.by or _login_name()
        today = datetime.date.today().isoformat()
        found = accept(apply(loaded.plan, edits), repository, results, parsed.accept, by, today)
        if found.refused:
            raise Failure(*found.refused, "Nothing was accepted.")
        edits += found.edits
        shown = found.accepted
        unsettled = [one for one in unsettled if one not in found.accepted]
        notes += [
            f"accepted {result.changed_to} for {path}, by {by} on {today}" for path, result in found.accepted
        ]
    if edits:
        save_plan(loaded, apply(loaded.plan, edits))
    return _Outcome(loaded.path, shown, not unsettled, tuple(notes))


def _since(since: str, loaded: Loaded, repository: Repository, now: list[Result]) -> _Outcome:
    """The citations that the branch broke; raises RepositoryError."""
    from blistui.rules.running.since import branched_at, broken_citations

    commit = branched_at(repository, since)
    cited = [result.citation for _, result in now]
    then = verify_all(repository, cited, loaded.plan.plan.base_commit or None, commit)
    results = broken_citations(now, then)
    notes = (f"only what changed since {commit[:12]}", _counted(results))
    return _Outcome(loaded.path, results, not results, notes, loaded.plan)


def _to_head(loaded: Loaded, repository: Repository) -> _Outcome:
    """Make the current commit the base, unless a citation is unsettled there; raises RepositoryError."""
    head = repository.head()
    if head is None:
        raise Failure(f"{repository.root} has no commit to re-anchor to.")
    moved = to_commit(loaded.plan, repository, head)
    if moved.unsettled:
        note = (
            "settle these first: cite what is meant now, or --accept the change after reading it; "
            "the base commit stays as it is."
        )
        return _Outcome(loaded.path, moved.unsettled, False, (note,))
    save_plan(loaded, apply(loaded.plan, moved.edits))
    return _Outcome(loaded.path, (), True, (f"the plan's base commit is now {head}",))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise Failure("Nobody is logged in here: say who accepts with --by NAME.") from None


def _print(outcome: _Outcome) -> None:
    for path, result in outcome.shown:
        new = f" -> {result.moved_to}" if result.moved_to else ""
        output.line(f"{result.status:<9}  {result.citation.at}{new}  {path}")
        if result.status != "exact":
            output.line(f"           {result.message}")
        resting = resting_on(outcome.since, path) if outcome.since is not None else ()
        for line in ("on this rest:", *(f"- {one}" for one in resting)) if resting else ():
            output.line(f"           {line}")
        for candidate in result.candidates:
            output.line(f"           candidate: {candidate}")
        for line in cut(result.diff):
            output.line(f"           {line}")


def _counted(results: Sequence[Result]) -> str:
    counts = Counter(result.status for _, result in results)
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no citations"


def _record(outcome: _Outcome, path: str, result: Verification) -> dict[str, Any]:
    record = {
        "file": outcome.path.as_posix(),
        "path": path,
        "status": result.status,
        "at": result.citation.at,
        "moved_to": result.moved_to,
        "symbol": result.citation.symbol,
        "evidence": result.evidence,
        "message": result.message,
        "candidates": list(result.candidates),
        "cosmetic": result.cosmetic,
        "diff": list(result.diff),
    }
    if outcome.since is not None:
        record["rests_on_it"] = list(resting_on(outcome.since, path))
    return record
