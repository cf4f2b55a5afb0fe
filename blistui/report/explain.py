"""The rules as a list, and one rule with its reason, how to fix what it finds, and examples."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from blistui.report.pages import folded, page
from blistui.report.style import PLAIN, Style
from blistui.rules.policy import Policy
from blistui.rules.rule import PERSPECTIVES, Rule, explanation

_DECIDED = {
    "M": "mechanically",
    "P": "by a heuristic on prose, which a waiver can overrule",
    "A": "by the author's own word",
}


def rule_page(rule: Rule, policy: Policy | None = None, style: Style = PLAIN) -> str:
    """Everything about one rule."""
    explained = explanation(rule)
    level = rule.level
    facts = [
        f"Level: {level}{_overruled(rule, policy)}",
        f"Template: {rule.heading}",
        f"Review perspective: {PERSPECTIVES[rule.perspective]}",
        f"Decided {' and '.join(_DECIDED[letter] for letter in rule.decided)}",
    ]
    facts.append("What is blank counts as to write; what is written and breaks the rule is wrong")
    if rule.needs_repo:
        facts.append("Needs the repository")
    facts.append(f"Written in {file_of(rule)}")
    blocks = [
        f"{style.level(level)} {style.styled(rule.id, 'bold')}",
        folded(explained.what),
        "\n".join(facts),
        *(
            f"{style.styled(heading, 'bold')}\n{folded(text, '  ')}"
            for heading, text in (("Why", explained.why), ("To fix", explained.how_to_fix))
        ),
        *(
            f"{style.styled(heading, 'bold')}\n{textwrap.indent(text, '  ')}"
            for heading, text in (("Fails", explained.fails), ("Passes", explained.passes))
        ),
    ]
    return page(blocks, style)


def rule_list(rules: Sequence[Rule], policy: Policy | None = None, style: Style = PLAIN) -> str:
    """One line a rule, by family; `policy` shows where a team has set another level."""
    lines: list[str] = []
    family = ""
    for rule in rules:
        if family and rule.family != family:
            lines.append("")
        family = rule.family
        marks = f"{'heuristic' if rule.waivable else '':<9} {'repo' if rule.needs_repo else '':<4}"
        lines.append(f"{rule.id}  {style.level(rule.level)}  {marks}  {rule.title}{_overruled(rule, policy)}")
    return style.plain("\n".join(lines) + "\n")


def rules_json(rules: Sequence[Rule], policy: Policy | None = None) -> str:
    """The rules with their explanations, for other programs."""
    levels = policy.levels if policy else {}
    listed = []
    for rule in rules:
        explained = explanation(rule)
        listed.append(
            {
                "id": rule.id,
                "level": rule.level,
                "level_by_policy": levels.get(rule.id, rule.level),
                "decided": rule.decided,
                "needs_repository": rule.needs_repo,
                "file": file_of(rule),
                "waivable": rule.waivable,
                "heading": rule.heading,
                "perspective": PERSPECTIVES[rule.perspective],
                "what": explained.what,
                "why": explained.why,
                "how_to_fix": explained.how_to_fix,
                "fails": explained.fails,
                "passes": explained.passes,
            }
        )
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def file_of(rule: Rule) -> str:
    """The file that declares the rule, relative to the folder that holds `blistui/`."""
    return f"{rule.check.__module__.replace('.', '/')}.py"


def _overruled(rule: Rule, policy: Policy | None) -> str:
    level = policy.levels.get(rule.id) if policy else None
    return f" (here: {level}, by the team's policy)" if level and level != rule.level else ""
