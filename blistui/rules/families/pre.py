"""PRE: what a plan rests on: the design guidelines and a design doc."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PREREQUISITE
from blistui.plan.tables.summary import BUILTIN_GUIDELINES
from blistui.rules.prose.wording import listed
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.guidelines import guidelines
from blistui.rules.shared.to_write import to_write, unknown_item


@rule("PRE001", "error", PREREQUISITE, 1, decided="AM")
def guidelines_read(context: Context) -> Iterator[Problem]:
    """The author has read the design guidelines, and the plan says which.

    Why: Module contracts, event classes, scoping criteria and extension types all come from them.
    Fix: Name the guidelines' file in the repository, or `builtin`, read them, and tick the box.
    Fails: guidelines = "docs/guidelines.md", a file that does not exist
    Passes: guidelines = "builtin", guidelines_read = true
    """
    head = context.plan.plan
    if not head.guidelines.strip():
        yield to_write(
            "plan.guidelines",
            "The plan names no design guidelines.",
            "Give their path in the repository, or `builtin` for the summary that blistui ships.",
        )
    elif head.guidelines != BUILTIN_GUIDELINES and context.repo and not context.repo.exists(head.guidelines):
        yield Problem(
            "plan.guidelines",
            f"The design guidelines `{head.guidelines}` cannot be read: {_why(context, head.guidelines)}.",
            "Correct the path, or write `builtin` for the summary that blistui ships.",
        )
    if not head.guidelines_read:
        shipped = " (`blistui guide guidelines`)" if head.guidelines.strip() == BUILTIN_GUIDELINES else ""
        yield to_write(
            "plan.guidelines_read",
            "Nobody has confirmed having read the design guidelines.",
            f"Read them{shipped}, then set “Guidelines read” to yes (`guidelines_read`).",
        )


@rule("PRE002", "error", PREREQUISITE, 1)
def design_doc_named(context: Context) -> Iterator[Problem]:
    """A design doc is named and exists, or a PR of this plan creates it.

    Why: A macro plan orders work that a design has justified; without one it invents the design on the way.
    Fix: Name the design doc, or list its path among the files that one of the PRs adds.
    Fails: design_doc = ""
    Passes: design_doc = "docs/scorers.md", which exists or which PR1 adds
    """
    path = context.plan.plan.design_doc
    if not path.strip():
        yield to_write(
            "plan.design_doc",
            "The plan names no design doc.",
            "Give the path of the design doc, or of the one that a PR of this plan will add: a "
            f"{listed(context.derived(guidelines).species, 'or')}.",
        )
        return
    created = any(file.path == path and file.change == "add" for pr in context.plan.pr for file in pr.files)
    if context.repo and not created and not context.repo.exists(path):
        yield unknown_item(
            context,
            "plan.design_doc",
            "pr",
            message=f"The design doc `{path}` cannot be read, and no PR adds it: {_why(context, path)}.",
            how_to_fix="Correct the path, or list the file among those that a PR adds.",
        )


def _why(context: Context, path: str) -> str:
    return context.repo.why_unreadable(path) if context.repo else ""
