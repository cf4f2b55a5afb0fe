"""What changed: a file since the plan's base commit, or cited lines since they were captured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from blistui.repo.citations.verification import Verification
from blistui.repo.errors import RepositoryError
from blistui.repo.location import Location, parse_at
from blistui.repo.repository import Repository
from blistui.rules.prose.wording import counted
from screens.code_view.cells import LineCells
from screens.finder.source import Found
from screens.keys.code import DIFFERENCE
from screens.widgets.virtual_list import Piece, VirtualList

_CONTEXT = 3
_TAB = 4
_HEAD = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True)
class DifferentLine:
    """A line of a difference: `sign` is `+`, `-`, or a blank for one that both have; 0 is no number."""

    sign: str
    old: int
    new: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference to show: what it is of, a remark on it, its lines.

    One may go to a line of `path`, or where it is empty to `place`, if there is one.
    """

    title: str
    remark: str
    lines: Sequence[DifferentLine]
    path: str = ""
    place: Found | None = None


def of_file(repository: Repository, path: str, base: str) -> Difference:
    """How the file in the work tree differs from that at the commit `base`. Raises RepositoryError."""
    old, new = repository.read(path, base).lines, repository.read(path).lines
    hunks = repository.hunks(path, base, path)
    firsts = [hunk.new_start + (hunk.new_count == 0) for hunk in hunks] + [len(new) + 1]
    lines: list[DifferentLine] = []
    unseen = 1
    for hunk, first, following in zip(hunks, firsts[:-1], firsts[1:], strict=True):
        first_old = hunk.old_start + (hunk.old_count == 0)
        end, end_old = first + hunk.new_count, first_old + hunk.old_count
        before = range(max(unseen, first - _CONTEXT), first)
        after = range(end, min(end + _CONTEXT, following))
        if before.start > unseen and lines:
            lines.append(DifferentLine(" ", 0, 0, "⋯"))
        lines += [
            DifferentLine(" ", number + first_old - first, number, new[number - 1]) for number in before
        ]
        lines += [DifferentLine("-", number, 0, old[number - 1]) for number in range(first_old, end_old)]
        lines += [DifferentLine("+", 0, number, new[number - 1]) for number in range(first, end)]
        lines += [DifferentLine(" ", number + end_old - end, number, new[number - 1]) for number in after]
        unseen = after.stop if after else end
    count = f"{counted(len(hunks), 'place')} changed." if hunks else "Nothing changed."
    return Difference(f"{path} since {base[:12]}", count, lines, path)


def of_citation(answer: Verification) -> Difference:
    """What verification says of a citation, and how the cited lines differ when they changed."""
    to = answer.moved_to or answer.citation.at
    where, _, line = to.rpartition(":")
    digits = re.match(r"\d+", line)
    place = Found(to, where, int(digits.group()) if digits else 1) if answer.status != "gone" else None
    remark = answer.message + (f" ({answer.evidence})" if answer.evidence else "")
    title = f"{answer.citation.at}: {answer.status}"
    # The difference holds all lines of the places that verification names, so their numbers are known.
    now = [parse_at(at) for at in answer.candidates] if answer.diff else []
    lines = list(_numbered(answer.diff, _numbers([parse_at(answer.citation.at)]), _numbers(now)))
    paths = {location.path for location in now}
    return Difference(title, remark, lines, paths.pop() if len(paths) == 1 else "", place)


def of_cited_file(repository: Repository, answer: Verification, path: str, base: str) -> Difference:
    """As `of_citation`; but where the cited lines are unchanged, how the rest of their file differs."""
    found = of_citation(answer)
    if answer.status != "exact":
        return found
    try:
        rest = of_file(repository, path, base)
    except RepositoryError:
        return found
    return replace(rest, remark=f"{found.remark}. In the whole file: {rest.remark}")


def _numbers(locations: Iterable[Location]) -> list[int]:
    ranges = (part for location in locations for part in location.ranges)
    return [line for first, last in ranges for line in range(first, last + 1)]


def _numbered(diff: Iterable[str], olds: Sequence[int], news: Sequence[int]) -> Iterable[DifferentLine]:
    """The lines of a unified diff, its heads left out; `olds` and `news` number the lines compared."""
    old = new = 0
    for line in diff:
        if head := _HEAD.match(line):
            old, new = int(head[1]), int(head[2])
        elif old or new:
            sign, text = line[:1] or " ", line[1:]
            yield DifferentLine(
                sign, _at(olds, old) if sign != "+" else 0, _at(news, new) if sign != "-" else 0, text
            )
            old, new = old + (sign != "+"), new + (sign != "-")


def _at(numbers: Sequence[int], place: int) -> int:
    return numbers[place - 1] if 0 < place <= len(numbers) else 0


class DifferenceView(ModalScreen[Found | None]):
    """Shows a difference; Enter goes to the line in the current code, Escape stays."""

    DEFAULT_CSS = """
    DifferenceView {
        align: center middle;
        & > Vertical {
            width: 95%;
            max-width: 150;
            height: 90%;
            border: round $border;
            border-title-color: $text-primary;
            border-subtitle-color: $text-muted;
            background: $surface;
        }
        & #remark { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS = DIFFERENCE.bindings()

    rows = getters.query_one(VirtualList)

    def __init__(self, difference: Difference, line: int = 0) -> None:
        """`line` of the current code is where the highlight begins."""
        super().__init__()
        self._difference = difference
        self._line = line

    def compose(self) -> ComposeResult:
        """The remark over the lines."""
        with Vertical() as frame:
            frame.border_title = Content(self._difference.title)
            frame.border_subtitle = "n N next change, Enter goes there, Esc closes"
            yield Static(Content(self._difference.remark), id="remark")
            yield VirtualList[DifferentLine](_pieces)

    def on_mount(self) -> None:
        """Begin at the change nearest to the line."""
        lines = self._difference.lines
        changes = [row for row, line in enumerate(lines) if line.sign != " "]
        nearest = min(changes, key=lambda row: abs(lines[row].new - self._line), default=0)
        self.rows.set_items(lines, nearest)
        self.rows.focus()

    def action_hunk(self, direction: int) -> None:
        """Go to the first line of the next change, or of the one before."""
        lines, here = self._difference.lines, self.rows.highlighted
        starts = [
            row
            for row, line in enumerate(lines)
            if line.sign != " " and (row == 0 or lines[row - 1].sign == " ")
        ]
        ahead = [row for row in starts if (row > here if direction > 0 else row < here)]
        if ahead:
            self.rows.highlighted = ahead[0] if direction > 0 else ahead[-1]

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Answer with the place of the line."""
        event.stop()
        path, place = self._difference.path, self._difference.place
        if path:
            lines = self._difference.lines
            nearest = [*lines[event.row :], *reversed(lines[: event.row])]
            place = Found(path, path, next((line.new for line in nearest if line.new), 1))
        self.dismiss(place)


def _pieces(line: DifferentLine) -> list[Piece]:
    part = {"+": "added", "-": "removed"}.get(line.sign, "label")
    numbers = f"{line.old or '':>5} {line.new or '':>5} "
    return [(numbers, "detail"), (f"{line.sign} {LineCells(line.text, _TAB).shown(0, 2000)}", part)]
