"""Section D, who calls whom in sentences: `Pool asks Clock for the tick.`"""

from __future__ import annotations

import re

from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.patterns import pattern

_VERBS = (
    "asks|calls|reads|queries|polls|reports|hands|gives|sends|passes|returns|tells|wakes|notifies|triggers|writes"
    "|pushes|pulls|requests|signals|publishes|feeds|forwards|delivers|submits|invokes|consults|informs"
)
_SENTENCE = pattern(rf"(?:The )?(?P<start>\S.*?) (?P<what>(?:{_VERBS}) (?P<rest>\S.*?))\.?$", re.DOTALL)
_UNSURE = pattern(
    r"\b(?:no|not|nor|never|none|nothing|nobody|neither|cannot|or|if|when|unless|until|once|only|would|could"
    r"|might|may|used|instead|before|after|except|without|longer)\b|n[’']t\b",
    re.IGNORECASE,
)
_NAME = pattern(r"(?!(?:It|This|That|Each|Every\w*|Any\w*|Some\w*|One|All|Who|What)$)[A-Z]\w+$")
_TO = pattern(r".*\bto (?:the )?(?P<end>[A-Z]\w+)$", re.DOTALL)
_JOINED = r"(?:, (?:and )?| and )(?:the )?"


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    return re.split(r"(?<=[.;])\s+(?=[A-Z`])", text.strip())


def spoken(draft: Draft, sentence: str) -> list[tuple[str, str, str]]:
    """Who calls whom and what is said of it; nothing where a sentence is not surely about two blocks."""
    text = plain(sentence.replace("`", "").replace("**", ""))
    found = _SENTENCE.match(text)
    names = [str(block["name"]) for block in draft.data.get("block", []) if block.get("name")]
    if found is None or not names or _UNSURE.search(text):
        return []
    start, rest, what = found["start"], found["rest"], found["what"]
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    ends = re.findall(rf"(?<!\w)(?:{known})(?!\w)", rest)
    if len(ends) > 1 and not re.search(rf"(?<!\w)(?:{known})(?:{_JOINED}(?:{known}))+(?!\w)", rest):
        return []
    last = _TO.match(rest)
    if start in names:
        ends = ends or ([last["end"]] if last else [])
    elif not _NAME.match(start):
        return []
    return [(start, end, what) for end in dict.fromkeys(ends) if end != start]
