"""Placeholders that are still in a text: example marks, angle brackets, TODO notes."""

from __future__ import annotations

import re

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


_SIGN = pattern(r"[(<[]|TODO|FIXME|TB[DAC]|XXX|\?\?\?|orem ipsum")
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
_SMALL = frozenset(_SMALL_WORDS.split())
_NONE = frozenset({"none", "no", "nil", "nothing", "n/a", "na", "n.a", "n. a", "not applicable"})
_UNDECIDED = rare_pattern(
    r"(?:(?:to|will|must|needs to|is to) be (?:written|decided|determined|defined|done|added|announced"
    r"|completed|clarified|discussed|filled in|confirmed)"
    r"|tb[dac]|todo|fixme|(?:we|one)(?: wi|['’])ll (?:see|decide))\b[^\d.]{0,40}\Z",
    signs=(" be ", "tbd", "tba", "tbc", "todo", "fixme", "ll see", "ll decide"),
)
_ELSEWHERE = rare_pattern(
    r"(?:see|cf|refer to|as (?:in|per)|same as|like|(?:as )?(?:already )?(?:described|explained|stated|shown"
    r"|given|listed|noted|mentioned|defined|discussed|documented|written)(?: (?:in|by|under|at))?)\.? "
    r"(?:the |our |its )?(?:[a-z]+ )?"
    r"(?:docs?|documents?|code|tickets?|issues?|specs?|above|below|before|wiki|chat|e?mails?|meetings?"
    r"|notes|comments?|previous|elsewhere|pr ?\d+|(?:section|phase|part|chapter) \w{1,4})\Z",
    signs=(
        "see",
        "described",
        "explained",
        "stated",
        "shown",
        "given",
        "listed",
        "noted",
        "mentioned",
        "defined",
        "discussed",
        "documented",
        "written",
        "cf",
        "refer to",
        "as in",
        "as per",
        "same as",
        "like",
    ),
)
_IN_BRACKETS = pattern(r"\[[A-Za-z][A-Za-z ,'’-]*\]\W*\Z")
_LONGEST = 80
_AROUND = " \t\n\r`*_'\"“”‘’()[].,;:!"


def no_answer(text: str, *, none_is_one: bool = False) -> str:
    """The whole of `text` where it is only a placeholder for an answer (`TBD`, `see above`, `-`), else empty.

    `none` and `n/a` are answers where `none_is_one`; a blank text is no placeholder.
    """
    if len(text) > _LONGEST or not text.strip():
        return ""
    bare = " ".join(text.casefold().split()).strip(_AROUND).replace(" / ", "/")
    if not bare[:1].isalnum() and not any(char.isalnum() for char in bare):
        # A dash says none, as in a table.
        dashed = not bare.strip("-–—")
        return "" if none_is_one and dashed and bare else text.strip()
    said_elsewhere = _ELSEWHERE.match(bare) or _IN_BRACKETS.match(text.strip())
    words = frozenset(bare.replace(",", " ").split())
    unanswered = bool(words & _NO_ANSWER) and words <= _NO_ANSWER | _SMALL
    if bare in _STANDS_FOR_NOTHING or unanswered or _UNDECIDED.match(bare) or said_elsewhere:
        return text.strip()
    if bare in _NONE and not none_is_one:
        return text.strip()
    return ""


def placeholder(text: str) -> str:
    """The first placeholder in `text`, or empty; what is in code or quotation marks is none."""
    if not _SIGN.search(text):
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
