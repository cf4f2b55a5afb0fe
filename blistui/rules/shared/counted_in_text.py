"""Numbers in prose that count items of the plan, and the fix that lets them follow it."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.numbers import Span, recounted
from blistui.rules.prose.wording import quoted
from blistui.rules.rule import Fix


def not_dropped(plan: Plan) -> tuple[PullRequest, ...]:
    """The PRs of the series: one that was dropped stays in the plan, and is none of them any more."""
    return tuple(pr for pr in plan.pr if not pr.is_dropped)


def number_follows(path: str, text: str, number: Span, noun: Span, count: int) -> Fix:
    """Writes `count` in the place of the number of `text`, the text at `path`."""
    new, said, says = recounted(text, number, noun, count)
    return Fix(f"Write {quoted(says)} for {quoted(said)}", (Edit("put", path, new),))
