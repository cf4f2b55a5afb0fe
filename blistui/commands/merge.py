"""`blistui merge`: PRs that git shows as merged are proposed, and marked one at a time."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from blistui.commands import output
from blistui.commands.inputs import Failure, commit_named, plan_at, repository_for
from blistui.commands.saving import save_plan
from blistui.plan.days import HOW, day
from blistui.plan.ids import ids_of
from blistui.plan.paths import ValueRefused, get
from blistui.plan.targets import instead
from blistui.repo.errors import RepositoryError
from blistui.report import changed as changed_report
from blistui.report.style import style_for
from blistui.rules.living.changed import changed_by
from blistui.rules.living.merges import Proposal, best, commit_of, proposals, unseen
from blistui.rules.living.merging import Merging, merging
from blistui.store.session import Session

if TYPE_CHECKING:
    from blistui.plan.document import Plan
    from blistui.repo.git.history import Merge
    from blistui.repo.repository import Repository
    from blistui.store.load import Loaded

_FORMAT = 1


def merge(parsed: argparse.Namespace) -> int:
    """List the proposals, or mark one PR as merged; 0 done, 2 refused."""
    loaded = plan_at(parsed.plan)
    repository = repository_for(loaded)
    lacks = unseen(repository)
    if not repository.is_git:
        raise Failure(lacks)
    if lacks:
        output.note(lacks)
    try:
        if not parsed.pr:
            return _list(parsed, proposals(loaded.plan, repository))
        return _mark(parsed, loaded, repository)
    except RepositoryError as error:
        raise Failure(str(error)) from error


def _list(parsed: argparse.Namespace, found: list[Proposal]) -> int:
    if parsed.format == "json":
        records = [_record(one) for one in found]
        output.as_json({"format": _FORMAT, "proposals": records})
        return 0
    for one in found:
        output.line(f"{one.pr}  {one.merge.commit[:12]}  {one.merge.day}  {one.merge.subject}")
        output.line(f"    {'likely' if one.sure else 'perhaps'}: {'; '.join(one.reasons)}")
        output.line(f"    blistui merge {parsed.plan} {one.pr} {one.merge.commit[:12]}")
    if not found:
        output.note("git shows no merge of a PR that the plan does not have as merged.")
    return 0


def _record(one: Proposal) -> dict[str, Any]:
    return {
        "pr": one.pr,
        "commit": one.merge.commit,
        "day": one.merge.day,
        "subject": one.merge.subject,
        "reasons": list(one.reasons),
        "likely": one.sure,
    }


def _mark(parsed: argparse.Namespace, loaded: Loaded, repository: Repository) -> int:
    plan = loaded.plan
    known = ids_of(plan, "pr")
    if parsed.pr not in known:
        raise Failure(f"there is no PR `{parsed.pr}`{instead(parsed.pr, list(known))}")
    path = known[parsed.pr]
    pr = get(plan, path)
    if pr.status == "merged" and not parsed.commit:
        raise Failure(f"{parsed.pr} is marked as merged already; name a commit to mark it again.")
    found = _commit(parsed, plan, repository)
    confirmed = _day(parsed.confirmed)
    made = merging(plan, repository, path, found, confirmed=confirmed, freeze=parsed.freeze)
    session = Session(loaded)
    try:
        session.apply(made.edits, f"merge {parsed.pr}")
    except ValueRefused as error:
        raise Failure(str(error)) from error
    changed = changed_by(loaded.path, plan, session.plan)
    if not parsed.dry_run:
        save_plan(loaded, session.plan)
    lines = [*_left(parsed, made), *_freezes(parsed, made)]
    if parsed.format == "json":
        data = {
            "format": _FORMAT,
            "written": not parsed.dry_run,
            "pr": parsed.pr,
            "commit": found.commit,
            "day": found.day,
            "left_to_do": lines,
            **changed_report.record(changed),
        }
        output.as_json(data)
        return 0
    output.line(f"{parsed.pr} merged as {found.commit[:12]} on {found.day}: {found.subject}")
    for line in lines:
        output.line(f"  {line}")
    output.report(changed_report.text(changed, style_for(sys.stdout, os.environ)))
    if parsed.dry_run:
        output.note("nothing was written: --dry-run was given.")
    return 0


def _commit(parsed: argparse.Namespace, plan: Plan, repository: Repository) -> Merge:
    """The commit that is named, or the one that git leaves no doubt of; raises Failure."""
    if parsed.commit:
        return commit_of(repository, commit_named(repository, parsed.commit))
    found = [one for one in proposals(plan, repository) if one.pr == parsed.pr]
    chosen = best(found)
    if chosen is not None:
        return chosen.merge
    if not found:
        raise Failure(f"git shows no merge of {parsed.pr}: name its commit.")
    for one in found[:10]:
        output.note(f"{one.merge.commit[:12]} {one.merge.day} {one.merge.subject}")
    raise Failure(f"which commit merged {parsed.pr} is not certain: name one of these.")


def _day(text: str) -> str:
    if text == "today":
        return datetime.date.today().isoformat()
    if text and day(text) is None:
        raise Failure(f"{text} is no day: {HOW}, or today.")
    return text


def _left(parsed: argparse.Namespace, made: Merging) -> Iterator[str]:
    for one in made.left:
        yield f"{one.says} Then: blistui set {parsed.plan} {one.path} {one.value}" if one.path else one.says


def _freezes(parsed: argparse.Namespace, made: Merging) -> Iterator[str]:
    for one in made.freezes:
        if one.entry is None:
            yield f"Freeze {one.item} wants its entry in section G, but {one.problem}."
        elif parsed.freeze:
            yield f"Freeze {one.item}: {one.interface} of {one.place} is entered in section G."
        else:
            yield (
                f"Freeze {one.item} wants its entry in section G: merge with --freeze, or: blistui add "
                f"{parsed.plan} frozen interface={one.interface} freeze_pr={one.pr} cite={one.place}"
            )
