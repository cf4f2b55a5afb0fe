"""Inputs for the fuzz: pieces of the sample plans, Markdown and Go, changed by grammar and by byte."""

from __future__ import annotations

import re
import string
from functools import cache
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).parents[2] / "sample_plans"

ODD_VALUES = (
    '""',
    "''",
    '"\\u0000\\u001b[31m\\u202e\\u0085"',
    '"a\\r\\nb\\rc"',
    '"""\n"""',
    "'''\n```go\nfunc (x T) Do() error\n```\n'''",
    "0",
    "-1",
    "1e400",
    "nan",
    "-inf",
    "0x7fffffffffffffffffff",
    "9" * 60,
    "9" * 4400,
    "0x" + "f" * 4000,
    "1979-05-27T07:32:00Z",
    "1979-05-27",
    "07:32:00",
    "true",
    "[]",
    "[[]]",
    "[1, 'a', [2.0, {}], 1979-05-27]",
    "{}",
    "{ a = { b = [ { c = 1 } ] } }",
    "{ at = '', symbol = '', digest = '' }",
    "{ at = 'a.go:0' }",
    "{ at = 'a.go:9-1,5,,x' }",
    "{ at = '../../etc/passwd:1', digest = 'b2:00', commit = '-x' }",
    "[ { at = 'a.go:1', extra = nan }, ]",
    "[" * 60 + "]" * 60,
)
ODD_TEXTS = (
    "```go\ntype T struct {\n\tA int\n}\n",
    "```\n->->->->\n```",
    "~~~\n```\n~~~",
    "`func (r *R) Do(ctx context.Context) error { return nil }`",
    "`a" * 40,
    "| a | b |\n|---|\n| `|` | \\| |",
    "<!-- <details><a href='x'>",
    "# A) Executive Summary\n\n## B) Repository Recon Summary\n",
    "[x](y (z) [w]) ![](",
    "PR1 BC-1-1 INV-1 F1 PR99 BC-99-1 R1 B1 OBJ1",
    "see sim/queue.go:12-3 and a.go:999999999999999999999 at v1.2.3@deadbeef",
    "TODO TBD ??? <fill in>",
    "three types: a, b, c and d; seven sites",
    "\x1b]0;x\x07\x9b31m\u202e\u2066\ufeff\u2028\u2029\x85",
    "🙂世界é\u0301",
    "1" * 300,
    "a.b.c." * 60,
    "(" * 200,
    "*" * 200,
    "- " * 60 + "x",
    "> " * 60 + "x",
    "\n" * 60,
    "no new X" * 30,
    "line 12, lines 3-4, L7",
    "%s %d {0} {x} $(y) ${z}",
)
LONG_NUMBERS = (
    "{0}",
    "a.go:{0}",
    "PR{0}",
    "{0} types: a, b",
    "line {0}",
    "{0} LOC",
    "no. {0}",
    "@{0}",
    "v{0}.1",
)
ODD_IDS = ("", "a.b", "@0", "PR1", "F1", "R1", "B1", "INV1", "x y", "1", "\\u001b", "é", "-", "PR1.x", "nan")
ODD_KEYS = (
    "id",
    "uid",
    "plan",
    "format",
    "at",
    "cites",
    "x.y",
    '"a b"',
    '""',
    "'é'",
    "__class__",
    "model_extra",
    "1",
)
ODD_CODE = (*"{}()[]`\"'/*;:=.,", "/*", "*/", "//", "func ", "type ", "const (", "\t", "\x00")
LINE_STARTS = ("#", "##", "###", "> ", "- ", "1. ", "    ", "| ", "```", "*")
_ITEM = re.compile(r"^(?=\[+\w+\])", re.MULTILINE)
"""Where an item begins, and not a table below one."""
_PAIR = re.compile(r"^([\w-]+) = (.*)$", re.MULTILINE)
_STRING = re.compile(r'"[^"\n\\]*"')
_ID = re.compile(r'(?<=id = ")[^"]*')


