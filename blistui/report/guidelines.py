"""The design guidelines that blistui ships, as a page: what a plan with `guidelines = "builtin"` follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blistui.plan.guide.guidance import Term
from blistui.repo.recon.guidelines import SHIPPED, Guidelines
from blistui.report.guide import term_lines
from blistui.report.pages import folded, page
from blistui.report.style import PLAIN, Style


def guidelines_page(terms: Iterable[Term], style: Style = PLAIN, found: Guidelines = SHIPPED) -> str:
    """The guidelines by section, numbered as the template names them; `terms` are those of the template."""
    first = "Design guidelines, as blistui ships them. A plan of a repository with its own follows those."
    blocks = [
        "\n".join((style.styled(heading, "bold"), *lines))
        for heading, lines in _sections(found, tuple(terms), style)
    ]
    return page([first, *blocks], style)


def _sections(
    found: Guidelines, terms: tuple[Term, ...], style: Style
) -> Iterator[tuple[str, Iterable[str]]]:
    def defined(group: str) -> Iterator[str]:
        return (term_lines(one, style) for one in terms if one.group == group)

    yield "2.1 Scoping: six questions to each component", map(_item, found.criteria)
    yield "2.2 Events", defined("origin of an event")
    yield "3.2 Design documents", map(_item, found.species)
    modules = (f"{one.name}: {one.responsibility}; {one.interface}" for one in found.modules)
    yield "4.2 Target module map", map(_item, modules)
    targets = (f"{name}: {number} files" for name, number in found.friction_targets.items())
    yield "4.5 Extension friction: at most so many files for one more variant", map(_item, targets)
    yield "5.1 Extension types", defined("extension type")


def _item(text: str) -> str:
    return folded(f"- {text}", "  ")
