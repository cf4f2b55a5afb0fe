"""`blistui verify`: whether the citations still mean what they meant."""

from __future__ import annotations

import argparse
import datetime
import getpass
from collections.abc import Sequence
from typing import Any

from blistui.commands import output
from blistui.commands.inputs import Failure, commit_named, plan_at, repository_for
from blistui.commands.saving import save_plan
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import citations, leaves
from blistui.plan.resting import resting_on
from blistui.repo.citations.capture import Verification, verify_all
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.running.acceptance import Result, accept
from blistui.rules.running.reanchor import follow_moved, to_commit
from blistui.store.load import Loaded


def verify(parsed: argparse.Namespace) -> int:
    """Verify every citation; with --fix, re-anchor those that moved."""
    if len(parsed.plan) > 1:
        raise Failure("one plan at a time is verified; name one, or Markdown files.")
    if parsed.format in ("sarif", "github"):
        raise Failure(f"--format {parsed.format} is for Markdown; of a plan, `blistui check` has it.")
    loaded = plan_at(parsed.plan[0])
    repository = repository_for(loaded)
    if parsed.to_head:
        return _to_head(loaded, repository)
    at = None
    if parsed.at is not None:
        at = commit_named(repository, parsed.at)
        if parsed.fix:
            raise Failure("--fix re-anchors to the work tree, so it cannot be used with --at.")
        if parsed.accept:
            raise Failure("--accept cites the work tree, so it cannot be used with --at.")
    held = citations(leaves(loaded.plan))
    try:
        base = loaded.plan.plan.base_commit or None
        found = verify_all(repository, [citation for _, citation in held], base, at)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    results = list(zip([path for path, _ in held], found, strict=True))
    if parsed.since:
        return _since(parsed, loaded, repository, results)
    unsettled = [(path, result) for path, result in results if result.status != "exact"]
    if parsed.fix:
        try:
            followed = follow_moved(loaded.plan, repository, results)
        except RepositoryError as error:
            raise Failure(str(error)) from error
        _save(loaded, followed.edits)
        unsettled = list(followed.unsettled)
        results = list((dict(results) | dict(unsettled)).items())
        output.note(f"re-anchored {len(followed.edits)} of {len(results)} citations")
    _print(parsed.format, results)
    accepted = _accept(loaded, repository, results, parsed) if parsed.accept else ()
    return 0 if all(one in accepted for one in unsettled) else 1


def _since(parsed: argparse.Namespace, loaded: Loaded, repository: Repository, now: list[Result]) -> int:
    """Print the citations that the branch broke, with what rests on each; 1 when there are any."""
    from blistui.rules.running.since import branched_at, broken_citations

    if parsed.fix or parsed.accept or parsed.at:
        raise Failure("--since cannot be used with --fix, --accept or --at.")
    try:
        commit = branched_at(repository, parsed.since)
        cited = [result.citation for _, result in now]
        then = verify_all(repository, cited, loaded.plan.plan.base_commit or None, commit)
    except RepositoryError as error:
        raise Failure(f"{error}.") from error
    results = broken_citations(now, then)
    output.note(f"only what changed since {commit[:12]}")
    _print(parsed.format, results, loaded.plan)
    return 1 if results else 0


def _accept(
    loaded: Loaded, repository: Repository, results: Sequence[Result], parsed: argparse.Namespace
) -> tuple[Result, ...]:
    """Cite what changed as it is now; its difference was printed before. What was accepted."""
    by = parsed.by or _login_name()
    today = datetime.date.today().isoformat()
    found = accept(loaded.plan, repository, results, parsed.accept, by, today)
    if found.refused:
        raise Failure(*(f"{why}." for why in found.refused), "Nothing was accepted.")
    _save(loaded, found.edits)
    for path, result in found.accepted:
        output.note(f"accepted {result.changed_to} for {path}, by {by} on {today}")
    return found.accepted


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise Failure("Nobody is logged in here: say who accepts with --by NAME.") from None


def _save(loaded: Loaded, edits: tuple[Edit, ...]) -> None:
    save_plan(loaded, apply(loaded.plan, edits))


def _to_head(loaded: Loaded, repository: Repository) -> int:
    head = repository.head()
    if head is None:
        raise Failure(f"{repository.root} has no commit to re-anchor to.")
    try:
        moved = to_commit(loaded.plan, repository, head)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    for path, result in moved.unsettled:
        output.line(f"{result.status:<9}  {result.citation.at}  {path}")
        output.line(f"           {result.message}")
    if moved.unsettled:
        output.note("fix these first; the base commit stays as it is.")
        return 1
    _save(loaded, moved.edits)
    output.note(f"the plan's base commit is now {head}")
    return 0


def _print(format: str, results: list[tuple[str, Verification]], since: Plan | None = None) -> None:
    """Print the results; with the plan in `since`, what rests on each, too."""
    rests = {path: resting_on(since, path) if since is not None else () for path, _ in results}
    if format == "json":
        records = [_record(path, result) for path, result in results]
        if since is not None:
            records = [{**one, "rests_on_it": list(rests[one["path"]])} for one in records]
        output.as_json(records)
        return
    for path, result in results:
        new = f" -> {result.moved_to}" if result.moved_to else ""
        output.line(f"{result.status:<9}  {result.citation.at}{new}  {path}")
        if result.status != "exact":
            output.line(f"           {result.message}")
        if rests[path]:
            output.line(f"           on this rest: {'; '.join(rests[path])}")
        for candidate in result.candidates:
            output.line(f"           candidate: {candidate}")
        for line in result.diff:
            output.line(f"           {line}")
    counts: dict[str, int] = {}
    for _, result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    counted = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no citations"
    output.note(counted)


def _record(path: str, result: Verification) -> dict[str, Any]:
    return {
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
