"""What the code says instead of a claim about functions, packages, and what belongs together.

Nothing where it agrees, or where that is not certain.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.plan.tables.citation import Query
from blistui.repo.go.type_syntax import Made, Name
from blistui.rules.prose.claim_parts import CodeClaim
from blistui.rules.prose.wording import counted, listed
from blistui.rules.shared.names_in_prose import PREDECLARED

if TYPE_CHECKING:
    from blistui.repo.go.type_syntax import Signature, TypeSyntax
    from blistui.rules.evidence import Evidence

_KINDS_OF_TYPES = frozenset({"struct", "interface", "type", "alias"})


def other_signature(repo: Evidence, claim: CodeClaim) -> str:
    """How many parameters or results a function has, or of which types, if that is not what is claimed."""
    signatures = repo.facts.signatures(claim.about)
    if signatures is None:
        return ""
    if claim.kind in ("returns type", "takes type"):
        return _other_types(repo, claim, signatures)
    if claim.kind == "parameters":
        numbers = {len(one.parameters) for one in signatures}
        if int(claim.says) in numbers or any(one.is_variadic for one in signatures):
            return ""
        return f"it takes {counted(max(numbers), 'parameter')}"
    if claim.says != "error":
        numbers = {len(one.results) for one in signatures}
        return "" if int(claim.says) in numbers else f"it returns {counted(max(numbers), 'value')}"
    if any(_may_be_error(result) for one in signatures for result in one.results):
        return ""
    return "no result of it is an error"


def _may_be_error(result: TypeSyntax) -> bool:
    """Whether a result is an error, or a type that may be one: of another name, or of no name."""
    name = getattr(result, "name", "")
    if name in PREDECLARED:
        return name in ("error", "any")
    parts = getattr(result, "parts", ())
    if parts:
        return any(map(_may_be_error, parts))
    return not name or "Err" in name or "err" in name or len(name) < 2


def uses(repo: Evidence, claim: CodeClaim, queries: tuple[Query, ...]) -> str:
    """Tests of what is said to have none, callers besides the only one, and those of what another is said to
    call."""
    if claim.kind == "called by":
        return _other_callers(repo, claim, queries)
    found = repo.facts.callers(claim.about.rpartition(".")[2]) or []
    if claim.kind == "untested":
        tests = [symbol for path, symbol in found if path.endswith("_test.go") and symbol.startswith("Test")]
        return f"{tests[0]} calls it" if tests else ""
    outside = [(path, symbol) for path, symbol in found if not path.endswith("_test.go")]
    others = [one for one in outside if not _is_of(*one, claim.says)]
    return f"{others[0][1] or 'a declaration'} in {others[0][0]} calls it" if others else ""


def _is_of(path: str, symbol: str, caller: str) -> bool:
    """Whether a call is in the caller that is said, which may be a file, a folder or a package too."""
    if not caller:
        return False
    last = caller.rpartition(".")[2]
    in_path = holds(path, caller) or posixpath.basename(posixpath.dirname(path)) == caller
    return in_path or last in symbol.split(".")


def other_relation(repo: Evidence, claim: CodeClaim) -> str:
    """Of `fields of`, `methods of`, `embeds` and `implements`: the claim about two names of code."""
    owner, other = claim.about.rpartition(".")[2], claim.says.rpartition(".")[2].lstrip("*")
    if not repo.names.knows(other):
        return ""  # CIT007 says so.
    match claim.kind:
        case "imports" | "no import":
            imported = repo.facts.imports(claim.about, claim.says)
            if imported is None or imported == (claim.kind == "imports"):
                return ""
            return "no file of it does" if not imported else "a file of it does"
        case "fields of" | "methods of":
            what = claim.kind.partition(" ")[0]
            if repo.facts.has_member(owner, other, what) is not False:
                return ""
            return f"`{owner}` has no {what.removesuffix('s')} `{other}`"
        case "embeds":
            return f"`{owner}` does not embed it" if repo.facts.embeds(owner, other) is False else ""
        case "implements":
            lacking = repo.facts.lacks(owner, other)
            return f"it has no {listed([f'`{name}`' for name in lacking[:3]], 'and')}" if lacking else ""
    return ""


def _other_types(repo: Evidence, claim: CodeClaim, signatures: list[Signature]) -> str:
    """The types that a function takes or returns, if none of them is, or may be, the one that is said."""
    says = claim.says.rpartition(".")[2]
    if not repo.facts.kinds(says) & _KINDS_OF_TYPES:
        return ""
    names: list[str] = []
    for one in signatures:
        given = one.parameters if claim.kind == "takes type" else one.results
        names += [name for part in given for name in _names_in(part)]
    if says in names or any(_may_be_another(repo, name, says) for name in names):
        return ""
    verb = "takes" if claim.kind == "takes type" else "returns"
    shown = listed([f"`{name}`" for name in dict.fromkeys(names)][:3])
    return f"it {verb} {shown or 'nothing'}"


def _names_in(of: TypeSyntax) -> Iterator[str]:
    if isinstance(of, Name):
        yield of.name
    elif isinstance(of, Made):
        for part in of.parts:
            yield from _names_in(part)
    else:
        yield ""


def _may_be_another(repo: Evidence, name: str, says: str) -> bool:
    """Whether a value of that type may be a `says`: of an interface, or of a type that is not known here."""
    if name in PREDECLARED:
        return name == "any" or (name == "error" and "err" in says.lower())
    return not repo.facts.kinds(name) & _KINDS_OF_TYPES - {"interface", "alias"}


def _other_callers(repo: Evidence, claim: CodeClaim, queries: tuple[Query, ...]) -> str:
    """The callers of a function, none of which is the one that is said."""
    name = claim.about.rpartition(".")[2]
    asked = [one for one in queries if one.ask == "callers" and one.subject.rpartition(".")[2] == name]
    answers = [
        answer for one in asked for answer in (one.result, repo.ask(one)) if not isinstance(answer, str)
    ]
    found = [
        (path, symbol) for answer in answers for path, _, symbol in (one.partition(" ") for one in answer)
    ]
    found = found or repo.facts.callers(name) or []
    if not found or any(_is_of(path, symbol, claim.says) for path, symbol in found):
        return ""
    outside = [(path, symbol) for path, symbol in found if not path.endswith("_test.go")] or found
    if repo.facts.kinds(claim.says) & {"func", "method"}:
        return f"{outside[0][1] or 'a declaration'} in {outside[0][0]} calls it"
    return ""


def holds(file: str, path: str) -> bool:
    """Whether `path`, of a file or of folders, is the whole of `file` or a part of it."""
    return f"/{path.strip('/')}/" in f"/{file}/"
