"""Names of code in prose: which are asked for, and which the plan itself introduces."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import by_id
from blistui.rules.rule import problems
from blistui.rules.shared.names_in_prose import awaited, introduced, names_in, with_marks
from tests.rules.harness import context_of, plan_of


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ("RoutingPolicy", ("RoutingPolicy",)),
        ("*ModelConfig", ("ModelConfig",)),
        ("[]*Request", ("Request",)),
        ("sim.NewRoutingPolicy(config.RoutingPolicy, 0.6)", ("sim.NewRoutingPolicy",)),
        ("PolicyBundle.Validate()", ("PolicyBundle.Validate",)),
        ("cmd.Flags().Changed()", ("cmd.Flags",)),
        ("normalize()", ("normalize",)),
        ("Queue[T]", ("Queue",)),
        ("CacheWeight *float64", ("CacheWeight",)),
        ("Raw map[string]any", ("Raw",)),
        ("cache_weight", ("cache_weight",)),
        ("parseHFConfig", ("parseHFConfig",)),
        ('return newRouter("x")', ("newRouter",)),
        ("weighted", ()),
        ("nil", ()),
        ("float64", ()),
        ("append(x, y)", ()),
        ("--routing-policy", ()),
        ("-v", ()),
        ("sim/routing.go:43-45", ()),
        ("routing.go", ()),
        ("defaults.yaml", ()),
        ("sim/cluster/", ()),
        ("./...", ()),
        ('"A100-80"', ()),
        ('case "weighted"', ()),
        ("go test ./...", ()),
        ("simulation_worker run", ()),
        ("queue-depth:2", ()),
        ("fmt.Sprintf", ()),
        ("strings.Split(x, y)", ()),
        ("INV-1", ()),
        ("H100", ()),
        ("v2", ()),
        ("O(N)", ()),
        ("x = a / (1 + b)", ()),
        ("New*Policy", ()),
        ("3 files", ()),
        ("", ()),
    ],
)
def test_what_is_a_name_of_code(span: str, names: tuple[str, ...]) -> None:
    assert names_in(f"See `{span}` there") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RoutingPolicy and `Router` and\n```go\nfunc Fenced() {}\n```\n", ("Router", "RoutingPolicy")),
        ("Its AdmissionGate checks each burst.", ("AdmissionGate",)),
        ("Then rewindClock() restores it, and Reset() too.", ("rewindClock", "Reset")),
        ("TestClockRewind proves it.", ("TestClockRewind",)),
        ("It calls Clock.Advance() once.", ("Clock.Advance",)),
        ("GitHub, PyTorch, OpenAI, vLLM, iOS, gRPC and JSON are words.", ()),
        ("The Router and a Queue of the pool; Kubernetes HorizontalPodAutoscaler.", ()),
        ("See docs/SomeFile.md, https://x.org/CamelCase and --flagName.", ()),
        ("It calls len(), fmt.Sprintf() and panic().", ()),
        ('The value "LeastLoaded" is the default.', ()),
    ],
)
def test_names_outside_backticks_are_those_that_no_word_is(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_the_plan_introduces_what_it_names_in_its_own_parts() -> None:
    plan = plan_of(
        """
[[block]]
id = "B1"
name = "Prefix Scorer"
events = [{ id = "E1", name = "ScoreEvent" }]
[[pr]]
id = "PR1"
interface = "Scorer"
api_surface = "A new `ScorerPipeline` type. `WeightedScoring` stays."
flags = [{ name = "--routing-scorers" }]
files = [{ path = "sim/prefix_index.go", change = "add" }, { path = "sim/old.go", change = "modify" }]
[[finding]]
id = "F1"
statement = "`Invented` adds it"
"""
    )
    own = introduced(context_of(plan))
    assert {"Scorer", "ScoreEvent", "ScorerPipeline", "prefix_index"} <= own
    assert not own & {"WeightedScoring", "Invented", "old"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("`HardwareCalib` needs `MemoryGiB` (PR 1). `GetConfig` reads it.", {"HardwareCalib", "MemoryGiB"}),
        ("There is no `Scorer` interface", {"Scorer"}),
        ("New `ClusterMetrics` aggregates", {"ClusterMetrics"}),
        ("`Router` picks", set()),
        ("`Pool` struct — `sim/pool.go:3` — gets `Size` (PR 1)", {"Size"}),
        ("`NewPool()` — returns `*Pool`, drops the rest — PR 2 needs the rest", {"Pool"}),
        ("`Size` field — `sim/pool.go:3` — new in PR 1", {"Size"}),
        ("`Pool` will keep `Size`; `Drain` will come", {"Drain"}),
        ("Sites of `Pool{}` (each needs `Size` in PR 1):", {"Size"}),
    ],
)
def test_what_a_finding_says_is_not_there_yet(text: str, names: set[str]) -> None:
    assert awaited(text) == names


def test_a_new_file_introduces_no_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/pool.go").write_text("package sim\n")
    plan = plan_of("""
