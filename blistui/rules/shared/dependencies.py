"""Dependencies between PRs that a rule asks for."""

from __future__ import annotations

from collections.abc import Sequence

from blistui.plan.edits import Edit
from blistui.plan.ids import items_of
from blistui.rules.prose.wording import listed
from blistui.rules.rule import Context, Fix
from blistui.rules.shared.references import is_of_one


def waiting_for(context: Context, prs: Sequence[str], on: str) -> Fix | None:
    """Lets `prs` depend on the PR `on`; None where that makes a circle, or an id is not of one PR."""
    if not all(is_of_one(context, "pr", own) for own in (*prs, on)):
        return None
    found = {item.id: (path, item) for path, item in items_of(context.plan, "pr")}
    if found[on][1].is_dropped or any(context.graph.no_later(own, on) for own in prs):
        return None
    edits = (
        Edit("put", f"{path}.depends_on", (*item.depends_on, on))
        for path, item in (found[own] for own in prs)
    )
    # What merges before what is the author's to decide, so it is offered only.
    return Fix(f"Let {listed(prs)} depend on {on}", tuple(edits), is_scaffold=True)
