"""Values of constants and defaults of flags across packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.go.constants import Value
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.constant_values import ConstantValues
from blistui.repo.repository import Repository

FILES = {
    "go.mod": "module example.com/m\n",
    "sim/limits.go": 'package sim\n\nconst (\n\tFirst = "first"\n\tLow = Base * 2\n\tLoop = Back\n)\n',
    "sim/base.go": "package sim\n\nconst Base = 21\n\nconst Back = Loop\n",
    "other/limits.go": "package other\n\nconst Base = 5\n\nconst Two = sim.Low / 2\n",
    "one/twice.go": "package one\n\nconst Twice = 1\n",
    "two/twice.go": "package two\n\nvar Twice = compute()\n",
    "cmd/flags.go": """package cmd

import "flag"

func flags(fs *flag.FlagSet, cfg *config) {
\tfs.String("policy", sim.First, "the policy")
\tfs.Int("low", sim.Low+1, "a bound")
\tfs.Int("set", cfg.Set, "given by the file")
\tfs.Duration("wait", 3*time.Second, "how long")
}
""",
}


@pytest.fixture
def values(tmp_path: Path) -> ConstantValues:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return ConstantValues(GoCode(Repository.open(tmp_path), files=tuple(sorted(FILES))))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("First", [Value("first")]),
        ("Low", [Value(42)]),
        ("Base", [Value(21), Value(5)]),
        ("Two", [Value(21)]),
        ("Loop", []),
        ("Twice", []),
        ("Nothing", []),
    ],
)
def test_constants_by_name(name: str, found: list[Value], values: ConstantValues) -> None:
    assert sorted(known.value for known in values.of(name)) == sorted(found)


@pytest.mark.parametrize(
    ("flag", "found"),
    [
        ("policy", [Value("first")]),
        ("low", [Value(43)]),
        ("set", []),
        ("wait", [Value(3 * 10**9, True)]),
        ("nothing", []),
    ],
)
def test_defaults_of_flags(flag: str, found: list[Value], values: ConstantValues) -> None:
    assert [known.value for known in values.defaults(flag)] == found
