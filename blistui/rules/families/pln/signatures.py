"""What only a person can decide: which of it is signed, and whether it has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.days import day
from blistui.plan.digests import signed_digest
from blistui.plan.edits import Edit
from blistui.plan.headings import QUALITY
from blistui.plan.ids import items_of
from blistui.plan.paths import PathError
from blistui.plan.signatures import REVIEW, unsigned
from blistui.plan.tables.living import SUBJECTS, Attestation
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import counted, listed, named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered


@rule("PLN005", "hint", QUALITY, 8, decided="A")
def attestations_signed(context: Context) -> Iterator[Problem]:
    """What only a person can decide is signed, and what was signed has not changed since.

    Why: No error means that the mechanical rules hold; whether the plan is good is for people to say.
    Fix: The person who reviewed it adds an attestation with name and date, and signs again after changes.
    Fails: no [[attestation]] with subject = "expert review"
    Passes: subject = "expert review", by = "R. Meyer", date = 2026-03-02, sealed for the plan as it is
    """
    for path, attestation in items_of(context.plan, "attestation"):
        yield from _flaws(context, path, attestation)
    for subject, what in unsigned(context.plan):
        about = "the plan as a whole" if subject == REVIEW else counted(len(what), "item")
        yield to_write(
            "attestation",
            f"Nobody has signed “{subject}” for {about}.",
            "A person reviews it and adds an attestation with name and date; no tool can.",
            details=what,
        )


def _flaws(context: Context, path: str, attestation: Attestation) -> Iterator[Problem]:
    name = f"The attestation {named(attestation, path)}"
    if not filled(attestation.subject):
        yield to_write(f"{path}.subject", f"{name} has no subject.", f"Choose {listed(SUBJECTS, 'or')}.")
    signed = says_something(attestation.by) and day(attestation.date) is not None
    if not says_something(attestation.by):
        yield unanswered(
            f"{path}.by", attestation.by, f"{name} is signed by nobody.", "Write who reviewed it."
        )
    if day(attestation.date) is None:
        yield unanswered(
            f"{path}.date",
            attestation.date,
            f"{name} has no day on which it was signed.",
            "Write it as 2026-03-02.",
        )
    try:
        now = signed_digest(context.plan, attestation.about)
    except PathError:
        yield Problem(
            f"{path}.about",
            f"{name} is about `{attestation.about}`, which is not in the plan.",
            "Correct the path of the item, or take the attestation out.",
        )
        return
    if signed and not attestation.digest:
        yield to_write(
            f"{path}.digest",
            f"{name} does not say which state of `{attestation.about or 'the plan'}` was signed.",
            "Seal it while the item is as it was when it was reviewed.",
            fix=Fix(
                "Seal the signature for the item as it is now", (Edit("put", f"{path}.digest", now),), True
            ),
        )
    elif signed and attestation.digest != now:
        yield Problem(
            f"{path}.digest",
            f"{name} is stale: `{attestation.about or 'the plan'}` has changed since {attestation.by} "
            f"signed it on {attestation.date}.",
            "Review it again, then sign it again.",
        )
