"""Known findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.rules.rule import Finding
from blistui.rules.running.baseline import Baseline, BaselineError, baseline_of, load_baseline
from blistui.rules.running.fingerprints import fingerprints


def finding(rule: str, path: str, message: str = "Wrong.", waived_by: str = "") -> Finding:
    return Finding(rule, "warning", path, message, "Fix it.", waived_by=waived_by)


PLAN = "plan.toml"
FOUND = [
    finding("OBJ001", "objective"),
    finding("CIT006", "finding.F1.cites.@0"),
    finding("CIT006", "finding.F1.cites.@1", "Other."),
]


def test_what_was_there_is_known_and_what_came_is_new() -> None:
    new = finding("OBJ002", "non_goal")
    compared = baseline_of(PLAN, FOUND).compare(PLAN, [*FOUND, new])
    assert compared.new == (new,)
    assert compared.known == tuple(FOUND)
    assert compared.gone == ()


def test_of_several_at_one_place_as_many_are_known_as_were() -> None:
    third = finding("CIT006", "finding.F1.cites.@2", "Third.")
    compared = baseline_of(PLAN, FOUND).compare(PLAN, [*FOUND[1:], third])
    assert compared.new == (third,)
    assert [entry.rule for entry in compared.gone] == ["OBJ001"]


def test_wording_and_positions_do_not_matter() -> None:
    before = [
        finding("PRS002", "pr.@3.title", "PR no. 4 has no title."),
        finding("ABS002", "block.B1.owns.2"),
    ]
    after = [
        finding("PRS002", "pr.@4.title", "The 5th PR lacks a title."),
        finding("ABS002", "block.B1.owns.0"),
    ]
    assert baseline_of(PLAN, before).compare(PLAN, after).new == ()
    assert fingerprints(PLAN, before) == fingerprints(PLAN, after)


def test_ids_do_matter() -> None:
    assert (
        baseline_of(PLAN, [finding("PRS002", "pr.PR2.title")])
        .compare(PLAN, [finding("PRS002", "pr.PR3.title")])
        .new
    )


def test_a_baseline_only_shrinks() -> None:
    baseline = baseline_of(PLAN, FOUND)
    compared = baseline.compare(PLAN, [FOUND[1], finding("OBJ002", "non_goal")])
    shrunk = baseline.without(compared.gone)
    assert [entry.rule for entry in shrunk.entries] == ["CIT006"]
    assert shrunk.compare(PLAN, FOUND[:2]).new == (FOUND[0],)


def test_one_baseline_serves_several_plans() -> None:
    other = baseline_of("other.toml", FOUND[:1])
    both = baseline_of(PLAN, FOUND) + other
    assert other.compare(PLAN, FOUND).new == tuple(FOUND)
    assert both.compare("other.toml", FOUND[:1]).gone == ()
    assert both.without(both.compare(PLAN, []).gone) == other


def test_plans_of_the_same_file_name_are_different_plans() -> None:
    baseline = baseline_of("a/plan.toml", FOUND)
    assert baseline.compare("b/plan.toml", FOUND).new == tuple(FOUND)
    assert baseline.compare("a/plan.toml", FOUND).new == ()


def test_what_rules_found_that_did_not_run_is_not_gone() -> None:
    compared = baseline_of(PLAN, FOUND).compare(PLAN, [], {"CIT006"})
    assert [entry.rule for entry in compared.gone] == ["OBJ001"]


def test_a_repository_that_cannot_be_read_is_never_known() -> None:
    unread = finding("CIT016", "plan.repository")
    assert baseline_of(PLAN, [unread]) == Baseline()


def test_a_file_of_the_first_format_knows_plans_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_of(PLAN, FOUND).text().replace('"format": 2', '"format": 1'))
    old = load_baseline(path)
    assert old.compare(f"docs/{PLAN}", FOUND).new == ()
    assert old.without(()).text() == path.read_text()


def test_waived_findings_are_neither_known_nor_new() -> None:
    waived = finding("OBJ004", "objective.O1.text", waived_by="W1")
    assert baseline_of(PLAN, [waived]) == Baseline()
    compared = Baseline().compare(PLAN, [waived])
    assert (compared.new, compared.known) == ((), ())


def test_the_file_reads_back_and_has_one_entry_a_line(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    baseline = baseline_of(PLAN, [*FOUND, finding("OBJ003", "commitments", "“é” \n\x1b[31m is missing.")])
    path.write_text(baseline.text(), encoding="utf-8")
    assert set(load_baseline(path).entries) == set(baseline.entries)
    assert len(baseline.text().splitlines()) == 4 + 5
    assert json.loads(Baseline().text()) == {"format": 2, "known": []}
    assert load_baseline(path).text() == baseline.text()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "this is not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "no baseline of blistui"),
        (b'{"format": 3, "known": []}', "newer than this blistui reads"),
        (b'{"format": 1}', "no list `known`"),
        (b'{"format": 1, "known": [1]}', "entry 1 of `known`"),
        (b'{"format": 1, "known": [{"rule": 3}]}', "entry 1 of `known`"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(content)
    with pytest.raises(BaselineError, match=r"known\.json") as refused:
        load_baseline(path)
    assert says in str(refused.value)


def test_no_file_and_no_regular_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(BaselineError, match="there is no such file"):
            load_baseline(path)
