"""Odd styles of TOML through load, edit, save and undo: only the bytes of the edit differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.store import save as save_module
from blistui.store.atomic import write_atomically
from blistui.store.load import Loaded, load
from blistui.store.save import ChangedOnDisk, SaveFailed, Unmergeable, save
from blistui.store.session import Session
from blistui.store.toml import merge
from blistui.store.toml.match import kept, origins


def put(path: str, value: object) -> Edit:
    return Edit("put", path, value)


CITES = """\
[[finding]]
id = "F1"
cites = [ # of the list
    { at = "a.go:1" }, # one
    { at = "a.go:2" } # two
    , # three
    # above four
    { at = "a.go:4", symbol = 'S' } # four
    # at the end
]
"""

CASES: list[tuple[str, str, Edit, str]] = [
    (
        "an item below the comment of a file that begins with a blank line",
        '\n# of the file\n\n[[objective]]\nid = "O1"\n',
        Edit("insert", "objective", {"id": "O2"}, 0),
        '\n# of the file\n\n[[objective]]\nid = "O2"\n\n[[objective]]\nid = "O1"\n',
    ),
    (
        "a comment in an empty list inside of a table in line",
        'state = { simulation = [ # c\n ], statistics = ["b"] }\n',
        Edit("insert", "state.simulation", "new", 0),
        'state = { simulation = [ # c\n    "new",\n ], statistics = ["b"] }\n',
    ),
    (
        "the first of two equal entries goes",
        "[state]\nsimulation = [\n  'x',\n  # two\n  'x', # three\n]\n",
        Edit("remove", "state.simulation.0"),
        "[state]\nsimulation = [\n  # two\n  'x', # three\n]\n",
    ),
    (
        "the second of two equal entries goes",
        "[state]\nsimulation = [\n  # one\n  'x', # two\n  'x'\n]\n",
        Edit("remove", "state.simulation.1"),
        "[state]\nsimulation = [\n  # one\n  'x' # two\n]\n",
    ),
    (
        "one of three equal entries goes, each with comments",
        "[state]\nsimulation = [\n  # a\n  'x', # b\n  'x', # c\n  # d\n  'x', # e\n]\n",
        Edit("remove", "state.simulation.1"),
        "[state]\nsimulation = [\n  # a\n  'x', # b\n  'x', # c\n  # d\n  # e\n]\n",
    ),
    (
        "a table below",
        '[[frozen]]\nid = "X"\n\n[frozen.cite] # c\nat = "q.go:1"   # where\nsymbol = "S"\n',
        put("frozen.X.cite.at", "q.go:9"),
        '[[frozen]]\nid = "X"\n\n[frozen.cite] # c\nat = "q.go:9"   # where\nsymbol = "S"\n',
    ),
    (
        "a table below gets a field",
        '[[frozen]]\nid = "X"\n[frozen.cite]\nat = "q.go:1"\nsymbol = "S"\n',
        put("frozen.X.cite", {"at": "q.go:1", "symbol": "S", "digest": "d"}),
        '[[frozen]]\nid = "X"\n[frozen.cite]\nat = "q.go:1"\nsymbol = "S"\ndigest = "d"\n',
    ),
    (
        "a table below goes",
        '[[frozen]]\nid = "X"\n# about the citation\n[frozen.cite]\nat = "q.go:1"\n\n[dag]\nrisks = "r"\n',
        put("frozen.X.cite", None),
        '[[frozen]]\nid = "X"\n\n[dag]\nrisks = "r"\n',
    ),
    (
        "dotted keys",
        '[[frozen]]\nid = "X"\ncite.at = "q.go:1" # where\ncite . "symbol" = "S"\n',
        put("frozen.X.cite.at", "q.go:9"),
        '[[frozen]]\nid = "X"\ncite.at = "q.go:9" # where\ncite . "symbol" = "S"\n',
    ),
    (
        "dotted keys get one",
        '[[frozen]]\ncite.at = "q.go:1"\ncite.digest = "d" # c\nid = "X"\n',
        put("frozen.X.cite", {"at": "q.go:1", "symbol": "S", "digest": "d"}),
        '[[frozen]]\ncite.at = "q.go:1"\ncite.symbol = "S"\ncite.digest = "d" # c\nid = "X"\n',
    ),
    (
        "dotted keys go",
        '[[frozen]]\ncite.at = "q.go:1"\nid = "X"\ncite.digest = "d" # c\n',
        put("frozen.X.cite", None),
        '[[frozen]]\nid = "X"\n',
    ),
    (
        "dotted keys in braces",
        'frozen = [{ id = "X", cite.at = "q.go:1", cite.symbol = "S" }] # c\n',
        put("frozen.X.cite.symbol", "T"),
        'frozen = [{ id = "X", cite.at = "q.go:1", cite.symbol = "T" }] # c\n',
    ),
    (
        "a table in dotted keys of the root",
        'plan.title = "t" # c\nplan.slug = "s"\n[[pr]]\nid = "PR1"\n',
        put("plan.executive_summary", "x"),
        'plan.title = "t" # c\nplan.slug = "s"\nplan.executive_summary = "x"\n[[pr]]\nid = "PR1"\n',
    ),
    (
        "a list below dotted keys",
        'evolution.current = "c"\n',
        Edit("insert", "evolution.change", {"id": "C1", "what": "w"}, 0),
        'evolution.current = "c"\nevolution.change = [{ id = "C1", what = "w" }]\n',
    ),
    (
        "a table that only its lists imply",
        '# top\n[[evolution.change]]\nid = "C1"\n',
        put("evolution.current", "c"),
        '\n[evolution]\ncurrent = "c"\n\n# top\n[[evolution.change]]\nid = "C1"\n'[1:],
    ),
    (
        "a comment in a list without a last comma",
        '[[pr]]\nid = "P"\ndepends_on = [\n  "Q"\n  # last\n]\n',
        put("pr.P.depends_on", ("Q", "R")),
        '[[pr]]\nid = "P"\ndepends_on = [\n  "Q",\n  "R"\n  # last\n]\n',
    ),
    (
        "comments around a citation that moves",
        CITES,
        Edit("move", "finding.F1.cites.@0", None, 1),
        CITES.replace('    { at = "a.go:1" }, # one\n', "").replace(
            "    # above four\n", '    { at = "a.go:1" }, # one\n    # above four\n'
        ),
    ),
    (
        "a citation without comma moves up",
        CITES,
        Edit("move", "finding.F1.cites.@2", None, 0),
        # The comma goes with the place, not with the comments around it.
        CITES.replace("    # above four\n    { at = \"a.go:4\", symbol = 'S' } # four\n", "")
        .replace("    , # three", "     # three")
        .replace(
            '    { at = "a.go:1" }, # one\n',
            '    # above four\n    { at = "a.go:4", symbol = \'S\' }, # four\n    { at = "a.go:1" }, # one\n',
        ),
    ),
    (
        "a citation goes",
        CITES,
        Edit("remove", "finding.F1.cites.@1"),
        CITES.replace('    { at = "a.go:2" } # two\n    , # three\n', ""),
    ),
    (
        "a comment behind the last entry of a line",
        '[[pr]]\nid = "P"\ndepends_on = [ "Q", # q\n "R" ]\n',
        Edit("remove", "pr.P.depends_on.1"),
        '[[pr]]\nid = "P"\ndepends_on = [ "Q" # q\n  ]\n',
    ),
    (
        "mixed line ends",
        '[plan]\r\ntitle = "a"\r\nslug = "b"\n# c\r\n',
        put("plan.title", "z"),
        '[plan]\r\ntitle = "z"\r\nslug = "b"\n# c\r\n',
    ),
    (
        "lines that a file of CRLF gets",
        '[plan]\r\ntitle = "a"\r\n',
        put("plan.executive_summary", "x\ny"),
        '[plan]\r\ntitle = "a"\r\nexecutive_summary = """\r\nx\r\ny"""\r\n',
    ),
    (
        "nan",
        "[plan]\ntitle = 't'\n[mine]\nx = nan\ny = [-inf, 0x1F]\n[[pr]]\nid = \"P\"\n",
        Edit("insert", "pr", {"id": "Q"}, 1),
        '[plan]\ntitle = \'t\'\n[mine]\nx = nan\ny = [-inf, 0x1F]\n[[pr]]\nid = "P"\n\n[[pr]]\nid = "Q"\n',
    ),
    (
        "tables out of order",
        '[[risk]]\nid = "D1"\n\n[dag]\nmerge_sequencing = "s"\n\n[[risk]]\nid = "D2"\n\n[plan]\nslug = "T"\n',
        Edit("insert", "risk", {"id": "D9"}, 2),
        '[[risk]]\nid = "D1"\n\n[dag]\nmerge_sequencing = "s"\n\n[[risk]]\nid = "D2"\n\n'
        '[[risk]]\nid = "D9"\n\n[plan]\nslug = "T"\n',
    ),
    (
        "a last item before tables out of order",
        '[[risk]]\nid = "D1"\n[plan]\ntitle = "T"\n[[risk]]\nid = "D2"\n',
        Edit("remove", "risk.D2"),
        '[[risk]]\nid = "D1"\n[plan]\ntitle = "T"\n',
    ),
    (
        "an item among others whose fields are alike",
        '[[crosscutting]]\nid = "A" # a\narea = "x"\n[[crosscutting]]\nid = "B" # b\npin = "y"\n',
        Edit("insert", "crosscutting", {"id": "N"}, 1),
        '[[crosscutting]]\nid = "A" # a\narea = "x"\n\n[[crosscutting]]\nid = "N"\n'
        '[[crosscutting]]\nid = "B" # b\npin = "y"\n',
    ),
    (
        "one of two texts that are equal",
        '[[pr]]\nid = "P"\nscope_in = [\n  "same", # one\n  "same", # two\n]\n',
        Edit("remove", "pr.P.scope_in.0"),
        '[[pr]]\nid = "P"\nscope_in = [\n  "same", # two\n]\n',
    ),
    (
        "comments behind an item that goes may be about the next",
        '[[risk]]\nid = "D1"\n\n[[risk]]\nid = "D2"\n# below\n\n[dag]\nmerge_sequencing = "s"\n',
        Edit("remove", "risk.D2"),
        '[[risk]]\nid = "D1"\n# below\n\n[dag]\nmerge_sequencing = "s"\n',
    ),
    (
        "a first item below a comment that divides",
        '[plan]\ntitle = "t"\n\n# --- the series ---\n\n# the first\n[[pr]]\nid = "P"\n',
        Edit("insert", "pr", {"id": "Q"}, 0),
        '[plan]\ntitle = "t"\n\n# --- the series ---\n\n[[pr]]\nid = "Q"\n\n# the first\n[[pr]]\nid = "P"\n',
    ),
    (
        "a text that looks like a comment at its end",
        '[[pr]]\nid = "P"\ntitle = """\n\n# no comment"""\n[[pr]]\nid = "Q"\n',
        Edit("move", "pr.P", None, 1),
        '[[pr]]\nid = "Q"\n[[pr]]\nid = "P"\ntitle = """\n\n# no comment"""\n',
    ),
    (
        "keys that are quoted, and tables in braces",
        "'plan' = { \"title\"='t',slug = 's' } # c\n",
        put("plan.title", "z"),
        "'plan' = { \"title\"=\"z\",slug = 's' } # c\n",
    ),
    (
        "the id of an item that has nothing else but no number",
        '[[block]]\nid="A" # a\nx = nan\n\n[[block]]\nid="A" # b\nx = nan\n',
        Edit("rename", "block.@1", "B"),
        '[[block]]\nid="A" # a\nx = nan\n\n[[block]]\nid="B" # b\nx = nan\n',
    ),
]


