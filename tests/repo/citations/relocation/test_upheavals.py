"""Several things at once: moved and copied, split and renamed, put in another order and made alike."""

from __future__ import annotations

import pytest

from tests.repo.citations.relocation.test_histories import (
    FILLER,
    OTHER,
    SCALE,
    History,
    check,
    func,
    go,
    indented,
)
from tests.repo.citations.relocation.test_look_alikes import lines
from tests.repo.conftest import Checkout

TAG = "//go:build {}\n\n"
STRUCT = "type pool struct {\n\tsize int\n\tname string\n}\n"
ALIGNED = "type pool struct {\n\tsize            int\n\tname            string\n\tmost_of_requests int\n}\n"


def row(name: str, size: int, good: bool = True) -> str:
    return f'\t{{"{name}", {size}, {str(good).lower()}}},\n'


def rows(*listed: str) -> str:
    return go("var cases = []tc{\n" + "".join(listed) + "}\n")


def document(name: str, port: int, kind: str = "Service") -> str:
    return lines(
        "kind: " + kind, "metadata:", f"  name: {name}", "spec:", f"  port: {port}", "  protocol: TCP"
    )


def documents(*listed: str) -> str:
    return "---\n".join(listed)


def branches(condition: str, first: str, second: str) -> str:
    return f"\tif {condition} {{\n{indented(first)}\t}} else {{\n{indented(second)}\t}}\n"


def klass(name: str, *body: str) -> str:
    return f"class {name}:\n    def run(self):\n" + "".join(f"        {line}\n" for line in body)


