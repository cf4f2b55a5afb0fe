"""The core without the screens, in clean processes; what is installed, and how README says to."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

EVERY_MODULE = """
import importlib, pkgutil, sys
import blistui
for found in pkgutil.walk_packages(blistui.__path__, "blistui."):
    if found.name != "blistui.__main__":
        importlib.import_module(found.name)
print(sorted({name.split(".")[0] for name in sys.modules} & {"textual", "screens"}))
"""


def test_no_module_of_the_core_loads_the_screen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_the_first_frame_needs_no_core() -> None:
    code = "import sys, screens.app; print({'pydantic', 'sqlite3', 'tree_sitter'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "set()\n"


def test_dependencies_are_pinned_and_known() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {entry.split(">")[0].split("<")[0].split("=")[0] for entry in project["dependencies"]}
    assert names == {
        "textual",
        "pydantic",
        "tree-sitter",
        "tree-sitter-go",
        "tomlkit",
        "platformdirs",
        "markdown-it-py",
        "pygments",
        "shtab",
    }
    for entry in project["dependencies"]:
        assert "<" in entry, f"{entry} has no upper bound"


@pytest.mark.parametrize(
    ("heading", "installed"), [("Open the sample plan", "."), ("Run the tests", "-e '.[dev]'")]
)
def test_the_readme_gives_each_command_in_a_line(heading: str, installed: str) -> None:
    text = (ROOT / "README.md").read_text()
    after = text[text.index(heading) :]
    command = next(line for line in after.splitlines() if line.startswith("python3 "))
    make, install, use = command.split(" && ")
    assert make == "python3 -m venv --without-pip .venv"
    assert install == f"python3 -m pip --python .venv/bin/python install {installed}"
    assert use.startswith(".venv/bin/")
