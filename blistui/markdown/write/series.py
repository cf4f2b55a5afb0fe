"""Section I: PR Plan, two tiers for each PR."""

from __future__ import annotations

from blistui.markdown.inline import code, inline, shortened
from blistui.markdown.write.page import NOT_STATED, Page, labelled
from blistui.markdown.write.source import Source, citations, followed, joined, number, run_in
from blistui.plan.paths import with_paths
from blistui.plan.series import PullRequest

_CHANGES = {"add": "adds", "modify": "modifies"}


def write(page: Page, source: Source) -> None:
    """Every PR of the series, in order."""
    page.mark("pr")
    for path, pr in with_paths(source.plan.pr, "pr"):
        heading(page, path, pr)
        tier1_heading(page, path, pr)
        tier1(page, source, path, pr)
        tier2(page, source, path, pr)
    if not source.plan.pr:
        page.paragraph(f"PRs {NOT_STATED}.")


def tiers1(page: Page, source: Source) -> None:
    """Tier 1 of every PR: what the review core shows of the series."""
    for path, pr in with_paths(source.plan.pr, "pr"):
        heading(page, path, pr)
        tier1_heading(page, path, pr)
        tier1(page, source, path, pr)


def _called(path: str, pr: PullRequest) -> str:
    # Headings must differ for links to them to work; PRs without an id of their own go by position.
    own = path.removeprefix("pr.")
    return inline(pr.id) if own == pr.id else f"{inline(pr.id) or 'PR'} {inline(own)}"


def heading(page: Page, path: str, pr: PullRequest) -> None:
    """The heading of a PR."""
    title = inline(shortened(pr.title, 72)).rstrip(".,;:!?")
    page.heading(3, f"{_called(path, pr)}: {title}" if title else _called(path, pr), path)


def tier1_heading(page: Page, path: str, pr: PullRequest) -> None:
    """The heading of a PR's first tier."""
    page.heading(4, f"{_called(path, pr)} Tier 1: Human Review Summary")


