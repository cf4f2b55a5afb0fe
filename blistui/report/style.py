"""How text for a terminal is styled: severity by word and glyph, colour only where it is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO

from blistui.markdown.inline import visible
from blistui.rules.rule import Kind, Level

_GLYPHS = {"error": "✗", "to write": "○", "warning": "▲", "hint": "·"}
_PLAIN_GLYPHS = {"error": "x", "to write": "o", "warning": "!", "hint": "-"}
_COLOURS = {"error": "31", "warning": "33", "hint": "36", "bold": "1", "dim": "2"}
_PLAIN = str.maketrans(
    {"→": "->", "—": "-", "–": "-", "“": '"', "”": '"', "’": "'", "…": "...", "·": "-", "○": "o"}
)


class Style(NamedTuple):
    """`colour`: use terminal colours. `unicode`: the output can show more than ASCII."""

    colour: bool = False
    unicode: bool = True

    def level(self, level: Level, kind: Kind = "wrong") -> str:
        """Glyph and word of a level, of one width; an error that is still to be written has its own glyph."""
        glyphs = _GLYPHS if self.unicode else _PLAIN_GLYPHS
        glyph = glyphs["to write" if (level, kind) == ("error", "to write") else level]
        return self.styled(f"{glyph} {level:<7}", level)

    def styled(self, text: str, style: str) -> str:
        """`text` in the colour of a level, `bold` or `dim`."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text

    def shown(self, text: str) -> str:
        """Text from a plan on one line, with nothing in it that a terminal would act on."""
        return self.plain(" ".join(visible(text).split()))

    def detail(self, text: str) -> str:
        """As `shown`, with its spaces kept: a detail may be a line of code or of a difference."""
        return self.plain(visible(text).replace("\n", " ").rstrip())

    def plain(self, text: str) -> str:
        """`text` as it is, or in ASCII if nothing else can be shown; other characters as escapes."""
        if self.unicode:
            return text
        return text.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii")


_MOST_LINES = 40


def cut(lines: Sequence[str]) -> list[str]:
    """Lines shown beside a message, no more than a reader takes in; a last one says how many more there are.

    The difference of a function that was rewritten may have a thousand.
    """
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… and {more} more lines"] if more > 1 else list(lines)


PLAIN = Style()
"""No colour, all characters: what files and pipes get."""


def style_for(stream: TextIO, environment: Mapping[str, str]) -> Style:
    """What suits `stream`: colour on a terminal, unless NO_COLOR is set or the terminal is `dumb`."""
    wanted = stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    try:
        "✗▲○→".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Style(wanted, unicode=False)
    return Style(wanted)
