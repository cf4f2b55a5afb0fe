"""Types that may implement an interface, and whether their methods are the ones that it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from blistui.repo.go.declarations import TypeDeclaration
from blistui.repo.queries.method_sets import Member, MethodSet, MethodSets
from blistui.repo.queries.packages import Package
from blistui.repo.queries.spelling import alike, names_own_type, same, short


class Candidate:
    """A type that is no interface. Most have no method that is asked for, and are not looked into."""

    def __init__(
        self, declaration: TypeDeclaration, package: Package, spelling: str, sets: MethodSets
    ) -> None:
        self.declaration, self.package = declaration, package
        self.is_generic = bool(declaration.parameters)
        self._spelling, self._sets = spelling, sets

    @cached_property
    def members(self) -> MethodSet:
        """All that can be selected from it."""
        return self._sets.of(self._spelling, self.package.folder)

    def rests_on(self, interface: MethodSet) -> frozenset[str]:
        """The files whose declarations make it an implementer of the interface."""
        return frozenset(self.members.files | interface.files)

    @cached_property
    def of_itself(self) -> list[str] | None:
        """Its methods where it is plain that it has no others."""
        return self._sets.of_itself(self._spelling)


class Candidates:
    """Types by the methods that they have."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._partly_known: list[Candidate] = []
        self._by_method: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            keys = candidate.of_itself
            if keys is None:
                members = candidate.members
                if members.unknown:
                    self._partly_known.append(candidate)
                keys = [key for key, (_, member) in members.members.items() if member.kind == "m"]
            for key in keys:
                self._by_method.setdefault(key, []).append(candidate)

    def having(self, required: Iterable[str]) -> list[Candidate]:
        """Those that have the rarest of the methods, and those of which it is not known."""
        rarest = min((self._by_method.get(key, []) for key in required), key=len)
        known = {id(candidate) for candidate in rarest}
        return rarest + [one for one in self._partly_known if id(one) not in known]


def is_generic(required: dict[str, Member]) -> bool:
    """Whether an interface that demands this has type parameters."""
    return any("%" in member.type for member in required.values())


def fits(candidate: Candidate, required: dict[str, Member], generic: bool) -> str | None:
    """Empty when the type has all methods, a sentence when that is not certain, None when it has not."""
    doubts: list[str] = []
    arguments: dict[str, str] = {}
    for key, member in required.items():
        found = _has(candidate.members, key, member, generic or candidate.is_generic, arguments)
        if found is None:
            return None
        doubts += [found] if found else []
    if doubts:
        return f"not certain: {doubts[0]}"
    if candidate.is_generic or generic:
        given = ", ".join(short(argument) for _, argument in sorted(arguments.items()))
        return f"with type arguments {given}" if given else "with some type arguments"
    return ""


def _has(
    members: MethodSet, key: str, wanted: Member, generic: bool, arguments: dict[str, str]
) -> str | None:
    """As `fits`, of one method; the type arguments that it needs are added to `arguments`, or clash."""
    depth, member = members.members.get(key, (1 << 30, None))
    for at, what in members.unknown:
        # A type of elsewhere has no method that speaks of this repository's types or is a package's own.
        if at <= depth and not key.startswith("@") and not names_own_type(wanted.type):
            return f"embeds {what}"
    if member is None or member.kind != "m":
        return None
    if generic:
        found = alike(wanted.type, member.type)
        if found is None:
            return None
        if any(arguments.setdefault(hole, argument) != argument for hole, argument in found.items()):
            return None
        return ""
    equal = same(wanted.type, member.type)
    if equal is None:
        return f"{key.rpartition('.')[2]} has types of elsewhere: {short(member.type)}"
    return "" if equal else None
