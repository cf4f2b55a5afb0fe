"""What only a person can decide (template: Quality bar): what needs a signature, and what has none."""

from __future__ import annotations

from blistui.plan.digests import signed_digest
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.ids import items_of
from blistui.plan.paths import PathError, get
from blistui.plan.tables.living import SUBJECTS, Attestation

SCOPING, TWO_FIT, SUPPORTED, REVIEW = SUBJECTS


def unsigned(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each subject that needs a signature and has none, with the paths of the items it is about."""
    given = [(attestation.subject, attestation.about) for attestation in plan.attestation]
    found = []
    for subject, paths in _to_be_signed(plan).items():
        signed = [about for by, about in given if by == subject]
        left = tuple(path for path in paths if not any(_covers(about, path) for about in signed))
        if left:
            found.append((subject, left))
    return tuple(found)


def open_remarks(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Remarks of reviewers that have no answer yet: the id of the PR, and who made it."""
    return tuple(
        (pr.id, remark.reviewer) for pr in plan.pr for remark in pr.remarks if not remark.answer.strip()
    )


def stale(plan: Plan, attestation: Attestation) -> bool:
    """Whether what was signed has changed since, or is gone; without a digest that is unknown."""
    if not attestation.digest:
        return False
    try:
        return signed_digest(plan, attestation.about) != attestation.digest
    except PathError:
        return True


_SIGNING = ("about", "by", "date")


def sealing(plan: Plan, path: str) -> tuple[Edit, ...]:
    """The edit that seals a signature for what it is about, as it is now, after a change at `path`.

    None for other paths.
    """
    parts = path.split(".")
    if parts[0] != "attestation" or len(parts) < 2 or (len(parts) > 2 and parts[2] not in _SIGNING):
        return ()
    at = ".".join(parts[:2])
    attestation: Attestation = get(plan, at)
    try:
        digest = signed_digest(plan, attestation.about)
    except PathError:
        # The path is still being typed; a rule reports one that names nothing.
        digest = ""
    return (Edit("put", f"{at}.digest", digest),) if digest != attestation.digest else ()


def _to_be_signed(plan: Plan) -> dict[str, tuple[str, ...]]:
    scopes = (path for path, row in items_of(plan, "scope") if row.modeled.strip() or row.simplified.strip())
    freezes = (
        path for path, item in items_of(plan, "crosscutting") if item.area == "freezes" and item.interface
    )
    cited = (
        path for path, finding in items_of(plan, "finding") if finding.cites and finding.statement.strip()
    )
    return {SCOPING: tuple(scopes), TWO_FIT: tuple(freezes), SUPPORTED: tuple(cited), REVIEW: ("plan",)}


def _covers(about: str, path: str) -> bool:
    return not about or path == about or path.startswith(f"{about}.")
