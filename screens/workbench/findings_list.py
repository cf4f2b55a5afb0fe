"""The validator's sidebar: findings of this phase or of the whole plan, live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS, count_of
from screens.form.phases import BY_KEY, STATIONS, station_of
from screens.keys.workbench import FINDINGS

FindingAction = Literal["jump", "explain", "fix", "waive"]
_SHOWN_AT_MOST = 400


class FindingsList(Vertical):
    """Findings with their glyph, word and rule; each jumps to its field, explains itself, applies its fix."""

    HELP = f"What the rules find, as you type. Enter goes to the field.\n\n{FINDINGS.help()}"

    DEFAULT_CSS = """
    FindingsList > #findings-filter, FindingsList > #findings-filter:focus {
        display: none;
        padding: 0 1;
        background: $panel;
    }
    """

    BINDINGS = FINDINGS.bindings()

    # Not `reactive`: summary and list draw what these change, and only when it is another.
    findings: var[tuple[Finding, ...]] = var(())
    station: var[str] = var(STATIONS[0].key)
    whole: var[bool] = var(False)
    levels: var[int] = var(3)
    wanted: var[str] = var("")
    """Words that a finding must have to be shown."""
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
        self._before = 0
        self._is_checked = False

    def compose(self) -> ComposeResult:
        """A summary above the list, between them the filter while it is wanted."""
        yield Static(id="findings-summary")
        yield Input(id="findings-filter", placeholder="rule, message or field", compact=True)
        yield _Rows(id="findings-rows", compact=True)

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

    def watch_levels(self) -> None:
        """Show fewer or more levels."""
        self._fill()

    def watch_wanted(self) -> None:
        """Show what has the words."""
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
        allowed = tuple(GLYPHS)[: self.levels]
        order = {station.key: index for index, station in enumerate(STATIONS)}
        severity = {level: index for index, level in enumerate(GLYPHS)}
        shown = [
            finding
            for finding in self.findings
            if finding.level in allowed
            and (self.whole or station_of(finding.path, finding.rule).key == self.station)
        ]
        self._before = len(shown)
        shown = [finding for finding in shown if _has(finding, self.wanted)]
        shown.sort(
            key=lambda f: (
                order[station_of(f.path, f.rule).key],
                bool(f.waived_by),
                severity[f.level],
                f.rule,
            )
        )
        unchanged, self._shown = shown == self._shown, shown
        self._head()
        if unchanged:
            return
        rows = self.query_one(OptionList)
        at = rows.highlighted
        rows.clear_options()
        rows.add_options([_Row(finding) for finding in shown[:_SHOWN_AT_MOST]])
        if shown:
            rows.highlighted = min(at or 0, rows.option_count - 1)

    def _head(self) -> None:
        if not self.query(OptionList):
            return
        where = "all phases" if self.whole else f"{BY_KEY[self.station].mark} {BY_KEY[self.station].title}"
        standing = [finding.level for finding in self.findings if not finding.waived_by]
        counts = [f"{glyph} …" for glyph in GLYPHS.values()]
        if self._is_checked:
            counts = [count_of(level, standing.count(level)) for level in GLYPHS]
        passes = "  mechanical rules pass" if counts[0].startswith("✗ 0") else ""
        state = "  checking…" if self.checking else "  the rules stopped" if self.stopped else passes
        hidden = ("  (errors only)", "  (hints hidden)", "")[self.levels - 1]
        more = f"  (first {_SHOWN_AT_MOST} shown)" if len(self._shown) > _SHOWN_AT_MOST else ""
        # Whether the counts are current must not be cut off.
        text = f"{'  '.join(counts)}\n{where}{state}{hidden}{more}".rstrip()
        if self.wanted.strip():
            text += f"\n“{self.wanted.strip()}”: {len(self._shown)} of {self._before}"
        self.query_one("#findings-summary", Static).update(Content(text), layout=False)

    @property
    def selected(self) -> Finding | None:
        """The finding under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def action_act(self, action: FindingAction) -> None:
        """Ask the screen to do something about the finding under the cursor."""
        if self.selected is not None:
            self.post_message(self.ActionRequested(action, self.selected))

    def action_turn_scope(self) -> None:
        """This phase, or all."""
        self.whole = not self.whole

    def action_turn_level(self) -> None:
        """All levels, without hints, errors only."""
        self.levels = self.levels - 1 or 3

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key typed into the filter is text; without a filter, Esc is for the screen."""
        filter = self.query_one("#findings-filter", Input)
        if action in ("filter", "act", "turn_scope", "turn_level"):
            return not filter.has_focus
        return action != "clear_filter" or filter.display

    def action_filter(self) -> None:
        """Ask for the words that a finding must have."""
        filter = self.query_one("#findings-filter", Input)
        filter.display = True
        # At once, so that no key goes elsewhere.
        self.screen.set_focus(filter)

    def action_clear_filter(self) -> None:
        """Show everything again."""
        filter = self.query_one("#findings-filter", Input)
        filter.value = ""
        self.screen.set_focus(self.query_one(OptionList))
        filter.display = False

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what has the words typed so far."""
        event.stop()
        self.wanted = event.value

    @on(Input.Submitted)
    def to_rows(self, event: Input.Submitted) -> None:
        """Enter goes to what was found; without words, everything is shown again."""
        event.stop()
        if self.wanted.strip():
            self.screen.set_focus(self.query_one(OptionList))
        else:
            self.action_clear_filter()

    @on(OptionList.OptionSelected)
    def jump(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click goes to the field."""
        event.stop()
        # Not the finding at that place now: a result may have come since.
        if isinstance(event.option, _Row):
            self.post_message(self.ActionRequested("jump", event.option.finding))


class _Rows(OptionList):
    """The list, where letters are commands."""

    STEPS = ""

    def take_text(self, text: str) -> None:
        """Text is none of the commands."""
        self.notify("Text is not typed here: / filters the findings.", severity="warning", markup=False)


class _Row(Option):
    """A finding, and how it looks."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(_row(finding))
        self.finding = finding


def _has(finding: Finding, words: str) -> bool:
    text = f"{finding.rule} {finding.message} {finding.path}".casefold()
    return all(word in text for word in words.casefold().split())


def _row(finding: Finding) -> Content:
    fix = "  ⚒ fix: x" if finding.fix is not None else ""
    waived = f"  waived by {finding.waived_by}" if finding.waived_by else ""
    head = Content.styled(f"{GLYPHS[finding.level]} {finding.level} {finding.rule}{fix}{waived}", "bold")
    where = Content.styled(f"\n{finding.path}", "dim") if finding.path else Content("")
    return head + Content(f"\n{finding.message}") + where
