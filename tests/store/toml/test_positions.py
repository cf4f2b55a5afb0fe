"""Positions of fields in TOML text: every key that tomllib sees is found where it is written."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.store.toml import values
from blistui.store.toml.positions import Positions, position_of
from blistui.store.toml.scan import DataPath, key_at

PLAN = '''# A plan
[plan]
title = "T"   # the title
executive_summary = """
[pr]
id = "no key"
"""

[[pr]]
id = "PR1"
title = "First"
files = [
  { path = "a.go", change = "add" }, # one
  { path = "b.go", change = "modify" },
]
scope_in = [
  "one", # [not a table]
  'two',
  """three
[[pr]]
""",
]

  [[pr.guarantees]]
  id = "BC-1"
  text = "holds"

[[pr]]
title = "Second"
"id" = 'PR2'
guarantees = [ { id = "BC-2", text = "x" }, {id="BC-3", text = "y"} ]
cite.at = "f.go:1"

[evolution]
current = "now"
[[evolution.change]]
id = "C1"
what = "w"

[block]
[block.real_systems]
"llm-d" = "router"
'''


@pytest.mark.parametrize(
    ("path", "line", "begins"),
    [
        ("plan", 2, "plan]"),
        ("plan.title", 3, "title ="),
        ("plan.executive_summary", 4, "executive_summary"),
        ("pr", 9, "pr]]"),
        ("pr.PR1", 9, "pr]]"),
        ("pr.@0.title", 11, "title"),
        ("pr.PR1.files", 12, "files"),
        ("pr.PR1.files.@1", 14, "{ path"),
        ("pr.PR1.files.@1.change", 14, 'change = "modify"'),
        ("pr.PR1.scope_in.1", 18, "'two'"),
        ("pr.PR1.scope_in.2", 19, '"""three'),
        ("pr.PR1.guarantees.BC-1.text", 26, 'text = "holds"'),
        ("pr.PR2", 28, "pr]]"),
        ("pr.PR2.id", 30, '"id"'),
        ("pr.PR2.guarantees.BC-3.text", 31, 'text = "y"'),
        ("pr.PR2.cite.at", 32, "at ="),
        ("evolution.change.C1.what", 38, "what"),
        ("block.real_systems.llm-d", 42, '"llm-d"'),
        # What the text does not have is where the nearest table around it is.
        ("pr.PR1.motivation", 9, "pr]]"),
        ("pr.PR2.guarantees.BC-3.uid", 31, "{id="),
        ("pr.PR9.title", 9, "pr]]"),
        ("evolution.tradeoff.T1", 34, "evolution]"),
        ("risk.D-1.cost", 1, "# A plan"),
        ("", 1, "# A plan"),
    ],
)
def test_field_of_a_plan(path: str, line: int, begins: str) -> None:
    found = position_of(PLAN, path)
    assert found.line == line
    assert PLAN.split("\n")[line - 1][found.column - 1 :].startswith(begins)


