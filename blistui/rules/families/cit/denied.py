"""What the code says instead of a claim about it; nothing where it agrees, or where that is not certain."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.plan.ids import with_article
from blistui.plan.tables.citation import Query
from blistui.rules.families.cit.denied_relations import holds, other_relation, other_signature, uses
from blistui.rules.prose.claim_parts import CodeClaim
from blistui.rules.prose.said_values import agrees
from blistui.rules.prose.wording import counted, listed
from blistui.rules.shared.names_in_prose import PREDECLARED

if TYPE_CHECKING:
    from blistui.repo.go.constants import Value
    from blistui.repo.queries.code_facts import Counts
    from blistui.repo.queries.constant_values import Known
    from blistui.rules.evidence import Evidence


_LITERAL = pattern(r"[\"`]|-?\d[\w.]*\Z|(?:true|false)\Z")
_DECLARED_AS = {
    "struct": {"struct"},
    "interface": {"interface"},
    "function": {"func", "test"},
    "method": {"method"},
    "constant": {"const"},
}
_TYPES_FIRST = ("struct", "interface", "func", "method", "const", "var")
_MADE = frozenset(["map", "slice", "func", "chan", "array", "pointer"])


def denied(repo: Evidence, claim: CodeClaim, queries: tuple[Query, ...]) -> str:
    """What the code says instead; `queries` are those of the claim's own fact."""
    match claim.kind:
        case "exported":
            return _other_visibility(repo, claim)
        case "methods" | "fields":
            return _other_number(repo, claim)
        case "constant":
            return _other_value(repo, claim, repo.values.of(claim.about.rpartition(".")[2]))
        case "default":
            return _other_value(repo, claim, repo.values.defaults(claim.about))
        case "implementers":
            asked = [query for query in queries if query.ask == "implementers"]
            return _other_count(repo, int(claim.says), asked)
        case "test":
            # A name such as `TestRunner` may be that of a type.
            missing = repo.names.knows(claim.about) and not repo.facts.kinds(claim.about)
            return f"no test {claim.about} is declared" if missing else ""
        case "kind":
            return _other_kind(repo, claim.about, claim.says)
        case "made of":
            return _made_of_other(repo, claim.about, claim.says)
        case "absent" | "present" | "place" | "occurs":
            return _other_place(repo, claim)
        case "returns" | "parameters" | "returns type" | "takes type":
            return other_signature(repo, claim)
        case "untested" | "callers" | "called by":
            return uses(repo, claim, queries)
        case "constants":
            found = repo.values.constants_of(claim.about.rpartition(".")[2])
            return f"it has {counted(found, 'constant')}" if found and found != int(claim.says) else ""
        case "lines":
            return _other_length(repo, claim)
        case _:
            return other_relation(repo, claim)


def _other_visibility(repo: Evidence, claim: CodeClaim) -> str:
    last = claim.about.rpartition(".")[2]
    exported = last[:1].isupper()
    if exported == (claim.says == "yes") or not repo.names.knows(claim.about):
        return ""
    return f"`{last}` begins with {'a capital' if exported else 'no capital'}"


def _other_count(repo: Evidence, says: int, queries: list[Query]) -> str:
    # An answer that is stored wrong is CIT014's: the claim may be right anyway.
    answers = [answer for query in queries for answer in (query.result, repo.ask(query))]
    lists = [answer for answer in answers if not isinstance(answer, str)]
    if not lists or any(says in (len(one), len(_outside_tests(one))) for one in lists):
        return ""
    return f"its query lists {len(lists[0])}"


def _outside_tests(entries: tuple[str, ...]) -> list[str]:
    return [entry for entry in entries if "_test.go" not in entry]


def _other_number(repo: Evidence, claim: CodeClaim) -> str:
    name, says = claim.about.rpartition(".")[2], int(claim.says)
    found = repo.facts.members(name, claim.kind, claim.file)
    if found is None:
        return ""
    for one in found:
        number = _number(one, claim.which)
        # Who counts what others can use leaves out the rest; "no fields" leaves out none.
        also = one.exported if says and not claim.which else number
        if says in (number, also) or (claim.which == "some" and says < number):
            return ""
    what = claim.kind.removesuffix("s")
    if claim.which not in ("", "some"):
        what = f"{claim.which} {what}"
    return f"`{name}` has {counted(_number(max(found), claim.which), what)}"


