"""LIV, rules on what has merged: after which gates, on which day, by which commit, and what is complete."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from blistui.plan.days import day
from blistui.plan.fields import specs
from blistui.plan.graph.placement import is_gate_of
from blistui.plan.headings import LIVING
from blistui.plan.ids import items_of
from blistui.plan.signatures import REVIEW, stale
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import STATUSES as STATUSES_OF_PRS
from blistui.plan.tables.series import PullRequest
from blistui.plan.tables.summary import STATUSES
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import counted, listed, named
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.outcomes import plan_changed_for
from blistui.rules.shared.to_write import to_write, unanswered


@rule("LIV007", "error", LIVING, 5)
def gates_passed(context: Context) -> Iterator[Problem]:
    """The gates of a merged PR have passed; after a failed one no PR merges unless the plan was changed.

    Why: A gate that does not stop a merge is only a comment, and the rework that it should save comes anyway.
    Fix: Write the outcome of the validation. Where it failed, change the plan first, and say in the risk's
        row which items that changed.
    Fails: PR3 is merged, and its gate R-7 is open, or failed
    Passes: PR3 is merged, and R-7 has outcome = "passed"
    """
    merged = [(path, pr) for path, pr in items_of(context.plan, "pr") if pr.status == "merged"]
    for path, pr in merged:
        for _, risk in items_of(context.plan, "risk"):
            behind = bool(risk.gate) and context.graph.before(risk.gate, pr.id)
            is_gate = is_gate_of(risk, pr)
            if risk.outcome == "failed" and (behind or is_gate) and not plan_changed_for(context, risk):
                yield Problem(
                    f"{path}.status",
                    f"{named(pr, path)} is merged after the gate {risk.id}, whose validation failed, and "
                    "nothing shows that the plan was changed for it.",
                    f"Say in the plan changes of {risk.id} which PRs, blocks or revisions follow from it.",
                )
            elif is_gate and risk.outcome not in ("passed", "failed"):
                yield Problem(
                    f"{path}.status",
                    f"{named(pr, path)} is merged, but its gate {risk.id} has not passed.",
                    f"Write the outcome of {risk.id}, with its date and what was found.",
                )
            elif is_gate and (late := _passed_late(risk, pr)):
                yield Problem(
                    f"{path}.merged_on",
                    f"{named(pr, path)} merged on {pr.merged_on}, before its gate {risk.id} passed on "
                    f"{late}.",
                    "Correct the day that is wrong.",
                )


def _passed_late(risk: Risk, pr: PullRequest) -> datetime.date | None:
    """The day on which the validation ended, where `pr` had merged by then."""
    ended, merged = day(risk.outcome_on), day(pr.merged_on)
    return ended if ended and merged and ended > merged else None


@rule("LIV008", "error", LIVING, 3)
def merges_recorded(context: Context) -> Iterator[Problem]:
    """A merged PR names its day and its commit; the commit exists, and is in the history of the current one.

    A PR that is not merged names neither.

    Why: Without the commit nobody can compare what was planned with what was merged.
    Fix: Write the day and the full hash of the merge; a branch that has it is checked out.
    Fails: status = "merged" and merged_commit = "deadbeef…", which no repository has
    Passes: status = "merged", merged_on = 2026-03-02 and merged_commit = "9c2cac9d…"
    """
    merged = [(path, pr) for path, pr in items_of(context.plan, "pr") if pr.status == "merged"]
    repo = context.repo if context.repo is not None and context.repo.repository.is_git else None
    if repo is not None:
        repo.versions.look_up(pr.merged_commit for _, pr in merged)
    for path, pr in merged:
        name = named(pr, path)
        for field, what, given in (
            ("merged_on", "on which day", pr.merged_on),
            ("merged_commit", "by which commit", pr.merged_commit),
        ):
            if not filled(given):
                yield to_write(f"{path}.{field}", f"{name} is merged, but nothing says {what}.", "Write it.")
        commit = pr.merged_commit.strip()
        if not commit or repo is None or repo.versions.is_lacking(commit):
            continue
        at = f"{path}.merged_commit"
        if not repo.versions.commit(commit):
            yield Problem(
                at,
                f"{name} is merged as `{commit[:40]}`, which is no commit of this repository.",
                "Write the full hash of the merge.",
            )
        elif not repo.versions.in_current_history(commit):
            yield Problem(
                at,
                f"{name} is merged as {commit[:12]}, which is not in the history of the commit checked out.",
                "Check out a branch that has it, or write the commit by which it came there.",
                level="warning",
            )
    for path, pr in items_of(context.plan, "pr"):
        for spec in specs(PullRequest).values():
            if spec.heading == LIVING and not spec.applies(pr) and filled(getattr(pr, spec.attr)):
                yield Problem(
                    f"{path}.{spec.key}",
                    f"{named(pr, path)} is {pr.status or STATUSES_OF_PRS[0]}, and has a “{spec.title}”.",
                    "Correct its status, or take that out.",
                )


@rule("LIV009", "error", LIVING, 3)
def status_of_the_plan(context: Context) -> Iterator[Problem]:
    """The plan has one of the five statuses, and what its status says is so.

    Why: "Complete" and "approved" are what others rely on when they stop reading.
    Fix: Choose the status that fits; a PR that will not be done is dropped, and says why.
    Fails: status = "complete", and PR4 is planned
    Passes: status = "complete", and every PR is merged, or dropped with a reason
    """
    status = context.plan.plan.status
    if status not in STATUSES:
        said = f"`{status}`, which is none" if filled(status) else "not written down"
        yield unanswered(
            "plan.status", status, f"The status of the plan is {said}.", f"Choose {listed(STATUSES, 'or')}."
        )
    left = [pr.id for pr in context.plan.pr if pr.is_ahead]
    if status == "complete" and left:
        yield Problem(
            "plan.status",
            f"The plan is complete, but {counted(len(left), 'PR')} {'is' if len(left) == 1 else 'are'} "
            f"neither merged nor dropped: {listed(left[:5])}{' and more' if len(left) > 5 else ''}.",
            "Correct the status of the plan, or of these PRs.",
        )
    if status == "approved":
        reviews = [one for one in context.plan.attestation if one.subject == REVIEW and not one.about]
        signed = [one for one in reviews if says_something(one.by) and day(one.date)]
        if not any(not stale(context.plan, one) for one in signed):
            why = "changed since an expert signed its review" if signed else "not signed by an expert"
            yield Problem(
                "plan.status",
                f"The plan is approved, but it is {why}.",
                f"An expert reviews it and signs an attestation with the subject “{REVIEW}”.",
            )
    for path, pr in items_of(context.plan, "pr"):
        if pr.is_dropped and not says_something(pr.dropped_because):
            yield unanswered(
                f"{path}.dropped_because",
                pr.dropped_because,
                f"{named(pr, path)} is dropped, and nothing says why.",
                "Give the reason.",
            )
