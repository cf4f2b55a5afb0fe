"""No word of a Markdown plan is lost: whatever is added to an export is found again in what is imported.

In the gate some lines of every sample are tried in each way; `BLISTUI_EVERY_LINE=1` tries all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from blistui.markdown.read.document import Imported, read_markdown
from blistui.markdown.write.document import document
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.store.load import load

SAMPLES = Path(__file__).parents[2] / "sample_plans"
DISTANCE = 40
"""Lines between two that are changed in one import, so that one change does not hide another."""

HEADING = re.compile(r"#{1,6} ")


def _below(line: str) -> str:
    """The indentation of what belongs to an item."""
    own = line[: len(line) - len(line.lstrip())]
    return f"{own}  " if line.lstrip().startswith("- ") else own


WAYS: dict[str, Callable[[str, str], list[str]]] = {
    "copied before": lambda line, mark: [f"{line} {mark}", line],
    "copied after": lambda line, mark: [line, f"{line} {mark}"],
    "extended": lambda line, mark: [f"{line} and {mark} too"],
    "begun": lambda line, mark: [re.sub(r"^(\s*(?:[-#|>]+ )?)", rf"\g<1>{mark} ", line)],
    "paragraph": lambda line, mark: [line, "", f"A {mark} stands alone.", ""],
    "indented paragraph": lambda line, mark: [line, "", f"{_below(line)}A {mark} goes on.", ""],
    "sub-item": lambda line, mark: [line, f"{_below(line)}- a {mark}"],
    "labelled sub-item": lambda line, mark: [line, f"{_below(line)}- **Motivation:** {mark}"],
    "fence": lambda line, mark: [line, "", f"{_below(line)}```text", f"{_below(line)}{mark}", "```", ""],
    "table": lambda line, mark: [line, "", "| PR | Layer |", "| --- | --- |", f"| PR1 | {mark} |", ""],
    "extra cell": lambda line, mark: [f"{line} {mark} |" if line.endswith("|") else f"{line} | {mark}"],
    "longer heading": lambda line, mark: [f"{line} ({mark})" if HEADING.match(line) else f"## {mark}"],
    "new heading": lambda line, mark: [line, "", f"### A {mark} of its own", "", f"With {mark}text.", ""],
    "comment": lambda line, mark: [line, f"<!-- {mark} -->"],
    "text of a link": lambda line, mark: [f"{line} [see {mark}](http://a.org/x)"],
    "target of a link": lambda line, mark: [f"{line} [see](docs/{mark}.md)"],
    "header of a table": lambda line, mark: [
        line,
        "",
        f"| PR | {mark} |",
        "| --- | --- |",
        "| PR1 | x |",
        "",
    ],
    "code": lambda line, mark: [f"{line} `{mark}`"],
    "after a break": lambda line, mark: [f"{line}  ", f"{_below(line)}{mark} goes on"],
    "quotation in a quotation": lambda line, mark: [line, "", f"> > said {mark}", ""],
    "definition of a link": lambda line, mark: [line, "", f"[{mark}]: http://a.org 'T'", ""],
    "footnote": lambda line, mark: [f"{line}[^1]", "", f"[^1]: {mark}", ""],
    "image": lambda line, mark: [line, "", f"![{mark}](a.png)", ""],
    "HTML": lambda line, mark: [line, "", f'<a name="{mark}"></a>', ""],
    "id of a heading": lambda line, mark: [line, "", f"### Heading {{#{mark}}}", ""],
    "numbers that begin again": lambda line, mark: [line, "", "1. one", f"1. {mark}", "5. five", ""],
    "lazy continuation": lambda line, mark: [line, f"{mark} goes on lazily"],
    "word beside a break in a cell": lambda line, mark: [f"{line}<br>{mark}"],
}


def _words(imported: Imported) -> str:
    return str(imported.plan.model_dump())


def _plan(name: str) -> Plan:
    return load(SAMPLES / f"{name}.toml").plan


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["overload", "half-written", "drifted"])
def test_what_is_added_to_an_export_is_found_again(name: str, way: str) -> None:
    lines = document(_plan(name)).split("\n")
    starts = range(DISTANCE) if os.environ.get("BLISTUI_EVERY_LINE") else (len(way) % DISTANCE,)
    for start in starts:
        marks: dict[str, int] = {}
        changed: list[str] = []
        for number, line in enumerate(lines):
            if number % DISTANCE != start or not line.strip():
                changed.append(line)
                continue
            mark = f"zq{number}x"
            marks[mark] = number + 1
            changed += WAYS[way](line, mark)
        held = _words(read_markdown("\n".join(changed)))
        lost = {lines[number - 1]: number for mark, number in marks.items() if mark not in held}
        assert lost == {}


def test_a_signature_that_is_stale_is_no_leftover() -> None:
    signed = _plan("overload")
    changed = apply(signed, (Edit("put", "plan.title", "Another title"), Edit("put", "scope.@0.lost", "All")))
    text = document(changed)
    assert "**Stale A1:**" in text
    assert read_markdown(text).plan.leftover == ()


@pytest.mark.parametrize("name", ["overload", "half-written", "drifted"])
def test_an_export_comes_back_without_leftovers(name: str) -> None:
    imported = read_markdown(document(_plan(name)))
    assert imported.leftovers == ()
    assert imported.words_left == 0
    assert imported.sections == tuple("ABCDEFHIJK") or "G" in imported.sections


def test_what_is_left_over_says_where_it_was_and_is_exported_until_it_is_placed() -> None:
    text = (
        "# P\n\n## J) Dependency DAG\n\n### Freeze points\n\nThe heap is `frozen` by |PR1|.\n\n```\nx\n```\n"
    )
    first = read_markdown(text).plan
    assert (first.leftover[0].id, first.leftover[0].heading) == (
        "L1",
        "P › J) Dependency DAG › Freeze points",
    )
    assert "## Not placed yet" in document(first)
    again = read_markdown(document(first)).plan
    assert again.leftover == first.leftover
    assert document(again) == document(first)


LOST = {
    "a second scope": (
        "## I) PR Plan\n\n### PR1: A\n\n**Scope:**\n- In: alpha\n- In: beta\n",
        ("alpha", "beta"),
    ),
    "a second motivation": (
        "## I) PR Plan\n\n### PR1: A\n\n**Motivation:** first reason\n\n**Motivation:** second reason\n",
        ("first reason", "second reason"),
    ),
    "what is below a date": ("**Status:** Draft (waiting for Srini)\n", ("waiting for Srini",)),
    "a text below a derived heading": (
        "## J) DAG\n\n### Validation gate placement\n\n- Mock study with 4 engineers before PR2.\n",
        ("Mock study with 4 engineers before PR2",),
    ),
    "the rest of a gate": (
        "## E) Risks\n\n| Decision | Gate |\n|---|---|\n| Heap | Before PR1 merge, signed by Mert |\n",
        ("signed by Mert",),
    ),
    "numbers with a remark": (
        "## I) PR Plan\n\n### PR1: A\n\n- **LOC:** 120 (60 of them moved)\n",
        ("60 of them",),
    ),
    "front matter": ("---\nowner: Srini\n---\n\n# P\n", ("owner: Srini",)),
}


@pytest.mark.parametrize("what", LOST)
def test_nothing_that_is_there_twice_or_after_it_is_lost(what: str) -> None:
    text, expected = LOST[what]
    held = _words(read_markdown(text if text.startswith("---") else f"# P\n\n{text}"))
    assert all(own in held for own in expected)


OTHER_HANDS = (
    "## B) Recon\n\n### CLI\n\n- Flag (`cmd/root.go:3`)\n\n### Data structures\n\n- A queue, `sim/q.go:8`\n\n"
    "Run:\n\n```go\nfunc a() {\n\tb()\n\n\t\tc()  \n}\n```\n\n## D) Concept Model\n\n### Building Blocks\n\n"
    "**A** — x\n- OWNS: s\n\n**B** — y\n- OWNS: t\n\n### State ownership\n\n| State | Owner |\n|---|---|\n"
    "| t | B |\n| s | A |\n\n## H) Cross-cutting\n\n- Docs: README\n- Tests: a golden one\n\n"
    "## K) Failure Modes\n\n- [ ] **Scaffolding creep:** none\n- [ ] **Of our own:** x<br>- y<br>- z\n"
    "- [ ] **Documentation drift:** reviewed\n",
    "## B) Recon\n\n- `sim/a.go:3` shows it\n\n## C) Objectives\n\n### Compatibility\n\n"
    "- Old goes; new stays; `a; b` too\n",
    "## D) Concept Model\n\n### Building Blocks\n\n**1. Model (Go)** — Predicts.\n"
    "- OBSERVES: a; b (c; d)\n- EVENTS: None\n",
    "## E) Risks\n\n| # | Risk | Colour |\n|---|---|---|\n| 1 | Heap is slow (1) or not | red |\n\n"
    "Said (1) here, (2) there.\n",
    "## PR Series\n\n### Phase 1: Go\n\n#### WP0 — Add\n\n**Scope:**\n- In: x; y\n\nMore.\n\n```go\n"
    "type X struct{}\n```\n",
    "## J) DAG\n\nWP1 needs WP0.\n\n```\nWP0 --> WP1\n```\n\n## K) Prevention\n\n"
    "- [ ] No documentation drift (1.1.0)\n",
)


@pytest.mark.parametrize("text", OTHER_HANDS)
def test_what_was_imported_and_exported_is_imported_as_the_same_plan(text: str) -> None:
    first = read_markdown(f"# P\n\n{text}").plan
    exported = document(first)
    again = read_markdown(exported)
    assert document(again.plan) == exported
    assert again.plan == first
    assert again.words_left == 0, "what was left over once is kept, and nothing besides"
