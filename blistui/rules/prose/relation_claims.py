"""What a sentence says of how names of code belong together, and of paths. A heuristic on prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.claim_parts import IDENTIFIER, IN_TICKS, SUBJECT, WORDS, CodeClaim, number_of

_PATH = r"`(?P<path>[\w.-]+(?:/[\w.-]*)+|[\w-]+\.\w+)`"
_OTHER = rf"`(?P<other>\*?{IDENTIFIER})(?:\(\))?`"
_WITHIN = pattern(r"\s*(?:under|in|inside|within|below|beside|of) `[\w./-]+`")
_ABSENT = rare_pattern(
    r"\b(?:no|without an?|lacks an?) (?:such )?(?:file |folder |directory |package |path )?"
    r"`(?P<path>[\w./-]+)`(?: (?:file|folder|directory|package|tree|path|yet|today|at all|in the \w+))*"
    r"(?: (?:exists?|yet|is there)\b|(?=\s*(?:[.;,]|\Z)))"
    r"|`(?P<gone>[\w./-]+)` (?:does not|doesn't|do not) (?:yet )?exist\b"
    r"|`(?P<missing>[\w./-]+)` is (?:missing|absent)\b",
    re.IGNORECASE,
    signs=("no ", "without a", "lacks a", "exist", "missing", "absent"),
)
_FILES = frozenset(["Makefile", "Dockerfile", "LICENSE", "README", "CODEOWNERS", "OWNERS", "Procfile"])
_UNSURE = pattern(
    r"\b(?:no|nor|neither|if|when|whether|unless|until|once|that|should|must|where|before|after)\b[^.;]*\Z",
    re.IGNORECASE,
)
_PRESENT = rare_pattern(
    rf"(?:(?:\b(?:has|have|is|are|holds|contains|keeps|see|in|of|from|under|reads|loads) (?:a|the)"
    rf"|(?:^|[.;:] )The)"
    rf" (?:file|folder|directory|package) {_PATH}"
    rf"|{_PATH.replace('path', 'there')}(?: already| still)? exists?\b"
    rf"|\bexists?(?: already)? (?:beside|next to) {_PATH.replace('path', 'beside')})",
    signs=("file `", "folder `", "directory `", "package `", "exist"),
)
_PLACED = rare_pattern(
    rf"{SUBJECT}(?: (?:struct|interface|type|function|method|constant))?(?: of `?\w+`?)?"
    r" (?:(?:is|are|can be) (?:declared|defined|found)|lives|stands|sits)(?: in)? `?(?P<file>[\w./-]+\.go)\b"
    r"|`(?P<declaring>[\w./-]+\.go)` (?:declares|defines) (?:the \w+ )?"
    rf"`(?P<declared>{IDENTIFIER})(?:\(\))?`",
    signs=(".go",),
)
_OCCURS = rare_pattern(
    rf"`(?P<name>{IDENTIFIER})(?:\(\))?` (?:is )?(?:in|from) `(?P<file>[\w./-]+\.go)`"
    r"|`(?P<holding>[\w./-]+\.go)` (?:holds|contains|has) (?:the )?(?:\w+ )?"
    rf"`(?P<held>{IDENTIFIER})(?:\(\))?`",
    signs=(".go",),
)
_RETURNS = rare_pattern(
    rf"{SUBJECT} (?:already |only |also )?(?:returns|answers with|gives back) "
    rf"(?P<what>an error|nothing\b|no values?\b|(?P<count>\d|{WORDS}) (?:values?|results?)\b)"
    rf"|{SUBJECT.replace('name', 'taking')} takes (?P<given>no|\d|{WORDS}) (?:arguments?|parameters?)\b",
    signs=("returns", "answers with", "gives back", "takes"),
)
_MEMBER = rare_pattern(
    rf"{SUBJECT} (?:already |also |still )?(?:has|declares|carries|offers|exposes) (?:a|an|the) (?:\w+ )?"
    rf"(?P<what>field|method) {_OTHER}"
    rf"|`(?P<of>{IDENTIFIER})(?:\(\))?` is (?:a|an|the) (?:\w+ )?(?P<which>field"
    rf"|method) of {_OTHER.replace('other', 'owner')}"
    rf"|\bthe (?:\w+ )?(?P<kind>field"
    rf"|method) `(?P<part>{IDENTIFIER})(?:\(\))?` of {_OTHER.replace('other', 'whole')}",
    signs=("field", "method"),
)
_MEMBERS = rare_pattern(
    rf"{SUBJECT} (?:already |also |still )?(?:has|declares|carries|offers|exposes) (?:the "
    rf"|\w+ )(?P<what>fields|methods):?"
    rf" (?P<list>{_OTHER.replace('other', 'first')}(?:(?:, and|,| and) `{IDENTIFIER}(?:\(\))?`)*)",
    signs=("fields", "methods"),
)
_EMBEDS = rare_pattern(rf"{SUBJECT} (?:already |also )?embeds {_OTHER}", signs=("embeds",))
_IMPLEMENTS = rare_pattern(
    rf"{SUBJECT} (?:already |also |itself )?(?:implements|satisfies) (?:the )?(?:interface )?{_OTHER}",
    signs=("implements", "satisfies"),
)
_UNTESTED = rare_pattern(
    r"\b(?:no|not one|not a single) (?:unit )?test (?:covers|for|of|uses|calls|exercises|mentions"
    r"|touches) (?:the )?(?:\w+ )?"
    rf"`(?P<name>{IDENTIFIER})(?:\(\))?`(?! (?:on its own|of its own|alone|directly|by itself"
    rf"|as a whole|in full))"
    rf"|`(?P<bare>{IDENTIFIER})(?:\(\))?` is (?:untested|not tested|not covered by (?:any|a) test)\b"
    rf"|`(?P<lone>{IDENTIFIER})(?:\(\))?` has no tests?\b(?! (?:of|for|with|that|in|file))",
    re.IGNORECASE,
    signs=("test",),
)
_UNCALLED = rare_pattern(
    rf"\b(?:nothing|nobody|no code) calls `(?P<name>{IDENTIFIER})(?:\(\))?`"
    rf"|`(?P<never>{IDENTIFIER})(?:\(\))?` is (?:never|not) called(?: anywhere| at all)?(?=\s*(?:[.;,]|\Z))"
    rf"|`(?P<lone>{IDENTIFIER})(?:\(\))?` has no callers?\b",
    re.IGNORECASE,
    signs=("call",),
)
_ONLY_CALLER = rare_pattern(
    rf"\bonly `(?P<by>{IDENTIFIER})(?:\(\))?` calls `(?P<name>{IDENTIFIER})(?:\(\))?`"
    rf"|`(?P<called>{IDENTIFIER})(?:\(\))?` is (?:only called|called only) (?:by|from"
    rf"|in) `(?P<from>[\w./]+)(?:\(\))?`"
    rf"|`(?P<sole>{IDENTIFIER})(?:\(\))?` is the only (?:\w+ )?(?:caller of"
    rf"|that calls) `(?P<of>{IDENTIFIER})(?:\(\))?`",
    re.IGNORECASE,
    signs=("only",),
)


def relation_claims(text: str) -> Iterator[CodeClaim]:
    """The claims of a sentence on names that belong together, on calls and tests, and on paths."""
    if "`" not in text:
        return
    yield from _of_paths(text)
    for found in _RETURNS.finditer(text):
        if found["taking"]:
            yield CodeClaim("parameters", found["taking"], str(number_of(found["given"])), found.group())
        else:
            count = found["count"]
            says = "error" if found["what"] == "an error" else str(number_of(count)) if count else "0"
            yield CodeClaim("returns", found["name"], says, found.group())
    for found in _MEMBER.finditer(text):
        what = found["what"] or found["which"] or found["kind"]
        about = found["name"] or found["owner"] or found["whole"]
        member = found["other"] or found["of"] or found["part"]
        yield CodeClaim(f"{what}s of", about.lstrip("*"), member, found.group())
    for found in _MEMBERS.finditer(text):
        for member in IN_TICKS.findall(found["list"]):
            yield CodeClaim(f"{found['what']} of", found["name"], member, found.group())
    for found in _EMBEDS.finditer(text):
        yield CodeClaim("embeds", found["name"], found["other"].lstrip("*"), found.group())
    for found in _IMPLEMENTS.finditer(text):
        yield CodeClaim("implements", found["name"], found["other"], found.group())
    for found in _UNTESTED.finditer(text):
        yield CodeClaim("untested", found["name"] or found["bare"] or found["lone"], "", found.group())
    for found in _UNCALLED.finditer(text):
        yield CodeClaim("callers", found["name"] or found["never"] or found["lone"], "", found.group())
    for found in _ONLY_CALLER.finditer(text):
        about = found["name"] or found["called"] or found["of"]
        by = found["by"] or found["from"] or found["sole"]
        yield CodeClaim("callers", about, by, found.group())


def _of_paths(text: str) -> Iterator[CodeClaim]:
    for found in _PLACED.finditer(text):
        about, file = found["name"] or found["declared"], found["file"] or found["declaring"]
        yield CodeClaim("place", about, file, found.group())
    for found in _OCCURS.finditer(text):
        yield CodeClaim(
            "occurs", found["name"] or found["held"], found["file"] or found["holding"], found.group()
        )
    for found in _ABSENT.finditer(text):
        path = found["path"] or found["gone"] or found["missing"]
        is_path = "/" in path.strip("./") or "." in path[1:] or path.endswith("/") or path in _FILES
        if is_path and not _WITHIN.match(text, found.end()):
            yield CodeClaim("absent", path, "", found.group())
    for found in _PRESENT.finditer(text):
        if _UNSURE.search(text, max(0, found.start() - 30), found.start()):
            continue
        yield CodeClaim("present", found["path"] or found["there"] or found["beside"], "", found.group())
