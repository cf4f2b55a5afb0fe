"""`blistui verify FILE.md…`: what any Markdown cites, as of the day each of its lines was written."""

from __future__ import annotations

import argparse
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, commit_named, document_at
from blistui.commands.saving import write_file
from blistui.markdown.followed import followed
from blistui.markdown.verified import verified
from blistui.repo.authored import authored
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.report.cited import DocumentResult, counted, render


def verify_documents(parsed: argparse.Namespace) -> int:
    """Verify all citations of the documents; with --fix, write those that moved where they are now.

    One document of several that cannot be read keeps no other from being verified.
    """
    if parsed.to_head or parsed.accept or parsed.since:
        raise Failure("--to-head, --accept and --since are for plans.")
    if parsed.fix and parsed.at:
        raise Failure("--fix follows the work tree, so it cannot be used with --at.")
    found: list[DocumentResult] = []
    fixed = 0
    broken = False
    for path in parsed.plan:
        try:
            document, count = _document(path, parsed.at, parsed.fix)
        except (RepositoryError, Failure) as error:
            said = Failure(f"{path}: {error}") if isinstance(error, RepositoryError) else error
            if len(parsed.plan) == 1:
                raise said from error
            broken = True
            output.note(str(said))
            continue
        found.append(document)
        fixed += count
    write = {"text": output.report, "github": output.lines}.get(parsed.format, output.json)
    write(render(parsed.format, found))
    if parsed.fix:
        output.note(f"{fixed} citations were written where they are now")
    output.note(counted(found))
    left = sum(own.result.status != "exact" for one in found for own in one.results)
    if broken:
        return 2
    return 1 if left > fixed else 0


def _document(path: Path, at: str | None, fix: bool) -> tuple[DocumentResult, int]:
    text = document_at(path)
    repository = Repository.containing(path)
    commit = commit_named(repository, at) if at else None
    inside = path.resolve().relative_to(repository.root).as_posix()
    results, elsewhere = verified(repository, text, inside, authored(repository, inside), commit)
    count = 0
    if fix:
        new, count = followed(text, results, inside)
        if new != text:
            write_file(path, new.encode())
    return DocumentResult(path.as_posix(), inside, tuple(results), elsewhere), count
