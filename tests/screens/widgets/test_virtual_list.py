"""A list of very many rows: where its highlight is shown, and what it costs when nobody sees it."""

from __future__ import annotations

from textual.app import App, ComposeResult

from screens.widgets.virtual_list import VirtualList


class Counted(VirtualList[str]):
    """Counts how often its highlight was to be shown."""

    asked = 0

    def _show_highlight(self) -> None:
        self.asked += 1
        super()._show_highlight()


class Hidden(App[None]):
    """A list that is hidden until it is wanted."""

    def compose(self) -> ComposeResult:
        rows = Counted(lambda text: [(text, "label")])
        rows.display = False
        yield rows


async def test_a_hidden_list_waits_at_rest_and_shows_its_highlight_once_it_is_seen() -> None:
    app = Hidden()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(Counted)
        rows.set_items([f"row {number}" for number in range(100)], highlighted=80)
        rows.asked = 0
        for _ in range(5):
            await pilot.pause()
        assert rows.asked == 0

        rows.display = True
        await pilot.pause()
        assert rows.top <= 80 < rows.top + rows.size.height
