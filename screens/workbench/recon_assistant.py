"""Phases 0 and 5 begun from the code: proposals to accept, each with its citation captured already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from blistui.plan.edits import Edit, apply
from blistui.plan.ids import mint
from blistui.plan.tables.crosscutting import DOCUMENTS
from screens.dialogs.picker import Option, Picker
from screens.form.form import Place
from screens.widgets.in_thread import in_thread
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from blistui.repo.recon.proposals import Proposal


def offer(bench: Bench) -> None:
    """Look for facts in a worker, then let the author pick among them."""
    repository = bench.validator.repository
    if repository is None:
        bench.notify("There is no repository to look into: fill in Repository in the Summary.", markup=False)
        return
    bench.notify("Looking into the code …", timeout=3)
    base = bench.session.plan.plan.base_commit or None

    def look() -> list[Proposal]:
        # Deferred for the first frame: loaded by the thread that needs it.
        from blistui.repo.recon.proposals import proposals

        return proposals(repository, base=base)

    in_thread(bench, "recon", look, partial(_pick, bench))


def _pick(bench: Bench, found: list[Proposal]) -> None:
    plan = bench.session.plan
    taken = {finding.statement for finding in plan.finding} | {item.item for item in plan.crosscutting}
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


def accept(bench: Bench, accepted: list[Proposal]) -> None:
    """Add what each proposal is to the plan, as one undoable step: a finding, or an item of Phase 5."""
    after = bench.session.plan
    edits: list[Edit] = []
    for proposal in accepted:
        kind, values = _item(proposal)
        edits.append(Edit("insert", kind, {"id": mint(after, kind), **values}, len(getattr(after, kind))))
        after = apply(after, edits[-1:])
    if editing.apply(bench, tuple(edits), f"accept {len(edits)} facts"):
        bench.go(Place("phase0" if edits[0].path == "finding" else "phase5"))


def _item(proposal: Proposal) -> tuple[str, dict[str, Any]]:
    """The kind of item that a proposal becomes, and its values."""
    cites = [citation.model_dump() for citation in proposal.citations]
    if proposal.topic == "tests":
        return "crosscutting", {
            "area": "tests",
            "item": proposal.statement,
            "existing": True,
            "cites": cites,
        }
    if proposal.topic == "documents":
        document = next((name for name in DOCUMENTS if f"`{name}" in proposal.statement), "other")
        return "crosscutting", {"area": "docs", "item": proposal.statement, "document": document}
    return "finding", {
        "topic": proposal.topic,
        "kind": "confirmed",
        "statement": proposal.statement,
        "cites": cites,
    }
