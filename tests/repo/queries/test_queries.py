"""Questions to the code, on a small module with every shape that an answer can have."""

from __future__ import annotations

import pytest

from blistui.plan.tables.citation import Query
from blistui.repo.errors import QueryError
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.flags import registered_flags
from blistui.repo.queries.grep import matching_lines
from blistui.repo.queries.queries import (
    Hit,
    Inquiry,
    callers,
    constructors,
    implementers,
    references,
)
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout


def flag_reads(repo: Repository, flag: str) -> list[Hit]:
    return sorted(Inquiry(GoCode(repo)).flag_reads(flag))


def grep(repo: Repository, text: str) -> tuple[Hit, ...]:
    return matching_lines(GoCode(repo), text)


def answer(repo: Repository, query: Query, at: str | None = None) -> tuple[str, ...]:
    return Inquiry(GoCode(repo, at)).answer(query)


MODULE = {
    "go.mod": "module example.org/sim\n\ngo 1.19\n",
    "policy/policy.go": """package policy

import "fmt"

type Policy interface {
	fmt.Stringer
	Route(req *Request, load ...int) (int, error)
	reset()
}

type Open interface{ Close() error }

type Request struct{ ID int }

type Nothing interface{}

type Number interface{ ~int | ~float64 }

type base struct{}

func (base) String() string { return "" }
func (b *base) reset()      {}

// Full has its own route and what it embeds.
type Full struct{ base }

func (f *Full) Route(r *Request, l ...int) (index int, err error) { return 0, nil }

type Wrapper struct {
	Policy
	extra int
}

type Almost struct{ base }

func (a *Almost) Route(r *Request, l int) (int, error) { return 0, nil }

func New(name string) Policy { return &Full{} }

func Map[K comparable](k K) K { return k }
""",
    "policy/policy_test.go": """package policy

type fake struct{ base }

func (fake) Route(_ *Request, _ ...int) (int, error) { return 0, nil }

func use() {
	reqs := []Request{{ID: 1}, {ID: 2}}
	byName := map[string][]*Request{"a": {{ID: 3}, nil}}
	one, two := Request{}, &Request{ID: 4}
	three := new(Request)
	var zero Request
	_ = [...]Request{Request{ID: 5}}
	New("a").Route(one)
	Map[string]("x")
	Map(1)
	(New)("b")
	handler := New
}
""",
    "cmd/root.go": """package cmd

import (
	"flag"
	"os"

	pol "example.org/sim/policy"
	other "example.net/policy"
	"github.com/spf13/pflag"
)

var (
	total int64
	verbose = flag.Bool("verbose", false, "say more")
)

type options struct{ depth int }

func register(opts *options, fs *pflag.FlagSet) {
	rootCmd.Flags().Int64Var(&total, "total-kv-blocks", 1_000, "how "+
		"many blocks")
	rootCmd.PersistentFlags().StringP("output", "o", "text", `the "format"`)
	fs.IntVarP(&opts.depth, "depth", "d", 3, "how deep")
	zap.String("key", value)
	log.Int("count", 1, x)
	flag.Parse()
}

func run() {
	total = total + 1
	if *verbose && rootCmd.Flags().Changed("total-kv-blocks") {
		use(total, opts.depth)
	}
	format, _ := rootCmd.Flags().GetString("output")
	p := pol.New("x")
	q := other.New("y")
	p.Route(pol.Request{ID: 1})
	New()
	os.Exit(0)
}
""",
}


@pytest.fixture
def repo(checkout: Checkout) -> Repository:
    for path, source in MODULE.items():
        checkout.write(path, source)
    checkout.commit()
    return checkout.repo


def places(repo: Repository, hits: tuple[object, ...]) -> list[str]:
    return [f"{hit.path}:{hit.line} {hit.symbol}" for hit in hits]  # type: ignore[attr-defined]


def line(path: str, text: str) -> int:
    return next(n for n, row in enumerate(MODULE[path].split("\n"), 1) if text in row)


def test_implementers_have_all_methods_own_and_embedded(repo: Repository) -> None:
    assert [hit.symbol for hit in implementers(repo, "Policy")] == ["Full", "Wrapper", "fake"]
    (full, *_) = implementers(repo, "policy.Policy")
    assert (full.path, full.line) == ("policy/policy.go", line("policy/policy.go", "type Full"))


