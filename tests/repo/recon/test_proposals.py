"""Recon proposals: what a repository shows about itself, with citations that verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.citations.capture import verify_all
from blistui.repo.recon.guidelines import Guidelines, parse_guidelines
from blistui.repo.recon.proposals import TOPICS, proposals
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

MODULE = {
    "go.mod": "module example.org/sim\n",
    "main.go": "package main\n\nfunc main() { cmd.Execute() }\n",
    "cmd/root.go": """package cmd

import "github.com/spf13/cobra"

var seed int64

var rootCmd = &cobra.Command{
	Use:   "sim [flags]",
	Short: "Simulate a pool.",
}

func init() {
	rootCmd.Flags().Int64Var(&seed, "seed", 42, "seed of all draws")
	runCmd.Flags().Int64Var(&seed, "seed", 7, "seed of all draws")
}
""",
    "sim/policy.go": """// Package sim runs a pool of replicas. It is small.
package sim

// Policy chooses.
type Policy interface {
	Choose(n int) int
}

type first struct{}

func (first) Choose(n int) int { return 0 }

type last struct{}

func (last) Choose(n int) int { return n - 1 }

// makers holds what can be chosen.
var makers = map[string]func() Policy{}

// NewPolicy makes one by name.
func NewPolicy(name string) (Policy, error) {
	switch name {
	case "", "first":
		return first{}, nil
	case "last":
		return last{}, nil
	}
	panic("unknown policy " + name)
}

func all() []Policy { return nil }
""",
    "sim/policy_test.go": """package sim

type fake struct{}

func (fake) Choose(n int) int { return 1 }

// INV-1: also stated in a test.
func TestGolden(t *testing.T) { load("golden.json") }
""",
    "sim/config.go": """package sim

type PoolConfig struct {
	Size int `yaml:"size"`
}

type other struct{ x int }

func Load(data []byte) (*PoolConfig, error) {
	var cfg PoolConfig
	if err := yaml.Unmarshal(data, &cfg); err != nil { // INV-2 relies on this
		return nil, err
	}
	return &cfg, nil
}
""",
    "sim/long.go": "package sim\n\nfunc Long() {\n" + "\twork()\n" * 150 + "}\n",
    "internal/testutil/golden.go": """package testutil

import "testing"

func AssertGolden(t *testing.T, name string) {}
""",
    "cmd/root_test.go": 'package cmd\n\nimport "example.org/sim/internal/testutil"\n',
    "vendor/x/x.go": "// Package x is foreign.\npackage x\n\ntype Foreign interface{ M() }\n",
    "testdata/golden.json": "{}\n",
    "docs/invariants.md": "# Invariants\n\n### INV-1: The clock **never** runs back\n\ntext\n",
    "docs/guidelines.md": """# Guidelines

### 4.2 Map

