"""The status of a plan, in one row: its phases, its PRs, its gates, its citations, what is unsigned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.plan.graph.placement import is_gate_of
from blistui.plan.paths import citations, leaves
from blistui.plan.remarks import Said, open_remarks
from blistui.plan.signatures import Wanted, to_sign
from blistui.repo.citations.capture import verify_all
from blistui.repo.errors import RepositoryError
from blistui.rules.rule import Finding
from blistui.rules.running.checkout import Checkout
from blistui.rules.running.progress import Progress, progress


class Gate(NamedTuple):
    """A validation that still holds up a PR, and the PR before whose merge it must be."""

    risk: str
    pr: str
    outcome: str


class Standing(NamedTuple):
    """How far a plan is. `prs` counts those that are not dropped.

    `drifted` counts citations that are no longer as they were captured; None when the code could not be
    looked at.
    """

    status: str
    phases: tuple[Progress, ...]
    merged: tuple[str, ...]
    dropped: tuple[str, ...]
    prs: int
    open_gates: tuple[Gate, ...]
    cited: int
    drifted: int | None
    to_sign: tuple[Wanted, ...]
    open_remarks: tuple[Said, ...]
    wrong: int
    to_write: int


def standing(plan: Plan, findings: Sequence[Finding], drifted: int | None) -> Standing:
    """The status of `plan`, of which `findings` are all there are."""
    errors = [one for one in findings if one.blocks]
    return Standing(
        plan.plan.status or "draft",
        progress(plan, findings),
        tuple(pr.id for pr in plan.pr if pr.status == "merged"),
        tuple(pr.id for pr in plan.pr if pr.is_dropped),
        sum(not pr.is_dropped for pr in plan.pr),
        open_gates(plan),
        len(citations(leaves(plan))),
        drifted,
        to_sign(plan),
        open_remarks(plan),
        sum(one.kind == "wrong" for one in errors),
        sum(one.kind == "to write" for one in errors),
    )


def open_gates(plan: Plan) -> tuple[Gate, ...]:
    """The validations that are before the merge of a PR and still hold it up, in the order of the risks.

    One that failed holds up until the plan says what it changed because of that; a PR that is dropped waits
    for nothing.
    """
    dropped = {pr.id for pr in plan.pr if pr.is_dropped}
    return tuple(
        Gate(risk.id, pr, risk.outcome or "open")
        for risk in plan.risk
        if risk.outcome != "passed" and (risk.outcome != "failed" or not risk.plan_changes.strip())
        for pr in dict.fromkeys((risk.gate, *(pr.id for pr in plan.pr if is_gate_of(risk, pr))))
        if pr and pr not in dropped
    )


def standing_of(plan: Plan, checkout: Checkout, findings: Sequence[Finding]) -> tuple[Standing, str]:
    """As `standing`, with the citations verified, and a sentence when the code could not be looked at."""
    drifted, problem = None, checkout.problem
    if checkout.repository is not None:
        held = [citation for _, citation in citations(leaves(plan))]
        try:
            found = verify_all(checkout.repository, held, plan.plan.base_commit or None)
            drifted = sum(one.status != "exact" for one in found)
        except RepositoryError as error:
            problem = str(error)
    return standing(plan, findings, drifted), problem
