"""What changed: a file since the plan's base commit, or cited lines since they were captured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar

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
from screens.code_view.highlight import KINDS, GoHighlighter
from screens.code_view.place import CodePlace
from screens.code_view.reader import both_paths, resolved
from screens.code_view.text import CodeText
from screens.keys.code import DIFFERENCE
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.key_order import NoText
from screens.widgets.lines import keys
from screens.widgets.virtual_list import Piece, VirtualList

_CONTEXT = 3
_TAB = 4
_WIDEST = 2000
"""Characters of a line that are shown."""
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

    `old` and `new` are the files that the numbers are of, and the lines to go to when no line is numbered;
    None where there is no such file, or several.
    """

    title: str
    remark: str
    lines: Sequence[DifferentLine]
    old: CodePlace | None = None
    new: CodePlace | None = None


def of_file(repository: Repository, here: CodePlace, base: str) -> Difference:
    """How a file differs in the work tree from the commit that is looked at, or else from `base`.

    A file that was renamed in between is followed. Raises RepositoryError.
    """
    commit = here.at or resolved(repository, base)
    path_old, path_new = both_paths(repository, here.path, commit, here.at is None)
    old, new = repository.read(path_old, commit).lines, repository.read(path_new).lines
    hunks = repository.hunks(path_old, commit, path_new)
    firsts = [hunk.new_start + (hunk.new_count == 0) for hunk in hunks] + [len(new) + 1]
    lines: list[DifferentLine] = []
    unseen = 1
    for hunk, first, following in zip(hunks, firsts[:-1], firsts[1:], strict=True):
        first_old = hunk.old_start + (hunk.old_count == 0)
        end, end_old = first + hunk.new_count, first_old + hunk.old_count
        before = range(max(unseen, first - _CONTEXT), first)
        after = range(end, min(end + _CONTEXT, following))
        lines += [
            DifferentLine(" ", number + first_old - first, number, new[number - 1]) for number in before
        ]
        lines += [DifferentLine("-", number, 0, old[number - 1]) for number in range(first_old, end_old)]
        lines += [DifferentLine("+", 0, number, new[number - 1]) for number in range(first, end)]
        lines += [DifferentLine(" ", number + end_old - end, number, new[number - 1]) for number in after]
        unseen = after.stop if after else end
    count = f"{counted(len(hunks), 'place')} changed." if hunks else "Nothing changed."
    renamed = f" (then {path_old})" if path_old != path_new else ""
    title = f"{path_new} since {commit[:8]}{renamed}"
    return Difference(
        title, count, _with_gaps(lines), CodePlace(path_old, 1, commit), CodePlace(path_new, 1, None)
    )


def of_citation(answer: Verification, commit: str | None) -> Difference:
    """What verification says of a citation, and how the cited lines differ when they changed.

    `commit` is the full hash of the version that the citation speaks of, when that is known.
    """
    cited = parse_at(answer.citation.at)
    # A message that says why already, as that of what is gone does, needs it no second time.
    why = "" if answer.evidence in answer.message else f" ({answer.evidence})"
    remark = answer.message + why
    title = f"{answer.citation.at}: {answer.status}"
    # The difference holds all lines of the places that verification names, so their numbers are known.
    now = [parse_at(at) for at in answer.candidates] if answer.diff else []
    lines = list(_numbered(answer.diff, _numbers([cited]), _numbers(now)))
    old = CodePlace(cited.path, cited.ranges[0][0], commit) if commit is not None else None
    return Difference(title, remark, _with_gaps(lines), old, _current(answer, cited))


def _current(answer: Verification, cited: Location) -> CodePlace | None:
    """Where the cited lines are in the work tree, when they are in one file."""
    if answer.status in ("exact", "unpinned"):
        there = [cited]
    else:
        there = [parse_at(at) for at in (answer.moved_to, *answer.candidates) if at]
    is_one = len({location.path for location in there}) == 1
    return CodePlace(there[0].path, there[0].ranges[0][0], None) if is_one else None


def of_cited_file(repository: Repository, answer: Verification, here: CodePlace, base: str) -> Difference:
    """As `of_citation`; but where the cited lines are unchanged, how the rest of their file differs."""
    named = answer.citation.commit or base
    found = of_citation(answer, repository.resolve(named) if named else None)
    if answer.status != "exact":
        return found
    try:
        rest = of_file(repository, here, base)
    except RepositoryError:
        return found
    return replace(rest, remark=f"{found.remark}. In the whole file: {rest.remark}")


def _with_gaps(lines: Sequence[DifferentLine]) -> list[DifferentLine]:
    """The lines with a row of dots wherever lines are left out between two of them."""
    found: list[DifferentLine] = []
    old = new = 0
    for line in lines:
        left_out = (line.old and line.old > old + 1) or (line.new and line.new > new + 1)
        if found and left_out:
            found.append(DifferentLine(" ", 0, 0, "⋯"))
        found.append(line)
        old, new = line.old or old, line.new or new
    return found


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


