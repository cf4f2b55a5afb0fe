"""What can be fixed mechanically is offered at the field that is to be changed, and ends the finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import by_id
from blistui.rules.rule import Finding
from blistui.rules.running.findings import run
from tests.rules.harness import context_of, plan_of

FREEZE = (
    '[[crosscutting]]\nid = "CC1"\narea = "freezes"\ninterface = "Scorer"\npr = "PR1"\n'
    '[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\ninterface = "Scorer"\n'
)
SHARED = (
    '[[crosscutting]]\nid = "CC1"\narea = "ci"\nitem = "A benchmark"\npr = "PR1"\n{}'
    '[[pr]]\nid = "PR1"\ncrosscutting = ["CC1"]\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n{}'
)
DOCS = '[[crosscutting]]\nid = "CC1"\narea = "docs"\ndocument = "{}"\nitem = "{}"\n'
TWO_FILES = (
    '[[pr]]\nid = "PR1"\nfiles = [{ path = "new.go", change = "add" }]\n'
    '[[pr]]\nid = "PR2"\nfiles = [{ path = "new.go", change = "modify" }]\n'
)
A_ROW = '{ path = "a.go", change = "modify" }'
TWICE = f'[[pr]]\nid = "PR1"\nfiles = [{A_ROW}, {A_ROW}]\n'
CONSUMED = SHARED.format('consumers = ["PR2"]\n', "")
MAP = DOCS.format("design guidelines", "x").replace("CC1", "CC2")


def _found(rule: str, text: str, root: Path) -> list[Finding]:
    (root / "a.go").write_text("package a\n", encoding="utf-8")
    plan = plan_of(text)
    return run((by_id()[rule],), context_of(plan, Evidence(Repository.open(root), "")))


@pytest.mark.parametrize(
    ("rule", "text", "place", "title", "is_offered_only"),
    [
        ("DAG006", FREEZE, "pr.PR2.depends_on", "Let PR2 depend on PR1", True),
        ("CIT010", TWO_FILES, "pr.PR2.depends_on", "Let PR2 depend on PR1", True),
        ("CIT010", TWICE, "pr.PR1.files.@1.path", "Drop the second row of `a.go`", False),
        (
            "CIT010",
            TWO_FILES.replace("modify", "add").replace('"PR2"', '"PR2"\ndepends_on = ["PR1"]'),
            "pr.PR2.files.@0.change",
            "Say that PR2 modifies `new.go`",
            True,
        ),
        ("XCT012", CONSUMED, "pr.PR2.crosscutting", "List CC1 in PR2", False),
        (
            "XCT012",
            SHARED.format("", 'crosscutting = ["CC1"]\n'),
            "pr.PR2.crosscutting",
            "Name PR2 among the consumers of CC1",
            True,
        ),
        (
            "XCT006",
            CONSUMED.replace('depends_on = ["PR1"]\n', ""),
            "crosscutting.CC1.pr",
            "Let PR2 depend on PR1",
            True,
        ),
        ("XCT013", DOCS.format("README", "the usage"), "crosscutting", "Add an item for CLAUDE.md", True),
        (
            "XCT013",
            DOCS.format("", "") + DOCS.format("README", "x").replace("CC1", "CC2"),
            "crosscutting.CC1.document",
            "Choose CLAUDE.md in CC1",
            True,
        ),
        (
            "XCT010",
            DOCS.format("other", "Both: README.md") + MAP,
            "crosscutting.CC1.document",
            "Choose README in CC1",
            True,
        ),
        (
            "XCT010",
            DOCS.format("README", "x") + 'trigger = "flags"\n',
            "crosscutting",
            "Add an item for design guidelines",
            True,
        ),
    ],
)
def test_a_mechanical_fix_is_offered(
    rule: str, text: str, place: str, title: str, is_offered_only: bool, tmp_path: Path
) -> None:
    (found,) = _found(rule, text, tmp_path)
    assert found.place == place
    assert found.fix is not None
    assert (found.fix.title, found.fix.is_scaffold) == (title, is_offered_only)
    fixed = apply(plan_of(text), found.fix.edits)
    left = run((by_id()[rule],), context_of(fixed, Evidence(Repository.open(tmp_path), "")))
    assert not [one for one in left if one.message == found.message]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("CIT010", TWO_FILES.replace('"PR1"\n', '"PR1"\ndepends_on = ["PR2"]\n', 1)),
        ("CIT010", TWO_FILES.replace('"PR1"\n', '"PR1"\nstatus = "dropped"\n', 1)),
        ("CIT010", TWO_FILES + '[[pr]]\nid = "PR3"\nfiles = [{ path = "new.go", change = "add" }]\n'),
        ("CIT010", TWO_FILES + '[[pr]]\nid = "PR1"\n'),
        ("CIT010", TWICE.replace("modify", "delete", 1)),
        ("XCT012", SHARED.format('consumers = ["PR2"]\n', 'crosscutting_none_because = "it uses none"\n')),
        ("DAG006", FREEZE.replace('"PR2"\n', '"PR2"\n[[pr]]\nid = "PR2"\n')),
    ],
)
def test_what_is_to_be_decided_is_not_fixed(rule: str, text: str, tmp_path: Path) -> None:
    found = _found(rule, text, tmp_path)
    assert [one.fix for one in found] == [None] * max(len(found), 1)
