"""Go source as tokens, with the semicolons that the ends of lines mean."""

from __future__ import annotations

import ast
from typing import NamedTuple

from blistui.patterns import pattern

# What is not captured is blank. Nothing here is read twice, whatever stays open at the end of the text.
_TOKEN = pattern(
    r"[ \t\r\f\v]++|//[^\n]*+|(\n|[^\W\d]\w*+|/\*(?s:.*?)(?:\*/|\Z)|`[^`]*+`?"
    r"|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*\"?|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*'?"
    r"|\d[\w.]*+|\.\.\.|<-|:=|&&|\|\||[=!<>]=|.)"
)
# After these the end of a line ends a statement.
_ENDS = frozenset(")]}`\"'_")
_GO_ON = frozenset(
    [
        *("func", "type", "struct", "interface", "map", "chan", "var", "const", "import", "package"),
        *("go", "defer", "if", "else", "for", "range", "switch", "case", "default", "select", "goto"),
    ]
)
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")


class Tokens(NamedTuple):
    """Texts of tokens and, for each, its line and whether it is at the left margin; comments left out."""

    texts: list[str]
    lines: list[int]
    at_margin: list[bool]

    def cut(self, start: int, end: int) -> Tokens:
        """Those from `start` to before `end`."""
        return Tokens(self.texts[start:end], self.lines[start:end], self.at_margin[start:end])

    def after(self, start: int) -> int:
        """The index after the bracket that closes the one at `start`, or the end."""
        depth = 0
        for at in range(start, len(self.texts)):
            text = self.texts[at]
            if text in _OPENING:
                depth += 1
            elif text in _CLOSING:
                depth -= 1
                if depth <= 0:
                    return at + 1
        return len(self.texts)


def tokens(text: str, line: int = 1) -> Tokens:
    """The tokens of `text`, whose first line has the number `line`."""
    found = Tokens([], [], [])
    texts, lines, margins = found
    last, fresh = "", True
    for match in _TOKEN.finditer(text):
        token = match[1]
        if token is None:
            fresh = False
            continue
        if token.startswith("/*"):
            breaks = token.count("\n")
            token = "\n" if breaks else ""
            line += max(0, breaks - 1)
        if token == "\n":
            if last and (last[-1] in _ENDS or last[-1].isalnum()) and last not in _GO_ON:
                texts.append(";")
                lines.append(line)
                margins.append(False)
                last = ""
            line += 1
            fresh = True
        elif token:
            texts.append(token)
            lines.append(line)
            margins.append(fresh)
            last, fresh = token, False
            if token[0] == "`":
                line += token.count("\n")
    return found


def unquoted(text: str) -> str | None:
    """What a string literal stands for; None when that is not known."""
    if text.startswith("`"):
        return text.strip("`").replace("\r", "")
    try:
        # Go's escapes are Python's, but for a few that hardly any string has.
        return str(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return None


def is_name(token: str) -> bool:
    """Whether a token is an identifier or a keyword."""
    return token[:1].isalpha() or token[:1] == "_"
