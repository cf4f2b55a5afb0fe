"""Blocks that are hard to see: what opens them is hidden, or reads differently now."""

from __future__ import annotations

import pytest

from tests.repo.citations.relocation.test_look_alikes import Trap, lines, spring
from tests.repo.conftest import Checkout

JOB = "{name}:\n{note}  runs-on: ubuntu-22.04\n  timeout: {time}\n  steps: {name}-steps\n"
MESSAGE = "message {0} {{\nstring id = 1;\n{1}\n}}\n"
TARGET = "{0}: all\n{1}\tgo vet ./...\n\t{2}\n\n"
COMMENT = "# what is said here opens nothing\n"
NOT_FOUND_ELSEWHERE = ("gone", "ambiguous")


def job(name: str, time: int, note: str = "") -> str:
    return JOB.format(name=name, time=time, note=note)


def branch(condition: str, *body: str) -> str:
    return f"\tif {condition} {{\n" + "".join(f"\t\t{line}\n" for line in body) + "\t}\n"


def function(*parts: str) -> str:
    return f"package p\n\nfunc run() {{\n{''.join(parts)}}}\n"


def entry(name: str, size: int, margin: str = "  ") -> str:
    return f'{margin}"{name}": {{\n{margin}  "kind": "pool",\n{margin}  "size": {size}\n{margin}}},\n'


