"""A module that is postponed works for everybody who imports it meanwhile, and afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

MEANWHILE = """
import sys, threading
from blistui.postponed import postponed
{before}
seen = []
def other():
    {uses}
with postponed("importlib.metadata", "entry_points"):
    from importlib.metadata import entry_points
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
{after}
print(*seen)
"""


@pytest.mark.parametrize(
    "uses",
    [
        "import importlib.metadata; seen.append(importlib.metadata.version('pydantic') > '2')",
        "from importlib import metadata; seen.append(metadata.version('pydantic') > '2')",
        "from importlib.metadata import version; seen.append(version('pydantic') > '2')",
        "names = {}; exec('from importlib.metadata import *', names); seen.append('version' in names)",
        "import importlib.metadata._text as text; seen.append(text.FoldedCase('A') == 'a')",
        "from importlib.metadata import PackageNotFoundError as e; seen.append(issubclass(e, Exception))",
        "seen.append(len(list(entry_points())) > 0)",
        "import inspect; seen.append(inspect.isfunction(entry_points))",
    ],
)
@pytest.mark.parametrize("before", ["", "import importlib.metadata"])
def test_another_thread_may_import_it_meanwhile(uses: str, before: str) -> None:
    assert _printed(before=before, uses=uses) == "True"


def test_afterwards_the_next_import_brings_the_module_itself() -> None:
    after = (
        "import importlib.metadata as m; seen.append(m.__spec__ is not None and m is sys.modules[m.__name__])"
    )
    assert _printed(after=after) == "True"


def test_a_function_that_is_called_later_is_that_of_the_module() -> None:
    after = "seen.append('importlib.metadata' not in sys.modules and len(list(entry_points())) > 0)"
    assert _printed(after=after) == "True"


def _printed(before: str = "", uses: str = "pass", after: str = "") -> str:
    code = MEANWHILE.format(before=before, uses=uses, after=after)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()