class _Lines(VirtualList[DifferentLine]):
    """The lines; those that both sides have are in the colours of the code."""

    DEFAULT_CSS = """
    _Lines {
        & > .list--keyword { color: $text-accent; }
        & > .list--type { color: $text-secondary; }
        & > .list--function { color: $text; text-style: bold; }
        & > .list--call { color: $text; }
        & > .list--string { color: $text-success; }
        & > .list--number { color: $text; }
        & > .list--constant { color: $text-accent; }
        & > .list--comment { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"list--{kind}" for kind in KINDS}

    def __init__(self, difference: Difference) -> None:
        super().__init__(self._colours)
        new = [line for line in difference.lines if line.sign != "-"]
        self._numbers = {line: number for number, line in enumerate(new, 1)}
        place = difference.new or difference.old
        is_go = place is not None and place.path.endswith(".go")
        text = CodeText("\n".join(line.text for line in new) + "\n")
        self._highlighter = GoHighlighter(text) if is_go else None

    def _colours(self, line: DifferentLine) -> list[Piece]:
        numbers, (text, part) = _pieces(line)
        if self._highlighter is None or line.sign != " ":
            return [numbers, (text, part)]
        cells, end = LineCells(line.text, _TAB), min(len(line.text), _WIDEST)
        pieces, place = [numbers, ("  ", part)], 0
        for start, stop, kind in self._highlighter.spans(self._numbers[line]):
            if place <= start < stop <= end:
                pieces += [(cells.shown(place, start), part), (cells.shown(start, stop), kind)]
                place = stop
        return [*pieces, (cells.shown(place, end), part)]


class DifferenceView(ModalScreen[CodePlace | None], AnswersOnce[CodePlace | None], NoText):
    """Shows a difference; Enter goes to the line on the side that was looked at, Escape stays."""

    DEFAULT_CSS = """
    DifferenceView {
        align: center middle;
        & > Vertical {
            width: 95%;
            max-width: 150;
            height: 90%;
            border: round $border;
            border-title-color: $text;
            border-title-style: bold;
            background: $surface;
            padding: 0 1;
            &.-bare { height: auto; }
        }
        & #remark { height: auto; max-height: 4; margin: 0 0 1 0; padding: 0 1; color: $text-muted; }
        & .keys-row { padding: 0 1; }
        & VirtualList { height: 1fr; }
        & .-bare VirtualList { height: 0; }
    }
    """

    BINDINGS = DIFFERENCE.bindings()
    STEPS = "jkgGnN"
    NOT_TYPED = ": Esc closes the difference"

    rows = getters.query_one(VirtualList)

    def __init__(self, difference: Difference, here: CodePlace) -> None:
        """The highlight begins at the change nearest to `here`, a place on the old or on the new side."""
        super().__init__()
        self._difference = difference
        self._here = here

    def compose(self) -> ComposeResult:
        """The remark over the lines."""
        with Vertical() as frame:
            frame.border_title = Content(self._difference.title)
            # Where nothing differs there is a remark only.
            frame.set_class(not self._difference.lines, "-bare")
            yield Static(Content(self._difference.remark), id="remark")
            yield _Lines(self._difference)
            yield Static(keys(("n", "next change"), ("Enter", "go"), ("Esc", "close")), classes="keys-row")

    def on_mount(self) -> None:
        """Begin at the change nearest to the line."""
        lines = self._difference.lines
        changes = [row for row, line in enumerate(lines) if line.sign != " "]
        # A line that only one side has is beside the last one before it that both have.
        numbers = _filled([self._number(line) for line in lines])
        nearest = min(changes, key=lambda row: abs(numbers[row] - self._here.line), default=0)
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
        is_new = self._here.at is None
        place = self._difference.new if is_new else self._difference.old
        if place is not None:
            lines = self._difference.lines
            nearest = [*lines[event.row :], *reversed(lines[: event.row])]
            place = replace(place, line=next(filter(None, map(self._number, nearest)), place.line))
        self.dismiss(place)

    def _number(self, line: DifferentLine) -> int:
        """The number of a line on the side that was looked at; 0 when that side has no such line."""
        return line.new if self._here.at is None else line.old


def _filled(numbers: Sequence[int]) -> list[int]:
    """The numbers, 0 replaced by the one before."""
    return list(accumulate(numbers, _or_before))


def _or_before(before: int, number: int) -> int:
    return number or before


def _pieces(line: DifferentLine) -> list[Piece]:
    part = {"+": "added", "-": "removed"}.get(line.sign, "label")
    numbers = f"{line.old or '':>5} {line.new or '':>5} "
    return [(numbers, "detail"), (f"{line.sign} {LineCells(line.text, _TAB).shown(0, _WIDEST)}", part)]
