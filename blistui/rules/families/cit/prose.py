"""Places in code that prose names and nothing verifies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_0
from blistui.repo.location import out_of_range
from blistui.repo.places import Place, places_in
from blistui.repo.versions import located
from blistui.rules.families.cit.uncited import (
    as_citation,
    cites_of,
    is_covered,
    item_of,
    standing_texts,
)
from blistui.rules.prose.line_numbers import bare_line
from blistui.rules.prose.wording import counted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.plan_texts import PlanText

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_NUMBER = pattern("[0-9]+")


@rule("CIT012", "error", PHASE_0, 1, decided="MP")
def places_in_prose(context: Context) -> Iterator[Problem]:
    """Prose names no line number without its file, and no lines that are not there.

    Why: A place in prose is not verified, and does not follow when the code moves.
    Fix: Make it a citation of the item, or correct it.
    Fails: statement = "The weights are normalized (line 198)", or "see sim/clock.go:9999"
    Passes: statement = "The weights are normalized", cites = [{ at = "sim/routing.go:198" }]
    """
    added = {file.path for pr in context.plan.pr for file in pr.files if file.change == "add"}
    for text in standing_texts(context):
        places = places_in(text.text)
        if context.repo is not None:
            for place in places:
                if not is_covered(cites_of(text) or (), place) and place.path not in added:
                    yield from _unfounded(context, context.repo, text, place)
        bare = bare_line(_with_paths(text.text, places))
        if bare:
            yield Problem(
                text.path,
                f"“{bare}” looks like a line of code without its file.",
                "Make it a citation, or name the file in the same sentence.",
                level="warning",
                fix=_with_file(context, text, bare),
            )


def _unfounded(context: Context, repo: Evidence, text: PlanText, place: Place) -> Iterator[Problem]:
    shown = text.text[place.start : place.end]
    if place.commit and not repo.versions.commit(place.commit):
        return  # another project, or a commit that is not here
    version = repo.versions.at_capture(place.commit)
    source = version.text_or_none(place.path) if version is not None else None
    if source is None and not place.commit:
        source = repo.versions.now.text_or_none(place.path)
    if source is not None:
        if out_of_range(source, place.ranges):
            yield Problem(
                text.path,
                f"“{shown}” names lines that are not there: `{place.path}` has "
                f"{counted(source.line_count, 'line')} in the version that the plan is about.",
                "Correct the lines, or cite the ones that are meant.",
                fix=_as_citation(context, repo, text, place),
            )
        return
    top = place.path.partition("/")[0]
    if top == place.path or repo.existed(place.path) or repo.taken(place.path):
        return
    if any(path.startswith(f"{top}/") for path in repo.files):
        near = repo.near_files(place.path)
        yield Problem(
            text.path,
            f"“{shown}” looks like a place in code, and there is no file `{place.path}`.",
            f"Did you mean `{near[0]}`?" if near else "Correct the path; a PR that adds it lists the file.",
            level="warning",
        )


def _with_paths(text: str, places: tuple[Place, ...]) -> str:
    """The text in which lines that follow on are written with their path."""
    for place in reversed(places):
        if place.follows_on:
            text = f"{text[: place.start]}{place}{text[place.end :]}"
    return text


def _with_file(context: Context, text: PlanText, bare: str) -> Fix | None:
    """Names the one file that the item cites beside the bare line, and cites the line."""
    paths = {location.path for cite in cites_of(text) or () if (location := located(cite))}
    if context.repo is None or len(paths) != 1 or text.text.count(bare) != 1:
        return None
    path = paths.pop()
    written = f"{path}:{'-'.join(_NUMBER.findall(bare))}"
    (place, *_) = places_in(written) or (None,)
    if place is None:
        return None
    citing = _as_citation(context, context.repo, text, place)
    is_cited = is_covered(cites_of(text) or (), place)
    if citing is None and not is_cited:
        return None
    named = Edit("put", text.path, text.text.replace(bare, written))
    return Fix(
        f"Write {written}, and cite it", (named, *(() if citing is None or is_cited else citing.edits))
    )


def _as_citation(context: Context, repo: Evidence, text: PlanText, place: Place) -> Fix | None:
    """Cites the lines, where no other rule would find fault with that."""
    cites = cites_of(text)
    found = as_citation(context, repo, place)
    if cites is None or isinstance(found, str):
        return None
    return Fix(f"Cite {found.at}", (Edit("insert", f"{item_of(text)}.cites", found, len(cites)),))
