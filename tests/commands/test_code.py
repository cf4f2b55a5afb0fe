"""`blistui cite`, `symbols` and `recon`: what is read of the code without a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.repo.recon.proposals import HEADINGS
from tests.checkouts import committed
from tests.commands.program import blistui
from tests.screens.pilot import make


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("sim/queue.go:6-8", "sim/queue.go:6-8"),
        ("sim/queue.go#L6-L8", "sim/queue.go:6-8"),
        ("sim/queue.go#L6C2-L8C1", "sim/queue.go:6-8"),
        ("sim/queue.go:L6-L8", "sim/queue.go:6-8"),
        ("sim/queue.go:6\u20138", "sim/queue.go:6-8"),
        ("sim/queue.go:6:3", "sim/queue.go:6"),
        ("sim/queue.go:4,6-8", "sim/queue.go:4,6-8"),
        ("https://github.com/acme/lab/blob/HASH/sim/queue.go#L6-L8", "sim/queue.go:6-8"),
        ("https://gitlab.com/a/b/c/-/blob/HASH/sim/queue.go?ref_type=heads#L6-8", "sim/queue.go:6-8"),
        ("HERE/sim/queue.go:6", "sim/queue.go:6"),
        ("sim/queue.go:Queue.Push", "sim/queue.go:6-8"),
        ("sim/queue.go:Push", "sim/queue.go:6-8"),
        ("Queue.Push", "sim/queue.go:6-8"),
        ("Stack", "sim/stack.go:4"),
    ],
)
def test_cite_understands_places_as_people_write_them(
    queue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, at: str
) -> None:
    text = text.replace("HASH", queue).replace("HERE", str(tmp_path.resolve()))
    assert run(["cite", "--format", "json", text]) == 0
    assert json.loads(capsys.readouterr().out)["at"] == at


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Push", "is declared at sim/queue.go:6-8, sim/stack.go:6-8: name one of them"),
        ("Queue.Pop", "is declared nowhere"),
        ("sim/queue.go:Stack.Push", "is declared nowhere"),
        ("sim/queue.go", "names no lines"),
        ("https://github.com/acme/lab/blob/main2/sim/queue.go#L6", "cannot be read"),
    ],
)
def test_cite_lists_what_may_be_meant(
    queue: str, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    assert run(["cite", text]) == 2
    assert says in capsys.readouterr().err


def test_cite_and_symbols_read_the_code(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = str(plan.parent / "code")
    assert run(["cite", "sim.go:4-6", "--repo", code]) == 0
    cited = capsys.readouterr().out
    assert 'at = "sim.go:4-6"' in cited
    assert 'symbol = "Router"' in cited
    assert run(["symbols", "sim.go", "--repo", code]) == 0
    assert "Router.Route" in capsys.readouterr().out
    assert run(["symbols", "rout", "--repo", code]) == 0
    named = [line.split()[-1] for line in capsys.readouterr().out.splitlines()]
    assert named[:2] == ["Router", "Router.Route"]
    assert run(["symbols", "--format", "json", "--repo", code]) == 0
    every = {row["symbol"] for row in json.loads(capsys.readouterr().out)}
    assert every >= {"Router", "Router.Route", "pick"}
    assert run(["cite", "sim.go:400", "--repo", code]) == 2
    assert run(["cite", "../plan.toml:1", "--repo", code]) == 2


def test_recon_lists_every_topic_under_its_heading(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = str(samples / "queuesim")
    assert run(["recon", "--repo", code]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert headings == [heading for topic, heading in HEADINGS.items() if topic in topics(code, capsys)]
    assert "Documentation maintenance" in headings
    for topic in HEADINGS:
        assert run(["recon", "--topic", topic, "--repo", code]) == 0
    assert run(["recon", "--topic", "testing", "--repo", code]) == 2
    assert "documents" in capsys.readouterr().err


def topics(code: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The topics on which anything is proposed."""
    assert run(["recon", "--format", "json", "--repo", code]) == 0
    return {record["topic"] for record in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("named", ["queue.go:3", "./queue.go:L3", "../sim/queue.go:3", "queue.go:Limit"])
def test_cite_in_a_subfolder_gives_the_path_of_the_repository(tmp_path: Path, named: str) -> None:
    folder = tmp_path / "work" / "sim"
    folder.mkdir(parents=True)
    (folder / "queue.go").write_text("package sim\n\nvar Limit = 10\n")
    head = committed(folder.parent)
    cited = blistui("cite", named, cwd=folder)
    assert cited.returncode == 0, cited.stderr
    assert 'at = "sim/queue.go:3", symbol = "Limit", digest = "b2:' in cited.stdout
    assert f'commit = "{head}"' in cited.stdout


@pytest.mark.parametrize(
    ("command", "named"),
    [("cite", "sim/queue.go:3"), ("cite", "sim/queue.go:Limit"), ("symbols", "sim/queue.go")],
)
def test_a_path_of_the_repository_typed_in_a_subfolder_is_put_right(
    tmp_path: Path, command: str, named: str
) -> None:
    folder = tmp_path / "work" / "sim"
    folder.mkdir(parents=True)
    (folder / "queue.go").write_text("package sim\n\nvar Limit = 10\n")
    (tmp_path / "work" / "go.mod").write_text("module m\n")
    committed(folder.parent)
    refused = blistui(command, named, cwd=folder)
    assert refused.returncode == 2
    assert "sim/sim/queue.go does not exist in the repository" in refused.stderr
    assert "counted from the folder you are in, sim/. For sim/queue.go write queue.go" in refused.stderr
    above = blistui("cite", "go.mod:1", cwd=folder)
    assert above.returncode == 2 and "For go.mod write ../go.mod" in above.stderr
    gone = blistui("cite", "sim/gone.go:1", cwd=folder)
    assert gone.returncode == 2 and "sim/sim/gone.go does not exist in the repository." in gone.stderr


def test_a_command_in_a_subfolder_is_about_the_whole_repository(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "sim"
    folder.mkdir(parents=True)
    (folder / "queue.go").write_text("package sim\n\nvar Limit = 10\n\nvar Most = Limit\n")
    committed(folder.parent)
    assert "sim/queue.go:3-3" in blistui("symbols", "queue.go", cwd=folder).stdout
    assert "sim/queue.go:3-3" in blistui("symbols", "Limit", cwd=folder).stdout
    assert "sim/queue.go:5" in blistui("ask", "references", "Limit", cwd=folder).stdout
    made = blistui("new", "plans/p.toml", "--no-open", cwd=folder)
    assert made.returncode == 0, made.stderr
    assert 'repository = "../.."' in (folder / "plans" / "p.toml").read_text()


def test_cite_asks_before_it_cites_what_no_commit_has(tmp_path: Path) -> None:
    (tmp_path / "queue.go").write_text("package sim\n\nvar Limit = 10\n")
    committed(tmp_path)
    (tmp_path / "queue.go").write_text("package sim\n\nvar Limit = 11\n")
    refused = blistui("cite", "queue.go:3", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--uncommitted" in refused.stderr
    assert "commit" not in blistui("cite", "queue.go:3", "--uncommitted", cwd=tmp_path).stdout
