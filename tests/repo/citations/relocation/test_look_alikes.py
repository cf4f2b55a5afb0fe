"""Small repositories made to mislead the search: what it must never say, and what it should."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from blistui.repo.citations.capture import capture, verify
from blistui.repo.citations.verification import Verification
from tests.repo.conftest import Checkout


class Trap(NamedTuple):
    """A file then and now. Cited were `count` lines from the `which`-th that holds `mark`.

    `wanted` are the answers that may be given, as `status` or `status PATTERN`, of which the pattern fits the
    start of a place that the answer names. `others` are other files now, `others_then` those before.
    """

    title: str
    path: str
    then: str
    mark: str
    which: int
    count: int
    now: str
    wanted: tuple[str, ...]
    others: dict[str, str | None] = {}
    others_then: dict[str, str] = {}


def fits(answer: Verification, pattern: str) -> bool:
    status, _, place = pattern.partition(" ")
    if status == "cosmetic":
        return answer.cosmetic
    places = [at for at in (answer.moved_to, *answer.candidates) if at]
    return answer.status == status and (not place or any(re.match(place, at) for at in places))


def lines(*parts: str) -> str:
    return "\n".join(parts) + "\n"


def arm(case: str, value: str) -> str:
    return f'\tcase "{case}":\n\t\tlog.Println("asked")\n\t\treturn {value}\n'


def switch(*arms: str) -> str:
    return f"package p\n\nfunc pick(k string) int {{\n\tswitch k {{\n{''.join(arms)}\t}}\n\treturn 0\n}}\n"


def entry(name: str, size: int) -> str:
    return f"  - name: {name}\n    kind: pool\n    size: {size}\n    region: north\n"


def item(name: str, size: int) -> str:
    return f'  {{\n    "name": "{name}",\n    "size": {size}\n  }},\n'


LICENCE = "".join(f"// Term number {n} of the licence that every file has.\n" for n in range(12)) + "\n"


def function(name: str, body: str, receiver: str = "") -> str:
    return f"\nfunc {receiver}{name}(x int) int {{\n{body}}}\n"


BODY = '\tlog.Println("the value is scaled here")\n\tx *= factor\n\treturn x + offset\n'
OTHER = '\tlog.Println("nothing of the kind")\n\treturn x - 1\n'
HEAD = "package p\n"
STAGE = "FROM golang:1.22 AS {0}\nWORKDIR /src\nRUN go build -o /out ./cmd/{0}\n"
TARGET = "{0}:\n\tgo vet ./...\n\tgo test -race ./{0}/...\n"

TRAPS = [
    Trap(
        "an arm of a switch is deleted and its twin slides up",
        "s.go",
        switch(arm("a", "1"), arm("b", "1"), arm("c", "2")),
        "return 1",
        1,
        1,
        switch(arm("b", "1"), arm("c", "2")),
        ("gone", "ambiguous"),
    ),
    Trap(
        "arms change places",
        "s.go",
        switch(arm("a", "1"), arm("b", "1")),
        "return 1",
        1,
        1,
        switch(arm("b", "1"), arm("a", "1")),
        ("moved s.go:10", "ambiguous"),
    ),
    Trap(
        "a new arm has the text that the old one lost",
        "s.go",
        switch(arm("a", "1"), arm("b", "1"), arm("c", "1")),
        "return 1",
        2,
        1,
        switch(arm("a", "1"), arm("b", "9"), arm("new", "1"), arm("c", "1")),
        ("changed s.go:10", "ambiguous"),
    ),
    Trap(
        "an entry of a list is deleted, the next one has its values",
        "v.yaml",
        "pools:\n" + entry("a", 3) + entry("b", 3) + entry("c", 4),
        "size: 3",
        1,
        2,
        "pools:\n" + entry("b", 3) + entry("c", 4),
        ("gone", "ambiguous"),
    ),
    Trap(
        "the value of an entry changed, and another entry has the old one now",
        "v.yaml",
        "pools:\n" + entry("a", 3) + entry("b", 4),
        "size: 3",
        1,
        1,
        "pools:\n" + entry("a", 4) + entry("b", 3),
        ("changed v.yaml:4", "ambiguous"),
    ),
    Trap(
        "entries sorted in another order keep their values",
        "v.yaml",
        "pools:\n" + entry("b", 3) + entry("a", 3),
        "size: 3",
        1,
        1,
        "pools:\n" + entry("a", 3) + entry("b", 3),
        ("moved v.yaml:8", "ambiguous"),
    ),
    Trap(
        "a stage of a Dockerfile is deleted",
        "Dockerfile",
        STAGE.format("one") + STAGE.format("two"),
        "WORKDIR",
        1,
        1,
        STAGE.format("two"),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a target of a Makefile is deleted",
        "Makefile",
        TARGET.format("sim") + "\n" + TARGET.format("cmd"),
        "go vet",
        1,
        1,
        TARGET.format("cmd"),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a section of an ini file is deleted",
        "a.toml",
        lines("[one]", "limit = 20", "", "[two]", "limit = 20"),
        "limit",
        1,
        1,
        lines("[two]", "limit = 20"),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a row of a table is deleted, its twin is in another table",
        "t.md",
        lines(
            "# A",
            "",
            "| k | v |",
            "|---|---|",
            "| size | 3 |",
            "",
            "# B",
            "",
            "| k | v |",
            "|---|---|",
            "| size | 3 |",
        ),
        "| size",
        1,
        1,
        lines("# A", "", "| k | v |", "|---|---|", "", "# B", "", "| k | v |", "|---|---|", "| size | 3 |"),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a paragraph goes to a section that was there",
        "t.md",
        lines("# A", "", "The queue holds ten requests.", "", "# B", "", "Nothing yet."),
        "queue holds",
        1,
        1,
        lines("# A", "", "Nothing here.", "", "# B", "", "The queue holds ten requests."),
        ("ambiguous", "changed", "gone"),
    ),
    Trap(
        "a heading in a fence is no section",
        "t.md",
        lines("# A", "", "```", "# comment", "```", "", "The queue holds ten requests."),
        "queue holds",
        1,
        1,
        lines("# A", "", "```", "# other comment", "```", "", "New.", "", "The queue holds ten requests."),
        ("moved t.md:9",),
    ),
    Trap(
        "one of two equal neighbours is deleted",
        "n.go",
        HEAD + function("f", "\tstep()\n\tstep()\n\treturn x\n"),
        "step()",
        1,
        1,
        HEAD + function("f", "\tstep()\n\treturn x\n"),
        ("exact", "ambiguous"),
    ),
    Trap(
        "the method of the one type is deleted, that of the other got its place",
        "m.go",
        HEAD + function("Do", BODY, "(a *A) ") + function("Do", OTHER, "(b *B) "),
        "scaled",
        1,
        2,
        HEAD + function("Do", BODY, "(b *B) "),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a generic receiver is another type",
        "m.go",
        HEAD + function("Do", BODY, "(a *Set[K]) ") + function("Do", OTHER, "(b *List[K]) "),
        "scaled",
        1,
        2,
        HEAD + function("Do", BODY, "(b *List[K]) "),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a function and a method of the same name",
        "m.go",
        HEAD + function("Do", BODY) + function("Do", OTHER, "(b *B) "),
        "scaled",
        1,
        2,
        HEAD + function("Do", BODY, "(b *B) "),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a function is renamed and a new one takes its name",
        "m.go",
        HEAD + function("load", BODY),
        "scaled",
        1,
        3,
        HEAD + function("loadAll", BODY) + function("load", OTHER),
        ("moved m.go:4-6", "exact", "ambiguous", "changed m.go:9"),
    ),
    Trap(
        "the declaration that a raw string shows is none",
        "r.go",
        HEAD + function("f", BODY) + "var doc = `\nfunc f(x int) int {\n" + BODY + "}\n`\n",
        "scaled",
        1,
        2,
        HEAD + "var doc = `\nfunc f(x int) int {\n" + BODY + "}\n`\n",
        ("gone", "ambiguous"),
    ),
    Trap(
        "the package has the declaration in a new file",
        "a.go",
        HEAD + function("f", BODY) + function("g", OTHER),
        "func f",
        1,
        5,
        HEAD + function("g", OTHER),
        ("moved b.go:3-7",),
        {"b.go": HEAD + function("f", BODY)},
    ),
    Trap(
        "two declarations went to a new file together",
        "a.go",
        HEAD + function("f", BODY) + function("g", OTHER) + function("h", OTHER),
        "func f",
        1,
        10,
        HEAD + function("h", OTHER),
        ("moved b.go:3-12",),
        {"b.go": HEAD + function("f", BODY) + function("g", OTHER)},
    ),
    Trap(
        "two declarations went to two files",
        "a.go",
        HEAD + function("f", BODY) + function("g", OTHER) + function("h", OTHER),
        "func f",
        1,
        10,
        HEAD + function("h", OTHER),
        ("changed b.go:3-7", "ambiguous b.go"),
        {"b.go": HEAD + function("f", BODY), "c.go": HEAD + function("g", OTHER)},
    ),
    Trap(
        "the declaration is in another package now, edited",
        "a.go",
        HEAD + function("f", BODY) + function("g", OTHER),
        "func f",
        1,
        5,
        HEAD + function("g", OTHER),
        ("ambiguous q/b.go:3",),
        {"q/b.go": "package q\n" + function("f", BODY.replace("offset", "base"))},
    ),
    Trap(
        "the declaration is in a test now",
        "a.go",
        HEAD + function("f", BODY) + function("g", OTHER),
        "func f",
        1,
        5,
        HEAD + function("g", OTHER),
        ("moved a_test.go:3-7", "ambiguous a_test.go:3"),
        {"a_test.go": HEAD + function("f", BODY)},
    ),
    Trap(
        "another platform declares the same",
        "a_linux.go",
        HEAD + function("f", BODY) + function("g", OTHER),
        "func f",
        1,
        5,
        HEAD + function("g", OTHER),
        ("gone",),
        {},
        {"a_windows.go": HEAD + function("f", BODY)},
    ),
    Trap(
        "deleted lines, and unrelated ones in their place",
        "c.py",
        lines("import os", "", "LIMIT = 10", "RATE = 20", "", "def run():", "    return LIMIT"),
        "RATE",
        1,
        1,
        lines("import os", "", "LIMIT = 10", "names = []", "", "def run():", "    return LIMIT"),
        ("gone",),
    ),
    Trap(
        "a short line that no hunk touched is found",
        "c.go",
        HEAD + function("f", "\tx++\n\treturn x\n"),
        "x++",
        1,
        1,
        HEAD + "\nvar a = 1\n" + function("f", "\tx++\n\treturn x\n"),
        ("moved c.go:6",),
    ),
    Trap(
        "a directive for the compiler is no comment",
        "d.go",
        HEAD + "\n//go:noinline" + function("f", BODY),
        "go:noinline",
        1,
        2,
        HEAD + "\n//go:nosplit" + function("f", BODY),
        ("changed d.go:3",),
    ),
    Trap(
        "a build constraint is no comment",
        "d.go",
        "//go:build linux\n\n" + HEAD,
        "go:build",
        1,
        3,
        "//go:build !linux\n\n" + HEAD,
        ("changed d.go:1",),
    ),
    Trap(
        "a send is no comparison",
        "d.go",
        HEAD + function("f", "\tc <- x\n\treturn x\n"),
        "c <- x",
        1,
        1,
        HEAD + function("f", "\tc < -x\n\treturn x\n"),
        ("changed d.go:4",),
    ),
    Trap(
        "an entry went to the end, and a copy with another name took its place",
        "v.yaml",
        "pools:\n" + entry("a", 3) + entry("b", 4),
        "size: 3",
        1,
        1,
        "pools:\n" + entry("new", 3) + entry("b", 4) + entry("a", 3),
        ("moved v.yaml:12", "ambiguous v.yaml:12"),
    ),
    Trap(
        "an object went to the top, and another one with its values took its place",
        "e.json",
        "[\n" + item("one", 1) + item("two", 2) + "]\n",
        '"size": 2',
        1,
        1,
        "[\n" + item("two", 2) + item("one", 1) + item("three", 2) + "]\n",
        ("moved e.json:4", "ambiguous"),
    ),
    Trap(
        "the first object went, the list is the same",
        "e.json",
        "[\n" + item("one", 1) + item("two", 2) + "]\n",
        '"size": 2',
        1,
        1,
        "[\n" + item("two", 2) + "]\n",
        ("moved e.json:4",),
    ),
    Trap(
        "a section has another heading, and its sentence is in two",
        "t.md",
        lines("# T", "", "## A", "", "It holds ten.", "", "## B", "", "It holds ten."),
        "It holds",
        2,
        1,
        lines("# T", "", "## A", "", "It holds ten.", "", "## Zulu", "", "It holds ten."),
        ("ambiguous t.md:9",),
    ),
    Trap(
        "lines that begin in one entry and end in the next",
        "v.yaml",
        "pools:\n" + entry("a", 3) + entry("b", 4),
        "region: north",
        1,
        2,
        "pools:\n" + entry("a", 3) + "  - name: c\n    kind: pool\n    region: north\n" + entry("b", 4),
        ("ambiguous", "changed", "gone"),
    ),
    Trap(
        "the braces of a deleted function close a new one",
        "b.go",
        HEAD + function("f", "\tfor range 9 {\n\t\tif x > 1 {\n\t\t\tx--\n\t\t}\n\t}\n\treturn x\n"),
        "\t\t}",
        1,
        2,
        HEAD + function("g", "\tfor x < 1 {\n\t\tif y() {\n\t\t\tz()\n\t\t}\n\t}\n\treturn 1\n"),
        ("gone", "ambiguous"),
    ),
    Trap(
        "a file with the same licence is not the deleted one renamed",
        "a/walk.go",
        LICENCE + "package a\n" + function("walk", BODY),
        "number 3",
        1,
        2,
        "",
        ("gone", "ambiguous"),
        {"a/walk.go": None, "b/read.go": LICENCE + "package b\n" + function("read", OTHER)},
    ),
    Trap(
        "most of what is left of the lines went to another declaration",
        "m.go",
        HEAD + function("f", BODY),
        "scaled",
        1,
        3,
        HEAD
        + function("f", "\treturn scale(x)\n")
        + function("scale", BODY.replace("offset", "base") + "\t// done\n"),
        ("ambiguous m.go:", "changed m.go:8", "changed m.go:9"),
    ),
    Trap(
        "a branch was opened around the line",
        "d.go",
        HEAD + function("f", "\tx = lookup(x)\n\treturn x\n"),
        "lookup",
        1,
        1,
        HEAD + function("f", "\tif x > 0 {\n\t\tx = lookup(x)\n\t}\n\treturn x\n"),
        ("changed d.go:5", "changed d.go:4", "ambiguous d.go:5"),
    ),
    Trap(
        "a statement left its branch",
        "d.py",
        lines("def f(x):", "    if x:", "        x = lookup(x)", "    return x"),
        "lookup",
        1,
        1,
        lines("def f(x):", "    if x:", "        pass", "    x = lookup(x)", "    return x"),
        ("changed d.py:4", "changed d.py:3", "gone", "ambiguous d.py:4"),
    ),
    Trap(
        "a copy of a licence deleted, another one added",
        "old/LICENSE",
        lines(*(f"Term number {n} of this licence." for n in range(30))),
        "number 7",
        1,
        2,
        "",
        ("gone", "ambiguous"),
        {
            "old/LICENSE": None,
            "new/LICENSE": lines(*(f"Term number {n} of this licence." for n in range(30))),
        },
        {"LICENSE": lines(*(f"Term number {n} of this licence." for n in range(30)))},
    ),
    Trap(
        "extracted into a new function, and the old one has other text there",
        "x.go",
        HEAD + function("f", BODY),
        "scaled",
        1,
        1,
        HEAD + function("f", '\tlog.Println("scaling")\n\treturn scale(x)\n') + function("scale", BODY),
        ("moved x.go:9", "ambiguous x.go:9", "changed x.go:4"),
    ),
    Trap(
        "a constant of a group takes the value of its deleted neighbour",
        "k.go",
        lines("package p", "", "const (", "\tlow = 10", "\thigh = 20", ")"),
        "high",
        1,
        1,
        lines("package p", "", "const (", "\tlow = 20", ")"),
        ("gone",),
    ),
    Trap(
        "a field of one struct is deleted, the next struct has one like it",
        "k.go",
        lines(
            "package p",
            "",
            "type A struct {",
            "\tName string",
            "\tSize int",
            "}",
            "",
            "type B struct {",
            "\tName string",
            "}",
        ),
        "Name string",
        1,
        1,
        lines(
            "package p", "", "type A struct {", "\tSize int", "}", "", "type B struct {", "\tName string", "}"
        ),
        ("gone", "ambiguous"),
    ),
    Trap(
        "steps of two jobs are alike, and the first job lost one",
        "ci.yaml",
        lines(
            "jobs:",
            "  a:",
            "    steps:",
            "    - uses: checkout",
            "    - run: make",
            "  b:",
            "    steps:",
            "    - uses: checkout",
            "    - run: make",
        ),
        "run: make",
        1,
        1,
        lines(
            "jobs:",
            "  a:",
            "    steps:",
            "    - uses: checkout",
            "  b:",
            "    steps:",
            "    - uses: checkout",
            "    - run: make",
        ),
        ("gone", "ambiguous"),
    ),
    Trap(
        "keys of JSON entries change their order",
        "e.json",
        lines(
            "[",
            "  {",
            '    "id": 1,',
            '    "ok": true',
            "  },",
            "  {",
            '    "id": 2,',
            '    "ok": true',
            "  }",
            "]",
        ),
        '"ok": true',
        1,
        1,
        lines(
            "[",
            "  {",
            '    "id": 2,',
            '    "ok": true',
            "  },",
            "  {",
            '    "id": 1,',
            '    "ok": false',
            "  }",
            "]",
        ),
        ("changed e.json:8", "gone", "ambiguous"),
    ),
]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.title.replace(" ", "-"))
def test_a_look_alike_is_never_taken_for_the_cited_lines(checkout: Checkout, trap: Trap) -> None:
    spring(checkout, trap)


def spring(checkout: Checkout, trap: Trap) -> None:
    """Make the files then and now, and ask in the work tree and at a commit."""
    checkout.write(trap.path, trap.then)
    for path, text in trap.others_then.items():
        checkout.write(path, text)
    base = checkout.commit()
    marked = [n for n, line in enumerate(trap.then.split("\n"), 1) if trap.mark in line]
    first = marked[trap.which - 1]
    citation = capture(checkout.repo, trap.path, [(first, first + trap.count - 1)], base)
    citation = citation.model_copy(update={"commit": ""})
    checkout.write(trap.path, trap.now)
    for path, others in trap.others.items():
        if others is None:
            (checkout.root / path).unlink()
        else:
            checkout.write(path, others)
    in_work_tree = verify(checkout.repo, citation, base)
    answer = verify(checkout.repo, citation, base, checkout.commit())
    assert any(fits(answer, pattern) for pattern in trap.wanted), answer
    assert (in_work_tree.status, in_work_tree.moved_to) == (answer.status, answer.moved_to)
    assert not answer.cosmetic
