"""The registry holds exactly the rules of the catalogue, each explained."""

from __future__ import annotations

import pytest

from blistui.plan import headings
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import PERSPECTIVES, Rule, explanation
from tests.rules.catalogue import CATALOGUE

HEADINGS = {value for name, value in vars(headings).items() if name.isupper()}

RUN_WITHOUT_REPOSITORY = {
    "CIT003": "an end before its start is wrong in every file",
    "PRE001": "the author's word is asked for without looking at files",
    "PRE002": "a plan that names no design doc needs no repository to be told",
    "BUG002": "expectations are asked for without looking at files",
}
"""Rules that use the repository, but say something without it as well, and why."""


def test_the_registry_is_the_catalogue() -> None:
    assert len(CATALOGUE) == 130
    assert [rule.id for rule in RULES] == [entry.id for entry in CATALOGUE]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_level_and_decision_are_those_of_the_catalogue(rule: Rule) -> None:
    entry = next(entry for entry in CATALOGUE if entry.id == rule.id)
    assert rule.level == entry.levels[0]
    assert rule.decided == entry.decided
    assert rule.needs_repo == (entry.repo and rule.id not in RUN_WITHOUT_REPOSITORY)


def test_what_runs_without_a_repository_is_in_the_catalogue_as_using_one() -> None:
    assert {entry.id for entry in CATALOGUE if entry.repo} >= set(RUN_WITHOUT_REPOSITORY)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained(rule: Rule) -> None:
    told = explanation(rule)
    assert told.what and told.why and told.how_to_fix and told.fails and told.passes
    assert told.fails != told.passes
    assert rule.title.endswith(".")
    assert rule.heading in HEADINGS
    assert rule.perspective in PERSPECTIVES


def test_ids_lead_to_their_rules() -> None:
    assert list(by_id()) == [rule.id for rule in RULES]
    assert all(by_id()[rule.id] is rule for rule in RULES)
