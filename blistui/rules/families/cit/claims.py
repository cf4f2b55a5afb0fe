"""CIT020: what facts say of code in words that the code can answer."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import QUALITY
from blistui.plan.ids import items_of
from blistui.plan.tables.citation import Query
from blistui.rules.families.cit.denied import denied
from blistui.rules.families.cit.denied_relations import holds
from blistui.rules.prose.claim_parts import NAMES_ANOTHER
from blistui.rules.prose.code_claims import code_claims
from blistui.rules.prose.sentences import sentences
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.names_in_prose import introduced, introduced_flags, is_ahead, with_marks


@rule("CIT020", "warning", QUALITY, 1, decided="P", repo=True)
def claims_are_true(context: Context) -> Iterator[Problem]:
    """What a fact says of code, in words that can be checked, is so.

    Looked at are: "`x` is exported", "`T` has two methods" or fields, "`Limit` is 25", "three types
    implement it" beside the fact's own query, "no `path` exists", "`--seed` defaults to 7", that `x` is a
    struct, an interface, a function, a method or a constant, in which file it is declared, that a test
    exists, what a function takes and returns, which members a type has, what it embeds and implements, who
    calls or tests it, what a package imports, and how many lines a file has. What types bring by embedding
    cannot be counted, and is left alone.

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
    added = [file.path for pr in context.plan.pr for file in pr.files]
    for path, text, queries in _facts(context):
        for sentence in sentences(text):
            ahead = is_ahead(sentence)
            for claim in dict.fromkeys(code_claims(with_marks(sentence))):
                names = own_flags if claim.kind == "default" else own
                planned = claim.about in names or (claim.kind in NAMES_ANOTHER and claim.says in own)
                planned = planned or (
                    claim.kind == "present" and any(holds(one, claim.about) for one in added)
                )
                if planned or (ahead and claim.kind != "absent"):
                    continue
                said = denied(repo, claim, queries)
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