@cache
def _tables() -> tuple[str, ...]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.toml"))]
    return tuple(table for text in texts for table in _ITEM.split(text) if table.strip())


@cache
def _values() -> tuple[str, ...]:
    return tuple(sorted({found[2] for table in _tables() for found in _PAIR.finditer(table)}))


@cache
def _keys() -> tuple[str, ...]:
    return tuple(sorted({found[1] for table in _tables() for found in _PAIR.finditer(table)}))


@cache
def _headers() -> tuple[str, ...]:
    return tuple(sorted({table.split("\n", 1)[0] for table in _tables()}))


@cache
def _go() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.go")))


@cache
def _markdown() -> tuple[str, ...]:
    from blistui.markdown.write.document import document
    from blistui.store.load import load

    exported = [document(load(path).plan) for path in sorted(SAMPLES.glob("*.toml"))]
    return (*exported, *(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.md"))))


POLICY = """[levels]
CIT004 = "warning"
OBJ001 = "off"
[limits]
citation_lines = 40
pr_lines_of_code = 500
config_example_lines = 10
[friction_targets]
"KV tier" = 2
"""
POLICY_HEAD = 'real_systems = ["vLLM", "SGLang"]\nunverified = "never"\n'


def plan(random: Random) -> bytes:
    """A plan in TOML, mostly still TOML, seldom still a good plan."""
    tables = random.sample(_tables(), random.randint(1, 6))
    if random.random() < 0.7:
        tables.insert(0, next(table for table in _tables() if table.startswith("[plan]")))
    for _ in range(random.choice((0, 1, 1, 2, 3, 6))):
        at = random.randrange(len(tables))
        tables[at] = _changed_table(random, tables[at])
    if random.random() < 0.1:
        tables.insert(random.randrange(len(tables) + 1), random.choice(tables))
    text = "".join(tables)
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    return _noisy(random, text.encode("utf-8", "surrogatepass"), 0.25)


def _changed_table(random: Random, table: str) -> str:
    match random.randrange(8):
        case 0:
            value = random.choice(ODD_VALUES) if random.random() < 0.6 else random.choice(_values())
            return _with_value(random, table, value)
        case 1:
            return _with_value(random, table, _quoted(odd_text(random)))
        case 2:
            return f"{table}{random.choice(ODD_KEYS + _keys())} = {random.choice(ODD_VALUES)}\n"
        case 3:
            return _ID.sub(lambda _: random.choice(ODD_IDS), table, count=random.choice((0, 1)))
        case 4:
            head, _, rest = table.partition("\n")
            return f"{_changed_header(random, head)}\n{rest}"
        case 5:
            found = list(_STRING.finditer(table))
            if not found:
                return table
            one = random.choice(found)
            return table[: one.start()] + _quoted(odd_text(random)) + table[one.end() :]
        case 6:
            lines = table.split("\n")
            at = random.randrange(len(lines))
            lines[at : at + 1] = random.choice(([], [lines[at], lines[at]], ["# note", lines[at]]))
            return "\n".join(lines)
        case _:
            return table + random.choice(_tables()).partition("\n")[2]


def _changed_header(random: Random, head: str) -> str:
    name = head.strip("[]")
    return random.choice(
        (
            f"[{name}]",
            f"[[{name}]]",
            f"[{name}.{name}]",
            f"[{name}{'.x' * random.choice((1, 90, 900))}]",
            f"[[{name}.cites]]",
            f'["{name}"]',
            f"[ {name} ] # {name}",
            random.choice(_headers()),
        )
    )


def _with_value(random: Random, table: str, value: str) -> str:
    pairs = list(_PAIR.finditer(table))
    if not pairs:
        return table
    pair = random.choice(pairs)
    return f"{table[: pair.start(2)]}{value}{table[pair.end(2) :]}"


def odd_text(random: Random) -> str:
    """Prose that readers stumble over."""
    parts = [random.choice(ODD_TEXTS) for _ in range(random.randint(1, 3))]
    if random.random() < 0.02:
        parts.append(random.choice(LONG_NUMBERS).format("7" * 4400))
    if random.random() < 0.3:
        parts.append(random.choice(_go())[: random.randint(10, 400)])
    if random.random() < 0.3:
        parts.append(
            "".join(random.choice(string.punctuation + " \nab1") for _ in range(random.randint(1, 60)))
        )
    random.shuffle(parts)
    return random.choice(("", " ", "\n", "\n\n")).join(parts)


def _quoted(text: str) -> str:
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def go(random: Random) -> bytes:
    """Go source: cut, joined and changed."""
    lines = random.choice(_go()).split("\n")
    start = random.randrange(len(lines))
    lines = lines[start : start + random.randint(1, 80)]
    for _ in range(random.randint(0, 8)):
        at = random.randrange(len(lines) or 1)
        odd = random.choice(ODD_CODE)
        match random.randrange(4):
            case 0:
                lines[at : at + 1] = []
            case 1:
                lines.insert(at, random.choice(random.choice(_go()).split("\n")))
            case 2 if at < len(lines):
                cut = random.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + odd * random.choice((1, 1, 1, 40)) + lines[at][cut:]
            case _:
                lines.insert(at, odd_text(random))
    return _noisy(random, "\n".join(lines).encode("utf-8", "surrogatepass"), 0.3)


def markdown(random: Random) -> bytes:
    """Markdown: parts of an exported plan and of other documents, changed."""
    lines = random.choice(_markdown()).split("\n")
    for _ in range(random.randint(1, 3)):
        start = random.randrange(len(lines))
        if random.random() < 0.7:
            lines = lines[start : start + random.randint(5, 150)]
    for _ in range(random.randint(0, 10)):
        at = random.randrange(len(lines) or 1)
        match random.randrange(6):
            case 0:
                lines[at : at + 1] = []
            case 1:
                lines.insert(at, odd_text(random))
            case 2 if at < len(lines):
                lines[at] = random.choice(LINE_STARTS) + lines[at]
            case 3 if at < len(lines):
                cut = random.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + random.choice(ODD_TEXTS) + lines[at][cut:]
            case 4:
                lines.insert(at, random.choice(random.choice(_markdown()).split("\n")))
            case _ if at < len(lines):
                lines[at] = lines[at] * random.choice((2, 3, 30))
    return _noisy(random, "\n".join(lines).encode("utf-8", "surrogatepass"), 0.2)


def policy(random: Random) -> bytes:
    """The team's policy file, changed."""
    text = POLICY_HEAD + POLICY
    for _ in range(random.randint(1, 4)):
        match random.randrange(4):
            case 0:
                text = _with_value(random, text, random.choice(ODD_VALUES))
            case 1:
                text += f"{random.choice(ODD_KEYS)} = {random.choice(ODD_VALUES)}\n"
            case 2:
                text = f"{random.choice(ODD_KEYS)} = {random.choice(ODD_VALUES)}\n" + text
            case _:
                text += f"[{random.choice(('levels', 'limits', 'x', 'levels.x', '[x]'))}]\n"
    return _noisy(random, text.encode("utf-8", "surrogatepass"), 0.3)


def _noisy(random: Random, data: bytes, chance: float) -> bytes:
    if random.random() >= chance or not data:
        return data
    for _ in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(data) + 1)
        size = random.choice((1, 1, 2, 10, 200))
        match random.randrange(5):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + bytes(random.randrange(256) for _ in range(min(size, 4))) + data[at:]
            case 2:
                data = data[:at] + data[at : at + size] * random.choice((2, 50)) + data[at + size :]
            case 3:
                other = random.randrange(len(data) + 1)
                data = data[:at] + data[other : other + size] + data[at:]
            case _:
                data = data[:at]
    return data
