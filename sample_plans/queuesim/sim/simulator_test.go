package sim_test

import (
	"flag"
	"fmt"
	"reflect"
	"testing"

	"example.com/queuesim/sim"
	"example.com/queuesim/sim/internal/testutil"
	"example.com/queuesim/workload"
)

var update = flag.Bool("update", false, "write testdata/golden.json from the present behaviour")

// overloaded is a workload that outruns the default pool for two seconds.
func overloaded() workload.Spec {
	return workload.Spec{
		Requests: 600, RatePerSec: 60, MeanDemand: 50_000,
		Classes: []workload.Class{
			{Name: "batch", Share: 1, DemandScale: 2},
			{Name: "interactive", Share: 3, DemandScale: 0.7},
		},
		Burst: &workload.Burst{Start: 2_000_000, End: 4_000_000, Factor: 3},
	}
}

// everyConfiguration calls check for each pair of policies, with and without a dispatch delay.
func everyConfiguration(t *testing.T, check func(t *testing.T, bundle sim.Bundle)) {
	for _, dispatch := range sim.DispatchPolicies {
		for _, admission := range sim.AdmissionPolicies {
			for _, delay := range []int64{0, 5_000} {
				bundle := sim.DefaultBundle()
				bundle.Dispatch = sim.DispatchConfig{Policy: dispatch, DelayTicks: delay}
				bundle.Admission = sim.AdmissionConfig{Policy: admission, QueueLimit: 12}
				t.Run(fmt.Sprintf("%s/%s/%d", dispatch, admission, delay), func(t *testing.T) {
					check(t, bundle)
				})
			}
		}
	}
}

func TestInvariantConservation(t *testing.T) {
	everyConfiguration(t, func(t *testing.T, bundle sim.Bundle) {
		for _, horizon := range []int64{0, 3_000_000} {
			bundle.Run.HorizonTicks = horizon
			simulator, requests := testutil.Simulate(t, bundle, overloaded())
			report := simulator.Run()
			testutil.AssertConserved(t, report)
			if horizon == 0 && (report.Arrived != len(requests) || report.InSystem != 0) {
				t.Errorf("without a horizon all must leave: arrived %d of %d, in system %d",
					report.Arrived, len(requests), report.InSystem)
			}
			if horizon > 0 && report.InSystem == 0 {
				t.Error("the horizon lies in the burst, somebody must be in the system")
			}
		}
	})
}

func TestInvariantClockAndWorkConservation(t *testing.T) {
	everyConfiguration(t, func(t *testing.T, bundle sim.Bundle) {
		simulator, _ := testutil.Simulate(t, bundle, overloaded())
		before := simulator.Now()
		for simulator.Step() {
			if simulator.Now() < before {
				t.Fatalf("INV-2: the clock went from %d to %d", before, simulator.Now())
			}
			before = simulator.Now()
			for _, replica := range simulator.Snapshots() {
				if !replica.Busy && replica.QueueDepth > 0 {
					t.Fatalf("INV-5: replica %d idles beside %d requests", replica.ID, replica.QueueDepth)
				}
			}
		}
	})
}

func TestInvariantCausality(t *testing.T) {
	everyConfiguration(t, func(t *testing.T, bundle sim.Bundle) {
		simulator, requests := testutil.Simulate(t, bundle, overloaded())
		simulator.Run()
		testutil.AssertCausal(t, requests)
	})
}

func TestInvariantDeterminism(t *testing.T) {
	everyConfiguration(t, func(t *testing.T, bundle sim.Bundle) {
		first, _ := testutil.Simulate(t, bundle, overloaded())
		second, _ := testutil.Simulate(t, bundle, overloaded())
		a, b := first.Run(), second.Run()
		if !reflect.DeepEqual(a, b) {
			t.Errorf("INV-3: two runs of one input differ:\n%+v\n%+v", a, b)
		}
	})
}

func TestSamplingChangesNoOutcome(t *testing.T) {
	bundle := sim.DefaultBundle()
	sampled, _ := testutil.Simulate(t, bundle, overloaded())
	bundle.Run.SampleTicks = 0
	unsampled, _ := testutil.Simulate(t, bundle, overloaded())
	a, b := sampled.Run(), unsampled.Run()
	if a.MaxDepth == 0 || b.MaxDepth != 0 {
		t.Errorf("depths: sampled %d, unsampled %d", a.MaxDepth, b.MaxDepth)
	}
	a.MaxDepth = 0
	if !reflect.DeepEqual(a, b) {
		t.Errorf("sampling changed the run:\n%+v\n%+v", a, b)
	}
}

func TestFasterReplicaServesMore(t *testing.T) {
	bundle := sim.DefaultBundle()
	bundle.Pool.Speeds = []float64{4, 1, 1, 1}
	bundle.Dispatch.Policy = sim.DispatchLeastBacklog
	simulator, requests := testutil.Simulate(t, bundle, overloaded())
	simulator.Run()
	served := make([]int, bundle.Pool.Replicas)
	for _, req := range requests {
		served[req.ReplicaID]++
	}
	for id := 1; id < len(served); id++ {
		if served[0] <= served[id] {
			t.Errorf("the fast replica served %d, replica %d served %d", served[0], id, served[id])
		}
	}
}

// TestValidationMM1 compares with theory: Poisson arrivals, exponential service, one replica, half
// busy: the mean wait is ρ/(1-ρ) mean services, that is one.
func TestValidationMM1(t *testing.T) {
	bundle := sim.DefaultBundle()
	bundle.Pool = sim.PoolConfig{Replicas: 1}
	spec := workload.Spec{Requests: 60_000, RatePerSec: 50, MeanDemand: 10_000}
	simulator, _ := testutil.Simulate(t, bundle, spec)
	if wait := simulator.Run().MeanWait; wait < 9_500 || wait > 10_500 {
		t.Errorf("mean wait %d ticks, theory says 10000", wait)
	}
}

func TestNewSimulatorRefusesUnusableInput(t *testing.T) {
	request := []*sim.Request{sim.NewRequest(0, "a", 1, 1)}
	unknown := sim.DefaultBundle()
	unknown.Dispatch.Policy = "best"
	if _, err := sim.NewSimulator(unknown, request); err == nil {
		t.Error("an unknown dispatch policy was accepted")
	}
	if _, err := sim.NewSimulator(sim.DefaultBundle(), nil); err == nil {
		t.Error("a run without requests was accepted")
	}
}

// TestGolden says whether the outcome changed; the invariant tests say whether it is right.
// After a deliberate change: go test ./sim -run TestGolden -update
func TestGolden(t *testing.T) {
	cases := testutil.LoadGolden(t)
	for i, tc := range cases {
		simulator, _ := testutil.Simulate(t, tc.Bundle, tc.Workload)
		got := simulator.Run()
		testutil.AssertConserved(t, got)
		if *update {
			cases[i].Want = got
		} else if !reflect.DeepEqual(got, tc.Want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tc.Name, got, tc.Want)
		}
	}
	if *update {
		testutil.SaveGolden(t, cases)
	}
}
