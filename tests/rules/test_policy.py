"""The policy file: what it sets, and how it says what it does not understand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blistui.rules.policy import FILE, Policy, PolicyError, load_policy, parse_policy
from blistui.rules.registry import by_id

WHOLE = """
real_systems = ["llm-d", "Dynamo"]
unverified = "never"
other_keys = ["x-tracker"]
guide_document = "AGENTS.md"

[levels]
CON018 = "off"
CIT007 = "error"

[limits]
citation_lines = 30
pr_lines_of_code = 500
config_example_lines = 10

[friction_targets]
"KV tier" = 5
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as raised:
        parse_policy(text, by_id)
    return raised.value.problems


def test_no_file_is_the_templates_policy(tmp_path: Path) -> None:
    assert load_policy(tmp_path, by_id) == Policy()


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE)
    policy = load_policy(tmp_path, by_id)
    assert policy.levels == {"CON018": "off", "CIT007": "error"}
    assert policy.real_systems == ("llm-d", "Dynamo")
    assert (policy.citation_lines, policy.pr_lines_of_code, policy.config_example_lines) == (30, 500, 10)
    assert policy.friction_targets == {"KV tier": 5}
    assert policy.unverified == "never"
    assert policy.other_keys == ("x-tracker",)
    assert policy.guide_document == "AGENTS.md"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[level]\nCIT001 = "off"', ".blistui.toml:1: `level` is no setting: did you mean `levels`?"),
        ('\n[levels]\nLIVE001 = "off"', ".blistui.toml:3: `LIVE001` is no rule: did you mean `LIV001`?"),
        ('[levels]\nfoo = "off"', "`blistui rules` lists them."),
        ('levels.cit001 = "off"', ".blistui.toml:1: `cit001` is no rule: did you mean `CIT001`?"),
        ('[levels]\nCIT001 = "warn"', ":2: the level of CIT001 is 'warn': did you mean `warning`?"),
        ("[levels]\nCIT001 = 3", "use one of error, warning, hint, off."),
        ("levels = 1", "`levels` is 1: make it a table, [levels]."),
        ("[limits]\ncitation_line = 3", "did you mean `citation_lines`?"),
        ("[limits]\ncitation_lines = 0", ":2: `citation_lines` is 0: give a whole number, at least 1."),
        ("[limits]\ncitation_lines = true", "is True: give a whole number"),
        ('[friction_targets]\n"policy templates" = 3', "did you mean `policy template`?"),
        ('real_systems = ["a", "a"]', "give a list of different names."),
        ("real_systems = []", "give a list of different names."),
        ('unverified = "no"', "`unverified` is 'no': use one of register, never."),
        ("levels = [", "is no TOML: "),
    ],
)
def test_what_is_not_understood_is_reported_with_its_line(text: str, said: str) -> None:
    (problem,) = problems(text)
    assert said in problem
    assert problem.startswith(FILE)


def test_all_problems_are_reported_at_once() -> None:
    assert len(problems('a = 1\nb = 2\n[levels]\nX = "off"')) == 3


def test_a_policy_outside_the_repository_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("unverified = 'never'")
    root = tmp_path / "work"
    root.mkdir()
    (root / FILE).symlink_to(tmp_path / "secret")
    with pytest.raises(PolicyError, match="symbolic link"):
        load_policy(root, by_id)


def test_a_pipe_in_place_of_a_policy_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(PolicyError, match="named pipe"):
        load_policy(tmp_path, by_id)


def test_deep_nesting_is_no_crash() -> None:
    assert problems("a = " + "[" * 100_000)
