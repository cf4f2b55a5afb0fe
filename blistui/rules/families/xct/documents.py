"""XCT, rules on documentation: who updates CLAUDE.md, README and the guidelines."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_5
from blistui.plan.ids import items_of
from blistui.plan.series import FileChange, PullRequest
from blistui.rules.families.xct.shared_work import SharedWork, shared_work
from blistui.rules.prose.deferral import put_off
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import counted, listed, named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered

CLAUDE_MD = "CLAUDE.md"


@rule("XCT009", "error", PHASE_5, 6)
def claude_md_updated(context: Context) -> Iterator[Problem]:
    """A PR that adds files or CLI flags, or completes a milestone, updates CLAUDE.md itself.

    Why: People and agents that read CLAUDE.md after the merge would work from what was true before it.
    Fix: List CLAUDE.md among the files that this PR modifies, or say what it updates there.
    Fails: files = [{ path = "sim/scorer.go", change = "add" }], and CLAUDE.md nowhere in the PR
    Passes: the same, and { path = "CLAUDE.md", change = "modify" }
    """
    for path, pr in items_of(context.plan, "pr"):
        reasons = _reasons(pr)
        if reasons and not _updates_claude_md(pr):
            row = FileChange(path=CLAUDE_MD, change="modify")
            yield unanswered(
                f"{path}.files",
                pr.documentation,
                f"{named(pr, path)} {listed(reasons)}, but does not update {CLAUDE_MD}.",
                f"List {CLAUDE_MD} among its files; another PR cannot do it.",
                fix=Fix(
                    f"List {CLAUDE_MD} among the files of {named(pr, path)}",
                    (Edit("insert", f"{path}.files", row, len(pr.files)),),
                ),
            )


def _reasons(pr: PullRequest) -> list[str]:
    added = [file.path for file in pr.files if file.change == "add" and not _is_claude_md(file.path)]
    deleted = [file.path for file in pr.files if file.change == "delete"]
    flags = [flag for flag in pr.flags if filled(flag.name)]
    new = [counted(len(things), what) for things, what in ((added, "file"), (flags, "CLI flag")) if things]
    reasons = [
        (new, f"adds {listed(new)}"),
        (deleted, f"deletes {counted(len(deleted), 'file')}"),
        (says_something(pr.milestone), "completes a milestone"),
    ]
    return [reason for holds, reason in reasons if holds]


def _is_claude_md(path: str) -> bool:
    return posixpath.basename(path.strip()).casefold() == CLAUDE_MD.casefold()


def _updates_claude_md(pr: PullRequest) -> bool:
    return any(_is_claude_md(file.path) and file.change != "delete" for file in pr.files) or any(
        CLAUDE_MD.casefold() in line.casefold() and not put_off(line) for line in pr.documentation
    )


@rule("XCT010", "warning", PHASE_5, 6)
def questions_of_documentation(context: Context) -> Iterator[Problem]:
    """The plan says what triggers a README update, and whether the guidelines' target module map changes.

    Why: Both are read by people who will never see this plan.
    Fix: Add a documentation item for `README` with its trigger and one for `design guidelines`; where
        nothing changes, with `none_because`.
    Fails: no documentation item with document = "README"
    Passes: document = "README", trigger = "the new --policy flag", pr = "PR3"
    """
    found: dict[str, SharedWork] = context.derived(shared_work)
    documents = [
        (path, item)
        for path, item in items_of(context.plan, "crosscutting")
        if item.area == "docs" and filled(item.document)
    ]
    if found["docs"].none or not (found["docs"].work or documents):
        return
    for document, question in (
        ("README", "what triggers a README update"),
        ("design guidelines", "whether the target module map of the design guidelines changes"),
    ):
        answers = [(path, item) for path, item in documents if item.document == document]
        if not answers:
            yield to_write(
                "crosscutting",
                f"The plan does not say {question}.",
                f"Add a documentation item for {document}, or one that says why nothing changes there.",
            )
    for path, item in documents:
        if item.document == "README" and not filled(item.trigger) and not says_something(item.none_because):
            yield to_write(
                f"{path}.trigger",
                f"{named(item, path)} does not say what triggers the README update.",
                "Name the change that makes it necessary.",
            )