UPHEAVALS = [
    History(
        "a function goes down in its file, and a copy of it with another name comes to its place",
        (
            {"a.go": go(func("scale(x int) int", SCALE), FILLER, func("last()", "\tstop()\n"))},
            {
                "a.go": go(
                    func("scaleTwice(x int) int", SCALE),
                    FILLER,
                    func("last()", "\tstop()\n"),
                    func("scale(x int) int", SCALE),
                )
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"moved a\.go:45-46",),
    ),
    History(
        "a function goes to a new file, and a copy with another name stays",
        (
            {"a.go": go(func("scale(x int) int", SCALE), func("last()", "\tstop()\n"))},
            {
                "a.go": go(func("grow(x int) int", SCALE), func("last()", "\tstop()\n")),
                "b.go": go(FILLER, func("scale(x int) int", SCALE)),
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"moved b\.go:35-36", r"ambiguous (?:a|b)\.go"),
    ),
    History(
        "a file gets a new name, and its old name goes to a file that begins alike",
        (
            {"a.go": go(func("scale(x int) int", SCALE), FILLER)},
            {
                "a.go": go(func("grow(x int) int", SCALE), func("more()", "\tstop()\n")),
                "core.go": go(func("scale(x int) int", SCALE), FILLER),
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"moved core\.go:4-5", r"ambiguous (?:a|core)\.go"),
    ),
    History(
        "three files pass on their names in a ring",
        (
            {f"{n}.go": go(f"// File {n}.\n" * 9, func(f"{n}(x int) int", SCALE)) for n in "abc"},
            {
                "a.go": go("// File c.\n" * 9, func("c(x int) int", SCALE)),
                "b.go": go("// File a.\n" * 9, func("a(x int) int", SCALE)),
                "c.go": go("// File b.\n" * 9, func("b(x int) int", SCALE)),
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"moved b\.go:14-15", r"ambiguous b\.go:14"),
    ),
    History(
        "a copy of the file is made, later the function leaves the first one",
        (
            {"a.go": go(func("scale(x int) int", SCALE), func("last()", "\tstop()\n"))},
            {"old/a.go": go(func("scale(x int) int", SCALE), func("last()", "\tstop()\n"))},
            {"a.go": go(func("last()", "\tstop()\n"))},
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"ambiguous old/a\.go:4", "gone"),
    ),
    History(
        "neighbours with one body change places",
        (
            {"a.go": go(func("first(x int) int", SCALE), func("last(x int) int", SCALE))},
            {"a.go": go(func("last(x int) int", SCALE), func("first(x int) int", SCALE))},
        ),
        "a.go",
        "x *= factor",
        1,
        1,
        (r"moved a\.go:11", r"ambiguous a\.go:11"),
    ),
    History(
        "a longer name makes all fields be aligned again",
        ({"a.go": go(STRUCT)}, {"a.go": go(ALIGNED)}),
        "a.go",
        "size int",
        1,
        2,
        ("cosmetic",),
    ),
    History(
        "rows of one line in another order",
        (
            {"a_test.go": rows(row("one", 1), row("two", 1), row("three", 1))},
            {"a_test.go": rows(row("three", 1), row("one", 1), row("two", 1))},
        ),
        "a_test.go",
        '"two"',
        1,
        1,
        (r"moved a_test\.go:6",),
    ),
    History(
        "the row is another one, and its name is in another row now",
        (
            {"a_test.go": rows(row("one", 1), row("two", 2))},
            {"a_test.go": rows(row("one", 2), row("two", 1))},
        ),
        "a_test.go",
        '"one"',
        1,
        1,
        (r"changed a_test\.go:4", "gone"),
    ),
    History(
        "documents of one file in another order",
        (
            {"k.yaml": documents(document("one", 80), document("two", 80), document("three", 81))},
            {"k.yaml": documents(document("two", 80), document("three", 81), document("one", 80))},
        ),
        "k.yaml",
        "port: 80",
        1,
        1,
        (r"moved k\.yaml:19", "ambiguous", "gone"),
    ),
    History(
        "the first document is deleted, the second one is like it",
        (
            {"k.yaml": documents(document("one", 80), document("two", 80))},
            {"k.yaml": documents(document("two", 80))},
        ),
        "k.yaml",
        "port: 80",
        1,
        1,
        ("gone", "ambiguous"),
    ),
    History(
        "one document is replaced by another one with its port",
        (
            {"k.yaml": documents(document("one", 8080), document("two", 80))},
            {"k.yaml": documents(document("three", 8080, "Ingress"), document("two", 80))},
        ),
        "k.yaml",
        "port: 8080",
        1,
        1,
        ("exact", "ambiguous", "gone"),
    ),
    History(
        "a condition is turned round, and its branches with it",
        (
            {"a.go": go(func("f(x int) int", branches("ok", SCALE, OTHER)))},
            {"a.go": go(func("f(x int) int", branches("!ok", OTHER, SCALE)))},
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"moved a\.go:8-9", r"ambiguous a\.go:8"),
    ),
    History(
        "a condition is turned round, and its branches stay",
        (
            {"a.go": go(func("f(x int) int", branches("ok", SCALE, OTHER)))},
            {"a.go": go(func("f(x int) int", branches("!ok", SCALE, OTHER)))},
        ),
        "a.go",
        "scaled here",
        1,
        2,
        ("exact",),
    ),
    History(
        "methods of one name in two classes of Python change their texts",
        (
            {"a.py": klass("One", "start_the_server()", "stop()") + klass("Two", "wait_for_it()", "stop()")},
            {"a.py": klass("One", "wait_for_it()", "stop()") + klass("Two", "start_the_server()", "stop()")},
        ),
        "a.py",
        "start_the",
        1,
        1,
        (r"changed a\.py:3", "ambiguous", "gone"),
    ),
    History(
        "a class of Python goes below the other one",
        (
            {"a.py": klass("One", "start_the_server()", "stop()") + klass("Two", "wait_for_it()", "stop()")},
            {"a.py": klass("Two", "wait_for_it()", "stop()") + klass("One", "start_the_server()", "stop()")},
        ),
        "a.py",
        "stop",
        1,
        1,
        (r"moved a\.py:8", r"ambiguous a\.py:8"),
    ),
    History(
        "two files with build constraints change their constraints",
        (
            {
                "a.go": go(func("wait() int", SCALE), head=TAG.format("linux")),
                "b.go": go(func("wait() int", OTHER), head=TAG.format("!linux")),
            },
            {
                "a.go": go(func("wait() int", SCALE), head=TAG.format("!linux")),
                "b.go": go(func("wait() int", OTHER), head=TAG.format("linux")),
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        ("exact",),
    ),
    History(
        "two files with build constraints change their texts",
        (
            {
                "a.go": go(func("wait() int", SCALE), head=TAG.format("linux")),
                "b.go": go(func("wait() int", OTHER), head=TAG.format("!linux")),
            },
            {
                "a.go": go(func("wait() int", OTHER), head=TAG.format("linux")),
                "b.go": go(func("wait() int", SCALE), head=TAG.format("!linux")),
            },
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"changed a\.go:[4-9]", "gone", "ambiguous"),
    ),
    History(
        "constants in another order",
        (
            {"a.go": go("const (\n\tLow = iota\n\tMiddle\n\tHigh\n)\n")},
            {"a.go": go("const (\n\tMiddle = iota\n\tHigh\n\tLow\n)\n")},
        ),
        "a.go",
        "High",
        1,
        1,
        (r"moved a\.go:5", r"ambiguous a\.go:5"),
    ),
    History(
        "a comment leaves its function for another one",
        (
            {
                "a.go": go(
                    "// It must never be called twice.\n" + func("one()", "\tgo1()\n"),
                    func("two()", "\tgo2()\n"),
                )
            },
            {
                "a.go": go(
                    func("one()", "\tgo1()\n"),
                    "// It must never be called twice.\n" + func("two()", "\tgo2()\n"),
                )
            },
        ),
        "a.go",
        "never be",
        1,
        1,
        ("ambiguous", "gone", "changed"),
    ),
    History(
        "the file is deleted, and a folder has its name and its text",
        (
            {"sim": lines(*(f"Line {n} of the notes says it." for n in range(20)))},
            {"sim": None, "sim2/x": "x\n"},
            {"sim/notes": lines("# Top", *(f"Line {n} of the notes says it." for n in range(20)))},
        ),
        "sim",
        "Line 7",
        1,
        2,
        (r"moved sim/notes:9-10", r"ambiguous sim/notes:9", "gone"),
    ),
    History(
        "the file is stored elsewhere now, and only a pointer is left",
        (
            {"a.json": lines("{", *(f'  "key_{n}": {n},' for n in range(9)), "}")},
            {"a.json": f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 200\n"},
        ),
        "a.json",
        "key_3",
        1,
        1,
        ("invalid",),
    ),
    History(
        "all is taken back, and then put in again in another place",
        (
            {"a.go": go(func("one(x int) int", SCALE), func("two(x int) int", OTHER))},
            {"a.go": go(func("one(x int) int", OTHER), func("two(x int) int", OTHER))},
            {"a.go": go(func("one(x int) int", SCALE), func("two(x int) int", OTHER))},
            {"a.go": go(func("one(x int) int", OTHER), func("two(x int) int", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        2,
        (r"changed a\.go:[4-6]", "gone", "ambiguous"),
    ),
    History(
        "a key of JSON goes to the object beside it",
        (
            {
                "a.json": lines(
                    "{",
                    '  "one": {',
                    '    "size_of_it": 1,',
                    '    "a": 2',
                    "  },",
                    '  "two": {',
                    '    "a": 2',
                    "  }",
                    "}",
                )
            },
            {
                "a.json": lines(
                    "{",
                    '  "one": {',
                    '    "a": 2',
                    "  },",
                    '  "two": {',
                    '    "size_of_it": 1,',
                    '    "a": 2',
                    "  }",
                    "}",
                )
            },
        ),
        "a.json",
        "size_of_it",
        1,
        1,
        ("gone", "ambiguous"),
    ),
    History(
        "the last item of a list without names goes, the one before has its values",
        (
            {
                "a.json": lines(
                    "[",
                    "  {",
                    '    "x": 1,',
                    '    "y": 2',
                    "  },",
                    "  {",
                    '    "x": 3,',
                    '    "y": 2',
                    "  }",
                    "]",
                )
            },
            {"a.json": lines("[", "  {", '    "x": 1,', '    "y": 2', "  }", "]")},
        ),
        "a.json",
        '"y": 2',
        2,
        1,
        ("gone", "ambiguous"),
    ),
    History(
        "line ends become CRLF, and entries change places",
        (
            {"a.ini": lines("[one]", "limit = 1", "", "[two]", "limit = 1")},
            {"a.ini": lines("[two]", "limit = 1", "", "[one]", "limit = 1").replace("\n", "\r\n")},
        ),
        "a.ini",
        "limit",
        1,
        1,
        (r"moved a\.ini:5", r"ambiguous a\.ini:5"),
    ),
    History(
        "the blank line between two groups of imports, of which one went below the others",
        (
            {"a.go": go('import (\n\t"math"\n\n\t"own/one"\n\t"own/two"\n\n\t"other/a"\n)\n')},
            {"a.go": go('import (\n\t"math"\n\t"sync"\n\n\t"other/b"\n\n\t"own/one"\n\t"own/two"\n)\n')},
        ),
        "a.go",
        "",
        2,
        1,
        (r"ambiguous a\.go:(?:6|8)",),
    ),
]


@pytest.mark.parametrize("history", UPHEAVALS, ids=lambda history: history.title.replace(" ", "-"))
def test_nothing_is_taken_for_another(checkout: Checkout, history: History) -> None:
    check(checkout, history)
