"""Settling a changed citation: its difference is shown, then the new text is cited and signed."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from blistui.plan.paths import citations, leaves
from screens.dialogs.ask import Choice, Line, Lines
from screens.dialogs.signer import signer
from screens.evidence.draw import diff_row
from screens.printable import printable
from screens.widgets.in_thread import in_thread
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from blistui.repo.citations.verification import Verification
    from blistui.repo.repository import Repository
    from blistui.rules.living.acceptance import Acceptance
    from screens.evidence.pane import EvidencePane

_WHY_NOT = {
    "exact": "it has not changed.",
    "unpinned": "it has no digest, so no difference is known: cite the lines again.",
    "moved": "its text is the same elsewhere: the fix of its finding re-anchors it.",
    "ambiguous": "it may be at several places: cite the right one again.",
    "gone": "it was removed: cite what the claim rests on now.",
}


def begin(bench: Bench, evidence: EvidencePane) -> None:
    """Show how the citation in the evidence pane differs from the code, if it changed, and ask."""
    repository, plan = bench.validator.repository, bench.session.plan
    claim, shown = evidence.claim, evidence.citation
    if repository is None or claim is None or shown is None:
        bench.notify("No citation is shown here that could be accepted.", markup=False)
        return
    # As the pane has them: citations of the item itself, in the order of its fields.
    found = [(path, one) for path, one in citations(leaves(plan)) if path.startswith(f"{claim.path}.")]
    path = next((path for path, one in found if one == shown), "")
    if not path:
        return  # The plan is newer than the pane.

    def look() -> Verification:
        # Deferred for the first frame: verification is loaded by the thread that needs it.
        from blistui.repo.citations.capture import verify_all

        return verify_all(repository, [shown], plan.plan.base_commit or None)[0]

    in_thread(bench, "accept", look, partial(_show, bench, repository, path))


def _show(bench: Bench, repository: Repository, path: str, found: Verification) -> None:
    at = found.citation.at
    if found.status != "changed" or not found.diff:
        why = _WHY_NOT.get(found.status, f"{found.message}; cite the lines again.")
        bench.notify(f"{at} cannot be accepted: {why}", severity="warning", markup=False, timeout=8)
        return
    rows = [Content.styled(f"{printable(found.message)}\n", "bold")]
    for text in found.diff:
        rows += [Content("\n"), diff_row(text)]

    def answered(word: str | None) -> None:
        if word == "accept":
            _ask_who(bench, repository, path, found)

    answers = [("", "Leave it as it is"), ("accept", f"Cite {printable(found.changed_to or at)} instead")]
    title = f"{at} has changed"
    bench.ask_behind(title, Choice(title, Content("").join(rows), answers), answered)


def _ask_who(bench: Bench, repository: Repository, path: str, found: Verification) -> None:
    accepted: list[Acceptance] = []

    def refuse(answers: dict[str, str]) -> str:
        if not answers["by"]:
            return "Who accepts is on record, so a name is needed."
        # Deferred for the first frame, as above.
        from blistui.repo.citations.capture import verify_all
        from blistui.rules.living.acceptance import accept

        plan, today = bench.session.plan, datetime.date.today().isoformat()
        held = dict(citations(leaves(plan))).get(path)
        now = verify_all(repository, [found.citation], plan.plan.base_commit or None)[0]
        if held != found.citation or (now.status, now.diff) != (found.status, found.diff):
            return "The plan or the code has changed since the difference was shown: Esc, and look again."
        accepted[:] = [accept(plan, repository, [(path, now)], [path], answers["by"], today)]
        return "; ".join(accepted[0].refused)

    def done(answers: dict[str, str] | None) -> None:
        if answers is None:
            return
        if editing.apply(bench, accepted[0].edits, f"accept {found.changed_to}"):
            bench.notify(f"Cited {found.changed_to}, accepted by {answers['by']}.", markup=False)

    text = f"{printable(found.changed_to)} still supports the claim: signed today, listed in Review & export."
    lines = [Line("by", "Your name", signer(bench.session.path.parent))]
    bench.app.push_screen(Lines("Accept the changed lines", lines, refuse, text), done)
