"""Section I: PR Plan, two tiers for each PR."""

from __future__ import annotations

from blistui.markdown.bold import bold
from blistui.markdown.inline import code, inline, shortened, visible
from blistui.markdown.labels import CHANGES_OUTPUT, REFACTOR_ONLY, label_of, labelled_fields
from blistui.markdown.listed import listed, marked, piece
from blistui.markdown.nothing import NOT_STATED, own
from blistui.markdown.plain import as_read
from blistui.markdown.write.fields import fields, files_and_why, or_none, value
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, citations, followed, joined, signed
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.paths import with_paths
from blistui.plan.tables.series import STATUSES, FileChange, Flag, PullRequest

_HEADING = 72
"""Characters of a title that fit into a heading."""
_AS_IT_IS = pattern(r"\w[\w ,'/-]*\w")
"""A title of which a heading keeps every character; it need not be written twice."""
_NO_STATUS = f"{STATUSES[0]} by default, {NOT_STATED}"
"""The status of a PR whose author writes none; it is read back as none."""
_CHANGES = {"add": "adds", "modify": "modifies"}
_NEEDED = (
    *("architectural_impact", "api_surface", "cli_changes", "test_categories", "documentation"),
    *("parallel_development", "reviewable_because", "no_dead_code_because"),
)
"""What the template asks of every PR's second tier."""
_BEFORE_FLAGS = ("architectural_impact", "api_surface", "api_used_by", "cli_changes")
_BEFORE_FRICTION = ("test_categories", "documentation")
"""The template's order, as far as it goes; other fields follow as they are declared."""


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
    title = inline(shortened(as_read(pr.title), _HEADING).rstrip(".,;:!?"))
    page.heading(3, f"{_called(path, pr)}: {title}" if title else _called(path, pr), path, f"{path}.title")


def tier1_heading(page: Page, path: str, pr: PullRequest) -> None:
    """The heading of a PR's first tier."""
    page.heading(4, f"{_called(path, pr)} Tier 1: Human Review Summary")