[[pr]]
id = "PR1"
files = [{ path = "sim/drain.go", change = "add" }, { path = "sim/warm/start.go", change = "add" }]
""")
    own = introduced(context_of(plan, Evidence(Repository.open(tmp_path), "")))
    assert own >= {"drain", "warm", "start"} and "sim" not in own


CODE = "package sim\n\ntype HFConfig struct{}\n\nfunc parseHFConfig() *HFConfig { return nil }\n"


def said(rule: str, text: str, root: Path) -> list[str]:
    (root / "config.go").write_text(CODE)
    (root / "go.mod").write_text("module m\n")
    evidence = Evidence(Repository.open(root), "")
    return [
        f"{p.message} {p.how_to_fix}" for p in problems(by_id()[rule], context_of(plan_of(text), evidence))
    ]


def test_a_misspelled_name_is_reported_with_the_right_spelling(tmp_path: Path) -> None:
    fact = '[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = "`ParseHFConfig` reads it"\n'
    (problem,) = said("CIT007", fact, tmp_path)
    assert "`ParseHFConfig` looks like a name" in problem and "Did you mean `parseHFConfig`?" in problem
    # That a PR will export it makes the statement about today no truer.
    exported = fact + '[[pr]]\nid = "PR1"\napi_surface = "Adds `ParseHFConfig`."\n'
    assert said("CIT007", exported, tmp_path)


def test_what_the_plan_introduces_or_a_finding_awaits_is_no_invention(tmp_path: Path) -> None:
    fact = '[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = "`HFConfig` feeds the `Estimator`"\n'
    assert said("CIT007", fact, tmp_path)
    assert not said("CIT007", fact + '[[pr]]\nid = "PR1"\ninterface = "Estimator"\n', tmp_path)
    other = '[[finding]]\nid = "F2"\nkind = "confirmed"\nstatement = "There is no `Estimator`"\n'
    assert not said("CIT007", fact + other, tmp_path)
    assert not said("CIT007", fact.replace("confirmed", "uncertain"), tmp_path)


def test_the_current_architecture_is_a_statement_about_existing_code(tmp_path: Path) -> None:
    text = '[evolution]\ncurrent = "`HFConfigs` are read"\nunchanged = ["`HFConfig`", "`LatencyModel`"]\n'
    problems = said("CIT007", text, tmp_path)
    assert len(problems) == 2
    assert "`HFConfigs`" in problems[0] and "`LatencyModel`" in problems[1]


def test_support_is_looked_for_where_the_claim_points(tmp_path: Path) -> None:
    fact = (
        '[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = "`parseHFConfig` makes `HFConfig`"\n'
        'cites = [{ at = "config.go:3" }]\n'
    )
    (problem,) = said("CIT006", fact, tmp_path)
    assert "`parseHFConfig` does not occur" in problem and "Cite config.go:5 too" in problem
    assert not said("CIT006", fact.replace("config.go:3", "config.go:5"), tmp_path)
    assert not said("CIT006", fact.replace('at = "config.go:3"', 'at = "config.go:99"'), tmp_path)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The AdmissionGate and newPool() stay.", "The `AdmissionGate` and `newPool()` stay."),
        ("GitHub runs `go test newPool`, and errors.New() is given.", None),
        ("TestPool holds; the pool, TTFT and PATH do not.", None),
    ],
)
def test_marks_go_around_what_can_only_be_a_name(text: str, marked: str | None) -> None:
    assert with_marks(text) == (marked or text)
