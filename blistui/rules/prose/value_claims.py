"""What a sentence says of the values of constants and of the defaults of flags. A heuristic on prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.claim_parts import FLAG, IN_FILE, NAME, SUBJECT, CodeClaim

_UNIT = (
    r"(?:ns|µs|us|ms|s|min|h|nanoseconds?|microseconds?|milliseconds?|seconds?|secs?|minutes?|hours?"
    r"|bytes?|Ki?B|Mi?B|Gi?B|kilobytes?|megabytes?|gigabytes?)\b"
)
_PRODUCT = r"\d[\d_.]* ?\* ?time\.[A-Z]\w+"
VALUE = (
    rf"(?P<value>{_PRODUCT}|-?\d[\d_]*(?:,\d{{3}})*(?:\.\d+)?(?:e\d+)?(?: ?{_UNIT})?|0x[\da-fA-F_]+"
    r"|\"[^\"`]*\"|`\"?[^\"`]+\"?`|true|false)"
)
ENDS = (
    r"(?![\w%/*+<>-]|\.\d)(?=\s*(?:[,.;:)(—–]|\Z|\band\b|\bor\b|\bwhile\b|\bbut\b|\bby default\b"
    r"|\bin `[\w./-]+`"
    r"|\btoday\b|\bnow\b|\bas of\b|\bso\b|\bwhich\b|\bbecause\b|\bunless\b|\bhere\b))"
)
_COUNTED = (
    r"(?: (?:entries|items|elements|requests|members|levels|leases|blocks|tokens|slots|replicas|operations"
    r"|files|retries|attempts|connections|streams|workers)\b)?"
)
_NOUN = r"(?: (?:constant|priority|limit|value|variable))?"
_IS = (
    r"(?:,? (?:which is|is|equals|=|==|has|holds|stands at|stands for|reads|denotes)"
    r"(?: (?:spelled|spelt|written|set to|fixed at|defined as|pinned to|equal to|still|currently"
    r"|today|now|just|always|exactly))*"
    r"(?: (?:the|a) (?:string|text|value|number|constant|integer)(?: of)?)?| =|:)?"
)
_CONSTANT = pattern(
    rf"(?:(?:value|priority|limit) of {NAME}|{SUBJECT.replace('name', 'subject')}){_NOUN}{IN_FILE}{_IS}"
    rf" ?\(?{VALUE}{_COUNTED}\)?{ENDS}"
)
_EQUAL = rare_pattern(
    rf"{NAME} (?:={{1,2}} {VALUE}(?:{ENDS}|(?= is\b))|\({VALUE.replace('value', 'inside')}\))",
    signs=("` =", "` ("),
)
_PAIR = rare_pattern(rf"\({NAME},? {VALUE}\)", signs=("(`",))
_ZERO = rare_pattern(
    rf"\bzero value of (?:`[\w.]+`|the \w+) is {NAME}{ENDS}", re.IGNORECASE, signs=("zero value",)
)
_OF_WHAT = r"(?: (?:flag|option))?(?: of (?:the )?`?[\w-]+`?(?: command| server)?)?"
_SWITCHED = r"enabled|disabled|on|off|empty|unset"
_FLAG_VALUE = rf"(?:{VALUE}|(?P<state>{_SWITCHED}))"
_IS_DEFAULT = (
    r"(?:(?:which )?(?:defaults to|falls back (?:to|on))|defaulting to|by default"
    r"|(?:with|has|have|takes) (?:a "
    r"|the )?default(?: value)?(?: of)?"
    r"|(?:a |the )?default(?: value)?(?: of| is|:| =)?)"
)
_SIGNS = ("default", "falls back")
_NUMERAL = r"(?P<value>\d[\d_]*(?:,\d{3})*)"
_DEFAULTS = (
    rare_pattern(
        rf"{FLAG}{_OF_WHAT}(?: is| has)?(?:,)? ?\(?{_IS_DEFAULT} {_FLAG_VALUE}{ENDS}",
        re.IGNORECASE,
        signs=_SIGNS,
    ),
    rare_pattern(
        rf"default(?: value)? (?:of|for) (?:the )?(?:flag )?{FLAG}(?: flag)? is {_FLAG_VALUE}{ENDS}",
        re.IGNORECASE,
        signs=_SIGNS,
    ),
    rare_pattern(rf"{FLAG}{_OF_WHAT} is {_FLAG_VALUE}(?= by default){ENDS}", re.IGNORECASE, signs=_SIGNS),
    rare_pattern(rf"{FLAG} \({_FLAG_VALUE} by default\)", re.IGNORECASE, signs=_SIGNS),
    rare_pattern(
        rf"{FLAG} [^.;`()]{{1,80}}?(?:, {_FLAG_VALUE} by default\b"
        rf"|\((?:the )?default(?::| is)? {VALUE.replace('value', 'inside')}\))",
        re.IGNORECASE,
        signs=_SIGNS,
    ),
    rare_pattern(
        r"`?--(?P<flag>[a-z][\w.-]*\w)[= ](?P<value>[\w.-]+)`? is (?P<state>the )default\b", signs=_SIGNS
    ),
    rare_pattern(rf"\bby default,? {FLAG} is {_FLAG_VALUE}{ENDS}", re.IGNORECASE, signs=_SIGNS),
    rare_pattern(
        rf"\bdefaults? to (?:{VALUE.replace('value', 'first')})(?:,| and"
        rf"|, and) {FLAG} to {_FLAG_VALUE}{ENDS}",
        re.IGNORECASE,
        signs=_SIGNS,
    ),
    rare_pattern(
        rf"\b(?:when|if|where|unless) {FLAG} is (?:not (?:given|set|passed)|absent|omitted|left out"
        rf"|unset|given|set),?"
        rf" (?:it|the \w+) is {_FLAG_VALUE}{ENDS}",
        re.IGNORECASE,
        signs=tuple(f"{word} {tick}--" for word in ("when", "if", "where", "unless") for tick in ("", "`")),
    ),
    rare_pattern(
        rf"{FLAG}(?: is|:)? \(?{_FLAG_VALUE} (?:(?:unless|when not|if not|where not)"
        r" (?:(?:it is )?(?:given|set|passed|said|stated|overridden)|told otherwise)"
        r"|(?:when|if|where) (?:it is )?(?:left out|omitted|absent|missing|unset))\b",
        re.IGNORECASE,
        signs=("unless", " not ", "left out", "omitted", "absent", "missing", "unset"),
    ),
    # The number is one of what the flag is called after: `Without --requests a run draws 2,000 requests`.
    rare_pattern(
        rf"\b(?:without|by default,?|unless) {FLAG}[^.;`()]{{0,60}}? {_NUMERAL} (?P=flag)\b",
        re.IGNORECASE,
        signs=("without", "by default", "unless"),
    ),
    rare_pattern(
        rf"\b{_NUMERAL} [^.;`()]{{1,40}} (?:without|unless|when no) {FLAG}(?: is (?:given|set))?{ENDS}",
        re.IGNORECASE,
        signs=("without", "unless", "when no"),
    ),
)
_GIVEN = pattern(r"\b(?:when|if|where) .* is (?:given|set),?", re.IGNORECASE)


def value_claims(text: str) -> Iterator[CodeClaim]:
    """The claims of a sentence on constants (kind `constant`) and on flags (kind `default`)."""
    if "`" in text:
        for found in _CONSTANT.finditer(text):
            about, file = found["name"] or found["subject"], found["in"] or ""
            yield CodeClaim("constant", about, found["value"], found.group(), file=file)
        for reading in (_EQUAL, _PAIR):
            for found in reading.finditer(text):
                says = found["value"] or found.groupdict().get("inside") or ""
                yield CodeClaim("constant", found["name"], says, found.group())
        for found in _ZERO.finditer(text):
            yield CodeClaim("constant", found["name"], "0", found.group())
    yield from default_claims(text)


def default_claims(text: str) -> Iterator[CodeClaim]:
    """Of `value_claims` those on flags."""
    for reading in _DEFAULTS if "--" in text else ():
        for found in reading.finditer(text):
            if not _GIVEN.match(found.group()):
                says = found["value"] or found["state"] or found["inside"]
                yield CodeClaim("default", found["flag"], says, found.group())
