"""Names looked up in the code: what is known, what is spelled alike, and how often files are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from blistui.repo import repository as repository_module
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.code_names import CodeNames
from tests.repo.conftest import Checkout

GO = """package sim

// Router chooses.
type Router interface {
\tRoute(n int) int
}

const (
\tMaxQueue = 3
)

type roundRobin struct{ next int }

func (r *roundRobin) Route(n int) int { return flagValue("max-queue") }

func Pick() {}
"""


@pytest.fixture
def names(checkout: Checkout) -> CodeNames:
    checkout.write("sim/a.go", GO)
    checkout.write("conf/x.yaml", "cache_weight: 3\n")
    checkout.write("README.md", "OnlyInProse\n")
    checkout.write("plan.toml", '[plan]\ntitle = "OnlyInPlan"\n')
    checkout.write("big.yaml", "TooLarge: 1\n" + "# x\n" * 1_100_000)
    return CodeNames(GoCode(checkout.repo))


def test_words_of_the_code_are_known(names: CodeNames) -> None:
    for name in ("Router", "roundRobin.next", "cache_weight", "MaxQueue", "flagValue"):
        assert names.knows(name), name
    for name in ("Rout", "Router.Imagined", "OnlyInProse", "OnlyInPlan", "TooLarge", "ound", "€"):
        assert not names.knows(name), name


def test_names_spelled_alike_are_declared_ones(names: CodeNames) -> None:
    assert names.near("sim.Ruoter") == ("Router",)
    assert names.near("maxqueue") == ("MaxQueue",)
    assert names.near("flagValues") == ()


def test_the_one_declaration_of_a_name(names: CodeNames) -> None:
    assert names.declared_at("Router") == "sim/a.go:4"
    assert names.declared_at("roundRobin.Route") == "sim/a.go:14"
    assert names.declared_at("MaxQueue") == "sim/a.go:9"
    assert names.declared_at("nothing") == ""


def test_flags_are_strings_of_the_code(names: CodeNames) -> None:
    assert names.unknown_flags(("max-queue", "no-such")) == {"no-such"}
    assert names.unknown_flags(("no-such",)) == {"no-such"}


def test_a_flag_is_registered_where_a_call_registers_it(checkout: Checkout) -> None:
    checkout.write("sim/a.go", GO)
    checkout.write(
        "cmd/a.go",
        """package cmd

import "flag"

var (
\tlimit = flag.Int("limit", 3, "requests at once")
\tname  = label("not-a-flag")
)
""",
    )
    names = CodeNames(GoCode(checkout.repo))
    assert names.registers("limit")
    for other in ("max-queue", "not-a-flag", "lim", "missing"):
        assert not names.registers(other), other


def test_every_go_file_is_read_once_however_much_is_asked(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        checkout.write(f"sim/f{number}.go", GO)
    read: Counter[str] = Counter()
    read_file = repository_module.read_file

    def counted(root: Path, path: str, *limit: int) -> bytes:
        read[path] += 1
        return read_file(root, path, *limit)

    monkeypatch.setattr(repository_module, "read_file", counted)
    names = CodeNames(GoCode(checkout.repo))
    for number in range(30):
        assert not names.knows(f"Imagined{number}")
        assert not names.near(f"Imagined{number}")
        assert names.unknown_flags((f"imagined-{number}",))
        assert not names.declared_at(f"Imagined{number}")
    names.near_flags("imagined")
    assert set(read.values()) == {1} and len(read) == 50