BLOCKS = [
    Trap(
        "a comment at the left margin stands between a key and its values",
        "a.yaml",
        job("build", 10, COMMENT) + job("test", 20, COMMENT),
        "timeout: 10",
        1,
        1,
        job("build", 30, COMMENT) + job("test", 10, COMMENT),
        ("changed a.yaml:4", "ambiguous"),
    ),
    Trap(
        "the job is replaced by another one that runs on the same machine",
        "a.yaml",
        job("build", 10),
        "runs-on",
        1,
        1,
        job("lint", 20),
        NOT_FOUND_ELSEWHERE,
    ),
    Trap(
        "a job is renamed, and nothing else",
        "a.yaml",
        job("build", 10).replace("build-steps", "steps"),
        "runs-on",
        1,
        1,
        job("lint", 10).replace("lint-steps", "steps"),
        ("exact",),
    ),
    Trap(
        "the items of a list are not indented",
        "a.yaml",
        lines("first:", "- wait for it", "second:", "- do not wait"),
        "- wait",
        1,
        1,
        lines("first:", "- go on", "second:", "- wait for it"),
        ("changed a.yaml:2", "ambiguous"),
    ),
    Trap(
        "a list is not in the key above it that has a value",
        "a.yaml",
        lines("version: 1", "- wait for it", "- wait for others"),
        "- wait for it",
        1,
        1,
        lines("version: 2", "- wait for it", "- wait for others"),
        ("exact",),
    ),
    Trap(
        "a template writes its conditions at the left margin",
        "chart.yaml",
        "{{- if .One }}\n" + job("one", 10, "{{- if .A }}\n") + "{{- end }}\n" + job("two", 20),
        "timeout: 10",
        1,
        1,
        "{{- if .One }}\n" + job("one", 20, "{{- if .A }}\n") + "{{- end }}\n" + job("two", 10),
        ("changed chart.yaml:5", "ambiguous"),
    ),
    Trap(
        "a comment between a target and its commands",
        "Makefile",
        TARGET.format("sim", COMMENT, "go test ./sim/...") + TARGET.format("cmd", COMMENT, "go build ./cmd"),
        "go test ./sim",
        1,
        1,
        TARGET.format("sim", COMMENT, "go build ./sim") + TARGET.format("cmd", COMMENT, "go test ./sim/..."),
        ("changed Makefile:4", "ambiguous", "gone"),
    ),
    Trap(
        "a row of a table of tables is no section",
        "a.toml",
        lines("[one]", "rows = [", "  [1, 2],", "]", "limit = 20", "", "[two]", "limit = 30"),
        "limit = 20",
        1,
        1,
        lines("[one]", "rows = [", "  [1, 2],", "]", "limit = 30", "", "[two]", "limit = 20"),
        ("changed a.toml:5", "ambiguous"),
    ),
    Trap(
        "a heading in a comment of Markdown is no section",
        "a.md",
        lines("# One", "", "<!--", "# Old", "-->", "The queue holds ten.", "", "# Two", "", "Nothing."),
        "queue holds",
        1,
        1,
        lines("# One", "", "Nothing.", "", "# Two", "", "<!--", "# Old", "-->", "The queue holds ten."),
        NOT_FOUND_ELSEWHERE,
    ),
    Trap(
        "an entry that is not indented hides the key above it",
        "a.json",
        "{\n" + entry("one", 3).replace('    "kind"', '"kind"') + entry("two", 4) + "}\n",
        '"size": 3',
        1,
        1,
        "{\n" + entry("one", 4).replace('    "kind"', '"kind"') + entry("two", 3) + "}\n",
        ("changed a.json:4", "ambiguous"),
    ),
    Trap(
        "nothing is indented at all",
        "a.proto",
        MESSAGE.format("One", "int32 size_of_it = 2;") + MESSAGE.format("Two", "int64 other = 2;"),
        "int32 size_of_it",
        1,
        1,
        MESSAGE.format("One", "int64 other = 2;") + MESSAGE.format("Two", "int32 size_of_it = 2;"),
        ("changed a.proto:3", "ambiguous", "gone"),
    ),
    Trap(
        "a bracket in a comment or a string closes nothing",
        "a.proto",
        MESSAGE.format("One", '// {{{\nstring a = "}}}";\nint32 mine = 2;')
        + MESSAGE.format("Two", "int64 o = 2;"),
        "int32 mine",
        1,
        1,
        MESSAGE.format("One", '// {{{\nstring a = "}}}";\nint64 o = 2;')
        + MESSAGE.format("Two", "int32 mine = 2;"),
        ("changed a.proto:5", "ambiguous", "gone"),
    ),
    Trap(
        "the brace of a branch, and the branches change places",
        "a.go",
        function(
            branch("zeta", "kind(1)", "north()", "run(1)"),
            branch("alpha", "test()"),
            branch("eps", "north()"),
        ),
        "\t}",
        1,
        1,
        function(
            branch("eps", "north()"),
            branch("alpha", "test()"),
            branch("zeta", "kind(1)", "size(4)", "north()", "run(1)"),
        ),
        ("moved a.go:15", "ambiguous", "gone"),
    ),
    Trap(
        "the other branch of another condition",
        "a.go",
        function(
            branch("first", "one()"),
            branch("last", "two()").replace("\t}\n", "\t} else {\n\t\tstop()\n\t}\n"),
        ),
        "stop()",
        1,
        1,
        function(
            branch("first", "one()").replace("\t}\n", "\t} else {\n\t\tstop()\n\t}\n"),
            branch("last", "two()"),
        ),
        NOT_FOUND_ELSEWHERE,
    ),
    Trap(
        "lines of two branches, of which the first is another one now",
        "a.go",
        function(
            branch("alpha", "north()", "test()"),
            branch("zeta", "limit(30)"),
            branch("theta", "north()", "test()"),
        ),
        "test()",
        1,
        3,
        function(
            branch("alpha", "north()", "test()"),
            branch("theta", "north()", "test()"),
            branch("zeta", "limit(30)"),
        ),
        ("ambiguous", "changed a.go"),
    ),
    Trap(
        "all is indented by half, so that a brace of one block looks like that of another",
        "a.sh",
        lines(
            "one() {",
            "    two() {",
            "        a 1",
            "    }",
            "    three() {",
            "        four() {",
            "            b 2",
            "        }",
            "    }",
            "}",
        ),
        "    }",
        1,
        1,
        lines(
            "one() {",
            "  two() {",
            "    a 1",
            "  }",
            "  three() {",
            "    four() {",
            "      b 2",
            "    }",
            "  }",
            "}",
        ),
        ("changed a.sh:4", "ambiguous", "gone"),
    ),
    Trap(
        "an arm of a case in a shell script gets the line of another arm",
        "a.sh",
        lines('case "$1" in', "one)", "  run_all_tests now", "  ;;", "two)", "  wait_for_it", "  ;;", "esac"),
        "run_all_tests",
        1,
        1,
        lines('case "$1" in', "one)", "  wait_for_it", "  ;;", "two)", "  run_all_tests now", "  ;;", "esac"),
        ("changed a.sh:3", "ambiguous", "gone"),
    ),
    Trap(
        "a stage of a Dockerfile is replaced by another one with the same command",
        "Dockerfile",
        lines("FROM golang AS one", "WORKDIR /src/of/the/program", "RUN make one"),
        "WORKDIR",
        1,
        1,
        lines("FROM debian AS other", "WORKDIR /src/of/the/program", "RUN apt-get update"),
        NOT_FOUND_ELSEWHERE,
    ),
    Trap(
        "a comment that leads what comes after it, and a copy of both was put before",
        "a.tf",
        lines('resource "x" "one" {', "}", "# kept for a year", 'resource "x" "two" {', "  a = 1", "}"),
        "kept for",
        1,
        1,
        lines(
            'resource "x" "one" {',
            "}",
            "# kept for a year",
            'resource "x" "copy" {',
            "  a = 1",
            "}",
            "# kept for a year",
            'resource "x" "two" {',
            "  a = 1",
            "}",
        ),
        ("ambiguous a.tf:7", "moved a.tf:7"),
    ),
    Trap(
        "a section without a name of its own goes, its values are in the next one",
        "a.toml",
        lines(
            "[theta]",
            'region = "north"',
            "",
            "[gamma]",
            'region = "north"',
            "",
            "[alpha]",
            'region = "north"',
        ),
        "region",
        1,
        1,
        lines(
            "[alpha]", 'limit = "30"', "", "[gamma]", 'region = "north"', "", "[theta]", 'region = "north"'
        ),
        ("moved a.toml:8", "ambiguous a.toml:8"),
    ),
    Trap(
        "the brace of a branch of which the only statement changed",
        "a.go",
        function(branch("isSnap(m)", "report(m.To)"), "\tcount(m.To)\n"),
        "\t}",
        1,
        1,
        function(branch("isSnap(m)", "report(m.GetTo())"), "\tcount(m.GetTo())\n"),
        ("exact",),
    ),
    Trap(
        "a function has the name of its package",
        "a.go",
        "package main\n\nfunc main() {\n"
        + branch("failed()", "return")
        + branch("ended()", "return")
        + "}\n",
        "return",
        2,
        1,
        "// Top.\npackage main\n\nfunc main() {\n"
        + branch("failed()", "return")
        + branch("ended()", "return")
        + "}\n",
        ("moved a.go:9",),
    ),
    Trap(
        "what one asks of all else in a shell script is put in another way",
        "a.sh",
        lines(
            "run() {",
            '  if [ -n "$failed" ]; then',
            "    warn `date`",
            "    show the partial report",
            "  fi",
            "}",
        ),
        "show the",
        1,
        1,
        lines(
            "# `top`",
            "run() {",
            '  if [ "${#failed[@]}" -gt 0 ]; then',
            "    warn `date`",
            "    show the partial report",
            "  fi",
            "}",
        ),
        ("moved a.sh:5",),
    ),
    Trap(
        "a paragraph of Markdown is put in a comment",
        "a.md",
        lines("# One", "", "The queue holds ten requests.", "", "# Two"),
        "queue holds",
        1,
        1,
        lines("# One", "", "<!-- not true any more", "The queue holds ten requests.", "-->", "", "# Two"),
        ("ambiguous", "gone"),
    ),
    Trap(
        "arrows of a diagram end no comment",
        "a.md",
        lines("# One", "", "a --> b", "", "The queue holds ten requests."),
        "queue holds",
        1,
        1,
        lines("# One", "", "a --> b", "b --> c", "c --> d", "", "The queue holds ten requests."),
        ("moved a.md:7",),
    ),
    Trap(
        "a statement of Python is in a text now",
        "a.py",
        lines("def run():", "    start_the_server_now()", "    stop()"),
        "start_the",
        1,
        1,
        lines("def run():", '    """Once it did', "    start_the_server_now()", '    """', "    stop()"),
        ("ambiguous", "gone"),
    ),
    Trap(
        "a section of prose gets a longer name",
        "a.md",
        lines(
            "# Top",
            "",
            "## From the skill",
            "It is called at two steps.",
            "Both are reviews.",
            "Run `review`.",
        ),
        "Both are",
        1,
        1,
        lines("# Top", "", "## From the skill (Steps 2, 5)", "Both are reviews.", "Run `review`."),
        ("moved a.md:4",),
    ),
    Trap(
        "a section of prose is another one",
        "a.md",
        lines(
            "# Top", "", "## Setup", "It is called at two steps.", "Both are reviews.", "Run `setup` before."
        ),
        "Both are",
        1,
        1,
        lines(
            "# Top", "", "## Cleanup", "Nothing has to be done.", "Both are reviews.", "Remove the folder."
        ),
        ("ambiguous", "gone"),
    ),
]


@pytest.mark.parametrize("trap", BLOCKS, ids=lambda trap: trap.title.replace(" ", "-"))
def test_lines_stay_in_their_block(checkout: Checkout, trap: Trap) -> None:
    spring(checkout, trap)
