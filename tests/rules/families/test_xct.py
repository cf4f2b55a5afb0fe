"""XCT: cross-cutting infrastructure."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.rules.policy import Policy
from blistui.rules.registry import by_id
from blistui.rules.running.findings import run
from tests.rules.harness import Case, check_case, context_of, family, plan_of

RULES = family("XCT")

AREAS = """
[[crosscutting]]
id = "CC1"
area = "tests"
item = "sim/internal/testutil"
existing = true
cites = [{ at = "sim/internal/testutil/golden.go:10-20" }]

[[crosscutting]]
id = "CC2"
area = "docs"
document = "README"
item = "README names the new flag"
trigger = "the new flag"
pr = "PR1"

[[crosscutting]]
id = "CC3"
area = "docs"
document = "design guidelines"
none_because = "the target module map already has the module"

[[crosscutting]]
id = "CC4"
area = "ci"
none_because = "no new package, linter or build step"

[[crosscutting]]
id = "CC5"
area = "dependencies"
item = "gonum for quantile sketches"
justification = "proven error bounds"
pin = "go.mod, exact version"
pr = "PR1"

[[crosscutting]]
id = "CC6"
area = "freezes"
item = "The scorer contract"
interface = "Scorer"
validated_before = "two scorers pass the contract tests"
implementations = ["QueueDepth", "PrefixAffinity"]
default_implementation = "QueueDepth"
pr = "PR2"

[[pr]]
id = "PR1"

[[pr]]
id = "PR2"
depends_on = ["PR1"]
"""

TESTS = """
[[crosscutting]]
id = "CC1"
area = "tests"
item = "sim/internal/testutil"
existing = true
cites = [{ at = "sim/internal/testutil/golden.go:10-20" }]

[[crosscutting]]
id = "CC2"
area = "tests"
item = "Invariant suite"
invariants = ["INV-1"]
pr = "PR2"
consumers = ["PR3"]

[[invariant]]
id = "INV-1"
statement = "The clock never goes back"
kind = "never"

[[pr]]
id = "PR1"
test_categories = ["unit"]

[[pr]]
id = "PR2"
depends_on = ["PR1"]
test_categories = ["invariant"]

