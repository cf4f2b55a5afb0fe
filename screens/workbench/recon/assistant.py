"""Phases 0 and 5 begun from the code: proposals to accept, each with its citation captured already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.form.form import Place
from screens.workbench import editing
from screens.workbench.bench import Bench
from screens.workbench.recon.facts import inserted

if TYPE_CHECKING:
    from blistui.repo.recon.proposals import Proposal


def offer(bench: Bench) -> None:
    """Show the screen on which facts are looked for and accepted."""
    # Deferred for the first frame: loaded when facts are looked for.
    from screens.workbench.recon.screen import ReconScreen

    repository = bench.validator.repository
    if repository is None:
        bench.notify("There is no repository to look into: fill in Repository in the Summary.", markup=False)
        return

    def accepted(facts: tuple[Proposal, ...] | None) -> None:
        if facts:
            accept(bench, facts)

    bench.app.push_screen(ReconScreen(bench.session.plan, repository, bench.validator), accepted)


def accept(bench: Bench, accepted: Sequence[Proposal]) -> None:
    """Add what each proposal is to the plan, as one undoable step: a finding, or an item of Phase 5."""
    _, edits = inserted(bench.session.plan, accepted)
    if editing.apply(bench, tuple(edits), f"accept {len(edits)} facts"):
        bench.go(Place("phase0" if edits[0].path == "finding" else "phase5"))
