"""Citations in any Markdown, verified as of the commit that wrote their line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.markdown.cited import citations_in
from blistui.repo.authored import authored
from blistui.store.load import load
from tests.repo.conftest import Checkout

QUEUE = (
    "package sim\n\ntype Queue struct {\n\titems []int\n\tlimit int\n}\n\n"
    "func (q *Queue) Push(n int) bool {\n\treturn n < q.limit\n}\n"
)
CLOCK = "package sim\n\n// Now is what it is.\nfunc Now() int {\n\treturn 41\n}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "lab")
    made.write("sim/queue.go", QUEUE)
    made.write("sim/clock.go", CLOCK)
    return made


def states(capsys: pytest.CaptureFixture[str]) -> list[tuple[int, str, str]]:
    return [(own["line"], own["status"], own["moved_to"]) for own in json.loads(capsys.readouterr().out)]


def test_a_line_speaks_of_the_commit_that_wrote_it(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = checkout.write("docs/notes.md", "Push is bounded (`sim/queue.go:8-10`).\n")
    checkout.commit()
    checkout.write("sim/queue.go", f"// A header.\n\n{QUEUE}")
    checkout.commit()
    # Written later, and true then; the first line is as old as before.
    notes.write_text(notes.read_text() + "\nPush is there (`sim/queue.go:10-12`).\n")
    checkout.commit()
    assert run(["verify", "--format", "json", str(notes)]) == 1
    assert states(capsys) == [(1, "moved", "sim/queue.go:10-12"), (3, "exact", "")]


def test_each_form_is_followed_and_nothing_else_is_touched(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "# Notes  \n\n- `sim/queue.go:8-10` and :9, see [it](../sim/queue.go#L8-L10)\n"
        "- queue.go:L8\t\n\n```\nqueue.go:9: output of a program\n```\nlocalhost:8080 at 12:30\n"
    )
    notes = checkout.write("docs/notes.md", text)
    checkout.commit()
    checkout.write("sim/queue.go", f"// A header.\n\n{QUEUE}")
    checkout.commit()
    assert run(["verify", "--fix", str(notes)]) == 0
    assert notes.read_text() == (
        "# Notes  \n\n- `sim/queue.go:10-12` and :11, see [it](../sim/queue.go#L10-L12)\n"
        "- queue.go:L10\t\n\n```\nqueue.go:9: output of a program\n```\nlocalhost:8080 at 12:30\n"
    )
    capsys.readouterr()
    assert run(["verify", "--fix", str(notes)]) == 0, "what was followed is followed no further"
    checkout.commit()
    assert run(["verify", str(notes)]) == 0


def test_changed_gone_and_invalid(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    text = "`sim/clock.go:5` says 41.\n\n`sim/queue.go:8-10` pushes.\n\n`sim/queue.go:99` is nowhere.\n"
    notes = checkout.write("notes.md", text)
    checkout.commit()
    checkout.write("sim/clock.go", CLOCK.replace("41", "42"))
    checkout.write("sim/queue.go", QUEUE.partition("func")[0])
    checkout.commit()
    assert run(["verify", "--format", "json", str(notes)]) == 1
    assert [state for _, state, _ in states(capsys)] == ["changed", "gone", "invalid"]
    before = notes.read_text()
    assert run(["verify", "--fix", str(notes)]) == 1
    assert notes.read_text() == before


def test_a_long_difference_is_cut_and_programs_get_all_of_it(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "package sim\n\nfunc long() {\n" + "\tone()\n" * 200 + "}\n"
    checkout.write("sim/long.go", long)
    notes = checkout.write("notes.md", "`sim/long.go:3-204` is long.\n")
    checkout.commit()
    checkout.write("sim/long.go", long.replace("one()", "two()"))
    checkout.commit()
    assert run(["verify", str(notes)]) == 1
    shown = capsys.readouterr().out
    assert "more lines" in shown and 30 < shown.count("one()") < 50
    assert run(["verify", "--format", "json", str(notes)]) == 1
    [record] = json.loads(capsys.readouterr().out)
    assert len([line for line in record["diff"] if "two()" in line]) == 200


def test_an_address_at_a_commit_speaks_of_that_commit(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = checkout.commit()
    address = f"https://code.example/acme/lab/blob/{commit}/sim/clock.go#L4-L6"
    other = "https://code.example/acme/other/blob/" + "1" * 40 + "/x.go#L1"
    notes = checkout.write("notes.md", f"[sim/clock.go#L4-L6]({address}), and {other}\n")
    checkout.commit()
    checkout.write("sim/clock.go", f"\n\n{CLOCK}")
    checkout.commit()
    assert run(["verify", "--format", "json", str(notes)]) == 0
    captured = capsys.readouterr()
    assert [own["text"] for own in json.loads(captured.out)] == [address]
    assert "1 name no single file" in captured.err


@pytest.mark.parametrize("format", ["text", "sarif", "github"])
def test_formats(checkout: Checkout, capsys: pytest.CaptureFixture[str], format: str) -> None:
    notes = checkout.write("notes.md", "`sim/clock.go:5` says 41.\n")
    checkout.commit()
    checkout.write("sim/clock.go", CLOCK.replace("41", "42"))
    assert run(["verify", "--format", format, str(notes)]) == 1
    out = capsys.readouterr().out
    if format == "sarif":
        (result,) = json.loads(out)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]
        assert (result["ruleId"], place["artifactLocation"]["uri"]) == ("citation-changed", "notes.md")
        assert place["region"] == {"startLine": 1, "startColumn": 2}
    elif format == "github":
        assert out.startswith("::error file=notes.md,line=1,col=2,title=citation changed::sim/clock.go:5")
    else:
        assert f"{notes.as_posix()}:1: changed: sim/clock.go:5" in out and "+\treturn 42" in out


def test_lines_not_committed_speak_of_the_work_tree(checkout: Checkout) -> None:
    checkout.write("notes.md", "one\ntwo\n")
    commit = checkout.commit()
    checkout.write("notes.md", "zero\none\ntwo\nthree")
    assert authored(checkout.repo, "notes.md") == ("", commit, commit, "")
    assert authored(checkout.repo, "sim/queue.go") != ()
    checkout.write("new.md", "x")
    assert authored(checkout.repo, "new.md") == ()


def test_what_is_no_file_is_no_citation() -> None:
    text = "at 12:30, localhost:80, v1.2:3, a ratio of 3:4, http://x.y/z:8080/, `foo.go:12:3`, b.go:L3-L5\n"
    assert [(own.place.path, own.place.ranges) for own in citations_in(text)] == [
        ("foo.go", ((12, 12),)),
        ("b.go", ((3, 5),)),
    ]


def test_an_import_captures_each_citation_as_of_its_line(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "# P\n\n## B) Repository Recon Summary\n\n### Confirmed facts\n\n"
    notes = checkout.write("plan.md", f"{head}- Push is bounded (`sim/queue.go:8-10`).\n")
    first = checkout.commit()
    checkout.write("sim/queue.go", f"// A header.\n\n{QUEUE}")
    notes.write_text(f"{notes.read_text()}- Now stands (`sim/clock.go:4-6`).\n- No (`sim/clock.go:99`).\n")
    second = checkout.commit()
    assert run(["import", str(notes), "--repo", str(checkout.root)]) == 0
    said = capsys.readouterr().err
    assert "citations: 3 (1 exact, 1 invalid, 1 moved)" in said
    assert "citations are of the 2 commits that wrote their lines" in said
    plan, other = load(checkout.root / "plan.toml").plan, checkout.root / "x.toml"
    assert [cite.commit for fact in plan.finding for cite in fact.cites] == [first, second, ""]
    assert run(["import", str(notes), "--repo", str(checkout.root), "--at", "HEAD", "-o", str(other)]) == 0
    assert {cite.commit for fact in load(other).plan.finding for cite in fact.cites} == {second, ""}


def test_nothing_recognised_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n\nOnly prose.\n")
    assert run(["import", str(notes), "--repo", str(tmp_path)]) == 2
    shown = capsys.readouterr().err
    assert "no section that was recognised" in shown and ";." not in shown
    assert not (tmp_path / "notes.toml").exists()


def test_check_looks_at_the_order_of_sections_and_their_length(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "plan.md"
    letters = "".join(f"## {letter}) S\n\nText.\n\n" for letter in "BCDEFHIJK")
    notes.write_text("# P\n\n## A) Executive Summary\n\n" + "line\n" * 20 + f"\n{letters}")
    assert run(["check", str(notes)]) == 1
    out = capsys.readouterr().out
    assert out == f"{notes}:3: Section A takes 22 lines; it stays under 15.\n"
    notes.write_text(notes.read_text().replace("line\n" * 20, "line\n").replace("## C)", "## Z)"))
    assert run(["check", "--format", "github", str(notes)]) == 1
    assert "There is no section Z) in the template." in capsys.readouterr().out
    assert run(["check", str(notes), str(tmp_path)]) == 2


def test_check_knows_sections_by_their_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.md"
    titles = ["Executive Summary", "B. Repository Recon", "Goals", "Non-Goals", "(D) Concept Model"]
    titles += ["**E) Risks**", "Phase 4: Architectural Evolution", "Cross-Cutting Infrastructure"]
    titles += ["PR Series", "Dependency DAG", "Failure Modes"]
    plan.write_text("# P\n\n" + "".join(f"## {title}\n\nText.\n\n" for title in titles))
    assert run(["check", str(plan)]) == 0
    plan.write_text(plan.read_text().replace("PR Series", "E) PR Series") + "## Goals\n\nMore.\n")
    assert run(["check", str(plan)]) == 1
    out = capsys.readouterr().out
    assert "is read as section I), by its title" in out and "Section C) is there twice" in out
    plan.write_text("# P\n\n## The Concept Model\n\n" + "line\n\n" * 60)
    run(["check", str(plan)])
    assert "Section D takes" in capsys.readouterr().out


def test_bytes_that_are_no_citation_stay_as_they_are(checkout: Checkout) -> None:
    text = (
        "\ufeff# T\r\n\r\n| a | b |\r\n|---|---|\r\n"
        "| `sim/queue.go:8-10` | [it](sim/queue.go#L8-L10)  |\r\n\r\n"
        "<!-- sim/queue.go:8 --> € sim/queue.go:L8–L10, :9\ttrailing  \r\n\r\nlast `queue.go:3–6`"
    )
    notes = checkout.write("notes.md", "")
    notes.write_bytes(text.encode())
    checkout.commit()
    checkout.write("sim/queue.go", f"// A header.\n\n{QUEUE}")
    checkout.commit()
    assert run(["verify", "--fix", str(notes)]) == 0
    moved = {"8-10": "10-12", "L8-L10": "L10-L12", "queue.go:8 ": "queue.go:10 ", "L8–L10": "L10–L12"}
    for old, new in {**moved, ", :9": ", :11", "3–6": "5–8"}.items():
        text = text.replace(old, new)
    assert notes.read_bytes().decode() == text
