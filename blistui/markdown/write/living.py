"""The living document: revision notes at the top, waivers and attestations after the last section."""

from __future__ import annotations

from blistui.markdown.bold import bold
from blistui.markdown.inline import code, inline, visible
from blistui.markdown.labels import label_of
from blistui.markdown.layout import fence
from blistui.markdown.outline import NO_REASON, NOT_PLACED
from blistui.markdown.write.fields import fields
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, followed, or_unnamed, signed, undated
from blistui.plan.paths import with_paths
from blistui.plan.signatures import REVIEW, stale, unsigned
from blistui.plan.tables.living import Attestation, Remark, Revision, Waiver


def revision_notes(page: Page, source: Source) -> None:
    """Dated notes, newest first; notes without a date stay where the author put them."""
    if not source.plan.revision:
        return
    page.heading(2, "Revision notes", "revision")
    notes = list(with_paths(source.plan.revision, "revision"))
    if all(note.date for _, note in notes):
        notes.sort(key=lambda entry: entry[1].date, reverse=True)
    for path, note in notes:
        version = inline(note.version) if note.date else undated(or_unnamed(note.version, "undated"))
        shown = bold(", ".join(text for text in (inline(note.date), version) if text))
        page.bullet(f"{shown} ({inline(note.id)})" if note.id else shown, path)
        fields(page, source, note, path, depth=1, needed=("what", "why"))
        for at, change in with_paths(note.changes, f"{path}.changes"):
            page.bullet(labelled(label_of(Revision, "changes"), inline(change.guarantee)), at, depth=1)
            fields(page, source, change, at, depth=2)


def review_record(page: Page, source: Source) -> None:
    """Waivers, and what people have and have not signed."""
    plan = source.plan
    page.heading(2, "Review record", "remark", "waiver", "attestation")
    page.paragraph(
        "Mechanical rules that pass are no approval: what follows was decided by people, or is still to be."
    )
    for path, remark in with_paths(plan.remark, "remark"):
        lead = f"Remark {inline(remark.id)}".rstrip()
        page.bullet(labelled(lead, code(remark.about) if remark.about else ""), path)
        fields(page, source, remark, path, depth=1, needed=("text", "answer"))
        _signature(page, f"{path}.reviewer", label_of(Remark, "reviewer"), remark.reviewer, remark.date)
    for path, waiver in with_paths(plan.waiver, "waiver"):
        lead = f"Waived {inline(waiver.id)}".rstrip()
        text = followed(inline(waiver.rule), (label_of(Waiver, "where"), code(waiver.where)))
        page.bullet(labelled(lead, text), path)
        fields(page, source, waiver, path, depth=1)
        _signature(page, f"{path}.by", label_of(Waiver, "by"), waiver.by, waiver.date)
    for path, attestation in with_paths(plan.attestation, "attestation"):
        state = "Signed" if attestation.by else "Unsigned"
        if attestation.by and stale(plan, attestation):
            state = "Stale"
        lead = f"{state} {inline(attestation.id)}".rstrip()
        text = followed(
            inline(attestation.subject), (label_of(Attestation, "about"), code(attestation.about))
        )
        page.bullet(labelled(lead, text), path)
        fields(page, source, attestation, path, depth=1)
        _signature(page, f"{path}.by", label_of(Attestation, "by"), attestation.by, attestation.date)
    for subject, paths in unsigned(plan):
        about = "the plan as a whole" if subject == REVIEW else ", ".join(map(code, paths))
        page.bullet(labelled("Unsigned", f"{subject}, by nobody yet, for {about}"))


def not_placed(page: Page, source: Source) -> None:
    """What an import could not place, as it was written."""
    if not source.plan.leftover:
        return
    page.heading(2, NOT_PLACED, "leftover")
    for path, leftover in with_paths(source.plan.leftover, "leftover"):
        lead = f"{inline(leftover.id) or 'Unnamed'} ({or_unnamed(leftover.why, NO_REASON)})"
        page.bullet(labelled(lead, inline(leftover.heading)).rstrip(), path)
        page.gap()
        page.lines.extend(fence("markdown", visible(leftover.text).split("\n"), "  "))
        page.gap()


def _signature(page: Page, path: str, label: str, by: str, date: str) -> None:
    if text := signed(by, date):
        page.bullet(labelled(label, text), path, depth=1)
