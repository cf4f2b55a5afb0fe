"""Two verbs joined in one sentence: a sign that a building block does two jobs. A heuristic."""

from __future__ import annotations

from blistui.patterns import pattern

_PLAIN_VERBS = """accept add admit advance aggregate allocate apply archive assemble assign build
calculate choose clamp collect combine compare compute consume convert coordinate create decide decode
delete deliver dequeue derive determine discover dispatch emit encode enforce enqueue ensure evaluate
evict execute expand explain expose extract feed forward generate implement inject insert introduce
invoke keep maintain manage migrate normalise normalize notify observe orchestrate own parse perform
persist predict preempt produce provide publish receive reject remove render replay replicate resolve
restore select send serialize serve simulate suppress throttle translate validate verify"""
# Their forms in -s are also plural nouns, so what follows decides.
_NOUN_VERBS = """answer balance batch bill bound cache call change charge check control count drop estimate
filter form format group handle hold limit load log map match measure merge model monitor move order
pick place plan process query queue rank read record release report request reserve return route run
sample schedule score sort split start step stop store switch trace track transfer update use write"""
_PLAIN = frozenset(_PLAIN_VERBS.split())
_ALSO_NOUNS = frozenset(_NOUN_VERBS.split())
_BEFORE_NOUN = """a an the each every all any its their it them this these those which what whether how
when where one two some both no new"""
_FOLLOWING_NOUN = """of per in on at by to from with within across between that who is are was were be and
or nor as into over under via while before after during until than if but through for so can may must"""
_DETERMINERS = frozenset(_BEFORE_NOUN.split())
_AFTER_NOUN = frozenset(_FOLLOWING_NOUN.split())
_SKIPPED = frozenset((",", "also", "then", "it", "and", "finally", "otherwise"))
_BEFORE_VERB = frozenset(("also", "then"))
_WITH_ING = frozenset(("while", "whilst", "besides", "plus", "before", "after"))
_PHRASES = (
    *(("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to")),
    *(("on", "top", "of"), ("apart", "from"), ("aside", "from"), ("not", "only"), ("but", "also")),
    ("at", "the", "same", "time"),
)
"""Several words that join a verb, most of them one in -ing, to the first."""
_MOST_BETWEEN = 5
_TOKEN = pattern(r"`[^`]*`|[A-Za-z][A-Za-z'’-]*|[;,.:()&]")


def joined_verbs(text: str) -> str:
    """The words that join a second verb to the first, such as `and evicts` or `, counts`; else empty."""
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    form = _form_of_first(tokens)
    for index, token in enumerate(tokens):
        joins = _joins(tokens, index)
        if not joins:
            continue
        if _beside_the_first(tokens, index) or _is_accompanied(tokens, index, joins):
            return " ".join(tokens[index : index + joins + 1])
        at = index + joins
        while at < min(len(tokens), index + _MOST_BETWEEN) and _may_stand_before(tokens[at]):
            at += 1
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        clause = token == ";" or tokens[at - 1] in _BEFORE_VERB
        if at < len(tokens) and _is_verb(tokens[at], form, following, clause=clause):
            return f"{' '.join(tokens[index : index + joins])} {tokens[at]}"
    return ""


def _beside_the_first(tokens: list[str], index: int) -> bool:
    """Whether `and` stands between two verbs with one object: `accepts and bills each request`."""
    if index != 1 or tokens[index] not in ("and", "&") or len(tokens) < 3:
        return False
    after = tokens[3] if len(tokens) > 3 else ""
    return after != "of" and bool(_stem_of_s(tokens[0]) and _stem_of_s(tokens[2]))


def _is_accompanied(tokens: list[str], index: int, joins: int) -> bool:
    """Whether a verb in -ing follows `while`, `besides`, `plus`, `as well as` or `along with`."""
    if (tokens[index] not in _WITH_ING and joins == 1) or index + joins >= len(tokens):
        return False
    return bool(_stem_of_ing(tokens[index + joins]))


def _joins(tokens: list[str], index: int) -> int:
    """How many tokens from `index` on join what follows to what is before; 0 when they do not."""
    if tokens[index] in ("and", "&", ";", "plus", "while", "whilst", "besides"):
        return 1
    if tokens[index] in ("before", "after"):
        # `before dispatch` is a time, `before billing it` a second job.
        return 1 if any(map(_stem_of_ing, tokens[index + 1 : index + 2])) else 0
    for phrase in _PHRASES:
        if tokens[index] == phrase[0] and tuple(tokens[index : index + len(phrase)]) == phrase:
            return len(phrase)
    # A comma joins a verb only where it is the last one, with an object of its own.
    return 1 if tokens[index] == "," and "," not in tokens[index + 1 :] else 0


def _may_stand_before(token: str) -> bool:
    return token in _SKIPPED or (token.endswith("ly") and token not in _PLAIN)


def _form_of_first(tokens: list[str]) -> str:
    words = [token for token in tokens[:6] if token[0].isalpha()]
    if words[:2] in (["responsible", "for"], ["charge", "of"]):
        words = words[2:]
    first = words[0] if words else ""
    if _stem_of_ing(first):
        return "ing"
    return "base" if first in _PLAIN | _ALSO_NOUNS else "s"


def _is_verb(word: str, form: str, following: str, *, clause: bool) -> bool:
    has_object = bool(following) and (following[0].isalpha() or following[0] == "`")
    has_object = has_object and following not in _AFTER_NOUN
    if form == "ing":
        stem = _stem_of_ing(word)
        return (stem in _PLAIN and has_object) or (bool(stem) and following in _DETERMINERS)
    if form == "base":
        return (word in _PLAIN and has_object) or (word in _ALSO_NOUNS and following in _DETERMINERS)
    if not word.endswith("s") or word.endswith("ss") or len(word) < 4:
        return False
    stem = _stem_of_s(word)
    if stem in _PLAIN or following in _DETERMINERS:
        return True
    # After a semicolon comes a clause, so a word in -s with an object is no plural.
    return (has_object and (stem in _ALSO_NOUNS or clause)) or (clause and stem in _ALSO_NOUNS)


def _stem_of_s(word: str) -> str:
    for ending, back in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word.removesuffix(ending) + back
        if word.endswith(ending) and stem in _PLAIN | _ALSO_NOUNS:
            return stem
    return ""


def _stem_of_ing(word: str) -> str:
    if not word.endswith("ing") or len(word) < 6:
        return ""
    stem = word[:-3]
    undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((base for base in (stem, stem + "e", undoubled) if base in _PLAIN | _ALSO_NOUNS), "")
