"""What a rule is, what it finds, and what it may look at."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from blistui.plan.document import Plan
from blistui.plan.edits import Edit as Edit
from blistui.plan.graph.pr_graph import PrGraph
from blistui.rules.policy import Policy

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence
    from blistui.store.misfits import Misfit

Derived = TypeVar("Derived")

Level = Literal["error", "warning", "hint"]
LEVELS: tuple[Level, ...] = ("error", "warning", "hint")
"""Most severe first. A plan passes when it has no error."""

Kind = Literal["wrong", "to write"]
KINDS: tuple[Kind, ...] = ("wrong", "to write")
"""Wrong: what is written breaks a rule. To write: a blank, a list too short, what waits for a later phase."""

Decided = Literal["M", "P", "A", "MP", "AM"]
"""M: mechanically; P: by a heuristic on prose; A: by the author's own word. Two letters: by both."""

PERSPECTIVES = {
    1: "Objective clarity",
    2: "Concept model",
    3: "PR decomposition",
    4: "Abstraction level",
    5: "Risk register",
    6: "Cross-cutting",
    7: "Extension friction",
    8: "Bug prevention",
}
"""What a review looks at; every rule belongs to one."""


class Fix(NamedTuple):
    """A mechanical fix: what it does in words, and the edits, to be applied as one undoable step.

    A scaffold only prepares rows that the author still has to fill, changes what an author decided, such as
    an order, or vouches for something in the author's name; it is offered, never applied by itself.
    """

    title: str
    edits: tuple[Edit, ...]
    is_scaffold: bool = False


class Problem(NamedTuple):
    """What a rule yields: the field it is about, what is wrong here, and how to fix it.

    `level` is set only where one rule has two (RULES: `E/W`, "W when …"). What is to be written is built
    with the helpers of `blistui.rules.shared.to_write`. `waits_for` is the heading of the later phase in
    which it can be written first. `fields` are the paths of further fields that it is about. `status` is
    what became of a citation, in the word of its verification, where that is the problem.
    """

    path: str
    message: str
    how_to_fix: str
    level: Level | None = None
    fix: Fix | None = None
    details: tuple[str, ...] = ()
    kind: Kind = "wrong"
    waits_for: str = ""
    fields: tuple[str, ...] = ()
    status: str = ""


class Finding(NamedTuple):
    """What one rule found in one item: all its problems there, with the level under the policy.

    `path` is the item, `fields` are the paths of the fields in it that the finding is about; `waived_by` is
    a waiver's id. `status` is that of its first problem. `waivable` is as `Rule.waivable`. `blanks` are those
    of the fields that are still to be written where the finding as a whole is wrong.
    """

    rule: str
    level: Level
    path: str
    message: str
    how_to_fix: str
    fix: Fix | None = None
    details: tuple[str, ...] = ()
    waived_by: str = ""
    kind: Kind = "wrong"
    waits_for: str = ""
    fields: tuple[str, ...] = ()
    status: str = ""
    waivable: bool = False
    blanks: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where to look first: the first of its fields in the item, or the item."""
        below = f"{self.path}."
        return next((field for field in self.fields if field.startswith(below)), self.path)

    @property
    def blocks(self) -> bool:
        """Whether the plan does not pass because of it: an error that no waiver overrules."""
        return self.level == "error" and not self.waived_by

    def is_about(self, path: str) -> bool:
        """Whether it is about the field or item at `path`, or about something below it."""
        below = f"{path}."
        return any(place == path or place.startswith(below) for place in (self.path, *self.fields))


class Context:
    """All that rules may look at: one plan, its repository if it can be read, and the policy.

    `repo` is None when there is no repository to ask; rules that need it are then not run, and `unread`
    says why the one that the plan names cannot be read; it is empty when nobody wants to look at it.
    `siblings` are other plans of the same folder, by file name. `misfits` are values of the plan's file that
    are not of their field's type, and are blank in `plan`. `today` is what dates are compared with.
    `rules` is the whole catalogue, also when only some rules are run: a few rules are about what the others
    find.
    """

    def __init__(
        self,
        plan: Plan,
        repo: Evidence | None = None,
        policy: Policy | None = None,
        siblings: dict[str, Plan] | None = None,
        *,
        rules: tuple[Rule, ...],
        unread: str = "",
        misfits: tuple[Misfit, ...] = (),
        today: datetime.date | None = None,
    ) -> None:
        self.plan = plan
        self.repo = repo
        self.policy = policy or Policy()
        self.siblings = siblings or {}
        self.rules = rules
        self.unread = unread
        self.misfits = misfits
        self.today = today or datetime.date.today()

    @cached_property
    def graph(self) -> PrGraph:
        """The plan's PR graph."""
        return PrGraph(self.plan.pr)

    @cached_property
    def cache(self) -> dict[str, Any]:
        """What several rules of one run compute from the same plan, by the function that computes it."""
        return {}

    def derived(self, make: Callable[[Context], Derived]) -> Derived:
        """`make(self)`, computed once a run."""
        key = f"{make.__module__}.{make.__qualname__}"
        if key not in self.cache:
            self.cache[key] = make(self)
        found: Derived = self.cache[key]
        return found


