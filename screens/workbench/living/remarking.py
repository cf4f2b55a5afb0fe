"""Remarks of reviewers on the item that the evidence pane shows: made, and answered."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from blistui.plan.edits import Edit
from blistui.plan.paths import exists
from blistui.plan.remarks import Said, remarked, remarks
from screens.dialogs.ask import Line, Lines
from screens.dialogs.signer import signer
from screens.printable import printable
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from screens.evidence.pane import EvidencePane


def add(bench: Bench, evidence: EvidencePane) -> None:
    """Ask for a remark on the item."""
    claim = evidence.claim
    if claim is None:
        bench.notify("Put the cursor on an item first: a remark is about one.", markup=False)
        return

    if "@" in claim.path:
        bench.notify("Give the item an id first: a remark names it by its id.", markup=False)
        return

    def refuse(answers: dict[str, str]) -> str:
        return "" if all(answers.values()) else "A remark needs a text and a name."

    def done(answers: dict[str, str] | None) -> None:
        plan = bench.session.plan
        if answers is None or not exists(plan, claim.path):
            return
        edit = remarked(plan, claim.path, answers["by"], datetime.date.today().isoformat(), answers["text"])
        if editing.apply(bench, (edit,), f"remark on {claim.name}"):
            bench.notify("The remark stays open until it has an answer (R in the proof).", markup=False)

    lines = [
        Line("text", "What is to be answered"),
        Line("by", "Your name", signer(bench.session.path.parent)),
    ]
    bench.app.push_screen(Lines(f"Remark on {printable(claim.name)}", lines, refuse), done)


def answer(bench: Bench, evidence: EvidencePane) -> None:
    """Ask for the answer to the first open remark on the item."""
    claim = evidence.claim
    held = remarks(bench.session.plan, claim.path) if claim is not None else ()
    waiting = next((one for one in held if one.is_open), None)
    if waiting is None:
        bench.notify("No remark is open here.", markup=False)
        return
    who = ", ".join(filter(None, (waiting.reviewer, waiting.date)))
    lines = [Line("answer", "Answer: what was done about it, or why nothing")]
    text = f"{who}: {waiting.text}" if who else waiting.text
    bench.app.push_screen(
        Lines("Answer a remark", lines, _refuse, printable(text)), partial(_answered, bench, waiting)
    )


def _refuse(answers: dict[str, str]) -> str:
    return "" if answers["answer"] else "Write the answer; Esc leaves the remark open."


def _answered(bench: Bench, waiting: Said, answers: dict[str, str] | None) -> None:
    if answers is not None and waiting in remarks(bench.session.plan):
        editing.apply(bench, (Edit("put", f"{waiting.path}.answer", answers["answer"]),), "answer a remark")
