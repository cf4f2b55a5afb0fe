"""Accepting changed citations: the new text is cited, and who read the difference is on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.signatures import SUPPORTED, signed
from blistui.repo.citations.current import Capturer
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import CitationError
from blistui.repo.location import parse_at
from blistui.repo.repository import Repository
from blistui.rules.policy import Policy

_MOST = Policy().citation_lines
"""Lines that a citation may grow to, unless it was half as long before."""

Result = tuple[str, Verification]
"""The path of a citation, and what became of it."""


@dataclass(frozen=True)
class Acceptance:
    """The edits that cite the changed text, which results they settle, and a sentence for each refusal.

    Where one is refused nothing is edited.
    """

    edits: tuple[Edit, ...]
    accepted: tuple[Result, ...]
    refused: tuple[str, ...]


def accept(
    plan: Plan, repository: Repository, results: Sequence[Result], names: Iterable[str], by: str, on: str
) -> Acceptance:
    """Accept the changed citations of the items that `names` names, by id or by path.

    `by` and `on` (a day, ISO 8601) are recorded as a signature: that the citation supports the claim.
    """
    edits: list[Edit] = []
    accepted: list[Result] = []
    refused: list[str] = []
    capturer = Capturer(repository, plan.plan.base_commit or None)
    for name in names:
        named = [(path, found) for path, found in results if _is_of(path, name)]
        if not named:
            refused.append(f"no citation is of {name}")
        elif all(found.status in ("exact", "moved") for _, found in named):
            refused.append(f"no citation of {name} has changed")
        for path, found in named:
            if found.status in ("exact", "moved") or (path, found) in accepted:
                continue
            try:
                edits.append(Edit("put", path, _captured(capturer, found)))
            except CitationError as error:
                refused.append(f"{path}: {error}")
            else:
                accepted.append((path, found))
    if refused:
        return Acceptance((), (), tuple(refused))
    edits += _signatures(apply(plan, edits), [path for path, _ in accepted], by, on)
    return Acceptance(tuple(edits), tuple(accepted), ())


def _is_of(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.") or name in path.split(".")[1:]


def _captured(capturer: Capturer, found: Verification) -> object:
    if found.status != "changed":
        raise CitationError(f"{found.message}: only what changed can be accepted")
    if not found.changed_to:
        raise CitationError(f"{found.message}: its parts are not together any more, so cite them again")
    if not found.diff:
        raise CitationError(f"{found.message}: there is no difference to read, so cite the lines again")
    place = parse_at(found.changed_to)
    # Where a line is gone, all that is known may be the function around it: that is not what it became.
    if place.line_count > max(_MOST, 2 * parse_at(found.citation.at).line_count):
        raise CitationError(
            f"{found.message}: that is {place.line_count} lines, so cite those that are meant"
        )
    return capturer.capture(place.path, place.ranges)


def _signatures(plan: Plan, paths: Iterable[str], by: str, on: str) -> list[Edit]:
    """One signature for each item whose citations were accepted; an older one of the same is renewed."""
    edits: list[Edit] = []
    for about in dict.fromkeys(_holder(path) for path in paths):
        new = signed(plan, SUPPORTED, about, by, on)
        edits += new
        plan = apply(plan, new)
    return edits


def _holder(path: str) -> str:
    """The path of the item that a citation is of: that of its list, or of its field, taken off."""
    parts = path.split(".")
    return ".".join(parts[: -2 if parts[-1].startswith("@") else -1])
