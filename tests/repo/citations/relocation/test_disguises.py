"""Histories in which something else has the name, the place or the text of what was cited."""

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
)
from tests.repo.conftest import Checkout


def checks(*names: str, row: str = "row[{}]") -> str:
    """Statements that all read alike but for their names, as those that read the columns of a table."""
    return "".join(
        f"\t{name}, err := parse({row.format(number)})\n"
        f'\tif err != nil {{\n\t\treturn fmt.Errorf("parsing {name}: %w", err)\n\t}}\n'
        for number, name in enumerate(names)
    )


def model(layers: int, *more: str) -> str:
    keys = [f'"hidden_size_of_layer_{n}": {n}' for n in range(12)] + [f'"layers": {layers}', *more]
    return "{\n" + ",\n".join(f"  {key}" for key in keys) + "\n}\n"


def method(receiver: str, name: str = "Get", kind: str = "Pool") -> str:
    body = (
        f"\t{receiver}.mu.Lock()\n\tdefer {receiver}.mu.Unlock()\n"
        '\tlog.Println("an item was taken from it")\n'
        f"\treturn {receiver}.items[len({receiver}.items)-1]\n"
    )
    return func(f"({receiver} *{kind}) {name}() Item", body)


def event(name: str, level: str) -> str:
    return (
        f"// {name} happens to a request.\ntype {name} struct {{\n\ttime int64\n}}\n\n"
        f'// Execute does nothing\nfunc (e *{name}) Execute() {{\n\tlog.{level}("{name} at %d", e.time)\n}}\n'
    )


def job(name: str, *more: str) -> str:
    return f"  {name}:\n    image: golang:1.22\n" + "".join(f"    {line}\n" for line in more)


DOCKER = "FROM gcr.io/distroless\n\nADD etcd /usr/local/bin/etcd\nADD ctl /usr/local/bin/ctl\nEXPOSE 2379\n"
STEPS = "\tfor _, one := range batch {\n\t\tfinish(one)\n\t\tcount(one, now)\n\t}\n\tnote(now)\n"

