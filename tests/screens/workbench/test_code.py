"""The code pane on the workbench: what is picked there reaches the plan, and marks lead back."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Region
from textual.widgets._toast import Toast

from blistui.plan import paths
from blistui.repo.citations.capture import capture
from screens.app import BlistApp
from screens.code_pane.pane import CodePane
from screens.code_view import reader as code_reader
from screens.code_view.place import CodePlace
from screens.fields.citations import CitesField
from screens.finder.finder import Finder
from screens.form.form import Place
from screens.form.signature_view import SignatureView
from screens.widgets.key_line import KeyLine
from screens.workbench.workbench import Workbench
from tests.repo.conftest import Checkout
from tests.screens.pilot import GO, make, opened, send, settled, until


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return make(tmp_path)


def pane_of(bench: Workbench) -> CodePane:
    """The code pane, once it is there."""
    return bench.query_one(CodePane)


async def test_lines_and_answers_reach_the_finding_that_asked(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"), focus="finding.F1.cites")
        await until(pilot, lambda: isinstance(bench.focused, CitesField))
        await pilot.press("a")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane = pane_of(bench)
        assert pane.capture_target == "Citations of F1"
        pane.open_at(CodePlace("sim.go", 8, None))
        await until(pilot, lambda: pane.view.has_focus and pane.view.place.line == 8)
        await pilot.press("shift+down", "c")
        await until(pilot, lambda: bool(paths.get(bench.session.plan, "finding.F1.cites")))
        (cited,) = paths.get(bench.session.plan, "finding.F1.cites")
        assert (cited.at, cited.symbol) == ("sim.go:8-9", "pick")
        pane.open_at(CodePlace("sim.go", 8, None), word="pick")
        await pilot.pause()
        await pilot.press("u")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))
        finder = pilot.app.screen
        assert isinstance(finder, Finder)
        await until(pilot, lambda: "No call" in str(finder.remark.render()))
        await pilot.press("f6")
        await until(pilot, lambda: bool(paths.get(bench.session.plan, "finding.F1.queries")))
        (kept,) = paths.get(bench.session.plan, "finding.F1.queries")
        assert (kept.ask, kept.subject, kept.result) == ("callers", "./.pick", ())


async def test_a_mark_leads_to_the_finding_that_cites(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f5")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane, repository = pane_of(bench), bench.validator.repository
        assert repository is not None
        citation = capture(repository, "sim.go", [(4, 5)])
        bench.session.edit("finding.F1.cites", (citation,))
        await until(pilot, lambda: 4 in pane.marks.of("sim.go", None))
        assert pane.citations == {"finding.F1": [citation]}
        pane.open_at(CodePlace("sim.go", 4, None))
        await until(pilot, lambda: pane.view.has_focus and pane.view.place.line == 4)
        await pilot.press("enter")
        await until(pilot, lambda: bench.place.path == "finding.F1")
        assert bench.pane == "form"


async def test_the_footer_of_the_code_fits_into_80_columns(path: Path) -> None:
    async with opened(path, size=(80, 24)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"), focus="finding.F1.cites")
        await until(pilot, lambda: isinstance(bench.focused, CitesField))
        await pilot.press("a")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane = pane_of(bench)

        async def fits() -> None:
            await pilot.pause()
            *keys, palette = bench.query_one(KeyLine).shown
            assert palette.key == "^P"
            assert all(key.end < palette.start for key in keys), keys

        await fits()
        pane.open_at(CodePlace("sim.go", 8, None))
        await until(pilot, lambda: pane.view.has_focus)
        await fits()
        await pilot.press("v", "j")
        await fits()
        await pilot.press("slash", "x")
        await fits()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_message_covers_neither_the_header_nor_the_status_of_the_code(
    path: Path, size: tuple[int, int]
) -> None:
    app = BlistApp(path, path.parent / "state")
    async with app.run_test(size=size, notifications=True) as pilot:
        bench = await settled(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane = pane_of(bench)
        pane.open_at(CodePlace("sim.go", 8, None))
        await until(pilot, lambda: pane.view.has_focus)
        bench.notify("A sentence that takes more than one line of the message. " * 3, markup=False)
        await until(pilot, lambda: bench.query(Toast))

        def covers_nothing() -> bool:
            covered = next((one.region for one in bench.query(Toast)), Region())
            parts = (pane.header, pane.status, bench.headline)
            return covered.area > 0 and not any(covered.overlaps(part.region) for part in parts)

        # Its rows are known once it was laid out.
        await until(pilot, covers_nothing, 10)


async def test_a_frozen_interface_is_shown_at_its_own_version_and_where_it_is_now(path: Path) -> None:
    code = Checkout(path.parent / "code")
    base = code.commit()
    code.write("sim.go", "package sim\n\nvar before = 1\n" + GO.removeprefix("package sim\n"))
    later = code.commit()
    code.write(
        "sim.go",
        "package sim\n\nvar first, before = 0, 1\n\nvar more = 2\n" + GO.removeprefix("package sim\n"),
    )
    code.commit()
    citation = capture(code.repo, "sim.go", [(6, 8)], later)
    async with opened(path) as (pilot, bench):
        bench.session.edit("plan.base_commit", base)
        created = bench.session.add("frozen", 0, "frozen", {"interface": "Router", "cite": citation})
        bench.go(Place("frozen", created))
        await until(pilot, lambda: bench.query(SignatureView))
        shown = bench.query_one(SignatureView)
        await until(pilot, lambda: "Route(load int) int" in str(shown.render()))
        assert str(shown.render()).startswith(f"At commit {later[:10]}, and now")


@pytest.mark.parametrize("pasted", [False, True], ids=["letters", "a paste"])
@pytest.mark.parametrize("field", ["", "finding.F1.cites"], ids=["looked at", "asked for"])
async def test_text_over_the_code_is_no_command(path: Path, field: str, pasted: bool) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"), focus="finding.F1.cites")
        await until(pilot, lambda: isinstance(bench.focused, CitesField))
        await pilot.press("a" if field else "f5")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane = pane_of(bench)
        pane.open_at(CodePlace("sim.go", 8, None))
        await until(pilot, lambda: pane.view.has_focus and pane.view.place.line == 8)
        plan = bench.session.plan
        for text in ("dad", "cad", "vac", "acac", "Rad\ncadc", "yP", "3c", "the code\n"):
            pilot.app.clear_notifications()
            if pasted:
                pilot.app.post_message(events.Paste(text))
            else:
                send(pilot.app, *("enter" if letter == "\n" else letter for letter in text))
            await until(pilot, lambda: pilot.app._notifications)
            assert all("Text is not typed here" in note.message for note in pilot.app._notifications)
            assert (bench.session.plan, bench.pane, pilot.app.screen) == (plan, "code", bench), text
            assert pane.view.has_focus and pane.view.chosen == (), text
        # One letter is a command as before.
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))


async def test_motions_over_the_code_need_no_pause(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f5")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).contents.index is not None)
        pane = pane_of(bench)
        pane.open_at(CodePlace("sim.go", 2, None))
        await until(pilot, lambda: pane.view.has_focus and pane.view.place.line == 2)
        send(pilot.app, *"jjj")
        await until(pilot, lambda: pane.view.place.line == 5)
        send(pilot.app, *"Ggk")
        await until(pilot, lambda: pane.view.place.line == 1)


@pytest.mark.parametrize("back", ["f3", "f5"])
async def test_whoever_leaves_the_code_is_where_they_were(tmp_path: Path, back: str) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("plan.title")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.title")
        before = bench.session.plan
        for _ in range(3):
            # Typed at once behind F5, a letter is for the code.
            send(pilot.app, "f5", "G", apart=0.2)
            await until(pilot, lambda: bench.pane == "code" and bench.query_one("#code").has_focus_within)
            await pilot.press(back)
            await until(pilot, lambda: bench.pane == "form")
            await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.title")
        assert bench.session.plan is before


async def test_what_is_typed_behind_a_jump_is_for_the_place_it_leads_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path.parent / "code" / "clock.go").write_text("package sim\n\nvar Now int64\n", encoding="utf-8")
    read, begun, released = code_reader.read, threading.Event(), threading.Event()

    def read_slowly(*about: Any) -> code_reader.OpenFile:
        begun.set()
        released.wait()
        return read(*about)

    monkeypatch.setattr(code_reader, "read", read_slowly)
    async with opened(path) as (pilot, bench):
        await pilot.press("f5")
        await until(pilot, lambda: bool(bench.query(CodePane)) and pane_of(bench).file_tree.files)
        pane = pane_of(bench)
        await until(pilot, lambda: pane.file_tree.has_focus)
        for jump, there in (
            (("colon", *"sim.go:4", "enter"), ("sim.go", 4, len("type Router "))),
            (("colon", *"clock.go:3", "enter"), ("clock.go", 3, len("var Now "))),
            (("left_square_bracket",), ("sim.go", 4, len("type Router "))),
        ):
            begun.clear()
            released.clear()
            # No hand types the next key right behind the last letter: both would be taken for a text.
            await asyncio.sleep(0.2)
            *first, last = jump
            await pilot.press(*first)
            send(pilot.app, last, "w", "w", apart=0.2)
            await until(pilot, begun.is_set)
            released.set()

            def arrived(there: tuple[str, int, int] = there) -> bool:
                return (pane.view.path, pane.view.place.line, pane.view.place.index) == there

            await until(pilot, arrived)
            assert pane.view.has_focus
