"""A drawing of the plan above its form: made in a thread, scrolled both ways, its boxes open their items."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.content import Content
from textual.geometry import Region

from blistui.plan.document import Plan
from blistui.store.session import Session
from screens.form.form import Link, Place
from screens.form.sheet import Box, Drawing, framed
from screens.keys.form import DRAWING
from screens.widgets.canvas import Canvas
from screens.widgets.in_thread import in_thread
from screens.widgets.key_order import NoText


class Drawn(Canvas, NoText):
    """Follows the session; the box under the cursor is the one in the accent."""

    HELP = f"A drawing of what the lists below hold.\n\n{DRAWING.help()}"

    BINDINGS = DRAWING.bindings()
    STEPS = "hjkl"
    NOT_TYPED = ": F3 goes to the form"

    def __init__(
        self, title: str, station: str, session: Session, draw: Callable[[Plan, int], Drawing]
    ) -> None:
        super().__init__(classes=f"-{station}")
        self._title = title
        self._station = station
        self._session = session
        self._make = draw
        self._made = Drawing(())
        self._at = ""

    @property
    def box(self) -> Box | None:
        """The box under the cursor."""
        boxes = self._made.boxes
        return next((box for box in boxes if box.path == self._at), boxes[0] if boxes else None)

    def on_mount(self) -> None:
        """Draw again whenever the plan changes."""
        self._session.subscribe(self.make)

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self.make)

    def on_resize(self) -> None:
        """Another width has space for other boxes."""
        self.make()

    def make(self) -> None:
        """Draw the current plan."""
        if self.size.width and self.is_attached:
            work = partial(self._make, self._session.plan, self.size.width)
            in_thread(self, "drawing", work, self._show)

    def _show(self, made: Drawing) -> None:
        self._made = made
        self._draw()

    def _draw(self) -> None:
        box = self.box
        # Not `has_focus`, which follows later.
        lit = self.screen.focused is self
        lines = framed(self._made.lines, box) if box is not None and lit else self._made.lines
        title = Content.styled(f" {self._title}", "bold $accent" if lit else "bold")
        self.draw([title, Content(""), *lines])

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw()

    def on_blur(self) -> None:
        """There is one cursor on the screen."""
        self._draw()

    def action_step(self, right: int, down: int) -> None:
        """Go to the nearest box in a direction; without one, scroll."""
        now = self.box
        if now is not None:
            found = [(far, box) for box in self._made.boxes if (far := _distance(now, box, right, down))]
            if found:
                self._go(min(found)[1])
                return
        self.scroll_relative(x=8 * right, y=down, animate=False)

    def action_ends(self, last: bool) -> None:
        """Go to the first or the last box."""
        if self._made.boxes:
            self._go(self._made.boxes[-1 if last else 0])
        else:
            self.scroll_to(y=self.max_scroll_y if last else 0, animate=False)

    def _go(self, box: Box) -> None:
        self._at = box.path
        self._draw()
        # With the title above the first row, and what is around the box.
        self.scroll_to_region(Region(box.x - 1, box.y + 1, box.width + 2, box.height + 2), animate=False)

    def action_open(self) -> None:
        """Open the item of the box under the cursor."""
        box = self.box
        if box is not None:
            self.post_message(Link.Followed(Place(self._station, box.path)))

    def action_grow(self) -> None:
        """Take the whole pane, or give half of it back."""
        whole = not self.has_class("-whole")
        self.set_class(whole, "-whole")
        if self.parent is not None:
            self.parent.set_class(whole, "-whole")

    def on_click(self, event: events.Click) -> None:
        """A click on a box puts the cursor there, and one on the box under the cursor opens it."""
        x, y = event.x + self.scroll_offset.x - 1, event.y + self.scroll_offset.y - 2
        for box in self._made.boxes:
            if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height:
                if box == self.box:
                    self.action_open()
                else:
                    self._go(box)
                return


def _distance(now: Box, other: Box, right: int, down: int) -> int:
    """How far a box is in a direction; 0 when it is not there. What is in line is nearer."""
    across = other.x + other.width // 2 - now.x - now.width // 2
    below = other.y - now.y
    ahead, aside = (right * (other.x - now.x), abs(below)) if right else (down * below, abs(across))
    return ahead + 3 * aside if ahead > 0 else 0