[[pr]]
id = "PR3"
depends_on = ["PR2"]
"""

FILES = """
[[pr]]
id = "PR1"
documentation = ["CLAUDE.md: the scorer list"]
files = [{ path = "sim/scorer.go", change = "add" }]
"""

GOLDEN = """
[[pr]]
id = "PR1"
changes_output = true
golden_regeneration = "regenerate with `go test ./sim -update`, then read `git diff testdata`"
"""


def _in(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


GUIDE = (
    '[[crosscutting]]\nid = "CC1"\narea = "docs"\npr = "PR1"\ndocument = "CLAUDE.md"\n'
    'item = "The table of files"\ntrigger = "a new file"\n[[pr]]\nid = "PR1"\ncrosscutting = ["CC1"]\n'
)

README_BY_PR = """
[[pr]]
id = "PR9"
flags = [{ name = "--burst", exercised_by = "TestBurst" }]
documentation = ["notes", "CLAUDE.md: flag"]
"""
CASES = [
    Case(
        "XCT001",
        AREAS,
        _in(AREAS, 'area = "ci"\nnone_because = "no new package, linter or build step"', 'area = "ci"'),
        at="crosscutting.CC4.item",
        says="says nothing",
    ),
    Case(
        "XCT001",
        AREAS,
        _in(AREAS, 'id = "CC4"\narea = "ci"', 'id = "CC4"\narea = "testing"'),
        at="crosscutting.CC4.area",
        says="“testing”",
    ),
    Case(
        "XCT001",
        AREAS,
        _in(AREAS, 'id = "CC4"\narea = "ci"', 'id = "CC4"\narea = "freezes"'),
        at="crosscutting.CC4.none_because",
        says="it has 1 item",
    ),
    Case(
        "XCT001",
        AREAS,
        _in(
            AREAS,
            'area = "ci"\nnone_because = "no new package, linter or build step"',
            'area = "ci"\nnone_because = "none"',
        ),
        at="crosscutting.CC4.item",
    ),
    Case(
        "XCT002", AREAS, _in(AREAS, 'exact version"\npr = "PR1"', 'exact version"'), at="crosscutting.CC5.pr"
    ),
    Case(
        "XCT003",
        AREAS,
        _in(AREAS, "gonum for quantile sketches", "gonum when needed"),
        at="crosscutting.CC5.item",
        says="“when needed”",
    ),
    Case(
        "XCT003",
        AREAS,
        _in(
            AREAS, '"no new package, linter or build step"', '"benchmarks are deferred to the second release"'
        ),
        at="crosscutting.CC4.none_because",
        says="deferred",
    ),
    Case(
        "XCT003",
        FILES,
        _in(FILES, '["CLAUDE.md', '["README: TBD", "CLAUDE.md'),
        at="pr.PR1.documentation.0",
        says="“TBD”",
    ),
    Case(
        "XCT004",
        TESTS,
        TESTS.partition("[[crosscutting]]")[0] + TESTS[TESTS.index('[[crosscutting]]\nid = "CC2"') :],
        at="crosscutting.CC2.existing",
    ),
    Case(
        "XCT004",
        TESTS,
        _in(TESTS, 'cites = [{ at = "sim/internal/testutil/golden.go:10-20" }]', ""),
        at="crosscutting.CC1.cites",
    ),
    Case("XCT005", TESTS, _in(TESTS, 'invariants = ["INV-1"]', ""), at="invariant.INV-1", says="INV-1"),
    Case(
        "XCT005",
        TESTS,
        TESTS + '[[crosscutting]]\nid = "CC3"\narea = "tests"\ngolden = "testdata/golden.json"\npr = "PR1"\n',
        at="crosscutting.CC3.invariants",
        says="no companion invariant test",
    ),
    Case(
        "XCT005",
        TESTS,
        _in(TESTS, 'test_categories = ["unit"]', 'test_categories = ["unit", "golden: reports"]'),
        at="pr.PR1.test_categories",
    ),
    Case(
        "XCT006",
        TESTS,
        _in(TESTS, 'id = "PR3"\ndepends_on = ["PR2"]', 'id = "PR3"\ndepends_on = ["PR1"]'),
        at="crosscutting.CC2.pr",
        says="PR3 needs not wait",
    ),
    Case(
        "XCT006",
        TESTS,
        _in(TESTS, 'id = "PR1"\n', 'id = "PR1"\ncrosscutting = ["CC2"]\n'),
        at="crosscutting.CC2.pr",
        says="PR1",
    ),
    Case(
        "XCT007",
        AREAS,
        _in(AREAS, 'justification = "proven error bounds"', ""),
        at="crosscutting.CC5.justification",
    ),
    Case(
        "XCT007",
        AREAS,
        _in(AREAS, 'pin = "go.mod, exact version"', 'pin = "none"'),
        at="crosscutting.CC5.pin",
    ),
    Case(
        "XCT007",
        _in(AREAS, 'pin = "go.mod, exact version"', 'pin = "the latest tag, written in go.mod"'),
        _in(AREAS, 'pin = "go.mod, exact version"', 'pin = "always the newest release"'),
        at="crosscutting.CC5.pin",
        says="pinned to what moves",
    ),
    Case("XCT008", AREAS, _in(AREAS, 'interface = "Scorer"', ""), at="crosscutting.CC6.interface"),
    Case(
        "XCT008",
        AREAS,
        _in(AREAS, 'validated_before = "two scorers pass the contract tests"', ""),
        at="crosscutting.CC6.validated_before",
    ),
    Case(
        "XCT008",
        AREAS,
        _in(AREAS, '["QueueDepth", "PrefixAffinity"]', '["QueueDepth", "`queuedepth`"]'),
        at="crosscutting.CC6.implementations",
        says="1 implementation;",
    ),
    Case(
        "XCT008",
        AREAS,
        _in(AREAS, 'default_implementation = "QueueDepth"', 'default_implementation = "LeastLoaded"'),
        at="crosscutting.CC6.default_implementation",
        says="LeastLoaded",
    ),
    Case(
        "XCT009",
        FILES,
        _in(FILES, "CLAUDE.md: the scorer list", "README"),
        at="pr.PR1.files",
        says="adds 1 file,",
    ),
    Case(
        "XCT009",
        FILES,
        _in(FILES, "CLAUDE.md: the scorer list", "CLAUDE.md is deferred to the next release"),
        at="pr.PR1.files",
        also=("XCT003",),
    ),
    Case(
        "XCT009",
        '[[pr]]\nid = "PR1"\nfiles = [{ path = "a.go", change = "modify" }]\n',
        '[[pr]]\nid = "PR1"\nfiles = [{ path = "a", change = "add" }, { path = "b", change = "delete" }]\n'
        'flags = [{ name = "--a", exercised_by = "TestA" }]\n',
        at="pr.PR1.files",
        says="PR1 adds 1 file and 1 CLI flag and deletes 1 file, but",
    ),
    Case(
        "XCT009",
        '[[pr]]\nid = "PR1"\nmilestone = "Pluggable"\nfiles = [{ path = "CLAUDE.md", change = "modify" }]\n'
        '[[pr]]\nid = "PR2"\n',
        '[[pr]]\nid = "PR1"\nmilestone = "Pluggable"\nfiles = [{ path = "CLAUDE.md", change = "modify" }]\n'
        'documentation = ["CLAUDE.md: updated by PR2"]\n[[pr]]\nid = "PR2"\n',
        at="pr.PR1.documentation",
        says="leaves CLAUDE.md to another PR",
    ),
    Case(
        "XCT009",
        '[[pr]]\nid = "PR1"\n',
        '[[pr]]\nid = "PR1"\nmilestone = "Routing is pluggable"\n',
        at="pr.PR1.files",
        says="milestone",
    ),
    Case(
        "XCT009",
        FILES,
        _in(FILES, "CLAUDE.md: the scorer list", "CLAUDE.md: updated by PR2") + '[[pr]]\nid = "PR2"\n',
        at="pr.PR1.files",
    ),
    Case(
        "XCT009",
        FILES.replace("CLAUDE.md", "AGENTS.md"),
        FILES,
        at="pr.PR1.files",
        says="does not update docs/AGENTS.md",
        policy=Policy(guide_document="docs/AGENTS.md"),
    ),
    Case(
        "XCT013",
        GUIDE,
        _in(GUIDE, "CLAUDE.md", "README"),
        at="crosscutting",
        says="No documentation item is about CLAUDE.md",
    ),
    Case("XCT013", GUIDE, _in(GUIDE, "a new file", ""), at="crosscutting.CC1.trigger"),
    Case(
        "XCT010",
        AREAS + README_BY_PR.replace("notes", "README: the flag"),
        AREAS + README_BY_PR.replace("notes", "README: none"),
        at="pr.PR9.documentation",
        says="triggers a README update",
    ),
    Case(
        "XCT010",
        AREAS,
        _in(AREAS, 'document = "README"', 'document = "other"'),
        at="crosscutting.CC2.document",
        says="README",
    ),
    Case("XCT010", AREAS, _in(AREAS, 'trigger = "the new flag"', ""), at="crosscutting.CC2.trigger"),
    Case(
        "XCT010",
        AREAS,
        _in(AREAS, 'document = "design guidelines"', 'document = "CLAUDE.md"'),
        says="module map",
    ),
    Case(
        "XCT011",
        GOLDEN,
        _in(GOLDEN, 'golden_regeneration = "reg', '# golden_regeneration = "reg'),
        at="pr.PR1.golden_regeneration",
    ),
    Case(
        "XCT011",
        GOLDEN,
        _in(
            GOLDEN,
            "regenerate with `go test ./sim -update`, then read `git diff testdata`",
            "make sure that we go over all baselines",
        ),
        says="no command",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def _own(text: str) -> set[tuple[str, str]]:
    return {(finding.rule, finding.path) for finding in run(RULES, context_of(plan_of(text)))}


def test_an_empty_plan_lacks_all_five_areas_and_nothing_else() -> None:
    found = run(RULES, context_of(plan_of("")))
    assert [finding.rule for finding in found] == ["XCT001"]


def test_areas_that_are_refused_need_nothing_more() -> None:
    text = "".join(
        f'[[crosscutting]]\narea = "{area}"\nnone_because = "the plan only moves files"\n'
        for area in ("tests", "docs", "ci", "dependencies", "freezes")
    )
    assert _own(text) == set()


def test_no_existing_test_package_may_be_stated() -> None:
    text = _in(TESTS, 'item = "sim/internal/testutil"\n', 'none_because = "the code has no shared helpers"\n')
    assert ("XCT004", "crosscutting") not in _own(text)
    assert ("XCT001", "crosscutting") in _own(text), "only the four other areas are missing"


def test_an_unknown_pr_that_was_meant_is_fixed() -> None:
    plan = plan_of(
        _in(AREAS, 'validated_before = "two', 'pr = "PR 2"\nvalidated_before = "two').replace(
            '"QueueDepth"\npr = "PR2"', '"QueueDepth"'
        )
    )
    (found,) = [finding for finding in run(RULES, context_of(plan)) if finding.rule == "XCT002"]
    assert found.fix is not None
    assert apply(plan, found.fix.edits).crosscutting[-1].pr == "PR2"


def test_a_document_that_every_pr_keeps_is_no_helper_to_wait_for() -> None:
    text = TESTS.replace(
        "[[invariant]]",
        """[[crosscutting]]
