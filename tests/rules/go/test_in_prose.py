"""The benchmark of Go in prose, and what the detection must bear."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from blistui.rules.go.in_prose import go_in
from blistui.rules.prose.markdown_spans import spans_of


@dataclass(frozen=True)
class Labelled:
    """A span of the benchmark; `kind` is empty when it is no Go."""

    text: str
    form: str
    label: str
    kind: str
    why: str

    def field(self) -> str:
        """A prose field that holds the span."""
        if self.form == "inline":
            ticks = "``" if "`" in self.text else "`"
            space = " " if ticks == "``" else ""
            return f"The plan says {ticks}{space}{self.text}{space}{ticks} in a sentence."
        if self.form == "fence":
            return f"As follows:\n\n```{self.label}\n{self.text}\n```\n\nThat is all."
        return self.text


def labelled(name: str) -> list[Labelled]:
    table = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        Labelled(
            text.strip("\n"),
            group["form"],
            group.get("label", ""),
            group.get("kind", ""),
            group.get("what", ""),
        )
        for group in (*table["go"], *table["other"])
        for text in group["texts"]
    ]


@pytest.mark.parametrize("name", ["go_spans", "go_spans_rounds", "go_spans_unseen"])
def test_benchmark_of_labelled_spans(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    spans = labelled(name)
    hits = wrong = missed = kinds = 0
    notes: list[str] = []
    for span in spans:
        found = go_in(span.field()).spans
        if span.kind and found:
            hits += 1
            if found[0].kind == span.kind:
                kinds += 1
            else:
                notes.append(f"{found[0].kind} for {span.kind}: {span.text!r}")
        elif span.kind:
            missed += 1
            notes.append(f"missed {span.kind} ({span.form}): {span.text!r}")
        elif found:
            wrong += 1
            notes.append(f"{found[0].kind} for {span.why} ({span.form}): {span.text!r}")
    precision = hits / (hits + wrong)
    recall = hits / (hits + missed)
    with capsys.disabled():
        print(
            f"\nGo in prose, {name}: {len(spans)} spans, precision {precision:.3f}, recall {recall:.3f}, "
            f"kinds right {kinds / hits:.3f}"
        )
    assert len(spans) >= 150
    assert precision >= 0.98, notes
    assert recall >= 0.95, notes
    assert kinds / hits >= 0.95, notes


def test_line_numbers_are_those_of_the_field() -> None:
    text = "One.\n\n- `a := b`\n\n```\nfunc f() {}\n```\n\nLast: x := y.\n"
    assert [(span.line, span.fenced) for span in go_in(text).spans] == [(3, False), (6, True), (9, False)]


def test_code_spans_stay_inside_their_paragraph() -> None:
    prose = spans_of("A stray ` here.\n\nThen `x := 1` and ``a ` b``.\n- item `one`\n  goes `on\n  here`")
    assert [code.text for code in prose.inline] == ["x := 1", "a ` b", "one", "on   here"]
    assert [code.line for code in prose.inline] == [3, 3, 4, 5]
    assert prose.bare.count("\n") == 5


def test_fences_nest_in_lists_and_may_stay_open() -> None:
    prose = spans_of("1. ```go title=x\n   a := b\n   ```\n~~~~\n~~~\nrest")
    assert [(fence.label, fence.line, fence.line_count) for fence in prose.fences] == [
        ("go", 2, 1),
        ("", 5, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`" * 200_000,
        "`a` " * 50_000,
        "`x := 1` " * 5_000,
        "(" * 200_000,
        "`" + "(" * 200_000 + " := `",
        "a, " * 70_000 + ":=",
        "x := " * 40_000,
        "aA" * 100_000 + " float64",
        "a." * 100_000 + " == nil",
        "[]" * 100_000,
        "func f(\n" * 20_000,
        "type T struct {\n" * 10_000,
        "```\n" * 50_000,
        "> - " * 50_000 + "```",
        "word " * 40_000 + "{",
        "map[" * 50_000,
        "F(a " * 50_000,
        "\x00\x1b[31m`\ud800 := x`" + "é" * 1000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_takes_little_time(text: str) -> None:
    start = time.process_time()
    go_in(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "slow",
    ["package a\n" + "->" * 2500, "func a() { " + "->" * 2500, "x := " + "<-(" * 2000, "->" * 12_000],
    ids=lambda text: repr(text[:12]),
)
def test_text_that_the_parser_is_slow_over_takes_little_time(slow: str) -> None:
    started = time.process_time()
    found = go_in(f"As follows.\n\n```\n{slow}\n```\n\n`{slow}` and\n\n{slow}\n\n```go\n{slow} \n```\n")
    assert time.process_time() - started < 1
    # The other two any machine can read to their end.
    assert found.given_up or not slow.startswith(("package", "func"))
    assert go_in("```\nfunc After() error {\n\treturn nil\n}\n```\n").spans, "the parser is whole again"


@pytest.mark.parametrize(
    "text",
    [
        "```\n" + "some words of a log, {0}\n" * 4000 + "```\n",
        "As `{a b` says. " * 1000,
    ],
    ids=["a fence of which only the beginning is read", "very many pieces"],
)
def test_what_is_not_read_to_its_end_is_given_up(text: str) -> None:
    assert go_in(text).given_up


def test_a_long_honest_text_is_read_to_its_end() -> None:
    text = "The `Clock` keeps `a b` and `x := 1`.\n\n" * 40 + "```\nfunc f() error { return nil }\n```\n" * 20
    found = go_in(text)
    assert not found.given_up
    assert len(found.spans) == 60
