"""Guidelines are read from a file of the known shape; what it lacks is built in."""

from __future__ import annotations

import pytest

from blistui.plan.tables.concept import FRICTION_TYPES
from blistui.plan.tables.series import EXTENSION_TYPES
from blistui.repo.recon.guidelines import SHIPPED, parse_guidelines, read_guidelines
from blistui.repo.repository import Unreadable
from tests.repo.conftest import Checkout

TEXT = """# Guidelines

## 2. Foundations

### 2.1 Model scoping

Ask:

1. Does it **matter**?
2) Are there data?

### 2.2 Events

1. not a criterion

## 4. Modules

### 4.2 The map

```
| Module | Responsibility |
| Fenced | never read |
```

| Module | Responsibility | Interface Today | Status |
|---|:---:|---|---|
| **Router** | Chooses | `RoutingPolicy` | Implemented |
| **Pool** | Holds |

After the table | with a bar.

### 4.5 Touch points

| Extension Type | Reference Target |
|---|---|
| New policy template | ~5 files |
| New observable metric | none |

### 5.1 Taxonomy

| Type | What | Example | Scope |
|---|---|---|---|
| **Backend Swap** | another one | x | two steps |
| **Something Else** | y | | |
"""


def test_each_part_is_read_from_its_section() -> None:
    found = parse_guidelines(TEXT.split("\n"), "docs/g.md")
    assert found.source == "docs/g.md"
    assert [(m.name, m.responsibility, m.interface, m.status) for m in found.modules] == [
        ("Router", "Chooses", "RoutingPolicy", "Implemented"),
        ("Pool", "Holds", "", ""),
    ]
    assert "**Router**" in TEXT.split("\n")[found.modules[0].line - 1]
    assert found.criteria == ("Does it matter?", "Are there data?")
    assert found.friction_targets["policy template"] == 5
    assert found.friction_targets["metric"] == SHIPPED.friction_targets["metric"]
    assert [(e.name, e.what, e.scope) for e in found.extension_types] == [
        ("backend swap", "another one", "two steps")
    ]
    assert found.from_builtin == ("species",)


@pytest.mark.parametrize(
    "text", ["", "# Other\n\ntext\n", "### 4.2 Map\n\nno table\n", "### 4.2 x\n| Module |\n"]
)
def test_what_is_missing_is_built_in(text: str) -> None:
    found = parse_guidelines(text.split("\n"), "g.md")
    assert found.modules == SHIPPED.modules
    assert found.criteria == SHIPPED.criteria
    assert len(found.from_builtin) == 5


def test_the_built_in_summary_is_complete() -> None:
    builtin = SHIPPED
    assert set(builtin.friction_targets) == set(FRICTION_TYPES)
    assert tuple(kind.name for kind in builtin.extension_types) == EXTENSION_TYPES
    assert (len(builtin.criteria), len(builtin.species)) == (6, 4)


def test_a_path_or_builtin_or_nothing(checkout: Checkout) -> None:
    checkout.write("docs/g.md", TEXT)
    assert read_guidelines(checkout.repo, "docs/g.md").modules[0].name == "Router"
    assert read_guidelines(checkout.repo, "builtin") is SHIPPED
    assert read_guidelines(checkout.repo, "") is SHIPPED
    with pytest.raises(Unreadable):
        read_guidelines(checkout.repo, "missing.md")
