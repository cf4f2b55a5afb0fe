"""The forms in which people cite code in Markdown, and that a fix writes line numbers and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blistui.markdown.cited import citations_in
from blistui.markdown.followed import followed
from blistui.markdown.verified import verified
from tests.markdown.hard_texts import hard_text
from tests.repo.conftest import Checkout

HASH = "f4531057" * 5
HOST = "https://github.com/o/r/blob"

FORMS = {
    "`sim/a.go:10`": "sim/a.go:10",
    "(sim/a.go:10).": "sim/a.go:10",
    "sim/a.go:10-12": "sim/a.go:10-12",
    "sim/a.go:10–12": "sim/a.go:10-12",
    "sim/a.go:10—12": "sim/a.go:10-12",
    "`sim/a.go:10\u201112`": "sim/a.go:10-12",
    "`sim/a.go:10,14-16`": "sim/a.go:10,14-16",
    "`sim/a.go:10, 14-16`": "sim/a.go:10,14-16",
    "sim/a.go:10, 14 of them": "sim/a.go:10",
    "sim/a.go:10 to 12": "sim/a.go:10-12",
    "raise sim/a.go:30 to 12": "",
    "sim/a.go:10..12": "sim/a.go:10-12",
    "sim/a.go:10&ndash;12": "sim/a.go:10-12",
    "_sim/a.go:10_": "sim/a.go:10",
    "`sim/a.go`:10": "sim/a.go:10",
    "**sim/a.go**:10-12": "sim/a.go:10-12",
    "[sim/a.go](../sim/a.go):10": "sim/a.go:10",
    "`sim/b.go:3` and `sim/a.go`:10": "sim/b.go:3 sim/a.go:10",
    "sim/x\\_a.go:10": "sim/x_a.go:10",
    # In words, beside the path
    "lines 10 to 12 of sim/a.go": "sim/a.go:10-12",
    "line 10 in the file `sim/a.go`": "sim/a.go:10",
    "`sim/a.go` (line 10)": "sim/a.go:10",
    "`sim/a.go` (L10-L12)": "sim/a.go:10-12",
    "sim/a.go, lines 10-12 and 14": "sim/a.go:10-12,14",
    "sim/a.go: line 10": "sim/a.go:10",
    "`sim/a.go` at line 10": "sim/a.go:10",
    "> lines\n> 10-12 of\n> `sim/a.go`": "sim/a.go:10-12",
    "sim/a.go, line 3 of sim/b.go": "sim/b.go:3",
    "sim/a.go (line 3 of the table)": "",
    "sim/a.go (around line 3), sim/b.go (~line 4), sim/a.go:~5": "",
    "sim/a.go (10 lines), 10 lines of sim/a.go, sim/a.go has 10 lines, first line of sim/a.go": "",
    "lines 10-12 were cut, and sim/a.go is new": "",
    "sim/a.go line 10k, a deadline 10 in sim/a.go": "",
    # Where links lead
    "[x](../my%20dir/a.go#L10)": "../my dir/a.go:10",
    "[x](<../my dir/a.go#L10>)": "../my dir/a.go:10",
    "[r]: ../sim/a.go#L10-L12": "../sim/a.go:10-12",
    '<a href="../sim/a.go?plain=1#L10">x</a>': "../sim/a.go:10",
    "[line 10](sim/a.go#L10)": "sim/a.go:10 sim/a.go:10",
    "[step 10](sim/a.go#L10)": "sim/a.go:10",
    "[x](https://a.org/b/sim/a.go#L10)": "",
    "[a.go](sim/a.go#L10-L12)": "sim/a.go:10-12",
    "[a](../sim/a.go#L10)": "../sim/a.go:10",
    "sim/a.go#L10": "sim/a.go:10",
    "sim/a.go#L10-12": "sim/a.go:10-12",
    "sim/a.go#L10C2-L12C5": "sim/a.go:10-12",
    "sim/a.go:L10-L12": "sim/a.go:10-12",
    "sim/a.go:10:5: what a compiler says": "sim/a.go:10",
    f"{HOST}/main/sim/a.go#L10-L12": "sim/a.go:10-12",
    f"[x]({HOST}/{HASH}/sim/a.go#L10)": "sim/a.go:10",
    f"[sim/a.go:10]({HOST}/{HASH}/sim/a.go#L10)": "sim/a.go:10",
    "https://gitlab.com/o/r/-/blob/main/sim/a.go#L10-12": "sim/a.go:10-12",
    "`sim/a.go:10` and :481": "sim/a.go:10 sim/a.go:481",
    "`sim/a.go:10`, `:481`, `:500-510`": "sim/a.go:10 sim/a.go:481 sim/a.go:500-510",
    "`sim/a.go:10` (`Run`)": "sim/a.go:10",
    "sim/a.go:10 (Run)": "sim/a.go:10",
    "| x | `sim/a.go:10` |": "sim/a.go:10",
    "| `sim/a.go:10` | `:12` |": "sim/a.go:10 sim/a.go:12",
    "**sim/a.go:10**": "sim/a.go:10",
    "*sim/a.go:10*": "sim/a.go:10",
    "~~sim/a.go:10~~": "sim/a.go:10",
    "“sim/a.go:10”": "sim/a.go:10",
    "<sim/a.go:10>": "sim/a.go:10",
    "<code>sim/a.go:10</code>": "sim/a.go:10",
    "[^1]: see sim/a.go:10": "sim/a.go:10",
    "<!-- sim/a.go:10 -->": "sim/a.go:10",
    "> - sim/a.go:10": "sim/a.go:10",
    "sim/a.go:10<br>sim/b.go:3": "sim/a.go:10 sim/b.go:3",
    "sim/a.go:10,sim/b.go:4": "sim/a.go:10 sim/b.go:4",
    "`sim/a.go:10-12,20`/`sim/b.go:3`": "sim/a.go:10-12,20 sim/b.go:3",
    "Makefile:12, .github/workflows/ci.yml:3, go.mod:3": "Makefile:12 .github/workflows/ci.yml:3 go.mod:3",
    f"[sim/a.go:11]({HOST}/{HASH}/sim/a.go#L10)": "sim/a.go:11 sim/a.go:10",
    "https://bitbucket.org/o/r/src/main/sim/a.go#lines-10:12": "sim/a.go:10-12",
    "https://codeberg.org/o/r/src/branch/main/sim/a.go#L10-L12": "sim/a.go:10-12",
    # A path that is only the end of another thing, and what follows no citation
    "C:\\sim\\a.go:10, HEAD:sim/a.go:10, $HOME/a.go:10, sim/*a.go:10, sim/{a,b}.go:10": "",
    "`sim/a.go:10` listens on `:80`, or port :443": "sim/a.go:10",
    "`sim/a.go:10` calls `sim/b.go` at `:20`": "sim/a.go:10",
    "`sim/a.go:10`/`:20`": "sim/a.go:10 sim/a.go:20",
    "`sim/a.go:10` in `x`:20": "sim/a.go:10",
    'See `sim/a.go:10`:\n```go\nListen(":80")\n```': "sim/a.go:10",
    "sim/a.go:10 :100: and :20: too": "sim/a.go:10",
    "sim/a.go:1,000, sim/a.go:010": "",
    # What programs print
    "`--- FAIL: TestQueue (0.00s) a.go:12: got 3`": "",
    "caller=sim/a.go:10 msg=x": "",
    '{"caller":"sim/a.go:10","msg":"x"}': "",
    "I0129 03:30:57.67   1 a.go:10] x": "",
    "2024/01/02 10:00:00 sim/a.go:10: hello": "",
    "    sim/a.go:10 +0x1d": "",
    "```\nsim/a.go:10:2: undefined: x\nsim/a.go:10: no return\n#0 main () at sim/a.go:10\n```": "",
    "```go\n// sim/a.go:10: the queue\nsim/a.go:12 -> sim/b.go:3\n```": "sim/a.go:10 sim/a.go:12 sim/b.go:3",
    "sim/a.go:10.5, sim/a.go:10/20, sim/a.go:10%, sim/a.go:10+5, sim/a.go:10-12-14": "",
    "localhost:8080, http://a.org:8080/x, 12:30, a.go(10)": "",
}


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_read(text: str) -> None:
    assert " ".join(str(own.place) for own in citations_in(text)) == FORMS[text]


def test_what_a_fence_holds_is_read_and_marked() -> None:
    found = list(citations_in("sim/a.go:1\n\n```\nsim/a.go:2\n```\n\n    sim/a.go:3\n"))
    assert [(own.line, own.in_output) for own in found] == [(1, False), (4, True), (7, False)]


SOURCE = "package sim\n\n" + "".join(f"var v{number} = {number * number}\n" for number in range(60))


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, str]:
    """A file whose lines went three further down, and the commit before."""
    made = Checkout(tmp_path_factory.mktemp("forms") / "lab")
    made.write("sim/a.go", SOURCE)
    base = made.commit()
    made.write("sim/a.go", SOURCE.replace("package sim\n", "package sim\n\n// One.\n// Two.\n"))
    made.commit()
    return made, base


CITED = st.sampled_from(
    [
        *("`sim/a.go:10`", "sim/a.go:20-22", "a.go:L12", "[x](sim/a.go#L30-L31)", "`sim/a.go:10,14-16`"),
        *(
            "`sim/a.go:12` and :40",
            "sim/a.go:20–22",
            f"[x]({HOST}/{HASH}/sim/a.go#L10)",
            "sim/no.go:3",
            "| a.go:9 |",
        ),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(hard_text(3), CITED), min_size=1, max_size=5), hard_text(3))
def test_a_fix_writes_numbers_of_moved_lines_and_nothing_else(
    moved: tuple[Checkout, str], pieces: list[tuple[str, str]], end: str
) -> None:
    checkout, base = moved
    text = "".join(f"{before} {cited} " for before, cited in pieces) + end
    written = [base] * (text.count("\n") + 1)
    results, _ = verified(checkout.repo, text, "docs/a.md", written)
    fixed, count = followed(text, results, "docs/a.md")
    assert count <= sum(own.result.status == "moved" for own in results)
    assert (count == 0) == (fixed == text)
    at = shift = 0
    for own in sorted(results, key=lambda own: own.cited.place.start):
        place = own.cited.place
        if own.result.status != "moved" or place.start < at:
            continue
        between = text[at : place.start]
        assert fixed[at + shift : at + shift + len(between)] == between
        after = text[place.end :]
        at = place.end
        shift = _end(fixed, place.start + shift) - at if after else len(fixed) - len(text)
    assert fixed[at + shift :] == text[at:]


def _end(text: str, start: int) -> int:
    """Where the citation that starts there ends."""
    found = next(own for own in citations_in(text) if own.place.start == start)
    return found.place.end
