"""Places in code that the text of an item names become citations of the item, which are verified."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from blistui.rules.prose.wording import first_of
from screens.printable import printable
from screens.widgets.in_thread import in_thread
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from blistui.plan.document import Plan
    from blistui.plan.edits import Edit
    from blistui.rules.families.cit.uncited import Uncited
    from screens.evidence.pane import EvidencePane

    Found = tuple[list[Uncited], tuple[Edit, ...]]

_MOST = 3
"""Places that a message names."""


def begin(bench: Bench, evidence: EvidencePane) -> None:
    """Cite the places that the item in the evidence pane names in its text."""
    repository, plan, claim = bench.validator.repository, bench.session.plan, evidence.claim
    policy = bench.validator.policy
    if repository is None or claim is None:
        bench.notify("No item is shown here whose text could name code.", markup=False)
        return

    def look() -> Found:
        # Deferred for the first frame: the rules are loaded by the thread that needs them.
        from blistui.rules.evidence import Evidence
        from blistui.rules.families.cit.uncited import citing, uncited
        from blistui.rules.running.checking import context_of

        context = context_of(plan, Evidence(repository, plan.plan.base_commit), policy=policy)
        named = [one for one in uncited(context) if one.item == claim.path]
        return named, citing(context, named)

    in_thread(bench, "prose places", look, partial(_show, bench, plan, claim.name))


def _show(bench: Bench, plan: Plan, name: str, found: Found) -> None:
    named, edits = found
    if bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; ask for the citations again.", markup=False)
        return
    refused = [
        f"“{printable(one.shown)}” is not cited: {one.found}." for one in named if isinstance(one.found, str)
    ]
    cited = [one.found.at for one in named if not isinstance(one.found, str)]
    if not named:
        bench.notify(
            f"The text of {name} names no lines of code that it does not cite already.",
            markup=False,
            timeout=4,
        )
        return
    # In one notice: another would take its place.
    said = refused[:_MOST]
    if edits and editing.apply(bench, edits, f"cite what {name} names"):
        said.insert(0, f"Cited {first_of(list(map(printable, cited)), _MOST)}.")
    if refused:
        bench.notify("\n".join(said), severity="warning", markup=False, timeout=8)
    elif said:
        bench.notify(said[0], markup=False, timeout=3)
