"""The commands: exit codes, what goes to stdout, sentences for every mistake, and what they never import."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from blistui import __version__
from blistui.cli import COMMANDS, run
from blistui.commands.arguments import parser
from blistui.repo.recon.proposals import HEADINGS
from blistui.store.load import load
from tests.checkouts import committed, git
from tests.screens.pilot import make

SAMPLES = Path(__file__).resolve().parents[1] / "sample_plans"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES, tmp_path / "samples"))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return make(tmp_path)


def blistui(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "blistui", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
    )


def test_the_complete_plan_passes_and_the_half_written_one_does_not(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(samples / "overload.toml")]) == 0
    out = capsys.readouterr().out
    assert "0 wrong, 0 to write" in out
    assert "approved" not in out
    assert run(["check", str(samples / "half-written.toml")]) == 1
    assert run(["check", "--fail-on", "never", str(samples / "half-written.toml")]) == 0


def test_check_json_fits_its_schema(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "json", str(samples / "half-written.toml")]) == 1
    found = json.loads(capsys.readouterr().out)
    assert run(["schema", "findings"]) == 0
    jsonschema.validate(found, json.loads(capsys.readouterr().out))


def test_check_selects_and_ignores(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--format", "json", "--select", "OBJ,CIT", "--ignore", "CIT001"]
    run([*arguments, str(samples / "half-written.toml")])
    [checked] = json.loads(capsys.readouterr().out)["plans"]
    found = {finding["rule"] for finding in checked["findings"]}
    assert {rule[:3] for rule in found} == {"OBJ", "CIT"} and "CIT001" not in found
    assert {"rule": "CIT001", "why": "left out"} in checked["not_run"]
    assert not checked["passes"]
    assert run(["check", "--select", "OBJ9", str(samples / "overload.toml")]) == 2
    assert "OBJ9" in capsys.readouterr().err


def test_check_changes_nothing_and_fix_changes_the_plan(samples: Path) -> None:
    before = {path: path.read_bytes() for path in samples.rglob("*") if path.is_file()}
    run(["check", str(samples / "half-written.toml")])
    assert {path: path.read_bytes() for path in samples.rglob("*") if path.is_file()} == before
    assert run(["check", "--fix", "--fail-on", "never", str(samples / "half-written.toml")]) == 0
    changed = [path for path in before if path.read_bytes() != before[path]]
    assert changed == [samples / "half-written.toml"]


def test_a_baseline_hides_what_was_known_and_shows_what_is_new(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, baseline = samples / "half-written.toml", tmp_path / "known.json"
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 2
    assert run(["check", "--write-baseline", "--baseline", str(baseline), str(plan)]) == 0
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 0
    plan.write_text(plan.read_text() + '\n[[objective]]\nid = "O9"\ntext = "TODO"\n')
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 1
    capsys.readouterr()


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit of a repository with a type and two methods of one name; it is the current folder."""
    code = (
        "package sim\n\n// Queue waits.\ntype Queue struct{ n int }\n\nfunc (q *Queue) Push() {\n\tq.n++\n}\n"
    )
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/queue.go").write_text(code)
    (tmp_path / "sim/stack.go").write_text(code.replace("Queue", "Stack"))
    monkeypatch.chdir(tmp_path)
    return committed(tmp_path)


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


def test_verify_separates_exact_from_drifted(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(samples / "overload.toml")]) == 0
    capsys.readouterr()
    assert run(["verify", "--format", "json", str(samples / "drifted.toml")]) == 1
    records = json.loads(capsys.readouterr().out)
    assert {record["status"] for record in records} >= {"exact", "moved"}
    moved = [record for record in records if record["status"] == "moved"]
    assert run(["verify", "--fix", str(samples / "drifted.toml")]) == 1
    capsys.readouterr()
    assert run(["verify", "--format", "json", str(samples / "drifted.toml")]) == 1
    after = {record["path"]: record for record in json.loads(capsys.readouterr().out)}
    for record in moved:
        assert after[record["path"]]["status"] == "exact"
        assert after[record["path"]]["at"] == record["moved_to"]


