"""Where the reader of the code has been: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field

_KEPT = 200
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Position:
    """A line of a file, in the work tree or at a commit."""

    path: str
    line: int
    at: str | None = None


@dataclass
class PositionHistory:
    """Positions left behind by jumps; moving about in a file leaves none."""

    _before: list[Position] = field(default_factory=list)
    _after: list[Position] = field(default_factory=list)

    def leave(self, position: Position) -> None:
        """Remember a position that a jump leaves; what was ahead is forgotten."""
        self._after.clear()
        last = self._before[-1] if self._before else None
        if (
            last
            and (last.path, last.at) == (position.path, position.at)
            and abs(last.line - position.line) <= _NEAR
        ):
            self._before.pop()
        self._before.append(position)
        del self._before[:-_KEPT]

    def back(self, current: Position) -> Position | None:
        """The position before `current`, which becomes the one ahead."""
        if not self._before:
            return None
        self._after.append(current)
        return self._before.pop()

    def forward(self, current: Position) -> Position | None:
        """The position ahead of `current`, which becomes the one before."""
        if not self._after:
            return None
        self._before.append(current)
        return self._after.pop()
