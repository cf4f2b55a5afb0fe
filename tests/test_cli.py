"""The commands: exit codes, what goes to stdout, sentences for every mistake, and what they never import."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from blistui import __version__
from blistui.cli import COMMANDS, run
from blistui.commands.arguments import parser
from tests.commands.program import blistui
from tests.screens.pilot import make


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make(tmp_path)


def test_every_rule_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert len(rules) > 100
    assert run(["explain", "cit004"]) == 0
    assert "CIT004" in capsys.readouterr().out
    assert run(["explain", "CIT0004"]) == 2
    assert "CIT004" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "none.toml"], "no such file"),
        (["check", "bad.toml"], "bad.toml:2:"),
        (["verify", "bad.toml"], "not valid TOML"),
        (["export", "bad.toml"], "not valid TOML"),
        (["a", "b"], "one plan at a time"),
        (["plan.toml"], "needs a terminal"),
        (["frob"], "there is no command and no file `frob`"),
        (["verify", "plan.toml", "--at", "--output=x"], "expected one argument"),
        (["verify", "plan.toml", "--at", "nowhere"], "no commit"),
    ],
)
def test_every_mistake_is_a_sentence_and_exit_code_2(plan: Path, arguments: list[str], says: str) -> None:
    (plan.parent / "bad.toml").write_text('[plan]\ntitle = "open\n')
    done = blistui(*arguments, cwd=plan.parent)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_version_is_quick_to_say() -> None:
    assert blistui("--version").stdout == f"blistui {__version__}\n"


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("verfy", "verify"), ("exprot", "export"), ("Import", "import")]
)
def test_a_mistyped_command_is_answered_with_the_near_one(word: str, meant: str) -> None:
    done = blistui(word, "plan.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no command `{word}`; did you mean `{meant}`?" in done.stderr


@pytest.mark.parametrize("word", ["check.toml", "./chek", "elsewhere"])
def test_what_may_be_a_plan_is_no_mistyped_command(word: str) -> None:
    assert "did you mean" not in blistui(word).stderr


def test_a_file_is_opened_even_where_its_name_is_near_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("chek").write_text("[plan]\n")
    assert run(["chek"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["check", "plan.toml"], ["recon"], ["plan.toml"], ["new", "x.toml"]])
def test_a_folder_that_was_removed_is_said(tmp_path: Path, arguments: list[str]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = [sys.executable, "-P", "-m", "blistui", *arguments]
    # Removed when it is the current folder already: nothing can be started in one that is gone.
    code = "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", code, *program]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, cwd=gone, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "blistui: the current folder was removed: change into one that is there.\n"


def test_a_sentence_ends_once(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["get", str(plan), "plam"]) == 2
    assert capsys.readouterr().err.endswith("did you mean `plan`?\n")


def test_windows_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "name", "nt")
        code = run(["check", "plan.toml"])
    assert code == 2
    assert "Windows is not supported" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_calls_and_exit_codes(command: str) -> None:
    shown = blistui(command, "--help").stdout
    assert re.search(r"Exit codes?[:,]", shown)
    calls = re.findall(rf"^ .*\bblistui {command}\b", shown, re.MULTILINE)
    assert calls


def test_help_names_every_command() -> None:
    done = blistui("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert command in done.stdout


def test_readme_parser_and_help_name_the_same_commands() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `blistui ")]
    named = {name for row in rows for name in re.findall(r"`blistui ([a-z]+)", row)}
    assert named == set(COMMANDS)
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert set(action.choices) == set(COMMANDS)


def test_a_reader_that_leaves_early_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "blistui", "rules"],
        check=False,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(writer)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


HYGIENE = """
import sys
from blistui.cli import run
code = run(sys.argv[1:])
loaded = sorted({name.split(".")[0] for name in sys.modules} & {"textual", "screens", "tomlkit", "rich"})
print(code, loaded, file=sys.stderr)
"""


@pytest.mark.parametrize("command", [["check"], ["verify"], ["export"]])
def test_commands_never_load_the_screen_nor_the_writer(samples: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HYGIENE, *command, str(samples / "overload.toml")],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr.strip().splitlines()[-1] == "0 []"


NO_SCREEN = {
    "dumb": "TERM is `dumb`",
    "unknown": "TERM is `unknown`",
    "": "TERM is not set",
    "xterm": "drawn on stderr",
}


@pytest.mark.parametrize("term", NO_SCREEN)
@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["plan.toml"], 2), (["new", "made.toml"], 0)])
def test_where_the_workbench_cannot_be_drawn_a_sentence_says_why(
    plan: Path, arguments: list[str], code: int, term: str
) -> None:
    """In a terminal that cannot move its cursor, and where stderr is a file."""
    shown, inner = pty.openpty()
    errors = plan.parent / "errors"
    with errors.open("w") as file:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "blistui", *arguments],
            cwd=plan.parent,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "TERM": term},
            stdin=inner,
            stdout=inner,
            stderr=file if term == "xterm" else inner,
            timeout=60,
            check=False,
        )
    os.close(inner)
    said = b""
    with contextlib.suppress(OSError):
        while part := os.read(shown, 1 << 16):
            said += part
    os.close(shown)
    text = said.decode() + errors.read_text()
    assert done.returncode == code
    assert NO_SCREEN[term] in " ".join(text.split())
    assert "\x1b" not in text and (plan.parent / "made.toml").exists() is (code == 0)
