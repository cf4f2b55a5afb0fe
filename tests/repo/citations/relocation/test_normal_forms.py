"""A name is found in whatever normal form of Unicode it is written, and cited as the repository has it."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture, verify
from blistui.repo.errors import CitationError
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

GO = "package sim\n\n// Size counts.\nconst Size = 3\n\nfunc Größe() int { return Size }\n"
COMPOSED, DECOMPOSED = (normalize(form, "größe/é.go") for form in ("NFC", "NFD"))


@pytest.mark.parametrize("has", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize(
    "typed", [COMPOSED, DECOMPOSED, normalize("NFD", "größe") + normalize("NFC", "/é.go")]
)
@pytest.mark.parametrize("at", [None, "HEAD"])
def test_a_name_in_another_normal_form_is_found(
    checkout: Checkout, has: str, typed: str, at: str | None
) -> None:
    checkout.write(has, GO)
    base = checkout.commit()
    for repo in (checkout.repo, Repository(checkout.root.resolve(), at is not None)):
        assert repo.exists(typed, at)
        citation = capture(repo, typed, [(4, 4)], at)
        assert citation.at == f"{has}:4"
        typed_citation = citation.model_copy(update={"at": f"{typed}:4"})
        assert verify(repo, typed_citation, base).status == "exact"


def test_a_citation_in_another_form_follows_its_file(checkout: Checkout) -> None:
    checkout.write(DECOMPOSED, GO)
    base = checkout.commit()
    citation = capture(checkout.repo, COMPOSED, [(6, 6)])
    typed = Citation(at=f"{COMPOSED}:6", symbol=citation.symbol, digest=citation.digest)
    checkout.write(DECOMPOSED, "// first\n" + GO)
    assert verify(checkout.repo, typed, base).moved_to == f"{COMPOSED}:7"
    checkout.git("mv", DECOMPOSED, "size.go")
    checkout.commit()
    assert verify(checkout.repo, typed, base).moved_to == "size.go:7"
    (checkout.root / "size.go").unlink()
    assert verify(checkout.repo, typed, base).status in ("gone", "invalid")


def test_of_two_files_that_are_the_same_text_neither_is_guessed(checkout: Checkout) -> None:
    both = [normalize("NFC", "ǘ.go"), normalize("NFD", "ǘ.go")]
    for name in both:
        checkout.write(name, GO.replace("3", str(len(name))))
    base = checkout.commit()
    for name in both:
        assert capture(checkout.repo, name, [(4, 4)]).at == f"{name}:4"
    half_composed = "ü\u0301.go"
    assert half_composed not in both
    for at in (None, base):
        assert not checkout.repo.exists(half_composed, at)
        with pytest.raises(CitationError, match="does not exist"):
            capture(checkout.repo, half_composed, [(4, 4)], at)


@pytest.mark.parametrize("path", ["é" * 300, "é/" * 3000 + "x", "é\0", "link/é.go", "loop/é.go", "file/é.go"])
def test_odd_paths_are_refused_with_a_sentence(checkout: Checkout, tmp_path: Path, path: str) -> None:
    checkout.write("file", "")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / normalize("NFD", "é.go")).write_text(GO)
    (checkout.root / "link").symlink_to(tmp_path / "outside")
    (checkout.root / "loop").symlink_to("loop")
    base = checkout.commit()
    for at in (None, base):
        assert not checkout.repo.exists(path, at)
        with pytest.raises(CitationError):
            capture(checkout.repo, path, [(1, 1)], at)
