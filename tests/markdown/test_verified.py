"""Which version and file a citation in Markdown speaks of, and that a fix writes digits and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from blistui.cli import run
from blistui.markdown.cited import citations_in
from blistui.markdown.verified import verified
from blistui.repo.git import command as git
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

SOURCE = (
    "package sim\n\n"
    + "".join(f"var v{number} = {number * number}\n" for number in range(3, 96))
    + "\n// Push is bounded.\nfunc Push() int {\n\treturn 41\n}\n\nfunc Pop() int {\n\treturn 42\n}\n"
)
SHIFT = "// One.\n// Two.\n// Three.\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "lab")
    made.write("go.mod", "module github.com/acme/lab\n")
    made.write("sim/a.go", SOURCE)
    made.write("my dir/b c.go", SOURCE.replace("v", "w"))
    made.write("sim/b.go", SOURCE.replace("v", "u"))
    made.commit()
    return made


def shift(checkout: Checkout) -> None:
    for path in ("sim/a.go", "my dir/b c.go"):
        file = checkout.root / path
        file.write_text(SHIFT + file.read_text())
    checkout.commit()


def answers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
    capsys.readouterr()
    run(["verify", "--format", "json", *arguments])
    return [(own["status"], own["text"], own["moved_to"]) for own in json.loads(capsys.readouterr().out)]


FIXED = {
    "`sim/a.go:10, 20`": "`sim/a.go:13, 23`",
    "sim/a.go:10:5 today": "sim/a.go:13:5 today",
    "[x](../sim/a.go#L10C3-L12C5)": "[x](../sim/a.go#L13C3-L15C5)",
    "sim/a.go:10&ndash;12": "sim/a.go:13&ndash;15",
    "sim/a.go:10..12": "sim/a.go:13..15",
    "sim/a.go:10 to 12": "sim/a.go:13 to 15",
    "lines 10 to 12, 14 and 20-22 of\n`sim/a.go`": "lines 13 to 15, 17 and 23-25 of\n`sim/a.go`",
    "`sim/a.go` (lines\n8-99) here": "`sim/a.go` (lines\n11-102) here",
    "`sim/a.go`:10": "`sim/a.go`:13",
    "[line 10](../sim/a.go#L10)": "[line 13](../sim/a.go#L13)",
    '[`sim/a.go:10`](../sim/a.go#L10 "sim/a.go:10")': '[`sim/a.go:13`](../sim/a.go#L13 "sim/a.go:13")',
    "[x](../my%20dir/b%20c.go#L10)": "[x](../my%20dir/b%20c.go#L13)",
    "`my dir/b c.go:10`, b c.go:12": "`my dir/b c.go:13`, b c.go:15",
    "[x](/sim/a.go#L10)": "[x](/sim/a.go#L13)",
    "`github.com/acme/lab/sim/a.go:10`": "`github.com/acme/lab/sim/a.go:13`",
    "https://github.com/acme/lab/blob/main/sim/a.go#L10-L12": (
        "https://github.com/acme/lab/blob/main/sim/a.go#L13-L15"
    ),
    "[a.go:10](https://github.com/acme/lab/blob/main/sim/a.go#L10)": (
        "[a.go:13](https://github.com/acme/lab/blob/main/sim/a.go#L13)"
    ),
}


@pytest.mark.parametrize("text", FIXED)
def test_a_fix_writes_digits(checkout: Checkout, text: str) -> None:
    notes = checkout.write("docs/notes.md", f"{text}\r\n\u2028 end")
    checkout.commit()
    shift(checkout)
    for _ in range(2):
        assert run(["verify", "--fix", str(notes)]) == 0
        assert notes.read_bytes().decode() == f"{FIXED[text]}\r\n\u2028 end"
    checkout.commit()
    assert run(["verify", str(notes)]) == 0


def test_a_file_with_another_name_is_followed_as_it_was_written(checkout: Checkout) -> None:
    text = (
        "[sim/a.go:10](../sim/a.go#L10), `./sim/a.go` (line 12),\n`a.go:14`\n\n"
        "https://github.com/acme/lab/blob/main/sim/a.go#L16 and sim/a.go:18 and :20\n\n"
        "sim/a.go:24,\nand :22\n"
    )
    notes = checkout.write("docs/notes.md", text)
    checkout.commit()
    checkout.git("mv", "sim/a.go", "sim/z y.go")
    checkout.commit()
    assert run(["verify", "--fix", str(notes)]) == 1, (
        "a shortened path, and lines whose path is on the line before"
    )
    assert notes.read_text() == (
        "[sim/z y.go:10](../sim/z%20y.go#L10), `./sim/z y.go` (line 12),\n`a.go:14`\n\n"
        "https://github.com/acme/lab/blob/main/sim/z%20y.go#L16 and sim/z y.go:18 and :20\n\n"
        "sim/a.go:24,\nand :22\n"
    )


def test_a_line_is_not_written_while_something_on_it_is_open(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "sim/a.go:10 and sim/b.go:10\n\n`sim/a.go` (lines\n12-14) and sim/b.go:10\n\nsim/a.go:16\n"
    notes = checkout.write("notes.md", text)
    checkout.commit()
    other = checkout.root / "sim/b.go"
    other.write_text(other.read_text().replace("u10 = 100", "u10 = 1_000"))
    shift(checkout)
    before = answers(capsys, str(notes))
    assert [status for status, _, _ in before] == ["moved", "changed", "moved", "changed", "moved"]
    for _ in range(2):
        assert run(["verify", "--fix", str(notes)]) == 1
        assert notes.read_text() == text.replace("sim/a.go:16", "sim/a.go:19")
    assert [status for status, _, _ in answers(capsys, str(notes))] == [
        *[own[0] for own in before[:4]],
        "exact",
    ]


def test_addresses(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    commit = checkout.git("rev-parse", "HEAD")
    checkout.git("tag", "v1.0.0")
    checkout.git("tag", "release/v2")
    checkout.git("branch", "feature/x")
    host = "https://github.com/acme/lab/blob"
    lines = [
        f"{host}/{commit}/sim/a.go#L10",
        f"{host}/{commit[:9]}/sim/a.go#L10",
        f"{host}/v1.0.0/sim/a.go#L10",
        f"{host}/release/v2/sim/a.go#L10",
        # None of these says which version it speaks of, or it is of another project.
        f"{host}/feature/x/sim/a.go#L10",
        f"{host}/{'1' * 40}/sim/a.go#L10",
        "https://github.com/other/lab/blob/main/sim/a.go#L10",
        "[sim/a.go:10](https://github.com/other/lab/blob/main/sim/a.go#L10)",
        "[sim/a.go:10](https://github.com/other/lab/blob/main/sim/a.go)",
    ]
    notes = checkout.write("docs/notes.md", "\n\n".join(lines))
    checkout.commit()
    shift(checkout)
    assert [status for status, _, _ in answers(capsys, str(notes))] == ["exact"] * 4
    before = notes.read_bytes()
    assert run(["verify", "--fix", str(notes)]) == 0
    assert notes.read_bytes() == before
    checkout.git("remote", "add", "fork", "git@github.com:other/lab.git")
    moved = ("moved", "sim/a.go:10", "sim/a.go:13")
    assert answers(capsys, str(notes))[-1] == moved


def test_a_link_is_read_from_its_folder_and_prose_from_the_top(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.write("docs/sim/a.go", "package other\n")
    notes = checkout.write("docs/notes.md", "[x](sim/a.go#L1) and sim/a.go:20\n")
    checkout.commit()
    shift(checkout)
    assert answers(capsys, str(notes)) == [
        ("exact", "sim/a.go#L1", ""),
        ("moved", "sim/a.go:20", "sim/a.go:23"),
    ]


def test_a_symbol_that_is_elsewhere_leaves_open_what_is_meant(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    push, pop = (SOURCE.split("\n").index(f"func {name}() int {{") + 1 for name in ("Push", "Pop"))
    notes = checkout.write(
        "docs/notes.md",
        f"`sim/a.go:{push + 1}` (`Pop`), `sim/a.go:{push - 1}` (`Push()`), `sim/a.go:{pop}` (Pop),\n"
        f"`sim/a.go:{push}` (the old one), `sim/a.go:{push}` (`Nowhere`),\n"
        f"[it](../sim/a.go#L{push + 1}) (`Pop`)\n",
    )
    checkout.commit()
    shift(checkout)
    found = answers(capsys, str(notes))
    assert [status for status, _, _ in found] == ["ambiguous", *["moved"] * 4, "ambiguous"]
    assert run(["verify", "--fix", str(notes)]) == 1
    assert notes.read_text().startswith(f"`sim/a.go:{push + 1}` (`Pop`)")


def test_lines_alone_that_are_not_there_are_no_lines(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = checkout.write("notes.md", "`sim/a.go:10` is reached at `:8080`\n")
    assert answers(capsys, str(notes)) == [("exact", "sim/a.go:10", "")]


def test_a_line_older_than_the_history_that_is_here_has_no_answer(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = checkout.write("notes.md", "`sim/a.go:10`\n")
    checkout.commit()
    shift(checkout)
    notes.write_text("`sim/a.go:10`\n`sim/a.go:13`\n")
    checkout.commit()
    checkout.git("clone", "-q", "--depth", "2", f"file://{checkout.root}", str(tmp_path / "shallow"))
    found = answers(capsys, str(tmp_path / "shallow/notes.md"))
    assert found == [("unpinned", "sim/a.go:10", ""), ("exact", "sim/a.go:13", "")]
    assert run(["verify", str(tmp_path / "shallow/notes.md")]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().out


def test_one_document_that_cannot_be_read_keeps_no_other_from_being_verified(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = checkout.write("a.md", b"caf\xe9\n"), checkout.write("b.md", "`sim/a.go:10`\n")
    assert run(["verify", str(bad), str(good)]) == 2
    captured = capsys.readouterr()
    assert "exact: sim/a.go:10" in captured.out
    assert "a.md is not UTF-8" in captured.err


UGLY = (
    *("../", "lines ", "a.go (", "lines 1-2 and ", "](", '<a href="a/', "a.go:1 ", ":1 ", "`:1` ", "[a](b"),
    *("a.go: ", "[line 1](a.go#L1)", "&ndash;1", "12:30:00 a.go:1 ", "*a.go:1", "lines\n>", "\\_", "a/", "`"),
)


@pytest.mark.parametrize("piece", UGLY)
def test_reading_takes_time_in_proportion(piece: str) -> None:
    started = time.process_time()
    list(citations_in(f"a.go:1 {piece * 20_000}a.go:1 lines 3"))
    assert time.process_time() - started < 2


def test_files_of_a_version_are_read_together(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    really = git.run

    def counted(folder: Path, command: str, *arguments: str, **options: Any) -> bytes:
        asked.append(command)
        return really(folder, command, *arguments, **options)

    monkeypatch.setattr(git, "run", counted)
    for number in range(20):
        checkout.write(f"sim/f{number}.go", f"package sim\n\nvar f{number} = {number}\n")
    commit = checkout.commit()
    text = "".join(f"`sim/f{number}.go:3`\n\n" for number in range(20))
    results, elsewhere = verified(Repository.open(checkout.root), text, "notes.md", [commit] * 40)
    assert (len(results), elsewhere) == (20, 0)
    assert len(asked) < 15
