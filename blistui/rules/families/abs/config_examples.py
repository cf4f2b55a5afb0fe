"""Configuration examples in prose: fenced YAML, TOML, JSON and the like, labelled or not."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.rules.go.types import words
from blistui.rules.prose.markdown_spans import Fence, spans_of

_LABELS = words("yaml yml json json5 jsonc toml ini cfg conf config properties env hcl xml")
_PAIR = pattern(
    r"""[ \t]*(?:-[ \t]+)*["']?[\w./-]+["']?[ \t]*(?::(?:[ \t]|$)|=(?!=))"""  # key: value, key = value
    r"""|[ \t]*-[ \t]+\S"""  # an entry of a list
    r"""|[ \t]*\[{1,2}[\w."-]+\]{1,2}[ \t]*$"""  # [table]
    r"""|[ \t]*[{}\[\]]+,?[ \t]*$"""  # a line of brackets
    r"""|[ \t]*[#;]"""  # a comment
)


def config_examples(text: str) -> Iterator[Fence]:
    """The blocks of `text`, fenced or indented, that are configuration."""
    for fence in spans_of(text).fences:
        if fence.label in _LABELS or (fence.label in ("", "text") and _looks_like_config(fence.text)):
            yield fence


def _looks_like_config(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    pairs = sum(1 for line in lines if _PAIR.match(line))
    return pairs > 0.8 * len(lines)
