"""What commands write: nothing that a terminal or a CI acts on, even where streams are closed or full."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from blistui.cli import run_to_end
from blistui.report import FORMATS
from blistui.store.toml.values import render
from tests.checkouts import git

CANARY = "x\x1b[31m\x07\x9b1m\u202e\u2066\u061c\ufeff\x7f\r\n::error::canary"
"""What must not be sent: escapes, a bell, changes of direction, a line that is a command."""

SENT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
COMMAND = re.compile(r"^\s*::(?!(?:error|warning|notice) file=)", re.MULTILINE)
FILE = "a\x1b[31m\n::error::b\u202e.go"

COMMANDS = (
    ("check", "--format", "text", "p.toml"),
    ("check", "--format", "json", "p.toml"),
    ("check", "--format", "sarif", "p.toml"),
    ("check", "--format", "github", "p.toml"),
    ("check", "--fix", "p.toml"),
    ("check", "--select", CANARY, "p.toml"),
    ("check", f"{CANARY}.toml"),
    ("check", "--baseline", CANARY, "p.toml"),
    ("check", "broken\x1b.toml"),
    ("verify", "p.toml"),
    ("verify", "--format", "json", "p.toml"),
    ("verify", "--at", CANARY, "p.toml"),
    ("verify", "--fix", "p.toml"),
    ("export", "p.toml"),
    ("export", "--format", "core", "p.toml"),
    ("export", "--format", "json", "p.toml"),
    ("export", "p.toml", "-o", "\x1b\n::error::out.md"),
    ("import", "p.md", "-o", "\x1b\n::error::new.toml"),
    ("import", CANARY),
    ("cite", f"{FILE}:1-2"),
    ("cite", "--format", "json", f"{FILE}:1-2"),
    ("cite", CANARY),
    ("symbols",),
    ("symbols", FILE),
    ("symbols", "--format", "json"),
    ("symbols", "--repo", CANARY),
    ("ask", "callers", CANARY),
    ("ask", "readers", CANARY),
    ("ask", "references", "Latin", "--repo", CANARY),
    ("recon",),
    ("recon", "--format", "json"),
    ("recon", "--topic", CANARY),
    ("explain", CANARY),
    ("new", "\x1b\n::error::fresh.toml", "--title", CANARY),
    ("new", "p.toml"),
    ("recover",),
    ("recover", CANARY),
    ("schema", CANARY),
    ("rules", CANARY),
    (CANARY,),
    (CANARY, CANARY),
)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository and a plan whose every name and text holds what must not be sent."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).write_text("package sim\n\n// Push\x1b]0;t\x07 x\u202e\nfunc Push() {} // \x9b\n")
    (tmp_path / "go.mod").write_text("module m\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "all")
    cite = {"at": f"{FILE}:3-4", "symbol": CANARY, "digest": "b2:00"}
    text = render(CANARY)
    plan = [
        f"title = {text}\nrepository = '.'\nstatus = {text}\nexecutive_summary = {text}",
        f"[[finding]]\nid = {text}\nkind = 'confirmed'\nstatement = {render(f'TODO `Push` {CANARY}')}",
        f"cites = {render([cite, {'at': CANARY}, {**cite, 'commit': CANARY}])}",
        f"[[pr]]\nid = 'PR1'\ntitle = {text}\ndepends_on = {render([CANARY])}\nblock = {text}",
        f"[[frozen]]\nid = 'FZ1'\ninterface = {text}\ncite = {render(cite)}",
        f"[[waiver]]\nid = 'W1'\nrule = {text}\nwhere = {text}\nbecause = {text}",
    ]
    (tmp_path / "p.toml").write_text("[plan]\n" + "\n".join(plan) + "\n")
    (tmp_path / "broken\x1b.toml").write_text(f"[plan]\ntitle = '{CANARY}'\n")
    (tmp_path / "p.md").write_text(f"# {CANARY}\n\n## E) X\n\n### {CANARY}\n\nzzz qqq\n")
    (tmp_path / ".blistui.toml").write_text("")
    return tmp_path


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(map(ascii, arguments))[:40])
def test_no_control_character_is_sent(
    hostile: Path, arguments: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = run_to_end(list(arguments))
    sys.stderr.flush()
    out, err = capfdbinary.readouterr()
    assert code in (0, 1, 2)
    assert out or err
    for text in (out.decode("utf-8"), err.decode("utf-8")):
        assert SENT.findall(text) == []
        assert COMMAND.findall(text) == []
        assert "Traceback" not in text
    if "json" in arguments or "sarif" in arguments:
        assert json.loads(out)
    if arguments == COMMANDS[19]:
        assert tomllib.loads(f"c = {out.decode()}")["c"]["at"] == f"{FILE}:1-2"


def test_a_policy_is_refused_in_a_line_for_each_problem(
    hostile: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (hostile / ".blistui.toml").write_text(
        '"\\u001b[31m\\n::error::x" = 1\nother = 2\n[levels]\n"\\u202e" = 3\n'
    )
    assert run_to_end(["check", "p.toml"]) == 2
    err = capfd.readouterr().err
    assert [line[:9] for line in err.splitlines()] == ["blistui: "] * 3
    assert SENT.findall(err) == []


def wrapped(encoding: str, monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    return written


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-16", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "plan.toml"),
        ("export", "--format", "json", "plan.toml"),
        ("check", "--format", "sarif", "plan.toml"),
        ("check", "--format", "github", "plan.toml"),
        ("check", "--format", "json", "plan.toml"),
        ("schema",),
        ("rules", "--format", "json"),
        ("symbols", "--format", "json"),
        ("cite", "größe.go:3"),
    ],
    ids=" ".join,
)
def test_data_is_utf8_whatever_the_terminal_is_set_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "größe.go").write_text("package p\n\nconst Größe = 1 // →\n")
    (tmp_path / "plan.toml").write_text('[plan]\ntitle = "Größe → 世界 🙂"\nrepository = "."\n')
    expected = wrapped("utf-8", monkeypatch)
    code = run_to_end(list(arguments))
    written = wrapped(encoding, monkeypatch)
    assert run_to_end(list(arguments)) == code
    assert written.getvalue() == expected.getvalue() != b""


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [("check", "plan.toml"), ("symbols",), ("verify", "plan.toml"), ("rules",), ("--help",)],
    ids=str,
)
def test_lines_for_people_are_in_the_encoding_of_the_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "größe.go").write_text("package p\n\nconst Größe = 1\n")
    cite = "cites = [{ at = '世界.go:1' }]"
    (tmp_path / "plan.toml").write_text(
        f'[plan]\ntitle = "世界"\nrepository = "."\n[[finding]]\nid = "F1"\n{cite}\n'
    )
    written = wrapped(encoding, monkeypatch)
    assert run_to_end(list(arguments)) in (0, 1)
    assert written.getvalue().decode(encoding)


def test_names_that_are_no_text_are_shown_and_what_is_written_is_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/pl\xe9n"))
    folder.mkdir()
    monkeypatch.chdir(folder)
    name = os.fsdecode(b"caf\xe9.go")
    (folder / name).write_text("package sim\n\nconst Latin = 1\n")
    plan = os.fsdecode(b"p\xe9.toml")
    (folder / plan).write_text(
        "[plan]\nrepository = '.'\n[[finding]]\nid = 'F1'\ncites = [{ at = 'caf.go:3' }]\n"
    )
    (folder / os.fsdecode(b"m\xe9.md")).write_text("# P\n\n## A) X\n\nText at `a.go:1`.\n")
    for arguments in (
        *(("check", "--format", format, f"{folder}/{plan}") for format in FORMATS),
        ("check", "--write-baseline", "--baseline", "b.json", plan),
        ("check", "--baseline", "b.json", plan),
        ("verify", plan),
        ("verify", "--format", "json", plan),
        ("export", plan, "-o", os.fsdecode(b"o\xe9.md")),
        ("symbols", "Latin"),
        ("symbols", "--format", "json", "Latin"),
        ("symbols", name),
        ("ask", "references", "Latin"),
        ("ask", "references", "--format", "json", "Latin"),
        ("cite", f"{name}:3"),
        ("cite", "--format", "json", f"{name}:3"),
        ("recon", "--format", "json"),
        ("new", os.fsdecode(b"n\xe9.toml")),
        ("new", os.fsdecode(b"n\xe9.toml"), "--title", "Name"),
        ("new", "../new.toml", "--repo", "."),
        ("import", os.fsdecode(b"m\xe9.md"), "-o", "../imported.toml"),
        ("check", os.fsdecode(b"\xe9")),
    ):
        code = run_to_end(list(arguments))
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        assert code in (0, 1, 2), arguments
        assert out.decode("utf-8") or err.decode("utf-8"), arguments
        if "json" in arguments or "sarif" in arguments:
            assert code == 2 or json.loads(out) is not None, arguments


def ended(prepare: str, *arguments: str) -> tuple[int, str]:
    """Exit code and stderr of blistui, started after the Python code `prepare`."""
    program = "os.execv(sys.executable, [sys.executable, '-m', 'blistui', *sys.argv[1:]])"
    start = f"import os, sys; {prepare}; {program}"
    done = subprocess.run(
        [sys.executable, "-c", start, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr.decode()


NO_SPACE = "blistui: standard output cannot be written: No space left on device."
CLOSED = "blistui: standard output cannot be written: Bad file descriptor."
FULL = "os.dup2(os.open('/dev/full', os.O_WRONLY), 1)"
GONE = "r, w = os.pipe(); os.dup2(w, 1); os.close(r); os.close(w)"


@pytest.mark.parametrize(
    ("prepare", "arguments", "code", "said"),
    [
        (FULL, ("rules",), 2, NO_SPACE),
        (FULL, ("--help",), 2, NO_SPACE),
        (FULL, ("--version",), 2, NO_SPACE),
        (FULL, ("schema",), 2, NO_SPACE),
        ("os.close(1)", ("explain", "CIT001"), 2, CLOSED),
        ("os.close(1)", ("check", "p.toml"), 2, CLOSED),
        ("os.close(0); os.close(1); os.close(2)", ("check", "p.toml"), 2, ""),
        ("os.close(2)", ("check", "p.toml"), 1, ""),
        ("os.close(2)", ("check", "nowhere.toml"), 2, ""),
        (GONE, ("rules",), 0, ""),
        (GONE, ("check", "p.toml"), 1, ""),
    ],
    ids=str,
)
def test_a_stream_that_fails_is_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: str,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text("[plan]\ntitle = 'T'\n")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    ending, err = ended(prepare, *arguments)
    assert (ending, err.strip()) == (code, said)
    assert (tmp_path / "p.toml").read_text() == "[plan]\ntitle = 'T'\n"


EDITS = '[{"set": "plan.title", "value": "New"}]'


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("set", "p.toml", "plan.title", "New"), "p.toml"),
        (("set", "--dry-run", "p.toml", "plan.title", "New"), ""),
        (("add", "p.toml", "objective", "text=x"), "p.toml"),
        (("edit", "p.toml", "steps.json"), "p.toml"),
        (("sample", "new"), "overload.toml"),
        (("export", "p.toml", "-o", "p.md"), ""),
    ],
    ids=str,
)
def test_what_was_written_before_the_answer_failed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], written: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text("[plan]\ntitle = 'T'\n")
    (tmp_path / "steps.json").write_text(EDITS)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    code, err = ended(FULL, *arguments)
    first, *others = [line for line in err.splitlines() if "nothing was written" not in line]
    if arguments[0] == "export":
        # It prints nothing, so there is nothing that could fail.
        assert (code, first) == (0, "blistui: wrote p.md")
        return
    assert (code, first) == (2, NO_SPACE)
    assert [Path(line.split()[1]).name for line in others][:1] == ([written] if written else [])
    assert all(line.endswith(" was written before that, whole.") for line in others)


def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text("[plan]\ntitle = 'T'\n")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    for target in ("pipe", "link", "/dev/null"):
        assert ended("pass", "export", "p.toml", "-o", target) == (
            2,
            f"blistui: {target} could not be written: it is not a regular file.\n",
        )
    assert (tmp_path / "pipe").is_fifo()
    assert Path("/dev/null").is_char_device()
