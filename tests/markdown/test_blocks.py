"""The one parser of blocks: what it sees is what CommonMark sees, quickly, and no word is lost."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blistui.markdown import blocks, breaks
from blistui.markdown.blocks import Entry, Fence, Html, Node, Quote, Table, Text, headings, nodes, tree

COMMONMARK = MarkdownIt("commonmark").enable("table")


def brief(found: list[Node] | tuple[Node, ...]) -> list[object]:
    """Blocks in short, to be compared."""
    short: list[object] = []
    for node in found:
        match node:
            case Text() | Html():
                short.append(" ".join(node.source.split()))
            case Fence():
                short.append((node.language, *node.content))
            case Table():
                short.append([node.header, *(row for _, row in node.rows)])
            case Quote():
                short.append({">": brief(node.nodes)})
            case Entry():
                short.append({node.marker: [node.text, *brief(node.nodes)]})
    return short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo\n\nthree", ["One two", "three"]),
        ("  One\n      two", ["One two"]),
        ("One\n\n# x\n\nTitle\n===\nmore", ["One", "# x", "# Title", "more"]),
        ("- a\n  - b\n    more\n3. c", [{"-": ["a", {"-": ["b more"]}]}, {"3.": ["c"]}]),
        ("* a\n\n  b\n* c", [{"*": ["a", "b"]}, {"*": ["c"]}]),
        ("1) a\n   ~~~ sh x\n   b\n   ~~~", [{"1)": ["a", ("sh x", "b")]}]),
        ("See:\n3. no list", ["See: 3. no list"]),
        ("-\n\nx", [{"-": [""]}, "x"]),
        ("- # x\n- [ ] y", [{"-": ["# x"]}, {"-": ["[ ] y"]}]),
        ("a\n\n    b\n\n     c\n\nd", ["a", ("", "b", "", " c"), "d"]),
        ("```go\nfunc\n", [("go", "func")]),
        ("```\n```", [("",)]),
        ("> a\nb\n> - c", [{">": ["a b", {"-": ["c"]}]}]),
        ("a | b\n-|-\n1\n2 | 3 | 4\n\nend", [[["a", "b"], ["1", ""], ["2", "3 4"]], "end"]),
        ("> | a\\|b |\n> |---|\n> | 1 | `2\\|3` |", [{">": [[["a|b"], ["1 `2|3`"]]]}]),
        ("a | b\nno | delimiter", ["a | b no | delimiter"]),
        ("[x]: http://example.org", ["[x]: http://example.org"]),
        ("a\n\n---\n\nb", ["a", "---", "b"]),
        ("<details>\n- a\n</details>", ["<details>", {"-": ["a </details>"]}]),
        ("a\r\nb\rc", ["a b c"]),
        ("\n    One\n    two\n\n    - a\n      - b\n    ", ["One two", {"-": ["a", {"-": ["b"]}]}]),
        ("\tOne\n\n\t    two", ["One", ("", "two")]),
        ("    One\n  two\n\n      x", ["One two", ("", "x")]),
        ("", []),
    ],
)
def test_blocks_of_a_field(text: str, expected: list[object]) -> None:
    assert brief(nodes(text)) == expected


def test_lines_are_those_of_the_text() -> None:
    text = "a\n\n- b\n  c\n  - d\n\n> e\n> f\n\n| g |\n|---|\n| h |\n\n```\ni\n```"
    root = tree(f"# T\n\n{text}")
    first, entry, quote, table, fence = root.parts[0].nodes
    assert [node.line for node in (first, entry, quote, table, fence)] == [3, 5, 9, 12, 16]
    assert isinstance(entry, Entry) and entry.nodes[0].line == 7
    assert isinstance(table, Table) and table.rows[0][0] == 14
    assert entry.source == "- b\n  c\n  - d"


def test_a_document_is_divided_by_its_headings() -> None:
    root = tree(
        "x\n\nTitle\n=====\n\nSub\n---\ny\n\n---\n\n> # quoted\n\n- # listed\n\n# Next ##\n\n<!--\n# no\n-->"
    )
    assert brief(root.nodes) == ["x"]
    assert [(part.line, part.level, part.title) for part in root.walk()] == [
        (1, 0, ""),
        (3, 1, "Title"),
        (6, 2, "Sub"),
        (16, 1, "Next"),
    ]
    assert brief(root.parts[0].parts[0].nodes) == ["y", {">": ["# quoted"]}, {"-": ["# listed"]}]
    assert brief(root.parts[1].nodes) == ["<!-- # no -->"]


def test_headings_are_found_wherever_commonmark_sees_them() -> None:
    text = "# One\n```text\n# not\n```\nA) Two\n------\n\n    # not\n\n  ## B) Three ##\n<!-- \n# not\n-->"
    assert [(heading.line, heading.level, heading.text, heading.letter) for heading in headings(text)] == [
        (1, 1, "One", ""),
        (5, 2, "A) Two", "A"),
        (10, 2, "B) Three", "B"),
    ]


LINES = st.sampled_from(
    """a;b c;- d;  e;    f;* g;1. h;2) i;# j;===;---;> k;```;~~~;;  ;\t;+;#;_o_;*p*;___;* * *;<q>;\xa0;r\\
