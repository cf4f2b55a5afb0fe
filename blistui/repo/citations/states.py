"""What became of each citation of a plan, in words."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import verify_all
from blistui.repo.repository import Repository


def states_of(repository: Repository, plan: Plan) -> dict[str, str]:
    """By the path of each citation, what became of it, such as `exact` or `moved to sim/a.go:7`.

    Raises RepositoryError.
    """
    held = citations(leaves(plan))
    found = verify_all(repository, [cite for _, cite in held], plan.plan.base_commit or None)
    return {
        path: f"moved to {one.moved_to}" if one.moved_to else one.status
        for (path, _), one in zip(held, found, strict=True)
    }
