"""The concept model: blocks, events, interactions, state, extension points, ownership, length."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.markdown.write.document import lines_of, section
from blistui.plan.headings import PHASE_1
from blistui.rules.policy import Policy
from tests.rules.fixing import fixed, problems
from tests.rules.harness import Case, check_case, plan_of
from tests.rules.whole_plan import WHOLE, instead, table, without

REPLICA = table("block", "replica")
LONE_BLOCK = """
[[block]]
id = "metrics"
name = "Metrics"
responsibility = "Counts what happens."
existing_unchanged = true
observes = ["events"]
controls_none_because = "it only counts"
owns_none_because = "its sums are statistics"
invariants = ["it changes nothing"]
events_none_because = "it is called, not scheduled"
friction_files = 3
friction_type = "metric"
real_systems = { llm-d = "metrics", vLLM = "metrics", SGLang = "metrics", Other = "N/A" }
"""
TALK = " ".join(["word"] * 300)


GUIDED = """
[plan]
guidelines = "docs/guide.md"
[[block]]
id = "pool"
name = "Pool"
friction_type = "policy template"
friction_files = 5
friction_why = "six"
"""
GUIDE = {
    "go.mod": "module m",
    "docs/guide.md": "### 4.5 Files\n\n| Extension | Target |\n|---|---|\n| Policy template | 6 |\n",
}


def bullets(number: int) -> str:
    """That many invariants, each a line of section D."""
    return "".join(
        f'[[invariant]]\nid = "INV-{4 + index}"\nstatement = "Count {index} stays."\nkind = "always"\n\n'
        for index in range(number)
    )


BLOCKS = (
    Case(
        "CON001",
        LONE_BLOCK
        + LONE_BLOCK.replace("metrics", "traces").replace("Metrics", "Traces")
        + LONE_BLOCK.replace("metrics", "logs").replace("Metrics", "Logs"),
        LONE_BLOCK + LONE_BLOCK.replace("metrics", "traces").replace("Metrics", "Traces"),
        at="block",
        says="2 building blocks; the template asks for 3 to 7",
    ),
    Case(
        "CON001",
        WHOLE,
        instead('name = "Router"', 'name = "`replica`"'),
        at="block.replica.name",
        says="router",
    ),
    Case("CON001", WHOLE, instead('name = "Router"', 'name = ""'), at="block.router.name", says="no name"),
    Case("CON002", WHOLE, without('observes = ["its queue"]\n'), at="block.replica.observes"),
    Case("CON002", WHOLE, without('controls = ["which event is next"]\n'), at="block.clock.controls"),
    Case(
        "CON002",
        WHOLE,
        instead('"it is a pure function of the snapshot"', '"--"'),
        at="block.router.owns",
        says="which mutable state it owns",
    ),
    Case(
        "CON002",
        WHOLE,
        # A heading of the template, pasted.
        instead('observes = ["its queue"]', f'observes = ["{PHASE_1}"]'),
        at="block.replica.observes",
        says="says nothing",
    ),
    Case("CON002", WHOLE, without('invariants = ["time never goes back"]\n'), at="block.clock.invariants"),
    Case(
        "CON002",
        LONE_BLOCK,
        LONE_BLOCK.replace("events_none_because", "no_such_reason"),
        at="block.metrics.events",
        also=("PLN007",),
    ),
    Case("CON002", WHOLE, without("friction_files = 2\n"), at="block.clock.friction_files"),
    Case(
        "CON002",
        WHOLE,
        instead("friction_files = 2\n", 'friction_files = "a few"\n'),
        at="block.clock.friction_files",
        says="“a few”",
    ),
    Case(
        "CON002",
        WHOLE,
        instead("friction_files = 2\n", "friction_files = nan\n"),
        at="block.clock.friction_files",
    ),
    Case(
        "CON002",
        WHOLE,
        instead('name = "Arrival"\ndirection = "consumed"', 'name = "Arrival"\ndirection = "both"'),
        at="block.router.events.E2.direction",
    ),
    Case("CON002", WHOLE, instead('name = "Arrival"', 'name = ""'), at="block.router.events.E2.name"),
    Case(
        "CON003",
        WHOLE,
        instead("Serves the requests in its queue.", "Serves requests. It also counts them."),
        at="block.replica.responsibility",
        says="2 sentences",
    ),
    Case(
        "CON003",
        WHOLE,
        instead("Serves the requests in its queue.", ""),
        at="block.replica.responsibility",
        says="no responsibility",
    ),
    Case(
        "CON004",
        WHOLE,
        instead(
            "Serves the requests in its queue.", "Serves the requests in its queue and evicts cold blocks."
        ),
        at="block.replica.responsibility",
        says="and evicts",
    ),
    Case(
        "CON004",
        instead("Serves the requests in its queue.", "Serves the requests in its queue before dispatch."),
        instead("Serves the requests in its queue.", "Serves the requests before releasing their blocks."),
        at="block.replica.responsibility",
        says="before releasing",
    ),
    Case(
        "CON015",
        WHOLE,
        without('SGLang = "router", '),
        at="block.router.real_systems",
        says="says nothing about SGLang",
    ),
    Case(
        "CON015",
        WHOLE,
        instead('"wall clock"', '"N/A"'),
        at="block.clock.real_systems",
        says="corresponds to no real system",
    ),
    Case(
        "CON015",
        WHOLE,
        instead('vLLM = "engine"', 'Mooncake = "pool"'),
        says="vLLM",
        at="block.replica.real_systems",
    ),
    Case(
        "CON015",
        WHOLE,
        instead('llm-d = "pod", ', ""),
        at="block.replica.real_systems",
        policy=Policy(real_systems=("llm-d", "other")),
    ),
    Case(
        "CON015",
        f'{WHOLE}\n[plan]\nreal_systems = ["llm-d", "Other"]\n',
        instead('llm-d = "pod", ', ""),
        at="block.replica.real_systems",
        says="says nothing about llm-d",
    ),
    Case(
        "CON017",
        WHOLE,
        instead("friction_files = 3", "friction_files = 5"),
        at="block.router.friction_files",
        says="5 files for one more policy template; the reference target is 3",
    ),
    Case(
        "CON017",
        WHOLE,
        without('friction_type = "config parameter"\n'),
        at="block.clock.friction_type",
        says="cannot be compared",
    ),
    Case(
        "CON017",
        WHOLE,
        instead("friction_files = 2\n", "friction_files = 3\n"),
        at="block.clock.friction_files",
    ),
    Case(
        "CON017",
        GUIDED,
        GUIDED.replace("friction_files = 5", 'friction_files = "6-7"').replace("six", "fine"),
        at="block.pool.friction_files",
        says="7 files for one more policy template; the reference target is 6",
        files=GUIDE,
    ),
    Case(
        "CON018",
        WHOLE,
        instead("Serves the requests in its queue.", f"Serves {TALK}."),
        at="block",
        says="two minutes",
    ),
    Case(
        "CON016",
        bullets(16) + WHOLE,
        bullets(35) + WHOLE,
        at="block",
        says="it must stay under 80",
    ),
)

EVENTS = (
    Case(
        "CON005",
        WHOLE,
        instead('direction = "consumed"\norigin = "exogenous"', 'direction = "consumed"'),
        at="block.router.events.E2.origin",
        says="Arrival",
    ),
    Case(
        "CON005",
        WHOLE,
        instead(
            'name = "Tick"\ndirection = "consumed"\norigin = "endogenous"',
            'name = "tick"\ndirection = "consumed"\norigin = "exogenous"',
        ),
        at="block.router.events.E3.origin",
        says="but endogenous in clock",
    ),
    Case(
        "CON006",
        WHOLE,
        instead('name = "Tick"\ndirection = "consumed"', 'name = "Step"\ndirection = "consumed"'),
        at="block.router.events.E3.name",
        says="consumes endogenous event Step",
    ),
    Case("CON006", WHOLE, without("to_statistics = true\n"), at="block.replica.events.E4.name", says="Done"),
    Case("CON019", WHOLE, without('priority = "after Tick"\n'), at="block.replica.events.E4.priority"),
    Case("CON019", WHOLE, without('random_subsystem = "router"\n'), at="block.router.random_subsystem"),
)

INTERACTIONS = (
    Case(
        "CON007",
        WHOLE,
        instead('to = "router"', 'to = "workload"'),
        at="interaction.X1.to",
        says="“workload”",
    ),
    Case(
        "CON007",
        WHOLE,
        without('from = "clock"\n'),
        at="interaction.X1.from",
        says="which block it goes from",
        also=("CON008",),
    ),
    Case("CON007", WHOLE, without('data = "the request"\n'), at="interaction.X2.data"),
    Case(
        "CON007", WHOLE, without('transfer = "to the replica, on dispatch"\n'), at="interaction.X2.transfer"
    ),
    Case("CON008", WHOLE, LONE_BLOCK + WHOLE, at="block.metrics.name", says="stands alone"),
    Case(
        "CON008",
        WHOLE,
        without(table("interaction", "X1"), table("interaction", "X2")),
        at="interaction",
        says="None of the 3",
    ),
)

SYSTEM = (
    Case(
        "CON009", WHOLE, without(table("invariant", "INV-3")), at="invariant", says="a causality constraint"
    ),
    Case("CON009", WHOLE, instead('kind = "never"', 'kind = "sometimes"'), at="invariant.INV-2.kind"),
    Case(
        "CON009",
        WHOLE,
        instead("A request is never served by two replicas.", ""),
        at="invariant.INV-2.statement",
    ),
    Case("CON010", WHOLE, without('statistics = ["mean wait"]\n'), at="state.statistics"),
    Case(
        "CON010",
        WHOLE,
        instead('statistics = ["mean wait"]', 'statistics = ["mean wait", "`Busy  flag`"]'),
        at="state.statistics.1",
        says="both as simulation state and as a statistic",
    ),
    Case(
        "CON010",
        WHOLE,
        instead('statistics = ["mean wait"]', 'statistics = ["mean wait", "busy flags"]'),
        at="state.statistics.1",
    ),
    Case(
        "CON011",
        WHOLE,
        without('default = "round robin"\n'),
        at="extension_point.EP1.default",
        also=("EVO004",),
    ),
    Case(
        "CON011",
        WHOLE,
        without('first_non_default = "least loaded"\n'),
        at="extension_point.EP1.first_non_default",
    ),
    Case(
        "CON011",
        WHOLE,
        without('contract = "names a replica, given the request and the queue lengths"\n'),
        at="extension_point.EP1.contract",
    ),
    Case(
        "CON012",
        WHOLE,
        instead('"least loaded"\npr = "PR2"', '"least loaded"'),
        at="extension_point.EP1.pr",
        says="No PR is named that delivers “least loaded”",
        also=("EVO004",),
    ),
    Case(
        "CON012",
        WHOLE,
        instead('"least loaded"\npr = "PR2"', '"to be decided later"\npr = "PR2"'),
        at="extension_point.EP1.first_non_default",
        says="put off",
    ),
    Case(
        "CON012",
        WHOLE,
        instead('"least loaded"\npr = "PR2"', '"N/A"\npr = "PR2"'),
        at="extension_point.EP1.first_non_default",
    ),
    Case(
        "CON012",
        WHOLE,
        instead('"least loaded"\npr = "PR2"', '"least loaded"\npr = "PR9"'),
        at="extension_point.EP1.pr",
        says="no PR of this plan",
        also=("EVO004",),
    ),
)

OWNERSHIP = (
    Case(
        "CON013",
        WHOLE,
        instead('owns = ["event queue"]', 'owns = ["event queue", "Busy flag"]'),
        at="block.replica.owns.1",
        says="owned twice",
    ),
    Case(
        "CON013",
        WHOLE,
        without(table("ownership", "OW3")),
        at="block.replica.owns.1",
        says="map has no row for “busy flag” of replica",
    ),
    Case(
        "CON013",
        WHOLE,
        instead('owns = ["request queue", "busy flag"]', 'owns = ["request queue"]'),
        at="ownership.OW3.owner",
        says="does not say it owns it",
    ),
    Case(
        "CON013",
        WHOLE,
        instead('state = "busy flag"\nowner = "replica"', 'state = "busy flag"\nowner = "clock"'),
        at="ownership.OW3.owner",
        says="building block replica says it owns it",
    ),
    Case(
        "CON013",
        WHOLE,
        instead('state = "busy flag"\nowner = "replica"', 'state = "busy flag"'),
        at="ownership.OW3.owner",
        says="has no owner",
    ),
    Case(
        "CON013",
        WHOLE,
        instead('state = "busy flag"\nowner = "replica"', 'state = "busy flag"\nowner = "scheduler"'),
        at="ownership.OW3.owner",
        says="“scheduler”, which is no building block",
    ),
    Case(
        "CON013",
        WHOLE,
        WHOLE + '[[ownership]]\nid = "OW4"\nstate = "Busy flag."\nowner = "clock"\n',
        at="ownership.OW4.state",
        says="twice",
    ),
    Case(
        "CON014",
        WHOLE,
        without('justification = "the router reads its length, once a dispatch"\n'),
        at="ownership.OW2.justification",
    ),
    Case(
        "CON014",
        WHOLE,
        instead(
            'owner = "clock"\n', 'owner = "clock"\njustification = "shared, because everybody schedules"\n'
        ),
        at="ownership.OW1.shared_with",
        says="not marked as shared",
    ),
    Case(
        "CON014",
        WHOLE,
        instead('shared_with = ["router"]', 'shared_with = ["router", "replica"]'),
        at="ownership.OW2.shared_with",
        says="its owner",
    ),
)


@pytest.mark.parametrize("case", (*BLOCKS, *EVENTS, *INTERACTIONS, *SYSTEM, *OWNERSHIP), ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_correspondence_row_that_is_no_block_has_no_contract() -> None:
    """Real plans list systems' parts in that table which are no blocks; as blocks they are bare."""
    row = """
[[block]]
name = "Queue-Depth Scorer"
real_systems = { llm-d = "a scorer", vLLM = "N/A", SGLang = "N/A", Other = "N/A" }
"""
    plan = plan_of(row + WHOLE)
    assert {place for found in problems("CON002", plan) for place in (found.path, *found.fields)} == {
        f"block.@0.{part}"
        for part in ("observes", "controls", "owns", "invariants", "events", "friction_files")
    }
    assert [problem.path for problem in problems("CON003", plan)] == ["block.@0.responsibility"]
    assert "block.@0.existing_unchanged" in {problem.path for problem in problems("EVO002", plan)}


