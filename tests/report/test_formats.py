"""Reports for programs: JSON, SARIF and GitHub's workflow commands."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from blistui.report import render
from blistui.report.explain import rules_json
from blistui.report.json import schema
from blistui.report.result import BrokenPlan
from blistui.rules.registry import RULES
from blistui.rules.rule import NotRun
from tests.report.reporting import ALL, ERROR, FIXABLE, WAIVED, known, report_on


def parsed(format: str, *reports: Any) -> Any:
    return json.loads(render(format, reports))


# JSON


def test_json_keeps_to_its_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    for report in (report_on(), report_on(*ALL), report_on(*ALL, baseline=known(ERROR), notes=("A note.",))):
        validator.validate(parsed("json", report))
    validator.validate(parsed("json"))
    validator.validate(parsed("json", report_on(*ALL), report_on(file="b.toml")))


def test_json_has_everything_about_a_finding() -> None:
    [plan] = parsed("json", report_on(*ALL, baseline=known(ERROR)))["plans"]
    assert plan["passes"] is True
    assert plan["counts"] == {
        **{"error": 0, "warning": 1, "hint": 1, "wrong": 0, "to_write": 0},
        **{"waived": 1, "known": 1},
    }
    by_rule = {finding["rule"]: finding for finding in plan["findings"]}
    fixable = by_rule["DAG004"]
    assert (fixable["line"], fixable["column"], fixable["markdown_line"]) == (14, 3, 70)
    assert fixable["fix"]["edits"] == [
        {"op": "rename", "path": "pr.PR1.guarantees.BC-1", "value": "BC-1-1", "index": 0}
    ]
    assert by_rule["RSK001"]["known"] is True
    assert by_rule["OBJ004"]["waived"]["by"] == "Ada"
    assert by_rule["CON018"]["markdown_line"] is None
    assert [entry["rule"] for entry in plan["gone"]] == ["DAG001"]


# SARIF: what the 2.1.0 schema asks of the parts that are written here


def test_sarif_has_what_the_standard_requires() -> None:
    log = parsed("sarif", report_on(*ALL, notes=("A note.",)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "blistui"
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in RULES]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert len(set(rule["properties"]["tags"])) == len(rule["properties"]["tags"])
    assert all(invocation["executionSuccessful"] is True for invocation in run["invocations"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1 and region["startColumn"] >= 1
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def test_sarif_leaves_out_what_the_baseline_knows_and_what_is_waived() -> None:
    report = report_on(*ALL, baseline=known(ERROR))
    [run] = parsed("sarif", report)["runs"]
    assert {result["ruleId"] for result in run["results"]} == {"DAG004", "CON018"}
    [run] = json.loads(render("sarif", [report], shows_waived=True))["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert set(results) == {"DAG004", "CON018", "OBJ004"}
    [suppression] = results["OBJ004"]["suppressions"]
    assert suppression["kind"] in ("inSource", "external")
    assert suppression["justification"] == "Ada 2026-02-19: The measure is in the next line."


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("plans/a plan.toml", "plans/a%20plan.toml"),
        ("./p.toml", "p.toml"),
        ("/srv/a#b?.toml", "file:///srv/a%23b%3F.toml"),
        ("ü\n%.toml", "%C3%BC%0A%25.toml"),
        ("C:/plans/p.toml", "file:///C:/plans/p.toml"),
    ],
)
def test_sarif_paths_are_uri_references(file: str, uri: str) -> None:
    [result] = parsed("sarif", report_on(ERROR, file=file))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_fingerprints_do_not_depend_on_lines() -> None:
    def prints(report: Any) -> list[str]:
        results = parsed("sarif", report)["runs"][0]["results"]
        return [result["partialFingerprints"]["blistui/v2"] for result in results]

    assert prints(report_on(ERROR, WAIVED)) == prints(report_on(WAIVED, ERROR))
    assert len(set(prints(report_on(*ALL)))) == len(ALL) - 1


# GitHub


def test_github_commands_are_escaped() -> None:
    report = report_on(*ALL, file="plans/a,b:c.toml")
    assert len(render("github", [report]).splitlines()) == len(ALL)
    lines = render("github", [report], shows_waived=True).splitlines()
    assert len(lines) == len(ALL) + 1
    fixable = next(line for line in lines if "DAG004" in line)
    assert fixable.startswith("::warning file=plans/a%2Cb%3Ac.toml,line=14,col=3,title=DAG004 ")
    assert fixable.endswith("::100%25 of “BC-1”:%0Ais, ␛[31mwrong::error::%0ARename it.")
    assert ":" not in re.findall(r"title=(.*?)::", fixable)[0]


def test_github_levels_and_waivers() -> None:
    text = render("github", [report_on(*ALL)], shows_waived=True)
    assert [line.split(" ")[0] for line in text.splitlines()] == [
        "::error",
        "::warning",
        "::notice",
        "::notice",
        "blistui:",
    ]
    assert (
        "title=OBJ004 waived::It looks like “better” without a measure.%0AWaived by Ada: The measure" in text
    )


def test_github_shows_only_what_is_new() -> None:
    text = render("github", [report_on(*ALL, baseline=known(ERROR, FIXABLE), notes=("No repository: a\nb",))])
    assert "RSK001" not in text and "DAG004" not in text
    assert "::No repository: a%0Ab\n" in text
    assert "0 wrong, 0 to write, no warnings; 1 waived, 2 known;" in text


def test_github_summary_is_no_command_whatever_the_file_is_called() -> None:
    text = render("github", [report_on(file="a\n::error::x.toml")])
    [line] = text.splitlines()
    assert line.startswith("blistui: a\\n::error::x.toml: 0 wrong, 0 to write, no warnings; 0 waived")


def test_github_shows_ten_of_a_kind_the_most_severe_first_and_says_how_many_more() -> None:
    errors = [ERROR._replace(message=f"Error {number}.") for number in range(135)]
    text = render("github", [report_on(WAIVED, FIXABLE, *errors), report_on(*errors[:1], file="b.toml")])
    lines = text.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert any(
        line.endswith("title=127 more::127 more errors are in the log of this step.") for line in lines
    )
    assert all(f"Error {number}." in text for number in range(135))
    assert sum(line.startswith("::") for line in lines) == 11


# What did not run, and what cannot be read

NOT_RUN = (NotRun("CIT009", "no history"), NotRun("OBJ001", "off"), NotRun("RSK001", "left out"))


def test_a_plan_passes_only_when_every_rule_ran() -> None:
    passed, partial = report_on(), report_on(not_run=NOT_RUN)
    assert [plan["passes"] for plan in parsed("json", passed, partial)["plans"]] == [True, False]
    assert parsed("json", partial)["plans"][0]["not_run"][0] == {"rule": "CIT009", "why": "no history"}
    total = len(RULES)
    assert "passes the mechanical rules" in render("text", [passed])
    text = render("text", [partial])
    assert "passes" not in text and f"No errors; {total - 3} of {total} rules ran." in text
    for format in ("text", "sarif", "github"):
        text = render(format, [partial])
        assert "Not run, off by the policy: OBJ001." in text
        assert "Not run, left out by --select or --ignore: RSK001." in text
        assert "Not run, because there is no history to ask: CIT009." in text


def test_families_that_did_not_run_are_named_as_such() -> None:
    objectives = [NotRun(rule.id, "left out") for rule in RULES if rule.family == "OBJ"]
    assert report_on(not_run=(*objectives, NOT_RUN[0])).left_out == (
        "Not run, left out by --select or --ignore: OBJ.",
        "Not run, because there is no history to ask: CIT009.",
    )


def test_fields_that_were_given_up_are_named_in_every_format() -> None:
    fields = tuple(f"pr.PR{number}.scope_in" for number in range(1, 13))
    given_up = [NotRun(rule, "given up", fields) for rule in ("ABS001", "ABS002")]
    partial = report_on(not_run=given_up)
    named = ", ".join(fields[:10])
    sentence = f"Not run, on texts that take a parser far too long ({named} and 2 more): ABS001, ABS002."
    assert partial.left_out == (sentence,)
    assert not partial.passes
    for format in ("text", "sarif", "github"):
        assert sentence in render(format, [partial])
    [_, second] = parsed("json", partial)["plans"][0]["not_run"]
    assert second == {"rule": "ABS002", "why": "given up", "fields": list(fields)}


def test_a_repository_that_cannot_be_read_is_no_successful_run() -> None:
    [run] = parsed("sarif", report_on(unread="There is no folder x."))["runs"]
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "There is no folder x."


def test_a_broken_plan_does_not_hide_the_others() -> None:
    broken = (BrokenPlan("../b.toml", "plans/b.toml", "this is not valid TOML.", 2, 14),)
    assert "RSK001" in render("text", [report_on(ERROR)], broken=broken)
    report = json.loads(render("json", [report_on(ERROR)], broken=broken))
    jsonschema.validate(report, schema())
    assert report["broken"] == [
        {"file": "../b.toml", "line": 2, "column": 14, "message": "this is not valid TOML."}
    ]
    [run] = json.loads(render("sarif", [report_on(ERROR)], broken=broken))["runs"]
    assert len(run["results"]) == 1 and not run["invocations"][0]["executionSuccessful"]
    lines = render("github", [report_on(ERROR)], broken=broken).splitlines()
    assert lines[0].startswith("::error file=plans/b.toml,line=2,col=14,title=The plan cannot be read::")
    assert any("RSK001" in line for line in lines)


# The catalogue


def test_rules_as_json_carry_their_explanations() -> None:
    listed = json.loads(rules_json(RULES))
    assert [rule["id"] for rule in listed] == [rule.id for rule in RULES]
    assert all(rule["what"] and rule["why"] and rule["how_to_fix"] and rule["fails"] for rule in listed)
