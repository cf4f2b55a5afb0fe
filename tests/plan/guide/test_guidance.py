"""Every field that a form shows has guidance, and every word of the template is defined."""

from __future__ import annotations

import subprocess
import sys

import pytest

from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.guide.guidance import (
    Place,
    agent_page,
    field_guidance,
    option_terms,
    phase_guidance,
    places,
    terms,
)
from blistui.plan.phases import PHASES
from blistui.plan.tables.concept import FRICTION_TYPES
from blistui.plan.tables.objectives import Criteria
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS
from blistui.plan.tables.series import EXTENSION_TYPES

PLACES = list(places())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.path)
def test_every_field_of_a_form_says_what_is_asked_and_has_an_example(place: Place) -> None:
    guidance = field_guidance(place.model, place.spec.key)
    where = f"[{place.model.__name__}] {place.spec.key} in blistui/plan/guide/texts/"
    assert guidance.example.strip(), f"write an example: {where}"
    assert len(guidance.asks) > 3, where


def test_no_text_is_about_a_field_that_is_gone() -> None:
    from blistui.plan.guide.guidance import _field_texts

    there = {(place.model.__name__, place.spec.key) for place in PLACES}
    written = {(model, key) for model, fields in _field_texts().items() for key in fields}
    assert written - there == set()


@pytest.mark.parametrize("place", [p for p in PLACES if p.spec.options], ids=lambda place: place.path)
def test_every_option_of_a_choice_is_defined(place: Place) -> None:
    assert [term.name for term in option_terms(place.spec)] == list(place.spec.options)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("extension type", EXTENSION_TYPES),
        ("failure mode", FAILURE_MODES),
        ("topic of recon", TOPICS),
        ("friction target", FRICTION_TYPES),
        ("scoping criterion", specs(Criteria)),
        ("origin of an event", ("exogenous", "endogenous")),
    ],
)
def test_the_words_of_the_template_are_defined(group: str, names: object) -> None:
    defined = {term.name: term for term in terms() if term.group == group}
    assert set(defined) == set(names)  # type: ignore[call-overload]
    assert all(term.what.endswith((".", "?")) for term in defined.values())


def test_each_failure_mode_has_its_prevention_and_an_example() -> None:
    for term in terms():
        if term.group == "failure mode":
            assert term.prevention and term.example, term.name


def test_every_table_belongs_to_one_phase_and_every_phase_has_guidance() -> None:
    tables = [table for phase in PHASES for table in phase.tables]
    assert sorted(tables) == sorted(specs(Plan))
    for phase in PHASES:
        assert phase_guidance(phase.mark).asks and phase_guidance(phase.mark).first


def test_the_page_for_agents_fits_into_60_lines() -> None:
    assert len(agent_page().splitlines()) <= 60


def test_what_shows_no_guidance_does_not_read_it() -> None:
    code = "import sys, blistui.rules.registry; print('blistui.plan.guide.guidance' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
