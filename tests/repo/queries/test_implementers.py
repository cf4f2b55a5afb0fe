"""Implementers as go/types finds them, on a module in which everything looks like something else.

`traps/implementers.truth` is what `tests/benchmarks/compare_with_go.py` had from Go itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.errors import QueryError
from blistui.repo.go.constraints import USUAL
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.implementers import Implementer, Implementers, _View
from blistui.repo.queries.packages import Package
from blistui.repo.repository import Repository

TRAPS = Path(__file__).with_name("traps")
CODE = GoCode(Repository(TRAPS, False))
ANSWERS = Implementers(CODE.packages)


def _truth() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in (TRAPS / "implementers.truth").read_text().splitlines():
        if row.startswith("# "):
            answer = found.setdefault(row[2:], [])
        else:
            answer.append(row)
    return found


TRUTH = _truth()


def implementers(folder: str, name: str) -> list[Implementer]:
    package = CODE.packages.importable(folder)
    assert package is not None
    return ANSWERS.of(package, name)


def place(found: Implementer) -> str:
    declaration = found.declaration
    return f"{declaration.file.path}:{declaration.line} {declaration.name}"


def doubts(folder: str, name: str) -> dict[str, str]:
    return {one.declaration.name: one.doubt for one in implementers(folder, name) if one.doubt}


def for_usual_system(found: Implementer) -> bool:
    constraint = found.declaration.file.constraint
    return constraint is None or constraint.holds(USUAL)


@pytest.mark.parametrize("interface", [key for key, rows in TRUTH.items() if "?" not in rows])
def test_implementers_are_those_that_go_finds(interface: str) -> None:
    where, _, name = interface.rpartition(" ")
    found = implementers(where.rpartition("/")[0], name)
    certain = {place(one) for one in found if not one.doubt and for_usual_system(one)}
    rows = TRUTH[interface]
    assert certain - {row[2:] for row in rows if row.startswith("~ ")} == {
        row for row in rows if row[0] not in "?~"
    }


def test_every_interface_is_compared() -> None:
    assert len(TRUTH) > 20


def test_what_embeds_something_of_elsewhere_is_listed_with_a_doubt() -> None:
    assert doubts("pay", "Lock") == {"partly": "not certain: embeds example.net/missing.Thing"}
    assert set(doubts("pay", "Unknown").values()) == {"not certain: Unknown embeds example.net/missing.Thing"}
    assert set(doubts("pay", "Unknown")) == {
        *("card", "byPointer", "shallow", "byAlias", "server", "pipe", "partly", "Load", "inner"),
        *("innermost", "ambiguous", "fieldHides", "fake"),
    }
    with pytest.raises(QueryError, match=r"not certain: OnlyUnknown embeds example.net/missing.Thing, which"):
        implementers("pay", "OnlyUnknown")


def test_what_is_not_here_has_no_method_with_types_of_this_repository() -> None:
    assert "partly" not in doubts("pay", "Book")
    assert "partly" not in doubts("far", "Unsafe")


def test_types_that_are_not_here_may_be_the_same() -> None:
    found = doubts("pay", "Foreign")
    assert found["foreignOther"].startswith("not certain: Take has types of elsewhere")
    assert set(found) == {"partly", "foreignOther"}


def test_generic_types_are_listed_with_their_arguments() -> None:
    assert doubts("box", "IntPutter") == {
        "Box": "with type arguments int",
        "Crate": "with type arguments int",
        "partly": "not certain: embeds example.net/missing.Thing",
    }
    assert doubts("box", "Putter")["texts"] == "with type arguments string"
    assert "Box" in doubts("box", "Both")


def test_each_system_has_its_own_methods() -> None:
    found = {place(one) for one in implementers("systems", "Opener") if not one.doubt}
    embedding = {"systems/inside/inside.go:5 holds", "systems/inside/inside.go:7 holdsDeeper"}
    assert found == {"systems/on_linux.go:3 Handle", "systems/tagged.go:5 Special"} | embedding


def test_what_go_leaves_out_of_the_module_is_listed_with_a_doubt() -> None:
    found = doubts("pay", "Payer")
    assert found["generator"] == "not certain: Go leaves the folder _gen out of the module"
    assert found["coin"] == "not certain: Go leaves the folder pay/testdata out of the module"
    assert "draft" not in {one.declaration.name for one in implementers("pay", "Payer")}
    within = doubts("pay/testdata/gold", "Golden")
    assert "coin" not in within and "card" not in within and "generator" in within
    package = CODE.packages.importable("pay")
    assert package is not None
    satisfied = {one.declaration.name: one.doubt for one in ANSWERS.satisfied_by(package, "card")}
    assert satisfied["Payer"] == "" and "testdata" in satisfied["Golden"]


def test_what_is_taken_over_from_the_usual_system_is_the_same_there() -> None:
    each = Implementers(CODE.packages)
    for system in CODE.packages.systems:
        each._views[system] = _View(CODE.packages, system, None)

    def answer(asked: Implementers, package: Package, name: str) -> object:
        try:
            return sorted((place(one), one.doubt) for one in asked.of(package, name))
        except QueryError as error:
            return str(error)

    for package in CODE.packages.all:
        for name in sorted({declared.name for file in package.files for declared in file.types}):
            assert answer(ANSWERS, package, name) == answer(each, package, name)
