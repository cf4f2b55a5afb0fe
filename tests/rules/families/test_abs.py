"""ABS: the abstraction level."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from blistui.rules.families.abs import abstraction
from blistui.rules.policy import Policy
from blistui.rules.rule import NotRun, not_run
from blistui.rules.running.findings import run
from tests.rules.harness import Case, check_case, context_of, family, findings, plan_of

RULES = family("ABS")

KV_STORE = """package sim

// Window is what the router sees.
type Window struct{ Depth int }

// KVStore keeps blocks.
type KVStore interface {
\tAllocate(n int) bool
\tRelease(n int)
}
"""


def field(text: str) -> str:
    """A plan whose one PR says `text` in its architectural impact."""
    return f"[[pr]]\nid = 'PR1'\narchitectural_impact = '''\n{text}\n'''\n"


def frozen(extra: str) -> str:
    return f"[[frozen]]\nid = 'FZ1'\ninterface = 'KVStore'\npre_existing = true\n{extra}\n"


CITED = 'cite = { at = "sim/kv.go:7-10" }'
BRIEF = "```yaml\n" + "\n".join(f"k{n}: {n}" for n in range(20)) + "\n```"
LONG = "```yaml\n" + "\n".join(f"k{n}: {n}" for n in range(21)) + "\n```"
SERIES = "[[pr]]\nid = 'PR1'\nstatus = 'merged'\n[[pr]]\nid = 'PR2'\nstatus = 'planned'\n"
WORDS = "A store that keeps blocks, given how many are asked for."

CASES = [
    Case(
        "ABS001",
        field("```\nRequest → Router → Instance\n```"),
        field("```go\ntype Bucket struct {\n\ttokens float64\n}\n```"),
        at="pr.PR1.architectural_impact",
        says="struct field list",
    ),
    Case(
        "ABS001",
        field("```yaml\nscorers: [queue-depth]\n```"),
        field("~~~\nfunc (b *Bucket) Admit() bool {\n\treturn b.tokens > 0\n}\n~~~"),
        says="method implementation",
    ),
    Case("ABS001", field("```go\n```"), field("```go\n// only a remark\n```"), says="by its label"),
    Case(
        "ABS002",
        field("Adds the memory capacity to `HardwareCalib`; read by `GetHWConfig()`."),
        field("Adds `HardwareCalib.MemoryGiB float64`; read by `GetHWConfig()`."),
        at="pr.PR1.architectural_impact",
        says="struct field list",
    ),
    Case(
        "ABS002", field("Fails when it must."), field("Returns `(int64, error)`."), says="interface signature"
    ),
    Case(
        "ABS002",
        field("A score for each instance."),
        field("Scores are a map[string]float64."),
        says="expression",
    ),
    Case(
        "ABS002", field("Is normalized."), field("Then `w := raw / total` is kept."), says="w := raw / total"
    ),
    Case(
        "ABS002",
        "[[block]]\nid = 'B1'\nowns = ['Bucket level']",
        "[[block]]\nid = 'B1'\nowns = ['Bucket level', '`tokens int64`']",
        at="block.B1.owns.1",
    ),
    Case(
        "ABS003",
        frozen(CITED),
        frozen('cite = { at = "sim/kv.go:4" }'),
        at="frozen.FZ1.cite",
        says="declares the struct Window; only an interface can be frozen",
        files={"sim/kv.go": KV_STORE},
    ),
    Case(
        "ABS003",
        frozen(CITED).replace("KVStore", "sim.KVStore"),
        frozen('cite = { at = "sim/kv.go:4" }').replace("KVStore", "Window"),
        says="is no fact: sim/kv.go:4 declares the struct",
        files={"sim/kv.go": KV_STORE},
    ),
    Case(
        "ABS003",
        frozen(CITED),
        frozen(CITED).replace("KVStore", "KVShop"),
        at="frozen.FZ1.interface",
        says="is called KVStore in the code, not KVShop",
        files={"sim/kv.go": KV_STORE},
    ),
    Case("ABS003", frozen(CITED), frozen(""), says="has no citation", files={"sim/kv.go": KV_STORE}),
    Case(
        "ABS003",
        frozen(CITED),
        frozen(CITED + "\nsignature = 'Allocate(n int) bool'"),
        at="frozen.FZ1.signature",
        says="typed",
        files={"sim/kv.go": KV_STORE},
    ),
    Case(
        "ABS004",
        SERIES + "[[frozen]]\nid = 'FZ1'\ninterface = 'KVStore'\nfreeze_pr = 'PR1'",
        SERIES + "[[frozen]]\nid = 'FZ1'\ninterface = 'KVStore'\nfreeze_pr = 'PR2'",
        at="frozen.FZ1.freeze_pr",
        says="PR2, which is not merged",
    ),
    Case("ABS004", frozen(""), frozen("").replace("pre_existing = true", ""), at="frozen.FZ1.freeze_pr"),
    Case("ABS004", frozen(""), frozen("").replace("KVStore", ""), at="frozen.FZ1.interface"),
    Case("ABS005", field(BRIEF), field(LONG), at="pr.PR1.architectural_impact", says="21 lines"),
    Case(
        "ABS005",
        field(BRIEF.replace("yaml", "").replace(": ", " = ", 3)),
        field(LONG.replace("yaml", "")),
        says="where 20 are brief",
    ),
    Case(
        "ABS005",
        field("```toml\na = 1\n```"),
        field("```toml\na = 1\nb = 2\n```"),
        policy=Policy(config_example_lines=1),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_section_g_and_records_may_hold_go() -> None:
    go = "`Route(req *Request) Decision`"
    plan = plan_of(
        f"[[frozen]]\nid = 'FZ1'\ninterface = '{go}'\npre_existing = true\n"
        "annotations = ['PR3 implements it']\n"
        f"[[waiver]]\nid = 'W1'\nbecause = '{go}'\n"
        f"[[revision]]\nid = 'V1'\nchanges = [{{ guarantee = 'BC-1', old = '{go}', new = 'In words.' }}]\n"
    )
    assert run(RULES, context_of(plan)) == []


@pytest.mark.parametrize("table", ["[[frozen]]\nannotations = ['{}']", "[[attestation]]\ntext = '{}'"])
def test_annotations_and_attestations_are_prose(table: str) -> None:
    plan = plan_of(table.format("PR3 adds `Route(req *Request) Decision`"))
    assert "ABS002" in {found.rule for found in run(RULES, context_of(plan))}


def test_one_finding_for_a_field_names_every_piece() -> None:
    plan = plan_of(field("First `a := b`.\nThen `x int64` and `[]Request`."))
    [found] = run(RULES, context_of(plan))
    assert "and 2 more pieces" in found.message
    assert [detail.split(":")[0] for detail in found.details] == ["line 1", "line 2", "line 2"]


def test_text_diagrams_are_no_configuration() -> None:
    diagram = "\n".join(f"A{n} → B{n}" for n in range(40))
    assert run(RULES, context_of(plan_of(field(f"```\n{diagram}\n```")))) == []


def test_a_plan_without_go_never_loads_the_parser() -> None:
    text = field(
        WORDS + " See `Route()` in `sim/kv.go:7`, flag `--weight` (int64), formula `1 / (1 + load)`."
    )
    code = (
        "import sys\n"
        "from tests.rules.harness import context_of, family, plan_of\n"
        "from blistui.rules.running.findings import run\n"
        f"assert run(family('ABS'), context_of(plan_of({text!r}))) == []\n"
        "assert 'tree_sitter' not in sys.modules\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_missing_files_are_the_concern_of_other_rules(tmp_path: Path) -> None:
    case = Case("ABS003", "", "", files={"a.go": "package a\n"})
    for at in ("gone.go:1", "nonsense", "../../etc/passwd:1"):
        found = findings(frozen(f'cite = {{ at = "{at}" }}'), case, tmp_path)
        assert "ABS003" not in {finding.rule for finding in found}


def test_a_field_that_takes_the_parser_too_long_is_named_as_not_looked_at() -> None:
    plan = plan_of(field("```\npackage a\n" + "->" * 2500 + "\n```"))
    context = context_of(plan)
    assert [one for one in not_run(RULES, context) if one.why == "given up"] == [
        NotRun("ABS001", "given up", ("pr.PR1.architectural_impact",)),
        NotRun("ABS002", "given up", ("pr.PR1.architectural_impact",)),
    ]


def test_a_plan_of_slow_fields_is_given_up_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abstraction, "_PATIENCE", -1.0)
    context = context_of(plan_of(field("`x := 1`")))
    [given_up, _] = [one for one in not_run(RULES, context) if one.why == "given up"]
    assert "pr.PR1.architectural_impact" in given_up.fields


@pytest.mark.parametrize(
    ("heading", "is_found"), [("Plan › G) Frozen Interface Reference", False), ("Plan › F) Evolution", True)]
)
def test_what_an_import_left_over_of_section_g_may_hold_signatures(heading: str, is_found: bool) -> None:
    text = "```go\ntype Scorer interface {\n\tScore(id int64) float64\n}\n```"
    plan = plan_of(f"[[leftover]]\nid = 'L1'\nheading = '{heading}'\ntext = '''\n{text}'''\n")
    found = {one.rule for one in run(RULES, context_of(plan))}
    assert ("ABS001" in found) == is_found