@pytest.mark.parametrize(
    ("interface", "says"),
    [
        ("Nothing", "has no methods"),
        ("Number", "constraint on type arguments"),
        ("Request", "no interface"),
        ("Missing", "no interface"),
        ("a b", "is no Go name"),
    ],
)
def test_what_nothing_can_implement_is_a_sentence(repo: Repository, interface: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        implementers(repo, interface)


def test_an_interface_nothing_implements_has_an_empty_answer(repo: Repository) -> None:
    assert implementers(repo, "Open") == ()


def test_constructors_are_literals_their_elements_and_new(repo: Repository) -> None:
    test = "policy/policy_test.go"
    first = line(test, "reqs :=")
    assert places(repo, constructors(repo, "Request")) == [
        f"cmd/root.go:{line('cmd/root.go', 'pol.Request')} run",
        f"{test}:{first} use",
        f"{test}:{first} use",
        f"{test}:{first + 1} use",
        f"{test}:{first + 2} use",
        f"{test}:{first + 2} use",
        f"{test}:{first + 3} use",
        f"{test}:{first + 5} use",
    ]


def test_callers_are_calls_through_the_right_package(repo: Repository) -> None:
    test = "policy/policy_test.go"
    assert places(repo, callers(repo, "New")) == [
        f"cmd/root.go:{line('cmd/root.go', 'pol.New')} run",
        f"{test}:{line(test, 'Route(one)')} use",
        f"{test}:{line(test, '(New)')} use",
    ]
    assert callers(repo, "policy.New") == callers(repo, "New")
    assert places(repo, callers(repo, "Map")) == [
        f"{test}:{line(test, 'Map[string]')} use",
        f"{test}:{line(test, 'Map(1)')} use",
    ]


def test_callers_of_a_method_go_by_its_name(repo: Repository) -> None:
    found = places(repo, callers(repo, "Full.Route"))
    assert found == [
        f"cmd/root.go:{line('cmd/root.go', 'p.Route')} run",
        f"policy/policy_test.go:{line('policy/policy_test.go', 'Route(one)')} use",
    ]


def test_references_are_all_uses(repo: Repository) -> None:
    found = places(repo, references(repo, "New"))
    assert f"policy/policy.go:{line('policy/policy.go', 'func New')} New" in found
    assert f"policy/policy_test.go:{line('policy/policy_test.go', 'handler :=')} use" in found
    assert not any(
        "other.New" in MODULE["cmd/root.go"].split("\n")[h.line - 1] for h in references(repo, "New")
    )


def test_flags_are_found_with_their_defaults(repo: Repository) -> None:
    found = [(f.name, f.kind, f.default, f.usage, f.variable) for f in registered_flags(repo)]
    assert found == [
        ("verbose", "Bool", "false", "say more", "verbose"),
        ("total-kv-blocks", "Int64", "1_000", "how many blocks", "&total"),
        ("output", "String", '"text"', 'the "format"', ""),
        ("depth", "Int", "3", "how deep", "&opts.depth"),
    ]


@pytest.mark.parametrize(
    ("flag", "texts"),
    [
        ("--total-kv-blocks", ["total = total + 1", "Changed(", "use(total"]),
        ("verbose", ["*verbose"]),
        ("output", ["GetString("]),
        ("depth", ["opts.depth)"]),
    ],
)
def test_a_flag_is_read_through_its_variable_or_its_name(
    repo: Repository, flag: str, texts: list[str]
) -> None:
    expected = [line("cmd/root.go", text) for text in texts]
    assert [hit.line for hit in flag_reads(repo, flag)] == expected


def test_an_unknown_flag_suggests_a_known_one(repo: Repository) -> None:
    with pytest.raises(QueryError, match="did you mean --total-kv-blocks"):
        flag_reads(repo, "--total-kv-block")


def test_grep_finds_lines_of_all_text_files_but_plans(repo: Repository, checkout: Checkout) -> None:
    checkout.write("plan.toml", '[plan]\nsubject = "go 1.19"\n')
    checkout.write("notes.md", "uses go 1.19\n")
    checkout.write("data.bin", b"\0go 1.19\n")
    assert places(repo, grep(repo, "go 1.19")) == ["go.mod:3 ", "notes.md:1 "]
    assert [hit.symbol for hit in grep(repo, "opts.depth")] == ["register", "run"]
    assert grep(repo, "nowhere to be found") == ()
    assert grep(repo, "--help") == ()


@pytest.mark.parametrize("text", ["", "  ", "a\nb"])
def test_text_that_is_no_part_of_a_line_is_refused(repo: Repository, text: str) -> None:
    with pytest.raises(QueryError, match="part of one line"):
        grep(repo, text)


def test_a_plain_folder_answers_as_well(repo: Repository) -> None:
    plain = Repository(repo.root, False)
    assert grep(plain, "opts.depth") == grep(repo, "opts.depth")
    assert implementers(plain, "Policy") == implementers(repo, "Policy")


def test_a_stored_query_holds_no_lines(repo: Repository, checkout: Checkout) -> None:
    query = Query(ask="constructors", subject="Request")
    before = answer(repo, query)
    assert before.count("policy/policy_test.go use") == 7
    assert "cmd/root.go run" in before
    source = MODULE["policy/policy_test.go"]
    checkout.write("policy/policy_test.go", source.replace("package policy\n", "package policy\n\n// more\n"))
    assert answer(repo, query) == before
    checkout.write("policy/policy_test.go", source.replace("three := new(Request)\n", "\n"))
    assert answer(repo, query).count("policy/policy_test.go use") == 6
    assert answer(repo, query, "HEAD") == before


@pytest.mark.parametrize(
    ("ask", "subject", "says"),
    [("guess", "X", "no question"), ("callers", " ", "does not say of what"), ("", "", "no question")],
)
def test_a_query_that_cannot_be_asked_is_a_sentence(
    repo: Repository, ask: str, subject: str, says: str
) -> None:
    with pytest.raises(QueryError, match=says):
        answer(repo, Query(ask=ask, subject=subject))


@pytest.mark.parametrize("ask", ["callers", "constructors"])
def test_a_name_from_elsewhere_is_looked_for_by_name(repo: Repository, ask: str) -> None:
    assert answer(repo, Query(ask="callers", subject="os.Exit")) == ("cmd/root.go run",)
    assert answer(repo, Query(ask=ask, subject="Nobody")) == ()


def test_an_answer_with_a_doubt_is_stored_with_it(repo: Repository, checkout: Checkout) -> None:
    checkout.write(
        "policy/more.go",
        'package policy\n\nimport "example.net/x"\n\ntype Partly struct{ x.Thing }\n',
    )
    assert answer(repo, Query(ask="implementers", subject="Open")) == (
        "policy/more.go Partly (not certain: embeds example.net/x.Thing)",
    )


def test_an_embedded_field_is_declared_where_it_is_embedded(repo: Repository) -> None:
    found = references(repo, "policy.Wrapper.Policy")
    assert [(hit.symbol, hit.text) for hit in found] == [("Wrapper", "Policy")]
