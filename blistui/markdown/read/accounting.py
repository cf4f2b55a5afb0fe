"""Whether every word of a Markdown text is in the plan that was read from it.

The readers of sections know many ways to write a plan, and an author knows one more. What they leave out is
found here, whatever they do: each piece of each line is looked for in the values of the plan, in what was
left over, and in what the export of the plan would say by itself. Two words that follow each other must
follow each other there too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from blistui.markdown.blocks import Entry, Fence, Html, Node, Part, Quote, Table, Text, tree
from blistui.markdown.bold import lead_of
from blistui.markdown.nothing import in_letters
from blistui.patterns import pattern

_WORD = pattern(r"\w+")
_SPLIT = pattern(
    r"[|;:()\[\]→←⟶⇒►▶◄«»<>=·•✅❌]|,(?!\d{3}\b)|\*\*|~~|--?>|[─═]+|--+|\s{2,}|\s[-–—+/&]\s|\.(?:\s|$)"
    r"|[`\"“”](?=\s|$)|(?:^|(?<=\s))[`\"“”]"
)
"""Where the reader of a section may have split a line."""

_MARKER = pattern(
    r"[\s>]*(?:\|\s*#?\d{1,3}\s*\|)?(?:#{1,6}\s+)?(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\]\s+)?"
    r"(?:\*\*)?(?:\(?[A-K](?:[).:]|\.\d+)\s+|\d+(?:\.\d+)*[.)]\s+|\d+\.\d+\s+)?"
)
_DELIMITERS = pattern(r"(?=[|: \t]*-)[|:\- \t]+$")
_NUMBER = pattern(r"\(\d\)")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])")
_NUMBERED = pattern(r"\b(pr|wp)[ #-]{1,2}(\d)")

_NO_VALUE = """
none; nothing; no state; n a; br; code; yes; not stated; not applicable; evidence; default behavior; pr; owner
trigger
"""
"""What people write where there is no value; alone between two marks it is no word of the plan's own."""

_TITLES = """
a abort affected after all analysis and answer answers approach areas aspect assigned assumption be before
being blocks breaks bug building by change changed changelog changes ci claude common compatibility
component conditions confirmed constraint constraints consumers content contract contracts controls core
cost could counts creates current data date decides decision decisions dependencies dependency description
design details diagram do docs documentation does edge edges entrypoints evolution examples existing exit
expected explicitly extension fact facts fails failure feature fidelity field file files finding findings
first flag flags flow for fragility freeze friction frozen gate gates general goals graph guarantee
guarantees helps high history hold how id impact implementation in inference inferred infrastructure
integration interaction interactions interface interfaces invariants is it item items justification key kind
know level line lines log loss lost management map matters md measure measured merge merges method methods
mitigation mode model modeled modes module modules must mutable name notes objective objectives observes of
on open or order ordered other others out overview owned owner owns package packages parallel parts pass
path payload per performance phase picture pieces pipeline plan plans point points pr pre prevented
prevention priority proposed prs purpose question questions readme reads real reason recon record register
regression related relevance remains repository resolution responsibility revision revisions risk risks role
row rule rules schedule scope scoping section series shared should simplification simplified simplify source
state statement states statistics status structural structures summary surface surfaces system systems table
target test tests that the this title to topic touched trade tradeoffs traffic trigger type uncertainties
uncertainty update updates upgrade validation value version versions vs want we what when where which who
why with work workstreams
"""
HEADS = frozenset(_TITLES.split())
"""Words of the template, and beside them, of which people make headings and the titles of columns."""
DENYING = frozenset({"don", "non", "not", "omitted", "t", "unchanged", "won", "wrong"})
"""Words that turn a heading round: they are understood only where a section has read it so."""


