"""The validator of plans is built without a search for plugins; a program that needs the search gets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

BUILDS = """
import os, sys
os.environ["PYDANTIC_DISABLE_PLUGINS"] = {plugins!r}
{before}
from blistui.plan.build import build_plan_model
from blistui.plan.document import Plan
build_plan_model()
assert Plan.__pydantic_complete__
print("importlib.metadata" in sys.modules)
import importlib.metadata
print(importlib.metadata.version("pydantic") == __import__("pydantic").VERSION)
print(Plan.model_validate({{"plan": {{"title": "T"}}}}).plan.title)
"""


@pytest.mark.parametrize(
    ("plugins", "before", "searched"),
    [
        ("__all__", "", False),
        # Plugins that are allowed are looked for in the real module.
        ("", "", True),
        ("__all__", "import importlib.metadata", True),
        # As in the workbench, which builds it beside other threads.
        ("__all__", "import threading; threading.Thread(target=sys.stdin.read, daemon=True).start()", False),
    ],
)
def test_installed_packages_are_searched_only_when_needed(plugins: str, before: str, searched: bool) -> None:
    code = BUILDS.format(plugins=plugins, before=before)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        process.communicate(timeout=60)
    assert lines == [str(searched), "True", "T"]
