"""The living document: revision notes at the top, waivers and attestations after the last section."""

from __future__ import annotations

from blistui.markdown.inline import code, inline
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source
from blistui.plan.judgements import REVIEW, stale, unsigned
from blistui.plan.paths import with_paths


def revision_notes(page: Page, source: Source) -> None:
    """Dated notes, newest first; notes without a date stay where the author put them."""
    if not source.plan.revision:
        return
    page.heading(2, "Revision notes", "revision")
    notes = list(with_paths(source.plan.revision, "revision"))
    if all(note.date for _, note in notes):
        notes.sort(key=lambda entry: entry[1].date, reverse=True)
    for path, note in notes:
        lead = ", ".join(text for text in (inline(note.date), inline(note.version)) if text)
        shown = f"**{lead}**" if lead else "**undated**"
        page.bullet(f"{shown} ({inline(note.id)})" if note.id else shown, path)
        page.field("What changed", note.what, f"{path}.what", depth=1, needed=True)
        page.field("Why", note.why, f"{path}.why", depth=1, needed=True)
        for at, change in with_paths(note.changes, f"{path}.changes"):
            page.bullet(labelled("Contract", inline(change.guarantee)), at, depth=1)
            page.field("Old contract", change.old, f"{at}.old", depth=2)
            page.field("New contract", change.new, f"{at}.new", depth=2)
            page.field("Reason", change.reason, f"{at}.reason", depth=2)


def review_record(page: Page, source: Source) -> None:
    """Waivers, and what people have and have not signed."""
    plan = source.plan
    page.heading(2, "Review record", "waiver", "attestation")
    page.paragraph(
        "Mechanical rules that pass are no approval: what follows was decided by people, or is still to be."
    )
    for path, waiver in with_paths(plan.waiver, "waiver"):
        lead = f"Waived {inline(waiver.id)}".rstrip()
        where = f"{inline(waiver.rule)} at {code(waiver.where)}" if waiver.where else inline(waiver.rule)
        page.bullet(labelled(lead, where), path)
        page.field("Because", waiver.because, f"{path}.because", depth=1)
        page.field("By", _signature(waiver.by, waiver.date), f"{path}.by", depth=1)
    for path, attestation in with_paths(plan.attestation, "attestation"):
        state = "Signed" if attestation.by else "Unsigned"
        if attestation.by and stale(plan, attestation):
            state = "Stale"
        lead = f"{state} {inline(attestation.id)}".rstrip()
        about = f" of {code(attestation.about)}" if attestation.about else ""
        page.bullet(labelled(lead, inline(attestation.subject) + about), path)
        page.field("Statement", attestation.text, f"{path}.text", depth=1)
        page.field("By", _signature(attestation.by, attestation.date), f"{path}.by", depth=1)
    for subject, paths in unsigned(plan):
        about = "the plan as a whole" if subject == REVIEW else ", ".join(map(code, paths))
        page.bullet(labelled("Unsigned", f"{subject}, by nobody yet, for {about}"))


def _signature(by: str, date: str) -> str:
    return ", ".join(text for text in (by, date) if text)
