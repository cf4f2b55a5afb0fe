"""Section F: Architectural Evolution."""

from __future__ import annotations

from blistui.markdown.bold import bold
from blistui.markdown.inline import inline
from blistui.markdown.listed import marked
from blistui.markdown.nothing import NONE_BECAUSE, NOT_STATED
from blistui.markdown.write.fields import fields, labelled_texts
from blistui.markdown.write.page import Page
from blistui.markdown.write.source import Source, followed
from blistui.plan.paths import with_paths

_ARRIVE = ("default", "first_non_default")
HIGHLIGHTS = "Risks and invariants"
"""Heading of what Phase 4 highlights."""


def write(page: Page, source: Source) -> None:
    """From the current architecture to the concept model, in behaviour."""
    evolution = source.plan.evolution
    for heading, text, path in (
        ("Current architecture", evolution.current, "evolution.current"),
        ("Target architecture", evolution.target, "evolution.target"),
    ):
        page.heading(3, heading, path)
        if inline(text):
            page.prose(text)
        else:
            page.paragraph(f"{heading} {NOT_STATED}.")
    page.heading(3, "Structural changes", "evolution.change", "evolution")
    for path, change in with_paths(evolution.change, "evolution.change"):
        where = marked(source.block(change.block), ":") or f"block {NOT_STATED}"
        lead = f"**{inline(change.id)}** {where}:" if change.id else f"{where}:"
        page.item(lead, change.what, path)
        fields(page, source, change, path, depth=1)
    if not evolution.change:
        page.paragraph(f"Structural changes {NOT_STATED}.")
    page.heading(3, "Enabling refactors", "evolution.refactor")
    for path, refactor in with_paths(evolution.refactor, "evolution.refactor"):
        promise = "no behavior change" if refactor.no_behavior_change else "behavior change not excluded"
        lead = f"**{inline(refactor.id)}** ({promise}):" if refactor.id else f"({promise}):"
        page.item(lead, refactor.what, path)
        fields(page, source, refactor, path, depth=1)
    if not evolution.refactor:
        page.paragraph("No enabling refactor is planned.")
    page.heading(3, "What remains unchanged", "evolution.unchanged")
    for index, text in enumerate(evolution.unchanged):
        if inline(text):
            page.bullet(inline(text), f"evolution.unchanged.{index}")
    if not evolution.unchanged:
        page.paragraph(f"What remains unchanged {NOT_STATED}.")
    _highlights(page, source)
    _arrivals(page, source)
    _tradeoffs(page, source)


def _highlights(page: Page, source: Source) -> None:
    evolution = source.plan.evolution
    page.heading(3, HIGHLIGHTS)
    fields(page, source, evolution, "evolution", ("risks", "invariants"))
    if inline(evolution.highlights_none_because):
        page.paragraph(
            f"{NONE_BECAUSE}{inline(evolution.highlights_none_because)}", "evolution.highlights_none_because"
        )
    elif not evolution.risks and not evolution.invariants:
        page.paragraph(f"{HIGHLIGHTS} {NOT_STATED}.")


def _arrivals(page: Page, source: Source) -> None:
    # Phase 4 asks again when each extension point gets its second implementation; the answer is Phase 2's.
    if not source.plan.extension_point:
        return
    page.heading(3, "Arrival of implementations")
    for point in source.plan.extension_point:
        page.bullet(
            followed(
                bold(inline(point.name) or inline(point.id) or "Unnamed"),
                *labelled_texts(source, point, _ARRIVE, needed=_ARRIVE),
                ("Arrives in", source.ref(point.pr, "pr") or NOT_STATED),
            )
        )


def _tradeoffs(page: Page, source: Source) -> None:
    page.heading(3, "Fidelity trade-offs", "evolution.tradeoff")
    for path, tradeoff in with_paths(source.plan.evolution.tradeoff, "evolution.tradeoff"):
        row = source.ref(tradeoff.scope, "scope") or f"scoping row {NOT_STATED}"
        page.bullet(f"**{inline(tradeoff.id)}** {row}" if tradeoff.id else row, path)
        fields(page, source, tradeoff, path, depth=1, needed=("approximates", "still_answers", "breaks_when"))
    if not source.plan.evolution.tradeoff:
        page.paragraph("No fidelity trade-off is recorded.")
