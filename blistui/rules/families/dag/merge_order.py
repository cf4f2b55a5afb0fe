"""What merge sequencing guidance says about the order of PRs, compared with the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from blistui.patterns import pattern
from blistui.rules.prose.sentences import sentences
from blistui.rules.rule import Context
from blistui.rules.shared.pr_mentions import Mention, mentions

_DENIED = pattern(r"(?i)\b(?:not|never|cannot|no|nor|\w+n['’]t)\b")
_VERB = (
    r"(?:(?:then|must|should|can|may|will|is|be|to|gets?|merges?|merged|lands?|landed|goes|go|comes?|first"
    r"|strictly)\s+)*"
)
_ASIDE = r"(?:\s*\([^()]*\))?\s*"
_THEN = pattern(
    rf"{_ASIDE}(?:→|->|=>|>|{_VERB},?\s*(?:and\s+)?(?:then|next|afterwards|finally|followed\s+by|after\s+that)"
    rf"|{_VERB}first\s*[,;]?\s*(?:and\s+)?(?:then|next|second)?"
    rf"|{_VERB}(?:before|precedes|ahead\s+of|unblocks|unlocks|enables))[\s,:]*(?:the\s+|comes?\s+)?",
    re.I,
)
_AFTER = pattern(
    rf"{_ASIDE}{_VERB}(?:after|follows|behind|waits?\s+for|needs|requires|depends\s+on|rests\s+on|builds\s+on)\s*(?:the\s+)?",
    re.I,
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
        for one, other in pairwise(mentions(context, sentence)):
            if _between(_THEN, sentence, one, other):
                yield one.pr, other.pr
            elif _between(_AFTER, sentence, one, other):
                yield other.pr, one.pr


def _between(words: re.Pattern[str], sentence: str, one: Mention, other: Mention) -> bool:
    return bool(words.fullmatch(sentence, one.end, other.start))
