"""What a plan's citations need of the repository and its history, and what of it is not here."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import LIVING, PHASE_0
from blistui.repo.versions import is_full
from blistui.rules.families.cit.places import cited_places, undecided
from blistui.rules.prose.wording import counted, listed
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.to_write import to_write

_BASE = "plan.base_commit"
_FETCH = {
    "no git": "Check it where git and its history are.",
    "shallow": "Fetch the rest: git fetch --unshallow, or fetch-depth: 0 in the checkout of a CI.",
    "partial": "Fetch the texts: git fetch --refetch --no-filter, or clone without --filter.",
}


@rule("CIT009", "warning", LIVING, 1, repo=True, history=True)
def base_commit_current(context: Context) -> Iterator[Problem]:
    """The plan names the commit at which its citations were verified, and nothing it is about changed since.

    Why: Line numbers are true at one commit only; what changes afterwards may make a fact false.
    Fix: Run `blistui verify`, correct what changed, and make the commit checked out the base commit.
    Fails: base_commit = "3f2a…", and 2 commits after it touch sim/clock.go, which the plan cites
    Passes: the commits after base_commit touch no file that the plan cites, and none that its PRs list
    """
    repo = context.repo
    places = context.derived(cited_places)
    if repo is None or not repo.head or not places:
        return
    base = context.plan.plan.base_commit
    verify = (
        "Run `blistui verify`, correct what changed, and make the commit checked out the base commit, "
        "with `--to-head`."
    )
    if not base.strip():
        yield to_write(_BASE, "The plan does not say at which commit its citations were verified.", verify)
        return
    cited = {place.location.path for place in places if place.location}
    files = {file.path for pr in context.plan.pr for file in pr.files if file.path.strip()}
    after = repo.commits_touching(cited | files)
    if after:
        touch = "touches" if after == 1 else "touch"
        yield Problem(
            _BASE,
            f"{counted(after, 'commit')} after the base commit {base[:12]} {touch} files that the plan cites "
            "or lists.",
            verify,
        )


@rule("CIT016", "error", PHASE_0, 1)
def repository_readable(context: Context) -> Iterator[Problem]:
    """The repository that the plan names can be read.

    Why: A check that could not look at the code must not look like one that found nothing.
    Fix: Correct the path, fetch the submodule, clone the address; `--no-repo` checks the plan alone.
    Fails: repository = "../nosuch"
    Passes: repository = "..", a folder that is there and that git trusts
    """
    if context.unread:
        yield Problem(
            "plan.repository",
            f"The repository cannot be read: {context.unread.rstrip('.')}.",
            "Correct `repository`, or make the folder readable; --no-repo checks the plan without the code.",
        )


@rule("CIT017", "error", PHASE_0, 1, repo=True)
def history_at_hand(context: Context) -> Iterator[Problem]:
    """The history that the citations need is here: git, their commits, and the files at these commits.

    Why: What a citation meant can often be decided only by the commit at which it was captured.
    Fix: Fetch what is missing; a shallow, partial or plain copy of the code has not got it.
    Fails: base_commit = "3f2a…" in a clone of depth 1
    Passes: the same in a clone with its whole history
    """
    repo = context.repo
    if repo is None:
        return
    places = context.derived(cited_places)
    revs = [context.plan.plan.base_commit, *(place.citation.commit for place in places)]
    named = list(dict.fromkeys(rev for rev in revs if rev.strip()))
    open_places = [place for place in places if undecided(repo, place)]
    lacking = [rev for rev in named if repo.versions.is_lacking(rev)]
    if not repo.repository.is_git:
        kind, what = "no git", repo.repository.history.problem
    elif lacking:
        commits = listed([rev[:12] for rev in lacking[:3]])
        kind, what = "shallow", f"this clone is shallow and has not got {commits}"
    else:
        kind, what = "partial", "this clone is partial and has not got all texts of older commits"
    if places and (lacking or (named and kind == "no git") or repo.versions.is_partial):
        yield Problem(
            _BASE,
            f"The history cannot be read for all citations: {what}. What the code here decides is decided"
            f"{', ' + counted(len(open_places), 'citation') + ' cannot be' if open_places else ''}.",
            _FETCH[kind],
            level="warning",
        )
    for place in open_places:
        yield Problem(
            place.at,
            f"`{place.citation.at}` cannot be decided here: its lines are not in place, and {what}.",
            _FETCH[kind],
        )


@rule("CIT018", "error", PHASE_0, 1, repo=True, history=True)
def commits_named_in_full(context: Context) -> Iterator[Problem]:
    """The base commit, and every commit of a citation, is the full hash of a commit that exists.

    Why: A branch, `HEAD` and the beginning of a hash mean another commit some day.
    Fix: Write the full hash of the commit that was meant.
    Fails: base_commit = "main"
    Passes: base_commit = "9c2cac9d…", with all its 40 digits
    """
    repo = context.repo
    if repo is None:
        return
    places = context.derived(cited_places)
    named = [(_BASE, context.plan.plan.base_commit)]
    named += [(f"{place.path}.commit", place.citation.commit) for place in places]
    repo.versions.look_up(rev for _, rev in named)
    for path, rev in named:
        commit = repo.versions.commit(rev)
        if not rev.strip() or commit == rev or repo.versions.is_lacking(rev):
            continue
        if commit:
            yield Problem(
                path,
                f"`{rev}` is not the full hash of a commit; today it names {commit[:12]}.",
                "Write the full hash of the commit that was meant.",
                fix=Fix(f"Write the full hash {commit}", (Edit("put", path, commit),)),
            )
        else:
            what = (
                "is not the full hash of a commit" if not is_full(rev) else "is no commit of this repository"
            )
            yield Problem(path, f"`{rev}` {what}.", "Write the full hash of a commit, or fetch it.")


@rule("CIT019", "warning", PHASE_0, 1, repo=True, history=True)
def cited_text_committed(context: Context) -> Iterator[Problem]:
    """Nothing cites text that is not committed.

    Why: Nobody else can see uncommitted text, and no commit will say what it was.
    Fix: Commit the code, and capture the lines again.
    Fails: cites = [{ at = "sim/clock.go:9" }], captured from an edit that is not committed
    Passes: the same after a commit, with that commit named in the citation
    """
    repo = context.repo
    if repo is None or not repo.head:
        return
    for place in context.derived(cited_places):
        if place.location and repo.versions.standing(place.citation) == "uncommitted":
            yield Problem(
                place.at,
                f"`{place.citation.at}` cites text of the work tree that none of its commits has.",
                "Commit it, and capture the lines again.",
            )