def tier1(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    """The summary a human reviews: the target is 15 lines, the limit 25."""
    title = visible(pr.title).strip()
    if len(title) > _HEADING or not _AS_IT_IS.fullmatch(title):
        fields(page, source, pr, path, ("title",), needed=("title",))
    status = inline(pr.status) or _NO_STATUS
    page.bullet(labelled(label_of(PullRequest, "status"), status), f"{path}.status")
    block = source.block(pr.block) or NOT_STATED
    change = inline(pr.change)
    if change in _CHANGES:
        block = f"{_CHANGES[change]} {block}"
    else:
        block = own(block) if block.partition(" ")[0] in _CHANGES.values() else block
        block = followed(block, (label_of(PullRequest, "change"), change))
    page.bullet(labelled(label_of(PullRequest, "block"), block), f"{path}.block", f"{path}.change")
    fields(page, source, pr, path, ("extension_type",), needed=("extension_type",))
    fields(page, source, pr, path, labelled_fields(PullRequest, tier=1), needed=("motivation",))
    for key in ("scope_in", "scope_out"):
        text = joined(getattr(pr, key)) or NOT_STATED
        page.bullet(labelled(label_of(PullRequest, key), text), f"{path}.{key}")
    guarantees = labelled(label_of(PullRequest, "guarantees"), "" if pr.guarantees else NOT_STATED)
    page.bullet(guarantees, f"{path}.guarantees")
    for at, guarantee in with_paths(pr.guarantees, f"{path}.guarantees"):
        page.field(inline(guarantee.id) or "Unnamed", guarantee.text, at, depth=1, needed=True)
    page.bullet(labelled(label_of(PullRequest, "risks"), _risks(pr) or NOT_STATED), f"{path}.risks")
    for key in ("crosscutting", "gates"):
        text = or_none(value(source, pr, key), getattr(pr, f"{key}_none_because"))
        page.bullet(labelled(label_of(PullRequest, key), text), f"{path}.{key}")


def _risk(text: str) -> str:
    shown = piece(inline(text))
    return marked(shown, "()") if "(mitigation: " in shown else shown


def _risks(pr: PullRequest) -> str:
    texts = []
    for entry in pr.risks:
        mitigation = f" (mitigation: {piece(inline(entry.mitigation))})" if inline(entry.mitigation) else ""
        texts.append(f"{_risk(entry.risk)}{mitigation}".lstrip())
    return listed(filter(None, texts))


def tier2(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    """The guide for the author of the micro plan."""
    page.heading(4, f"{_called(path, pr)} Tier 2: Implementation Guide")
    fields(page, source, pr, path, ("depends_on", "objectives"))
    fields(page, source, pr, path, _BEFORE_FLAGS, needed=_NEEDED)
    _flags(page, source, path, pr)
    fields(page, source, pr, path, _BEFORE_FRICTION, needed=_NEEDED)
    friction = files_and_why(pr.friction_files, pr.friction_why)
    page.bullet(labelled(label_of(PullRequest, "friction_files"), friction), f"{path}.friction_files")
    before = (*_BEFORE_FLAGS, *_BEFORE_FRICTION)
    rest = (key for key in labelled_fields(PullRequest, tier=2) if key not in before)
    fields(page, source, pr, path, rest, needed=_NEEDED)
    _interface(page, path, pr)
    page.bullet(labelled(label_of(PullRequest, "exercised_by"), _exercised(pr)), f"{path}.exercised_by")
    for index, text in enumerate(pr.exercised_how):
        if inline(text):
            page.bullet(inline(text), f"{path}.exercised_how.{index}", depth=1)
    _inventory(page, path, pr)
    _remarks(page, source, path, pr)
    merged = " on ".join(text for text in (code(pr.merged_commit), inline(pr.merged_on)) if text)
    if merged:
        name = label_of(PullRequest, "merged_commit")
        page.bullet(labelled(name, merged), f"{path}.merged_commit", f"{path}.merged_on")


def _exercised(pr: PullRequest) -> str:
    by = inline(pr.exercised_by)
    if by == REFACTOR_ONLY:
        by = own(by)
    elif by.endswith(f", {REFACTOR_ONLY}"):
        by = marked(by, ",")
    parts = (by, REFACTOR_ONLY if pr.refactor_only else "")
    return ", ".join(text for text in parts if text) or NOT_STATED


def _remarks(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    if pr.remarks:
        page.bullet(labelled(label_of(PullRequest, "remarks")), f"{path}.remarks")
    for at, remark in with_paths(pr.remarks, f"{path}.remarks"):
        page.bullet(bold(signed(remark.reviewer, remark.date, "unnamed")), at, depth=1)
        fields(page, source, remark, at, depth=2, needed=("text", "answer"))


def _interface(page: Page, path: str, pr: PullRequest) -> None:
    cites = (label_of(PullRequest, "interface_cites"), citations(pr.interface_cites))
    if interface := followed(inline(pr.interface), cites):
        name = label_of(PullRequest, "interface")
        page.bullet(labelled(name, interface), f"{path}.interface", f"{path}.interface_cites")


def _flags(page: Page, source: Source, path: str, pr: PullRequest) -> None:
    if pr.flags:
        page.bullet(labelled(label_of(PullRequest, "flags")), f"{path}.flags")
    for at, flag in with_paths(pr.flags, f"{path}.flags"):
        page.bullet(code(flag.name), at, depth=1)
        if default := code(flag.default):
            page.bullet(labelled(label_of(Flag, "default"), default), f"{at}.default", depth=2)
        rest = (key for key in labelled_fields(Flag) if key != "default")
        fields(page, source, flag, at, rest, depth=2)


def _inventory(page: Page, path: str, pr: PullRequest) -> None:
    if pr.files:
        page.bullet(labelled(label_of(PullRequest, "files")), f"{path}.files")
    for at, entry in with_paths(pr.files, f"{path}.files"):
        change = inline(entry.change)
        known = not change or change in specs(FileChange)["change"].options
        shown = f"{change} {code(entry.path)}".strip() if known else code(entry.path)
        other = "" if known else change
        page.bullet(followed(shown, (label_of(FileChange, "change"), other)), at, depth=1)
    if pr.changes_output or pr.golden_regeneration:
        changes = CHANGES_OUTPUT if pr.changes_output else ""
        step = inline(pr.golden_regeneration) or NOT_STATED
        if step.startswith(CHANGES_OUTPUT):
            step = own(step)
        page.bullet(
            labelled(label_of(PullRequest, "golden_regeneration"), f"{changes} {step}".lstrip()),
            f"{path}.changes_output",
            f"{path}.golden_regeneration",
        )
