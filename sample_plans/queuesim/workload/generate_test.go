package workload

import (
	"math"
	"testing"

	"example.com/queuesim/sim"
)

func generate(t *testing.T, spec Spec) []*sim.Request {
	t.Helper()
	requests, err := Generate(spec, sim.NewPartitionedRNG(7))
	if err != nil {
		t.Fatal(err)
	}
	return requests
}

func TestGenerateMeetsRateAndDemand(t *testing.T) {
	spec := Spec{Requests: 20_000, RatePerSec: 50, MeanDemand: 1_000}
	requests := generate(t, spec)
	var demand int64
	for i, req := range requests {
		if i > 0 && req.ArrivalTime < requests[i-1].ArrivalTime {
			t.Fatalf("request %d arrives before its predecessor", i)
		}
		demand += req.Demand
	}
	seconds := float64(requests[len(requests)-1].ArrivalTime) / sim.TicksPerSecond
	if rate := float64(len(requests)) / seconds; math.Abs(rate-50) > 1.5 {
		t.Errorf("rate %.2f per second, want about 50", rate)
	}
	if mean := float64(demand) / float64(len(requests)); math.Abs(mean-1_000) > 30 {
		t.Errorf("mean demand %.1f ticks, want about 1000", mean)
	}
}

func TestClassesDoNotMoveArrivals(t *testing.T) {
	plain := DefaultSpec()
	mixed := plain
	mixed.Classes = []Class{{"heavy", 1, 10}, {"light", 3, 0.1}}
	a, b := generate(t, plain), generate(t, mixed)
	heavy := 0
	for i := range a {
		if a[i].ArrivalTime != b[i].ArrivalTime {
			t.Fatalf("request %d: arrival moved from %d to %d", i, a[i].ArrivalTime, b[i].ArrivalTime)
		}
		if b[i].Class == "heavy" {
			heavy++
		}
	}
	if share := float64(heavy) / float64(len(b)); math.Abs(share-0.25) > 0.03 {
		t.Errorf("share of heavy requests %.3f, want about 0.25", share)
	}
}

func TestBurstBringsMoreArrivals(t *testing.T) {
	spec := Spec{Requests: 3_000, RatePerSec: 100, MeanDemand: 1_000,
		Burst: &Burst{Start: 2_000_000, End: 4_000_000, Factor: 5}}
	before, within := 0, 0
	for _, req := range generate(t, spec) {
		switch {
		case req.ArrivalTime < 2_000_000:
			before++
		case req.ArrivalTime < 4_000_000:
			within++
		}
	}
	if ratio := float64(within) / float64(before); ratio < 4 || ratio > 6 {
		t.Errorf("the burst brought %.2f times the arrivals, want about 5", ratio)
	}
}

func TestSpecRefusesWhatGivesNoStream(t *testing.T) {
	for name, spoil := range map[string]func(*Spec){
		"no requests":   func(s *Spec) { s.Requests = 0 },
		"rate NaN":      func(s *Spec) { s.RatePerSec = math.NaN() },
		"no demand":     func(s *Spec) { s.MeanDemand = 0 },
		"nameless":      func(s *Spec) { s.Classes = []Class{{"", 1, 1}} },
		"burst reverse": func(s *Spec) { s.Burst = &Burst{Start: 5, End: 5, Factor: 2} },
	} {
		spec := DefaultSpec()
		spoil(&spec)
		if _, err := Generate(spec, sim.NewPartitionedRNG(1)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
