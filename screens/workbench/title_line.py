"""The line above the panes: the plan, whether it is saved, its base, and how much is wrong or open."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from blistui.rules.rule import Finding
from blistui.store.load import Loaded
from blistui.store.session import Session
from screens.fields.field import GROUP_GLYPHS, GROUPS, group_of
from screens.printable import printable
from screens.widgets.clicks import acting, pressing
from screens.widgets.kept_rows import KeptRows
from screens.widgets.lines import GLYPH_STYLES, MUTED, Part, line

_WIDE = 110


class TitleLine(Static, KeptRows):
    """Follows the session, and shows what keeps the rules from the code."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="title")
        self._session = session
        self.problem = ""
        self.checking = True
        """Whether the counts are about the plan as it was."""
        self.behind = 0
        """How many commits the checkout has that the plan's base has not."""
        self.changed: tuple[Loaded | None, str] = (None, "")
        """What happened to the file since what it names was read; no matter for what was read later."""
        self._counts: tuple[int, ...] = ()
        self._text = Content("")

    def on_mount(self) -> None:
        """Say what there is to say before anything changes."""
        self.follow()

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.follow()

    def mark(self, findings: Sequence[Finding], problem: str, behind: int) -> None:
        """Show what the rules found, and why code or policy could not be read; nothing when they could."""
        self.problem, self.checking, self.behind = problem, False, behind
        groups = [group_of(finding) for finding in findings if not finding.waived_by]
        self._counts = tuple(groups.count(group) for group in GROUPS)
        self.follow()

    def follow(self) -> None:
        """Show the plan as it is now."""
        if not self.is_attached:
            return  # The screen is being left.
        # As wide as the screen, also before it was laid out.
        width = self.size.width or self.screen.size.width
        text = self._line(width, width >= _WIDE)
        if text.markup != self._text.markup:
            self._text = text
            # The line has a fixed place: laying the whole screen out again is for nothing.
            self.update(text, layout=False)

    def _line(self, width: int, wide: bool) -> Content:
        plan = self._session.plan.plan
        state: list[Part] = [("   ✓", "$success"), (" saved", MUTED)]
        loaded, changed = self.changed
        if loaded is not self._session.loaded:
            changed = ""
        if self._session.dirty:
            state = ["   ", pressing(Content.styled("● unsaved", "$warning"), "^S")]
        elif changed:
            state = []
        if changed:
            state += ["   ", pressing(Content.styled(f"▲ {changed.removeprefix('was ')}", "$warning"), "^S")]
        if self._session.journal_problem:
            state += [("   ✗", "$error"), (" not recorded", "$error")]
        more: list[Part] = []
        if self.problem:
            more += [("   ▲ ", "$warning"), (" ".join(self.problem.split()), "$warning")]
        elif wide and plan.base_commit:
            more.append((f"   base {plan.base_commit[:7]}", MUTED))
            if self.behind:
                behind = Content.styled(f"{self.behind} behind", "$warning")
                more += [(" · ", MUTED), acting(behind, "reanchor")]
        file = Content.styled(f"   {printable(self._session.path.name)}", MUTED) if wide else Content("")
        right = self._right(wide)
        kept = Content.assemble(file, *state)
        title = Content.styled(f" {printable(' '.join((plan.title or 'Untitled plan').split()))}", "bold")
        # What must be seen is kept whole: of a long title the end is cut, and what is behind goes first.
        space = width - right.cell_length - 5 - kept.cell_length
        after = Content.assemble(*more).truncate(
            max(space - min(title.cell_length, width // 3), 0), ellipsis=True
        )
        title = title.truncate(max(space - after.cell_length, 1), ellipsis=True)
        return line(width, title + kept + after, right, edge=2)

    def _right(self, wide: bool) -> Content:
        parts: list[Part] = [("checking…", MUTED)] if self.checking else []
        for group, count in zip(GROUPS, self._counts, strict=False):
            glyph = GROUP_GLYPHS[group]
            word = f" {group}" if wide else ""
            style = MUTED if glyph == "○" or not count else "bold"
            glyph_style = GLYPH_STYLES[glyph] if count else MUTED
            shown = Content.assemble((glyph, glyph_style), (f" {count}", style), (word, MUTED))
            parts += ["   " if parts else "", acting(shown, f"findings({group!r})")]
        return Content.assemble(*parts)
