"""Values that constants and variables are declared with."""

from __future__ import annotations

import pytest

from blistui.repo.go.constants import NoValue, Value, declared_values, value_of

SOURCE = b"""package sim

import "time"

const (
\tIdle Phase = iota
\tBusy
\t_
\tGone
)

const (
\tKB = 1 << (10 * (iota + 1))
\tMB
\tA, B = iota, iota * 10
)

const Grace = 5 * time.Second

const Slow time.Duration = Wait * 3

const Wait = 300 * time.Millisecond

var Most, Word = 3, "x" + "y"

const (
\tTyped  = uint(128)
\tHalf   = 1.5 * 1024
\tQuota  = int64(2 * 1024 * 1024) // 2MB
\tNobody = LeaseID(0)
\tMasked = 7 &^ 2
\tTenths = 10 / 4
\tHex    = 0x1_0
\tOctal  = 0o17
\tLetter = 'x'
\tWidest = math.MaxUint32
\tBelow  = -1
\tSaid   = `it is "so"`
\tSum    = KB + Tenths
\tOn     = true
\tThird  = -7 / 3
\tRest   = -7 % 3
\tLeast  = -9007199254740993 / 2
\tLast   = 9007199254740993 % 10
)

var (
\tErrFull  = errors.New("full")
\tcomputed = Compute(3)
\tlist     = []int{1,
\t\t2}
)

func init() {
\tMost = 4
}
"""

VALUES = (
    ("Idle", Value(0)),
    ("Busy", Value(1)),
    ("Gone", Value(3)),
    ("KB", Value(1024)),
    ("MB", Value(1 << 20)),
    ("A", Value(2)),
    ("B", Value(20)),
    ("Grace", Value(5 * 10**9, True)),
    ("Slow", Value(9 * 10**8, True)),
    ("Most", Value(3)),
    ("Word", Value("xy")),
    ("Typed", Value(128)),
    ("Half", Value(1536.0)),
    ("Quota", Value(2 * 1024 * 1024)),
    ("Nobody", Value(0)),
    ("Masked", Value(5)),
    ("Tenths", Value(2)),
    ("Hex", Value(16)),
    ("Octal", Value(15)),
    ("Letter", Value(120)),
    ("Widest", Value(2**32 - 1)),
    ("Below", Value(-1)),
    ("Said", Value('it is "so"')),
    ("Sum", Value(1026)),
    ("On", Value(True)),
    ("Third", Value(-2)),
    ("Rest", Value(-1)),
    ("Least", Value(-4503599627370496)),
    ("Last", Value(3)),
)
UNKNOWN = ("ErrFull", "computed", "list")

SPECS = declared_values(SOURCE)


def lookup(package: str, name: str) -> Value:
    if package or name not in SPECS:
        raise NoValue
    return value_of(SPECS[name], lookup)


@pytest.mark.parametrize(("name", "value"), VALUES, ids=[name for name, _ in VALUES])
def test_a_value_that_the_declaration_gives(name: str, value: Value) -> None:
    found = lookup("", name)
    assert (found, type(found.plain)) == (value, type(value.plain))


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_value_that_only_a_run_gives(name: str) -> None:
    with pytest.raises(NoValue):
        lookup("", name)


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0",
        "1 << 100000",
        '"a" * 3',
        "1 +",
        "(1",
        "-true",
        "f(1, 2)",
        "x.y.z",
        "'",
        "9e99999 % 2",
        "(" * 90 + "1",
    ],
)
def test_what_is_no_value(expression: str) -> None:
    spec = declared_values(f"const X = {expression}\n".encode()).get("X")
    with pytest.raises(NoValue):
        if spec is None:
            raise NoValue
        value_of(spec, lookup)


def test_a_circle_of_names_has_no_value() -> None:
    specs = declared_values(b"const X = Y\nconst Y = X\n")

    def around(_: str, name: str, depth: int = 0) -> Value:
        if depth > 20:
            raise NoValue
        return value_of(specs[name], lambda package, other: around(package, other, depth + 1))

    with pytest.raises(NoValue):
        around("", "X")


def test_the_expression_as_people_write_it() -> None:
    assert SPECS["Quota"].text == "int64(2 * 1024 * 1024)"
    assert SPECS["Grace"].text == "5 * time.Second"
    assert SPECS["KB"].text == "1 << (10 * (iota + 1))"
    assert SPECS["Below"].text == "-1"
    assert SPECS["Masked"].text == "7 &^ 2"
