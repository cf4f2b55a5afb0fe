package sim

import (
	"hash/fnv"
	"math/rand"
)

// Names of the random streams. A module that draws owns its stream: a draw more in one of them
// moves no draw of another.
const (
	SubsystemArrivals = "workload.arrivals"
	SubsystemClasses  = "workload.classes"
	SubsystemDemand   = "workload.demand"
	SubsystemDispatch = "dispatch"
	SubsystemService  = "service"
)

// PartitionedRNG hands out one pseudo-random stream per named subsystem, all derived from one
// master seed. Not safe for concurrent use: a simulation runs in one goroutine.
type PartitionedRNG struct {
	seed    int64
	streams map[string]*rand.Rand
}

// NewPartitionedRNG returns the streams of a master seed.
func NewPartitionedRNG(seed int64) *PartitionedRNG {
	return &PartitionedRNG{seed: seed, streams: make(map[string]*rand.Rand)}
}

// ForSubsystem returns the stream of that name, the same one on every call. Its seed depends on the
// master seed and the name alone, never on the order in which streams are asked for.
func (p *PartitionedRNG) ForSubsystem(name string) *rand.Rand {
	if stream, ok := p.streams[name]; ok {
		return stream
	}
	digest := fnv.New64a()
	digest.Write([]byte(name)) // never fails, says hash.Hash
	stream := rand.New(rand.NewSource(p.seed ^ int64(digest.Sum64())))
	p.streams[name] = stream
	return stream
}