class Words:
    """The words of some text, which of them follow each other, and how often one stands alone."""

    def __init__(self) -> None:
        self.single: set[str] = set()
        self.alone: Counter[str] = Counter()
        self.pairs: set[tuple[str, str]] = set()
        self.phrases = {tuple(words(phrase)) for phrase in re.split(r"[;\n]", _NO_VALUE)}

    def understand(self, text: str) -> None:
        """A text that is no value, and was understood; one word only where it is alone."""
        found = words(text)
        self.phrases.add(tuple(found))
        self.pairs.update(pairwise(found))

    def add(self, text: str) -> None:
        """All words of a text."""
        found = words(text)
        self.single.update(found)
        self.pairs.update(pairwise(found))
        self.alone.update(alone(text))

    def add_value(self, value: Any) -> None:
        """All words of a value of the plan, whatever it is."""
        if isinstance(value, dict):
            for below in value.values():
                self.add_value(below)
        elif isinstance(value, list | tuple):
            for below in value:
                self.add_value(below)
        elif value is not None and not isinstance(value, bool):
            self.add(f"{value:g}" if isinstance(value, float) else str(value))

    def lack(self, line: str, often: Counter[str], beside: tuple[str, str], heads: bool = False) -> list[str]:
        """The words of a line that are not here in that order, nor as `often` alone.

        `beside` are the words before it and after it; a line that `heads` others is a heading, or the
        titles of columns."""
        if heads:
            own = words(_MARKER.sub("", line, count=1))
            understood = DENYING if tuple(own) in self.phrases else frozenset()
            titles = HEADS | understood
            return [word for word in own if word not in self.single and word not in titles]
        lacking: list[str] = []
        pieces = list(_pieces(line))
        whole = [beside[0], *(word for own in pieces for word in own), beside[1]]
        end = 1
        for own in pieces:
            start, end = end, end + len(own)
            if tuple(own) in self.phrases:
                continue
            if len(own) == 1:
                # Beside the same word as here it is in the same place, whatever parts them.
                placed = any(pair in self.pairs for pair in pairwise(whole[start - 1 : end + 1]))
                lacking += own if not placed and often[own[0]] > self.alone[own[0]] else []
                continue
            known = [pair in self.pairs for pair in pairwise(own)]
            for at, word in enumerate(own):
                if not any(known[max(0, at - 1) : at + 1]):
                    lacking.append(word)
        return lacking


def _pieces(line: str) -> Iterator[list[str]]:
    """The words of each piece of a line."""
    for piece in _SPLIT.split(_NUMBER.sub(";", _MARKER.sub("", in_letters(line), count=1))):
        yield words(piece)


def alone(text: str) -> Iterator[str]:
    """The words of a text that are a piece of a line each."""
    for line in text.split("\n"):
        for found in _pieces(line):
            if len(found) == 1:
                yield found[0]


def words(text: str) -> list[str]:
    """The words of a text in their order, without what only marks them."""
    plain = _ESCAPED.sub(r"\1", in_letters(text)).casefold()
    return _WORD.findall(_NUMBERED.sub(r"\1\2", plain))


def unplaced(lines: Sequence[str], held: Words) -> Iterator[tuple[int, str, int]]:
    """Runs of lines that hold words which are not in `held`: (line from 1, the lines, how many words)."""
    often = Counter(word for line in lines for word in alone(line))
    run: list[str] = []
    first, count = 0, 0
    for number, line in enumerate((*lines, ""), start=1):
        below = lines[number] if number < len(lines) else ""
        heads = _is_heading(line) or (bool(_DELIMITERS.match(below)) and "|" in line)
        beside = ("".join(words(lines[number - 2])[-1:]) if number > 1 else "", "".join(words(below)[:1]))
        lacking = len(held.lack(line, often, beside, heads)) if line else 0
        if lacking:
            if not run:
                first = number
            run.append(line)
            count += lacking
        elif run:
            yield first, "\n".join(run), count
            run, count = [], 0


def _is_heading(line: str) -> bool:
    lead = lead_of(line)
    return line.startswith("#") or (lead is not None and not lead.rest)


def headings_above(root: Part) -> list[tuple[int, str]]:
    """The line of each heading, and what is under it: its path of headings."""
    found: list[tuple[int, str]] = []

    def walk(part: Part, above: tuple[str, ...]) -> None:
        for below in part.parts:
            path = (*above, below.title) if below.title else above
            found.append((below.line, " › ".join(path)))
            walk(below, path)

    walk(root, ())
    return sorted(found)


def shapes(text: str) -> set[tuple[str, ...]]:
    """What each block of an exported plan says, word by word, to know again what was derived."""
    return {shape for part in tree(text).walk() for node in part.nodes for shape, _ in leaves([node])}


def leaves(nodes: Iterable[Node]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """The smallest blocks of some nodes: their words, and their text with its line."""
    for node in nodes:
        match node:
            case Text() | Html() | Fence():
                yield tuple(words(node.source)), Text(node.line, node.source)
            case Entry():
                yield tuple(words(node.text)), Text(node.line, node.text)
                yield from leaves(node.nodes)
            case Quote():
                yield from leaves(node.nodes)
            case Table():
                yield tuple(words(" ".join(node.header))), Text(node.line, " | ".join(node.header))
                for line, row in node.rows:
                    yield tuple(words(" ".join(row))), Text(line, " | ".join(row))
