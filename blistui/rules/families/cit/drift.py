"""Cited text that is no longer where, or what, it was when it was captured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_0
from blistui.plan.tables.citation import Citation
from blistui.rules.families.cit.places import CitedPlace, cited_places, undecided
from blistui.rules.rule import Context, Fix, Problem, rule

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_HOW_TO_FIX = {
    "moved": "Re-anchor it: the text is the same.",
    "changed": "Read what it says now, correct the claim if it no longer holds, and capture the lines again: "
    "`A` at the evidence in the workbench does that, or `blistui verify --accept`.",
    "ambiguous": "Choose the place that was meant, and capture it again.",
    "gone": "Find out what replaced it, correct the claim, and cite that.",
    "unpinned": "Capture the lines, so that a later change of them is noticed.",
    "invalid": "Capture the lines again.",
}


@rule("CIT004", "error", PHASE_0, 1, repo=True)
def cited_text_unchanged(context: Context) -> Iterator[Problem]:
    """The cited text is still there, as it was when it was captured; what only moved is a warning.

    Why: Code changes after a plan is written; a line number that still exists may show something else by now.
    Fix: Re-anchor what moved; read what changed and correct the fact, then capture it again.
    Fails: digest = "b2:77…", and the lines at that place have another digest
    Passes: the digest of the cited lines is the one in the plan
    """
    repo = context.repo
    if repo is None:
        return
    for place in context.derived(cited_places):
        if place.location is None:
            continue
        answer = repo.verify(place.citation)
        if answer.status == "exact" or (answer.status in ("gone", "invalid") and _missing(repo, place)):
            continue
        if undecided(repo, place):
            continue
        uncommitted = ", by edits that are not committed" if answer.uncommitted else ""
        moved = answer.status == "moved"
        anchored = repo.captured(answer.moved_to) if moved else None
        yield Problem(
            place.at,
            f"{_beginning(answer.message, place)}{uncommitted}.",
            f"It cannot be re-anchored yet: {anchored}."
            if isinstance(anchored, str)
            else _HOW_TO_FIX[answer.status],
            # What moved is still true at the commit where it was captured.
            level="warning" if moved else None,
            fix=_re_anchoring(place, anchored) if isinstance(anchored, Citation) else None,
            details=answer.diff or answer.candidates,
            status=answer.status,
        )


def _beginning(message: str, place: CitedPlace) -> str:
    # A path keeps its spelling, even where a sentence begins with it.
    said = message.rstrip(".")
    if place.location and said.startswith(place.location.path):
        return said
    return f"{said[:1].upper()}{said[1:]}"


def _missing(repo: Evidence, place: CitedPlace) -> bool:
    """Whether the file or the lines are not there: other rules say so."""
    if place.location is None:
        return True
    path = place.location.path
    if not repo.taken(path):
        return not repo.existed(path)
    return max(end for _, end in place.location.ranges) > len(repo.lines(path))


def _re_anchoring(place: CitedPlace, anchored: Citation) -> Fix:
    changed = {key: getattr(anchored, key) for key in ("at", "symbol", "digest", "commit")}
    return Fix(
        f"Re-anchor to {anchored.at}",
        tuple(
            Edit("put", f"{place.path}.{key}", value)
            for key, value in changed.items()
            if value != getattr(place.citation, key)
        ),
    )
