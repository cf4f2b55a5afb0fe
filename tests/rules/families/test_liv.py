"""The living document: revisions, contracts on record, statuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from blistui.plan.digests import plan_digest, take_baseline, text_digest
from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.plan.fields import specs
from blistui.plan.paths import ValueRefused, leaves
from blistui.plan.tables.citation import Citation
from blistui.plan.values import Fitting, fitted
from blistui.rules.rule import explanation, problems
from tests.rules.harness import Case, check_case, context_of, family, plan_of

RULES = family("LIV")

NOTE = 'date = "2026-03-02"\nwhat = "First version"\nwhy = "To be reviewed"\n'
HEAD = '[plan]\nstatus = "in review"\n'
OLD, NEW = "Scores lie in [0,1].", "Scores are finite."


def pinned(body: str, note: str = NOTE, head: str = HEAD) -> str:
    """A plan with one revision, whose digest is that of the plan."""
    return (
        f'{head}{body}\n[[revision]]\nid = "V1"\n{note}plan_digest = "{plan_digest(plan_of(head + body))}"\n'
    )


def promises(text: str) -> str:
    """A plan with one PR that guarantees `text`, or nothing."""
    guarantee = f'guarantees = [{{ id = "BC-1-1", uid = "u1", text = "{text}" }}]\n' if text else ""
    return f'[[pr]]\nid = "PR1"\nstatus = "planned"\n{guarantee}'


def revision(version: str, text: str, changes: str = "", digest: str = "x") -> str:
    """A revision that pinned the guarantee when it said `text`."""
    kept = f'{{ u1 = "BC-1-1 {text_digest(text)}" }}' if text else "{}"
    listed = f"changes = [{changes}]\n" if changes else ""
    plain = f'[[revision]]\nid = "{version}"\nversion = "{version}"\n{NOTE}{listed}'
    return f'{plain}plan_digest = "{digest}"\nguarantees = {kept}\n' if digest else plain


CHANGED = f'{{ guarantee = "BC-1-1", old = "{OLD}", new = "{NEW}", reason = "D-1 failed" }}'
DROPPED = f'{{ guarantee = "BC-1-1", old = "{OLD}", reason = "PR1 was dropped" }}'
MERGED = (
    'status = "merged"\nmerged_commit = "9c2cac9d"\nmerged_on = 2026-03-02\n'
    "concept_model_confirmed_on = 2026-03-03\n"
)

COMPLETE = HEAD.replace("in review", "complete")
GIVEN_UP = 'status = "dropped"\ndropped_because = "the heap made it needless"\n'


def behind(outcome: str, changes: str = "") -> str:
    """A merged PR whose gate has that outcome."""
    found = 'outcome_on = 2026-03-01\noutcome_finding = "4 ms"\n'
    return (
        f'[[risk]]\nid = "D-1"\ngate = "PR1"\noutcome = "{outcome}"\n{found}plan_changes = "{changes}"\n'
        f'[[pr]]\nid = "PR1"\ngates = ["D-1"]\n{MERGED}'
    )


CASES = (
    Case("LIV001", HEAD.replace("in review", "draft"), HEAD, at="revision", says="no revision says"),
    Case(
        "LIV001", pinned('title = "A"'), pinned('title = "A"').replace('"A"', '"B"'), says="has changed since"
    ),
    Case("LIV001", pinned("", NOTE), pinned("", NOTE.replace("2026-03-02", "")), at="revision.V1.date"),
    Case("LIV010", pinned("", NOTE), pinned("", NOTE.replace("2026-03-02", "soon")), at="revision.V1.date"),
    Case("LIV010", pinned("", NOTE), pinned("", NOTE.replace("2026", "9026")), says="still to come"),
    Case("LIV010", pinned("", NOTE), pinned("", NOTE.replace("03-02", "03-02Draft")), says="is no day"),
    Case("LIV001", pinned("", NOTE), pinned("", NOTE.replace("First version", "")), at="revision.V1.what"),
    Case("LIV001", pinned("", NOTE), pinned("", NOTE.replace("To be reviewed", " ")), at="revision.V1.why"),
    Case(
        "LIV001",
        f'[[revision]]\nid = "V2"\n{NOTE}\n[[revision]]\nid = "V1"\n{NOTE}',
        f'[[revision]]\nid = "V2"\n{NOTE}\n[[revision]]\nid = "V1"\n{NOTE.replace("03-02", "03-05")}',
        at="revision.V1.date",
        says="below an older one",
    ),
    Case(
        "LIV001", pinned(""), f'{HEAD}[[revision]]\nid = "V1"\n{NOTE}', at="revision.V1", says="no baseline"
    ),
    Case(
        "LIV002",
        promises(OLD) + revision("v1.0", OLD),
        promises(NEW) + revision("v1.0", OLD),
        at="revision",
        says="BC-1-1 changed since revision v1.0",
    ),
    Case(
        "LIV002",
        promises(NEW) + revision("v1.1", NEW, CHANGED, digest="") + revision("v1.0", OLD),
        promises(NEW) + revision("v1.1", NEW, digest="") + revision("v1.0", OLD),
        at="revision.@0.changes",
    ),
    Case(
        "LIV002",
        promises(NEW) + revision("v1_1", NEW, CHANGED) + revision("v1_0", OLD),
        promises(NEW) + revision("v1_1", NEW) + revision("v1_0", OLD),
        at="revision.v1_1.changes",
        says="BC-1-1 changed in revision v1_1",
    ),
    Case(
        "LIV002",
        promises("") + revision("v1_1", "", DROPPED) + revision("v1_0", OLD),
        promises("") + revision("v1_1", "") + revision("v1_0", OLD),
        says="BC-1-1 vanished in revision v1_1",
    ),
    Case(
        "LIV002",
        promises(NEW) + revision("v1_1", NEW, CHANGED) + revision("v1_0", OLD),
        promises(NEW) + revision("v1_1", NEW, CHANGED.replace(OLD, "Scores exist.")) + revision("v1_0", OLD),
        at="revision.v1_1.changes.@0.old",
        says="is not what revision v1_0 promised",
    ),
    Case(
        "LIV002",
        promises(NEW) + revision("v1_1", NEW, CHANGED) + revision("v1_0", OLD),
        promises(NEW) + revision("v1_1", NEW, CHANGED.replace(NEW, "")) + revision("v1_0", OLD),
        at="revision.v1_1.changes.@0.new",
        says="is missing",
    ),
    Case(
        "LIV002",
        promises(NEW) + revision("v1_1", NEW, CHANGED) + revision("v1_0", OLD),
        promises(NEW) + revision("v1_1", NEW, CHANGED.replace("D-1 failed", "")) + revision("v1_0", OLD),
        at="revision.v1_1.changes.@0.reason",
    ),
    Case(
        "LIV003",
        '[[risk]]\nid = "D-1"\noutcome = "failed"\noutcome_finding = "4 ms"\n'
        'plan_changes = "PR3: a heap"\n[[pr]]\nid = "PR3"',
        '[[risk]]\nid = "D-1"\noutcome = "failed"\noutcome_finding = "4 ms"\n[[pr]]\nid = "PR3"',
        at="risk.D-1.plan_changes",
    ),
    Case(
        "LIV003",
        '[[pr]]\nid = "PR3"\n[[risk]]\nid = "D-1"\noutcome = "open"',
        '[[pr]]\nid = "PR3"\n[[risk]]\nid = "D-1"\noutcome = "failed"\nplan_changes = "PR3 uses a heap"',
        at="risk.D-1.outcome_finding",
    ),
    Case(
        "LIV004",
        '[[pr]]\nid = "PR1"',
        '[[pr]]\nid = "PR1"\nstatus = "done"',
        says="`done`",
    ),
    Case(
        "LIV004",
        f'[[pr]]\nid = "PR1"\n{MERGED}[[pr]]\nid = "PR2"\n{MERGED}depends_on = ["PR1"]',
        f'[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\n{MERGED}depends_on = ["PR1"]',
        at="pr.PR2.depends_on",
        says="PR1, on which it depends, is planned",
    ),
    Case(
        "LIV005",
        f'[[pr]]\nid = "PR1"\n{MERGED}',
        f'[[pr]]\nid = "PR1"\n{MERGED}'.replace("concept_model_confirmed_on = 2026-03-03\n", ""),
        at="pr.PR1.concept_model_confirmed_on",
    ),
    Case(
        "LIV005",
        f'[[pr]]\nid = "PR1"\n{MERGED}',
        f'[[pr]]\nid = "PR1"\n{MERGED.replace("03-03", "02-01")}',
        says="after the concept model was confirmed",
    ),
    Case(
        "LIV006",
        f'[[pr]]\nid = "PR1"\n{MERGED}files = [{{ path = "sim/a.go", change = "add" }}]',
        f'[[pr]]\nid = "PR1"\n{MERGED}files = [{{ path = "sim/b.go", change = "add" }}]',
        at="pr.PR1.files.@0.path",
        files={"sim/a.go": "package sim\n"},
    ),
    Case(
        "LIV006",
        f'[[pr]]\nid = "PR1"\n{MERGED}files = [{{ path = "sim/a.go", change = "modify" }}]',
        f'[[pr]]\nid = "PR1"\n{MERGED}files = [{{ path = "sim/b.go", change = "modify" }}]',
        says="should have modified `sim/b.go`",
        files={"sim/a.go": "package sim\n"},
    ),
    Case(
        "LIV007",
        behind("passed"),
        behind("open"),
        at="pr.PR1.status",
        says="has not passed",
        also=("RSK010",),
    ),
    Case(
        "LIV007",
        behind("failed", "PR1: a heap"),
        behind("failed", "a heap"),
        at="pr.PR1.status",
        also=("RSK010",),
    ),
    Case(
        "LIV007",
        behind("failed", "PR1: a heap") + f'[[pr]]\nid = "PR2"\n{MERGED}depends_on = ["PR1"]',
        behind("failed", "a heap") + f'[[pr]]\nid = "PR2"\n{MERGED}depends_on = ["PR1"]',
        at="pr.PR2.status",
        also=("RSK010",),
    ),
    Case(
        "LIV008",
        f'[[pr]]\nid = "PR1"\n{MERGED}',
        f'[[pr]]\nid = "PR1"\n{MERGED}'.replace("merged_on = 2026-03-02\n", ""),
        at="pr.PR1.merged_on",
    ),
    Case(
        "LIV008",
        f'[[pr]]\nid = "PR1"\n{MERGED}',
        f'[[pr]]\nid = "PR1"\n{MERGED}'.replace('merged_commit = "9c2cac9d"\n', ""),
        at="pr.PR1.merged_commit",
    ),
    Case(
        "LIV009", '[plan]\nstatus = "draft"', '[plan]\nstatus = "final"', at="plan.status", also=("LIV001",)
    ),
    Case("LIV009", '[plan]\nstatus = "draft"', '[plan]\nslug = "x"', at="plan.status"),
    Case(
        "LIV009",
        f'{COMPLETE}[[pr]]\nid = "PR1"\n{MERGED}[[pr]]\nid = "PR2"\n{GIVEN_UP}',
        f'{COMPLETE}[[pr]]\nid = "PR1"\n{MERGED}[[pr]]\nid = "PR2"\n',
        at="plan.status",
        says="1 PR is neither merged nor dropped: PR2",
    ),
    Case(
        "LIV009",
        f'{HEAD}[[pr]]\nid = "PR2"\n{GIVEN_UP}',
        f'{HEAD}[[pr]]\nid = "PR2"\nstatus = "dropped"',
        at="pr.PR2.dropped_because",
    ),
    Case("LIV009", HEAD, HEAD.replace("in review", "approved"), says="not signed by an expert"),
    Case(
        "LIV004",
        '[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]',
        f'[[pr]]\nid = "PR1"\n{GIVEN_UP}[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]',
        says="which is dropped",
    ),
    Case(
        "LIV011",
        promises(OLD) + revision("v1.0", OLD).replace('" }\n', ' PR1" }\n'),
        promises(OLD) + revision("v1.0", OLD).replace('" }\n', ' PR2" }\n'),
        at="revision",
        says="BC-1-1 went from a PR that is gone to PR1 since revision v1.0",
    ),
    Case(
        "LIV011",
        promises(OLD)
        + revision("v1.1", OLD, CHANGED.replace(NEW, OLD), digest="")
        + revision("v1.0", OLD).replace('" }\n', ' PR2" }\n'),
        promises(OLD)
        + revision("v1.1", OLD, digest="")
        + revision("v1.0", OLD).replace('" }\n', ' PR2" }\n'),
        at="revision.@0.changes",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_every_rule_has_a_case_and_is_explained() -> None:
    assert {case.rule for case in CASES} == {rule.id for rule in RULES}
    for rule in RULES:
        said = explanation(rule)
        assert said.what and said.why and said.how_to_fix and said.fails and said.passes


def dated(model: type[BaseModel]) -> dict[str, Any]:
    """A table with every date that it can have, here and in the tables within it."""
    table: dict[str, Any] = {}
    for key, spec in specs(model).items():
        if spec.widget == "date":
            table[key] = "2026-11-29First draft"
        elif spec.item is not None and (within := dated(spec.item)):
            table[key] = [within] if spec.widget == "items" else within
    return table


def test_no_field_takes_a_date_that_is_no_day() -> None:
    plan = Plan.model_validate(dated(Plan))
    dates = [path for path, spec, _, _ in leaves(plan) if spec.widget == "date"]
    assert {path.partition(".")[0] for path in dates} >= {"revision", "remark", "waiver", "attestation", "pr"}
    [rule] = [rule for rule in RULES if rule.id == "LIV010"]
    assert [found.path for found in problems(rule, context_of(plan))] == dates
    fitting = Fitting(lambda at: Citation(at=at), [])
    for path in dates:
        with pytest.raises(ValueRefused, match="is a day"):
            fitted(plan, path, "2026-11-29First draft", fitting)


def test_an_approved_plan_with_a_fresh_baseline_can_be_drafted_on_but_not_reworded() -> None:
    plan = plan_of(f'{HEAD}[[revision]]\nid = "V1"\n{NOTE}')
    plan = apply(plan, take_baseline(plan, "revision.V1"))
    (missing,) = problems(RULES[0], context_of(plan_of(HEAD)))
    assert not missing.fix
    assert not problems(RULES[0], context_of(plan))


def test_the_fix_takes_the_missing_baseline() -> None:
    plan = plan_of(f'{HEAD}{promises(OLD)}[[revision]]\nid = "V1"\n{NOTE}')
    (found,) = problems(RULES[0], context_of(plan))
    assert found.fix
    assert not problems(RULES[0], context_of(apply(plan, found.fix.edits)))


def test_no_fix_takes_a_baseline_over_contracts_on_record() -> None:
    """They would be the ones of today, and no rule could find what was changed."""
    recorded = revision("v1.0", OLD).replace('plan_digest = "x"\n', "")
    (reworded,) = problems(RULES[0], context_of(plan_of(HEAD + promises(NEW) + recorded)))
    assert "no baseline" in reworded.message and reworded.fix is None


def test_a_guarantee_that_only_got_another_name_is_no_change() -> None:
    renamed = promises(OLD).replace("BC-1-1", "BC-1-7")
    assert not problems(RULES[1], context_of(plan_of(renamed + revision("v1.0", OLD))))


def test_a_deleted_file_of_a_later_merge_is_not_missed(tmp_path: Path) -> None:
    text = (
        f'[[pr]]\nid = "PR1"\n{MERGED}files = [{{ path = "sim/b.go", change = "add" }}]\n'
        f'[[pr]]\nid = "PR2"\n{MERGED}files = [{{ path = "sim/b.go", change = "delete" }}]'
    )
    from tests.rules.harness import findings

    found = findings(text, Case("LIV006", text, text, files={"go.mod": "module m\n"}), tmp_path)
    assert "LIV006" not in {finding.rule for finding in found}


def test_the_first_version_of_a_draft_has_changed_nothing() -> None:
    first = '[plan]\nstatus = "draft"\n[[revision]]\nid = "V1"\nversion = "v1.0"\ndate = "2026-03-02"\n'
    assert [found.path for found in problems(RULES[0], context_of(plan_of(first)))] == []
    second = first.replace("[[revision]]", '[[revision]]\nid = "V2"\ndate = "2026-03-03"\n[[revision]]')
    assert "revision.V2.what" in {found.path for found in problems(RULES[0], context_of(plan_of(second)))}
