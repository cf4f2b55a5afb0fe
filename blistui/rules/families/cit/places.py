"""Where each citation of a plan points, and what is wrong with the way it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation
from blistui.repo.errors import CitationError, Unreadable
from blistui.repo.location import Location, parse_at
from blistui.repo.paths import relative
from blistui.rules.prose.filled import filled
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import plan_citations

_EMPTY = pattern(r"[\W_]*\Z")
_LINES = pattern(r":\s*\d+(?:\s*[-,]\s*\d+)*\s*\Z")

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_DECIDED_BY_HISTORY = frozenset({"changed", "ambiguous", "gone"})

Flaw = Literal["", "no lines", "no path", "no range"]


class CitedPlace(NamedTuple):
    """A citation at its path in the plan; `location` is None when `flaw` says what is wrong with its `at`."""

    path: str
    citation: Citation
    location: Location | None
    flaw: Flaw = ""
    why: str = ""

    @property
    def at(self) -> str:
        """Path of the field that says where it points."""
        return f"{self.path}.at"


def cited_places(context: Context) -> tuple[CitedPlace, ...]:
    """All citations that point somewhere, verified at once; use `context.derived(cited_places)`."""
    found = tuple(
        _place(path, citation) for path, citation in context.derived(plan_citations) if filled(citation.at)
    )
    if context.repo is not None:
        cited = [place.citation for place in found if place.location]
        context.repo.verify_all(cited)
        context.repo.versions.read_ahead(cited)
    return found


def holds_something(lines: Sequence[str]) -> bool:
    """Whether lines are more than blanks, lone brackets and comment marks."""
    return not all(_EMPTY.match(line) for line in lines)


def undecided(repo: Evidence, place: CitedPlace) -> bool:
    """Whether the cited lines are not in place, and the history that could say more is not here."""
    if place.location is None:
        return False
    status = repo.verify(place.citation).status
    unread = status == "invalid" and repo.repository.is_left_off(place.location.path)
    if status not in _DECIDED_BY_HISTORY and not unread:
        return False
    return repo.versions.standing(place.citation) == "not here"


def _place(path: str, citation: Citation) -> CitedPlace:
    try:
        return CitedPlace(path, citation, parse_at(citation.at))
    except CitationError as error:
        return CitedPlace(path, citation, None, _flaw(citation.at), str(error))


def _flaw(at: str) -> Flaw:
    lines = _LINES.search(at)
    try:
        name = at[: lines.start()] if lines else at
        relative(name.strip())
    except Unreadable:
        return "no path"
    if "\\" in name:
        return "no path"
    return "no range" if lines else "no lines"
