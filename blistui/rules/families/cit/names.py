"""Names in statements about existing code, compared with the code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from blistui.plan.headings import QUALITY
from blistui.plan.ids import items_of
from blistui.plan.tables.citation import Citation
from blistui.rules.families.cit.places import cited_places
from blistui.rules.prose.wording import listed
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.existing_tests import functions_named
from blistui.rules.shared.names_in_prose import awaited, introduced, names_in, unmarked_names

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence


@rule("CIT007", "warning", QUALITY, 1, decided="P", repo=True)
def names_exist(context: Context) -> Iterator[Problem]:
    """A name of code, in a statement about existing code, occurs somewhere in the repository.

    Looked at are names in backticks, and words that can only be names: `name()`, TestName, CamelCase.

    Why: A plan that uses names which only sound right invents code.
    Fix: Write the name as the code has it; what the plan will add belongs in its PR.
    Fails: statement = "`ParseHFConfig` reads it", where the code has only `parseHFConfig`
    Passes: statement = "`parseHFConfig` reads it"
    """
    repo = context.repo
    if repo is None:
        return
    own = context.derived(introduced) | {
        word for finding in context.plan.finding for word in awaited(finding.statement)
    }
    for statement in context.derived(_statements):
        for name in statement.names:
            if repo.names.knows(name):
                continue
            if name in statement.unmarked and not repo.names.shares_word(name):
                continue  # `DigitalOcean` is a product: the code speaks of nothing like it.
            near = repo.names.near(name)
            if _is_shouted(name) and not any(map(_is_shouted, near)):
                # `PATH`, `HEAD`, `TTFT`, `OPENAI_API_KEY`: variables of the environment, marks, short forms.
                continue
            if not near and repo.exists(".gitmodules"):
                continue  # It may be of a submodule, whose code is not looked at.
            if any(part in own for part in name.split(".")) and not _differ_in_case(name, near):
                continue
            yield Problem(
                statement.path,
                f"`{name}` looks like a name of code, and nothing in the repository has it.",
                f"Did you mean {listed([f'`{other}`' for other in near], 'or')}?"
                if near
                else "Write it as the code has it; what the plan adds belongs in its PR.",
            )


@rule("CIT006", "warning", QUALITY, 1, decided="P", repo=True)
def names_in_cited_lines(context: Context) -> Iterator[Problem]:
    """A name of code occurs in the lines that its claim cites, or in the symbol around them.

    Why: Evidence that never mentions what the claim is about is probably evidence of something else.
    Fix: Cite the lines that show the name as well, or take the backticks off what is no name of code.
    Fails: statement = "`Admit` drops the request", citing lines of `Route`
    Passes: the same, citing lines of `Admit`
    """
    repo = context.repo
    if repo is None:
        return
    # All citations are verified at once there; one by one would cost a few processes each.
    context.derived(cited_places)
    for statement in context.derived(_statements):
        shown = [repo.shown_at(cite) for cite in statement.cites]
        places = [place for place in shown if place is not None]
        if not places or len(places) < len(shown):
            continue
        # A test that is named is evidence by itself: that it exists is looked up.
        tests = functions_named(" ".join(statement.names))
        absent = [name for name in statement.names if repo.names.knows(name) and name not in tests]
        for words_of in (repo.words_in, repo.words_around):
            words = frozenset(word for place in places for word in words_of(place) if absent)
            absent = [name for name in absent if name.rpartition(".")[2] not in words]
        absent = [name for name in absent if not any(other.endswith(f".{name}") for other in absent)]
        if absent:
            occur = "does not occur" if len(absent) == 1 else "do not occur"
            yield Problem(
                statement.path,
                f"{listed([f'`{name}`' for name in absent])} {occur} in the cited lines or the symbol around "
                "them: it looks unsupported.",
                _where(repo, absent),
            )


def _is_shouted(name: str) -> bool:
    return name == name.upper()


def _differ_in_case(name: str, near: tuple[str, ...]) -> bool:
    return any(other.casefold() == name.casefold() for other in near)


def _where(repo: Evidence, names: Sequence[str]) -> str:
    places = [place for name in names if (place := repo.names.declared_at(name))]
    if places:
        return f"Cite {listed(places[:3])} too, if that is what is meant."
    return "Cite the lines that show it."


class _Statement(NamedTuple):
    """A statement about existing code: its path, its citations, the names of code in it, and which of them
    are without backticks."""

    path: str
    cites: tuple[Citation, ...]
    names: tuple[str, ...]
    unmarked: frozenset[str]


def _statements(context: Context) -> tuple[_Statement, ...]:
    """All statements about existing code that name some, their names looked up at once."""
    plan = context.plan
    texts: list[tuple[str, str, tuple[Citation, ...]]] = [
        (f"{path}.statement", finding.statement, finding.cites)
        for path, finding in items_of(plan, "finding")
        if finding.kind != "uncertain"
    ]
    texts += [
        (f"{path}.statement", item.statement, item.cites) for path, item in items_of(plan, "constraint")
    ]
    texts.append(("evolution.current", plan.evolution.current, ()))
    texts += [(f"evolution.unchanged.{n}", text, ()) for n, text in enumerate(plan.evolution.unchanged)]
    found: list[_Statement] = []
    for path, text, cites in texts:
        ahead = awaited(text)
        names = [name for name in names_in(text) if not any(part in ahead for part in name.split("."))]
        if names:
            given = tuple(cite for cite in cites if cite.at)
            found.append(_Statement(path, given, tuple(names), unmarked_names(text)))
    if context.repo is not None:
        context.repo.names.look_up(name for statement in found for name in statement.names)
    return tuple(found)