id = "CC3"
area = "docs"
item = "README: one example for each feature; the PR that adds it writes it"
pr = "PR3"
consumers = ["PR1", "PR2"]

[[invariant]]""",
    )
    assert not [finding for finding in run(RULES, context_of(plan_of(text))) if finding.rule == "XCT006"]


def test_the_row_for_claude_md_is_added_once() -> None:
    plan = plan_of(_in(FILES, "CLAUDE.md: the scorer list", "README"))
    (found,) = run((by_id()["XCT009"],), context_of(plan))
    assert found.fix is not None
    fixed = apply(plan, found.fix.edits)
    assert [(file.path, file.change) for file in fixed.pr[0].files] == [
        ("sim/scorer.go", "add"),
        ("CLAUDE.md", "modify"),
    ]
    assert run((by_id()["XCT009"],), context_of(fixed)) == []


def test_a_repository_without_a_guide_document_needs_no_update_of_one() -> None:
    context = context_of(plan_of(FILES.replace("CLAUDE.md", "README")), policy=Policy(guide_document=""))
    assert run((by_id()["XCT009"], by_id()["XCT013"]), context) == []


def test_no_row_is_offered_where_another_pr_changes_the_document_beside_this_one() -> None:
    text = (
        '[[pr]]\nid = "PR1"\nfiles = [{ path = "a.go", change = "add" }]\n'
        '[[pr]]\nid = "PR2"\nfiles = [{ path = "CLAUDE.md", change = "modify" }]\n'
    )
    (found,) = run((by_id()["XCT009"],), context_of(plan_of(text)))
    assert found.fix is None


@pytest.mark.parametrize(
    ("item", "freezes"),
    [
        ("**LatencyModel:** Already frozen (`sim/latency_model.go:7-23`). No changes planned.", False),
        ("**No new interfaces introduced** by this plan.", False),
        ("None.", False),
        ("Scorer: stays as it is", False),
        ("There are no further freezes.", False),
        ("Freeze the scorer interface", True),
        ("No new interface yet; the scorer later", True),
        ("Scorer contract, none of its methods is new", True),
    ],
)
def test_that_nothing_is_frozen_is_no_freeze(item: str, freezes: bool) -> None:
    text = f'[[crosscutting]]\nid = "CC1"\narea = "freezes"\nitem = "{item}"\n'
    found = {one.rule for one in run(RULES, context_of(plan_of(text))) if one.path == "crosscutting.CC1"}
    assert ({"XCT002", "XCT008"} <= found) == freezes, found


def test_that_one_interface_is_frozen_already_says_nothing_of_the_other_freezes() -> None:
    frozen = '[[crosscutting]]\nid = "CC1"\narea = "freezes"\nitem = "Scorer: already frozen."\n'
    planned = '[[crosscutting]]\nid = "CC2"\narea = "freezes"\nitem = "The router"\ninterface = "Router"\n'
    found = run((by_id()["XCT001"],), context_of(plan_of(frozen + planned)))
    assert not any("freeze" in one.message.casefold() for one in found)
