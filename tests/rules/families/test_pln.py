"""The plan as a document: ids, references, placeholders, waivers, signatures, neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.digests import signed_digest
from blistui.plan.edits import apply
from blistui.plan.guide.guidance import places
from blistui.plan.paths import leaves, put
from blistui.rules.policy import Policy
from blistui.rules.prose.placeholders import placeholder
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Problem, problems
from blistui.rules.running.findings import run
from blistui.store.load import Unloadable, load, load_what_fits
from tests.rules.harness import Case, check_case, context_of, plan_of

RISKS = '[[risk]]\nid = "D-1"\n[[risk]]\nid = "D-2"\n'
OBJECTIVE = '[[objective]]\nid = "O1"\ntext = "At least 5 scorers."\n'
VAGUE = OBJECTIVE.replace("At least 5 scorers.", "Better scorers.")
WAIVER = (
    '[[waiver]]\nid = "W1"\nrule = "OBJ004"\nwhere = "objective.O1.text"\n'
    'because = "the measure is in D-1"\nby = "R. Meyer"\ndate = 2026-03-02\n'
)
EVENTS = """
block = [{ id = "B1", events = [{ id = "E1" }] }, { id = "B2", events = [{ id = "E2" }] }]
"""
REVIEW = (
    '[[attestation]]\nid = "A1"\nsubject = "expert review"\ntext = "Sound"\nby = "R. Meyer"\n'
    "date = 2026-03-02\n"
)


def signed(body: str, about: str = "") -> str:
    """`body` with an expert review of the item at `about`, sealed for what it is."""
    return f'{body}{REVIEW}about = "{about}"\ndigest = "{signed_digest(plan_of(body), about)}"\n'


CASES = (
    Case("PLN001", RISKS, RISKS.replace("D-2", "D-1"), at="risk.@1.id", says="`D-1`"),
    Case("PLN001", EVENTS, EVENTS.replace("E2", "E1"), at="block.B2.events.E1.id"),
    Case(
        "PLN002",
        '[[finding]]\nid = "F2"\nkind = "confirmed"\n[[block]]\nid = "B1"\nrelies_on = ["F2"]',
        '[[finding]]\nid = "F2"\nkind = "confirmed"\n[[block]]\nid = "B1"\nrelies_on = ["F12"]',
        at="block.B1.relies_on.0",
        says="`F12` is named as a finding, but does not exist",
    ),
    Case(
        "PLN002",
        f'{RISKS}[[block]]\nid = "B1"\nrelies_on = ["notes:D-1"]',
        f'{RISKS}[[block]]\nid = "B1"\nrelies_on = ["D-1"]',
        says="is the id of a risk",
    ),
    Case(
        "PLN002",
        f'{RISKS}[[remark]]\nid = "RM1"\nabout = "risk.D-1"\ntext = "Why?"',
        f'{RISKS}[[remark]]\nid = "RM1"\nabout = "risk.D-7"\ntext = "Why?"',
        at="remark.RM1.about",
        says="about `risk.D-7`, which is not in the plan",
    ),
    Case(
        "PLN002",
        f'{RISKS}[[pr]]\nid = "PR1"\nobjectives = ["notes:O1"]',
        f'{RISKS}[[pr]]\nid = "PR1"\nobjectives = ["O1"]',
        says="`O1` is named as an objective, but does not exist",
    ),
    Case(
        "PLN002",
        '[[invariant]]\nid = "INV-1"\n[[block]]\nid = "B1"\ninvariants = ["INV-1 and standards:INV-6 hold"]',
        '[[invariant]]\nid = "INV-1"\n[[block]]\nid = "B1"\ninvariants = ["INV-1 and INV-6 hold"]',
        at="block.B1.invariants.0",
        says="INV-6, which looks like an id",
    ),
    Case(
        "PLN003",
        '[[scope]]\nid = "S1"\ncomponent = "Network partitions"',
        '[[scope]]\nid = "S1"\ncomponent = "(example) Network partitions"',
        at="scope.S1.component",
        says="(example)",
    ),
    Case("PLN003", '[plan]\ntitle = "Scorers"', '[plan]\ntitle = "<title of the plan>"', at="plan.title"),
    Case("PLN003", OBJECTIVE, OBJECTIVE.replace("At", "TODO: at"), at="objective.O1.text"),
    Case(
        "PLN004",
        VAGUE + WAIVER,
        VAGUE + WAIVER.replace("O1", "O2"),
        at="waiver.W1.where",
        says="matches nothing",
    ),
    Case("PLN004", VAGUE + WAIVER, VAGUE + WAIVER.replace("OBJ004", "OBJ044"), at="waiver.W1.rule"),
    Case("PLN004", VAGUE + WAIVER, VAGUE + WAIVER.replace("OBJ004", "OBJ001"), says="no heuristic"),
    Case(
        "PLN004", VAGUE + WAIVER, VAGUE + WAIVER.replace("the measure is in D-1", "-"), at="waiver.W1.because"
    ),
    Case("PLN004", VAGUE + WAIVER, VAGUE + WAIVER.replace("R. Meyer", ""), at="waiver.W1.by"),
    Case("PLN004", VAGUE + WAIVER, VAGUE + WAIVER.replace("2026-03-02", '""'), at="waiver.W1.date"),
    Case(
        "PLN009",
        '[dag]\nmerge_sequencing = "The heap goes first."',
        '[dag]\nmerge_sequencing = "The heap goes first."\n'
        '[[leftover]]\nid = "L1"\nheading = "J) Dependency DAG"\ntext = "PR2 may wait."',
        at="leftover.L1",
        says="under “J) Dependency DAG”",
    ),
    Case(
        "PLN009",
        '[dag]\nmerge_sequencing = "The heap goes first."',
        '[dag]\nmerge_sequencing = "The heap goes first."\n'
        '[[leftover]]\nid = "L1"\nheading = "B)"\ntext = "### Open questions"\n'
        '[[leftover]]\nid = "L2"\nheading = "B)"\ntext = "## Notes"',
        at="leftover.L1",
        says="2 headings without text of their own",
    ),
    Case(
        "PLN009",
        '[dag]\nmerge_sequencing = "The heap goes first."',
        '[dag]\nmerge_sequencing = "The heap goes first."\n'
        '[[leftover]]\nid = "L1"\ntext = "### Open questions"',
        at="leftover.L1",
        says="1 heading without text of its own",
    ),
    Case(
        "PLN007",
        '[[pr]]\nid = "PR1"\ndepends_on = []',
        '[[pr]]\nid = "PR1"\ndepend_on = []',
        at="pr.PR1.depend_on",
        says="no key `depend_on`",
    ),
    Case(
        "PLN007",
        '[evolution]\n[[evolution.change]]\nid = "C1"',
        '[evolution]\n[[evolution.changes]]\nid = "C1"',
        at="evolution.changes",
    ),
    Case("PLN007", "", '[x-tracker]\nepic = "Q-7"', at="x-tracker", says="no table `x-tracker`"),
    Case(
        "ABS001",
        '[[leftover]]\nid = "L1"\ntext = "Keeps a count."',
        '[[leftover]]\nid = "L1"\ntext = "```go\\ntype Pool struct {\\n\\tsize int\\n}\\n```"',
        at="leftover.L1.text",
    ),
    Case(
        "ABS002",
        '[[leftover]]\nid = "L1"\ntext = "Keeps a count."',
        '[[leftover]]\nid = "L1"\ntext = "Then `w := raw / total` is kept."',
        at="leftover.L1.text",
    ),
    Case("PLN005", signed(""), "", at="attestation", says="Nobody has signed “expert review”"),
    Case(
        "PLN005",
        signed(OBJECTIVE),
        signed(OBJECTIVE).replace("5", "6"),
        at="attestation.A1.digest",
        says="stale",
    ),
    Case("PLN005", signed(OBJECTIVE), signed(OBJECTIVE).replace("R. Meyer", ""), at="attestation.A1.by"),
    Case(
        "PLN005", signed(OBJECTIVE), signed(OBJECTIVE).replace("2026-03-02", '""'), at="attestation.A1.date"
    ),
    Case(
        "PLN005",
        signed(OBJECTIVE),
        signed(OBJECTIVE).replace("expert review", ""),
        at="attestation.A1.subject",
        says="has no subject",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def found(rule: str, text: str, **more: object) -> tuple[Problem, ...]:
    return problems(by_id()[rule], context_of(plan_of(text), **more))  # type: ignore[arg-type]


def test_clashing_ids_are_renumbered_separately_and_references_stay_with_the_first() -> None:
    text = '[[risk]]\nid = "D-1"\n' * 3 + '[[pr]]\nid = "PR1"\ngates = ["D-1"]'
    plan = plan_of(text)
    for problem in found("PLN001", text):
        assert problem.fix
        plan = apply(plan, problem.fix.edits)
    assert [risk.id for risk in plan.risk] == ["D-1", "D-2", "D-3"]
    assert plan.pr[0].gates == ("D-1",)


def test_clashes_that_become_unique_on_the_way_are_renumbered() -> None:
    twice = 'events = [{ id = "E1" }, { id = "E1" }]'
    text = f'block = [{{ id = "B1", {twice} }}, {{ id = "B2", {twice} }}]'
    plan = plan_of(text)
    for problem in found("PLN001", text):
        assert problem.fix
        plan = apply(plan, problem.fix.edits)
    assert [event.id for block in plan.block for event in block.events] == ["E1", "E2", "E3", "E4"]


def test_a_clashing_guarantee_gets_a_number_of_its_own_pr() -> None:
    text = "".join(f'[[pr]]\nid = "{id}"\nguarantees = [{{ id = "BC-1" }}]\n' for id in ("PR1", "PR2"))
    (problem,) = found("PLN001", text)
    assert problem.fix
    assert problem.fix.edits[0].value == "BC-2-1"


def test_a_reference_that_another_rule_reports_is_not_reported_twice() -> None:
    text = '[[block]]\nid = "B1"\n[[interaction]]\nid = "X1"\nfrom = "B1"\nto = "B9"'
    said = [f for f in run(RULES, context_of(plan_of(text))) if "B9" in f.message]
    assert [f.rule for f in said] == ["CON007"]
    off = Policy(levels={"CON007": "off"})
    left = [f for f in run(RULES, context_of(plan_of(text), policy=off)) if "B9" in f.message]
    assert [f.rule for f in left] == ["PLN002"]


@pytest.mark.parametrize(
    "text",
    [
        "PR #1584, PR1584-a and v/INV-9.md",
        "`H100` with Q4 quantization at 5:INV-9",
        "standards:INV-9",
        "see docs/INV-9",
    ],
)
def test_what_only_resembles_an_id_is_left_alone(text: str) -> None:
    plan = f'[[pr]]\nid = "PR1"\nmotivation = "{text}"\n[[question]]\nid = "Q1"\n'
    assert not found("PLN002", plan)


OWN_IDS = (
    '[[invariant]]\nid = "INV-1"\n[[invariant]]\nid = "INV-2"\n[[risk]]\nid = "D-1"\n'
    '[[pr]]\nid = "PR1"\nguarantees = [{{ id = "BC-1-1", text = "{text}" }}]\n'
)


@pytest.mark.parametrize(
    "text",
    [
        "keeps INV-7 of the design document",
        "INV-4 through INV-7 as defined in the design doc",
        "as the earlier plan's BC-3-1 has it",
        "BC-3-1 of the earlier plan holds",
        "BC-3-2 of the plan of the cache",
        "INV-7 (docs/invariants.md) and INV-8 from docs/invariants.md",
        "the standards' INV-7 and, in the standards, INV-8",
        "issue PR12 and label PR13",
        "Removed PR0, which nobody needed; PR9 was in the previous plan",
        "replaces D-7",
        "the repository's INV-5 (time) stays",
        "existing INV-4 to INV-8 are kept",
        "BC-3 and RR-7 are not of the plan's shape",
    ],
)
def test_an_id_of_another_document_is_none_of_the_plan(text: str) -> None:
    assert not found("PLN002", OWN_IDS.format(text=text))


@pytest.mark.parametrize(
    ("text", "dangling"),
    [
        ("INV-7 holds", "INV-7"),
        ("INV-7 of this plan", "INV-7"),
        ("INV-1 and INV-7 of the plan hold", "INV-7"),
        ("see INV-7", "INV-7"),
        ("BC-1-9 holds after PR1", "BC-1-9"),
        ("as D-7 says in words", "D-7"),
        ("after PR12 merges", "PR12"),
        ("INV-9 of the design document, and INV-7 as well", "INV-7"),
        ("PR0 and PR1", "PR0"),
    ],
)
def test_an_id_of_the_shape_of_the_plan_that_nothing_has_is_named(text: str, dangling: str) -> None:
    (problem,) = found("PLN002", OWN_IDS.format(text=text))
    assert f"names {dangling}," in problem.message


def test_a_series_that_goes_on_from_another_names_the_prs_before() -> None:
    assert not found(
        "PLN002", '[[pr]]\nid = "PR17"\n[[pr]]\nid = "PR18"\nmotivation = "PR8 froze it, see PR21"\n'
    )
    assert found("PLN002", '[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\nmotivation = "PR8 froze it"\n')


def test_a_plan_without_items_of_a_kind_names_their_customary_ids_in_vain() -> None:
    assert found("PLN002", '[[pr]]\nid = "PR1"\nmotivation = "INV-1 and BC-2 hold"\n')
    assert not found("PLN002", '[[invariant]]\nid = "SI-1"\n[[pr]]\nid = "PR1"\nmotivation = "INV-1 holds"\n')


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("(Example) row", "(Example)"),
        ("see <…>", "<…>"),
        ("<why>", "<why>"),
        ("to do: TODO", "TODO"),
        ("FIXME(later)", "FIXME"),
        ("run `tool <path>`", ""),
        ("line<br>break", ""),
        ("x <N and M> 0", ""),
        ("Set<String> holds", ""),
        ("the code says `TODO: later` here", ""),
        ("the parser has a “TODO”", ""),
        ("a TODO list of requests", ""),
        ("ch <- value -> other", ""),
    ],
)
def test_placeholders(text: str, left: str) -> None:
    assert placeholder(text) == left


def test_a_waiver_marks_its_finding_and_is_content_with_itself() -> None:
    done = run(RULES, context_of(plan_of(VAGUE + WAIVER)))
    assert [f.waived_by for f in done if f.rule == "OBJ004"] == ["W1"]


def test_a_waiver_of_a_rule_that_is_off_is_superfluous() -> None:
    off = Policy(levels={"OBJ004": "off"})
    assert found("PLN004", VAGUE + WAIVER, policy=off)


def test_a_waiver_of_a_rule_that_cannot_be_run_is_left_alone() -> None:
    assert not found("PLN004", WAIVER.replace("OBJ004", "REC008"))


def test_an_unsealed_signature_is_sealed_by_its_fix_only() -> None:
    text = OBJECTIVE + REVIEW + 'about = "objective.O1"\n'
    problem = found("PLN005", text)[0]
    assert problem.path == "attestation.A1.digest"
    assert problem.fix
    plan = apply(plan_of(text), problem.fix.edits)
    assert not [
        p for p in problems(by_id()["PLN005"], context_of(plan)) if p.path.startswith("attestation.A1")
    ]


def test_a_signature_about_nothing_says_so() -> None:
    text = REVIEW + 'about = "objective.O9"\n'
    assert "objective.O9" in found("PLN005", text)[0].message


def test_items_without_a_signature_are_listed_and_one_for_all_is_enough() -> None:
    findings = '[[finding]]\nid = "F1"\nstatement = "x"\ncites = [{ at = "a.go:1" }]\n'
    subject = "citation supports the claim"
    listed = [p for p in found("PLN005", findings) if subject in p.message]
    assert listed[0].details == ("finding.F1",)
    whole = signed(findings, "finding").replace("expert review", subject)
    assert not [p for p in found("PLN005", whole) if subject in p.message]


PLAN = (
    '[plan]\ntitle = "Scorers"\nslug = "scorers"\n[[block]]\nid = "B1"\nname = "Router"\n'
    '[[pr]]\nid = "PR1"\nblock = "B1"\nstatus = "planned"\n'
    'files = [{ path = "sim/routing.go", change = "modify" }]\n'
)
OTHER = PLAN.replace("corers", "treams").replace("B1", "B7").replace("sim/routing", "sim/stream")


def test_a_neighbour_that_changes_the_same_block_is_pointed_out() -> None:
    (problem,) = found("PLN006", PLAN, siblings={"streams.toml": plan_of(OTHER)})
    assert "streams.toml" in problem.message
    assert problem.details == ("block Router",)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[[risk]]\nid = "D-1"\noutcome = "kind of ok"\n', "risk.D-1.outcome"),
        ('[[pr]]\nid = "PR1"\nfiles = [{ path = "sim/a.go", change = "touch" }]\n', "pr.PR1.files.@0.change"),
        ('[[crosscutting]]\nid = "CC1"\narea = "docs"\ndocument = "wiki"\n', "crosscutting.CC1.document"),
        (REVIEW.replace("expert", "friendly"), "attestation.A1.subject"),
    ],
)
def test_a_choice_is_one_of_its_options(text: str, path: str) -> None:
    (problem,) = found("PLN008", text)
    assert problem.path == path
    assert "none of its options" in problem.message


def test_every_choice_of_the_format_is_looked_at_by_a_rule() -> None:
    """What is none of the options of its field is read by no rule, so one has to say so at that field."""
    plan = load(Path(__file__).parents[3] / "sample_plans" / "overload.toml").plan
    fields = {
        (type(item).__name__, spec.key): path
        for path, spec, value, item in leaves(plan)
        if spec.widget == "choice" and (value or spec.key == "outcome")
    }
    silent = set()
    for field, path in fields.items():
        found = run(RULES, context_of(put(plan, path, "weather")))
        if not any(path in (one.path, *one.fields) and one.level != "hint" for one in found):
            silent.add(field)
    assert fields.keys() == {
        (one.model.__name__, one.spec.key) for one in places() if one.spec.widget == "choice"
    }
    # A query is asked where there is a repository; a plan may have failure modes beside the fourteen.
    assert silent == {("Query", "ask"), ("FailureMode", "id")}


def test_a_neighbour_that_is_mentioned_done_or_elsewhere_is_not() -> None:
    note = PLAN + '[[dag.integration_risks]]\nprs = ["PR1"]\nnote = "streams.toml goes first"\n'
    assert not found("PLN006", note, siblings={"streams.toml": plan_of(OTHER)})
    assert not found("PLN006", PLAN, siblings={"streams.toml": plan_of(OTHER.replace("planned", "merged"))})
    assert not found("PLN006", PLAN, siblings={"streams.toml": plan_of(OTHER.replace("Router", "Cache"))})


@pytest.mark.parametrize(
    "text",
    [
        '[plan]\nrepository = "."',
        '[[interaction]]\ntransfer = "none"',
        '[[pr]]\nid = "PR1"\ncli_changes = "None."\nflags = [{ name = "--a", default = "none" }]',
        '[[block]]\nreal_systems = { vLLM = "N/A", SGLang = "—" }',
        '[[scope]]\nmodeled = "--"\nomitted = "Yes"',
    ],
)
def test_where_none_is_an_answer(text: str) -> None:
    assert not found("PLN003", text)


@pytest.mark.parametrize(
    "answer",
    [
        "TBD",
        "tbd.",
        "-",
        ".",
        "???",
        "n/a",
        "none",
        "See above.",
        "later",
        "n.a.",
        "as discussed",
        "See the design doc.",
        "same as PR1",
        "[describe]",
        "n / a",
        "details later",
        "not sure yet",
        "It is still unknown.",
        "will be added",
        "still open",
        "to be written",
        "[fill in]",
        "XXX",
    ],
)
def test_whole_answers_that_are_placeholders(answer: str) -> None:
    assert found("PLN003", f'[[scope]]\nid = "S1"\njustification = "{answer}"')
    assert found("PLN003", f'[[pr]]\nguarantees = [{{ id = "BC-1-1", text = "{answer}" }}]')


def test_keys_of_other_tools_are_listed_in_the_policy() -> None:
    plan = plan_of('[x-tracker]\nepic = "Q-7"\n[[pr]]\nid = "PR1"\nticket = "Q-8"')
    found = problems(by_id()["PLN007"], context_of(plan))
    assert [one.path for one in found] == ["x-tracker", "pr.PR1.ticket"]
    policy = Policy(other_keys=("x-tracker", "ticket"))
    assert not problems(by_id()["PLN007"], context_of(plan, policy=policy))


MISSHAPEN = """
[plan]
title = 3
[block]
id = "B1"
[[pr]]
id = "PR1"
title = "Pool"
scope_in = "its flag"
loc = [1]
test_categories = ["unit", 2]
guarantees = [3, { id = "BC-1-1", text = "Nothing is lost." }]
[[risk]]
cost = "two"
[commitments]
performance = { a = 1 }
"""


def test_all_that_does_not_fit_is_found_in_one_run_and_read_as_blank(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(MISSHAPEN)
    loaded, misfits = load_what_fits(path)
    context = context_of(loaded.plan, misfits=misfits)
    assert {problem.path for problem in problems(by_id()["PLN008"], context)} == {
        "plan.title",
        "commitments.performance",
        "block",
        "pr.PR1.guarantees.@0",
        "pr.PR1.test_categories.1",
        "pr.PR1.scope_in",
        "pr.PR1.loc",
    }
    pr = loaded.plan.pr[0]
    assert (pr.title, pr.scope_in, pr.loc, pr.test_categories) == ("Pool", (), None, ())
    assert [guarantee.id for guarantee in pr.guarantees] == ["BC-1-1"]
    assert {one.rule for one in run(RULES, context)} > {"PLN008", "PRS002", "PRS013", "RSK002"}


def test_a_plan_that_fits_is_read_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "Pool"\n')
    loaded, misfits = load_what_fits(path)
    assert misfits == () and loaded.plan == load(path).plan


@pytest.mark.parametrize("text", ["", "plan = 5", '[package]\nname = "x"'])
def test_what_has_no_table_of_a_plan_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(Unloadable, match=r"no table \[plan\]"):
        load_what_fits(path)


def test_an_answer_that_fits_any_plan_is_a_warning() -> None:
    plan = plan_of(
        '[[pr]]\nid = "PR1"\nmotivation = "Needed."\nscope_in = ["tests"]\nevents = ["none"]\n'
        '[[risk]]\nid = "R-1"\nabort_plan = "We try again."\nsuccess_criteria = "all good"\n'
        '[[remark]]\nid = "RM1"\ntext = "Not clear."\n'
    )
    found = problems(by_id()["PLN003"], context_of(plan, None))
    said = {(one.path, one.level) for one in found}
    assert said == {("pr.PR1.motivation", "warning"), ("risk.R-1.abort_plan", "warning")}
