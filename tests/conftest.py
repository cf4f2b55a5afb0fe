"""What every test shares: time decides nothing, and the user's own folders are left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no failure, and the same examples every time make a failure mean a change.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home: Path = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A copy of the sample plans in a plain folder: their code as it is, without its history."""
    return Path(shutil.copytree(Path(__file__).parents[1] / "sample_plans", tmp_path / "samples"))
