"""RSK: Phase 3, architectural risk register."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_3
from blistui.plan.ids import items_of
from blistui.rules.families.rsk.gates import mirrored_gate, unguarded
from blistui.rules.families.rsk.rework import (
    MANDATORY,
    affected,
    agree,
    is_cost,
    likely_cost,
    stated_cost,
    whole,
)
from blistui.rules.prose.filled import filled, says_something, unsaid
from blistui.rules.prose.placeholders import no_answer
from blistui.rules.prose.precision import measurable, praise
from blistui.rules.prose.wording import counted, listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import known_prs
from blistui.rules.shared.shared_work import is_work
from blistui.rules.shared.to_write import lacking, to_write, unanswered, unknown_item, waits_for

_COLUMNS = (
    ("decision", "which choice is made", "Write the choice, not the problem."),
    ("assumption", "what must be true for it to work", "Write what you rely on and do not know yet."),
    ("validation", "how the assumption is tested", "Write the cheapest way to find out."),
    ("cost", "what it costs to be wrong", "Count the PRs that would be reworked."),
)


@rule("RSK001", "error", PHASE_3, 5)
def risk_rows(context: Context) -> Iterator[Problem]:
    """The register has at least one risk, each with decision, assumption, validation method, cost and gate.

    Why: Every concept model rests on choices that may be wrong; the register names them and tests them.
    Fix: Fill the missing column.
    Fails: a [[risk]] with a decision and an assumption only
    Passes: a [[risk]] with decision, assumption, validation, cost = 1 and gate = "PR2"
    """
    if not context.plan.risk:
        yield to_write(
            "risk",
            "The risk register is empty.",
            "Add the decision of the concept model that is least certain.",
        )
    for path, risk in items_of(context.plan, "risk"):
        name = f"Risk {named(risk, path)}"
        blank: list[tuple[str, str]] = []
        for field, says, how_to_fix in _COLUMNS:
            given = getattr(risk, field)
            if not filled(given):
                blank.append((f"{path}.{field}", says))
            elif isinstance(given, str) and field != "cost" and not says_something(given):
                yield Problem(f"{path}.{field}", f"{name} does not say {says}{unsaid(given)}.", how_to_fix)
        if risk.decision.rstrip().endswith("?"):
            yield Problem(
                f"{path}.decision",
                f"{name} asks instead of deciding: {quoted(risk.decision)}.",
                "Write the choice, not the question.",
                level="warning",
            )
        yield from lacking(f"{name} does not say", blank, "Fill in what is missing.")
        if not filled(risk.gate):
            yield to_write(
                f"{path}.gate",
                f"{name} does not say before which PR the validation is complete.",
                "Name a PR of the plan.",
                waits_for=waits_for(context, path, "pr"),
                fix=mirrored_gate(context, risk, path),
            )


@rule("RSK002", "error", PHASE_3, 5)
def cost_in_prs(context: Context) -> Iterator[Problem]:
    """The cost of being wrong is a number of PRs, halves allowed, and the affected PRs are named.

    Why: "Trivial" and "all" cannot be compared with the limit from which a validation is mandatory.
    Fix: Count the PRs that would be reworked and name as many.
    Fails: cost = "trivial"
    Passes: cost = 1.5 and affects = ["PR2", "PR3"]
    """
    for path, risk in items_of(context.plan, "risk"):
        if not filled(risk.cost):
            continue
        name = f"risk {named(risk, path)}"
        prs = affected(risk)
        if not is_cost(risk.cost):
            yield Problem(
                f"{path}.cost",
                f"The cost of {name} is {quoted(str(risk.cost))}, which is no number of PRs, whole or half.",
                "Write how many PRs must be reworked, such as 2 or 0.5.",
                fix=_cost_as_number(f"{path}.cost", risk.cost),
            )
        if not prs and risk.cost != 0:
            yield to_write(
                f"{path}.affects",
                f"The cost of {name} names no affected PR.",
                "Name the PRs that would be reworked.",
                waits_for=waits_for(context, path, "pr"),
            )
        elif is_cost(risk.cost) and not agree(float(risk.cost), len(prs)):
            yield Problem(
                f"{path}.affects",
                f"The cost of {name} is {risk.cost}, but {counted(len(prs), 'affected PR')} "
                f"{'is' if len(prs) == 1 else 'are'} named.",
                "Correct the number, or name as many PRs.",
                level="warning",
            )


def _cost_as_number(path: str, cost: object) -> Fix | None:
    stated = stated_cost(cost) if isinstance(cost, str) else None
    if stated is None or not is_cost(stated):
        return None
    return Fix(f"Write {whole(stated)}", (Edit("put", path, whole(stated)),))


@rule("RSK003", "error", PHASE_3, 5)
def mandatory_validation(context: Context) -> Iterator[Problem]:
    """A cost of 3 PRs or more is validated by a spike PR of this plan or by a named step before any PR.

    Why: At this cost a late surprise is more expensive than an early test.
    Fix: Plan a spike or mock study as a PR, or name the step that is taken before the first PR.
    Fails: cost = 4, spike = "" and pre_pr_step = ""
    Passes: cost = 4 and spike = "PR0"
    """
    prs = known_prs(context)
    for path, risk in items_of(context.plan, "risk"):
        if not (filled(risk.cost) or risk.affects):
            continue
        cost = likely_cost(risk, len(prs))
        if cost < MANDATORY:
            continue
        name = f"risk {named(risk, path)}"
        if risk.spike not in prs and not says_something(risk.pre_pr_step):
            wrong = f"{quoted(risk.spike)} is no PR of this plan" if filled(risk.spike) else "none is named"
            yield unanswered(
                f"{path}.spike",
                (risk.spike if prs else "", risk.pre_pr_step),
                f"Being wrong about {name} costs {whole(cost)} PRs, so a spike PR or a step before any PR "
                f"must validate it; {wrong}.",
                "Name the spike PR, or the step taken before any PR.",
                waits_for=waits_for(context, path, "pr"),
            )


@rule("RSK004", "error", PHASE_3, 5, decided="MP")
def measurable_criteria(context: Context) -> Iterator[Problem]:
    """Every validation has success criteria that can be measured: a number, a comparison or a named test.

    Why: Every result can "look good"; a validation with such a criterion decides nothing.
    Fix: Write the number, the comparison or the test by which everybody reaches the same result.
    Fails: success_criteria = "Latency looks good"
    Passes: success_criteria = "p99 of 16 replicas at most 5 % above one replica"
    """
    for path, risk in items_of(context.plan, "risk"):
        if not filled(risk.validation):
            continue
        name = f"risk {named(risk, path)}"
        if not says_something(risk.success_criteria):
            yield unanswered(
                f"{path}.success_criteria",
                risk.success_criteria,
                f"The validation of {name} has no success criteria{unsaid(risk.success_criteria)}.",
                "Write the number, the comparison or the test that decides it.",
            )
        elif not measurable(risk.success_criteria):
            words = praise(risk.success_criteria)
            yield Problem(
                f"{path}.success_criteria",
                f"The success criteria of {name} look like they cannot be measured"
                + (f": “{words}” is an opinion." if words else f": {quoted(risk.success_criteria)}."),
                "Write the number, the comparison or the test that decides it.",
            )


@rule("RSK005", "error", PHASE_3, 5)
def abort_plan(context: Context) -> Iterator[Problem]:
    """Every validation has an abort plan: what changes if it fails.

    Why: If a failure changes nothing, the validation is no gate; a team follows a way back that is planned.
    Fix: Write which blocks or PRs change, are dropped or come instead when the validation fails.
    Fails: abort_plan = ""
    Passes: abort_plan = "PR3 keeps one queue per replica; PR4 is dropped"
    """
    for path, risk in items_of(context.plan, "risk"):
        if filled(risk.validation) and (not says_something(risk.abort_plan) or no_answer(risk.abort_plan)):
            yield unanswered(
                f"{path}.abort_plan",
                risk.abort_plan,
                f"The validation of risk {named(risk, path)} has no abort plan{unsaid(risk.abort_plan)}.",
                "Write what changes if it fails.",
            )


@rule("RSK006", "error", PHASE_3, 5)
def gate_is_a_pr(context: Context) -> Iterator[Problem]:
    """The gate of a risk names a PR of the plan.

    Why: "Before the release" stops nothing; a PR that must not merge yet does.
    Fix: Name the PR before whose merge the validation must be complete.
    Fails: gate = "Before PR 3 merge"
    Passes: gate = "PR3"
    """
    prs = known_prs(context)
    for path, risk in items_of(context.plan, "risk"):
        if filled(risk.gate) and risk.gate not in prs:
            yield unknown_item(
                context,
                f"{path}.gate",
                "pr",
                message=f"The gate of risk {named(risk, path)} is {quoted(risk.gate)}, which is no PR of "
                "this plan.",
                how_to_fix="Name the PR before whose merge the validation is complete.",
                fix=mirrored_gate(context, risk, path),
            )


@rule("RSK007", "error", PHASE_3, 5)
def gate_in_time(context: Context) -> Iterator[Problem]:
    """The gate is, or comes before, every PR that the decision affects.

    Why: After the PRs that rest on it have merged, a decision cannot be changed cheaply any more.
    Fix: Move the gate to the first affected PR, or let the affected PRs depend on the gate.
    Fails: affects = ["PR2", "PR3"] and gate = "PR3", where PR3 depends on PR2
    Passes: affects = ["PR2", "PR3"] and gate = "PR2"
    """
    for path, risk in items_of(context.plan, "risk"):
        if risk.gate not in known_prs(context):
            continue
        prs = affected(risk)
        late = unguarded(context, risk, prs)
        if not late:
            continue
        earlier = [own for own in late if context.graph.before(own, risk.gate)]
        free = [own for own in late if own not in earlier]
        reasons = []
        if earlier:
            reasons.append(f"comes after {listed(earlier)}")
        if free:
            reasons.append(f"does not hold back {listed(free)}, which may merge before it")
        yield Problem(
            f"{path}.gate",
            f"The gate {risk.gate} of risk {named(risk, path)} {' and '.join(reasons)}, "
            f"though the decision affects {'them' if len(late) > 1 else 'it'}.",
            "Gate the first affected PR, or let the affected PRs depend on the gate.",
        )


@rule("RSK008", "warning", PHASE_3, 5)
def decisions_registered(context: Context) -> Iterator[Problem]:
    """Shared state, tier compositions, backend swaps and freezes each have a risk row that covers them.

    Why: These decisions are hard to get right and expensive to change.
    Fix: Add a risk row for the decision, or name the item in `covers` of the row that is about it.
    Fails: a PR of extension type "backend swap" that no risk covers
    Passes: covers = ["PR4"] in risk D-2
    """
    covered = {own for risk in context.plan.risk for own in risk.covers}
    for path, row in items_of(context.plan, "ownership"):
        if filled(row.shared_with) and row.id not in covered:
            yield _uncovered(context, f"{path}.justification", f"That {quoted(row.state)} is shared", row.id)
    for path, pr in items_of(context.plan, "pr"):
        if pr.extension_type in ("tier composition", "backend swap") and pr.id not in covered:
            yield _uncovered(
                context, f"{path}.extension_type", f"That {named(pr, path)} is a {pr.extension_type}", pr.id
            )
    for path, item in items_of(context.plan, "crosscutting"):
        freezes = item.area == "freezes" and not filled(item.none_because) and is_work(item)
        if freezes and item.id not in covered:
            what = quoted(item.interface) if filled(item.interface) else named(item, path)
            yield _uncovered(context, f"{path}.interface", f"The freeze of {what}", item.id)


def _uncovered(context: Context, path: str, decision: str, own: str) -> Problem:
    return to_write(
        path,
        f"{decision} is a decision that no risk row covers.",
        f"Add a risk row for it, with {own} in its “covers”."
        if own
        else "Give the item an id and a risk row.",
        waits_for=waits_for(context, path, "risk"),
    )
