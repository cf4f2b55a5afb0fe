"""LIV: the living document."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from blistui.plan.days import day
from blistui.plan.digests import plan_digest, take_baseline
from blistui.plan.document import Plan
from blistui.plan.headings import LIVING
from blistui.plan.ids import items_of
from blistui.plan.paths import get, segment_of
from blistui.plan.tables.series import STATUSES
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered


@rule("LIV001", "error", LIVING, 1)
def revision_noted(context: Context) -> Iterator[Problem]:
    """A plan that differs from its last baseline has a dated note saying what changed and why.

    Why: People who approved a plan must see when it says something else than what they approved.
    Fix: Add a revision on top of the others, with its date, what changed and why, and take the baseline.
    Fails: status = "approved", and an objective reworded since the baseline of the newest revision was taken
    Passes: the same, with [[revision]] date = 2026-03-02, what = "O2 narrowed", why = "D-1 failed" on top
    """
    revisions = context.plan.revision
    yield from _incomplete_notes(context)
    if context.plan.plan.status in ("", "draft"):
        return
    if not revisions:
        yield to_write(
            "revision",
            f"The plan is {context.plan.plan.status}, but no revision says which text that is about.",
            "Add a revision with its date, what it is and why, and take the baseline.",
        )
        return
    newest = revisions[0]
    name = newest.version or newest.id or "without a version"
    path = f"revision.{segment_of(revisions, 0)}"
    if not newest.plan_digest:
        yield to_write(
            path,
            f"The newest revision {name} has no baseline of the plan, so later changes go unnoticed.",
            "Take the baseline when the revision says all that changed.",
            fix=_baseline(context.plan, path),
        )
    elif newest.plan_digest != plan_digest(context.plan):
        yield Problem(
            "revision",
            f"The plan has changed since revision {name} ({newest.date or 'no date'}), and no note says so.",
            "Add a revision on top: its date, what changed and why; then take the baseline. `blistui revise` "
            "fills it in.",
        )


def _baseline(plan: Plan, revision: str) -> Fix | None:
    """The baseline of the plan as it is now, unless contracts on record would be lost with it."""
    edits = take_baseline(plan, revision)
    held = get(plan, revision).guarantees
    would = next(edit.value for edit in edits if edit.path == f"{revision}.guarantees")
    if not held.items() <= would.items():
        return None
    return Fix("Take the baseline of the plan as it is now", edits, is_scaffold=True)


def _incomplete_notes(context: Context) -> Iterator[Problem]:
    revisions = context.plan.revision
    # The first version of a draft differs from nothing that anybody has read.
    first_draft = len(revisions) == 1 and context.plan.plan.status in ("", "draft")
    newer: datetime.date | None = None
    for index, revision in enumerate(revisions):
        path = f"revision.{segment_of(revisions, index)}"
        name = revision.version or revision.id or f"number {index + 1} from the top"
        date = day(revision.date)
        if not revision.date.strip():
            yield to_write(f"{path}.date", f"Revision {name} has no date.", "Write its day as 2026-03-02.")
        for key, value in (("what", revision.what), ("why", revision.why)):
            if not value.strip() and not first_draft:
                asked = "what changed" if key == "what" else "why"
                yield to_write(f"{path}.{key}", f"Revision {name} does not say {asked}.", "Say it briefly.")
        if date is not None and newer is not None and date > newer:
            yield Problem(
                f"{path}.date",
                f"Revision {name} of {date} is below an older one; the newest comes first.",
                "Sort the revisions by date, newest on top.",
            )
        newer = date or newer


@rule("LIV003", "error", LIVING, 5)
def failed_validation_recorded(context: Context) -> Iterator[Problem]:
    """A failed validation records what was found and what the plan changed because of it.

    Why: A failed validation that changes nothing is no gate, and somebody will repeat it later.
    Fix: Write the finding and the plan changes in the risk's row.
    Fails: outcome = "failed" and nothing else
    Passes: outcome = "failed", outcome_finding = "4.1 ms per scan", plan_changes = "PR3 uses a heap"
    """
    for path, risk in items_of(context.plan, "risk"):
        if risk.outcome != "failed":
            continue
        if not risk.outcome_finding.strip():
            yield to_write(
                f"{path}.outcome_finding",
                f"The validation of {named(risk, path)} failed, but what was found is not written down.",
                "Write what the validation showed.",
            )
        if not risk.plan_changes.strip():
            yield to_write(
                f"{path}.plan_changes",
                f"The validation of {named(risk, path)} failed, but the plan does not say what follows.",
                "Write what the plan changed; the abort plan says what it should be.",
            )


@rule("LIV004", "error", LIVING, 3)
def status_tracked(context: Context) -> Iterator[Problem]:
    """Each PR has a known status (`planned` where none is written); what a merged PR depends on is merged.

    Why: The series shows what is done; a merge before its dependencies means that graph or status is wrong.
    Fix: Set the status, or take out the dependency, if there was none.
    Fails: PR2 is merged and depends on PR1, which is planned
    Passes: both are merged
    """
    status = {pr.id: pr.status for pr in context.plan.pr}
    merged_on = {pr.id: day(pr.merged_on) for pr in context.plan.pr}
    for path, pr in items_of(context.plan, "pr"):
        name = named(pr, path)
        if pr.status and pr.status not in STATUSES:
            yield Problem(
                f"{path}.status",
                f"{name} has the status `{pr.status}`.",
                f"Choose one of: {', '.join(STATUSES)}.",
            )
        for on in dict.fromkeys(pr.depends_on):
            if status.get(on) == "dropped" and pr.is_ahead:
                yield Problem(
                    f"{path}.depends_on",
                    f"{name} depends on {on}, which is dropped.",
                    f"Take {on} out, and say where what it should have brought comes from.",
                )
            elif pr.status == "merged" and on != pr.id and on in status and status[on] != "merged":
                yield Problem(
                    f"{path}.depends_on",
                    f"{name} is merged, but {on}, on which it depends, is {status[on] or STATUSES[0]}.",
                    f"Mark {on} as merged, or take it out of what {name} depends on.",
                )
            elif (before := merged_on.get(on)) and (own := day(pr.merged_on)) and own < before:
                yield Problem(
                    f"{path}.merged_on",
                    f"{name} merged on {own}, before {on}, on which it depends, merged on {before}.",
                    "Correct the day that is wrong, or the dependency.",
                )


@rule("LIV005", "error", LIVING, 2, decided="A")
def concept_model_confirmed(context: Context) -> Iterator[Problem]:
    """After each merge the author has confirmed, with a date, that the concept model still fits the system.

    Why: A stale concept model misleads every later PR; only a person who knows the merged code can see it.
    Fix: Compare the concept model with the merged code, change it where it is wrong, then write the day.
    Fails: status = "merged", merged_on = 2026-03-02
    Passes: status = "merged", merged_on = 2026-03-02, concept_model_confirmed_on = 2026-03-03
    """
    for path, pr in items_of(context.plan, "pr"):
        if pr.status != "merged":
            continue
        at, name = f"{path}.concept_model_confirmed_on", named(pr, path)
        how_to_fix = (
            "Compare the concept model with the merged code, correct it if need be, and write the day."
        )
        merged, confirmed = day(pr.merged_on), day(pr.concept_model_confirmed_on)
        if confirmed is None:
            said = pr.concept_model_confirmed_on
            why = f"`{said}` is no day" if said else "nobody confirmed the concept model since"
            yield unanswered(at, said, f"{name} is merged, but {why}.", how_to_fix)
        elif merged is not None and confirmed < merged:
            yield Problem(
                at,
                f"{name} merged on {merged}, after the concept model was confirmed on {confirmed}.",
                how_to_fix,
            )


@rule("LIV006", "warning", LIVING, 3, repo=True)
def merged_files_exist(context: Context) -> Iterator[Problem]:
    """The files that a merged PR added or modified are in the repository.

    Why: A file that is not there means the PR did something else, and the plan was not updated.
    Fix: Correct the PR's file inventory to what was merged.
    Fails: PR1 is merged and adds sim/scorer.go, which does not exist
    Passes: PR1 lists sim/scorers.go, which does
    """
    if context.repo is None:
        return
    merged = [(path, pr) for path, pr in items_of(context.plan, "pr") if pr.status == "merged"]
    removed = {file.path for _, pr in merged for file in pr.files if file.change == "delete"}
    verbs = {"add": "added", "modify": "modified"}
    for path, pr in merged:
        for index, file in enumerate(pr.files):
            if file.change not in verbs or not file.path or file.path in removed:
                continue
            if not context.repo.exists(file.path):
                yield Problem(
                    f"{path}.files.{segment_of(pr.files, index)}.path",
                    f"{named(pr, path)} is merged and should have {verbs[file.change]} `{file.path}`, "
                    "which does not exist.",
                    "Write down what was merged.",
                )
