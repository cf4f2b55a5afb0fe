"""`blistui completion`: what shells offer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.commands.program import blistui

_COMPLETED = """
source "$1"
complete -p blistui | grep -q _shtab_blistui || exit 3
COMP_WORDS=(blistui "${@:2}")
COMP_CWORD=$(($# - 1))
_shtab_blistui blistui "${!#}" ""
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [(["che"], "check"), (["check", "--fail"], "--fail-on"), (["verify", "pl"], "plan.toml")],
)
def test_bash_completes_commands_options_and_files(tmp_path: Path, words: list[str], offered: str) -> None:
    (tmp_path / "plan.toml").write_text("[plan]\n")
    (tmp_path / "script").write_text(blistui("completion", "bash").stdout)
    done = subprocess.run(
        ["bash", "-c", _COMPLETED, "bash", "./script", *words],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert offered in done.stdout.split()


def test_zsh_gets_a_script_of_its_own() -> None:
    assert blistui("completion", "zsh").stdout.startswith("#compdef blistui")
