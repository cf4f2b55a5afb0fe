package cmd

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/queuesim/sim"
)

func execute(t *testing.T, args ...string) string {
	t.Helper()
	var out strings.Builder
	if err := Root().Execute(args, &out); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out.String()
}

func runJSON(t *testing.T, args ...string) sim.Report {
	t.Helper()
	var report sim.Report
	text := execute(t, append([]string{"run", "--format", "json", "--requests", "200"}, args...)...)
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return report
}

func TestRunReportsEveryRequest(t *testing.T) {
	report := runJSON(t)
	if report.Arrived != 200 || report.Completed != 200 {
		t.Errorf("arrived %d, completed %d, want 200", report.Arrived, report.Completed)
	}
	if text := execute(t, "run", "--requests", "200"); !strings.Contains(text, "arrived 200  completed 200") {
		t.Errorf("text report: %s", text)
	}
}

func TestFlagsReachTheSimulation(t *testing.T) {
	base := runJSON(t)
	for _, args := range [][]string{
		{"--replicas", "2"},
		{"--dispatch", "least-backlog"},
		{"--dispatch-delay", "20000"},
		{"--admission", "queue-limit", "--queue-limit", "1"},
		{"--seed", "2"},
		{"--horizon", "1000000"},
		{"--rate", "90"},
	} {
		if report := runJSON(t, args...); report.EndTime == base.EndTime && report.MeanWait == base.MeanWait {
			t.Errorf("%v changed nothing", args)
		}
	}
}

func TestFlagsOverrideFilesOnlyWhenGiven(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bundle.json")
	if err := os.WriteFile(path, []byte(`{"admission": {"policy": "queue-limit", "queue_limit": 1}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if report := runJSON(t, "--config", path); report.Rejected == 0 {
		t.Error("the default of --admission overrode the file")
	}
	if report := runJSON(t, "--config", path, "--admission", "always"); report.Rejected != 0 {
		t.Errorf("--admission always was given, yet %d were refused", report.Rejected)
	}
}

func TestCompareShowsEveryPolicyOnOneWorkload(t *testing.T) {
	text := execute(t, "compare", "--requests", "300")
	for _, name := range sim.DispatchPolicies {
		if !strings.Contains(text, name) {
			t.Errorf("no row for %s:\n%s", name, text)
		}
	}
	one := execute(t, "compare", "--requests", "300", "--policies", "two-choices")
	if strings.Contains(one, "round-robin") || !strings.Contains(text, strings.Split(one, "\n")[1]) {
		t.Errorf("a policy alone must give the row it gives in company:\n%s\n%s", one, text)
	}
}

func TestMistakesAreSentences(t *testing.T) {
	for wanted, args := range map[string][]string{
		"unknown dispatch policy": {"run", "--dispatch", "best"},
		"unknown format":          {"run", "--format", "xml"},
		"unknown argument":        {"run", "now"},
		"not defined":             {"run", "--speed", "3"},
		"no such file":            {"run", "--config", filepath.Join(t.TempDir(), "none.json")},
	} {
		err := Root().Execute(args, &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), wanted) {
			t.Errorf("%v: error %v, want one that says %q", args, err, wanted)
		}
	}
}

func TestHelpListsCommandsAndFlags(t *testing.T) {
	if text := execute(t); !strings.Contains(text, "compare") {
		t.Errorf("root help: %s", text)
	}
	if text := execute(t, "run", "--help"); !strings.Contains(text, "--queue-limit") {
		t.Errorf("run help: %s", text)
	}
}

func TestDocumentedFlagsAreTheRegisteredOnes(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "CLAUDE.md"))
	if err != nil {
		t.Fatal(err)
	}
	documented, registered := make(map[string]bool), make(map[string]bool)
	for _, line := range strings.Split(string(text), "\n") {
		if cells := strings.Split(line, "`"); strings.HasPrefix(line, "| `--") {
			documented[strings.TrimPrefix(cells[1], "--")] = true
		}
	}
	for _, command := range Root().children {
		command.Flags().VisitAll(func(f *flag.Flag) {
			registered[f.Name] = true
			if !documented[f.Name] {
				t.Errorf("%s --%s is missing in the flag table of CLAUDE.md", command.Use, f.Name)
			}
		})
	}
	for name := range documented {
		if !registered[name] {
			t.Errorf("the flag table of CLAUDE.md shows --%s, which no command has", name)
		}
	}
}
