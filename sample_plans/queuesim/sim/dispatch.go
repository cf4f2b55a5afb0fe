package sim

import (
	"fmt"
	"math/rand"
	"strings"
)

// Names of the dispatch policies, as flags and configuration files write them.
const (
	DispatchRoundRobin   = "round-robin"
	DispatchLeastBacklog = "least-backlog"
	DispatchTwoChoices   = "two-choices"
)

// DispatchPolicies lists the valid names in the order help texts show them.
var DispatchPolicies = []string{DispatchRoundRobin, DispatchLeastBacklog, DispatchTwoChoices}

// DispatchPolicy chooses the replica that serves an admitted request.
//
// Contract: the returned id is the ID of one of the snapshots; the pool is never empty; the choice
// depends on the arguments, the policy's own state and its random stream alone; the request is
// only read. Frozen: dispatch policies are written against it in parallel.
type DispatchPolicy interface {
	Dispatch(req *Request, pool []ReplicaSnapshot) int
}

// NewDispatchPolicy returns the policy of that name. An unknown name is an error that lists the valid ones.
func NewDispatchPolicy(name string, rng *PartitionedRNG) (DispatchPolicy, error) {
	switch name {
	case DispatchRoundRobin:
		return &RoundRobin{}, nil
	case DispatchLeastBacklog:
		return LeastBacklog{}, nil
	case DispatchTwoChoices:
		return &TwoChoices{rng: rng.ForSubsystem(SubsystemDispatch)}, nil
	}
	return nil, fmt.Errorf("unknown dispatch policy %q; valid: %s", name, strings.Join(DispatchPolicies, ", "))
}

// RoundRobin visits the replicas in turn, whatever their load.
type RoundRobin struct {
	next int
}

// Dispatch returns the replica whose turn it is.
func (p *RoundRobin) Dispatch(_ *Request, pool []ReplicaSnapshot) int {
	chosen := pool[p.next%len(pool)]
	p.next++
	return chosen.ID
}

// LeastBacklog takes the replica that would be free first; the first of equals.
type LeastBacklog struct{}

// Dispatch scans the whole pool.
func (LeastBacklog) Dispatch(_ *Request, pool []ReplicaSnapshot) int {
	best := pool[0]
	for _, candidate := range pool[1:] {
		if candidate.Backlog < best.Backlog {
			best = candidate
		}
	}
	return best.ID
}

// TwoChoices draws two replicas and takes the less loaded one (power of two choices). It always
// draws twice, so the stream advances by the same amount for every request.
type TwoChoices struct {
	rng *rand.Rand
}

// Dispatch compares two replicas drawn with replacement.
func (p *TwoChoices) Dispatch(_ *Request, pool []ReplicaSnapshot) int {
	first, second := pool[p.rng.Intn(len(pool))], pool[p.rng.Intn(len(pool))]
	if second.Backlog < first.Backlog {
		return second.ID
	}
	return first.ID
}