12.s;-t;#u;\u2028;1.;>;``;=x;     ;:-:;l | m;-|-;| n |;|---|""".replace("\n", ";").split(";")
)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_a_text_without_blocks_needs_no_parser(text: str) -> None:
    plain = breaks.MORE_THAN_PARAGRAPHS.search(text) is None
    kinds = {token.type for token in COMMONMARK.parse(text)}
    if kinds - {"paragraph_open", "inline", "paragraph_close"}:
        assert not plain or text.lstrip("\n").startswith((" ", "\t"))
    if plain:
        read = [node for node in blocks._Reader(text, html=False).blocks() if isinstance(node, Text)]
        assert [(node.line, node.text) for node in nodes(text)] == [(node.line, node.text) for node in read]


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    marked = [re.sub(r"[a-u]\b", lambda _, at=at: f"word{at}", line) for at, line in enumerate(lines)]  # type: ignore[misc]
    kept = repr(brief(nodes("\n".join(marked))))
    assert all(word in kept for line in marked for word in re.findall(r"word\d+", line))


def test_blocks_deeper_than_anybody_means_are_text() -> None:
    for deep in ("- " * 3000, "> " * 3000, "1. > " * 1000):
        assert "the end" in repr(brief(nodes(f"{deep}the end\n\nmore")))
        assert "more" in repr(brief(nodes(f"{deep}the end\n\nmore")))


HUGE: dict[str, Callable[[int], str]] = {
    "heading with blanks": lambda n: "# a" + " " * n + "b",
    "blanks": lambda n: " " * n + "x\n" * 3,
    "fence": lambda n: "```\n" + "x " * n + "\n```",
    "backticks": lambda n: "`" * n,
    "bullets": lambda n: "- " * n + "x",
    "quotes": lambda n: "> " * n + "x",
    "dividers": lambda n: "* " * n + "\n" + "_ " * n + "x",
    "rows": lambda n: "a | b\n-|-\n" + "c | d | e\n" * (n // 8),
    "pipes": lambda n: "|" * n + "\n" + "|-" * n,
    "list": lambda n: "- a\n  - b\n" * (n // 16),
    "paragraphs": lambda n: "a\n\n" * (n // 4),
    "lines": lambda n: "a\n" * n + "---",
    "html": lambda n: "<!--\n" * n,
}


@pytest.mark.parametrize("name", HUGE)
def test_eight_times_the_text_takes_about_eight_times_the_time(name: str) -> None:
    def taken(text: str) -> float:
        nodes.cache_clear()
        # Collecting garbage costs by what all tests before this one have left.
        gc.disable()
        try:
            start = time.process_time()
            tree(text)
            nodes(text)
            return time.process_time() - start
        finally:
            gc.enable()

    part, whole = (min(taken(HUGE[name](n)) for _ in range(3)) for n in (5_000, 40_000))
    # 64 times would be the square; what takes no time at all says nothing.
    assert whole < 24 * part + 0.05


def test_plain_texts_do_not_load_the_parser() -> None:
    script = (
        "import sys; from blistui.markdown.blocks import nodes\n"
        "from blistui.rules.prose.markdown_spans import spans_of\n"
        "nodes('One *two* `x`\\nthree.\\n\\nFour - five, 1. six'); spans_of('One `two`\\nthree')\n"
        "print('markdown_it' in sys.modules); nodes('- a'); print('markdown_it' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]
