"""Work that is put off instead of assigned: "when needed", "TBD", "deferred to". A heuristic on prose."""

from __future__ import annotations

import re

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.denial import asserted

_PUT_OFF = rare_pattern(
    r"""\b(?:
    (?:when|whenever|if|as|where|once)\ (?:(?:it|this|that|they)\ (?:is|are|becomes?
            |(?:turns?\ out|proves?|seems?|happens?)(?:\ to\ be)?)\ )?(?:ever\ )?
        (?:needed|necessary|required|appropriate)\b(?!\ (?:by|for|in|to)\b)
    |TB[DA]|to\ be\ (?:determined|decided|defined|announced|done)
    |eventually(?!\ consistent)|some\ ?day|at\ some\ (?:later\ )?point|in\ the\ (?:near\ )?future
    |in\ (?:an?|some|another|the)\ (?:later|future|subsequent|follow-?up)\ \w+
    |(?:deferr(?:ed|ing)|postpon(?:ed|ing))\ (?:to|until|till|for\ now)
    |(?:is|are|be|was|were|remains?)\ (?:deferred|postponed)|deferred(?=\s*(?:[.;,)]|$))
    |follow-?up|in\ due\ (?:course|time)|down\ the\ (?:road|line)|sooner\ or\ later|nice\ to\ have
    |at\ a\ later\ (?:date|time|stage|point|moment)
    |(?:as|if|when(?:ever)?|once|as\ soon\ as)
        \ (?:(?:any\ |the\ )?(?:time|capacity)\ (?:permits|allows|is\ left|remains)
        |(?:there\ is|we\ have|(?:some|any)(?:body|one)\ has|people\ have)\ (?:the\ |some\ |any\ )?time
        |the\ need\ arises|(?:some|any)(?:body|one)\ (?:asks|wants|needs|misses|complains))
    |(?:gets?|comes?)\ (?:to|a?round\ to)\ (?:it|this|that)|finds?\ (?:the\ )?time|another\ time
    |(?:left|leave)\ (?:for|to)\ (?:an?|some|another|the)\ (?:later|future)\ \w+
    |(?<!no\ )(?<!not\ )(?<!or\ )(?<!any\ )(?<!all\ )(?<!each\ )(?<!every\ )(?<!by\ )(?<!the\ )
        later(?!\ (?:than|PRs?|steps?|phases?|stages?|merges?|on\ the|events?|requests?|arrivals?|ticks?|runs?
            |ones|readers?|sections?|in\ the\ (?:run|day|file|text))\b)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
    signs=(
        *("needed", "necessary", "required", "appropriate", "tbd", "tba", "to be d", "to be a"),
        *("eventually", "some day", "someday", "point", "future", "later", "subsequent", "follow"),
        *("in due", "down the", "nice to", " time", "time ", "capacity", "sometime", "deferr", "postpon"),
        *("arise", "asks", "wants", "needs", "misses", "complains", " to it", " to this", " to that"),
    ),
)
_LEFT_OPEN = rare_pattern(
    r"""\b(?:
      (?<!seem\ )(?<!seems\ )to\ be\ (?:settled|agreed|clarified|worked\ out|sorted\ out|finali[sz]ed)
        (?!\ (?:by|in|with)\ (?:the\ )?PR)
    |(?:decided|settled|chosen|specified|clarified|(?:worked|figured|sorted)\ out)
        \ (?:during\ (?:the\ )?implementation|on\ the\ way|along\ the\ way|as\ we\ go)
    |(?:once|when|after|until)\ (?:the\ |its\ |this\ )?(?:[\w-]+\ ){1,3}(?:has|have|is|are)
        \ (?:matured?|settled(?!\ in)|stabili[sz]ed|calmed\ down)
    |at\ the\ end\ of\ the\ (?:project|development|implementation)
    |(?:left|leaves?|leaving)\ (?:open\b(?!\ (?:on|by|a|the)\b)
        |to\ (?:the\ |an?\ |its\ )?(?:implement(?:er|or|ation)s?|authors?|whoever)\b)
    |should\ (?:it|this|that|they|the\ need)\ (?:become|prove|turn\ out|arise)|until\ further\ notice
    |sometime(?=\s*(?:[.,;)]|$)|\ (?:when|soon)\b)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
    signs=(
        *("to be settled", "to be agreed", "to be clarified", "to be worked", "to be sorted", "to be final"),
        *(
            "implementation",
            "on the way",
            "along the way",
            "as we go",
            "matur",
            "settled",
            "stabili",
            "calmed",
        ),
        *("the end of the", " open", "implementer", "implementor", "author", "whoever"),
        *("should it", "should this", "should that", "should they", "the need", "further notice", "sometime"),
    ),
)
"""As `_PUT_OFF`, in words that fewer texts have: what is left to somebody, or waits until it is ripe."""


_MOMENT = pattern(
    r"(?:\b(?:\d[\d.,_]*|an?|one|two|three|some|few|many|next)\s+(?:\w+\s+)?"
    r"(?:[nuµm]?s|sec|seconds?|minutes?|hours?|ticks?|steps?|events?|cycles?|intervals?|iterations?|rounds?"
    r"|requests?|lines?)"
    r"|\b(?:arriv|start|finish|end|happen|complet|serv|fir|expir|depart)(?:e|es|ed|s|ing)?)\s+\Z",
    re.IGNORECASE,
)


def put_off(text: str) -> str:
    """The first words that put work off, such as `when needed`, or empty; "never deferred to" is none."""
    for words in (_PUT_OFF, _LEFT_OPEN):
        for found in asserted(words, text):
            if not _is_of_time(text, found):
                return found.group()
    return ""


def _is_of_time(text: str, found: re.Match[str]) -> bool:
    """Whether `later` says when something happens in a run: `20 ms later`, `those that arrive later`."""
    return found.group().lower() == "later" and bool(
        _MOMENT.search(text, max(0, found.start() - 40), found.start())
    )