def tier1(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    """The summary a human reviews: 15 lines are aimed at, 25 the most."""
    page.bullet(
        run_in(("Title", inline(pr.title) or NOT_STATED), ("Status", inline(pr.status) or NOT_STATED)),
        f"{path}.title",
        f"{path}.status",
    )
    change = _CHANGES.get(pr.change, inline(pr.change))
    block = source.block(pr.block) or NOT_STATED
    page.bullet(
        run_in(
            ("Building block change", f"{change} {block}".lstrip()),
            ("Extension type", inline(pr.extension_type) or NOT_STATED),
        ),
        f"{path}.block",
        f"{path}.change",
        f"{path}.extension_type",
    )
    page.field("Motivation", pr.motivation, f"{path}.motivation", needed=True)
    page.bullet(labelled("Scope, in", joined(pr.scope_in) or NOT_STATED), f"{path}.scope_in")
    page.bullet(labelled("Scope, out", joined(pr.scope_out) or NOT_STATED), f"{path}.scope_out")
    page.bullet(labelled("Behavioral guarantees", "" if pr.guarantees else NOT_STATED), f"{path}.guarantees")
    for at, guarantee in with_paths(pr.guarantees, f"{path}.guarantees"):
        page.field(inline(guarantee.id) or "Unnamed", guarantee.text, at, depth=1, needed=True)
    page.bullet(labelled("Risks", _risks(pr) or NOT_STATED), f"{path}.risks")
    shared = source.refs(pr.crosscutting, "crosscutting")
    if pr.crosscutting_none_because:
        shared = f"{shared} none, because {inline(pr.crosscutting_none_because)}".lstrip()
    page.bullet(labelled("Cross-cutting", shared or NOT_STATED), f"{path}.crosscutting")
    gates = source.refs(pr.gates, "risk")
    if pr.gates_none_because:
        gates = f"{gates} none, because {inline(pr.gates_none_because)}".lstrip()
    page.bullet(labelled("Validation gate", gates or NOT_STATED), f"{path}.gates")
    order = run_in(
        ("Depends on", source.refs(pr.depends_on, "pr")), ("Serves", source.refs(pr.objectives, "objective"))
    )
    if order:
        page.bullet(order, f"{path}.depends_on", f"{path}.objectives")


def _risks(pr: PullRequest) -> str:
    told = []
    for entry in pr.risks:
        mitigation = f" (mitigation: {inline(entry.mitigation)})" if entry.mitigation else ""
        told.append(f"{inline(entry.risk)}{mitigation}")
    return "; ".join(told)


def tier2(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    """The guide for whoever writes the micro plan."""
    page.heading(4, f"{_called(path, pr)} Tier 2: Implementation Guide")
    page.field("Architectural impact", pr.architectural_impact, f"{path}.architectural_impact", needed=True)
    page.field("API surface changes", pr.api_surface, f"{path}.api_surface", needed=True)
    page.field("API used by", pr.api_used_by, f"{path}.api_used_by")
    _recipe(page, source, path, pr)
    page.field("CLI changes", pr.cli_changes, f"{path}.cli_changes", needed=True)
    if pr.flags:
        page.bullet(labelled("New flags"), f"{path}.flags")
    for at, flag in with_paths(pr.flags, f"{path}.flags"):
        rest = (("Default", code(flag.default)), ("Exercised by", inline(flag.exercised_by)))
        page.bullet(followed(code(flag.name), *rest), at, depth=1)
    page.fields("Test categories", pr.test_categories, f"{path}.test_categories", needed=True)
    page.fields("Documentation updates", pr.documentation, f"{path}.documentation", needed=True)
    files = number(pr.friction_files)
    if files:
        files += " file" if files == "1" else " files"
    friction = ": ".join(text for text in (files, inline(pr.friction_why)) if text) or NOT_STATED
    page.bullet(labelled("Extension friction", friction), f"{path}.friction_files")
    page.field("Parallel development", pr.parallel_development, f"{path}.parallel_development", needed=True)
    page.field(
        "Independently reviewable because", pr.reviewable_because, f"{path}.reviewable_because", needed=True
    )
    page.field("No dead code because", pr.no_dead_code_because, f"{path}.no_dead_code_because", needed=True)
    how = f"{inline(pr.exercised_by)}, refactor only" if pr.refactor_only else inline(pr.exercised_by)
    page.bullet(labelled("Exercised by", how.lstrip(", ") or NOT_STATED), f"{path}.exercised_by")
    for index, text in enumerate(pr.exercised_how):
        page.bullet(inline(text), f"{path}.exercised_how.{index}", depth=1)
    if pr.relies_on:
        page.bullet(labelled("Rests on", source.refs(pr.relies_on, "finding")), f"{path}.relies_on")
    _inventory(page, path, pr)
    _merge(page, path, pr)


def _recipe(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    """What the extension type's recipe asks for (design guidelines 5.2 to 5.5)."""
    interface = inline(pr.interface)
    if pr.interface_cites:
        interface = f"{interface} at {citations(pr.interface_cites)}".lstrip()
    if interface:
        page.bullet(labelled("Interface", interface), f"{path}.interface", f"{path}.interface_cites")
    page.fields("Events", pr.events, f"{path}.events")
    page.field("No-op default", pr.noop_default, f"{path}.noop_default")
    if pr.extraction:
        page.bullet(labelled("Extraction PR", source.ref(pr.extraction, "pr")), f"{path}.extraction")


def _inventory(page: Page, path: str, pr: PullRequest) -> None:
    if pr.files:
        page.bullet(labelled("Files"), f"{path}.files")
    for at, entry in with_paths(pr.files, f"{path}.files"):
        page.bullet(f"{inline(entry.change)} {code(entry.path)}".strip(), at, depth=1)
    size = number(pr.loc)
    page.field("Lines of code without tests", size, f"{path}.loc")
    if pr.changes_output or pr.golden_regeneration:
        told = "changes an output format;" if pr.changes_output else ""
        step = inline(pr.golden_regeneration) or NOT_STATED
        page.bullet(
            labelled("Golden regeneration", f"{told} {step}".lstrip()),
            f"{path}.changes_output",
            f"{path}.golden_regeneration",
        )
    page.field("Milestone", pr.milestone, f"{path}.milestone")


def _merge(page: Page, path: str, pr: PullRequest) -> None:
    merged = " on ".join(text for text in (code(pr.merged_commit), inline(pr.merged_on)) if text)
    if merged:
        page.bullet(labelled("Merged", merged), f"{path}.merged_commit", f"{path}.merged_on")
    page.field(
        "Concept model confirmed on", pr.concept_model_confirmed_on, f"{path}.concept_model_confirmed_on"
    )
