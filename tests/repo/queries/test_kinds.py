"""Answers on a module with every kind of Go that is easily taken for another: `kinds`, one folder each.

What is asked of it is compared with what Go itself says: definitions, references, callers, callees,
implementers and the interfaces of a type. None may be wrong; a doubt is right wherever it is said.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.implementers import Implementers
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository
from tests.benchmarks.compare_with_go import (
    Use,
    Uses,
    read_uses,
    rows_of_interfaces,
    satisfied,
    set_difference,
)

KINDS = Path(__file__).with_name("kinds")
CODE = GoCode(Repository(KINDS, False))
ANSWERS = Implementers(CODE.packages)
INTERFACES = rows_of_interfaces((KINDS / "implementers.truth").read_text())
TYPES = satisfied(INTERFACES)
TRUTH = read_uses((KINDS / "uses.truth").read_text().splitlines())
USES = Uses(CODE, TRUTH)


@pytest.mark.parametrize("interface", INTERFACES)
def test_implementers_are_those_that_go_finds(interface: str) -> None:
    assert set_difference(CODE, ANSWERS.of, interface, INTERFACES[interface]) in ("", "doubt")


@pytest.mark.parametrize("name", TYPES)
def test_a_type_satisfies_the_interfaces_that_go_finds(name: str) -> None:
    assert set_difference(CODE, ANSWERS.satisfied_by, name, TYPES[name]) in ("", "doubt")


@pytest.mark.parametrize("use", TRUTH, ids=lambda use: f"{use.path}:{use.line}:{use.column}-{use.name}")
def test_a_name_means_what_it_means_to_go(use: Use) -> None:
    assert USES.difference(use) in ("", "doubt")


def test_a_type_that_implements_under_a_tag_only_is_listed_with_it() -> None:
    answer = Inquiry(CODE).implementers("./only.Batcher")
    found = {hit.symbol: hit.doubt for hit in answer if hit.path.startswith("only/")}
    assert found == {"Always": "", "Fake": "when compiled with batchtest"}
    back = {hit.symbol: hit.doubt for hit in Inquiry(CODE).satisfies("./only.Fake")}
    assert back == {"Batcher": "when compiled with batchtest"}


def test_few_are_left_open() -> None:
    doubts = [use for use in TRUTH if USES.difference(use) == "doubt"]
    # Members of types without a name, of what type arguments would say, and what several types may be.
    assert len(doubts) < 500


def test_what_another_system_means_by_a_name_is_not_taken_from_the_usual_one(tmp_path: Path) -> None:
    types = "\n".join(f"type {name} struct{{}}\n\nfunc ({name}) Do() {{}}\n" for name in "AB")
    (tmp_path / "all.go").write_text(f"package p\n\n{types}")
    for system, name in (("linux", "A"), ("windows", "B")):
        uses = f"func on{system}() {{\n\tx.Do()\n\tmade().Do()\n}}\n"
        declared = f"var x = {name}{{}}\n\nfunc made() {name} {{ return x }}\n"
        (tmp_path / f"of_{system}.go").write_text(f"package p\n\n{declared}\n{uses}")
    inquiry = Inquiry(GoCode(Repository(tmp_path, False)))
    of_a = {(hit.symbol, hit.doubt[:3]) for hit in inquiry.callers("./.A.Do")}
    assert of_a == {("onlinux", ""), ("onwindows", "not")}


@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("./helpers.Work", ["TestA", "TestC"]),
        ("./helpers.W.Work", ["TestB", "TestLit"]),
        ("./helpers.inner", ["Test", "TestC"]),
        ("./dotx.Thing.Do", ["ExampleNew", "TestInside", "TestOutside"]),
        ("./dotx.New", ["BenchmarkNew", "ExampleNew", "FuzzNew", "TestInside", "TestOutside"]),
        ("./dotx.helper", ["TestInside", "TestOutside"]),
    ],
)
def test_the_tests_of_a_name(name: str, tests: list[str]) -> None:
    assert sorted(hit.symbol for hit in Inquiry(CODE).tests(name)) == tests
