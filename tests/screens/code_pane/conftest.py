"""A small repository for the code pane, and a cache of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import CLOCK, ROUTER


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "work")
    made.write("sim/router.go", ROUTER)
    made.write("sim/clock.go", CLOCK)
    made.write("docs/notes.md", "# Notes\n\nThe router takes turns.\n")
    made.commit()
    return made