@pytest.mark.parametrize(
    ("number", "levels"), [(71, []), (72, ["warning"]), (79, ["warning"]), (80, ["error"]), (95, ["error"])]
)
def test_section_d_warns_near_its_limit(number: int, levels: list[str]) -> None:
    own = lines_of(section(plan_of(WHOLE), "D"))
    found = problems("CON016", plan_of(bullets(number - own) + WHOLE))
    assert [problem.level or "error" for problem in found] == levels
    assert all(f"takes {number} lines" in problem.message for problem in found)


def test_missing_ownership_rows_are_added_from_what_blocks_own() -> None:
    plan = fixed("CON013", without(table("ownership", "OW1"), table("ownership", "OW3")))
    assert [(row.id, row.state, row.owner) for row in plan.ownership] == [
        ("OW2", "request queue", "replica"),
        ("OW1", "event queue", "clock"),
        ("OW3", "busy flag", "replica"),
    ]


def test_a_block_lists_what_the_map_gives_it() -> None:
    plan = fixed("CON013", instead('owns = ["request queue", "busy flag"]', 'owns = ["request queue"]'))
    assert plan.block[2].owns == ("request queue", "busy flag")


def test_a_reason_for_owning_nothing_is_not_overruled() -> None:
    text = instead('state = "busy flag"\nowner = "replica"', 'state = "warm-up"\nowner = "router"')
    found = problems("CON013", plan_of(text))
    assert [problem.fix for problem in found if problem.path == "ownership.OW3.owner"] == [None]


