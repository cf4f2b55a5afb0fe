"""Moving a plan to the current commit: every citation verified there, as one step."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import Verification, capture, verify_all
from blistui.repo.citations.current import Capturer
from blistui.repo.errors import CitationError
from blistui.repo.location import parse_at
from blistui.repo.repository import Repository


@dataclass(frozen=True)
class Reanchored:
    """The edits that re-anchor, and what prevents them: results that no edit settles.

    Such are those that are neither exact nor moved, and those that moved to lines that cannot be cited.
    """

    edits: tuple[Edit, ...]
    unsettled: tuple[tuple[str, Verification], ...]


def follow_moved(plan: Plan, repository: Repository, results: list[tuple[str, Verification]]) -> Reanchored:
    """Re-anchor what has moved, and only that; the base commit stays.

    Lines that no commit has are not cited, and the result says so. Raises RepositoryError.
    """
    capturer = Capturer(repository, plan.plan.base_commit or None)
    capturer.read_ahead(parse_at(result.moved_to).path for _, result in results if result.moved_to)
    edits: list[Edit] = []
    unsettled: list[tuple[str, Verification]] = []
    for path, result in results:
        if result.status == "moved":
            there = parse_at(result.moved_to)
            try:
                edits.append(Edit("put", path, capturer.capture(there.path, there.ranges)))
            except CitationError as error:
                message = f"{result.message}, and stays as it was cited: {error}"
                unsettled.append((path, result._replace(message=message)))
        elif result.status != "exact":
            unsettled.append((path, result))
    return Reanchored(tuple(edits), tuple(unsettled))


def to_commit(plan: Plan, repository: Repository, commit: str) -> Reanchored:
    """Make `commit` the plan's base: every citation pinned to its lines there (template: Living document).

    There are no edits while a citation is unsettled at `commit`: the plan would lose the history by which
    it can be settled. Raises RepositoryError.
    """
    held = citations(leaves(plan))
    base = plan.plan.base_commit or None
    results = verify_all(repository, [citation for _, citation in held], base, commit)
    edits: list[Edit] = [Edit("put", "plan.base_commit", commit)]
    unsettled: list[tuple[str, Verification]] = []
    for (path, citation), result in zip(held, results, strict=True):
        if result.status == "exact" and citation.commit:
            edits.append(Edit("put", f"{path}.commit", ""))
        elif result.status == "moved":
            location = parse_at(result.moved_to)
            there = capture(repository, location.path, location.ranges, commit)
            edits.append(Edit("put", path, there.model_copy(update={"commit": ""})))
        elif result.status != "exact":
            unsettled.append((path, result))
    return Reanchored(() if unsettled else tuple(edits), tuple(unsettled))
