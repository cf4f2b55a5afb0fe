"""What is asked of code costs as much as there is code, never the square of it."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from blistui.repo.citations.relocation.cosmetic import same_meaning
from blistui.repo.errors import QueryError
from blistui.repo.go.outline import Enclosing, enclosing, outline
from blistui.repo.go.scan import outline_in_short
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.flags import flags_in
from blistui.repo.queries.queries import Inquiry, callers, constructors, implementers
from blistui.repo.recon.proposals import proposals
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import load_index

_SECONDS = 8
"""Far more than any of these takes, far less than one that grows with the square."""

_MANY = 20_000
SOURCES = {
    "long concatenation": b'import "flag"\nfunc init() { flag.String("a", "", "x"'
    + b' + "y"' * _MANY
    + b") }\n",
    "long flag name": b'import "flag"\nfunc init() { flag.Int("a"' + b' + "y"' * _MANY + b', 1, "u") }\n',
    "chain of embedded interfaces": b"".join(
        b"type I%d interface { I%d\n I%d\n M%d() }\n" % (n, n + 1, n + 1, n) for n in range(2_000)
    ),
    "circles of embedded structs": b"".join(
        b"type S%d struct { S%d; S%d }\n" % (n, (n + 1) % 2_000, (n + 7) % 2_000) for n in range(2_000)
    ),
    "structs that embed all others": b"".join(
        b"type S%d struct { %s }\n" % (n, b"; ".join(b"S%d" % other for other in range(200)))
        for n in range(200)
    ),
    "many interfaces": b"".join(
        b"type I%d interface { M%d() }\ntype T%d struct{}\nfunc (T%d) M%d() {}\n" % (n, n, n, n, n)
        for n in range(2_000)
    ),
    "calls in many functions": b"func f() {}\n" + b"".join(b"func g%d() { f() }\n" % n for n in range(9_000)),
    "many calls": b"func f() {}\nfunc g() {\n" + b"\tf()\n" * _MANY + b"}\n",
    "many panics": b"func f() {\n" + b'\tpanic("x")\n' * _MANY + b"}\n",
    "arrows": b"func g() { " + b"->" * 4_000 + b" }\n",
    "case without end": b"func f(s string) I {\n" + b'case "a" ' * 4_000 + b"\n}\n",
    "calls in calls": b"func f(x int) int { return " + b"f(" * _MANY + b"1" + b")" * _MANY + b" }\n",
    "literals in literals": b"type T struct{}\nvar x = " + b"[]T{" * _MANY + b"}" * _MANY + b"\n",
    "selectors of selectors": b"func g() { a" + b".f" * _MANY + b"() }\n",
    "functions of functions": b"func g" + b"(f func" * _MANY + b"()" + b")" * _MANY + b"\n",
    "interfaces in interfaces": b"type T interface { f("
    + b"interface { f(" * 6_000
    + b")"
    + b"})" * 6_000
    + b"}\n",
}


@pytest.mark.parametrize("kind", list(SOURCES))
def test_a_file_made_to_be_slow_costs_little(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.go").write_bytes(b"package p\n\n" + SOURCES[kind])
    (tmp_path / "b.go").write_bytes(
        b"package p\n\ntype I interface { M() }\n\nfunc f() {}\n\ntype T struct{}\n"
    )
    repo = Repository.open(tmp_path)
    for ask in (
        load_index,
        lambda repo: callers(repo, "f"),
        lambda repo: constructors(repo, "T"),
        lambda repo: implementers(repo, "I"),
        lambda repo: flags_in(GoCode(repo)),
        proposals,
    ):
        started = time.process_time()
        # What could not be parsed in time is no answer.
        with suppress(QueryError):
            ask(repo)
        assert time.process_time() - started < _SECONDS, ask


def test_an_answer_without_a_file_that_cannot_be_parsed_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.go").write_text("package p\n\nfunc work() {}\n\nfunc Do() { work() }\n")
    assert [hit.line for hit in callers(Repository.open(tmp_path), "work")] == [5]
    (tmp_path / "slow.go").write_bytes(b"package p\n\n" + SOURCES["arrows"].replace(b"{", b"{ work()", 1))
    (tmp_path / "other.go").write_bytes(b"package p\n\n// rest\n" + SOURCES["arrows"])
    with pytest.raises(QueryError, match=r"slow\.go takes too long to parse"):
        callers(Repository.open(tmp_path), "work")
    (tmp_path / "slow.go").unlink()
    assert [hit.line for hit in callers(Repository.open(tmp_path), "work")] == [5]


def test_types_that_embed_each_other_without_end_are_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blistui.repo.queries.method_sets._MOST_MEMBERS", 1_000)
    (tmp_path / "a.go").write_bytes(b"package p\n\n" + SOURCES["chain of embedded interfaces"])
    with pytest.raises(QueryError, match="embed each other too often"):
        list(Inquiry(GoCode(Repository.open(tmp_path))).implementers("I0"))


SAMPLE = Path(__file__).parents[2] / "sample_plans" / "queuesim"


@pytest.mark.parametrize("pattern", ["(identifier) @it", "(call_expression) @it", "(_) @it"])
def test_the_node_around_a_captured_one_is_that_of_the_parser(pattern: str) -> None:
    sources = {str(path): path.read_bytes() for path in sorted(SAMPLE.rglob("*.go"))}
    sources["errors"] = b"package p\n\nfunc f( { g(a b) }}\n\ntype T struct { x }\nvar = 1\n"
    seen = 0
    for path, source in sources.items():
        file = GoFile(path, source)
        for node in file.captures(pattern):
            around, expected = file.parent(node), node.parent
            for _ in range(4):
                assert (around and around.id) == (expected and expected.id), (path, node)
                if around is None or expected is None:
                    break
                around, expected = file.parent(around), expected.parent
                seen += 1
    assert seen > 1_000


def test_the_symbols_around_lines_are_found_at_once_as_one_by_one() -> None:
    source = (
        "package p\n\n// I is.\ntype I interface {\n\t// M does.\n\tM()\n\tN()\n}\n\nvar a, b = 1,\n\t2\n\n"
        "const (\n\tX = 1\n\tY = 2\n)\n\ntype (\n\tJ interface{ O() }\n\tK struct{}\n)\n\n"
        "func (k K) F() {\n\tx()\n}\n"
    )
    symbols = [symbol for symbol in outline(source) if symbol.kind != "package"]
    around = Enclosing(outline(source))
    for line in range(source.count("\n") + 3):
        found = enclosing(symbols, line)
        assert around.name_at(line) == (found.qualified if found else ""), line


NEVER_CLOSED = {
    "string": '"' + '\\"' * 40_000,
    "rune": "'" + "\\'" * 40_000,
    "comment": "/*" * 45_000,
    "string in a comment": '"a/*' * 20_000,
    "escapes": "'\\" * 45_000,
    "raw strings": "`" * 90_000,
}


@pytest.mark.parametrize("kind", list(NEVER_CLOSED))
def test_strings_and_comments_never_closed_are_compared_in_no_time(kind: str) -> None:
    text = NEVER_CLOSED[kind]
    started = time.process_time()
    different, alike = same_meaning("a.go", [text], ["x", text]), same_meaning("a.go", [text], [f"\t{text}"])
    assert (different, alike) == (False, True)
    assert time.process_time() - started < 2


def test_comments_above_many_functions_are_found_at_once() -> None:
    source = b"package p\n\n" + b"".join(b"*/\nfunc f%d() {}\n" % n for n in range(20_000))
    started = time.process_time()
    outline_in_short(source)
    assert time.process_time() - started < _SECONDS