def test_an_owner_left_out_is_the_block_that_claims_the_state() -> None:
    plan = fixed("CON013", instead('state = "busy flag"\nowner = "replica"', 'state = "busy flag"'))
    assert plan.ownership[2].owner == "replica"


def test_a_row_that_says_the_same_again_is_dropped() -> None:
    again = '[[ownership]]\nid = "OW4"\nstate = "busy flag"\nowner = "replica"\n'
    assert [row.id for row in fixed("CON013", WHOLE + again).ownership] == ["OW1", "OW2", "OW3"]


def test_a_block_called_by_its_name_is_named_by_its_id() -> None:
    text = instead('name = "Router"', 'name = "Request router"')
    text = instead('to = "router"', 'to = "request router"', text=text)
    assert fixed("CON007", text).interaction[0].to == "router"


def test_a_pr_mentioned_in_words_is_named_by_its_id() -> None:
    text = instead('"least loaded"\npr = "PR2"', '"least loaded"\npr = "with PR 2"')
    assert fixed("CON012", text).extension_point[0].pr == "PR2"


@pytest.mark.parametrize(
    ("owned", "same"),
    [
        ("request queue (bounded)", True),
        ("per-replica request queue", True),
        ("request queue length", False),
        ("work queue", False),
    ],
)
def test_the_map_may_name_state_in_fewer_words(owned: str, same: bool) -> None:
    text = instead('owns = ["request queue", "busy flag"]', f'owns = ["{owned}", "busy flag"]')
    paths = {problem.path for problem in problems("CON013", plan_of(text))}
    assert paths == (set() if same else {"ownership", "ownership.OW2.owner"})
