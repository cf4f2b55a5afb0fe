"""Citations that stay true, names that exist, inventories that fit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.families.cit.completeness import completeness_claim
from blistui.rules.policy import Policy
from blistui.rules.prose.line_numbers import bare_line
from blistui.rules.registry import by_id
from blistui.rules.rule import Problem, explanation, problems
from blistui.rules.running.findings import run
from tests.rules.harness import Case, check_case, context_of, family, plan_of
from tests.rules.harness import findings as findings_of

RULES = family("CIT")

CLOCK = """package sim

// Clock tells the time.
type Clock struct {
\tnow int64
}

// Advance moves the clock on.
func (c *Clock) Advance(by int64) {
\tif by < 0 {
\t\tpanic("the clock never goes back")
\t}
\tc.now += by
}

func newClock() *Clock { return &Clock{} }
"""
FILES = {"sim/clock.go": CLOCK, "docs/map.png": "\0png", "go.mod": "module m\n"}


def fact(at: str = "sim/clock.go:9-14", statement: str = "The clock in sim moves on", **more: str) -> str:
    """A confirmed finding that cites `at`, captured where it points."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f"""[[finding]]
id = "F1"
topic = "invariants"
kind = "confirmed"
statement = '{statement}'
cites = [{{ at = '{at}' }}]
{extra}"""


def pinned(root: Path, at: str = "sim/clock.go:9-14", **more: str) -> str:
    """A confirmed finding whose citation is captured in the repository at `root`."""
    path, _, lines = at.partition(":")
    start, _, end = lines.partition("-")
    cite = capture(Repository.open(root), path, [(int(start), int(end or start))])
    return fact(at, **more).replace(
        f"at = '{at}'", f"at = '{at}', symbol = '{cite.symbol}', digest = '{cite.digest}'"
    )


def written(root: Path, files: dict[str, str]) -> Path:
    """A plain folder with these files."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return root


