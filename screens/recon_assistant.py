"""Phase 0 begun from the code: proposals to accept, each with its citation captured already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.plan.edits import Edit
from blistui.plan.ids import KINDS, ids_of
from blistui.repo.errors import RepositoryError
from screens import editing
from screens.dialogs.picker import Picker
from screens.phases.form import Place
from screens.widgets.pick_fields import Option

if TYPE_CHECKING:
    from blistui.repo.recon import Proposal
    from screens.workbench import Workbench


def offer(bench: Workbench) -> None:
    """Look for facts in a worker, then let the author pick among them."""
    repository = bench.validator.repository
    if repository is None:
        bench.notify("There is no repository to look into: fill in Repository in the Summary.", markup=False)
        return
    bench.notify("Looking into the code …", timeout=3)

    def look() -> None:
        from blistui.repo.recon import proposals

        try:
            found = proposals(repository)
        except RepositoryError as error:
            bench.app.call_from_thread(bench.notify, str(error), severity="error", markup=False)
        else:
            bench.app.call_from_thread(_pick, bench, list(found))

    bench.run_worker(look, thread=True, exclusive=True, group="recon")


def _pick(bench: Workbench, found: list[Proposal]) -> None:
    taken = {finding.statement for finding in bench.session.plan.finding}
    offered = [proposal for proposal in found if proposal.statement not in taken]
    if not offered:
        bench.notify("The code offers nothing that the plan does not say already.", markup=False)
        return
    options = [
        Option(str(number), f"{proposal.topic}: {proposal.statement}")
        for number, proposal in enumerate(offered, start=1)
    ]

    def picked(values: tuple[str, ...] | None) -> None:
        if values:
            accept(bench, [offered[int(value) - 1] for value in values])

    bench.app.push_screen(Picker("Facts found in the code", options, (), several=True), picked)


def accept(bench: Workbench, accepted: list[Proposal]) -> None:
    """Add a confirmed finding for each proposal, as one undoable step."""
    plan = bench.session.plan
    used = set(ids_of(plan, "finding"))
    edits: list[Edit] = []
    number = 0
    for proposal in accepted:
        number += 1
        while f"{KINDS['finding'].prefix}{number}" in used:
            number += 1
        values = {
            "id": f"{KINDS['finding'].prefix}{number}",
            "topic": proposal.topic,
            "kind": "confirmed",
            "statement": proposal.statement,
            "cites": [citation.model_dump() for citation in proposal.citations],
        }
        edits.append(Edit("insert", "finding", values, len(plan.finding) + len(edits)))
    if editing.apply(bench, tuple(edits), f"accept {len(edits)} facts"):
        bench.go(Place("phase0"))
