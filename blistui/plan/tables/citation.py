"""Evidence kept in the plan: a citation of lines, and a stored query."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_0 as _PHASE0
from blistui.plan.tables.base import Columns, Item, Lines


class Citation(Item):
    """Lines of the repository that a claim rests on (template: anti-hallucination rule).

    `at` is `path:line`, `path:start-end` or several ranges, `path:433,437,466-470`; lines count from 1.
    """

    at: str = f.line("Lines", "path:line, path:start-end, or several ranges after one path", _PHASE0)
    symbol: str | Lines = f.line(
        "Symbol", "The Go symbol that the lines belong to, as Type.Method or name; a list of several", _PHASE0
    )
    digest: str = f.line("Digest", "Digest of the exact cited lines, taken at capture", _PHASE0)
    commit: str = f.line("Commit", "Where the lines were captured, when not the plan's base commit", _PHASE0)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names that `symbol` holds, one or several; none when it is empty."""
        return ((self.symbol,) if self.symbol else ()) if isinstance(self.symbol, str) else self.symbol

    @property
    def declared(self) -> str:
        """The name at the top level of a file that the first symbol has or belongs to: `T` for `T.Method`."""
        return next(iter(self.symbols), "").partition(".")[0]


class Query(Item):
    """A question put to the code and its answer, so that "all" and "exactly N" can be checked again.

    `result` holds one `path Enclosing.Symbol` entry per occurrence, sorted; it has no line numbers, so
    it does not rot when code moves.
    """

    COLUMNS: ClassVar[Columns] = Columns(("subject",), "ask")

    ask: str = f.choice(
        "Question",
        "What is asked of the code",
        _PHASE0,
        (
            *("implementers", "constructors", "callers", "flag-reads", "grep"),
            *("references", "satisfies", "callees", "tests"),
        ),
    )
    subject: str = f.line("Subject", "The interface, type, function, flag or text asked about", _PHASE0)
    result: tuple[str, ...] = f.lines("Answer", "One `path Symbol` entry per occurrence", _PHASE0)
