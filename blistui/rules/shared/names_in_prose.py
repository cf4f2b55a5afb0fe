"""Names of code that prose mentions in backticks, and those that the plan itself introduces. Heuristics."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from blistui.patterns import pattern
from blistui.plan.tables.living import NOTES
from blistui.rules.prose.markdown_spans import spans_of
from blistui.rules.prose.sentences import sentences
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import plan_texts

_NAME = pattern(
    r"[*&]{0,4}(?:\[\]|\.\.\.)?[*&]{0,4}([^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"(?:\[[\w\[\], .*]*\])?(\(.*\)|\{\.*\})?\Z"
)
_DECLARED = pattern(r"([^\W\d]\w*)\s+(?:\*|\[\]|map\[|chan |func\()\S.*\Z|([^\W\d]\w*)\s+([a-z]+\d*)\Z")
FLAG = pattern(r"(?<![\w-])--([a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*)", re.IGNORECASE)
"""A long flag as written in prose; its group leaves the dashes out."""

_BARE = pattern(
    r"(?<![\w./@#$`\"'“<-])(?:(?P<called>[^\W\d_]\w*(?:\.[^\W\d]\w*)?)\(\)"
    r"|(?P<test>(?:Test|Benchmark|Fuzz|Example)[A-Z]\w*)"
    r"|(?P<humped>[A-Z][a-z]{2,}(?:[A-Z][a-z]+)*[A-Z][a-z]{2,}|[a-z]{3,}(?:[A-Z][a-z]{2,})+)"
    r"(?![\w\"'”>*]|[/-]\w|\.\w))"
)
"""Words without backticks that can only be names of code: `name()`, `TestName`, words with a hump."""

_PRODUCTS = """
JavaScript TypeScript GitHub GitLab DeepSeek YouTube LinkedIn WebSocket ReplicaSet StatefulSet DaemonSet
ConfigMap ServiceMonitor LoadBalancer HorizontalPodAutoscaler PodMonitor LangChain HuggingFace PowerShell
CloudWatch CloudFormation ElasticSearch ClickHouse BigQuery TensorFlow OpenTelemetry StackOverflow DevOps
OpenStack OpenShift OpenSearch OpenTable OpenTofu DigitalOcean JetBrains ServiceNow TeamCity SonarQube
WordPress PayPal SoundCloud CloudFront AppEngine ProwJob CronJob PodDisruptionBudget EndpointSlice
ServiceAccount ClusterRole ClusterRoleBinding RoleBinding NetworkPolicy CustomResourceDefinition KubeVirt
KubeCon MicroShift WireGuard FlashAttention PagedAttention PlayStation MapReduce MacBook LibreOffice AsciiDoc
PriorityClass NodePort ClusterIssuer PersistentVolume PersistentVolumeClaim StorageClass IngressRoute
"""
_NO_CODE = frozenset(_PRODUCTS.split())
"""Products and kinds of Kubernetes that are written as names of code are."""

_CALL = pattern(r"(?<![\w.\"'])([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?=\()")
_FILE = pattern(
    r"\.(?:go|mod|sum|ya?ml|json|jsonl|toml|md|py|sh|txt|csv|proto|html|log|lock|xml|png|svg|gz)\Z",
    re.IGNORECASE,
)
_STRINGS = pattern(r"\"[^\"]*\"|'[^']*'")
_ID = pattern(r"(?:[A-Z]{1,4}|v)\d+\Z")
_AHEAD = pattern(
    r"\b(?:(?:will|would)\b(?! (?:continue|remain|stay|keep|still|not)\b)|to be|PR[ -]?\d+|planned"
    r"|after this plan|there (?:is|are) no"
    r"|(?:does|do) not (?:yet )?exist|not yet|new(?= `)|no such|lacks?|missing|absent|no longer|formerly"
    r"|removed|renamed|retired)\b",
    re.IGNORECASE,
)
_MAKES = pattern(
    r"\b(?:add(?:s|ed|ing)?|new|introduc\w+|creat\w+|defin\w+|implement\w+|extract\w+|replac\w+|renam\w+|becom\w+"
    r"|export(?:s|ed|ing)?|regist\w+|provid\w+|will|would|needs?|PR[ -]?\d+)\b",
    re.IGNORECASE,
)

_SPAN = pattern(r"`[^`]*`")
_SPANS = pattern(r"(`[^`]*`)")
_ASIDE = pattern(r"\([^()]*\)")
_CLAUSE_END = pattern(r"\s[—–]\s|;\s")
_WORD = pattern(r"[^\W\d]\w*")
_ABOUT_WHAT_IS = NOTES | {"finding", "constraint", "plan"}

_GIVEN = """
any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string
uint uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag
len make max min new panic print println real recover break case chan const continue default defer else
fallthrough for func go goto if import interface map package range return select struct switch type var
main init
"""
PREDECLARED = frozenset(_GIVEN.split())
"""Names that Go itself gives, keywords included."""

_TYPES = frozenset(_GIVEN.partition(" true ")[0].split())

_KNOWN_PACKAGES = """
bufio bytes cmp context crypto embed errors filepath flag fmt hash heap http io json list log maps math
os path rand reflect regexp runtime slices slog sort strconv strings sync tabwriter template testing time
unicode unsafe utf8 yaml cobra pflag viper logrus assert require
"""
STANDARD_PACKAGES = frozenset(_KNOWN_PACKAGES.split())
"""Packages of Go's standard library, and a few that everybody knows, by the name in code."""


