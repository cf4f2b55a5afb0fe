"""Citations are found again after the code moved; what is not certain is never called moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture, format_at, parse_at, verify, verify_all
from blistui.repo.citations.verification import Verification
from blistui.repo.repository import Repository, RepositoryError
from tests.repo.conftest import Checkout

GO = """package sim

// Router selects an instance.
type Router interface {
	Route(request int) int
}

func pickFirst(candidates []int) int {
	if len(candidates) == 0 {
		return nil
	}
	chosen := candidates[0]
	return chosen
}

func pickLast(candidates []int) int {
	if len(candidates) == 0 {
		return nil
	}
	return candidates[len(candidates)-1]
}

// Score weighs a candidate.
func (r *roundRobin) Score(candidate int) float64 {
	weighted := r.weights[candidate] * r.decay
	return normalise(weighted)
}
"""
LINES = GO.split("\n")


class Story:
    """A file captured at a base commit, then edited in the work tree."""

    def __init__(self, checkout: Checkout, source: str = GO, path: str = "sim/router.go") -> None:
        self.checkout, self.path = checkout, path
        checkout.write(path, source)
        self.base = checkout.commit()

    def cite(self, *ranges: tuple[int, int]) -> Citation:
        return capture(self.checkout.repo, self.path, ranges, at_commit=self.base)

    def now(self, source: str, path: str | None = None) -> None:
        if path and path != self.path:
            (self.checkout.root / self.path).unlink()
        self.checkout.write(path or self.path, source)

    def verify(self, citation: Citation) -> Verification:
        return verify(self.checkout.repo, citation, self.base)


@pytest.fixture
def story(checkout: Checkout) -> Story:
    return Story(checkout)


def test_lines_above_shift_a_citation(story: Story) -> None:
    citation = story.cite((12, 13))
    story.now(GO.replace("package sim\n", 'package sim\n\nimport "fmt"\n'))
    found = story.verify(citation)
    assert (found.status, found.moved_to, found.evidence) == ("moved", "sim/router.go:14-15", "git hunks")


def test_a_lone_line_follows_its_surroundings_though_it_is_everywhere(story: Story) -> None:
    citation = story.cite((18, 18))
    assert LINES[17] == "\t\treturn nil"
    story.now("// more\n// comments\n" + GO)
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "sim/router.go:20")


def test_a_look_alike_at_the_same_line_is_not_exact(story: Story) -> None:
    # Seven lines go: `return nil` of pickLast now is just where the one of pickFirst was.
    citation = story.cite((10, 10))
    gone = "\n".join(LINES[:7] + LINES[15:])
    story.now(gone)
    assert gone.split("\n")[9] == LINES[9]
    found = story.verify(citation)
    assert found.status in ("ambiguous", "gone", "changed")
    assert not found.moved_to


def test_a_deleted_function_is_gone_though_its_twin_has_the_same_lines(story: Story) -> None:
    citation = story.cite((9, 11))
    story.now("\n".join(LINES[:7] + LINES[15:]))
    found = story.verify(citation)
    assert found.status in ("ambiguous", "gone")


def test_common_text_found_elsewhere_is_no_evidence(story: Story) -> None:
    citation = story.cite((10, 10))
    story.now(
        GO.replace(
            "\t\treturn nil\n\t}\n\tchosen := candidates[0]",
            '\t\tpanic("none")\n\t}\n\tchosen := candidates[0]',
        )
    )
    found = story.verify(citation)
    assert found.status == "changed"
    assert "-\t\treturn nil" in found.diff
    assert '+\t\tpanic("none")' in found.diff


def test_a_function_moved_within_the_file_takes_its_citations_along(story: Story) -> None:
    citation = story.cite((24, 26))
    score = "\n".join(LINES[22:27])
    rest = "\n".join(LINES[:22])
    story.now(rest.replace("package sim\n", f"package sim\n\n{score}\n"))
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "sim/router.go:4-6")


def test_a_function_moved_to_another_file_of_its_package_is_found(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("\n".join(LINES[:22]))
    story.checkout.write("sim/score.go", "package sim\n\n" + "\n".join(LINES[22:]))
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "sim/score.go:5-6")
    assert found.evidence == "definition of roundRobin.Score"


def test_a_twin_for_another_platform_is_no_new_home(checkout: Checkout) -> None:
    checkout.write("sim/score_windows.go", "package sim\n\n" + "\n".join(LINES[22:]))
    story = Story(checkout)
    citation = story.cite((25, 26))
    story.now("\n".join(LINES[:22]))
    assert story.verify(citation).status == "gone"


def test_the_same_function_in_another_package_is_only_a_candidate(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("\n".join(LINES[:22]))
    story.checkout.write("other/score.go", "package other\n\n" + "\n".join(LINES[22:]))
    found = story.verify(citation)
    assert (found.status, found.candidates) == ("ambiguous", ("other/score.go:5-6",))


def test_a_committed_rename_is_followed(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("// head\n" + GO, "core/routing.go")
    story.checkout.commit()
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "core/routing.go:26-27")
    assert not found.uncommitted


def test_a_rename_that_git_does_not_know_of_is_followed(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now(GO, "core/routing.go")
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "core/routing.go:25-26")
    assert found.uncommitted


def test_a_file_renamed_and_then_rewritten_step_by_step_is_followed(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now(GO, "core/routing.go")
    story.checkout.commit()
    filler = "".join(f"func added{n}() int {{ return {n} }}\n" for n in range(200))
    story.checkout.write("core/routing.go", "package sim\n" + filler + "\n".join(LINES[21:]))
    story.checkout.commit()
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "core/routing.go:205-206")


def test_changed_text_in_its_symbol_shows_a_diff(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("\n\n" + GO.replace("* r.decay", "* r.decay * 2"))
    found = story.verify(citation)
    assert (found.status, found.candidates, found.cosmetic) == ("changed", ("sim/router.go:27-28",), False)
    assert "+\tweighted := r.weights[candidate] * r.decay * 2" in found.diff


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\tweighted := r.weights", "\t\tweighted  :=  r.weights"),
        ("* r.decay", "* r.decay // halves"),
        ("\treturn normalise", "\t// scaled\n\treturn normalise"),
    ],
)
def test_layout_and_comments_are_no_change_of_meaning(story: Story, old: str, new: str) -> None:
    citation = story.cite((25, 26))
    story.now(GO.replace(old, new))
    found = story.verify(citation)
    assert (found.status, found.cosmetic) == ("changed", True)


def test_removed_lines_are_gone_though_their_function_is_there(story: Story) -> None:
    citation = story.cite((25, 25))
    story.now(GO.replace(LINES[24] + "\n", ""))
    found = story.verify(citation)
    assert (found.status, found.candidates) == ("gone", ())
    assert "removed from roundRobin.Score" in found.message


def test_a_line_inserted_between_cited_lines_is_a_change(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now(GO.replace(LINES[25], "\tr.count++\n" + LINES[25]))
    found = story.verify(citation)
    assert found.status == "changed"
    assert "+\tr.count++" in found.diff


def test_a_removed_file_is_gone(story: Story) -> None:
    citation = story.cite((25, 26))
    (story.checkout.root / story.path).unlink()
    assert story.verify(citation).status == "gone"


def test_a_file_cut_short_below_the_citation_is_not_out_of_range(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("\n".join([LINES[0], *LINES[21:]]))
    assert story.verify(citation).moved_to == "sim/router.go:5-6"


def test_several_ranges_move_together_or_not_at_all(story: Story) -> None:
    citation = story.cite((4, 6), (12, 13), (25, 26))
    story.now("// head\n" + GO)
    assert story.verify(citation).moved_to == "sim/router.go:5-7,13-14,26-27"
    story.now("// head\n" + GO.replace("* r.decay", "* r.halving"))
    found = story.verify(citation)
    assert found.status == "changed"
    assert [line for line in found.diff if line.startswith("-\t")] == ["-" + LINES[24]]


def test_ranges_that_part_into_two_files_are_ambiguous(story: Story) -> None:
    citation = story.cite((12, 13), (25, 26))
    story.now("// head\n" + "\n".join(LINES[:22]))
    story.checkout.write("sim/score.go", "package sim\n\n" + "\n".join(LINES[22:]))
    found = story.verify(citation)
    assert found.status == "ambiguous"
    assert set(found.candidates) == {"sim/router.go:13-14", "sim/score.go:5-6"}


def test_a_renamed_function_keeps_its_citation(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("// head\n" + GO.replace("Score(candidate int)", "Weigh(candidate int)"))
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "sim/router.go:26-27")


def test_a_body_extracted_into_a_new_function_is_not_certain(story: Story) -> None:
    citation = story.cite((25, 25))
    story.now(
        GO.replace(LINES[24], "\tweighted := r.scale(candidate)")
        + "\nfunc (r *roundRobin) scale(candidate int) float64 {\n"
        + LINES[24]
        + "\n\treturn weighted\n}\n"
    )
    found = story.verify(citation)
    assert found.status in ("ambiguous", "changed")


YAML = "\n".join(
    f"- name: client-{n}\n  rate: 100\n  distribution: gaussian\n  prefix_tokens: 20\n" for n in range(5)
)


def test_text_files_work_by_hunks(checkout: Checkout) -> None:
    story = Story(checkout, YAML, "config.yaml")
    citation = story.cite((12, 13))
    story.now("version: 2\n" + YAML)
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "config.yaml:13-14")


def test_repeated_passages_of_a_text_file_are_not_confused(checkout: Checkout) -> None:
    story = Story(checkout, YAML, "config.yaml")
    citation = story.cite((7, 9))
    parts = YAML.split("\n\n")
    story.now("\n\n".join([parts[0], *parts[2:]]))
    found = story.verify(citation)
    assert found.status != "exact"
    assert not found.moved_to


def test_indentation_of_yaml_carries_meaning(checkout: Checkout) -> None:
    story = Story(checkout, "server:\n  port: 80\n  hosts:\n    - a\nrest: 1\n", "c.yaml")
    citation = story.cite((2, 4))
    story.now("server:\n  port: 80\n  hosts:\n  - a\nrest: 1\n")
    assert not story.verify(citation).cosmetic
    story.now("server:\n    port: 80\n    hosts:\n      - a\nrest: 1\n")
    assert story.verify(citation).cosmetic


def test_edits_not_committed_are_reported_as_such(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("// head\n" + GO)
    assert story.verify(citation).uncommitted
    story.checkout.commit()
    assert not story.verify(citation).uncommitted
    assert verify(story.checkout.repo, citation, story.base, at=story.base).status == "exact"


def test_verifying_at_a_commit_ignores_the_work_tree(story: Story) -> None:
    citation = story.cite((25, 26))
    story.now("// head\n" + GO)
    tip = story.checkout.commit()
    story.now("package empty\n")
    found = verify(story.checkout.repo, citation, story.base, at=tip[:12])
    assert (found.status, found.moved_to) == ("moved", "sim/router.go:26-27")


def test_an_unknown_commit_to_verify_at_is_a_sentence(story: Story) -> None:
    with pytest.raises(RepositoryError, match="cannot be read"):
        verify(story.checkout.repo, story.cite((25, 26)), story.base, at="0" * 40)


# Without history: the digest is all there is


@pytest.fixture
def plain(tmp_path: Path) -> Repository:
    (tmp_path / "router.go").write_text(GO)
    return Repository.open(tmp_path)


def edit(repo: Repository, source: str) -> None:
    (repo.root / "router.go").write_text(source)


def test_without_history_text_of_the_same_symbol_is_found_by_digest(plain: Repository) -> None:
    citation = capture(plain, "router.go", [(25, 26)])
    edit(plain, "// head\n" + GO)
    assert verify(plain, citation, None).moved_to == "router.go:26-27"


def test_without_history_common_text_is_ambiguous(plain: Repository) -> None:
    citation = capture(plain, "router.go", [(10, 10)])
    edit(plain, "// head\n" + GO)
    found = verify(plain, citation, None)
    assert (found.status, found.candidates) == ("ambiguous", ("router.go:11", "router.go:19"))


def test_without_history_a_changed_symbol_says_so_without_a_diff(plain: Repository) -> None:
    citation = capture(plain, "router.go", [(25, 26)])
    edit(plain, GO.replace("* r.decay", "/ r.decay"))
    found = verify(plain, citation, None)
    assert (found.status, found.candidates, found.diff) == ("changed", ("router.go:24-27",), ())


def test_without_history_vanished_text_is_gone(plain: Repository) -> None:
    citation = capture(plain, "router.go", [(25, 26)])
    edit(plain, "package sim\n")
    assert verify(plain, citation, None).status == "gone"


def test_a_base_that_is_not_here_is_as_no_base(story: Story) -> None:
    citation = capture(story.checkout.repo, story.path, [(25, 26)])
    story.now("// head\n" + GO)
    assert verify(story.checkout.repo, citation, "0" * 40).status == "moved"


def test_lines_captured_from_uncommitted_edits_do_not_trust_the_base(story: Story) -> None:
    story.now("// head\n" + GO)
    citation = capture(story.checkout.repo, story.path, [(26, 27)])
    story.now("// two\n// heads\n" + GO)
    found = story.verify(citation)
    assert (found.status, found.moved_to) == ("moved", "sim/router.go:27-28")
    assert "digest" in found.evidence


@pytest.mark.parametrize("digest", ["nonsense", "b2:", "b2:00,11"])
def test_a_digest_that_does_not_fit_is_invalid_or_found_nowhere(story: Story, digest: str) -> None:
    found = story.verify(Citation(at="sim/router.go:3", digest=digest))
    assert found.status in ("invalid", "changed")


def test_many_citations_are_answered_in_their_order(story: Story) -> None:
    citations = [story.cite((n, n)) for n in range(1, 27)]
    story.now("// head\n" + GO)
    found = verify_all(story.checkout.repo, [*citations, Citation(at="x")], story.base)
    assert [v.citation.at for v in found[:-1]] == [c.at for c in citations]
    assert found[-1].status == "invalid"


_line = st.sampled_from(["}", "\treturn nil", "", "\tx++", "// note", "\tif err != nil {"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.lists(_line, min_size=0, max_size=12),
    below=st.lists(_line, min_size=0, max_size=12),
    start=st.integers(1, 27),
    count=st.integers(1, 8),
)
def test_whatever_is_put_around_a_citation_it_is_never_misplaced(
    story: Story, above: list[str], below: list[str], start: int, count: int
) -> None:
    story.now(GO)
    end = min(start + count - 1, 27)
    citation = story.cite((start, end))
    assert story.verify(citation).status == "exact"
    story.now("\n".join([*above, *LINES[:-1], *below, ""]))
    found = story.verify(citation)
    shift = len(above)
    if found.status == "exact":
        assert shift == 0
    elif found.status == "moved":
        assert found.moved_to == shifted(citation, shift)
    else:
        # Only text between edits may be doubtful: never more than its first or last lines.
        assert found.status == "ambiguous"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shift=st.integers(1, 40), start=st.integers(8, 22), count=st.integers(1, 5))
def test_lines_inserted_above_shift_a_citation_by_just_as_many(
    story: Story, shift: int, start: int, count: int
) -> None:
    citation = story.cite((start, start + count - 1))
    story.now("".join(f"// filler {n}\n" for n in range(shift)) + GO)
    found = story.verify(citation)
    assert found.status == "moved"
    assert found.moved_to == shifted(citation, shift)


def shifted(citation: Citation, shift: int) -> str:
    location = parse_at(citation.at)
    return format_at(location.path, [(a + shift, b + shift) for a, b in location.ranges])