def _number(found: Counts, which: str) -> int:
    match which:
        case "exported" | "public":
            return found.exported
        case "unexported" | "private":
            return found.all - found.exported
        case _:
            return found.all


def _other_value(repo: Evidence, claim: CodeClaim, found: list[Known]) -> str:
    def evaluate(text: str) -> Value | None:
        from blistui.repo.go.constants import NoValue

        try:
            return repo.values.of_text(text)
        except NoValue:
            named = repo.values.of(text.rpartition(".")[2]) if text.replace(".", "").isidentifier() else []
            return named[0].value if len(named) == 1 else None

    if not found or any(agrees(claim.says, one.value, evaluate) is not False for one in found):
        return ""
    if claim.kind == "default" and any(_stands_for_another(one, claim.says) for one in found):
        return ""
    return f"the code has {listed(list(dict.fromkeys(map(_shown, found))), 'or')}"


def _shown(known: Known) -> str:
    """What the code has, with its value where the expression does not show it: `2 (iota)`."""
    plain, is_duration = known.value
    if is_duration or _LITERAL.match(known.text):
        return known.text
    said = f'"{plain}"' if isinstance(plain, str) else str(plain).lower()
    return f"{said} ({known.text})"


def _stands_for_another(default: Known, says: str) -> bool:
    """Whether a flag that is left empty, or at 0, may get the value that is said when the program runs."""
    if isinstance(default.value.plain, bool) or default.value.plain:
        return False
    return default.value.plain == "" or says.strip('`"').casefold() in default.usage.casefold()


def _other_kind(repo: Evidence, name: str, says: str) -> str:
    kinds = repo.facts.kinds(name)
    if kinds == {"type"} and says in ("struct", "interface"):
        return _made_of_other(repo, name, says)
    if not kinds or kinds & _DECLARED_AS[says] or kinds & {"alias", "type"}:
        return ""
    words = {"func": "function", "test": "function", "const": "constant", "var": "variable"}
    kind = next((kind for kind in _TYPES_FIRST if kind in kinds), min(kinds))
    return f"it is {with_article(words.get(kind, kind))}"


def _made_of_other(repo: Evidence, name: str, says: str) -> str:
    found = repo.facts.made_of(name) & (PREDECLARED | _MADE)
    return f"it is {with_article(min(found))} type" if found and says not in found else ""


def _other_place(repo: Evidence, claim: CodeClaim) -> str:
    about, says = claim.about, claim.says
    if claim.kind == "absent":
        return f"`{about}` exists" if repo.taken(about.strip("/")) else ""
    if claim.kind == "present":
        return f"there is no `{about}`" if _is_missing(repo, about.strip("/")) else ""
    files = repo.facts.places(about)
    if not files or any(file == says or file.endswith(f"/{says}") for file in files):
        return ""
    if claim.kind == "occurs" and repo.facts.occurs_in(about.rpartition(".")[2], says) is not False:
        return ""
    where = f"it is declared in {listed(sorted(files)[:2], 'or')}"
    return where if claim.kind == "place" else f"it does not occur there; {where}"


def _other_length(repo: Evidence, claim: CodeClaim) -> str:
    paths = [file for file in repo.files if file == claim.about or file.endswith(f"/{claim.about}")]
    lengths = {len(repo.lines(path)) for path in paths[:2]}
    if len(paths) != 1 or int(claim.says) in lengths:
        return ""
    return f"`{paths[0]}` has {counted(lengths.pop(), 'line')}"


def _is_missing(repo: Evidence, path: str) -> bool:
    """Whether a path is none of the repository, though its first folder is."""
    files = repo.files
    first, _, rest = path.partition("/")
    if not rest or not _has_folder(files, first) or repo.taken(path):
        return False
    return not any(holds(file, path) for file in files)


def _has_folder(files: tuple[str, ...], folder: str) -> bool:
    at = bisect_left(files, f"{folder}/")
    return at < len(files) and files[at].startswith(f"{folder}/")