NAMED = [pytest.param(text, edit, after, id=name) for name, text, edit, after in CASES]


def written(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.parametrize(("text", "edit", "after"), NAMED)
def test_only_the_edit_changes_and_undo_brings_all_back(
    tmp_path: Path, text: str, edit: Edit, after: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(text.encode())
    session = Session(load(path))
    assert session.apply((edit,), "edit")
    session.saved(save(session.loaded, session.plan))
    assert written(path) == after
    session.undo()
    session.saved(save(session.loaded, session.plan))
    assert written(path) == text
    session.redo()
    session.saved(save(session.loaded, session.plan))
    assert written(path) == after


def test_a_new_item_does_not_inherit_the_comments_of_one_that_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        '[[risk]]\nid = "D-1"\ncost = 2\n\n# about the second\n[[risk]]\nid = "D-2"\ndecision = "d"\n'
    )
    session = Session(load(path))
    session.apply((Edit("remove", "risk.D-2"),), "remove")
    session.saved(save(session.loaded, session.plan))
    session.apply((Edit("insert", "risk", {"id": "D-2", "decision": "another"}, 0),), "insert")
    session.saved(save(session.loaded, session.plan))
    assert "about the second" not in path.read_text()


def changing(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> None:
    """Somebody else writes `text` to `path` after the first look of a save, before its rename."""
    merged = save_module.merged_text

    def while_merging(loaded: Loaded, plan: Plan) -> str:
        found = merged(loaded, plan)
        path.write_text(text)
        return found

    monkeypatch.setattr(save_module, "merged_text", while_merging)


def test_a_file_written_while_it_is_saved_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    session = Session(load(path))
    session.edit("plan.title", "mine")
    changing(monkeypatch, path, '[plan]\ntitle = "theirs"\n')
    with pytest.raises(ChangedOnDisk):
        save(session.loaded, session.plan)
    assert path.read_text() == '[plan]\ntitle = "theirs"\n'
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.toml"]


def test_what_would_hold_another_plan_is_not_written_and_both_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    session = Session(load(path))
    session.edit("plan.title", "mine")
    monkeypatch.setattr(merge, "merge", lambda *_: None)
    for _ in range(2):
        with pytest.raises(Unmergeable, match=r"The plan with the edits is in .*plan.mine.toml"):
            save(session.loaded, session.plan)
    assert path.read_text() == '[plan]\ntitle = "t"\n'
    assert load(tmp_path / "plan.mine.toml").plan == session.plan
    assert len(list(tmp_path.iterdir())) == 2


def test_half_a_character_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    session = Session(load(path))
    session.edit("plan.title", "half \ud800")
    with pytest.raises(SaveFailed, match="half of a character after"):
        save(session.loaded, session.plan)
    assert path.read_text() == '[plan]\ntitle = "t"\n'


def test_temporary_files_of_killed_programs_are_removed_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    for name in (".plan.toml.ab_34xyz.blistui.tmp", ".before the rename.toml.ab_34xyz.blistui.tmp"):
        (tmp_path / name).write_text("litter")
    others = [".plan.toml.tmp", ".plan.toml.notours1.bak", ".plan.toml.ab_34xyz.tmp", ".tool.blistui.tmp"]
    for name in others:
        (tmp_path / name).write_text("not ours")
    Session(load(path))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(["plan.toml", *others])


def test_a_temporary_file_that_is_being_written_stays(tmp_path: Path) -> None:
    """An export, say: it does not hold the lock of the folder."""
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')

    def open_another_window() -> bool:
        Session(load(path))
        return False

    assert write_atomically(tmp_path / "plan.md", b"exported", unless=open_another_window)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["plan.md", "plan.toml"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("abc", "abc", [0, 1, 2]),
        ("abc", "cab", [2, 0, 1]),
        ("abc", "axc", [0, 1, 2]),
        ("abc", "xc", [None, 2]),
        ("ab", "axb", [0, None, 1]),
        ("aab", "aba", [0, 2, 1]),
        ("aa", "xa", [0, 1]),
        ("aa", "xaa", [None, 0, 1]),
        ("", "ab", [None, None]),
    ],
)
def test_entries_are_known_again(before: str, after: str, found: list[int | None]) -> None:
    assert origins(list(before), list(after)) == found


def test_as_few_as_possible_move() -> None:
    assert kept([2, 0, 1, None, 3]) == {1, 2, 4}
    assert kept([None, None]) == set()
