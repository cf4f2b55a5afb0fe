"""`blistui import`: a plan written in Markdown, as a plan in TOML."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, repository_at
from blistui.markdown.read.document import as_comments, read_markdown
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import capture
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.location import parse_at
from blistui.repo.repository import Repository
from blistui.store.atomic import write_atomically
from blistui.store.load import Unloadable, read_bytes
from blistui.store.save import SaveFailed, encoded
from blistui.store.toml.merge import fresh


def import_plan(parsed: argparse.Namespace) -> int:
    """Write the plan that the Markdown holds; what was not understood stands in comments at the end."""
    target: Path = parsed.output or parsed.markdown.with_suffix(".toml")
    if target.exists():
        raise Failure(f"{target} exists already; name another file with --output.")
    try:
        text = read_bytes(parsed.markdown).decode("utf-8")
    except Unloadable as error:
        raise Failure(str(error)) from error
    except UnicodeDecodeError as error:
        raise Failure(f"{parsed.markdown} is not UTF-8 text; save it as UTF-8.") from error
    repository = repository_at(parsed.repo)
    base = repository.resolve(parsed.at) if parsed.at else repository.head()
    if parsed.at and base is None:
        raise Failure(f"{parsed.at} is no commit of {repository.root}; name one that git knows.")
    imported = read_markdown(text, _folder(parsed.markdown, repository))
    relative = os.path.relpath(repository.root, target.resolve().parent)
    edits = [
        Edit("put", "plan.repository", Path(relative).as_posix()),
        Edit("put", "plan.base_commit", base or ""),
    ]
    plan = apply(imported.plan, edits)
    plan = apply(plan, _captured(plan, repository, base))
    try:
        write_atomically(target, encoded(target, fresh(plan) + as_comments(imported.leftovers)))
    except SaveFailed as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{target} could not be written: {error.strerror}.") from error
    output.line(str(target))
    for leftover in imported.leftovers:
        output.note(f"{parsed.markdown}:{leftover.line}: not understood, {leftover.where}")
    return 0


def _folder(markdown: Path, repository: Repository) -> str:
    """The folder of the Markdown in the repository; empty when it is outside, or at the top."""
    folder = markdown.resolve().parent
    if not folder.is_relative_to(repository.root):
        return ""
    inside = folder.relative_to(repository.root).as_posix()
    return "" if inside == "." else inside


def _captured(plan: Plan, repository: Repository, base: str | None) -> list[Edit]:
    """Edits that pin each citation to the text it names at `base`; what cannot be read is named."""
    edits: list[Edit] = []
    for path, citation in citations(leaves(plan)):
        try:
            location = parse_at(citation.at)
            edits.append(Edit("put", path, capture(repository, location.path, location.ranges, base)))
        except (CitationError, RepositoryError) as error:
            output.note(f"{path}: {error}")
    return edits
