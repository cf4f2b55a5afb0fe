"""What only a person can decide (template: Quality bar): what needs a signature, and what has none."""

from __future__ import annotations

from typing import NamedTuple

from blistui.plan.digests import signed_digest
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.ids import items_of, mint
from blistui.plan.paths import PathError, exists, get
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


class Wanted(NamedTuple):
    """A signature that is wanted: for what, about which item (its path; empty for the whole plan), and why.

    `state` is unsigned, or stale: signed by `by` on `date`, and what was signed is another now, or was not
    pinned. `text` is what was attested in words.
    """

    subject: str
    about: str
    state: str = "unsigned"
    by: str = ""
    date: str = ""
    text: str = ""


def to_sign(plan: Plan) -> tuple[Wanted, ...]:
    """Every signature that is missing, unfinished or stale; in the order of the subjects."""
    found = [
        Wanted(subject, "" if subject == REVIEW else path)
        for subject, paths in unsigned(plan)
        for path in paths
    ]
    for given in plan.attestation:
        if given.subject not in SUBJECTS or not exists(plan, given.about):
            continue  # A rule says so.
        if not given.by.strip() or not given.date.strip():
            found.append(Wanted(given.subject, given.about, text=given.text))
        elif not given.digest or stale(plan, given):
            found.append(Wanted(given.subject, given.about, "stale", given.by, given.date, given.text))
    return tuple(sorted(found, key=lambda one: SUBJECTS.index(one.subject)))


def signed(plan: Plan, subject: str, about: str, by: str, on: str) -> tuple[Edit, ...]:
    """The edits that sign for an item as it is now; an older signature for the same is renewed.

    `on` is a day, ISO 8601. Raises PathError when nothing lives at `about`.
    """
    values = {"by": by, "date": on, "digest": signed_digest(plan, about)}
    for at, given in items_of(plan, "attestation"):
        if (given.subject, given.about) == (subject, about):
            return tuple(Edit("put", f"{at}.{key}", value) for key, value in values.items())
    item = Attestation(id=mint(plan, "attestation"), subject=subject, about=about, **values)
    return (Edit("insert", "attestation", item, len(plan.attestation)),)


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
