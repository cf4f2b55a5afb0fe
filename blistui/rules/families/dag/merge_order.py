"""What merge sequencing guidance says about the order of PRs, compared with the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from blistui.patterns import SignedPattern, rare_pattern
from blistui.rules.prose.sentences import sentences
from blistui.rules.rule import Context
from blistui.rules.shared.pr_mentions import Mention, mentions

_DENIED = rare_pattern(
    r"\b(?:not|never|cannot|no|nor|\w+n['’]t)\b", re.IGNORECASE, signs=("no", "never", "n't", "n’t")
)
_WORDS = (
    "then|must|should|can|may|will|is|be|to|gets?|merges?|merged|lands?|landed|goes|go|comes?|first|strictly"
)
_VERB = rf"(?:(?:{_WORDS})\s+)*"
_ASIDE = r"(?:\s*\([^()]*\))?\s*"
_THEN = rare_pattern(
    rf"{_ASIDE}(?:→|->|=>|>|{_VERB},?\s*(?:and\s+)?(?:then|next|afterwards|finally|followed\s+by|after\s+that)"
    rf"|{_VERB}first\s*[,;]?\s*(?:and\s+)?(?:then|next|second)?"
    rf"|{_VERB}(?:before|precedes|ahead\s+of|unblocks|unlocks|enables))[\s,:]*(?:the\s+|comes?\s+)?",
    re.IGNORECASE,
    signs=(
        *("→", ">", "then", "next", "afterwards", "finally", "followed", "after", "first", "before"),
        *("precedes", "ahead", "unblocks", "unlocks", "enables"),
    ),
)
_AFTER = rare_pattern(
    rf"{_ASIDE}{_VERB}(?:after|follows|behind|waits?\s+for|needs|requires|depends\s+on|rests\s+on|builds\s+on)\s*(?:the\s+)?",
    re.IGNORECASE,
    signs=("after", "follows", "behind", "wait", "needs", "requires", "depends", "rests", "builds"),
)


_BEGINS = rare_pattern(
    r"\b(?:starts?|begins?|starting|beginning) (?:with|by)(?: merging)? (?:the )?\Z",
    re.IGNORECASE,
    signs=("start", "begin"),
)
_IS_FIRST = rare_pattern(
    rf"{_ASIDE}{_VERB}(?:comes?|goes|merges|merged|lands|is) first\b", re.IGNORECASE, signs=(" first",)
)
_ENDS = rare_pattern(
    r"\b(?:ends?|finish(?:es)?|closes?) (?:with|by)(?: merging)? (?:the )?\Z",
    re.IGNORECASE,
    signs=("end", "finish", "close"),
)
_IS_LAST = rare_pattern(rf"{_ASIDE}{_VERB}(?:last|at the end)\b", re.IGNORECASE, signs=("last", "at the end"))
_BESIDE = rare_pattern(r"\s*(?:,?\s*and|,|&|\+)\s*(?:the )?\Z", re.IGNORECASE, signs=("and", ",", "&", "+"))
_AT_ONCE = rare_pattern(
    rf"{_ASIDE}(?:(?:{_WORDS}|are|written|developed|independent\s+of\s+each\s+other|started)\s+)*"
    r"(?:in parallel|side by side|concurrently|simultaneously|at (?:the same time|once)|in any order)\b",
    re.IGNORECASE,
    signs=(
        *("in parallel", "side by side", "concurrently", "simultaneously", "same time", "at once"),
        "in any order",
    ),
)


def beside(context: Context) -> Iterator[tuple[str, str]]:
    """Pairs of PRs that guidance lets merge side by side although one waits for the other."""
    for sentence in sentences(context.plan.dag.merge_sequencing):
        if _DENIED.search(sentence):
            continue
        found = list(mentions(context, sentence))
        for end, last in enumerate(found):
            if not _AT_ONCE.match(sentence, last.end):
                continue
            start = end
            while start and _BESIDE.fullmatch(sentence, found[start - 1].end, found[start].start):
                start -= 1
            together = [one.pr for one in found[start : end + 1]]
            yield from (
                (one, other) for one in together for other in together if _contradicts(context, one, other)
            )


def contradictions(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """Places where guidance puts a PR before one it must wait for: (path, first, second, what says so)."""
    dag = context.plan.dag
    order = list(dict.fromkeys(pr for pr in dag.merge_order if pr in context.graph.depends_on))
    said: set[tuple[str, str]] = set()
    for index, first in enumerate(order):
        for second in order[index + 1 :]:
            if _contradicts(context, first, second):
                said.add((first, second))
                yield "dag.merge_order", first, second, "The merge order"
    for first, second in _stated_order(context, dag.merge_sequencing):
        if _contradicts(context, first, second) and (first, second) not in said:
            said.add((first, second))
            yield "dag.merge_sequencing", first, second, "The guidance"


def _contradicts(context: Context, first: str, second: str) -> bool:
    return context.graph.before(second, first) and not context.graph.before(first, second)


def _stated_order(context: Context, text: str) -> Iterator[tuple[str, str]]:
    """Pairs that prose puts in an order: `PR1 → PR2`, `PR1 merges before PR2`, `PR2 after PR1`."""
    for sentence in sentences(text):
        if _DENIED.search(sentence):
            continue
        found = list(mentions(context, sentence))
        for one in found:
            yield from _ends(context, sentence, one)
        for one, other in pairwise(found):
            if _between(_THEN, sentence, one, other):
                yield one.pr, other.pr
            elif _between(_AFTER, sentence, one, other):
                yield other.pr, one.pr


def _ends(context: Context, sentence: str, one: Mention) -> Iterator[tuple[str, str]]:
    """The pairs that follow where a PR is called the first or the last of all."""
    if _BEGINS.search(sentence, 0, one.start) or _IS_FIRST.match(sentence, one.end):
        yield from ((one.pr, other) for other in context.graph.order if other != one.pr)
    elif _ENDS.search(sentence, 0, one.start) or _IS_LAST.match(sentence, one.end):
        yield from ((other, one.pr) for other in context.graph.order if other != one.pr)


def _between(words: SignedPattern, sentence: str, one: Mention, other: Mention) -> bool:
    return bool(words.fullmatch(sentence, one.end, other.start))