@lru_cache(maxsize=16384)
def unmarked_names(text: str) -> frozenset[str]:
    """Capitalised words with a hump that stand in `text` without backticks only: most are names of code, some
    of products."""
    prose = spans_of(text)
    marked = {name for span in prose.inline for name in _names_of(span.text)}
    found = (found["humped"] for found in _BARE.finditer(prose.bare))
    return frozenset(name for name in found if name and name[0].isupper() and name not in marked)


@lru_cache(maxsize=16384)
def names_in(text: str) -> tuple[str, ...]:
    """The Go names in `text`, once each: `Type`, `Type.Method`, `pkg.Func`, without brackets.

    All that are in backticks, and without them those that can be nothing else: `AdmissionGate`, `name()`.
    Left out are flags, file names, quoted strings, commands, ids, numbers, predeclared names, names of the
    standard library, and single words in lower case, which are more often values than names.
    """
    prose = spans_of(text)
    names = [name for span in prose.inline for name in _names_of(span.text)]
    return tuple(dict.fromkeys((*names, *_bare_names(prose.bare))))


def with_marks(sentence: str) -> str:
    """The sentence with backticks around the words that can be nothing but names of code."""
    parts = _SPANS.split(sentence)
    parts[::2] = [_BARE.sub(_in_marks, part) for part in parts[::2]]
    return "".join(parts)


def _in_marks(found: re.Match[str]) -> str:
    name = found[found.lastgroup or 0]
    return f"`{found[0]}`" if not found["test"] and _is_of_code(name) else found[0]


def _bare_names(text: str) -> Iterator[str]:
    for found in _BARE.finditer(text):
        name = found[found.lastgroup or 0]
        if _is_of_code(name):
            yield name


def _is_of_code(name: str) -> bool:
    given = name in _NO_CODE or name in PREDECLARED
    return not given and name.partition(".")[0] not in STANDARD_PACKAGES


def _names_of(span: str) -> Iterator[str]:
    if span.startswith(("-", '"', "'", "/", ".", "$", "@", "#")) or "/" in span or _FILE.search(span):
        return
    whole, declared = _NAME.match(span), _DECLARED.match(span)
    if whole:
        candidates = [(whole[1], bool(whole[2]))]
    elif declared and (declared[1] or declared[3] in _TYPES):
        candidates = [(declared[1] or declared[2], True)]
    else:
        # In an expression only what is called is surely a name of code: the rest may be a formula.
        candidates = [(found[1], True) for found in _CALL.finditer(_STRINGS.sub("", span))]
    for name, called in candidates:
        parts = name.split(".")
        if parts[0] in STANDARD_PACKAGES and len(parts) > 1:
            continue
        if _worth_asking(parts[-1], called or len(parts) > 1) and not _FILE.search(name):
            yield name


def _worth_asking(name: str, surely_code: bool) -> bool:
    if name in PREDECLARED or len(name) < 3 or _ID.match(name):
        return False
    return surely_code or "_" in name.strip("_") or any(char.isupper() for char in name)


