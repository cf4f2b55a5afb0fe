"""`blistui import`: a plan written in Markdown, as a plan in TOML."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, commit_named, document_at, repository_at
from blistui.commands.saving import write_file
from blistui.markdown.captured import captured, versions_in
from blistui.markdown.outline import SECTIONS
from blistui.markdown.read.document import Code, Imported, read_markdown
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import citations, leaves
from blistui.repo.authored import authored
from blistui.repo.citations.capture import verify_all
from blistui.repo.citations.interfaces import signatures_of
from blistui.repo.errors import RepositoryError
from blistui.repo.permalink import projects_of
from blistui.repo.repository import Repository
from blistui.store.save import SaveFailed, encoded
from blistui.store.toml.merge import fresh


def import_plan(parsed: argparse.Namespace) -> int:
    """Write the plan that the Markdown holds; what was not placed is in it as leftovers."""
    target: Path = parsed.output or parsed.markdown.with_suffix(".toml")
    if target.exists():
        raise Failure(f"{target} exists already; name another file with --output.")
    text = document_at(parsed.markdown)
    opened = _Opened(parsed)
    imported = read_markdown(text, opened.code_in)
    repository = opened.repository
    base = commit_named(repository, parsed.at) if parsed.at else repository.head()
    if not imported.sections:
        raise Failure(
            f"{parsed.markdown} has no section that was recognised as one of a macro plan.",
            "Its sections are headed `A) Executive Summary` to `K) Design Bug Prevention Checklist`.",
        )
    relative = os.path.relpath(repository.root, target.resolve().parent)
    edits = [
        Edit("put", "plan.repository", Path(relative).as_posix()),
        Edit("put", "plan.base_commit", base or ""),
    ]
    plan = apply(imported.plan, edits)
    try:
        found = captured(plan, repository, base, _versions(parsed, text, repository))
    except RepositoryError as error:
        raise Failure(str(error)) from error
    plan = apply(plan, found.edits)
    try:
        data = encoded(target, fresh(plan))
    except SaveFailed as error:
        raise Failure(str(error)) from error
    write_file(target, data)
    output.line(str(target))
    for leftover in imported.leftovers:
        place = f", {leftover.where}" if leftover.where else ""
        output.note(f"{parsed.markdown}:{leftover.line}: not placed{place}")
    for problem in found.problems:
        output.note(problem)
    if len(found.commits) > 1:
        output.note(f"citations are of the {len(found.commits)} commits that wrote their lines")
    _summarize(imported, plan, repository, base)
    return 0


class _Opened:
    """The repository of the code, opened when the head of the Markdown has named it."""

    repository: Repository

    def __init__(self, parsed: argparse.Namespace) -> None:
        self._parsed = parsed

    def code_in(self, named: str) -> Code:
        """What the import has to know of it."""
        markdown: Path = self._parsed.markdown
        self.repository = repository_at(self._parsed.repo or _named(markdown, named))
        return Code(
            _folder(markdown, self.repository),
            projects_of(self.repository),
            lambda plan: signatures_of(self.repository, plan)[0],
        )


def _summarize(imported: Imported, plan: Plan, repository: Repository, base: str | None) -> None:
    """What was understood of how much, on stderr."""
    guarantees = sum(len(pr.guarantees) for pr in plan.pr)
    depends = sum(len(pr.depends_on) for pr in plan.pr)
    for remark in imported.remarks:
        output.note(remark)
    output.note(f"sections: {len(imported.sections)} of {len(SECTIONS)} ({', '.join(imported.sections)})")
    output.note(
        f"PRs: {len(plan.pr)}, guarantees: {guarantees}, dependencies: {depends}, risks: {len(plan.risk)}"
    )
    cited = [citation for _, citation in citations(leaves(plan))]
    try:
        states = Counter(result.status for result in verify_all(repository, cited, base))
        counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        output.note(f"citations: {len(cited)}{f' ({counted})' if counted else ''}")
    except RepositoryError as error:
        output.note(f"citations: {len(cited)}, not verified: {error}")
    share = round(100 * imported.words_left / imported.words) if imported.words else 0
    output.note(
        f"words left over: {imported.words_left} of {imported.words} ({share} %),"
        f" in {len(plan.leftover)} leftovers at the end of the plan"
    )


def _named(markdown: Path, named: str) -> Path | None:
    """The folder that the plan names as its repository, seen from where the plan is."""
    folder = markdown.parent / named
    return folder if named and folder.is_dir() else None


def _folder(markdown: Path, repository: Repository) -> str:
    """The folder of the Markdown in the repository; empty when it is outside, or at the top."""
    folder = markdown.resolve().parent
    if not folder.is_relative_to(repository.root):
        return ""
    inside = folder.relative_to(repository.root).as_posix()
    return "" if inside == "." else inside


def _versions(parsed: argparse.Namespace, text: str, repository: Repository) -> dict[str, str]:
    """The commit that each place in the Markdown speaks of; says which, where it is one for all."""
    if parsed.at:
        return {}
    file = parsed.markdown.resolve()
    if not file.is_relative_to(repository.root):
        output.note("The Markdown is not in the repository of the code: citations are of the current commit.")
        return {}
    written = authored(repository, file.relative_to(repository.root).as_posix())
    if not any(written):
        output.note("The Markdown is not committed: citations are of the current commit.")
        return {}
    return versions_in(text, written)
