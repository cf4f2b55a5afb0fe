"""`blistui diff`: versions by file and by commit, three formats, and exit codes like those of git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from tests.checkouts import committed, git
from tests.screens.pilot import make


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = make(tmp_path)
    committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return found


def test_the_file_is_compared_with_its_last_commit(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "plan.toml"]) == 0
    assert capsys.readouterr().out == "The two plans say the same.\n"
    run(["set", "plan.toml", "pr.PR1.guarantees.BC-1-1.text", "It holds\x1b[31m always", "--no-check"])
    capsys.readouterr()
    assert run(["diff", "plan.toml"]) == 1
    shown = capsys.readouterr().out
    assert "changed PR1, BC-1-1, Guarantee: It holds → It holds" in shown and "\x1b[31m always" not in shown
    git(plan.parent, "commit", "-qam", "more")
    assert run(["diff", "plan.toml@HEAD~1", "plan.toml@HEAD", "--format", "json"]) == 1
    [change] = json.loads(capsys.readouterr().out)["changes"]
    assert (change["section"], change["old"]) == ("contracts", "It holds")
    assert run(["diff", "plan.toml@HEAD~1", "--format", "markdown"]) == 1
    assert "**Contracts**" in capsys.readouterr().out


def test_a_file_that_is_gone_has_its_versions(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = plan.read_text(encoding="utf-8")
    plan.rename(plan.with_name("other.toml"))
    assert run(["diff", "plan.toml@HEAD", "other.toml"]) == 0
    Path("odd@name.toml").write_text(kept, encoding="utf-8")
    assert run(["diff", "odd@name.toml", "other.toml"]) == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("plan.toml@nowhere",), "no commit nowhere"),
        (("plan.toml@--output=x",), "no commit"),
        (("none.toml@HEAD",), "does not exist at commit"),
        (("plan.toml", "none.toml"), "no such file"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert run(["diff", *arguments]) == 2
    assert says in capsys.readouterr().err