def introduced(context: Context) -> frozenset[str]:
    """Words that the plan introduces as names: of blocks, events, interfaces and flags, of files that PRs
    add, and those in sentences after Phase 0 that say what is made; use `context.derived(introduced)`.

    An interface that section G calls pre-existing, or that a PR cites, is there already.
    """
    plan = context.plan
    existing = {one.interface for one in plan.frozen if one.pre_existing}
    titles = [block.name for block in plan.block]
    titles += [event.name for block in plan.block for event in block.events]
    titles += [point.name for point in plan.extension_point]
    titles += [pr.interface for pr in plan.pr if not pr.interface_cites and pr.interface not in existing]
    titles += [name for item in plan.crosscutting for name in (item.interface, *item.implementations)]
    titles += [flag.name for pr in plan.pr for flag in pr.flags]
    titles += _new_parts(context, [file.path for pr in plan.pr for file in pr.files if file.change == "add"])
    found = {word for title in titles for word in _WORD.findall(title)}
    for text in context.derived(plan_texts):
        if text.table not in _ABOUT_WHAT_IS:
            found.update(_made_names(text.text))
    return frozenset(found)


def _new_parts(context: Context, paths: Iterable[str]) -> Iterator[str]:
    """The names of new files, and of those of their folders that the repository does not have."""
    files = context.repo.files if context.repo else ()
    for path in paths:
        yield posixpath.basename(path)
        while path := posixpath.dirname(path).strip("/"):
            at = bisect_left(files, f"{path}/")
            if at == len(files) or not files[at].startswith(f"{path}/"):
                yield posixpath.basename(path)


def introduced_flags(context: Context) -> frozenset[str]:
    """Flags, without dashes, that PRs add, or that sentences after Phase 0 say are made."""
    found = {flag.name.lstrip("-").partition("=")[0] for pr in context.plan.pr for flag in pr.flags}
    for text in context.derived(plan_texts):
        if text.table not in _ABOUT_WHAT_IS and "--" in text.text:
            found.update(_made_flags(text.text))
    return frozenset(found)


def awaited(text: str) -> frozenset[str]:
    """Words named in those clauses of a finding that speak of what is not there (yet)."""
    if not _AHEAD.search(text):
        return frozenset()
    found: set[str] = set()
    for sentence in sentences(text):
        named: tuple[str, ...] = ()
        for clause in _clauses(sentence):
            # A clause without a name speaks of what was named last.
            named = names_in(clause) or named
            if _AHEAD.search(clause):
                found.update(part for name in named for part in name.split("."))
    return frozenset(found)


def _clauses(sentence: str) -> Iterator[str]:
    """The parts of a sentence between dashes and semicolons; a parenthesis that names things is one too."""
    masked = _SPAN.sub(lambda span: "x" * len(span.group()), sentence)
    start = 0
    for end in _CLAUSE_END.finditer(masked):
        yield from _split_asides(sentence[start : end.start()], masked[start : end.start()])
        start = end.end()
    yield from _split_asides(sentence[start:], masked[start:])


def _split_asides(clause: str, masked: str) -> Iterator[str]:
    rest: list[str] = []
    asides: list[str] = []
    start = 0
    for aside in _ASIDE.finditer(masked):
        text = clause[aside.start() : aside.end()]
        if names_in(text):
            rest.append(clause[start : aside.start()])
            asides.append(text)
            start = aside.end()
    yield "".join((*rest, clause[start:]))
    yield from asides


def is_ahead(sentence: str) -> bool:
    """Whether a sentence speaks of what is not there (yet)."""
    return bool(_AHEAD.search(sentence))


def sentences_ahead(text: str) -> list[str]:
    """Those sentences of a finding that speak of what is not there (yet)."""
    return [sentence for sentence in sentences(text) if is_ahead(sentence)]


@lru_cache(maxsize=16384)
def _made_names(text: str) -> tuple[str, ...]:
    """The words of the names in those sentences that say what is made."""
    if not _MAKES.search(text):
        return ()
    made = (sentence for sentence in sentences(text) if _MAKES.search(sentence))
    return tuple(word for sentence in made for name in names_in(sentence) for word in name.split("."))


@lru_cache(maxsize=16384)
def _made_flags(text: str) -> tuple[str, ...]:
    """The flags in those sentences that say what is made."""
    made = (sentence for sentence in sentences(text) if _MAKES.search(sentence))
    return tuple(flag for sentence in made for flag in FLAG.findall(sentence))
