"""PLN: the plan as a document."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import QUALITY
from blistui.plan.ids import KINDS, in_another_document, items_of, kind_in_words, mint, rename, with_article
from blistui.plan.paths import exists
from blistui.rules.families.pln.id_mentions import dangling, ids_by_kind
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import listed, spelled_alike
from blistui.rules.rule import Context, Fix, Problem, problems, rule
from blistui.rules.shared.plan_texts import plan_references
from blistui.rules.shared.to_write import unknown_item


@rule("PLN001", "error", QUALITY, 3)
def ids_unique(context: Context) -> Iterator[Problem]:
    """Ids are unique in their kind.

    Why: Two branches may both make a BC-2-3; after the merge nobody knows which of them a test means.
    Fix: Give one of the two another id; the fix does, and leaves references with the first.
    Fails: two [[risk]] tables with id = "D-2"
    Passes: id = "D-2" and id = "D-3"
    """
    for kind in KINDS:
        yield from _clashes(context, kind)


def _clashes(context: Context, kind: str) -> Iterator[Problem]:
    seen: set[str] = set()
    renamed = context.plan
    for path, item in items_of(context.plan, kind):
        if not item.id:
            continue
        if item.id not in seen:
            seen.add(item.id)
            continue
        new = mint(renamed, kind, _holder(context, path))
        # The next clash must not be offered the same id.
        renamed = rename(renamed, path, new)
        yield Problem(
            f"{path}.id",
            f"Two items of the kind {kind_in_words(kind)} have the id `{item.id}`.",
            f"Give this one another id, such as `{new}`.",
            fix=Fix(f"Rename this one to {new}", (Edit("rename", path, new),)),
        )


def _holder(context: Context, path: str) -> str:
    """The path by id of the PR that holds a guarantee, which its minted id names."""
    own = path.split(".")[1] if path.startswith("pr.") else ""
    if own.startswith("@"):
        own = context.plan.pr[int(own[1:])].id
    return f"pr.{own}" if own else ""


@rule("PLN002", "error", QUALITY, 3)
def references_known(context: Context) -> Iterator[Problem]:
    """Every reference names an item that exists; ids of other documents are written with their document.

    Why: A gate, an invariant or a question that is named but defined nowhere has no effect.
    Fix: Correct the id, add the item, or write whose id it is: `standards:INV-6`.
    Fails: [[block]] relies_on = ["F12"], and there is no F12
    Passes: relies_on = ["F2"]
    """
    known = context.derived(ids_by_kind)
    for path, kinds, id in _unknown(context):
        elsewhere = [kind for kind in KINDS if id in known[kind]]
        what = f"is the id of {with_article(kind_in_words(elsewhere[0]))}" if elsewhere else "does not exist"
        meant_kinds = listed([with_article(kind_in_words(kind)) for kind in kinds], "or")
        ids = [own for kind in kinds for own in known[kind]]
        near = spelled_alike(id, ids, alike=0.5)
        meant = f"Did you mean {near[0]}? " if near else ""
        yield unknown_item(
            context,
            path,
            *kinds,
            message=f"`{id}` is named as {meant_kinds}, but {what}.",
            how_to_fix=f"{meant}Correct the id, or add the item; an id of another document is written as "
            f"document:{id}.",
        )
    for path, remark in items_of(context.plan, "remark"):
        if not exists(context.plan, remark.about.strip()):
            yield Problem(
                f"{path}.about",
                f"The remark {remark.id} is about `{remark.about}`, which is not in the plan.",
                "Correct the path of the item, or take the remark out.",
            )
    for text, id in dangling(context):
        yield Problem(
            text.path,
            f"The text names {id}, which looks like an id of this plan, and nothing here has it.",
            f"Define {id}, correct it, or write whose id it is, as in document:{id}.",
            level="warning",
        )


def _unknown(context: Context) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """References to nothing that no other rule has reported: (path, kinds, id)."""
    known = {kind: frozenset(ids) for kind, ids in context.derived(ids_by_kind).items()}
    unknown = [
        (path, spec.refs, id)
        for path, spec, id in context.derived(plan_references)
        if filled(id) and not in_another_document(id) and not any(id in known[kind] for kind in spec.refs)
    ]
    if not unknown:
        return
    reported = _reported(context)
    for path, kinds, id in unknown:
        places = (path, path.rpartition(".")[0])
        if not any(id in message for place in places for message in reported.get(place, ())):
            yield path, kinds, id


def _reported(context: Context) -> dict[str, list[str]]:
    """Messages of all other rules by path: some of them look at a reference more closely."""
    found: dict[str, list[str]] = {}
    for other in context.rules:
        on = context.policy.levels.get(other.id) != "off" and (context.repo or not other.needs_repo)
        if on and other.family != "PLN":
            for problem in problems(other, context):
                found.setdefault(problem.path, []).append(problem.message)
    return found