def data_paths(value: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, Any]]:
    """Everything below `value`, as tomllib reads it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in entries:
        yield (*path, key), below
        if isinstance(below, (dict, list)):
            yield from data_paths(below, (*path, key))


def check(text: str) -> None:
    """Each key of `text` has a position of its own, and the key is written there."""
    positions = Positions(text)
    lines = text.split("\n")
    for path, _ in data_paths(tomllib.loads(text)):
        line, column = positions.at(path)
        written = lines[line - 1][column - 1 :]
        if isinstance(path[-1], str):
            parts, _ = key_at(written, 0)
            assert parts and parts[0].name == path[-1], (path, written)
    # Of what is written between brackets, the entries are where their values are.
    for path, value in data_paths(tomllib.loads(text)):
        if isinstance(path[-1], int) and isinstance(value, (str, int)):
            line, column = positions.at(path)
            rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
            assert any(_reads_as(rest[:end], value) for end in range(1, len(rest) + 1)), (path, rest)


def _reads_as(written: str, value: Any) -> bool:
    try:
        return bool(tomllib.loads(f"v = {written}")["v"] == value)
    except tomllib.TOMLDecodeError:
        return False


KEYS = st.sampled_from(
    ["a", "b", "id", "x-1", "with space", "do.t", "é", '"q"', "", "0", "true", "#c", "[t]"]
)
TEXTS = st.text(alphabet=st.sampled_from(list("ab\"'\\#[]{},=.\n\t é")), max_size=10)
SCALARS = st.one_of(
    TEXTS, st.integers(), st.booleans(), st.floats(allow_nan=False), st.dates(), st.datetimes()
)
DATA = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=3)),
    max_leaves=8,
)
BLANKS = st.sampled_from(["", " ", "  ", "\t"])
BREAKS = st.sampled_from(["", " ", "\n", '  # it\'s [a] "comment"\n', "\n\n"])


@st.composite
def written(draw: st.DrawFn, value: Any, inline: bool = False) -> str:
    """A value in one of the ways in which TOML can write it."""
    if isinstance(value, list):
        gap = "" if inline else None
        entries = [draw(written(entry, inline)) for entry in value]
        space = [gap if gap is not None else draw(BREAKS) for _ in range(2 * len(entries) + 1)]
        joined = "".join(f"{space[2 * i]}{entry}{space[2 * i + 1]}," for i, entry in enumerate(entries))
        return f"[{joined}{space[-1]}]"
    if isinstance(value, dict):
        inner = ",".join(
            f"{draw(BLANKS)}{draw(keys(key))}{draw(BLANKS)}={draw(BLANKS)}{draw(written(below, True))}"
            for key, below in value.items()
        )
        return f"{{{inner}{draw(BLANKS)}}}"
    if isinstance(value, str):
        choices = [values.text(value)]
        if "'" not in value and "\n" not in value:
            choices.append(f"'{value}'")
        if "'''" not in value and not value.endswith("'"):
            choices.append(f"'''{value}'''")
        escaped = value.replace("\\", "\\\\").replace('""', '"\\"')
        choices.append(f'"""{escaped}"""')
        return draw(st.sampled_from(choices))
    return values.render(value)


@st.composite
def keys(draw: st.DrawFn, key: str) -> str:
    """A key, bare where it may be."""
    return (
        draw(st.sampled_from([values.key(key), values.render(key)])) if "\n" not in key else values.key(key)
    )


@st.composite
def documents(draw: st.DrawFn) -> str:
    """TOML text: tables, arrays of tables, dotted keys, comments, in any order."""
    out = []
    for _ in range(draw(st.integers(0, 6))):
        out.append(draw(st.sampled_from(["", "\n", "# ['comment\n", "   \n"])))
        dotted = ".".join(draw(keys(key)) for key in draw(st.lists(KEYS, min_size=1, max_size=3)))
        match draw(st.sampled_from(["pair", "pair", "pair", "table", "array"])):
            case "table":
                out.append(f"{draw(BLANKS)}[{dotted}]{draw(BLANKS)}\n")
            case "array":
                out.append(f"{draw(BLANKS)}[[{draw(BLANKS)}{dotted}]] # [[x]]\n")
            case _:
                out.append(f"{draw(BLANKS)}{dotted} = {draw(written(draw(DATA)))}{draw(BLANKS)}\n")
    return "".join(out)


@given(documents())
def test_every_key_that_tomllib_sees_has_its_position(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        # Keys drawn twice make no TOML: then only that nothing raises.
        assert position_of(text, "a.b").line >= 1
        return
    check(text)


@given(st.text(alphabet=st.sampled_from(list("ab\"'\\#[]{},=.\n\t ")), max_size=60))
def test_any_text_is_read_without_raising(text: str) -> None:
    positions = Positions(text)
    for path in ("a", "b", "a.b", "a.@0", "a.@1.b", "b.0.a"):
        line, column = positions.of(path)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


def test_the_sample_plans() -> None:
    for path in (Path(__file__).parents[3] / "sample_plans").glob("*.toml"):
        check(path.read_text(encoding="utf-8"))


def test_windows_line_ends_and_wide_characters() -> None:
    text = '[plan]\r\ntitle = "é世🙂"\r\nx = { "é" = 1, b = 2 }\r\n'
    assert position_of(text, "plan.x.b") == (3, 16)


def test_of_items_with_one_id_the_first_is_meant_and_positions_reach_the_others() -> None:
    text = '[[risk]]\nid = "D-1"\n[[risk]]\nid = "D-1"\n'
    assert position_of(text, "risk.D-1").line == 1
    assert position_of(text, "risk.@1.id").line == 4


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 50_000,
        'a = """' + '"" ' * 50_000,
        "a = '''" + "'" * 100_000,
        "a" + ".a" * 100_000 + " = 1",
        "[[a]]\n" * 20_000,
        "#" * 100_000 + "\n[a]",
        '"' * 100_000,
        "\\" * 100_000,
        "a = 1\n" * 20_000,
        "a = [\n" * 20_000,
        "[a\n" * 20_000,
    ],
    ids=lambda text: repr(text[:10]),
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    start = time.process_time()
    positions = Positions(text)
    positions.of("a.@19999.a")
    positions.of("a.b.c")
    assert time.process_time() - start < 2
