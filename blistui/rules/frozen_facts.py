"""Whether an entry of section G is a fact of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.plan.frozen import Frozen
from blistui.repo.errors import CitationError
from blistui.repo.gosource import Symbol, outline
from blistui.repo.location import parse_at

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_PICK = "Pick the interface in the code, so that its citation is captured from there."
_TAKE_OUT = "Take it out of section G; behaviour that is not a merged interface is described in words."


def why_no_fact(repo: Evidence, frozen: Frozen) -> tuple[str, str, str]:
    """(field, what is wrong, what would mend it); the second is empty when the entry is a fact.

    A citation that cannot be followed at all is the concern of the rules on citations.
    """
    typed = next((key for key in frozen.model_extra or {} if key in ("signature", "code", "methods")), "")
    if typed:
        return typed, f"has its `{typed}` typed into the plan", "Take it out: it is read from the code."
    if frozen.cite is None or not frozen.cite.at:
        return "cite", "has no citation", _PICK
    try:
        place = parse_at(frozen.cite.at)
    except CitationError:
        return "", "", ""
    lines = repo.lines(place.path)
    if not lines:
        return "", "", ""
    name = frozen.interface.strip("` ").rpartition(".")[2]
    symbols = outline("\n".join(lines))
    cited = [symbol for symbol in symbols if _holds(symbol, place.ranges)]
    own = [symbol for symbol in symbols if symbol.name == name and symbol.kind != "interface method"]
    if any(symbol.kind == "interface" and symbol in cited for symbol in own):
        return "", "", ""
    if any(symbol in cited for symbol in own):
        return "cite", f"is a {own[0].kind} in the code, not an interface", _TAKE_OUT
    elsewhere = next((symbol for symbol in own if symbol.kind == "interface"), None)
    if elsewhere:
        at = f"{place.path}:{elsewhere.start}-{elsewhere.end}"
        return "cite", f"is declared at {at}, not at {frozen.cite.at}", _PICK
    there = next((symbol.qualified for symbol in cited if symbol.kind != "package"), "")
    found = f"; {there} is there" if there else ""
    return "cite", f"is not declared at {frozen.cite.at}{found}", _PICK


def _holds(symbol: Symbol, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= symbol.end and symbol.doc_start <= end for start, end in ranges)
