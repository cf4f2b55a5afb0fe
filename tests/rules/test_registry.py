"""The registry holds every rule of the tree, each explained, and each with cases."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from blistui.plan import headings
from blistui.rules import families
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import PERSPECTIVES, Rule, explanation
from tests.rules import families as cases
from tests.rules.harness import Case

HEADINGS = {value for name, value in vars(headings).items() if name.isupper()}

WITHOUT_A_TABLE = {
    "CIT004": "needs a history of commits; test_cit makes one",
    "CIT009": "needs a history of commits; test_cit makes one",
    "CIT016": "needs a plan in a file; test_cit_history makes one",
    "CIT017": "needs clones that lack history; test_cit_history makes them",
    "CIT018": "needs a history of commits; test_cit_history makes one",
    "CIT019": "needs uncommitted text; test_cit_history makes some",
    "PLN008": "needs a plan in a file; test_pln writes some",
    "PLN006": "needs a neighbouring plan; test_pln gives one",
}
"""Rules whose failing and passing plans are made by tests of their own, and why.

Besides, `test_mutations` breaks every rule once in the complete sample plan, which keeps them all.
"""


def test_every_rule_in_the_tree_is_in_the_registry() -> None:
    modules = [found.name for found in pkgutil.walk_packages(families.__path__, f"{families.__name__}.")]
    assert len(modules) > 50
    declared = {
        f"{name}.{attribute}": value
        for name in modules
        for attribute, value in vars(importlib.import_module(name)).items()
        if isinstance(value, Rule)
    }
    missing = [name for name, rule in declared.items() if not any(rule is known for known in RULES)]
    assert missing == [], "not in the registry: list their module in `__init__` of the family"
    assert len(declared) == len(RULES), "a rule is where it is declared, and nowhere else"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained(rule: Rule) -> None:
    page = explanation(rule)
    assert page.what and page.why and page.how_to_fix and page.fails and page.passes
    assert page.fails != page.passes
    assert rule.title.endswith(".")
    assert rule.heading in HEADINGS
    assert rule.perspective in PERSPECTIVES


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    modules = [found.name for found in pkgutil.iter_modules(cases.__path__, f"{cases.__name__}.")]
    values = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    tables = [value for value in values if isinstance(value, tuple | list)]
    tested = {case.rule for table in tables for case in table if isinstance(case, Case)}
    assert {rule.id for rule in RULES} - tested == set(WITHOUT_A_TABLE)


def test_ids_lead_to_their_rules() -> None:
    assert list(by_id()) == [rule.id for rule in RULES]
    assert all(by_id()[rule.id] is rule for rule in RULES)
