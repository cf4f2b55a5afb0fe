"""`blistui guide`: what the template asks, by phase, field or term."""

from __future__ import annotations

import argparse
import os
import sys

from blistui.commands import output
from blistui.commands.inputs import Failure
from blistui.patterns import pattern
from blistui.plan.guide.guidance import Place, Term, agent_page, places, terms
from blistui.plan.phases import PHASES, Phase
from blistui.report import guide as pages
from blistui.report.style import style_for
from blistui.rules.prose.wording import spelled_alike

_KEY = pattern(r"[a-z_]+")
"""Names of fields are made so; an id has a digit, a capital or a hyphen."""


def guide(parsed: argparse.Namespace) -> int:
    """Print the page that is asked for."""
    if parsed.markdown:
        if parsed.about:
            raise Failure("--markdown prints the whole reference; leave out the phase or field.")
        from blistui.report.reference import reference
        from blistui.rules.registry import RULES

        output.lines(reference(RULES))
        return 0
    style = style_for(sys.stdout, os.environ)
    asked = " ".join(parsed.about).strip()
    if not asked:
        output.report(pages.overview(style))
    elif asked.casefold() == "agent":
        output.lines(agent_page())
    elif asked.casefold() == "guidelines":
        # Imported where it is needed: no other page knows of repositories.
        from blistui.report.guidelines import guidelines_page

        output.report(guidelines_page(terms(), style))
    elif (phase := _phase(asked)) is not None:
        output.report(pages.phase_page(phase, style))
    elif (place := _field(asked)) is not None:
        output.report(pages.field_page(place, style))
    elif found := _terms(asked):
        output.report(pages.term_page(found, style))
    else:
        raise Failure(_unknown(asked))
    return 0


def _phase(asked: str) -> Phase | None:
    word = asked.casefold().removeprefix("phase").strip()
    return next((one for one in PHASES if word in (one.mark.casefold(), one.name.casefold())), None)


def _field(asked: str) -> Place | None:
    """The field at a path, with or without ids in it: `pr.guarantees` and `pr.PR2.guarantees.BC-2-1`."""
    known = {place.path: place for place in places()}
    path, had_id = "", True
    for part in asked.split("."):
        longer = f"{path}.{part}".lstrip(".")
        if longer in known:
            path, had_id = longer, not _is_many(known[longer])
        elif had_id or _KEY.fullmatch(part):
            return _by_last_name(asked, known)
        else:
            had_id = True
    return known.get(path)


def _is_many(place: Place) -> bool:
    return place.spec.widget in ("items", "cites", "lines", "refs", "mapping")


def _by_last_name(asked: str, known: dict[str, Place]) -> Place | None:
    """A field by its last name alone, where only one has it."""
    found = [place for path, place in known.items() if path.rpartition(".")[2] == asked]
    return found[0] if len(found) == 1 else None


def _terms(asked: str) -> list[Term]:
    word = asked.casefold().replace("_", " ")
    groups = [term for term in terms() if word in (term.group, f"{term.group}s")]
    return groups or [
        term
        for term in terms()
        if word in (term.name.casefold().replace("_", " "), term.what.partition(":")[0].casefold())
    ]


def _unknown(asked: str) -> str:
    known = (
        *(phase.name.casefold() for phase in PHASES),
        *(place.path for place in places()),
        *(term.name for term in terms()),
        "agent",
        "guidelines",
    )
    last = [place.path for place in places() if place.path.endswith(f".{asked}")]
    near = last or spelled_alike(asked.casefold(), known, most=3)
    if not near:
        return f"there is no phase, field or term `{asked}`; `blistui guide` lists the phases."
    if len(near) == 1:
        return f"there is no phase, field or term `{asked}`; did you mean `{near[0]}`?"
    return f"there is no phase, field or term `{asked}`; did you mean one of {', '.join(near[:8])}?"
