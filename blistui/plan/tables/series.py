"""Phase 6: the ordered PR series, in two tiers."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import LIVING, PHASE_6
from blistui.plan.tables.base import Columns, Date, Item, Lines, Number, Ref, Refs
from blistui.plan.tables.citation import Citation

EXTENSION_TYPES = ("policy template", "subsystem module", "backend swap", "tier composition")
"""Design guidelines 5.1."""

STATUSES = ("planned", "in review", "merged", "dropped")
TEST_CATEGORIES = ("unit", "integration", "regression", "golden", "invariant")


class Guarantee(Item):
    """A named behavioural contract (BC-…). Its `uid` never changes, so its history can be followed."""

    COLUMNS: ClassVar[Columns] = Columns(("text",), in_row="text")

    id: str = f.line("Id", "A named contract, unique in the plan, such as BC-2-1", PHASE_6)
    uid: str = f.hidden("Uid", "Identity across renames")
    text: str = f.prose("Guarantee", "What must hold after the merge", PHASE_6)


class PrRisk(Item):
    """A risk of one PR with its mitigation."""

    COLUMNS: ClassVar[Columns] = Columns(("risk", "mitigation"))

    risk: str = f.line("Risk", "What could go wrong", PHASE_6)
    mitigation: str = f.line("Mitigation", "What is done about it", PHASE_6)


class Flag(Item):
    """A command-line flag that a PR adds."""

    COLUMNS: ClassVar[Columns] = Columns(("name",), more=("default",))

    name: str = f.line("Flag", "As typed, such as --routing-scorers", PHASE_6)
    default: str = f.line("Default", "Its default value", PHASE_6)
    exercised_by: str = f.line("Exercised by", "The command or test of this PR that uses it", PHASE_6)


class FileChange(Item):
    """A file that a PR touches."""

    COLUMNS: ClassVar[Columns] = Columns(("path",), "change")

    path: str = f.file("Path", "Relative to the repository", PHASE_6)
    change: str = f.choice("Change", "Added, modified or deleted", PHASE_6, ("add", "modify", "delete"))


class PrRemark(Item):
    """What a reviewer said about a PR; it is open until it is answered."""

    COLUMNS: ClassVar[Columns] = Columns(("text",), more=("reviewer",))

    reviewer: str = f.line("Reviewer", "Who made the remark", LIVING)
    date: Date = f.date("Date", "When it was made", LIVING)
    text: str = f.prose("Remark", "What the reviewer wrote", LIVING)
    answer: str = f.prose("Answer", "What was done about it, or why nothing; until then it is open", LIVING)


class PullRequest(Item):
    """One PR: Tier 1 for the human reviewer, Tier 2 for the micro plan."""

    COLUMNS: ClassVar[Columns] = Columns(("title",), "change", more=("depends_on", "gates"))

    id: str = f.line("Id", "Unique among PRs, such as PR3", PHASE_6)
    uid: str = f.hidden("Uid", "Identity across renames")
    title: str = f.line("Title", "What it delivers", PHASE_6, tier=1)
    status: str = f.choice("Status", "How far it is", LIVING, STATUSES, tier=1)
    block: Ref = f.ref("Building block", "The one block it adds or modifies", PHASE_6, "block", tier=1)
    change: str = f.choice("Change", "Added or modified", PHASE_6, ("add", "modify"), tier=1)
    extension_type: str = f.choice(
        "Extension type", "Design guidelines 5.1", PHASE_6, EXTENSION_TYPES, tier=1
    )
    motivation: str = f.prose("Motivation", "Why it exists, in one or two sentences", PHASE_6, tier=1)
    scope_in: Lines = f.lines("In scope", "What it does", PHASE_6, tier=1)
    scope_out: Lines = f.lines("Out of scope", "What it leaves", PHASE_6, tier=1)
    guarantees: tuple[Guarantee, ...] = f.items(
        "Behavioral guarantees", "What must hold after the merge", PHASE_6, tier=1
    )
    risks: tuple[PrRisk, ...] = f.items("Risks", "The top one or two, with mitigation", PHASE_6, tier=1)
    crosscutting: Refs = f.refs(
        "Cross-cutting", "Shared infrastructure it creates or consumes", PHASE_6, "crosscutting", tier=1
    )
    crosscutting_none_because: str = f.none_because("shared infrastructure", PHASE_6, tier=1)
    gates: Refs = f.refs(
        "Validation gates", "Risks that must be validated before it merges", PHASE_6, "risk", tier=1
    )
    gates_none_because: str = f.none_because("validation gate", PHASE_6, tier=1)
    depends_on: Refs = f.refs("Depends on", "PRs that merge before it", PHASE_6, "pr", tier=1)
    objectives: Refs = f.refs("Serves", "Objectives it serves", PHASE_6, "objective", tier=1)
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_6, "finding", tier=2)

    interface: str = f.line(
        "Interface", "The interface it implements, introduces, extracts or wraps", PHASE_6, tier=2
    )
    interface_cites: tuple[Citation, ...] = f.cites(
        "Interface in code", "Where that interface is, when it exists", PHASE_6, tier=2
    )
    events: Lines = f.lines(
        "Events of the new module",
        "With their priority",
        PHASE_6,
        when=("extension_type", ("subsystem module",)),
        tier=2,
    )
    noop_default: str = f.line(
        "No-op default",
        "What happens when the module is not configured",
        PHASE_6,
        when=("extension_type", ("subsystem module",)),
        tier=2,
    )
    extraction: Ref = f.ref(
        "Extraction PR",
        "The PR that extracts the interface; this one when it is the extraction",
        PHASE_6,
        "pr",
        when=("extension_type", ("backend swap",)),
        tier=2,
        itself=True,
    )
    architectural_impact: str = f.prose("Architectural impact", "What changes structurally", PHASE_6, tier=2)
    api_surface: str = f.prose(
        "API surface changes", "New types, interfaces, methods: in behaviour, not code", PHASE_6, tier=2
    )
    api_used_by: str = f.line("API used by", "The code or tests of this PR that use it", PHASE_6, tier=2)
    cli_changes: str = f.prose("CLI changes", "New flags, changed behaviour, or `none`", PHASE_6, tier=2)
    flags: tuple[Flag, ...] = f.items("New flags", "Each exercised in this PR", PHASE_6, tier=2)
    test_categories: Lines = f.lines(
        "Test categories", "Of: unit, integration, regression, golden, invariant", PHASE_6, tier=2
    )
    documentation: Lines = f.lines("Documentation updates", "Which documents, and what", PHASE_6, tier=2)
    friction_files: Number = f.number(
        "Extension friction (files)", "Files to change for one more variant", PHASE_6, tier=2
    )
    friction_why: str = f.line("Against the target", "How that compares (guidelines 4.5)", PHASE_6, tier=2)
    parallel_development: str = f.prose(
        "Parallel development", "What can proceed independently after the merge", PHASE_6, tier=2
    )
    reviewable_because: str = f.prose(
        "Independently reviewable because", "Why it can be reviewed alone", PHASE_6, tier=2
    )
    no_dead_code_because: str = f.prose("No dead code because", "Why all of it is used", PHASE_6, tier=2)
    refactor_only: bool = f.flag("Refactor only", "It changes no behaviour", PHASE_6, tier=2)
    exercised_by: str = f.choice(
        "Exercised by", "How it runs on merge", PHASE_6, ("cli", "new tests", "existing tests"), tier=2
    )
    exercised_how: Lines = f.lines("Exercised how", "The commands or tests, by name", PHASE_6, tier=2)
    files: tuple[FileChange, ...] = f.items("Files", "Everything it adds or modifies", PHASE_6, tier=2)
    loc: Number = f.number("Lines of code", "Estimate without tests", PHASE_6, tier=2)
    changes_output: bool = f.flag("Changes an output format", "Goldens must be regenerated", PHASE_6, tier=2)
    golden_regeneration: str = f.line(
        "Golden regeneration", "The step and its verification command", PHASE_6, tier=2
    )
    milestone: str = f.line("Milestone", "What is complete when it merges, if anything", PHASE_6, tier=2)
    pull: str = f.line("Pull request", "Its number, once it is opened, such as #214", LIVING, tier=2)
    dropped_because: str = f.line(
        "Dropped because", "Why it is not done any more", LIVING, when=("status", ("dropped",)), tier=2
    )
    merged_commit: str = f.line("Merged as", "Commit", LIVING, when=("status", ("merged",)), tier=2)
    merged_on: Date = f.date("Merged on", "Day", LIVING, when=("status", ("merged",)), tier=2)
    concept_model_confirmed_on: Date = f.date(
        "Concept model confirmed on",
        "When the author checked, after this merge, that the concept model still describes the system",
        LIVING,
        when=("status", ("merged",)),
        tier=2,
    )
    remarks: tuple[PrRemark, ...] = f.items(
        "Remarks", "What reviewers said, and what was answered", LIVING, tier=2
    )

    @property
    def is_dropped(self) -> bool:
        """Whether it is not done any more."""
        return self.status == "dropped"

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be merged: neither merged nor dropped."""
        return self.status not in ("merged", "dropped")
