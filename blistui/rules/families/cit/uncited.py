"""Places in code that prose names, as the citations that they could be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from blistui.plan.edits import Edit
from blistui.plan.items import item_path
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.living import NOTES
from blistui.repo.location import Location, out_of_range
from blistui.repo.places import Place, places_in
from blistui.repo.versions import located
from blistui.rules.families.cit.places import holds_something
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import PlanText, plan_texts

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence


class Uncited(NamedTuple):
    """A place that the item at the path `item` names in its prose, `shown` as it is written there.

    `found` is the citation that it would be, or a phrase that says why it can be none.
    """

    item: str
    shown: str
    found: Citation | str


def standing_texts(context: Context) -> list[PlanText]:
    """The texts that are kept true, in the order of the document."""
    # Notes say what was true on a day, or are still to be placed: they are not corrected.
    return [text for text in context.derived(plan_texts) if text.table not in NOTES]


def uncited(context: Context) -> list[Uncited]:
    """The places that items with a list of citations name and do not cite; none without a repository."""
    if context.repo is None:
        return []
    added = {file.path for pr in context.plan.pr for file in pr.files if file.change == "add"}
    waived = {item_path(waiver.where) for waiver in context.plan.waiver if waiver.rule == "CIT012"}
    covered: dict[str, list[Citation]] = {}
    found: list[Uncited] = []
    for text in standing_texts(context):
        cites = cites_of(text)
        if cites is None:
            continue
        item = item_of(text)
        known = covered.setdefault(item, list(cites))
        for place in places_in(text.text):
            if place.path in added or is_covered(known, place) or not _is_here(context.repo, place):
                continue
            is_waived = item_path(item) in waived
            citation = "CIT012 is waived" if is_waived else as_citation(context, context.repo, place)
            found.append(Uncited(item, text.text[place.start : place.end], citation))
            if isinstance(citation, Citation):
                known.append(citation)
    return found


def citing(context: Context, wanted: Sequence[Uncited]) -> tuple[Edit, ...]:
    """The edits that make citations of those of `wanted` that can be some."""
    new: dict[str, list[Citation]] = {}
    for one in wanted:
        if isinstance(one.found, Citation):
            new.setdefault(one.item, []).append(one.found)
    held = {item_of(text): cites for text in standing_texts(context) if (cites := cites_of(text)) is not None}
    return tuple(Edit("put", f"{item}.cites", (*held[item], *cites)) for item, cites in new.items())


def _is_here(repo: Evidence, place: Place) -> bool:
    """Whether the place may be of this repository: other projects are named in prose, too."""
    return bool(repo.versions.commit(place.commit)) if place.commit else repo.existed(place.path)


def as_citation(context: Context, repo: Evidence, place: Place) -> Citation | str:
    """The one citation that a place can mean, or a phrase that says why there is none.

    A place without a commit is of the base commit, if the lines are the same in the code here or only there.
    """
    location = Location(place.path, place.ranges)
    most = context.policy.citation_lines
    if location.line_count > most:
        return f"{location} spans {location.line_count} lines, more than {most}"
    found = repo.captured(str(location), place.commit) if place.commit else _of_one_version(repo, location)
    if isinstance(found, str):
        return found
    version = repo.versions.text_at_capture(found)
    lines = version[1].lines if version is not None else ()
    if not all(holds_something(lines[start - 1 : end]) for start, end in location.ranges):
        return f"{location} has lines that say nothing"
    return found


def _of_one_version(repo: Evidence, location: Location) -> Citation | str:
    here = repo.captured(str(location))
    if not repo.base or (isinstance(here, Citation) and not here.commit):
        return here
    if not repo.versions.commit(repo.base):
        return f"the base commit {repo.base[:12]} is not here"
    then = repo.captured(str(location), repo.base)
    if isinstance(then, str):
        return here
    now = repo.versions.now.text_or_none(location.path)
    if now is None or out_of_range(now, location.ranges):
        return then
    return f"{location} has other text in the code here than at the base commit"


# What an item cites


def item_of(text: PlanText) -> str:
    """The path of the table that holds the text, in which its citations are."""
    return text.path.rpartition(f".{text.spec.key}")[0]


def cites_of(text: PlanText) -> tuple[Citation, ...] | None:
    """The citations of the item that holds the text; None when it can have none."""
    found = getattr(text.item, "cites", None)
    return found if isinstance(found, tuple) else None


def is_covered(cites: Sequence[Citation], place: Place) -> bool:
    """Whether one of these citations is about the lines of the place: then that one is verified."""
    places = [location for cite in cites if (location := located(cite))]
    return any(
        other.path == place.path and all(_within(lines, other) for lines in place.ranges) for other in places
    )


def _within(lines: tuple[int, int], location: Location) -> bool:
    return any(start <= lines[0] and lines[1] <= end for start, end in location.ranges)
