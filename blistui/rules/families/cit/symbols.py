"""The symbols that citations name, compared with the code at their lines."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_0
from blistui.repo.excerpt import symbol_names
from blistui.rules.families.cit.places import cited_places
from blistui.rules.prose.wording import listed
from blistui.rules.rule import Context, Fix, Problem, rule


@rule("CIT015", "error", PHASE_0, 1, repo=True)
def symbols_at_their_lines(context: Context) -> Iterator[Problem]:
    """Each symbol of a citation is a declaration that its lines touch, in the version it speaks of.

    Why: A citation is found again by its symbol; a wrong one leads to other code.
    Fix: Read the symbol from the code.
    Fails: at = "sim/clock.go:9-14", symbol = "newClock", where these lines are of `Clock.Advance`
    Passes: at = "sim/clock.go:9-14", symbol = "Clock.Advance"
    """
    repo = context.repo
    if repo is None:
        return
    for place in context.derived(cited_places):
        location = place.location
        if location is None or not place.citation.symbols or not location.path.endswith(".go"):
            continue
        found = repo.versions.text_at_capture(place.citation)
        if found is None:
            continue
        version, _ = found
        places = version.places(location.path)
        touched = {
            symbol.qualified
            for symbol in places
            for start, end in location.ranges
            if symbol.kind != "package" and symbol.doc_start <= end and start <= symbol.end
        }
        wrong = [name for name in place.citation.symbols if name not in touched]
        if not wrong:
            continue
        right = symbol_names(places, location.ranges)
        names = (right,) if isinstance(right, str) else right
        there = listed([f"`{name}`" for name in names if name])
        path = f"{place.path}.symbol"
        yield Problem(
            path,
            f"`{place.citation.at}` names {listed([f'`{name}`' for name in wrong])}, and its lines are "
            f"{'of ' + there if there else 'of no declaration'}.",
            "Read the symbol from the code.",
            fix=Fix(f"Name {there or 'no symbol'}", (Edit("put", path, right),)),
        )
