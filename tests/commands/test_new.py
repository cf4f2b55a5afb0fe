"""`blistui new`: from arguments, asked for in a terminal, and with every table as comments."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.guide.guidance import places
from blistui.store.load import load
from blistui.store.save import save
from blistui.store.session import Session
from tests.checkouts import committed


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "design-guidelines.md").write_text("# Guidelines\n")
    (folder / "docs" / "lease-design.md").write_text("# Leases\n")
    committed(folder)
    return folder


def test_new_makes_the_folders_and_writes_a_plan(
    tmp_path: Path, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "docs" / "plans" / "p.toml"
    assert run(["new", str(path), "--repo", str(code), "--title", "New [x]", "--no-open"]) == 0
    head = load(path).plan.plan
    assert (head.title, head.slug, head.repository, head.status) == (
        "New [x]",
        "new-x",
        "../../code",
        "draft",
    )
    assert (head.guidelines, head.design_doc, head.real_systems) == ("docs/design-guidelines.md", "", ())
    before = path.read_bytes()
    assert run(["new", str(path), "--repo", str(code), "--no-open"]) == 2
    assert path.read_bytes() == before
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new"], "name the file to make"),
        (["new", "code"], "is a folder"),
        (["new", "code/go.mod/x.toml"], "code/go.mod"),
        (["new", "p.toml", "--repo", "nowhere"], "no folder nowhere"),
        (["new", "p.toml", "--guidelines", "docs/none.md"], "no file docs/none.md"),
    ],
)
def test_what_cannot_be_made_is_a_sentence(
    tmp_path: Path,
    code: Path,
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (code / "go.mod").write_text("module m\n")
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "--no-open"]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "p.toml").exists()


def asked(folder: Path, answers: str) -> tuple[int, str]:
    """What `blistui new --no-open` shows in a terminal in which `answers` are typed, and its exit code."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "blistui", "new", "--no-open"]
    child = subprocess.Popen(program, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, answers.encode())
    shown = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                shown += os.read(ours, 4096)
            except OSError:
                break
        elif child.poll() is not None:
            break
    os.close(ours)
    return child.wait(30), shown.decode()


def test_new_asks_and_proposes_what_it_found(code: Path) -> None:
    status, shown = asked(code, "Lease revocation\n\n\n\netcd, Consul\n\n")
    assert status == 0, shown
    assert "[docs/design-guidelines.md]" in shown and "[docs/lease-design.md]" in shown
    assert "[llm-d, vLLM, SGLang, Other]" in shown
    head = load(code / "docs" / "plans" / "lease-revocation.toml").plan.plan
    assert (head.title, head.repository) == ("Lease revocation", "../..")
    assert (head.guidelines, head.design_doc) == ("docs/design-guidelines.md", "docs/lease-design.md")
    assert head.real_systems == ("etcd", "Consul")


def test_answers_that_end_too_early_make_nothing(code: Path) -> None:
    status, shown = asked(code, "Lease revocation\n\x04\x04")
    assert status == 2 and "nothing was made" in shown
    assert not (code / "docs" / "plans").exists()


def test_a_full_plan_has_every_table_as_comments(tmp_path: Path, code: Path) -> None:
    path = tmp_path / "full.toml"
    arguments = ["new", str(path), "--repo", str(code), "--title", "T", "--full", "--no-open"]
    assert run(arguments) == 0
    text = path.read_text("utf-8")
    assert load(path).plan.finding == ()
    uncommented = re.sub(r"^# ", "", text, flags=re.MULTILINE)
    data = tomllib.loads(uncommented)
    plan = Plan.model_validate(data)
    assert not plan.model_extra and plan.pr and plan.scope[0].criteria and plan.pr[0].guarantees
    for place in places():
        table, _, rest = place.path.partition(".")
        if table != "plan" and place.spec.widget not in ("items", "group", "cite") and "cite" not in rest:
            assert f"\n# {place.spec.key} = " in text, place.path
    assert set(data) == set(specs(Plan))


def test_a_full_plan_keeps_its_comments_when_it_is_edited(tmp_path: Path, code: Path) -> None:
    path = tmp_path / "full.toml"
    assert run(["new", str(path), "--repo", str(code), "--title", "T", "--full", "--no-open"]) == 0
    before = path.read_text("utf-8")
    session = Session(load(path), tmp_path / "state")
    session.edit("plan.title", "Other")
    save(session.loaded, session.plan)
    session.close()
    assert path.read_text("utf-8") == before.replace('title = "T"', 'title = "Other"', 1)


@pytest.mark.parametrize(
    ("pattern", "ignored"), [("/plans/\n", True), ("*.toml\n", True), ("/other/\n", False)]
)
def test_a_plan_that_git_ignores_is_said_to_be_in_no_commit(
    code: Path, pattern: str, ignored: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (code / ".gitignore").write_text(pattern)
    path = code / "plans" / "p.toml"
    assert run(["new", str(path), "--repo", str(code), "--no-open"]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{path}\n"
    assert (f"Git ignores {path}" in shown.err) is ignored
