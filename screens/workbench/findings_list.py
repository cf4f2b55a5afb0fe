"""The validator's sidebar: findings of this phase or of the whole plan, live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from blistui.rules.prose.wording import counted
from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS, GROUPS, Group, group_of
from screens.form.phases import BY_KEY, STATIONS, station_of
from screens.keys.workbench import FINDINGS
from screens.widgets.key_line import Offering
from screens.widgets.lines import ACCENT, MUTED, keys, line, prose
from screens.widgets.one_line import OneLine
from screens.workbench.finding_filter import FindingFilter
from screens.workbench.finding_rows import SHOWN_AT_MOST, FindingRow, FindingRows, may_be_waived, options_of

FindingAction = Literal["jump", "explain", "fix", "waive"]


class FindingsList(Vertical, Offering):
    """Findings with their glyph, word and rule; each jumps to its field, explains itself, applies its fix."""

    HELP = f"What the rules find, as you type. Enter goes to the field.\n\n{FINDINGS.help()}"

    DEFAULT_CSS = """
    FindingsList > #findings-filter, FindingsList > #findings-filter:focus {
        display: none;
        padding: 0 2;
        background: $panel;
    }
    """

    BINDINGS = FINDINGS.bindings()

    # Not `reactive`: summary and list draw what these change, and only when it is another.
    findings: var[tuple[Finding, ...]] = var(())
    station: var[str] = var(STATIONS[0].key)
    whole: var[bool] = var(False)
    filter: var[FindingFilter] = var(FindingFilter())
    checking: var[bool] = var(True)
    stopped: var[bool] = var(False)
    """Whether the rules could not be run on the current plan."""

    @dataclass
    class ActionRequested(Message):
        """The author wants something done about the finding."""

        action: FindingAction
        finding: Finding

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._shown: list[Finding] = []
        self._drawn: tuple[Sequence[Finding], int, str] = ((), 0, "")
        self._before = 0
        self._is_checked = False

    def compose(self) -> ComposeResult:
        """A summary above the list, between them the filter while it is wanted."""
        yield Static(id="findings-summary")
        yield OneLine(id="findings-filter", placeholder="rule, message or field", compact=True)
        yield FindingRows(id="findings-rows", compact=True)

    def on_mount(self) -> None:
        """Show what was set before there was anything to show it in."""
        self._fill()

    def watch_findings(self) -> None:
        """Show the new findings."""
        self._fill()

    def watch_station(self) -> None:
        """Show those of the new station."""
        self._fill()

    def watch_whole(self) -> None:
        """Show this phase, or all."""
        self._fill()

    def watch_filter(self) -> None:
        """Show what passes it."""
        self._fill()

    def watch_checking(self) -> None:
        """Say whether the result is about the current plan."""
        if self.checking:
            self.stopped = False
        elif not self.stopped:
            self._is_checked = True
        self._head()

    def _fill(self) -> None:
        if not self.query(OptionList):
            return
        order = {station.key: index for index, station in enumerate(STATIONS)}
        severity = {level: index for index, level in enumerate(GLYPHS)}
        shown = [finding for finding in self.findings if self.whole or self._is_here(finding)]
        self._before = len(shown)
        shown = [finding for finding in shown if self.filter.passes(finding)]
        shown.sort(
            key=lambda f: (
                GROUPS.index(group_of(f)),
                bool(f.waived_by),
                order[station_of(f.path, f.rule).key],
                severity[f.level],
                f.rule,
            )
        )
        self._shown = shown
        self._head()
        self._draw()

    def _is_here(self, finding: Finding) -> bool:
        return station_of(finding.path, finding.rule).key == self.station

    @property
    def _where(self) -> str:
        return "all phases" if self.whole else f"{BY_KEY[self.station].mark} {BY_KEY[self.station].title}"

    def on_show(self) -> None:
        """It was hidden, and drew nothing."""
        self.call_after_refresh(self._arrange)

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        self._head()
        self._draw()

    def _draw(self) -> None:
        """Make the rows, where they are seen: most of the time, typing goes on beside other panes."""
        rows = self.query_one(OptionList)
        width = rows.size.width
        empty = self._why_empty() if not self._shown else ""
        if not self.display or not width or (self._shown, width, empty) == self._drawn:
            return
        at, before = self.selected, list(self._drawn[0])
        # Where the finding under the cursor is gone, the one behind it comes there.
        behind = before.index(at) if at in before else 0
        self._drawn = (self._shown, width, empty)
        rows.clear_options()
        rows.add_options(options_of(self._shown, width))
        if empty:
            said = (Content("  ") + row for row in prose(empty, MUTED).wrap(max(width - 4, 8)))
            ways = [("Esc", "show all")] if self.filter.summary else []
            ways += [] if self.whole else [("p", "all phases")]
            below = [Content(""), Content("  ") + keys(*ways)] if ways else []
            rows.add_option(Option(Content("\n").join([*said, *below]), disabled=True))
        if self._shown:
            self.highlight(at if at in self._shown else self._shown[min(behind, len(self._shown) - 1)])

    def _why_empty(self) -> str:
        """A sentence for the place of the rows."""
        if not self._is_checked:
            return ""
        elsewhere = sum(self.filter.passes(one) for one in self.findings if not self._is_here(one))
        others = f" Other phases have {elsewhere}." if elsewhere and not self.whole else ""
        if not self._before:
            return f"Nothing is found in {self._where}.{others}"
        hidden = counted(self._before, "finding")
        return f"The filter ({self.filter.summary}) hides {hidden} in {self._where}.{others}"

    def highlight(self, finding: Finding) -> None:
        """Put the cursor on a finding."""
        rows = self.query_one(OptionList)
        for index, option in enumerate(rows.options):
            if isinstance(option, FindingRow) and option.finding == finding:
                rows.highlighted = index
                return

    def _head(self) -> None:
        # Where it is hidden it is not drawn: that would have the place of every widget computed again.
        if not self.display or not self.query(OptionList):
            return
        passes = self._is_checked and not any(f.blocks for f in self.findings)
        words = [self._where]
        if self.checking:
            words.append("checking…")
        elif self.stopped:
            words.append("the rules stopped")
        elif passes:
            words.append("mechanical rules pass")
        if len(self._shown) > SHOWN_AT_MOST:
            words.append(f"first {SHOWN_AT_MOST} shown")
        width = self.query_one("#findings-summary").size.width
        title = Content.assemble(
            ("  Findings", f"bold {ACCENT}" if self.has_focus_within else "bold"),
            (f"   {'   '.join(word for word in words if word)}", MUTED),
        )
        scope = keys(("p", "this phase" if self.whole else "all phases"))
        text = line(width, title, scope if title.cell_length + scope.cell_length + 3 < width else "", edge=2)
        if self.filter.summary:
            found = Content.styled(f"  {self.filter.summary}: {len(self._shown)} of {self._before}", MUTED)
            text += Content("\n") + line(width, found, keys(("Esc", "show all")), edge=2)
        self.query_one("#findings-summary", Static).update(text, layout=False)

    def on_descendant_focus(self) -> None:
        """The title of what has the focus has the accent."""
        self._head()

    def on_descendant_blur(self) -> None:
        """Without the focus it has none."""
        self._head()

    @property
    def selected(self) -> Finding | None:
        """The finding under the cursor."""
        option = self.query_one(OptionList).highlighted_option
        return option.finding if isinstance(option, FindingRow) else None

    def action_act(self, action: FindingAction) -> None:
        """Ask the screen to do something about the finding under the cursor."""
        if self.selected is not None:
            self.post_message(self.ActionRequested(action, self.selected))

    def action_step(self, by: int) -> None:
        """Go to the next finding, or the one before."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if by > 0 else rows.action_cursor_up)()

    def action_turn_scope(self) -> None:
        """This phase, or all."""
        self.whole = not self.whole

    def action_turn_group(self) -> None:
        """All groups, then one after the other."""
        groups = (None, *GROUPS)
        at = groups.index(self.filter.only)
        self.filter = self.filter._replace(only=groups[(at + 1) % len(groups)])

    def show_only(self, group: Group) -> None:
        """Show all of one group, over the whole plan."""
        self._hide_filter()
        # The list is filled by the last of them, once.
        self.set_reactive(FindingsList.whole, True)
        self.set_reactive(FindingsList.filter, FindingFilter(only=group))
        self._fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key typed into the filter is text; without a filter, Esc is for the screen."""
        filter = self.query_one("#findings-filter", Input)
        if action in ("filter", "act", "step", "turn_scope", "turn_group"):
            return not filter.has_focus
        return action != "clear_filter" or bool(filter.display or self.filter.summary)

    def offers(self, action: str, parameters: tuple[Any, ...]) -> bool:
        """Whether there is a finding for it, with a fix to apply, or one that may be waived."""
        at = self.selected
        if action != "act" or at is None:
            return action != "act"
        return {"fix": at.fix is not None, "waive": may_be_waived(at)}.get(parameters[0], True)

    @on(OptionList.OptionHighlighted)
    def follow_keys(self) -> None:
        """The key line has what can be done about the finding under the cursor."""
        self.screen.refresh_bindings()

    def action_filter(self) -> None:
        """Ask for the words that a finding must have."""
        filter = self.query_one("#findings-filter", Input)
        filter.display = True
        # At once, so that no key goes elsewhere.
        self.screen.set_focus(filter)

    def action_clear_filter(self) -> None:
        """Show everything again."""
        self.screen.set_focus(self.query_one(OptionList))
        self._clear()

    def _clear(self) -> None:
        self._hide_filter()
        self.filter = FindingFilter()

    def _hide_filter(self) -> None:
        filter = self.query_one("#findings-filter", Input)
        with filter.prevent(Input.Changed):
            filter.value = ""
        filter.display = False

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what has the words typed so far."""
        event.stop()
        self.filter = self.filter._replace(words=event.value)

    @on(Input.Submitted)
    def to_rows(self, event: Input.Submitted) -> None:
        """Enter goes to what was found; without words, everything is shown again."""
        event.stop()
        if self.filter.words.strip():
            self.screen.set_focus(self.query_one(OptionList))
        else:
            self.action_clear_filter()

    @on(OptionList.OptionSelected)
    def jump(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click goes to the field."""
        event.stop()
        # Not the finding at that place now: a result may have come since.
        if isinstance(event.option, FindingRow):
            self.post_message(self.ActionRequested("jump", event.option.finding))
