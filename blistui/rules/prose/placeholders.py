"""Placeholders that are still in a text: example marks, angle brackets, TODO notes."""

from __future__ import annotations

import re
from functools import lru_cache

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.markdown_spans import spans_of

_EXAMPLE = pattern(r"\(\s*(?:example|e\.g\. row|sample)\s*\)", re.IGNORECASE)
_ANGLES = pattern(r"(?<![\w)\]<])<(?P<inside>…|\.{3}|[^\W\d_][\w ,./'’-]{0,60}(?<! ))>(?![\w=>]|\s+[\d(])")
_TO_DO = pattern(
    r"(?:\A|\n)[ \t*_>-]{0,20}(?:TODO|FIXME)\b|[(\[]\s{0,20}(?:TODO|FIXME|TB[DAC])\b"
    r"|\b(?:TODO|FIXME|TB[DAC])\s*(?:[:(]|\W*\Z)|(?<![\w-])(?:XXX|TBD)(?![\w-])|(?<!\S)\?{3,}"
)
_BRACKETS = pattern(
    r"\[\s*(?:fill(?: (?:me|this|it))? in|to be \w+|TB[DAC]|TODO|insert |describe |your )[^\]\n]{0,60}\]"
    r"(?!\()",
    re.IGNORECASE,
)
_LOREM = pattern(r"\blorem ipsum\b", re.IGNORECASE)
_QUOTED = pattern(r"\"[^\"\n]*\"|“[^”\n]*”")
_MARKUP = pattern(
    r"(?:[abiuspq]|br|hr|em|li|[ou]l|t[dhr]|d[ldt]|div|pre|su[bp]|kbd|img|del|ins|code|span|table|thead|tbody"
    r"|small|strong|details|summary|blockquote)\b",
    re.IGNORECASE,
)

_SIGNS = ("(", "<", "[", "TODO", "FIXME", "TBD", "TBA", "TBC", "XXX", "???", "orem ipsum")
"""One of these is in whatever placeholder is found within a text."""

_STAND_INS = """fill in,fill me in,see above,see below,as above,same as above,ditto,to come,to follow,n.n,n. n
coming soon,work in progress,as discussed,as agreed,as talked about,as usual,as mentioned,not yet,ask me,blank
empty,some text,text here,none yet,nothing yet,same,idem"""
_STANDS_FOR_NOTHING = frozenset(_STAND_INS.replace("\n", ",").split(","))
_UNANSWERED = """later unknown unclear undecided open pending placeholder dummy wip tbd tba tbc todo fixme xxx
foo bar baz blah asdf idk dunno maybe sure idea question known decided details something stuff whatever
someday soon fill fills filled follow follows text nn"""
_NO_ANSWER = frozenset(_UNANSWERED.split())
_SMALL_WORDS = """a about all and are as at be here i in is it more no not of on or still that the this to we
yet"""
_SAYS_NO_MORE = _NO_ANSWER | frozenset(_SMALL_WORDS.split())
_NONE = frozenset({"none", "no", "nil", "nothing", "n/a", "na", "n.a", "n. a", "not applicable"})
_UNDECIDED = pattern(
    r"(?:(?:to|will|must|needs to|is to) be (?:written|decided|determined|defined|done|added|announced"
    r"|completed|clarified|discussed|filled in|confirmed)"
    r"|tb[dac]|todo|fixme|(?:we|one)(?: wi|['’])ll (?:see|decide))\b[^\d.]{0,40}\Z"
)
_BEGINS_UNDECIDED = (
    *("to be ", "will be ", "must be ", "needs to be ", "is to be ", "tb", "todo", "fixme"),
    *("we wi", "we'", "we’", "one wi", "one'", "one’"),
)
_ELSEWHERE = pattern(
    r"(?:see|cf|refer to|as (?:in|per)|same as|like|(?:as )?(?:already )?(?:described|explained|stated|shown"
    r"|given|listed|noted|mentioned|defined|discussed|documented|written)(?: (?:in|by|under|at))?)\.? "
    r"(?:the |our |its )?(?:[a-z]+ )?"
    r"(?:docs?|documents?|code|tickets?|issues?|specs?|above|below|before|wiki|chat|e?mails?|meetings?"
    r"|notes|comments?|previous|elsewhere|pr ?\d+|(?:section|phase|part|chapter) \w{1,4})\Z"
)
_BEGINS_ELSEWHERE = (
    *("see", "cf", "refer to", "as ", "same as", "like", "already ", "described", "explained", "stated"),
    *("shown", "given", "listed", "noted", "mentioned", "defined", "discussed", "documented", "written"),
)
"""How texts begin in which the two patterns find anything: asking for that first is ten times as fast."""

_IN_BRACKETS = rare_pattern(r"\[[A-Za-z][A-Za-z ,'’-]*\]\W*\Z", signs=("[",))
_LONGEST = 80
_AROUND = " \t\n\r`*_'\"“”‘’()[].,;:!"


@lru_cache(maxsize=16384)
def no_answer(text: str, *, none_is_one: bool = False) -> str:
    """The whole of `text` where it is only a placeholder for an answer (`TBD`, `see above`, `-`), else empty.

    `none` and `n/a` are answers where `none_is_one`; a blank text is no placeholder. Each text of a plan is
    asked about, and again after each edit: the answers are kept.
    """
    if len(text) > _LONGEST or not text.strip():
        return ""
    bare = " ".join(text.casefold().split()).strip(_AROUND).replace(" / ", "/")
    if not bare[:1].isalnum() and not any(char.isalnum() for char in bare):
        # A dash says none, as in a table.
        dashed = not bare.strip("-–—")
        return "" if none_is_one and dashed and bare else text.strip()
    elsewhere = bare.startswith(_BEGINS_ELSEWHERE) and _ELSEWHERE.match(bare)
    undecided = bare.startswith(_BEGINS_UNDECIDED) and _UNDECIDED.match(bare)
    words = bare.replace(",", " ").split()
    unanswered = _SAYS_NO_MORE.issuperset(words) and not _NO_ANSWER.isdisjoint(words)
    in_brackets = _IN_BRACKETS.match(text.strip())
    if bare in _STANDS_FOR_NOTHING or unanswered or undecided or elsewhere or in_brackets:
        return text.strip()
    if bare in _NONE and not none_is_one:
        return text.strip()
    return ""


def placeholder(text: str) -> str:
    """The first placeholder in `text`, or empty; what is in code or quotation marks is none."""
    if not any(map(text.__contains__, _SIGNS)):
        return ""
    bare = spans_of(text).bare
    for opening, marks in (("(", _EXAMPLE), ("[", _BRACKETS), ("", _LOREM)):
        found = marks.search(bare) if opening in bare else None
        if found:
            return found.group()
    bare = _QUOTED.sub('""', bare)
    for angles in _ANGLES.finditer(bare) if "<" in bare else ():
        if not _MARKUP.match(angles["inside"]):
            return angles.group()
    to_do = _TO_DO.search(bare)
    return to_do.group().strip(" \t\n*_>-([:.") if to_do else ""
