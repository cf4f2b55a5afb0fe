package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func poolWithBacklogs(backlogs ...int64) []ReplicaSnapshot {
	pool := make([]ReplicaSnapshot, len(backlogs))
	for i, backlog := range backlogs {
		pool[i] = ReplicaSnapshot{ID: i, Backlog: backlog}
	}
	return pool
}

func TestDispatchPolicies(t *testing.T) {
	pool := poolWithBacklogs(30, 10, 10)
	for _, tc := range []struct {
		policy string
		want   []int // successive choices
	}{
		{DispatchRoundRobin, []int{0, 1, 2, 0}},
		{DispatchLeastBacklog, []int{1, 1, 1, 1}},
	} {
		policy, err := NewDispatchPolicy(tc.policy, NewPartitionedRNG(1))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range tc.want {
			if got := policy.Dispatch(nil, pool); got != want {
				t.Errorf("%s: choice %d is replica %d, want %d", tc.policy, i, got, want)
			}
		}
	}
}

func TestTwoChoicesAvoidsTheWorstReplica(t *testing.T) {
	policy, err := NewDispatchPolicy(DispatchTwoChoices, NewPartitionedRNG(1))
	if err != nil {
		t.Fatal(err)
	}
	chosen := make([]int, 3)
	for i := 0; i < 900; i++ {
		chosen[policy.Dispatch(nil, poolWithBacklogs(0, 5, 90))]++
	}
	// Replica 2 wins only against itself: one draw in nine.
	if chosen[2] < 60 || chosen[2] > 140 {
		t.Errorf("worst replica chosen %d times of 900, expected about 100", chosen[2])
	}
}

func TestEveryListedDispatchPolicyIsBuilt(t *testing.T) {
	for _, name := range DispatchPolicies {
		policy, err := NewDispatchPolicy(name, NewPartitionedRNG(1))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := policy.Dispatch(nil, []ReplicaSnapshot{{ID: 7}}); got != 7 {
			t.Errorf("%s chose replica %d from a pool that has only 7", name, got)
		}
	}
}

func TestQueueLimitRefusesWhenFull(t *testing.T) {
	policy, err := NewAdmissionPolicy(AdmissionConfig{Policy: AdmissionQueueLimit, QueueLimit: 3})
	if err != nil {
		t.Fatal(err)
	}
	below := []ReplicaSnapshot{{QueueDepth: 1}, {QueueDepth: 1}}
	if verdict := policy.Admit(nil, 0, below); !verdict.Admitted || verdict.Reason != "" {
		t.Errorf("two waiting of three: %+v", verdict)
	}
	full := []ReplicaSnapshot{{QueueDepth: 1}, {QueueDepth: 2}}
	if verdict := policy.Admit(nil, 0, full); verdict.Admitted || verdict.Reason != ReasonQueueFull {
		t.Errorf("three waiting of three: %+v", verdict)
	}
}

func TestFactoriesNameTheValidPolicies(t *testing.T) {
	_, dispatchErr := NewDispatchPolicy("best", NewPartitionedRNG(1))
	_, admissionErr := NewAdmissionPolicy(AdmissionConfig{Policy: "best"})
	for _, tc := range []struct {
		err   error
		names []string
	}{{dispatchErr, DispatchPolicies}, {admissionErr, AdmissionPolicies}} {
		if tc.err == nil {
			t.Fatal("an unknown policy was built")
		}
		for _, name := range tc.names {
			if !strings.Contains(tc.err.Error(), name) {
				t.Errorf("%q does not offer %s", tc.err, name)
			}
		}
	}
	if _, err := NewAdmissionPolicy(AdmissionConfig{Policy: AdmissionQueueLimit}); err == nil {
		t.Error("a queue limit of 0 was accepted")
	}
}

func TestBundleRefusesWhatNoRunCanUse(t *testing.T) {
	for name, spoil := range map[string]func(*Bundle){
		"no replicas":     func(b *Bundle) { b.Pool.Replicas = 0 },
		"speeds too few":  func(b *Bundle) { b.Pool.Speeds = []float64{1} },
		"speed zero":      func(b *Bundle) { b.Pool.Speeds = []float64{1, 1, 0, 1} },
		"jitter of one":   func(b *Bundle) { b.Pool.Jitter = 1 },
		"negative delay":  func(b *Bundle) { b.Dispatch.DelayTicks = -1 },
		"negative sample": func(b *Bundle) { b.Run.SampleTicks = -1 },
	} {
		bundle := DefaultBundle()
		spoil(&bundle)
		if bundle.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := DefaultBundle().Validate(); err != nil {
		t.Errorf("defaults: %v", err)
	}
}

func TestLoadBundleIsStrictAndKeepsDefaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bundle.json")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"pool": {"replicas": 9}}`)
	bundle, err := LoadBundle(path)
	if err != nil {
		t.Fatal(err)
	}
	if bundle.Pool.Replicas != 9 || bundle.Dispatch.Policy != DispatchRoundRobin {
		t.Errorf("loaded %+v", bundle)
	}
	for _, bad := range []string{`{"pool": {"replica": 9}}`, `{} {}`, `{`} {
		write(bad)
		if _, err := LoadBundle(path); err == nil {
			t.Errorf("accepted %s", bad)
		}
	}
}
