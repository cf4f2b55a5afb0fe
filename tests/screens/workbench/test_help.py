"""F1 on a field: what is asked, its words, an example, and what the rules find there with the fix first."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from blistui.rules.rule import Finding
from screens.dialogs.ask import Reading
from screens.form.form import Place
from screens.widgets.lines import named
from tests.screens.pilot import make, opened, settled, until


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("pr.PR1.extension_type", ("tier composition: A wrapper", "Phase 6")),
        ("pr.PR1.guarantees.BC-1-1.text", ("never shed", "behavioural contract with a name")),
        ("finding.F1.cites", ("a opens the code", "What the rules find here", "CIT")),
        ("block.B1.observes", ("Example", "Phase 2")),
        ("block.B1.real_systems", ("vLLM: Scheduler",)),
        ("prevention.failure_modes", ("Shotgun surgery", "Prevention: A type")),
        ("plan.title", ("Overload control",)),
    ],
)
async def test_f1_says_what_is_asked_here(tmp_path: Path, path: str, says: tuple[str, ...]) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        bench.jump(path)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == path)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        shown = "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))
        for text in says:
            assert text in shown
        if "What the rules find here" in shown:
            finding = next(one for one in bench.result.findings if one.is_about(path))  # type: ignore[union-attr]
            message, how_to_fix = (named(text).plain for text in (finding.message, finding.how_to_fix))
            assert shown.index(message) < shown.index(how_to_fix)
            later = [shown.find(word) for word in ("Example\n", "What the words mean\n", "The template: ")]
            assert all(at < 0 or at > shown.index(how_to_fix) for at in later), "what is wrong comes first"


async def test_f1_in_a_pane_has_the_title_of_the_pane(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        for key, title in (("f4", "Findings"), ("f2", "Phases"), ("f5", "Code"), ("f6", "Evidence")):
            await pilot.press(key)
            await until(pilot, lambda: bench.pane == key_of[title] and bench.focused is not None)  # noqa: B023
            await pilot.press("f1")
            await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
            page = pilot.app.screen
            frame = next(one for one in page.query("*") if one.border_title)
            assert title in str(frame.border_title)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is bench)


key_of = {"Findings": "findings", "Phases": "rail", "Code": "code", "Evidence": "evidence"}


async def test_the_guidelines_are_read_without_leaving(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        await bench.run_action("guidelines")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading) and pilot.app.screen.query(Static))
        shown = "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))
        assert "Target module map" in shown


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        (Place("phase0"), ("ctrl+f",)),
        (Place("phase6", "pr.PR2.id"), ("enter",)),
        (Place("phase6", "pr.PR2.depends_on"), ("enter",)),
        (Place("phase0", "finding.F1.cites"), ("t",)),
        (Place("phase0"), ("f5", "f")),
        (Place("phase0"), ("f5", "s")),
        (Place("review"), ("s",)),
        (Place("phase0", "finding.F1.statement"), ("x", "ctrl+q")),
    ],
    ids=lambda value: value.path or value.station if isinstance(value, Place) else "-".join(value),
)
async def test_f1_explains_every_dialog_and_comes_back_to_it(
    tmp_path: Path, place: Place, keys: tuple[str, ...]
) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump(place.path) if place.path else bench.go(place)
        if place.station == "review":
            await until(pilot, lambda: bench.focused is not None and bench.focused.id == "document")
        elif place.path:
            await until(pilot, lambda: getattr(bench.focused, "path", "") == place.path)
        else:
            await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding")
        for key in keys:
            await pilot.press(key)
            await until(pilot, lambda: bench.pane == "code" or key != "f5")  # noqa: B023
        await until(pilot, lambda: pilot.app.screen is not bench and pilot.app.focused is not None)
        dialog = pilot.app.screen
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        await until(pilot, lambda: "Esc" in str(pilot.app.screen.query(Static).first().render()))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is dialog and pilot.app.focused is not None)


async def test_the_hint_has_whole_words_in_two_rows_at_any_width(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (140, 40)) as (pilot, bench):
        hint = bench.query_one("#hint", Static)

        def is_whole() -> bool:
            rows = str(hint.render()).split("\n")
            if len(rows) > 2 or any(len(row) > hint.size.width for row in rows):
                return False
            said = " ".join(row.strip() for row in rows).removesuffix(" … F1")
            found = bench.result.findings if bench.result is not None else ()
            texts = [f"{f.message} {when}{f.how_to_fix}" for f in found for when in ("", _waits(f))]
            texts = [f"{glyph} {named(text).plain}" for text in texts for glyph in "○✗▲"]
            return any(f"{text} ".startswith(f"{said} ") for text in texts)

        for path in ("finding", "block.B1.observes", "pr.PR1.scope_in", "risk.D-1.validation"):
            bench.jump(path)
            await until(pilot, lambda: getattr(bench.focused, "path", "") == path)  # noqa: B023
            for size in ((80, 24), (44, 20), (140, 40)):
                await pilot.resize_terminal(*size)
                await until(pilot, is_whole)


def _waits(finding: Finding) -> str:
    return f"Waits for {finding.waits_for.partition(' — ')[0]}. "
