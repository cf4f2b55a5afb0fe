"""Reports for people: text, explanations, and what a check amounts to."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from blistui.report import render
from blistui.report.explain import file_of, rule_list, rule_page
from blistui.report.result import CheckResult, ReportedFinding
from blistui.report.style import Style, style_for
from blistui.rules.policy import Policy
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import PERSPECTIVES
from tests.report.reporting import ALL, ERROR, FIXABLE, HINT, WAIVED, known, report_on


def test_a_finding_has_its_place_rule_fix_and_field() -> None:
    text = render("text", [report_on(FIXABLE)])
    assert "plans/a plan.toml:14:3: ▲ warning DAG004 100% of “BC-1”: is, ␛[31mwrong::error::\n" in text
    assert "    → Rename it.\n" in text
    assert (
        "    at pr.PR1.guarantees.BC-1.id, line 70 of the export; --fix would: Rename it to BC-1-1\n" in text
    )


def test_details_keep_their_indentation() -> None:
    text = render("text", [report_on(ERROR._replace(details=("-    old\n", "+\tnew")))])
    assert "\n      -    old\n" in text
    assert "\n      +\tnew\n" in text


def test_groups_follow_the_template_and_the_file() -> None:
    report = report_on(*reversed(ALL))
    by_phase = render("text", [report])
    assert re.findall(r"^(?:Output|Phase \d|Waived)", by_phase, re.M) == [
        "Output",
        "Phase 3",
        "Phase 6",
        "Waived",
    ]
    by_perspective = render("text", [report], group="perspective")
    headings = [line for line in by_perspective.splitlines() if line in (*PERSPECTIVES.values(), "Waived")]
    assert headings == [*dict.fromkeys(one.perspective for one in ranked(report)), "Waived"]
    in_file = re.findall(r"toml:(\d+):\d+: \S \w", render("text", [report], group="file"))
    assert in_file == ["1", "8", "14"]


def ranked(report: CheckResult) -> list[ReportedFinding]:
    """What counts, in the order of the perspectives."""
    return sorted(report.counted, key=lambda one: one.rule.perspective)


def test_the_summary_counts_what_is_open_and_names_the_rest() -> None:
    text = render("text", [report_on(*ALL, baseline=known(ERROR), notes=("12 rules need code.",))])
    assert "plans/a plan.toml: 0 wrong, 0 to write, 1 warning; 1 waived; 1 known from the baseline.\n" in text
    assert "Note: 12 rules need code.\n" in text
    assert "1 finding can be fixed by --fix.\n" in text
    assert "Of the baseline 1 finding can be taken out" in text
    assert "what the baseline knows still is" in text
    assert "RSK001" not in text
    assert "W1 by Ada 2026-02-19: The measure is in the next line." in text


def test_no_errors_is_never_reported_as_approval() -> None:
    for findings in ((), (HINT,), (WAIVED,)):
        text = render("text", [report_on(*findings)])
        assert "passes the mechanical rules" in text
        assert "only people can decide" in text
    for format in ("text", "json", "github"):
        assert "approve" not in render(format, [report_on()]).casefold()


def test_nothing_of_a_plan_reaches_the_terminal_as_a_command() -> None:
    for style in (Style(colour=True), Style(), Style(unicode=False)):
        text = render("text", [report_on(*ALL, file="a\x1b[2J\nb.toml")], style)
        assert "\x1b[31mwrong" not in text and "\x1b[2J" not in text
        assert all(char == "\n" or char == "\x1b" or char.isprintable() for char in text)
    assert render("text", [report_on(*ALL)], Style(unicode=False)).isascii()


def test_severity_is_shown_by_word_and_glyph_and_colour_only_adds() -> None:
    coloured = render("text", [report_on(*ALL)], Style(colour=True))
    assert "\x1b[31m✗ error  \x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render("text", [report_on(*ALL)])


class Terminal(io.StringIO):
    def __init__(self, tty: bool, encoding: str) -> None:
        super().__init__()
        self._tty, self._encoding = tty, encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


@pytest.mark.parametrize(
    ("tty", "encoding", "environment", "style"),
    [
        (True, "utf-8", {}, Style(True)),
        (True, "utf-8", {"NO_COLOR": "1"}, Style(False)),
        (True, "utf-8", {"NO_COLOR": ""}, Style(True)),
        (True, "utf-8", {"TERM": "dumb"}, Style(False)),
        (False, "utf-8", {}, Style(False)),
        (True, "ascii", {}, Style(True, unicode=False)),
        (False, "no-such-codec", {}, Style(False, unicode=False)),
    ],
)
def test_style_suits_the_stream(tty: bool, encoding: str, environment: dict[str, str], style: Style) -> None:
    assert style_for(Terminal(tty, encoding), environment) == style


def test_what_fails_a_check() -> None:
    assert report_on(ERROR).fails_on("error") and report_on(ERROR).fails_on("hint")
    assert not report_on(FIXABLE).fails_on("error") and report_on(FIXABLE).fails_on("warning")
    assert not report_on(HINT).fails_on("warning")
    assert not report_on(WAIVED).fails_on("hint")
    assert not report_on(ERROR, baseline=known(ERROR)).fails_on("hint")


def test_several_plans_are_reported_one_after_the_other() -> None:
    text = render("text", [report_on(ERROR), report_on(HINT, file="b.toml")])
    assert text.index("a plan.toml: 1 wrong") < text.index("b.toml:1:2") < text.index("b.toml: 0 wrong")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="`xml` is no format"):
        render("xml", [])


def test_a_rule_is_explained_whole() -> None:
    page = rule_page(by_id()["ABS002"], Policy(levels={"ABS002": "warning"}))
    for piece in (
        "ABS002",
        "Level: error (here: warning, by the team's policy)",
        "Why\n",
        "To fix\n",
        "Fails\n",
    ):
        assert piece in page
    assert "Review perspective: Abstraction level" in page
    assert max(map(len, page.splitlines())) < 120


def test_a_rule_is_in_the_file_that_its_explanation_names() -> None:
    root = Path(__file__).resolve().parents[2]
    for rule in RULES:
        assert f'@rule(\n    "{rule.id}"' in (root / file_of(rule)).read_text() or (
            f'@rule("{rule.id}"' in (root / file_of(rule)).read_text()
        )
        assert f"Written in {file_of(rule)}" in rule_page(rule)


def test_every_rule_is_listed_and_explained() -> None:
    listed = rule_list(RULES)
    for rule in RULES:
        assert f"{rule.id}  " in listed
        assert rule_page(rule).count("\n") > 12