Check = Callable[[Context], Iterator[Problem]]
GivenUp = Callable[[Context], tuple[str, ...]]
"""The paths of the fields that a check did not read to their end, because that would take too long."""


class Rule(NamedTuple):
    """A rule of the catalogue. The docstring of its check explains it, in the sections of `Explanation`."""

    id: str
    level: Level
    decided: Decided
    heading: str
    perspective: int
    needs_repo: bool
    check: Check
    needs_history: bool = False
    given_up: GivenUp | None = None

    @property
    def family(self) -> str:
        """`CIT` of `CIT004`."""
        return self.id[:3]

    @property
    def title(self) -> str:
        """What the rule asks for: the first line of its docstring."""
        return explanation(self).what.split("\n")[0]

    @property
    def waivable(self) -> bool:
        """Whether a waiver can overrule it: only heuristics can be wrong."""
        return "P" in self.decided


def rule(
    id: str,
    level: Level,
    heading: str,
    perspective: int,
    *,
    decided: Decided = "M",
    repo: bool = False,
    history: bool = False,
    given_up: GivenUp | None = None,
) -> Callable[[Check], Rule]:
    """Declare the decorated check as a rule; `blistui.rules.registry` lists it.

    `repo` and `history` say what it has to look at: without that it finds nothing, and reports say so.
    So they do for the fields that `given_up` names.
    """

    def declare(check: Check) -> Rule:
        return Rule(id, level, decided, heading, perspective, repo, check, history, given_up)

    return declare


class Explanation(NamedTuple):
    """A rule explained: what it asks for, why, how to fix a plan, and an example of each kind."""

    what: str
    why: str
    how_to_fix: str
    fails: str
    passes: str


def explanation(rule: Rule) -> Explanation:
    """Read from the docstring of the rule's check: its text, then `Why:`, `Fix:`, `Fails:` and `Passes:`."""
    sections = {"What": [""]}
    current = "What"
    for text in inspect.cleandoc(rule.check.__doc__ or "").splitlines():
        head, colon, rest = text.partition(":")
        if colon and head in ("Why", "Fix", "Fails", "Passes"):
            current = head
            sections[current] = [rest.strip()]
        else:
            sections[current].append(text.removeprefix("    "))
    found = {name: "\n".join(lines).strip() for name, lines in sections.items()}
    return Explanation(
        found["What"],
        found.get("Why", ""),
        found.get("Fix", ""),
        found.get("Fails", ""),
        found.get("Passes", ""),
    )


def problems(rule: Rule, context: Context) -> tuple[Problem, ...]:
    """What `rule` yields for `context`, computed once; rules about findings of other rules ask here."""
    key = f"problems of {rule.id}"
    if key not in context.cache:
        context.cache[key] = tuple(rule.check(context))
    found: tuple[Problem, ...] = context.cache[key]
    return found


class NotRun(NamedTuple):
    """A rule of the catalogue that did not run, and why; for `given up`, on which fields it did not."""

    rule: str
    why: Literal["off", "left out", "no repository", "no history", "given up"]
    fields: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What a check says of a plan: its findings, and the fields on which a rule gave up."""

    findings: list[Finding]
    given_up: tuple[str, ...]


def not_run(rules: tuple[Rule, ...], context: Context) -> tuple[NotRun, ...]:
    """The rules of the catalogue that `run(rules, context)` does not run, or that could not look.

    In the order of the catalogue. `off`: the policy says so; `left out`: they are not among `rules`.
    """
    chosen = {rule.id for rule in rules}
    has_history = context.repo is not None and context.repo.repository.is_git
    found: list[NotRun] = []
    for rule in context.rules:
        if rule.id not in chosen:
            found.append(NotRun(rule.id, "left out"))
        elif context.policy.levels.get(rule.id) == "off":
            found.append(NotRun(rule.id, "off"))
        elif rule.needs_repo and context.repo is None:
            found.append(NotRun(rule.id, "no repository"))
        elif rule.needs_history and not has_history:
            found.append(NotRun(rule.id, "no history"))
        elif rule.given_up is not None and (fields := rule.given_up(context)):
            found.append(NotRun(rule.id, "given up", fields))
    return tuple(found)
