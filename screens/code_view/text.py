"""A file's text addressed by line, without ever splitting the whole of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

_BLOCK = 1 << 14
_NEWLINE = re.compile("\n")


class CodeText:
    """Lines of a text, numbered from 1, each without its line ending.

    A table of newline counts per 16 KiB block is all that is kept beside the text: building it for 200,000
    lines takes about a millisecond, where a list of lines would cost four times the memory of the file.
    A final newline ends the last line and starts no other; an empty text has no line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        counts = (text.count("\n", at, at + _BLOCK) for at in range(0, len(text), _BLOCK))
        self._newlines_before = list(accumulate(counts, initial=0))
        newlines = self._newlines_before[-1]
        self.line_count = newlines + (1 if text and not text.endswith("\n") else 0)
        # Only a file that ends every line with CRLF hides its carriage returns; a stray one is worth seeing.
        self.is_crlf = "\r" in text and 0 < newlines == text.count("\r\n")
        self._newlines_of = lru_cache(maxsize=32)(self._find_newlines)

    def __len__(self) -> int:
        return self.line_count

    def line(self, number: int) -> str:
        """Text of line `number`; empty when there is no such line."""
        if not 1 <= number <= self.line_count:
            return ""
        start, end = self.offset(number), self.offset(number + 1)
        if end > start and self.text[end - 1] == "\n":
            end -= 1
        if self.is_crlf and end > start and self.text[end - 1] == "\r":
            end -= 1
        return self.text[start:end]

    def lines(self, first: int, last: int) -> Iterator[str]:
        """Texts of the lines `first` to `last`, both included."""
        for number in range(max(first, 1), min(last, self.line_count) + 1):
            yield self.line(number)

    def offset(self, number: int) -> int:
        """Characters before line `number`; the length of the text for a line after the last."""
        if number <= 1:
            return 0
        newline = number - 1
        if newline > self._newlines_before[-1]:
            return len(self.text)
        block = bisect_left(self._newlines_before, newline) - 1
        return self._newlines_of(block)[newline - self._newlines_before[block] - 1] + 1

    def line_at(self, offset: int) -> int:
        """Number of the line that holds the character at `offset`."""
        block = min(offset // _BLOCK, len(self._newlines_before) - 1)
        before = self._newlines_before[block] + self.text.count("\n", block * _BLOCK, offset)
        return max(1, min(before + 1, self.line_count))

    def _find_newlines(self, block: int) -> list[int]:
        start = block * _BLOCK
        return [found.start() for found in _NEWLINE.finditer(self.text, start, start + _BLOCK)]
