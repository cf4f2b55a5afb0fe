"""One answer to a citation from what became of each of its ranges, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.relocation.cosmetic import same_meaning
from blistui.repo.citations.relocation.sought import Fate, Place
from blistui.repo.citations.relocation.surroundings import openings
from blistui.repo.citations.verification import Verification
from blistui.repo.excerpt import digest_of
from blistui.repo.location import Location, format_at
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText, shown

_FEW = 3
_MOST = 20
"""Candidates named in a sentence, and in all."""


def answer(
    citation: Citation, location: Location, fates: Sequence[Fate], then: SourceText | None, now: Snapshot
) -> Verification:
    """The answer from one fate a range; `then` is the file at capture, when that is known."""
    statuses = {fate.status for fate in fates}
    evidence = "; ".join(dict.fromkeys(fate.evidence for fate in fates))
    if statuses == {"exact"}:
        return Verification("exact", citation, f"{location} is unchanged", evidence)
    if statuses <= {"exact", "moved"}:
        return _moved(citation, location, fates, evidence, now)
    if "ambiguous" in statuses:
        return _ambiguous(citation, location, fates, evidence)
    if statuses == {"gone"}:
        what = _listed(at for fate in fates for at in _ats(fate.places))
        there = f" (there now, and not its successor: {what})" if what else ""
        return Verification("gone", citation, f"{location} is gone: {evidence}{there}", evidence)
    return _changed(citation, location, fates, evidence, then, now)


def _moved(
    citation: Citation, location: Location, fates: Sequence[Fate], evidence: str, now: Snapshot
) -> Verification:
    paths = {path for fate in fates for path, _ in fate.places}
    places = [lines for fate in fates for _, lines in fate.places]
    ordered = all(a[1] < b[0] for a, b in pairwise(places))
    was_ordered = all(a[1] < b[0] for a, b in pairwise(location.ranges))
    path = min(paths)
    text = now.text_or_none(path)
    # Whatever the evidence said, the text at the new place must be the captured one.
    same = text is not None and digest_of(text, places) == citation.digest
    if len(paths) > 1 or (was_ordered and not ordered) or not same:
        return _ambiguous(citation, location, fates, evidence)
    to = format_at(path, places)
    return Verification("moved", citation, f"{location} moved to {to}", evidence, moved_to=to)


def _ambiguous(citation: Citation, location: Location, fates: Sequence[Fate], evidence: str) -> Verification:
    # What is now in the place of deleted lines is no candidate.
    unique = list(dict.fromkeys(at for fate in fates if fate.status != "gone" for at in _ats(fate.places)))
    more = f" or one of {len(unique) - _FEW} more places" if len(unique) > _FEW else ""
    message = f"{location} is no longer certain; it may be {_listed(unique[:_FEW], 'or')}{more}"
    return Verification("ambiguous", citation, message, evidence, candidates=tuple(unique[:_MOST]))


def _changed(
    citation: Citation,
    location: Location,
    fates: Sequence[Fate],
    evidence: str,
    then: SourceText | None,
    now: Snapshot,
) -> Verification:
    places = [place for fate in fates if fate.status != "gone" for place in fate.places]
    new = [line for path, lines in places for line in now.text(path).between(*lines)]
    there = tuple(dict.fromkeys(_ats(places)))
    # What is still at its place needs no other.
    where = f"; see {_listed(there)}" if there and there != (str(location),) else ""
    lost = f" ({evidence})" if any(fate.status == "gone" for fate in fates) else ""
    if then is None:
        message = f"{location} holds other text now{where} (the text at capture is not known)"
        return Verification("changed", citation, message, evidence, candidates=there)
    from difflib import unified_diff

    old = [line for lines in location.ranges for line in then.between(*lines)]
    split_up = len(places) != len(location.ranges)
    cosmetic = (
        not (lost or split_up)
        and same_meaning(location.path, old, new)
        and all(
            openings(then, lines) == openings(now.text(path), place)
            for lines, (path, place) in zip(location.ranges, places, strict=True)
        )
    )
    what = "changed in layout or comments only" if cosmetic else "changed"
    return Verification(
        "changed",
        citation,
        f"{location} {what}{where}{lost}",
        evidence,
        candidates=there,
        diff=tuple(unified_diff(old, new, "cited", "now", lineterm="", n=3)),
        cosmetic=cosmetic,
        changed_to=_together(places) if not (lost or split_up) else "",
    )


def _together(places: Sequence[Place]) -> str:
    """The places as one `at`; empty when they are in several files, or in another order."""
    path = places[0][0]
    ranges = [lines for _, lines in places]
    whole = all(first <= last for first, last in ranges)
    ordered = all(a[1] < b[0] for a, b in pairwise(ranges))
    same_file = all(name == path for name, _ in places)
    return format_at(path, ranges) if whole and ordered and same_file else ""


def _ats(places: Iterable[Place]) -> list[str]:
    return [format_at(path, [lines]) for path, lines in places]


def _listed(ats: Iterable[str], word: str = "and") -> str:
    return f" {word} ".join(map(shown, ats))
