"""Three themes by role: readable on every surface, grey where colours are few, and no colour beside them."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from screens.app import BlistApp
from screens.form.form import Place
from screens.themes import ANSI, DARK, DARK_ROLES, LIGHT, LIGHT_ROLES, THEMES, Roles, fitting, turned
from tests.screens.pilot import make, opened, until

SCREENS = Path(__file__).resolve().parents[2] / "screens"
SURFACES = ("page", "tool", "raised")
READ = ("text", "muted", "accent", "code", "good", "look", "wrong")
BOTH = pytest.mark.parametrize("roles", [DARK_ROLES, LIGHT_ROLES], ids=["dark", "light"])


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.1 defines it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("role", READ)
def test_what_must_be_read_stands_out_from_every_surface(roles: Roles, surface: str, role: str) -> None:
    assert _contrast(asdict(roles)[role], asdict(roles)[surface]) >= 4.5


@BOTH
@pytest.mark.parametrize("surface", [*SURFACES, "rule", "thumb"])
def test_surfaces_stay_grey_with_256_colours(roles: Roles, surface: str) -> None:
    colour = RichColor.parse(asdict(roles)[surface]).downgrade(ColorSystem.EIGHT_BIT)
    assert colour.number is not None
    assert 231 <= colour.number <= 255


@pytest.mark.parametrize("one", THEMES, ids=lambda one: one.name)
def test_text_is_the_colour_of_its_role_and_no_tint(one: object) -> None:
    assert one in THEMES
    made = next(theme for theme in THEMES if theme is one)
    found = made.to_color_system().generate() | made.variables
    for tint, role in (("text-error", "error"), ("text-warning", "warning"), ("text-success", "success")):
        assert found[tint] == getattr(made, role)


@pytest.mark.parametrize(
    ("system", "name"), [("truecolor", "blist-dark"), ("256", "blist-dark"), ("standard", "blist-ansi")]
)
def test_the_terminal_decides_the_first_theme(system: str, name: str) -> None:
    assert fitting(system).name == name


def test_dark_and_light_take_turns_and_16_colours_stay() -> None:
    assert turned(DARK.name, "truecolor") is LIGHT
    assert turned(LIGHT.name, "truecolor") is DARK
    assert turned(ANSI.name, "standard") is ANSI


async def test_f10_turns_the_theme(tmp_path: Path) -> None:
    app = BlistApp(None, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == DARK.name
        await pilot.press("f10")
        assert app.theme == LIGHT.name
        await pilot.press("f10")
        assert app.theme == DARK.name


async def test_the_theme_of_16_colours_paints_the_screen(tmp_path: Path) -> None:
    app = BlistApp(None, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = ANSI.name
        await pilot.pause()
        assert "blistui" in "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def test_no_screen_names_a_colour() -> None:
    """Colours are variables of the theme, and the shades that 256 colours would make blue are not used."""
    named = re.compile(r"#[0-9a-fA-F]{6}\b|\$[a-z-]+-(?:muted|lighten|darken)(?!-)")
    allowed = {"$text-muted", "$foreground-muted"}
    found = []
    for path in [*SCREENS.rglob("*.py"), *SCREENS.rglob("*.tcss")]:
        if path.name != "themes.py":
            found += [f"{path.name}: {hit}" for hit in named.findall(path.read_text()) if hit not in allowed]
    assert found == []


@pytest.mark.parametrize(
    "place",
    [
        Place("phase0"),
        Place("phase0", "finding.F1"),
        Place("phase2"),
        Place("phase6", "pr.PR1"),
        Place("review"),
    ],
    ids=lambda place: place.path or place.station,
)
async def test_no_colour_is_shown_where_none_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(place)
        await until(pilot, lambda: bench.place == place and bench.form is not None and bench.form.fields)
        await pilot.press("tab")
        await until(pilot, lambda: bench.focused is not None)
        found = {
            (segment.text.strip(), colour.triplet)
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip
            for colour in (segment.style and segment.style.color, segment.style and segment.style.bgcolor)
            if colour and colour.triplet and len(set(colour.triplet)) > 1
        }
        assert found == set()
