"""What is coloured in files that are not Go."""

from __future__ import annotations

import pytest

from screens.code_view import other_languages
from screens.code_view.highlight import GoHighlighter
from screens.code_view.other_languages import lexed
from screens.code_view.text import CodeText


@pytest.mark.parametrize(
    ("path", "text", "line", "expected"),
    [
        ("a.yml", "a: 1\n# é\nkey: 'text'\n", 3, {"key": "type", "text": "string"}),
        ("a.yaml", "a: 1\n# é note\n", 2, {"# é note": "comment"}),
        ("d/a.json", '{\n  "n": 12, "t": true\n}\n', 2, {'"n"': "type", '"t"': "type", "12": "number"}),
        ("README.md", "# Title\n\nplain\n", 1, {"# Title": "keyword"}),
        ("a.py", 'x = """one\ntwo"""\n', 2, {"two": "string", '"""': "string"}),
        ("a.proto", 'syntax = "proto3";\nmessage M { string s = 1; }\n', 2, {"message": "keyword"}),
        ("run.sh", 'if true; then # go\n  echo "$1"\nfi\n', 1, {"if": "keyword", "# go": "comment"}),
        ("Makefile", "# all\nall:\n\tgo build\n", 1, {"# all": "comment"}),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_words_of_other_languages_have_kinds(
    path: str, text: str, line: int, expected: dict[str, str], end: str
) -> None:
    shown = CodeText(text.replace("\n", end))
    spans = lexed(path, shown)
    assert spans is not None
    for number in range(1, shown.line_count + 1):
        places = [(span.start, span.end) for span in spans.spans(number)]
        assert places == sorted(places)
        assert all(start < end <= len(shown.line(number)) for start, end in places)
    found = {shown.line(line)[span.start : span.end]: span.kind for span in spans.spans(line)}
    assert expected.items() <= found.items()


@pytest.mark.parametrize("path", ["a.txt", "LICENSE", "yml", "a.bin"])
def test_what_is_not_known_stays_plain(path: str) -> None:
    assert lexed(path, CodeText("a: 1\n")) is None


def test_data_stays_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lexed("a.json", CodeText('{"a": "' + "x" * 3_000 + '"}\n')) is None
    monkeypatch.setattr(other_languages, "LARGEST", 3)
    assert lexed("a.yml", CodeText("a: 1\n")) is None


def test_a_directive_is_no_comment() -> None:
    text = CodeText("package a\n\n//go:embed x\nvar x string //go:embed y\n")
    highlighter = GoHighlighter(text)
    assert [span.kind for span in highlighter.spans(3)] == ["keyword"]
    assert highlighter.spans(4)[-1].kind == "comment"
