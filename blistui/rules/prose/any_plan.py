"""Answers that would do for any plan, such as `It works` or `By careful review`. A heuristic on prose.

What an answer needs is a word of its own plan: here every word of it is one that fits everywhere.
"""

from __future__ import annotations

from functools import lru_cache

from blistui.patterns import pattern

_SMALL = """
a about again all already also always an and any anybody anyone anything are aren as at away be because
been before being both but by can cannot cant could couldn did didn do does doesn doing don done each either
else enough even ever every everybody everyone everything far few for from get gets given go goes good had
has have here how i if in into is isn it its itself just least like likely lot lots made make makes many
may maybe might more most much must my need needed needs neither never no nobody none nor not nothing now
of off often ok okay on once one only or other others our out over own per perhaps possible possibly
probably put quite rather really same several shall she should shouldn simply since so some somebody
somehow someone something sometimes soon still such sure take taken takes than that the their them then
there these they this those through time times to too under until up upon us very via was wasn way ways we
well were what when whenever where which while who whole why will with within without won would yes yet
you your
"""
_EMPTY = """
absolutely acceptable accordingly adapt additional additionally address addressed adequate adjust agreed
alternative alternatives another applies apply approach appropriate appropriately aspect aspects assumption
assumptions attention avoid avoided aware basic basically best better bit break breaks broken bug bugs care
careful carefully case cases change changed changes check checked checking checks clean clean-up cleaner
cleanup clear clearly close closely code common complete completely concern concerns consider considered
content convention conventions correct correctly cover covered covers deal dealt decide decided defined depend
depending depends describe described design detail detailed details different difficult discipline discuss
discussed discussing discussion easy effect effects effort elsewhere ensure ensured ensures error errors
escalate essential evaluate evaluated evaluating exactly exist existing exists expect expected experience
experienced expert experts explained extra feature features feeling find finds fine fix fixed fixes follow
followed form full fully function functional functionality functions further future general generally generic
great guess guessed guidelines handle handled handles happen happens hard help helps hope hopefully idea ideas
impact implement implementation implemented importance important importantly improve improved improvement
improvements improves include included info information inspect inspection instead integrate integrated
intended internal intuition investigate investigated involve involved issue issues item items iterate kind
knowledge known knows later logic look looked looking looks main maintain maintained major manage managed
manner manual manually matter matters measure measures meet meeting meetings mentioned minimal minor misc
miscellaneous mistake mistakes mitigate mitigated moment monitor monitored monitoring necessary new nice
nicely normal normally note noted notice noticed obvious obviously occur occurs ongoing opinion part parts
people perform plan planned planning plans plus point points practice practices prevent prevented probable
problem problems proceed process proper properly quality question questions quick quickly reason reasonable
reasonably reasons reassess reconsider reconsidered reevaluate refine refined regroup regular regularly
relevant reliable reliably relied relies rely required requirement requirements requires resolve resolved
respective result results rethink retry review reviewed reviewer reviewers reviews revisit revisited right
risk risks robust safe safely sanity scope section see seem seems sense significance significant simple
simplicity situation smoothly solid solution solve solved sometime sound special specific stable standard step
steps stuff successful successfully sufficient suitable support supported supports system talk task tasks team
technical test tested testing tests thing things think thinking thorough thoroughly thought track tracked
trivial trust try trying tune tweak typical typically unclear understand understood unlikely update updated
updates use used useful usual usually valid value values various verified verify view want wanted watch
watched whatever work worked working works worry worse wrong
"""
_ANYWHERE = frozenset(_SMALL.split()) | frozenset(_EMPTY.split())
_IN_LISTS = "check checks cleanup code fix fixes implementation review test tests update updates"
_OF_WORK = frozenset(_IN_LISTS.split())
"""What is something to do in a list of work."""
_WORD = pattern(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONGEST = 120
_ABOUT_SOMETHING = "`<>≤≥=/:"


@lru_cache(maxsize=16384)
def fits_any_plan(text: str, *, is_work: bool = False) -> bool:
    """Whether no word of `text` is about anything: `It is fine`, `We review the code`, `Needed`.

    A number, a name in backticks or a sign of comparison is about something. Where `is_work`, so is a kind of
    work (`tests`). A blank text says nothing, and is no such answer.
    """
    if len(text) > _LONGEST or any(map(text.__contains__, _ABOUT_SOMETHING)):
        return False
    # One after the other: most texts say something with their first word or the second.
    words = (found[0].replace("’", "'").partition("'")[0] for found in _WORD.finditer(text.casefold()))
    return (
        all(word in _ANYWHERE and not (is_work and word in _OF_WORK) for word in words)
        and any(map(str.isalnum, text))
        and not any(map(str.isdigit, text))
    )
