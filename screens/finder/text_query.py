"""What is asked of a search in texts: the text, and how and where it is looked for."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPTION = re.compile(r"-e|-w|-tests?|in:\S+")


class TextQuery(NamedTuple):
    """A text to look for: as a regular expression, as a whole word, in tests too, below or in a path."""

    text: str
    is_regexp: bool = False
    is_word: bool = False
    in_tests: bool = True
    path: str = ""

    @property
    def minds_case(self) -> bool:
        """Case matters when there is a capital; of a regular expression `\\W` and the like are none."""
        letters = re.sub(r"\\.", "", self.text) if self.is_regexp else self.text
        return letters != letters.lower()

    def looks_into(self, path: str) -> bool:
        """Whether a file is one of those to look into."""
        if not self.in_tests and path.endswith("_test.go"):
            return False
        return self.path in path.lower()


def text_query(typed: str) -> TextQuery:
    """What was typed: options are before or after the text, which is taken as it is written."""
    text, options = typed, set[str]()
    while (last := re.search(r"\s(\S+)\s*\Z", text)) and _OPTION.fullmatch(last[1]):
        options.add(last[1])
        text = text[: last.start()]
    while (first := re.match(r"\s*(\S+)\s", text)) and _OPTION.fullmatch(first[1]):
        options.add(first[1])
        text = text[first.end() :]
    path = next((option[3:].lower() for option in sorted(options) if option.startswith("in:")), "")
    return TextQuery(text, "-e" in options, "-w" in options, not options & {"-test", "-tests"}, path)
