"""CIT020: what facts say of code in words that the code can answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.plan.headings import QUALITY
from blistui.plan.ids import items_of, with_article
from blistui.plan.tables.citation import Query
from blistui.rules.prose.code_claims import CodeClaim, code_claims
from blistui.rules.prose.sentences import sentences
from blistui.rules.prose.wording import counted, listed
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.names_in_prose import introduced, introduced_flags, is_ahead

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence


@rule("CIT020", "warning", QUALITY, 1, decided="P", repo=True)
def claims_are_true(context: Context) -> Iterator[Problem]:
    """What a fact says of code, in words that can be checked, is so.

    Looked at are: "`x` is exported", "`T` has two methods" or fields, "`Limit` is 25", "three types
    implement it" beside the fact's own query, "no `path` exists", "`--seed` defaults to 7", that `x` is a
    struct, an interface, a function, a method or a constant, in which file it is declared, and that a test
    exists. What types bring by embedding cannot be counted, and is left alone.

    Why: A plan that is wrong about today's code is wrong about everything that it builds on it.
    Fix: Look at the cited lines and correct the number, the name or the word.
    Fails: statement = "`DispatchPolicy` has two methods", where it has one
    Passes: statement = "`DispatchPolicy` has one method"
    """
    repo = context.repo
    if repo is None:
        return
    own = context.derived(introduced)
    own_flags = context.derived(introduced_flags)
    for path, text, queries in _facts(context):
        for sentence in sentences(text):
            ahead = is_ahead(sentence)
            for claim in dict.fromkeys(code_claims(sentence)):
                planned = claim.about in (own_flags if claim.kind == "default" else own)
                if planned or (ahead and claim.kind != "absent"):
                    continue
                said = _denied(repo, claim, queries)
                if said:
                    yield Problem(
                        path,
                        f"“{' '.join(claim.words.split())}” looks untrue: {said}.",
                        "Look at the code, and correct the claim.",
                    )


def _facts(context: Context) -> Iterator[tuple[str, str, tuple[Query, ...]]]:
    plan = context.plan
    for path, finding in items_of(plan, "finding"):
        if finding.kind != "uncertain":
            yield f"{path}.statement", finding.statement, finding.queries
    for path, constraint in items_of(plan, "constraint"):
        yield f"{path}.statement", constraint.statement, ()
    yield "evolution.current", plan.evolution.current, ()


def _denied(repo: Evidence, claim: CodeClaim, queries: tuple[Query, ...]) -> str:
    """What the code says instead of the claim; empty when it agrees, or when that is not certain."""
    about, says = claim.about, claim.says
    match claim.kind:
        case "exported":
            last = about.rpartition(".")[2]
            exported = last[:1].isupper()
            if exported == (says == "yes") or not repo.names.knows(about):
                return ""
            return f"`{last}` begins with {'a capital' if exported else 'no capital'}"
        case "methods" | "fields":
            return _other_number(repo, about.rpartition(".")[2], claim.kind, int(says))
        case "constant" | "default":
            return _other_value(repo, claim)
        case "implementers":
            return _other_count(repo, int(says), [query for query in queries if query.ask == "implementers"])
        case "absent":
            return f"`{about}` exists" if repo.taken(about.strip("/")) else ""
        case "test":
            missing = repo.names.knows(about) and not repo.facts.has_function(about)
            return f"no test {about} is declared" if missing else ""
        case "kind":
            return _other_kind(repo, about, says)
        case _:
            files = repo.facts.places(about)
            if not files or any(file == says or file.endswith(f"/{says}") for file in files):
                return ""
            return f"it is declared in {listed(sorted(files)[:2], 'or')}"


def _other_count(repo: Evidence, says: int, queries: list[Query]) -> str:
    # An answer that is stored wrong is CIT014's: the claim may be right anyway.
    answers = [answer for query in queries for answer in (query.result, repo.ask(query))]
    lists = [answer for answer in answers if not isinstance(answer, str)]
    if not lists or any(says in (len(one), len(_outside_tests(one))) for one in lists):
        return ""
    return f"its query lists {len(lists[0])}"


def _outside_tests(entries: tuple[str, ...]) -> list[str]:
    return [entry for entry in entries if "_test.go" not in entry]


def _other_number(repo: Evidence, name: str, what: str, says: int) -> str:
    found = repo.facts.members(name, what)
    if found is None or any(says in counts for counts in found):
        return ""
    return f"`{name}` has {counted(max(found[0]), what.removesuffix('s'))}"


def _other_value(repo: Evidence, claim: CodeClaim) -> str:
    from blistui.repo.queries.code_facts import same_literal

    is_flag = claim.kind == "default"
    found = repo.facts.defaults(claim.about) if is_flag else repo.facts.constants(claim.about)
    if not found or any(same_literal(claim.says, value) for value in found):
        return ""
    return f"the code has {listed(list(dict.fromkeys(found)), 'or')}"


_DECLARED_AS = {
    "struct": {"struct"},
    "interface": {"interface"},
    "function": {"func", "test"},
    "method": {"method"},
    "constant": {"const"},
}


def _other_kind(repo: Evidence, name: str, says: str) -> str:
    kinds = repo.facts.kinds(name)
    if not kinds or kinds & _DECLARED_AS[says] or "alias" in kinds or "type" in kinds:
        return ""
    words = {"func": "function", "test": "function", "const": "constant", "var": "variable"}
    return f"it is {with_article(words.get(min(kinds), min(kinds)))}"
