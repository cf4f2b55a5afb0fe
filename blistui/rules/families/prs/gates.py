"""PRS012: validation gates, compared between the PRs and the risk register."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.filled import says_something
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import is_of_one, known_prs
from blistui.rules.shared.to_write import unanswered


@rule("PRS012", "error", PHASE_6, 5)
def gates_agree(context: Context) -> Iterator[Problem]:
    """Validation gates agree both ways between the PRs and the risk register, and with the graph.

    Why: Somebody who reads only one of the two merges a PR before its validation is done.
    Fix: Correct the one that is wrong; the automatic fix uses what the register says.
    Fails: D-1 with gate = "PR2", and PR2 with gates = []
    Passes: D-1 with gate = "PR2", and PR2 with gates = ["D-1"]
    """
    prs = known_prs(context)
    risks = {risk.id: risk for risk in context.plan.risk if risk.id}
    # A gate that is no PR of the plan is reported by RSK006.
    gated = {own: risk for own, risk in risks.items() if risk.gate in prs}
    for path, pr in items_of(context.plan, "pr"):
        if pr.id:
            yield from _mirrored(path, pr, is_of_one(context, "pr", pr.id), gated)
    for path, risk in items_of(context.plan, "risk"):
        if risk.gate in prs and risk.spike in prs and not context.graph.no_later(risk.spike, risk.gate):
            yield Problem(
                f"{path}.spike",
                f"{risk.spike} validates {named(risk, path)}, but {risk.gate}, which waits for the result, "
                f"does not wait for {risk.spike}.",
                f"Let {risk.gate} depend on {risk.spike}, or move the gate.",
            )


def _mirrored(path: str, pr: PullRequest, is_named: bool, risks: dict[str, Risk]) -> Iterator[Problem]:
    missing = [risk for risk in risks.values() if risk.gate == pr.id and risk.id not in pr.gates]
    other = [own for own in pr.gates if own in risks and risks[own].gate != pr.id]
    agreed = (*(own for own in pr.gates if own not in other), *(risk.id for risk in missing))
    # An author who gave a reason why there is no gate has to decide which of the two is true.
    reason = says_something(pr.gates_none_because)
    fix = None
    if is_named and agreed != pr.gates and not (reason and missing) and (agreed or reason):
        # To take a gate out is to decide which of the two places is right.
        fix = Fix(
            f"Give {named(pr, path)} the gates of the risk register",
            (Edit("put", f"{path}.gates", agreed),),
            bool(other),
        )
    for risk in missing:
        stated = "says why it has none" if reason else "does not name it"
        yield unanswered(
            f"{path}.gates",
            (*pr.gates, pr.gates_none_because),
            f"The register gates {risk.id} before {pr.id}, but {pr.id} {stated}.",
            f"Name {risk.id} among the gates of {pr.id}, or correct the register.",
            fix=fix,
        )
    for own in other:
        yield Problem(
            f"{path}.gates",
            f"{pr.id} names {own} as its gate, but the register gates {own} before {risks[own].gate}.",
            f"Take {own} out of the gates of {pr.id}, or correct the register.",
            fix=fix,
        )