def test_verify_fix_cites_no_text_that_is_not_committed(
    queue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = {"at": "sim/queue.go:6-8"}
    assert run(["cite", "--format", "json", at["at"]]) == 0
    cited = json.loads(capsys.readouterr().out)
    pairs = ", ".join(f'{key} = "{value}"' for key, value in cited.items() if key != "commit")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        f'[plan]\nformat = 1\ntitle = "t"\nrepository = "."\nbase_commit = "{queue}"\n\n'
        f'[[finding]]\nid = "F1"\nstatement = "x"\ncites = [{{ {pairs} }}]\n'
    )
    before = plan.read_text()
    code = tmp_path / "sim/queue.go"
    code.write_text("// first\n" + code.read_text())
    assert run(["verify", "--fix", str(plan)]) == 1
    shown = capsys.readouterr()
    assert "moved to sim/queue.go:7-9, and stays as it was cited" in shown.out
    assert "re-anchored 0 of 1" in shown.err and plan.read_text() == before
    assert run(["check", "--fix", "--select", "CIT004", str(plan)]) == 0
    shown = capsys.readouterr()
    assert "not committed" in shown.out and plan.read_text() == before
    committed(tmp_path)
    assert run(["verify", "--fix", str(plan)]) == 0
    assert f'commit = "{git(tmp_path, "rev-parse", "HEAD")}"' in plan.read_text()


def test_export_goes_to_stdout_or_a_file_and_never_over_the_plan(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = samples / "overload.toml"
    assert run(["export", str(plan)]) == 0
    text = capsys.readouterr().out
    assert "## A) Executive Summary" in text
    target = tmp_path / "out.md"
    assert run(["export", str(plan), "-o", str(target)]) == 0
    assert target.read_text() == text
    before = plan.read_bytes()
    assert run(["export", str(plan), "-o", str(plan)]) == 2
    assert plan.read_bytes() == before
    assert run(["export", "--format", "json", str(plan)]) == 0
    capsys.readouterr()


def test_import_reads_our_own_export_and_captures_its_citations(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, markdown = samples / "overload.toml", samples / "copy.md"
    assert run(["export", str(plan), "-o", str(markdown)]) == 0
    assert run(["import", str(markdown), "--repo", str(samples / "queuesim")]) == 0
    imported = load(samples / "copy.toml").plan
    assert imported.plan.repository == "queuesim"
    assert [pr.id for pr in imported.pr] == [pr.id for pr in load(plan).plan.pr]
    assert run(["verify", str(samples / "copy.toml")]) == 0
    assert run(["import", str(markdown), "--repo", str(samples / "queuesim")]) == 2
    assert "exists already" in capsys.readouterr().err


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


def test_windows_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "name", "nt")
        code = run(["check", "plan.toml"])
    assert code == 2
    assert "Windows is not supported" in capsys.readouterr().err


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


def test_cite_in_a_subfolder_gives_the_path_of_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "sim"
    folder.mkdir(parents=True)
    (folder / "queue.go").write_text("package sim\n\nvar Limit = 10\n")
    head = committed(folder.parent)
    cited = blistui("cite", "queue.go:3", cwd=folder)
    assert cited.returncode == 0, cited.stderr
    assert 'at = "sim/queue.go:3", symbol = "Limit", digest = "b2:' in cited.stdout
    assert f'commit = "{head}"' in cited.stdout


def test_cite_asks_before_it_cites_what_no_commit_has(tmp_path: Path) -> None:
    (tmp_path / "queue.go").write_text("package sim\n\nvar Limit = 10\n")
    committed(tmp_path)
    (tmp_path / "queue.go").write_text("package sim\n\nvar Limit = 11\n")
    refused = blistui("cite", "queue.go:3", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--uncommitted" in refused.stderr
    assert "commit" not in blistui("cite", "queue.go:3", "--uncommitted", cwd=tmp_path).stdout
