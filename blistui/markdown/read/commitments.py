"""Section C, the constraints and guarantees that the expansion commits itself to, by their labels."""

from __future__ import annotations

from blistui.markdown.labels import label_of
from blistui.markdown.read.draft import Target
from blistui.plan.fields import specs
from blistui.plan.tables.objectives import Commitments

COMMITMENTS = {
    label_of(Commitments, key).casefold(): Target(key, "lines or reason")
    for key, spec in specs(Commitments).items()
    if spec.widget == "lines"
}
