"""The team's policy: `.blistui.toml` in the root of the repository."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PolicyLevel = Literal["error", "warning", "hint", "off"]


@dataclass(frozen=True)
class Policy:
    """Levels per rule, limits, columns and targets; the defaults are the template's."""

    levels: dict[str, PolicyLevel] = field(default_factory=dict)
    real_systems: tuple[str, ...] = ("llm-d", "vLLM", "SGLang", "Other")
    friction_targets: dict[str, int] = field(
        default_factory=lambda: {
            "policy template": 3,
            "KV tier": 4,
            "config parameter": 2,
            "metric": 3,
            "latency backend": 2,
            "batch strategy": 2,
        }
    )
    citation_lines: int = 60
    pr_lines_of_code: int = 800
    config_example_lines: int = 20
