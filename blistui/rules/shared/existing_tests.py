"""Whether tests that a plan says exist do exist in the repository."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from blistui.patterns import pattern, rare_pattern
from blistui.plan.edits import Edit
from blistui.plan.tables.prevention import Regression
from blistui.rules.prose.wording import listed, spelled_alike
from blistui.rules.rule import Context, Fix, Problem
from blistui.rules.shared.plan_texts import plan_texts

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_DECLARED = pattern(r"func\s+(?:\([^)]*\)\s*)?((?:Test|Benchmark|Fuzz|Example)\w*)\s*\(")
_NAME = rare_pattern(
    r"(?<![\w./])(?:Test|Benchmark|Fuzz|Example)[A-Z_0-9]\w*", signs=("Test", "Benchmark", "Fuzz", "Example")
)
_IDENTIFIER = pattern(r"\s*`?([A-Za-z_]\w*)(?:/[^`\s,]*)?`?\s*\Z")


def missing_tests(repo: Evidence, path: str, surface: Regression) -> Iterator[Problem]:
    """Problems of a regression surface at `path` whose file or tests are not there."""
    file = surface.file.strip()
    if not repo.exists(file):
        fix, where = _found_elsewhere(repo, path, file, named_tests(surface.test))
        near = () if where else repo.near_files(file)
        meant = f"Did you mean {listed(near, 'or')}? " if near else ""
        yield Problem(
            f"{path}.file",
            f"The test file {file} does not exist{where}.",
            f"{meant}Name a file that is there; a test that is still to be written is no regression surface.",
            fix=fix,
        )
        return
    if not file.endswith("_test.go"):
        return
    declared = declared_tests(repo, file)
    for test in named_tests(surface.test):
        if test not in declared:
            fix, where = _found_elsewhere(repo, path, file, [test])
            alike = spelled_alike(test, declared, most=2)
            meant = f"Did you mean {listed(alike, 'or')}? " if alike and not where else ""
            yield Problem(
                f"{path}.test",
                f"{file} has no test {test}{where}.",
                f"{meant}Name a test that exists.",
                fix=fix,
            )


def named_tests(text: str) -> list[str]:
    """The test functions that `text` names; a single word is taken for the name of one."""
    single = _IDENTIFIER.match(text)
    return [single[1]] if single else functions_named(text)


def functions_named(text: str) -> list[str]:
    """The names in `text` that can only be those of test functions."""
    return list(dict.fromkeys(found[0] for found in _NAME.finditer(text)))


def unknown_tests(context: Context, named: Iterable[str]) -> frozenset[str]:
    """Those of the tests that are neither in the code nor named by a PR or shared work that brings them."""
    if context.repo is None:
        return frozenset()
    wanted = set(named)
    if wanted:
        wanted -= context.derived(_brought)
    context.repo.names.look_up(wanted)
    return frozenset(test for test in wanted if not context.repo.names.knows(test))


def _brought(context: Context) -> frozenset[str]:
    texts = (text.text for text in context.derived(plan_texts) if text.table in ("pr", "crosscutting"))
    return frozenset(name for text in texts for name in functions_named(text))


def declared_tests(repo: Evidence, file: str) -> list[str]:
    """The test functions and test methods that a Go file declares."""
    functions = (line for line in repo.lines(file) if line.startswith("func"))
    return [found[1] for line in functions if (found := _DECLARED.match(line))]


def _found_elsewhere(repo: Evidence, path: str, file: str, tests: list[str]) -> tuple[Fix | None, str]:
    """Where the tests are, if they are all in one other file of the package: (fix, words)."""
    folder = posixpath.dirname(posixpath.normpath(file))
    beside = [
        other
        for other in repo.files
        if other.endswith("_test.go") and posixpath.dirname(other) == folder and other != file
    ]
    holding = [other for other in beside if tests and set(tests) <= set(declared_tests(repo, other))]
    if len(holding) != 1:
        return None, ""
    fix = Fix(f"Name {holding[0]}", (Edit("put", f"{path}.file", holding[0]),))
    return fix, f"; {listed(tests)} {'is' if len(tests) == 1 else 'are'} in {holding[0]}"
