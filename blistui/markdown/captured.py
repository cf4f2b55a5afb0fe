"""The citations of an imported plan, pinned to the text that they named when their lines were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blistui.markdown.cited import citations_in
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import capture
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.location import format_at, parse_at
from blistui.repo.repository import Repository


class Captured(NamedTuple):
    """Edits that pin citations, the commits they speak of, and what could not be captured, in sentences."""

    edits: tuple[Edit, ...]
    commits: frozenset[str]
    problems: tuple[str, ...]


def versions_in(text: str, written: Sequence[str | None]) -> dict[str, str]:
    """The commit that each place of a text speaks of: that of the line which names it first.

    `written` is the commit of each line; lines without one have no version.
    """
    found: dict[str, str] = {}
    for cited in citations_in(text):
        version = written[cited.line - 1] if cited.line <= len(written) else ""
        if version:
            found.setdefault(format_at(cited.place.path, cited.place.ranges), version)
    return found


def captured(plan: Plan, repository: Repository, base: str | None, versions: Mapping[str, str]) -> Captured:
    """Pins each citation at its own commit, else at its version, else at `base`.

    What cannot be captured stays as it is.
    """
    edits: list[Edit] = []
    commits: set[str] = set()
    problems: list[str] = []
    for path, citation in citations(leaves(plan)):
        try:
            location = parse_at(citation.at)
        except CitationError as error:
            problems.append(f"{path}: {error}")
            continue
        own = repository.resolve(citation.commit) if citation.commit else None
        if citation.commit and own is None:
            problems.append(f"{path}: there is no commit {citation.commit} here")
            continue
        # What was not there when its line was written is not taken from a later commit.
        commit = own or versions.get(str(location)) or base
        try:
            pinned = capture(repository, location.path, location.ranges, commit)
        except (CitationError, RepositoryError) as error:
            problems.append(f"{path}: {error}")
            continue
        commits.add(pinned.commit)
        edits.append(Edit("put", path, pinned))
    return Captured(tuple(edits), frozenset(commits - {""}), tuple(problems))
