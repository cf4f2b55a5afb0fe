"""Histories of code that could mislead: files that split, twins for platforms, lines that come back."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from blistui.repo.citations.capture import capture, verify
from tests.repo.citations.relocation.test_look_alikes import LICENCE, fits
from tests.repo.conftest import Checkout

Files = dict[str, "str | None"]
"""What a commit writes; None deletes."""


class History(NamedTuple):
    """Commits, the first is the base. Cited were `count` lines from the `which`-th that holds `mark`.

    `wanted` are the answers that may be given, as in the tests of look-alikes.
    """

    title: str
    commits: tuple[Files, ...]
    path: str
    mark: str
    which: int
    count: int
    wanted: tuple[str, ...]


def go(*parts: str, package: str = "p", head: str = "") -> str:
    return f"{head}package {package}\n" + "".join(f"\n{part}" for part in parts)


def func(name: str, body: str) -> str:
    return f"func {name} {{\n{body}}}\n"


SCALE = '\tlog.Println("the value is scaled here")\n\tx *= factor\n\treturn x + offset\n'
OTHER = '\tlog.Println("nothing of the kind")\n\treturn x - 1\n'
PUSH = "\ts.items = append(s.items, item)\n\ts.size++\n"
FILLER = "".join(f"// Note number {n} says what has nothing to do with it.\n" for n in range(30))
CALIB = "// Calib is measured.\ntype Calib struct {\n\tPeak float64\n\tRate float64\n}\n"
CASE = '\t\t{{\n\t\t\tname: "{}",\n\t\t\tinput: {},\n\t\t\twantErr: false,\n\t\t\tretries: 3,\n\t\t}},\n'


def table(*cases: tuple[str, int]) -> str:
    rows = "".join(CASE.format(*case) for case in cases)
    return go(func("TestParse(t *testing.T)", f"\tcases := []tc{{\n{rows}\t}}\n\trun(t, cases)\n"))


def indented(text: str) -> str:
    return "".join(f"\t{line}" if line.strip() else line for line in text.splitlines(keepends=True))


LOGGED = OTHER.splitlines(keepends=True)[0]
TWO = "".join(SCALE.splitlines(keepends=True)[:2])


def step(name: str) -> str:
    return f'      - run: make {name}\n        with:\n          timeout: "10m"\n'


def steps(*names: str) -> str:
    return "jobs:\n  all:\n    steps:\n" + "".join(map(step, names))


def comment_only(package: str) -> str:
    return f"{LICENCE}\n// Package {package} is what {package} says it is.\npackage {package}\n"


def branches(opening: str, end: str) -> str:
    branch = f'\t{opening} {{\n\t\tpath := join(folder, "config.json")\n\t\t{end}\n\t}}\n'
    return go(func("run(folder string)", f"\tdefer done()\n{branch}\tfinish(folder)\n"))


HISTORIES = [
    History(
        "a method of another instance of a generic type",
        (
            {
                "q.go": go(
                    func("(q *Queue[T]) Push(item T)", PUSH), func("(q *Queue2[T, U]) Push(item T)", PUSH)
                )
            },
            {"q.go": go(func("(q *Queue2[T, U]) Push(item T)", PUSH))},
        ),
        "q.go",
        "append",
        1,
        2,
        ("gone", "ambiguous"),
    ),
    History(
        "a generic type gets a constraint, its method stays",
        (
            {"q.go": go("type Queue[T any] struct{ items []T }\n", func("(q *Queue[T]) Push(item T)", PUSH))},
            {
                "q.go": go(
                    "type Queue[T comparable] struct{ items []T }\n",
                    "// new\nvar n int\n",
                    func("(q *Queue[T]) Push(item T)", PUSH),
                )
            },
        ),
        "q.go",
        "append",
        1,
        2,
        (r"moved q\.go:9-10",),
    ),
    History(
        "a generic function loses its parameter",
        (
            {"q.go": go(func("Scale[T int](x T) T", SCALE))},
            {"q.go": go("// more\n", func("Scale(x int) int", SCALE))},
        ),
        "q.go",
        "scaled here",
        1,
        3,
        (r"moved q\.go:6-8",),
    ),
    History(
        "of two files for two platforms the cited one is deleted",
        (
            {
                "run_linux.go": go(func("run(x int) int", SCALE)),
                "run_windows.go": go(func("run(x int) int", SCALE), "var w = 1\n"),
            },
            {"run_linux.go": None},
        ),
        "run_linux.go",
        "scaled here",
        1,
        3,
        ("gone", "ambiguous"),
    ),
    History(
        "twins by build tags in one package, the cited one is edited",
        (
            {
                "a.go": go(func("run(x int) int", SCALE), head="//go:build linux\n\n"),
                "b.go": go(func("run(x int) int", SCALE), head="//go:build !linux\n\n"),
            },
            {"a.go": go(func("run(x int) int", OTHER), head="//go:build linux\n\n")},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"changed a\.go", "gone", "ambiguous"),
    ),
    History(
        "a generated file is made again with everything in another order",
        (
            {
                "z.pb.go": go(
                    *(
                        func(
                            f"(m *M{n}) GetId() string",
                            '\tif m != nil {\n\t\treturn m.Id\n\t}\n\treturn ""\n',
                        )
                        for n in range(6)
                    )
                )
            },
            {
                "z.pb.go": go(
                    *(
                        func(
                            f"(m *M{n}) GetId() string",
                            '\tif m != nil {\n\t\treturn m.Id\n\t}\n\treturn ""\n',
                        )
                        for n in (5, 3, 1, 0, 2, 4)
                    )
                )
            },
        ),
        "z.pb.go",
        "m != nil",
        3,
        3,
        (r"moved z\.pb\.go:32-34", "ambiguous"),
    ),
    History(
        "a vendored copy stays when the own one is deleted",
        (
            {
                "scale.go": go(func("scale(x int) int", SCALE)),
                "vendor/acme/scale.go": go(func("scale(x int) int", SCALE), package="acme"),
            },
            {"scale.go": None, "vendor/acme/more.go": go("var m = 1\n", package="acme")},
        ),
        "scale.go",
        "scaled here",
        1,
        3,
        ("gone",),
    ),
    History(
        "the own file is moved to vendor",
        (
            {"scale.go": go(FILLER, func("scale(x int) int", SCALE))},
            {"scale.go": None, "vendor/acme/scale.go": go(FILLER, func("scale(x int) int", SCALE))},
        ),
        "scale.go",
        "scaled here",
        1,
        3,
        (r"moved vendor/acme/scale\.go:35-37", "ambiguous"),
    ),
    History(
        "line ends become CRLF and a line is added above",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": go("// more\n", func("scale(x int) int", SCALE)).replace("\n", "\r\n")},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved a\.go:6-8",),
    ),
    History(
        "CRLF and a twin above the place",
        (
            {"a.go": go(func("one(x int) int", SCALE), func("two(x int) int", OTHER))},
            {"a.go": go(func("two(x int) int", SCALE), func("one(x int) int", OTHER)).replace("\n", "\r\n")},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        ("changed", "ambiguous", "gone"),
    ),
    History(
        "a block is indented by a new condition",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": go(func("scale(x int) int", "\tif x > 0 {\n" + indented(SCALE) + "\t}\n\treturn 0\n"))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"changed a\.go:[45]",),
    ),
    History(
        "a file is split in two, the cited part goes",
        (
            {"a.go": go(func("scale(x int) int", SCALE), func("other(x int) int", OTHER), FILLER)},
            {
                "a.go": go(func("other(x int) int", OTHER), FILLER),
                "b.go": go(func("scale(x int) int", SCALE)),
            },
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved b\.go:4-6",),
    ),
    History(
        "a file is split in two, and each part has a copy",
        (
            {"a.go": go(func("scale(x int) int", SCALE), func("other(x int) int", OTHER), FILLER)},
            {
                "a.go": None,
                "b.go": go(func("scaleB(x int) int", SCALE)),
                "c.go": go(func("scaleC(x int) int", SCALE)),
            },
        ),
        "a.go",
        "scaled here",
        1,
        3,
        ("ambiguous", "gone"),
    ),
    History(
        "a file is renamed and edited at once",
        (
            {"a.go": go(FILLER, func("scale(x int) int", SCALE), func("other(x int) int", OTHER))},
            {
                "a.go": None,
                "z.go": go(
                    FILLER,
                    func("other(x int) int", OTHER),
                    func("scale(x int) int", SCALE.replace("offset", "shift")),
                ),
            },
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"changed z\.go",),
    ),
    History(
        "two files change their names",
        (
            {
                "a.go": go(FILLER, func("one(x int) int", SCALE)),
                "b.go": go(FILLER, func("two(x int) int", SCALE)),
            },
            {
                "a.go": go(FILLER, func("two(x int) int", SCALE)),
                "b.go": go(FILLER, func("one(x int) int", SCALE)),
            },
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved b\.go:35-37", "ambiguous", "gone"),
    ),
    History(
        "a function goes to another package, exported",
        (
            {"sim/a.go": go(func("scale(x int) int", SCALE), package="sim")},
            {
                "sim/a.go": go("var rest = 1\n", package="sim"),
                "core/b.go": go(func("Scale(x int) int", SCALE), package="core"),
            },
        ),
        "sim/a.go",
        "scaled here",
        1,
        3,
        (r"ambiguous core/b\.go",),
    ),
    History(
        "methods of the same name on two types change places",
        (
            {"a.go": go(func("(a *A) Add(x int) int", SCALE), func("(b *B) Add(x int) int", SCALE))},
            {"a.go": go(func("(b *B) Add(x int) int", SCALE), func("(a *A) Add(x int) int", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved a\.go:10-12", r"ambiguous a\.go:10"),
    ),
    History(
        "literals of a table in another order",
        (
            {"a_test.go": table(("a", 1), ("b", 2), ("c", 3))},
            {"a_test.go": table(("c", 3), ("a", 1), ("b", 2))},
        ),
        "a_test.go",
        "wantErr",
        1,
        2,
        (r"moved a_test\.go:14-15", r"ambiguous a_test\.go:14"),
    ),
    History(
        "the inputs of two literals change places",
        (
            {"a_test.go": table(("a", 1), ("b", 2), ("c", 3))},
            {"a_test.go": table(("a", 2), ("b", 1), ("c", 3))},
        ),
        "a_test.go",
        "input: 1",
        1,
        1,
        (r"changed a_test\.go:7", r"ambiguous a_test\.go:7", r"ambiguous a_test\.go:13"),
    ),
    History(
        "only comments change",
        (
            {"a.go": go("// scale scales.\n" + func("scale(x int) int", SCALE))},
            {"a.go": go("// scale multiplies.\n// It adds, too.\n" + func("scale(x int) int", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved a\.go:6-8",),
    ),
    History(
        "a comment inside the cited lines changes",
        (
            {"a.go": go(func("scale(x int) int", "\t// first\n" + SCALE))},
            {"a.go": go(func("scale(x int) int", "\t// at first\n" + SCALE))},
        ),
        "a.go",
        "// first",
        1,
        3,
        ("cosmetic",),
    ),
    History(
        "a blank line alone, and another one was added above",
        (
            {"a.go": go(func("one(x int) int", OTHER), func("two(x int) int", SCALE))},
            {"a.go": go("var more = 1\n", func("one(x int) int", OTHER), func("two(x int) int", SCALE))},
        ),
        "a.go",
        "",
        2,
        1,
        ("moved", "ambiguous", "changed", "gone"),
    ),
    History(
        "the last line had no end, and lines were added after it",
        (
            {"a.txt": "one\nthe last line says something of its own"},
            {"a.txt": "zero\none\nthe last line says something of its own\nmore\n"},
        ),
        "a.txt",
        "last line",
        1,
        1,
        (r"moved a\.txt:3",),
    ),
    History(
        "the last line gets an end",
        ({"a.txt": "one\nthe last line says something"}, {"a.txt": "one\nthe last line says something\n"}),
        "a.txt",
        "last line",
        1,
        1,
        (r"exact",),
    ),
    History(
        "the name of a file changes its case",
        (
            {"Scale.go": go(FILLER, func("scale(x int) int", SCALE))},
            {"Scale.go": None, "scale.go": go(FILLER, func("scale(x int) int", SCALE))},
        ),
        "Scale.go",
        "scaled here",
        1,
        3,
        (r"moved scale\.go:35-37",),
    ),
    History(
        "a change is taken back",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": go(func("scale(x int) int", OTHER))},
            {"a.go": go(func("scale(x int) int", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        ("exact",),
    ),
    History(
        "a change is taken back and applied once more, lower",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": go("var a = 1\n")},
            {"a.go": go("var a = 1\n", func("scale(x int) int", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"moved a\.go:6-8",),
    ),
    History(
        "lines come back in another function",
        (
            {"a.go": go(func("scale(x int) int", SCALE), func("other(x int) int", OTHER))},
            {"a.go": go(func("other(x int) int", OTHER))},
            {"a.go": go(func("fresh(x int) int", SCALE), func("other(x int) int", OTHER))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        ("exact", r"ambiguous a\.go", "gone"),
    ),
    History(
        "a file is deleted, and another one of its name comes",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": None},
            {
                "a.go": go(
                    func("unlike(x int) int", '\tlog.Println("the value is scaled here")\n\treturn 0\n')
                )
            },
        ),
        "a.go",
        "scaled here",
        1,
        1,
        ("exact", "gone", r"ambiguous a\.go"),
    ),
    History(
        "an interface method goes to another interface",
        (
            {
                "a.go": go(
                    "type Reader interface {\n\tRead(p []byte) (int, error)\n\tClose() error\n}\n",
                    "type Writer interface {\n\tWrite(p []byte) (int, error)\n}\n",
                )
            },
            {
                "a.go": go(
                    "type Reader interface {\n\tRead(p []byte) (int, error)\n}\n",
                    "type Writer interface {\n\tWrite(p []byte) (int, error)\n\tClose() error\n}\n",
                )
            },
        ),
        "a.go",
        "Close()",
        1,
        1,
        ("gone", r"ambiguous a\.go", r"changed a\.go"),
    ),
    History(
        "an embedded copy of the file in a raw string",
        (
            {"a.go": go(func("scale(x int) int", SCALE))},
            {"a.go": go("const text = `\n" + func("scale(x int) int", SCALE) + "`\n")},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"ambiguous a\.go", "gone"),
    ),
    History(
        "the cited code is commented out",
        (
            {"a.go": go(func("scale(x int) int", SCALE), FILLER)},
            {"a.go": go("/*\n" + func("scale(x int) int", SCALE) + "*/\n", FILLER)},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        (r"ambiguous a\.go", "gone"),
    ),
    History(
        "a file of comments goes to another folder with the others",
        (
            {f"{name}/doc.go": comment_only(name) for name in ("lease", "proxy", "etcdmain")},
            {
                **{f"{name}/doc.go": None for name in ("lease", "proxy", "etcdmain")},
                **{f"server/{name}/doc.go": comment_only(name) for name in ("lease", "proxy")},
                "server/etcdmain/doc.go": "// New.\n" + comment_only("etcdmain"),
            },
        ),
        "etcdmain/doc.go",
        "Package etcdmain",
        1,
        2,
        (r"moved server/etcdmain/doc\.go:16-17",),
    ),
    History(
        "a file of comments is deleted, one with the same licence is new",
        (
            {"lease/doc.go": comment_only("lease")},
            {"lease/doc.go": None, "proxy/doc.go": comment_only("proxy")},
        ),
        "lease/doc.go",
        "Package lease",
        1,
        2,
        ("gone",),
    ),
    History(
        "a statement is deleted, and one like it is new in another branch",
        (
            {"run.go": branches("if tries < most", "load(path)")},
            {"run.go": branches("for _, pool := range pools", "pool.read(path)")},
        ),
        "run.go",
        "path := join",
        1,
        1,
        (r"ambiguous run\.go:6", r"changed run\.go"),
    ),
    History(
        "the first of two functions called init is deleted",
        (
            {"a.go": go(func("init()", SCALE), func("init()", SCALE))},
            {"a.go": go(func("init()", SCALE))},
        ),
        "a.go",
        "scaled here",
        1,
        3,
        ("ambiguous", "gone"),
    ),
    History(
        "a struct goes down in its file and gets a field",
        (
            {"a.go": go(CALIB, FILLER)},
            {"a.go": go(FILLER, CALIB.replace("\tRate", "\tMore int\n\tRate"))},
        ),
        "a.go",
        "type Calib",
        1,
        4,
        (r"changed a\.go:3[45]-39",),
    ),
    History(
        "a copy of a statement beside it",
        (
            {"a.go": go(func("one(x int) int", OTHER), func("two(x int) int", OTHER))},
            {"a.go": go(func("one(x int) int", OTHER), func("two(x int) int", LOGGED + OTHER))},
        ),
        "a.go",
        "nothing of the kind",
        2,
        1,
        (r"ambiguous a\.go:9", r"ambiguous a\.go:10"),
    ),
    History(
        "a copy of two statements above them",
        (
            {"a.go": go(func("one(x int) int", "\tstart()\n" + SCALE))},
            {"a.go": go(func("one(x int) int", "\tstart()\n" + TWO + SCALE))},
        ),
        "a.go",
        "x *= factor",
        1,
        1,
        (r"ambiguous a\.go:[68]",),
    ),
    History(
        "a function is there twice by a bad merge",
        (
            {"a.go": go(func("one(x int) int", SCALE), func("two(x int) int", OTHER))},
            {
                "a.go": go(
                    func("one(x int) int", SCALE),
                    func("two(x int) int", OTHER),
                    func("one(x int) int", SCALE),
                )
            },
        ),
        "a.go",
        "x *= factor",
        1,
        1,
        (r"ambiguous a\.go:5",),
    ),
    History(
        "a key of a list is moved with its entry",
        (
            {"ci.yml": steps("lint", "test", "build")},
            {"ci.yml": steps("test", "build") + "    steps:\n" + "".join(step("lint"))},
        ),
        "ci.yml",
        'timeout: "10m"',
        1,
        1,
        (r"ambiguous ci\.yml", r"moved ci\.yml"),
    ),
    History(
        "a function is split into two that share its lines",
        (
            {"a.go": go(func("pick(x int) int", SCALE + OTHER))},
            {"a.go": go(func("pickLow(x int) int", SCALE), func("pickHigh(x int) int", SCALE + OTHER))},
        ),
        "a.go",
        "x *= factor",
        1,
        1,
        (r"ambiguous a\.go:(?:5|11)",),
    ),
]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.title.replace(" ", "-"))
def test_a_history_misleads_nobody(checkout: Checkout, history: History) -> None:
    check(checkout, history)


def check(checkout: Checkout, history: History) -> None:
    """Make the history, and ask about it in the work tree and at its last commit."""
    base = ""
    for files in history.commits:
        for path, text in files.items():
            if text is None:
                (checkout.root / path).unlink()
            else:
                checkout.write(path, text)
        last = checkout.commit()
        base = base or last
    then = history.commits[0][history.path]
    assert then is not None
    first = [
        n
        for n, line in enumerate(then.split("\n"), 1)
        if (history.mark in line if history.mark else not line)
    ]
    start = first[history.which - 1]
    cited = capture(checkout.repo, history.path, [(start, start + history.count - 1)], base)
    cited = cited.model_copy(update={"commit": ""})
    for at in (None, last):
        answer = verify(checkout.repo, cited, base, at)
        assert any(fits(answer, pattern) for pattern in history.wanted), answer