| Module | Responsibility | Interface | Status |
|---|---|---|---|
| **Dispatch** | Chooses | `Policy` | Implemented |
| **Autoscaler** | Scales | `ScalePolicy` | Target |
""",
    "CLAUDE.md": "\n# How to work here\n",
}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def repo(checkout: Checkout) -> Repository:
    for path, source in MODULE.items():
        checkout.write(path, source)
    checkout.commit()
    return checkout.repo


@pytest.fixture
def guidelines() -> Guidelines:
    return parse_guidelines(MODULE["docs/guidelines.md"].split("\n"), "docs/guidelines.md")


def proposed(repo: Repository, topic: str, guidelines: Guidelines) -> dict[str, list[str]]:
    return {p.statement: [c.at for c in p.citations] for p in proposals(repo, topic, guidelines)}


# ruff: noqa: E501
EXPECTED = {
    "packages": {
        "Package `sim` in `sim`: runs a pool of replicas (3 files, 200 lines, 90 % of the code).": [
            "sim/policy.go:1-2"
        ],
        "Package `main` in `.`: no doc comment (1 file, 3 lines, 1 % of the code).": ["main.go:1"],
    },
    "data structures": {
        "Interface `Policy` (1 method: `Choose`) is implemented by 2 types: `first`, `last`; in tests by `fake`.": [
            "sim/policy.go:5-7",
            "sim/policy.go:9",
            "sim/policy.go:13",
            "sim/policy_test.go:3",
        ]
    },
    "invariants": {
        "`INV-1`: The clock never runs back. Named in 1 Go file.": ["docs/invariants.md:3"],
        "`INV-2`: not stated in one place; `sim/config.go` relies on it. Named in 1 Go file.": [
            "sim/config.go:11"
        ],
        "`NewPolicy` takes something for granted: it panics with “unknown policy”.": ["sim/policy.go:28"],
    },
    "cli": {
        "`main` in `main.go` is an entrypoint.": ["main.go:3"],
        "Command `sim`: Simulate a pool.": ["cmd/root.go:7"],
        "Flag `--seed` (int64, default `42`, `7`): seed of all draws. Registered in 2 places.": [
            "cmd/root.go:13",
            "cmd/root.go:14",
        ],
    },
    "configuration": {
        "`PoolConfig` in `sim/config.go` is a configuration struct with tags, parsed in `Load`.": [
            "sim/config.go:3-5",
            "sim/config.go:11",
        ]
    },
    "extension points": {
        "Extension point `Policy`: made by `NewPolicy` and registered in `makers`, chosen by name: `(empty)`, "
        "`first`, `last`; implemented by 2 types: `first`, `last`; in tests by `fake`; module Dispatch of the "
        "target map.": [
            "sim/policy.go:5-7",
            "sim/policy.go:21-29",
            "sim/policy.go:18",
            # All that the sentence names is cited, or the rules would object to it.
            "sim/policy.go:9",
            "sim/policy.go:13",
            "sim/policy_test.go:3",
        ]
    },
    "coupling": {"`Long` in `sim/long.go` is 152 lines long.": ["sim/long.go:3-62"]},
    "boundaries": {
        "Module Dispatch of the target map (map: Implemented) is the interface `Policy` in `sim/policy.go`.": [
            "docs/guidelines.md:7",
            "sim/policy.go:5-7",
        ],
        "Module Autoscaler of the target map (map: Target) has no boundary in the code by the names `ScalePolicy`.": [
            "docs/guidelines.md:8"
        ],
    },
    "tests": {
        "`internal/testutil` helps tests: `AssertGolden`; used by 1 test file of other packages.": [
            "internal/testutil/golden.go:5"
        ],
        "Golden data `testdata/golden.json` is read by `TestGolden`.": ["sim/policy_test.go:8"],
    },
    "documents": {
        "`CLAUDE.md` describes the repository in 2 lines and must be kept true.": ["CLAUDE.md:2"],
        "`docs/guidelines.md` describes the repository in 8 lines and must be kept true.": [
            "docs/guidelines.md:1"
        ],
    },
}


@pytest.mark.parametrize("topic", list(TOPICS))
def test_each_topic_proposes_facts_with_their_lines(
    repo: Repository, guidelines: Guidelines, topic: str
) -> None:
    found = proposed(repo, topic, guidelines)
    for statement, cites in EXPECTED[topic].items():
        assert found.get(statement) == cites, found
    assert not any("Foreign" in statement or "Package `x`" in statement for statement in found)


def test_all_citations_are_captured_and_exact(repo: Repository, guidelines: Guidelines) -> None:
    everything = proposals(repo, guidelines=guidelines)
    assert all(proposal.citations for proposal in everything)
    cited = [cite for proposal in everything for cite in proposal.citations]
    assert {found.status for found in verify_all(repo, cited, None)} == {"exact"}


def test_a_topic_that_is_none_is_a_sentence(repo: Repository) -> None:
    with pytest.raises(ValueError, match="no recon topic"):
        proposals(repo, "gossip")


@pytest.mark.parametrize("topic", list(TOPICS))
def test_an_empty_repository_proposes_nothing(checkout: Checkout, topic: str) -> None:
    assert proposals(checkout.repo, topic) == []


def test_configuration_is_known_by_its_place_and_generated_code_is_none(checkout: Checkout) -> None:
    checkout.write("go.mod", "module example.com/m\n\ngo 1.22\n")
    checkout.write("a/a.go", "package a\n\ntype Config struct{ A int }\n")
    checkout.write("b/b.go", "package b\n\ntype Config struct{ B int }\n")
    head = "// Code generated by a program. DO NOT EDIT.\n\n"
    checkout.write("pb/m.pb.go", f"{head}package pb\n\ntype Config struct{{ C int }}\n")
    checkout.write(
        "load/load.go",
        'package load\n\nimport (\n\t"encoding/json"\n\n\t"example.com/m/b"\n)\n\n'
        "func Load(data []byte) b.Config {\n\tvar c b.Config\n\tjson.Unmarshal(data, &c)\n\treturn c\n}\n",
    )
    checkout.commit()
    found = [one.statement for one in proposals(checkout.repo, "configuration")]
    assert found == [
        "`Config` in `b/b.go` is a configuration struct, parsed in `Load`.",
        "`Config` in `a/a.go` is a configuration struct, not parsed from a file by name.",
    ]


def test_flags_of_a_set_that_is_held_in_a_field_are_seen(checkout: Checkout) -> None:
    checkout.write(
        "main.go",
        'package main\n\nimport "flag"\n\ntype c struct{ cf struct{ flagSet *flag.FlagSet }; path string }\n\n'
        'func newConfig(cfg *c) {\n\tset := cfg.cf.flagSet\n\tset.StringVar(&cfg.path, "config-file", "", "x")\n'
        '\tother := cfg.cf.names\n\tother.StringVar(&cfg.path, "no-flag", "", "x")\n}\n',
    )
    checkout.commit()
    found = [one.statement for one in proposals(checkout.repo, "cli")]
    assert any("`--config-file`" in statement for statement in found)
    assert not any("no-flag" in statement for statement in found)


def test_what_is_left_out_is_said(checkout: Checkout) -> None:
    faces = "".join(
        f"type I{number} interface{{ M{number}() }}\n\ntype T{number} struct{{}}\n\nfunc (T{number}) M{number}() {{}}\n\n"
        for number in range(30)
    )
    checkout.write("a.go", f"package a\n\n{faces}")
    checkout.commit()
    left_out: list[str] = []
    proposals(checkout.repo, "data structures", left_out=left_out)
    assert left_out == ["5 more interfaces, implemented by fewer types, are not listed"]


def test_an_extension_point_is_made_by_the_functions_of_its_own_interface(checkout: Checkout) -> None:
    checkout.write("go.mod", "module example.com/m\n\ngo 1.22\n")
    for package, made in (("a", "A"), ("b", "B")):
        checkout.write(
            f"{package}/store.go",
            f"package {package}\n\ntype Store interface{{ Get{made}() }}\n\ntype disk struct{{}}\n\n"
            f"func (disk) Get{made}() {{}}\n\nfunc New{made}() (Store, error) {{ return disk{{}}, nil }}\n\n"
            f"func Many{made}() []Store {{ return nil }}\n",
        )
    checkout.write(
        "c/c.go",
        'package c\n\nimport other "example.com/m/b"\n\ntype Also = other.Store\n\nfunc Open() Also { return nil }\n',
    )
    checkout.commit()
    assert [one.statement for one in proposals(checkout.repo, "extension points")] == [
        "Extension point `Store`: made by `NewA`; implemented by 1 type: `disk`.",
        "Extension point `Store`: made by `NewB`, `Open`; implemented by 1 type: `disk`.",
    ]