def git(root: Path, *arguments: str) -> str:
    """The answer of a git command, as nobody in particular."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    config = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *config, *arguments], cwd=root, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def commit(root: Path) -> str:
    """The commit of everything below `root`."""
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "change")
    return git(root, "rev-parse", "HEAD")


def found(rule: str, text: str, root: Path, base: str = "") -> tuple[Problem, ...]:
    """What one rule finds in `text` with the repository at `root`."""
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    return problems(by_id()[rule], context_of(plan, Evidence(Repository.open(root), base)))


def pr(id: str, change: str, path: str, more: str = "") -> str:
    files = f'files = [{{ path = "{path}", change = "{change}" }}]'
    return f'[[pr]]\nid = "{id}"\nstatus = "planned"\n{files}\n{more}'


KEPT = fact()
CASES: tuple[Case, ...] = (
    Case("CIT001", KEPT, KEPT.replace("at = 'sim/clock.go:9-14'", ""), at="finding.F1.cites"),
    Case("CIT001", KEPT + "unverified = true", KEPT.replace("sim/clock.go:9-14", " ")),
    Case("CIT001", KEPT, fact("sim/clock.go"), at="finding.F1.cites.@0.at", says="names no lines"),
    Case("CIT002", KEPT, fact("sim/clok.go:1"), at="finding.F1.cites.@0.at", files=FILES),
    Case("CIT003", KEPT, fact("sim/clock.go:0"), says="line 0"),
    Case("CIT003", KEPT, fact("sim/clock.go:9-4"), at="finding.F1.cites.@0.at"),
    Case(
        "CIT003",
        KEPT,
        fact("sim/clock.go:9-20"),
        says="cites line 20, but the file has 16 lines",
        files=FILES,
    ),
    Case("CIT005", KEPT, fact("sim/clock.go:1-20,40-90"), says="spans 71 lines, more than 60"),
    Case("CIT005", fact("sim/clock.go:1-7"), fact("sim/clock.go:1-8"), policy=Policy(citation_lines=7)),
    Case("CIT006", fact(statement="`Advance` adds"), fact(statement="`newClock` adds"), files=FILES),
    Case(
        "CIT007",
        fact(statement="`Clock.Advance()` adds"),
        fact(statement="`Clock.Advanced()` adds"),
        at="finding.F1.statement",
        says="`Clock.Advanced`",
        files=FILES,
    ),
    *(
        Case(
            "CIT007",
            fact(statement=f"The {right} moves on, set by `PATH`, `HEAD`, `TTFT` or `OPENAI_API_KEY`"),
            fact(statement=f"The {wrong} moves on, set by `PATH`, `HEAD`, `TTFT` or `OPENAI_API_KEY`"),
            at="finding.F1.statement",
            says=f"`{name}` looks like",
            files=FILES,
        )
        for right, wrong, name in (
            ("Clock", "SteadyClock", "SteadyClock"),
            ("newClock() makes it and", "makeClock() makes it and", "makeClock"),
            ("Clock", "TestClockRewind proves that it", "TestClockRewind"),
        )
    ),
    Case(
        "CIT007",
        fact(
            statement="The Clock runs at DigitalOcean, DaoCloud and QingCloud, with JetBrains and OpenStack"
        ),
        fact(statement="The ClockSource runs at DigitalOcean, DaoCloud and QingCloud"),
        at="finding.F1.statement",
        says="`ClockSource` looks like",
        files=FILES,
    ),
    Case(
        "CIT007",
        fact(statement="A `carriage return` ends it, and `Clock` moves"),
        fact(statement="A `carriage int` ends it, and `Clock` moves"),
        at="finding.F1.statement",
        says="`carriage` looks like",
        also=("ABS002",),
        files=FILES,
    ),
    Case("CIT008", KEPT, fact("/etc/passwd:1"), says="absolute"),
    Case("CIT008", KEPT, fact("../m/sim/clock.go:1"), says="leaves"),
    Case("CIT008", KEPT, fact(r"sim\clock.go:1"), says="backslashes"),
    Case("CIT008", KEPT, fact("docs/map.png:1"), says="binary", files=FILES),
    Case("CIT008", KEPT, fact("sim:1"), says="folder", files=FILES),
    Case(
        "CIT010",
        pr("PR1", "modify", "sim/clock.go"),
        pr("PR1", "modify", "sim/clok.go"),
        files=FILES,
        at="pr.PR1.files.@0.path",
        says="PR1 modifies `sim/clok.go`, which does not exist",
    ),
    Case(
        "CIT010",
        pr("PR1", "add", "sim/new.go"),
        pr("PR1", "add", "sim/clock.go"),
        files=FILES,
        says="exists already",
    ),
    Case("CIT010", pr("PR1", "add", "sim/new.go"), pr("PR1", "add", "../new.go"), files=FILES, says="leaves"),
    Case(
        "CIT010",
        pr("PR1", "add", "sim/new.go") + pr("PR2", "modify", "sim/new.go", 'depends_on = ["PR1"]'),
        pr("PR1", "add", "sim/new.go") + pr("PR2", "modify", "sim/new.go"),
        files=FILES,
        says="which PR1 adds",
        also=("DAG004",),
    ),
    Case("CIT011", KEPT, fact("sim/clock.go:9,14"), says="line 14 of the file holds", files=FILES),
    Case("CIT011", KEPT, fact("sim/clock.go:14-15"), says="lines 14-15 of the file hold", files=FILES),
    Case("CIT012", KEPT, fact(statement="It panics (line 11)"), at="finding.F1.statement", says="“line 11”"),
    Case(
        "CIT015",
        KEPT.replace("9-14'", "9-14', symbol = 'Clock.Advance'"),
        KEPT.replace("9-14'", "9-14', symbol = ['Clock.Advance', 'newClock']"),
        at="finding.F1.cites.@0.symbol",
        says="names `newClock`, and its lines are of `Clock.Advance`",
        files=FILES,
    ),
    Case(
        "CIT013",
        fact(statement="Some code sets the clock"),
        fact(statement="All code sets the clock"),
        says="“All”",
    ),
)

QUERY = "[[finding.queries]]\nask = 'constructors'\nsubject = 'Clock'\nresult = ['sim/clock.go newClock']\n"
CASES += (
    Case("CIT013", fact(statement="Only one is made") + QUERY, fact(statement="Only one is made")),
    Case(
        "CIT013",
        fact(statement="There are 2 sites") + QUERY.replace("newClock'", "a', 'sim/clock.go b'"),
        fact(statement="There are 2 sites") + QUERY,
        says="its query has 1",
    ),
    Case(
        "CIT014",
        KEPT + QUERY,
        KEPT + QUERY.replace("newClock", "oldClock"),
        at="finding.F1.queries.@0.result",
        says="has another answer now: 1 place came and 1 place went, which makes 1",
        files=FILES,
    ),
    Case(
        "CIT014",
        KEPT + QUERY,
        KEPT + QUERY.replace("'Clock'", "'Clok'"),
        says="`Clok`",
        files=FILES,
    ),
    Case(
        "CIT014", KEPT + QUERY, KEPT + QUERY.replace("constructors", "makers"), says="`makers`", files=FILES
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_every_rule_is_explained() -> None:
    for rule in RULES:
        said = explanation(rule)
        assert said.what and said.why and said.how_to_fix and said.fails and said.passes


def test_an_answer_that_differs_lists_what_came_and_went(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    twice = QUERY.replace("newClock'", "newClock', 'sim/clock.go newClock'")
    (problem,) = found("CIT014", KEPT + twice, root)
    assert problem.details == ("- sim/clock.go newClock",)
    assert problem.fix is None


def test_text_in_place_is_kept_and_what_is_not_captured_is_reported(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    assert not found("CIT004", pinned(root), root)
    (problem,) = found("CIT004", fact(), root)
    assert "no digest" in problem.message
    assert problem.status == "unpinned"
    assert problem.fix is None


def test_moved_text_is_re_anchored_by_its_fix(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    text = pinned(root)
    (root / "sim/clock.go").write_text(CLOCK.replace("// Clock tells", "// A\n// line\n// Clock tells"))
    (problem,) = found("CIT004", text, root)
    assert problem.message == "sim/clock.go:9-14 moved to sim/clock.go:11-16."
    assert problem.status == "moved"
    assert problem.fix
    fixed = apply(plan_of(text), problem.fix.edits)
    assert fixed.finding[0].cites[0] == Citation(
        at="sim/clock.go:11-16", symbol="Clock.Advance", digest=plan_of(text).finding[0].cites[0].digest
    )
    assert not problems(by_id()["CIT004"], context_of(fixed, Evidence(Repository.open(root), "")))


def test_a_re_anchored_citation_names_the_commit_that_has_its_lines_there(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    base = commit(root)
    text = pinned(root)
    (root / "sim/clock.go").write_text("// first\n" + CLOCK)
    (uncommitted,) = found("CIT004", text, root, base)
    assert uncommitted.fix is None
    assert "cannot be re-anchored yet" in uncommitted.how_to_fix and "not committed" in uncommitted.how_to_fix
    head = commit(root)
    fix = found("CIT004", text, root, base)[0].fix
    assert fix
    fixed = apply(plan_of(text), fix.edits)
    assert fixed.finding[0].cites[0].commit == head


def test_a_re_anchored_citation_names_no_commit_where_the_base_has_the_same_lines(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    base = commit(root)
    (root / "sim/clock.go").write_text("// first\n" + CLOCK)
    later = commit(root)
    text = pinned(root, "sim/clock.go:10-15").replace("digest", f"commit = '{later}', digest")
    (root / "sim/clock.go").write_text(CLOCK)
    for head in (base, commit(root)):
        git(root, "checkout", "-q", head)
        fix = found("CIT004", text, root, base)[0].fix
        assert fix
        (cite,) = apply(plan_of(text), fix.edits).finding[0].cites
        assert (cite.at, cite.commit) == ("sim/clock.go:9-14", "")


def test_changed_text_shows_its_difference(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    base = commit(root)
    text = pinned(root)
    (root / "sim/clock.go").write_text(CLOCK.replace("c.now += by", "c.now = by"))
    (problem,) = found("CIT004", text, root, base)
    assert "changed" in problem.message and "not committed" in problem.message
    assert problem.status == "changed"
    assert problem.fix is None
    assert "`A`" in problem.how_to_fix and "`blistui verify --accept`" in problem.how_to_fix
    assert any(line.startswith("+") and "c.now = by" in line for line in problem.details)


def test_a_file_that_vanished_is_gone_and_one_that_never_was_does_not_exist(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    base = commit(root)
    text = pinned(root)
    (root / "sim/clock.go").unlink()
    assert not found("CIT002", text, root, base)
    (problem,) = found("CIT004", text, root, base)
    assert "gone" in problem.message and problem.status == "gone"
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    (finding,) = run((by_id()["CIT004"],), context_of(plan, Evidence(Repository.open(root), base)))
    assert finding.status == "gone"
    assert found("CIT002", text, root)
    assert not found("CIT004", text, root)


def test_the_base_commit_is_named_known_and_current(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    base = commit(root)
    assert not found("CIT009", fact(), root, base)
    assert "does not say" in found("CIT009", fact(), root)[0].message
    (root / "plan.toml").write_text("x")
    commit(root)
    assert not found("CIT009", fact(), root, base), "a commit of the plan is no drift"
    listed = pr("PR1", "add", "new.txt")
    assert not found("CIT009", fact() + listed, root, base)
    (root / "new.txt").write_text("x")
    commit(root)
    assert not found("CIT009", fact(), root, base)
    assert "1 commit after" in found("CIT009", fact() + listed, root, base)[0].message
    (root / "sim/clock.go").write_text("// first\n" + CLOCK)
    commit(root)
    assert "2 commits after" in found("CIT009", fact() + listed, root, base)[0].message
    assert not found("CIT009", "", root, base)


def test_a_plain_folder_has_no_base_commit(tmp_path: Path) -> None:
    assert not found("CIT009", fact(), written(tmp_path, FILES))


def test_inventories_follow_the_order_of_prs(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    twice = pr("PR1", "add", "a.go") + pr("PR2", "add", "a.go", 'depends_on = ["PR1"]\n')
    assert "PR1 has already added" in found("CIT010", twice, root)[0].message
    again = pr("PR1", "delete", "sim/clock.go") + pr("PR2", "add", "sim/clock.go", 'depends_on = ["PR1"]\n')
    assert not found("CIT010", again, root)
    merged = pr("PR1", "add", "sim/clock.go").replace("planned", "merged")
    assert not found("CIT010", merged, root)
    assert "deletes" in found("CIT010", pr("PR1", "delete", "none.go"), root)[0].message


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("see line 198", "line 198"),
        ("(lines 12-20)", "lines 12-20"),
        ("defined at `:198`", ":198"),
        ("set in :42 and again", ":42"),
        ("`sim/routing.go`, line 198", ""),
        ("root.go:12 and line 13", ""),
        ("It is in `cmd/root.go` (line 198). The other path sets it at line 174.", ""),
        ("It is in `cmd/root.go` and `sim/kv.go`. The other path sets it at line 174.", "line 174"),
        ("`cmd/root.go` sets it. So does `sim/kv.go`. See line 174.", "line 174"),
        ("`cmd/root.go` sets it.\n\nThe other path does at line 174.", "line 174"),
        ("- `cmd/root.go` sets it.\n- The other path does at line 174.", "line 174"),
        ("The other path does at line 174. It is in `cmd/root.go`.", "line 174"),
        ("under 15 lines", ""),
        ("a budget of 80 lines", ""),
        ("listens on port :8080", ""),
        ("http://host:8080", ""),
        ("see `https://example.org/a/b#L12`, which says why", ""),
        ("see https://example.org/sim/queue.go#L45, line 45", ""),
        ("as https://example.org/a says, the queue is bounded at line 45", "line 45"),
        ("it is bounded (https://example.org/a) at `:45`", ":45"),
        ("at 12:30 sharp", ""),
        ("ratio 3:1", ""),
        ("queue-depth:2,kv:1", ""),
        ("lines of code: 400", ""),
        ("the line 3.5 GB/s", ""),
    ],
)
def test_bare_lines(text: str, bare: str) -> None:
    assert bare_line(text) == bare


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("There are 6 construction sites", "6 construction sites"),
        ("The only caller is `Route`", "only"),
        ("Every scorer is pure", "Every"),
        ("exactly 3 of them", "exactly 3"),
        ("No other package imports or calls it", "No other package imports"),
        ("there is no registry", "there is no"),
        ("none of these", "none of"),
        ("It is used solely by the router", "used solely"),
        ("It is exclusively read there", "exclusively read"),
        ("It depends solely on the seed", ""),
        ("It no longer calls the clock", ""),
        ("no room for error and creates", ""),
        ("The router is its sole user", "its sole user"),
        ("Its sole purpose is the clock", ""),
        ("No other type of the package", "No other type"),
        ("No file touches it", "No file touches"),
        ("It is never called elsewhere", "never called elsewhere"),
        ("It is built nowhere but there", "nowhere but"),
        ("It has one caller", "one caller"),
        ("Nowhere in the package is it read", "Nowhere in the package"),
        ("Handlers do so without exception", "without exception"),
        ("It has a single call site", "a single call site"),
        ("A caller waits, and one caller at a time is served", ""),
        ("no other than the router", ""),
        ("called only when idle", ""),
        ("not at all", ""),
        ("reject-all is a policy", ""),
        ("`all` is a mode", ""),
        ("all-reduce is modeled", ""),
        ("It has two fields", ""),
        ("no longer", ""),
        ("every time", ""),
        *(
            (f"It scales {often}", "")
            for often in (
                "every 500 milliseconds",
                "every 500ms",
                "every ~2.5 s",
                "every five seconds",
                "every\n500 ms",
                "every so often",
                "no more than 3 exist",
                "every minute",
                "every second request",
                "every tick",
                "every few events",
                "every N requests",
                "only for 5 minutes",
                "only 30 % of the time",
                "only twice",
                "exactly 64 KiB",
                "all at once",
                "not only here",
                "a read-only view",
            )
        ),
        ("every one of the 500 callers", "every"),
        ("every scorer, every 500 ms", "every"),
        ("every 500 ms all replicas", "all"),
        ("only 5 callers", "only"),
        ("only the minute is kept", "only"),
        ("exactly 3 steppers", "exactly 3"),
        ("every steward", "every"),
        ("If no suitable program exists, the plan stops", ""),
        ("It waits when all replicas are busy, and says whether every one is", ""),
    ],
)
def test_completeness_claims(text: str, claim: str) -> None:
    assert completeness_claim(text) == claim


def test_a_name_may_be_in_a_submodule(tmp_path: Path) -> None:
    for files, expected in ((FILES, {"CIT007"}), ({**FILES, ".gitmodules": "[submodule]\n"}, set())):
        folder = tmp_path / str(len(files))
        folder.mkdir()
        found = findings_of(
            fact(statement="`LoadAware` is a scorer"), Case("CIT007", "", "", files=files), folder
        )
        assert {one.rule for one in found} & {"CIT007"} == expected


def test_a_named_test_is_evidence_of_its_own(tmp_path: Path) -> None:
    files = {**FILES, "sim/clock_test.go": "package sim\n\nfunc TestClockMoves(t *testing.T) {}\n"}
    case = Case("CIT006", "", "", files=files)
    found = findings_of(fact(statement="The clock moves on, and TestClockMoves holds it"), case, tmp_path)
    assert not {"CIT006", "CIT007", "CIT020"} & {one.rule for one in found}
