"""The JSON Schema of the plan file: it accepts plans, and refuses what no plan can mean."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from blistui.cli import run
from blistui.plan.guide.guidance import places
from blistui.plan.guide.schema import plan_schema

SAMPLES = Path(__file__).parents[3] / "sample_plans"
SCHEMA = plan_schema()


def refusals(text: str) -> list[str]:
    """What the schema has against a plan."""
    data = json.loads(json.dumps(tomllib.loads(text), default=str))
    checker = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in checker.iter_errors(data)]


def test_it_is_a_schema_and_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


@pytest.mark.parametrize(
    ("sample", "refused"),
    [("overload", []), ("drifted", []), ("half-written", ["revision.0.date", "pr.0.extension_type"])],
)
def test_it_accepts_the_samples_but_for_a_fault_of_one(sample: str, refused: list[str]) -> None:
    text = (SAMPLES / f"{sample}.toml").read_text("utf-8")
    assert [one.partition(":")[0] for one in refusals(text)] == refused


PLANS = [
    ("[plan]\n", True),
    ("", False),
    ('[plan]\nunknown = 1\n[own_table]\nx = "y"\n', True),
    ('[plan]\nstatus = "draft"\n', True),
    ('[plan]\nstatus = ""\n', True),
    ('[plan]\nstatus = "drafty"\n', False),
    ("[plan]\n[[finding]]\n", False),
    ('[plan]\n[[finding]]\nid = "F1"\ntopic = "cli"\nkind = "certain"\n', False),
    ('[plan]\n[[pr]]\nid = "P"\nextension_type = "backend swap"\n', True),
    ('[plan]\n[[pr]]\nid = "P"\nextension_type = "backend"\n', False),
    ('[plan]\n[[revision]]\nid = "V1"\ndate = "2026-02-19"\n', True),
    ('[plan]\n[[revision]]\nid = "V1"\ndate = 2026-02-19\n', True),
    ('[plan]\n[[revision]]\nid = "V1"\ndate = "2026-11-29First full draft"\n', False),
    ('[plan]\n[[revision]]\nid = "V1"\ndate = "2026-13-01"\n', False),
    ('[plan]\n[[constraint]]\nid = "K"\ncites = [{ at = "a.go:1,3-5" }]\n', True),
    ('[plan]\n[[constraint]]\nid = "K"\ncites = [{ at = "a.go" }]\n', False),
    ('[plan]\n[[constraint]]\nid = "K"\ncites = [{ symbol = "A" }]\n', False),
]
"""Texts of plans, and whether the schema accepts them."""


@pytest.mark.parametrize(("text", "accepted"), PLANS)
def test_it_knows_choices_days_and_places(text: str, accepted: bool) -> None:
    assert (refusals(text) == []) is accepted


TAPLO = Path(sys.executable).with_name("taplo")


@pytest.fixture
def taplo(tmp_path: Path) -> Callable[[str], str]:
    """What taplo has against a plan that names the schema in its first line, as an editor would show it."""
    (tmp_path / "plan.schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")

    def check(text: str) -> str:
        (tmp_path / "plan.toml").write_text(f"#:schema ./plan.schema.json\n{text}", encoding="utf-8")
        done = subprocess.run(
            [TAPLO, "check", "--no-auto-config", "--colors", "never", "plan.toml"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        shown = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        assert (done.returncode == 0) is (not shown), done.stderr
        return "\n".join(shown)

    return check


needs_taplo = pytest.mark.skipif(not TAPLO.exists(), reason="no wheel of taplo for this machine")


@needs_taplo
@pytest.mark.parametrize(("text", "accepted"), PLANS)
def test_taplo_accepts_and_refuses_the_same(taplo: Callable[[str], str], text: str, accepted: bool) -> None:
    assert (taplo(text) == "") is accepted


@needs_taplo
@pytest.mark.parametrize("sample", ["overload", "drifted", "half-written"])
def test_taplo_finds_as_many_faults_in_the_samples(taplo: Callable[[str], str], sample: str) -> None:
    text = (SAMPLES / f"{sample}.toml").read_text("utf-8")
    assert len(taplo(text).splitlines()) == len(refusals(text))


@needs_taplo
def test_taplo_accepts_a_new_plan_with_all_tables(taplo: Callable[[str], str], tmp_path: Path) -> None:
    plan = tmp_path / "new.toml"
    assert run(["new", str(plan), "--title", "New", "--full", "--no-open"]) == 0
    text = plan.read_text("utf-8")
    assert taplo(text) == ""
    # The marks taken away, every table is there: what is blank in it is accepted, too.
    whole = "\n".join(line.removeprefix("# ") for line in text.splitlines())
    assert "[[pr.remarks]]" in whole.splitlines()
    assert taplo(whole) == "" and refusals(whole) == []


def definitions() -> list[tuple[str, dict[str, Any]]]:
    """Every field with what the schema says of it."""
    tables = {**SCHEMA["$defs"], "Plan": SCHEMA}
    return [
        (
            f"{place.model.__name__}.{place.spec.key}",
            tables[place.model.__name__]["properties"][place.spec.key],
        )
        for place in places()
    ]


@pytest.mark.parametrize(
    ("name", "field"), definitions(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_field_is_described_and_its_examples_fit(name: str, field: dict[str, Any]) -> None:
    assert len(field["description"]) > 5, name
    checker = jsonschema.Draft202012Validator({**field, "$defs": SCHEMA["$defs"]})
    for example in field.get("examples", []):
        assert list(checker.iter_errors(example)) == [], name


def test_no_keyword_is_of_our_own_making() -> None:
    text = json.dumps(SCHEMA)
    assert '"enum"' in text and '"options"' not in text and '"widget"' not in text
