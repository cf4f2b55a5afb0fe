// Package testutil holds what the tests of the simulator share: the golden cases and the checks of
// invariants that any report must pass.
package testutil

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"example.com/queuesim/sim"
	"example.com/queuesim/workload"
)

// GoldenCase is one recorded run: its whole input and the report it gave.
type GoldenCase struct {
	Name     string        `json:"name"`
	Bundle   sim.Bundle    `json:"bundle"`
	Workload workload.Spec `json:"workload"`
	Want     sim.Report    `json:"want"`
}

// LoadGolden reads testdata/golden.json, wherever the test was started.
func LoadGolden(t *testing.T) []GoldenCase {
	t.Helper()
	var cases []GoldenCase
	if err := sim.DecodeStrict(goldenPath(t), &cases); err != nil {
		t.Fatalf("golden cases: %v", err)
	}
	if len(cases) == 0 {
		t.Fatal("golden cases: none")
	}
	return cases
}

// SaveGolden writes the cases back; only for a deliberate change of behaviour.
func SaveGolden(t *testing.T, cases []GoldenCase) {
	t.Helper()
	text, err := json.MarshalIndent(cases, "", "  ")
	if err != nil {
		t.Fatalf("golden cases: %v", err)
	}
	if err := os.WriteFile(goldenPath(t), append(text, '\n'), 0o644); err != nil {
		t.Fatalf("golden cases: %v", err)
	}
}

// Simulate draws the workload, builds the simulator and leaves running it to the test. The requests
// come back too, for checks of their timelines.
func Simulate(t *testing.T, bundle sim.Bundle, spec workload.Spec) (*sim.Simulator, []*sim.Request) {
	t.Helper()
	requests, err := workload.Generate(spec, sim.NewPartitionedRNG(bundle.Run.Seed))
	if err != nil {
		t.Fatalf("workload: %v", err)
	}
	simulator, err := sim.NewSimulator(bundle, requests)
	if err != nil {
		t.Fatalf("simulator: %v", err)
	}
	return simulator, requests
}

// AssertConserved checks INV-1 on a report.
func AssertConserved(t *testing.T, r sim.Report) {
	t.Helper()
	if r.Arrived != r.Rejected+r.Completed+r.InSystem {
		t.Errorf("INV-1: arrived %d, but rejected %d + completed %d + in system %d = %d",
			r.Arrived, r.Rejected, r.Completed, r.InSystem, r.Rejected+r.Completed+r.InSystem)
	}
}

// AssertCausal checks INV-4 on the requests a run completed.
func AssertCausal(t *testing.T, requests []*sim.Request) {
	t.Helper()
	for _, req := range requests {
		if req.State != sim.StateCompleted {
			continue
		}
		if req.StartTime < req.ArrivalTime || req.FinishTime < req.StartTime {
			t.Errorf("INV-4: request %d arrived %d, started %d, finished %d",
				req.ID, req.ArrivalTime, req.StartTime, req.FinishTime)
		}
	}
}

func goldenPath(t *testing.T) string {
	t.Helper()
	_, here, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("golden cases: the source path is unknown")
	}
	return filepath.Join(filepath.Dir(here), "..", "..", "..", "testdata", "golden.json")
}
