"""No circle of imports, in the program and its tests: deferred and type-only imports count as any other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("blistui", "screens", "tests")

Graph = Mapping[str, set[str]]
"""Module or folder, and what it imports."""


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST, modules: frozenset[str]) -> Iterator[str]:
    """The modules of this project that `tree` imports anywhere in it; its imports are all absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import of {node.module}"
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                if submodule in modules:
                    yield submodule
                elif node.module in modules:
                    yield str(node.module)


def module_graph() -> Graph:
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    modules = frozenset(map(module_of, files))
    trees = {module_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}
    return {module: set(imported(tree, modules)) - {module} for module, tree in trees.items()}


def folder_graph(graph: Graph, folder: str) -> Graph:
    """What is directly in `folder` (modules and folders) and which of it imports which, however deep."""

    def child(module: str) -> str:
        return ".".join(module.split(".")[: len(folder.split(".")) + 1])

    inside = {module: found for module, found in graph.items() if module.startswith(f"{folder}.")}
    children: dict[str, set[str]] = {child(module): set() for module in inside}
    for module, found in inside.items():
        children[child(module)] |= {child(other) for other in found if other in inside} - {child(module)}
    return children


def circle(graph: Graph) -> list[str]:
    """One circle in `graph`, if there is any."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


GRAPH = module_graph()
FOLDERS = sorted({module.rpartition(".")[0] for module in GRAPH if "." in module})


def test_all_modules_are_looked_at() -> None:
    assert len(GRAPH) > 300
    assert {"blistui.cli", "screens.app", "tests.test_import_circles"} <= GRAPH.keys()
    # A deferred import, and one for types only.
    assert "screens.app" in GRAPH["blistui.cli"]
    assert "blistui.rules.running.baseline" in GRAPH["blistui.report.result"]


def test_no_circle_of_modules() -> None:
    assert not circle(GRAPH), " -> ".join(circle(GRAPH))


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_circle_in_a_folder(folder: str) -> None:
    found = circle(folder_graph(GRAPH, folder))
    assert not found, " -> ".join(found)


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": set(), "b": {"a"}}, 0),
        ({"a": {"b"}, "b": {"a"}}, 3),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, 4),
    ],
)
def test_a_circle_is_found(graph: Graph, found: int) -> None:
    assert len(circle(graph)) == found
