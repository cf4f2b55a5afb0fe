"""The living document: revisions, waivers and what only a person can sign."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import LIVING, QUALITY
from blistui.plan.tables.base import Columns, Date, Item

SUBJECTS = (
    "scoping criteria weighed",
    "two implementations fit",
    "citation supports the claim",
    "expert review",
)
"""What only a person can decide, and signs."""


NOTES = frozenset({"revision", "leftover", "remark", "waiver", "attestation"})
"""Tables about the plan, not of it."""


class ContractChange(Item):
    """A guarantee that a revision changed or dropped."""

    COLUMNS: ClassVar[Columns] = Columns(("guarantee", "new", "old"))

    guarantee: str = f.line("Guarantee", "Its id", LIVING)
    old: str = f.prose("Old contract", "What it promised; empty when it is new", LIVING)
    new: str = f.prose("New contract", "What it promises now; empty when it was dropped", LIVING)
    reason: str = f.prose("Reason", "Why", LIVING)


class Revision(Item):
    """A dated revision note, with digests of the plan and of every guarantee as they were then."""

    COLUMNS: ClassVar[Columns] = Columns(("version", "date", "what"))

    id: str = f.line("Id", "Unique among revisions", LIVING)
    version: str = f.line("Version", "Such as v1.1", LIVING)
    date: Date = f.date("Date", "Of the revision", LIVING)
    what: str = f.prose("What changed", "In a sentence or two", LIVING)
    why: str = f.prose("Why", "What made it necessary", LIVING)
    changes: tuple[ContractChange, ...] = f.items(
        "Contract changes", "Each guarantee that changed or vanished", LIVING
    )
    plan_digest: str = f.hidden("Plan digest", "Digest of the plan's content at this revision")
    guarantees: dict[str, str] = f.hidden("Guarantee digests", "uid to digest at this revision", {})


class Remark(Item):
    """What a reviewer said about any item but a PR, which has its own; it is open until it is answered."""

    COLUMNS: ClassVar[Columns] = Columns(("about", "text"), more=("reviewer",))

    id: str = f.line("Id", "Unique among remarks", LIVING)
    about: str = f.line("About", "Path of the item, such as finding.F4", LIVING, place="item")
    reviewer: str = f.line("Reviewer", "Who made the remark", LIVING)
    date: Date = f.date("Date", "When it was made", LIVING)
    text: str = f.prose("Remark", "What the reviewer wrote", LIVING)
    answer: str = f.prose("Answer", "What was done about it, or why nothing; until then it is open", LIVING)


class Waiver(Item):
    """A heuristic finding that the author overrules, visible in every report."""

    COLUMNS: ClassVar[Columns] = Columns(("where", "because"), more=("by",))

    id: str = f.line("Id", "Unique among waivers", QUALITY)
    rule: str = f.line("Rule", "Its id", QUALITY)
    where: str = f.line("Where", "Path of the field the finding is about", QUALITY, place="field")
    because: str = f.prose("Because", "Why the rule is wrong here", QUALITY)
    by: str = f.line("By", "Who decided", QUALITY)
    date: Date = f.date("Date", "When", QUALITY)


class Attestation(Item):
    """What only a person can decide, signed by one."""

    COLUMNS: ClassVar[Columns] = Columns(("about", "text"), "subject", more=("by",))

    id: str = f.line("Id", "Unique among attestations", QUALITY)
    subject: str = f.choice(
        "Subject",
        "What is attested",
        QUALITY,
        SUBJECTS,
    )
    about: str = f.line("About", "Path of the item, or empty for the whole plan", QUALITY, place="item")
    text: str = f.prose("Statement", "What is attested, in words", QUALITY)
    by: str = f.line("By", "Who signs", QUALITY)
    date: Date = f.date("Date", "When", QUALITY)
    digest: str = f.hidden("Digest", "Of the item as it was signed; a later change makes it stale")