DISGUISES = [
    History(
        "the end of a declaration, and a diff that pairs its brace with the one of a deleted neighbour",
        (
            {"e.go": go(event("Scheduled", "Info"), event("Preempted", "Info"), event("Left", "Info"))},
            {"e.go": go(FILLER, event("Scheduled", "Debug"), event("Left", "Debug"))},
        ),
        "e.go",
        "}",
        2,
        2,
        (r"moved e\.go:42-43",),
    ),
    History(
        "a blank line with other text on both sides",
        (
            {"up.sh": "set -e\nrun all tests\nupload the coverage report\n\nexit with their status\n"},
            {
                "up.sh": "set -e\nrun all tests\nmake a folder for the program\nload the program\n\n"
                "upload the report with it\nexit ${status}\n"
            },
        ),
        "up.sh",
        "",
        1,
        1,
        (r"ambiguous up\.sh:5",),
    ),
    History(
        "a blank line of a function that was written again",
        (
            {"a.go": go(func("run(x int)", "\tstart(x)\n\n" + checks("one", "two") + "\n\tend(x)\n"))},
            {"a.go": go(func("run(x int)", "\tbegin()\n\n\tmiddle()\n\n\tfinish()\n"))},
        ),
        "a.go",
        "",
        2,
        1,
        (r"ambiguous a\.go:5", r"ambiguous a\.go:6"),
    ),
    History(
        "statements that read alike, and others were put before them",
        (
            {"a.go": go(func("read(row []string) error", checks("id", "sent", "first", "last", "count")))},
            {
                "a.go": go(
                    func(
                        "read(row []string) error",
                        "\toffset := 1\n"
                        + checks(
                            "priority",
                            "round",
                            "id",
                            "sent",
                            "size",
                            "first",
                            "last",
                            "count",
                            row="row[{}+offset]",
                        ),
                    )
                )
            },
        ),
        "a.go",
        "last, err",
        1,
        1,
        (r"changed a\.go:(?:3-|29)", "ambiguous", "gone"),
    ),
    History(
        "a function is split in two, and both have the lines",
        (
            {"a.go": go(func("step(batch []int)", '\tlog.Println("step")\n' + STEPS + "\tlast(batch)\n"))},
            {
                "a.go": go(
                    func("step(batch []int)", "\tbefore(batch)\n\tafter(batch)\n"),
                    func("before(batch []int)", STEPS.replace("now", "then")),
                    func("after(batch []int)", STEPS.replace("now", "later")),
                )
            },
        ),
        "a.go",
        "for _, one",
        1,
        4,
        (r"ambiguous a\.go:9",),
    ),
    History(
        "one of several models is deleted, later there is another one",
        (
            {"m/a-8b/config.json": model(8), "m/b-7b/config.json": model(7, '"tied": true')},
            {"m/a-8b/config.json": None},
            {"m/a-70b/config.json": model(70)},
        ),
        "m/a-8b/config.json",
        "layer_3",
        1,
        2,
        (r"ambiguous m/a-70b/config\.json", "gone"),
    ),
    History(
        "one of several models gets another folder",
        (
            {"m/a-8b/config.json": model(8), "m/b-7b/config.json": model(7, '"tied": true')},
            {"m/a-8b/config.json": None, "m/a-8b-instruct/config.json": "\n" + model(8)},
        ),
        "m/a-8b/config.json",
        "layer_3",
        1,
        2,
        (r"moved m/a-8b-instruct/config\.json:6-7",),
    ),
    History(
        "of twins by build tags one is deleted, the other one gets another name",
        (
            {
                "run_cov.go": go(func("run(x int) int", SCALE), head="//go:build cov\n\n"),
                "run_plain.go": go(func("run(x int) int", SCALE), head="//go:build !cov\n\n"),
            },
            {"run_cov.go": None},
            {"run_plain.go": None, "run.go": go(FILLER, func("run(x int) int", SCALE))},
        ),
        "run_cov.go",
        "scaled here",
        1,
        2,
        (r"ambiguous run\.go", "gone"),
    ),
    History(
        "a removed file is part of a new one that is written in another form",
        (
            {"Dockerfile-release.arm64": DOCKER},
            {
                "Dockerfile-release.arm64": None,
                "Dockerfile": "ARG ARCH\n" + DOCKER.replace("FROM", "FROM --platform=$ARCH"),
            },
        ),
        "Dockerfile-release.arm64",
        "ADD etcd",
        1,
        2,
        (r"ambiguous Dockerfile:4", r"moved Dockerfile:4-5"),
    ),
    History(
        "a receiver is renamed, the cited line has it",
        (
            {"a.go": go(method("p"), method("p", "Peek"))},
            {"a.go": go(FILLER, method("pool"), method("pool", "Peek"))},
        ),
        "a.go",
        "defer",
        2,
        1,
        (r"changed a\.go:41-43",),
    ),
    History(
        "a receiver is renamed, the cited line has it not",
        (
            {"a.go": go(method("p"), method("p", "Peek"))},
            {"a.go": go(FILLER, method("pool"), method("pool", "Peek"))},
        ),
        "a.go",
        "was taken",
        2,
        1,
        (r"moved a\.go:44",),
    ),
    History(
        "a type gets another name, and a new type takes its old one",
        (
            {"a.go": go("type Pool struct{ items []Item }\n", method("p"))},
            {
                "a.go": go(
                    "type Old struct{ items []Item }\n",
                    method("p", kind="Old"),
                    "type Pool struct{ items []Item }\n",
                    method("p"),
                )
            },
        ),
        "a.go",
        "was taken",
        1,
        2,
        (r"ambiguous a\.go:", r"moved a\.go:17-18"),
    ),
    History(
        "values of a job go to an anchor that two jobs take them from",
        (
            {
                "ci.yml": "jobs:\n"
                + job("build", "timeout: 10m", "retries: 2")
                + job("test", "timeout: 10m", "retries: 3")
            },
            {
                "ci.yml": "base: &base\n  timeout: 10m\n  retries: 2\n\njobs:\n"
                + job("build", "<<: *base")
                + job("test", "timeout: 10m", "retries: 3")
            },
        ),
        "ci.yml",
        "timeout",
        1,
        1,
        (r"ambiguous ci\.yml", "gone", r"changed ci\.yml:[678]"),
    ),
    History(
        "a line loses the blanks that break it in Markdown",
        (
            {"a.md": "# T\n\nThe first line of the text ends here.  \nThe second one follows it.\n"},
            {"a.md": "# T\n\nThe first line of the text ends here.\nThe second one follows it.\n"},
        ),
        "a.md",
        "first line",
        1,
        2,
        (r"changed a\.md:3-4",),
    ),
    History(
        "a deleted function is in another package and in a test",
        (
            {"sim/a.go": go(func("scale(x int) int", SCALE), func("other(x int) int", OTHER))},
            {
                "sim/a.go": go(func("other(x int) int", OTHER)),
                "sim/helper_test.go": go(func("scaleForTests(x int) int", SCALE)),
                "unit/a.go": go(func("scale(x int) int", SCALE), package="unit"),
            },
        ),
        "sim/a.go",
        "scaled here",
        1,
        3,
        (r"ambiguous unit/a\.go:4",),
    ),
    History(
        "a file is copied to another package, and the cited one is edited",
        (
            {"sim/a.go": go(func("scale(x int) int", SCALE))},
            {
                "sim/a.go": go(func("scale(x int) int", SCALE.replace("factor", "ratio"))),
                "kv/a.go": go(func("scale(x int) int", SCALE), package="kv"),
            },
        ),
        "sim/a.go",
        "x *= factor",
        1,
        1,
        (r"changed sim/a\.go:5",),
    ),
    History(
        "two files with the same lines are made one, which has the lines once",
        (
            {
                "a/limits.yaml": "pool: a\nlimits:\n  memory: 512 megabytes\n  kind: pool of type a\n",
                "b/limits.yaml": "pool: b\nlimits:\n  memory: 512 megabytes\n  kind: pool of type b\n",
            },
            {
                "a/limits.yaml": None,
                "b/limits.yaml": None,
                "limits.yaml": "pool: all\nlimits:\n  memory: 512 megabytes\n  kind: pool of type b\n",
            },
        ),
        "a/limits.yaml",
        "memory",
        1,
        1,
        (r"ambiguous limits\.yaml:3", "gone"),
    ),
    History(
        "a block of a template changes places with its twin",
        (
            {"t.tmpl": "{{if .A}}\n  name: {{.Name}}\n{{end}}\n{{if .B}}\n  name: {{.Name}}\n{{end}}\n"},
            {"t.tmpl": "{{if .B}}\n  name: {{.Name}}\n{{end}}\n{{if .A}}\n  name: {{.Name}}\n{{end}}\n"},
        ),
        "t.tmpl",
        "name:",
        1,
        1,
        (r"ambiguous t\.tmpl", r"moved t\.tmpl:5"),
    ),
    History(
        "files for two platforms change places",
        (
            {
                "a_linux.go": go(func("wait(x int) int", SCALE), func("linux()", "\tepoll()\n")),
                "a_darwin.go": go(func("wait(x int) int", SCALE), func("darwin()", "\tkqueue()\n")),
            },
            {
                "a_darwin.go": go(func("wait(x int) int", SCALE), func("linux()", "\tepoll()\n")),
                "a_linux.go": go(func("wait(x int) int", SCALE), func("darwin()", "\tkqueue()\n")),
            },
        ),
        "a_linux.go",
        "epoll",
        1,
        1,
        ("gone", r"ambiguous a_darwin\.go:10", r"moved a_darwin\.go:10"),
    ),
]


@pytest.mark.parametrize("history", DISGUISES, ids=lambda history: history.title.replace(" ", "-"))
def test_a_disguise_is_seen_through(checkout: Checkout, history: History) -> None:
    check(checkout, history)
