"""Whether an entry of section G is a fact of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.plan.frozen import Frozen
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.interfaces import interface_at
from blistui.repo.location import parse_at

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_PICK = "Pick the interface in the code, so that its citation is captured from there."
_TYPED = ("signature", "code", "methods", "go")


def why_no_fact(evidence: Evidence, frozen: Frozen) -> tuple[str, str, str]:
    """(field, what is wrong, what would mend it); nothing is wrong when the second is empty.

    The signature is read where the export reads it: at the citation's own commit, else at the plan's base
    commit, else in the work tree. A citation that cannot be followed is the concern of the rules on citations.
    """
    typed = next((key for key in frozen.model_extra or {} if key in _TYPED), "")
    if typed:
        return typed, f"has its `{typed}` typed into the plan", "Take it out: it is read from the code."
    if frozen.cite is None or not frozen.cite.at:
        return "cite", "has no citation", _PICK
    name = frozen.interface.strip("` ").rpartition(".")[2]
    commit = frozen.cite.commit or evidence.base
    try:
        location = parse_at(frozen.cite.at)
        text = evidence.repository.read(location.path, evidence.repository.resolve(commit) if commit else None)
    except (CitationError, RepositoryError):
        return "", "", ""
    try:
        declared = interface_at(text, location, frozen.cite.symbol.partition(".")[0] or name)
    except CitationError as error:
        return "cite", f"is no fact: {error}", _PICK
    if declared.name != name:
        return "interface", f"is called {declared.name} in the code, not {name}", _PICK
    return "", "", ""
