"""XCT, rules on documentation: who updates the guide document, README and the guidelines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_5
from blistui.plan.ids import items_of
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.series import FileChange, PullRequest
from blistui.rules.families.xct.document_items import without_item
from blistui.rules.prose.deferral import put_off
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import counted, listed, named
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.pr_mentions import mentions
from blistui.rules.shared.shared_work import shared_work
from blistui.rules.shared.to_write import to_write, unanswered

_BY = pattern(r"\b(?:by|in|with)\s+\Z", re.IGNORECASE)
_OF_USERS = pattern(r"\b(?:flags?|options?|commands?|CLI|users?|usage|features?)\b", re.IGNORECASE)
"""By which words the trigger of the README is met by a new flag."""

_QUESTIONS = (
    ("README", ("readme",), "what triggers a README update"),
    (
        "design guidelines",
        ("guideline", "module map"),
        "whether the target module map of the design guidelines changes",
    ),
)
"""The documents that the template asks about, the words that speak of them, and what it asks."""

_MOST_LOOKED_AT = 20


@rule("XCT009", "error", PHASE_5, 6)
def guide_updated(context: Context) -> Iterator[Problem]:
    """A PR that adds files or CLI flags, or completes a milestone, updates the guide document itself.

    The guide document is CLAUDE.md; `guide_document` of the policy, .blistui.toml, names another, or none.

    Why: People and agents that read it after the merge would work from what was true before it.
    Fix: List CLAUDE.md among the files that this PR modifies, or say what it updates there.
    Fails: files = [{ path = "sim/scorer.go", change = "add" }], and documentation = ["CLAUDE.md: by PR5"]
    Passes: the same, and { path = "CLAUDE.md", change = "modify" }
    """
    guide = context.policy.guide_document
    if not guide:
        return
    for path, pr in items_of(context.plan, "pr"):
        reasons = _reasons(pr, guide)
        if not pr.is_dropped and reasons and not _updates(context, pr, guide):
            yield unanswered(
                f"{path}.files",
                pr.documentation,
                f"{named(pr, path)} {listed(reasons)}, but does not update {guide}.",
                f"List {guide} among its files; another PR cannot do it.{_where_none_is(context, guide)}",
                fix=_listing(context, path, pr, guide),
            )
        elif reasons and any(_by_another(context, pr, line) for line in _about(pr, guide)):
            yield Problem(
                f"{path}.documentation",
                f"{named(pr, path)} {listed(reasons)}, and leaves {guide} to another PR.",
                f"Say what this PR updates in {guide}; another PR cannot do it.",
            )


def _where_none_is(context: Context, guide: str) -> str:
    """A sentence for a repository that does not have the guide document."""
    if context.repo is None or context.repo.exists(guide):
        return ""
    return (
        f" The repository has no {guide} yet: a PR may add it, or `guide_document` in .blistui.toml names "
        "another file, or none."
    )


def _reasons(pr: PullRequest, guide: str) -> list[str]:
    added = [file.path for file in pr.files if file.change == "add" and not _is(guide, file.path)]
    deleted = [file.path for file in pr.files if file.change == "delete"]
    flags = [flag for flag in pr.flags if filled(flag.name)]
    new = [counted(len(things), what) for things, what in ((added, "file"), (flags, "CLI flag")) if things]
    reasons = [
        (new, f"adds {listed(new)}"),
        (deleted, f"deletes {counted(len(deleted), 'file')}"),
        (says_something(pr.milestone), "completes a milestone"),
    ]
    return [reason for holds, reason in reasons if holds]


def _is(guide: str, path: str) -> bool:
    return posixpath.basename(path.strip()).casefold() == posixpath.basename(guide).casefold()


def _lists(pr: PullRequest, guide: str) -> bool:
    return any(_is(guide, file.path) and file.change != "delete" for file in pr.files)


def _listing_it(context: Context) -> tuple[PullRequest, ...]:
    """The PRs that list the guide document of the policy; use `context.derived(_listing_it)`."""
    return tuple(pr for pr in context.plan.pr if _lists(pr, context.policy.guide_document))


def _about(pr: PullRequest, guide: str) -> list[str]:
    name = posixpath.basename(guide).casefold()
    return [line for line in pr.documentation if name in line.casefold()]


def _updates(context: Context, pr: PullRequest, guide: str) -> bool:
    return _lists(pr, guide) or any(
        not put_off(line) and not _by_another(context, pr, line) for line in _about(pr, guide)
    )


def _by_another(context: Context, pr: PullRequest, line: str) -> bool:
    """Whether the line leaves the update to another PR."""
    return any(
        other.pr != pr.id and _BY.search(line, max(0, other.start - 10), other.start)
        for other in mentions(context, line)
    )


def _listing(context: Context, path: str, pr: PullRequest, guide: str) -> Fix | None:
    """Lists the document among the files, where it exists and no PR beside this one changes it too."""
    beside = [other for other in context.derived(_listing_it) if other.id != pr.id]
    if len(beside) > _MOST_LOOKED_AT or any(
        context.graph.concurrent(pr.id, other.id) and other.is_ahead for other in beside
    ):
        return None
    if context.repo is not None and not context.repo.exists(guide):
        return None
    row = FileChange(path=guide, change="modify")
    return Fix(
        f"List {guide} among the files of {named(pr, path)}",
        (Edit("insert", f"{path}.files", row, len(pr.files)),),
    )


@rule("XCT013", "error", PHASE_5, 6)
def guide_planned(context: Context) -> Iterator[Problem]:
    """Phase 5 has an item for the guide document, with what triggers its update.

    Why: A document that many PRs touch is kept by none of them, unless the plan says what makes each do it.
    Fix: Add a documentation item for CLAUDE.md (or the `guide_document` of .blistui.toml) with its trigger.
    Fails: document = "CLAUDE.md", trigger = ""
    Passes: document = "CLAUDE.md", trigger = "A new file, flag, invariant or recipe"
    """
    guide = context.policy.guide_document
    found = context.derived(shared_work)
    documents = list(found["docs"].work)
    answers = [item for item in context.plan.crosscutting if item.area == "docs" and filled(item.document)]
    if not guide or found["docs"].none or not (documents or answers):
        return
    name = posixpath.basename(guide).casefold()
    own = [
        (path, item)
        for path, item in items_of(context.plan, "crosscutting")
        if item.area == "docs" and name in f"{item.document} {item.item} {item.none_because}".casefold()
    ]
    if not own:
        yield without_item(
            context,
            guide,
            (name,),
            f"No documentation item is about {guide}.",
            _where_none_is(context, guide),
        )
    elif not any(says_something(item.trigger) or says_something(item.none_because) for _, item in own):
        path, item = own[0]
        yield unanswered(
            f"{path}.trigger",
            item.trigger,
            f"{named(item, path)} does not say what triggers the update of {guide}.",
            "Name the changes that make it necessary.",
        )


@rule("XCT010", "warning", PHASE_5, 6)
def questions_of_documentation(context: Context) -> Iterator[Problem]:
    """The plan says what triggers a README update, and whether the guidelines' target module map changes.

    Why: Both are read by people who will never see this plan.
    Fix: Add a documentation item for `README` with its trigger and one for `design guidelines`; where
        nothing changes, with `none_because`.
    Fails: no documentation item with document = "README"
    Passes: document = "README", trigger = "the new --policy flag", pr = "PR3"
    """
    found = context.derived(shared_work)
    documents = [
        (path, item)
        for path, item in items_of(context.plan, "crosscutting")
        if item.area == "docs" and filled(item.document)
    ]
    if found["docs"].none or not (found["docs"].work or documents):
        return
    for document, words, question in _QUESTIONS:
        if not any(item.document == document for _, item in documents):
            or_not = " It may say why nothing changes there."
            yield without_item(context, document, words, f"The plan does not say {question}.", or_not)
    seen_by_users = any(
        item.document == "README" and _OF_USERS.search(f"{item.trigger} {item.item}") for _, item in documents
    )
    for path, pr in items_of(context.plan, "pr") if seen_by_users else ():
        adds_flags = any(filled(flag.name) for flag in pr.flags) and pr.is_ahead
        if adds_flags and filled(pr.documentation) and not _updates_readme(pr):
            yield Problem(
                f"{path}.documentation",
                f"{named(pr, path)} adds flags, which triggers a README update, and does not update README.",
                "List README among its documents, or correct the trigger.",
            )
    yield from _said_and_not_listed(context)
    yield from _updated_all_the_same(context, documents)
    for path, item in documents:
        if item.document == "README" and not filled(item.trigger) and not says_something(item.none_because):
            yield to_write(
                f"{path}.trigger",
                f"{named(item, path)} does not say what triggers the README update.",
                "Name the change that makes it necessary.",
            )


def _updated_all_the_same(context: Context, documents: list[tuple[str, CrossCutting]]) -> Iterator[Problem]:
    """Documents that Phase 5 says do not change, and that PRs modify."""
    for path, item in documents:
        if not says_something(item.none_because):
            continue
        called = item.document.casefold()
        changing = [
            pr.id
            for pr in context.plan.pr
            if any(file.path.endswith(".md") and called in _in_words(file.path) for file in pr.files)
        ]
        if changing:
            yield Problem(
                f"{path}.none_because",
                f"{named(item, path)} says why {item.document} does not change, and "
                f"{listed(changing)} {'modifies' if len(changing) == 1 else 'modify'} it.",
                "Say what triggers the update, or take it out of these PRs.",
            )


def _said_and_not_listed(context: Context) -> Iterator[Problem]:
    """PRs that say they update a document, and leave it out of their files, where another PR lists it."""
    listed_by: dict[str, set[str]] = {}
    for pr in context.plan.pr:
        for file in pr.files:
            if file.path.endswith(".md"):
                listed_by.setdefault(posixpath.basename(file.path), set()).add(pr.id)
    called = {name: _in_words(name.removesuffix(".md")) for name in listed_by}
    for path, pr in items_of(context.plan, "pr"):
        own = [name for name, prs in listed_by.items() if pr.id in prs]
        if own and filled(pr.documentation) and not any(map(says_something, pr.documentation)):
            yield Problem(
                f"{path}.documentation",
                f"{named(pr, path)} modifies {listed(own)}, and says that it updates no document.",
                "List what it updates there.",
            )
        for index, line in enumerate(pr.documentation if pr.files else ()):
            head = line.partition(":")[0].casefold().replace("-", " ")
            missing = [
                name for name, words in called.items() if words in head and pr.id not in listed_by[name]
            ]
            if missing and ":" in line and not _by_another(context, pr, line):
                yield Problem(
                    f"{path}.documentation.{index}",
                    f"{named(pr, path)} updates {listed(missing)} by its documentation, and does not list "
                    f"{'it' if len(missing) == 1 else 'them'} among its files, as other PRs do.",
                    "List it among the files, or take the line out.",
                )


def _in_words(path: str) -> str:
    """What people call the document: `design guidelines.md` of docs/design-guidelines.md."""
    return posixpath.basename(path).replace("-", " ").casefold()


def _updates_readme(pr: PullRequest) -> bool:
    said = (line.casefold().partition("readme") for line in pr.documentation)
    return _lists(pr, "README.md") or any(
        name and says_something(rest.removeprefix(".md").strip(" :-–—`*") or name) for _, name, rest in said
    )
