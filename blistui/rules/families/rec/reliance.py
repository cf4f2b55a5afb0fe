"""What rests on findings that are not confirmed (template: anti-hallucination rule)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from blistui.plan.headings import PHASE_0
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.recon import Finding
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import plan_references, plan_texts
from blistui.rules.shared.to_write import unknown_item

_NOT_RESTING = NOTES | {"plan", "finding", "constraint", "risk"}
"""Tables of Phase 0, tables about the plan, and the register, where reliance is recorded."""

_NOT_A_FINDING = r"(?![\w-]*\w|[ -](?:score|measure))"


@rule("REC002", "error", PHASE_0, 5)
def shaky_facts_registered(context: Context) -> Iterator[Problem]:
    """Nothing after Phase 0 rests on an unverified fact or an inference unless the risk register says so.

    Why: When the fact turns out wrong, the design fails, and nobody knows that this was the reason.
    Fix: Cite the fact, or name the finding in the risk whose validation tests it.
    Fails: [[block]] relies_on = ["F7"], where F7 is inferred and no risk names it
    Passes: the same, with [[risk]] relies_on = ["F7"]
    """
    shaky = _shaky(context)
    if not shaky:
        return
    registered = _in_register(context, shaky)
    registered |= {id for id, finding in shaky.items() if _settled_by_a_risk(context, finding)}
    if context.policy.unverified == "never":
        registered -= {id for id, finding in shaky.items() if finding.unverified}
    for path, id in _places(context, {id: shaky[id] for id in shaky if id not in registered}):
        unverified = shaky[id].unverified
        what = "unverified" if unverified else _KINDS[shaky[id].kind]
        if unverified and context.policy.unverified == "never":
            yield Problem(
                path,
                f"This rests on {id}, which is unverified; the policy does not allow that.",
                f"Cite {id} so that it is confirmed, or design without it.",
            )
        else:
            yield unknown_item(
                context,
                path,
                "risk",
                message=f"This rests on {id}, which is {what}, and the risk register does not say so.",
                how_to_fix=f"Cite {id} so that it is confirmed, or name it in the risk whose validation "
                "tests it.",
            )


_KINDS = {"inferred": "an inference", "uncertain": "an open uncertainty"}


def _shaky(context: Context) -> dict[str, Finding]:
    return {
        finding.id: finding
        for finding in context.plan.finding
        if finding.id and (finding.unverified or finding.kind in _KINDS)
    }


def _settled_by_a_risk(context: Context, finding: Finding) -> bool:
    """Whether an open uncertainty names the risk that settles it: then the register does say so."""
    risks = {risk.id for risk in context.plan.risk}
    return finding.kind == "uncertain" and not finding.unverified and bool(risks & set(finding.resolved_by))


def _in_register(context: Context, shaky: dict[str, Finding]) -> set[str]:
    found = {id for risk in context.plan.risk for id in risk.relies_on}
    mentions = _mentions(shaky)
    for text in context.derived(plan_texts):
        if text.table == "risk":
            found.update(mentions(text.text))
    return found


def _places(context: Context, shaky: dict[str, Finding]) -> Iterator[tuple[str, str]]:
    """Each field after Phase 0 that names one of `shaky`, by reference or in its text: (path, id)."""
    if not shaky:
        return
    seen: set[tuple[str, str]] = set()
    for path, spec, id in context.derived(plan_references):
        if "finding" in spec.refs and id in shaky and path.partition(".")[0] not in _NOT_RESTING:
            place = path.rpartition(".")[0] if spec.widget == "refs" else path
            if (place, id) not in seen:
                seen.add((place, id))
                yield place, id
    mentions = _mentions(shaky)
    for text in context.derived(plan_texts):
        if text.table in _NOT_RESTING:
            continue
        for id in dict.fromkeys(mentions(text.text)):
            yield text.path, id


def _mentions(ids: Iterable[str]) -> Callable[[str], list[str]]:
    """What finds those of `ids` that a text mentions."""
    named = "|".join(re.escape(id) for id in sorted(ids, key=len, reverse=True))
    mention = re.compile(rf"(?<![\w.:/-])({named}){_NOT_A_FINDING}")
    # Hardly any text mentions one, and a plain look costs a tenth of the pattern.
    likely = re.compile(named)
    return lambda text: mention.findall(text) if likely.search(text) else []
