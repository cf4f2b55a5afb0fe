"""A series of two PRs that keeps every rule on PRs, and ways to break it in one place."""

from __future__ import annotations

from blistui.rules.policy import Policy
from blistui.rules.running.findings import run
from tests.rules.harness import Case, context_of, family, plan_of

RULES = family("PRS")

SERIES = """
[[question]]
id = "Q1"
text = "Does affinity pay?"

[[block]]
id = "B1"
name = "Router"

[[block]]
id = "B2"
name = "Kernel"
existing_unchanged = true

[[risk]]
id = "D-1"
decision = "Affinity is scored per block"
cost = 0.5
affects = ["PR2"]
gate = "PR2"
spike = "PR1"

[[crosscutting]]
id = "CC1"
area = "freezes"
item = "Scorer contract"
interface = "Scorer"
pr = "PR1"

[[pr]]
id = "PR1"
title = "Scorer pipeline"
block = "B1"
change = "modify"
extension_type = "backend swap"
extraction = "PR1"
interface = "Scorer"
motivation = "The router looks at load only. A cache hit is worth a longer queue."
scope_in = ["scorer pipeline", "two scorers (queue-depth, load-balance)"]
scope_out = ["prefix affinity"]
guarantees = [
    { id = "BC-1-1", text = "Scores lie in [0, 1]" },
    { id = "BC-1-2", text = "Other policies route as before" },
]
risks = [{ risk = "goldens break", mitigation = "regenerated with the change explained" }]
crosscutting = ["CC1"]
gates_none_because = "no risk it touches costs 3 PRs"
architectural_impact = "The router delegates to scorers"
api_surface = "A scorer contract"
api_used_by = "TestScorers"
cli_changes = "One new flag"
flags = [{ name = "--scorers", exercised_by = "TestScorerFlag" }]
test_categories = ["unit: each scorer"]
documentation = ["CLAUDE.md: flags"]
friction_files = 2
friction_why = "within the target"
parallel_development = "scorers are independent of each other"
reviewable_because = "the pipeline and two scorers are in it"
no_dead_code_because = "every scorer is reached by the flag"
exercised_by = "cli"
exercised_how = ["`run --scorers queue-depth:1`"]
loc = 300

[[pr]]
id = "PR2"
title = "Prefix affinity"
block = "B1"
change = "modify"
extension_type = "policy template"
interface = "Scorer"
motivation = "It shows the tradeoff."
scope_in = ["a scorer"]
scope_out = ["an oracle"]
guarantees = [{ id = "BC-2-1", text = "Longer shared prefixes score higher" }]
risks = [{ risk = "approximation is poor", mitigation = "gate D-1" }]
crosscutting_none_because = "it uses what PR1 made"
gates = ["D-1"]
depends_on = ["PR1"]
architectural_impact = "none"
api_surface = "None."
cli_changes = "none"
test_categories = ["unit", "invariant"]
documentation = ["CLAUDE.md: scorers"]
friction_files = 2
friction_why = "within the target"
parallel_development = "further scorers"
reviewable_because = "one scorer"
no_dead_code_because = "it is in the default profile"
exercised_by = "new tests"
exercised_how = ["TestPrefixScorer"]
loc = 200
"""


def replaced(text: str, old: str, new: str) -> str:
    """`text` with its one `old` replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def series_with(old: str, new: str) -> str:
    """The series with its one `old` replaced."""
    return replaced(SERIES, old, new)


def broken(rule: str, old: str, new: str, at: str = "", says: str = "", also: tuple[str, ...] = ()) -> Case:
    """A case that breaks `rule` by that replacement."""
    return Case(rule, SERIES, series_with(old, new), at=at, says=says, also=also)


def found_in(text: str, policy: Policy | None = None) -> set[tuple[str, str]]:
    """What the rules on PRs find: (rule, path) of each field, or of the item where it is about no field."""
    return {
        (found.rule, place)
        for found in run(RULES, context_of(plan_of(text), policy=policy or Policy()))
        for place in found.fields or (found.path,)
    }
