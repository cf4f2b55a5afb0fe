// Package workload makes the exogenous input of a run: the list of requests. It is complete before
// the simulation starts, so one workload can be put before several configurations.
package workload

import (
	"errors"
	"fmt"

	"example.com/queuesim/sim"
)

// Spec describes a request stream.
type Spec struct {
	Requests   int     `json:"requests"`
	RatePerSec float64 `json:"rate_per_sec"` // Poisson arrivals
	MeanDemand int64   `json:"mean_demand"`  // ticks, exponentially distributed
	Classes    []Class `json:"classes,omitempty"`
	Burst      *Burst  `json:"burst,omitempty"`
}

// Class is a kind of request with its share of the stream.
type Class struct {
	Name        string  `json:"name"`
	Share       float64 `json:"share"`        // weight, relative to the other classes
	DemandScale float64 `json:"demand_scale"` // multiplies the mean demand
}

// Burst multiplies the arrival rate in [Start, End).
type Burst struct {
	Start  int64   `json:"start"`
	End    int64   `json:"end"`
	Factor float64 `json:"factor"`
}

// DefaultSpec keeps the default pool about three quarters busy.
func DefaultSpec() Spec {
	return Spec{Requests: 2000, RatePerSec: 60, MeanDemand: 50_000}
}

// Load reads a spec from a JSON file over the defaults; unknown keys are errors.
func Load(path string) (Spec, error) {
	spec := DefaultSpec()
	err := sim.DecodeStrict(path, &spec)
	return spec, err
}

// Validate reports the first value that gives no stream.
func (s Spec) Validate() error {
	if s.Requests < 1 {
		return fmt.Errorf("requests must be at least 1, got %d", s.Requests)
	}
	if !(s.RatePerSec > 0) {
		return fmt.Errorf("rate_per_sec must be positive, got %v", s.RatePerSec)
	}
	if s.MeanDemand < 1 {
		return fmt.Errorf("mean_demand must be at least 1 tick, got %d", s.MeanDemand)
	}
	for _, class := range s.Classes {
		if class.Name == "" || !(class.Share > 0) || !(class.DemandScale > 0) {
			return fmt.Errorf("class %q needs a name, a positive share and a positive demand_scale", class.Name)
		}
	}
	if s.Burst != nil && (s.Burst.Start < 0 || s.Burst.End <= s.Burst.Start || !(s.Burst.Factor > 0)) {
		return errors.New("burst needs 0 <= start < end and a positive factor")
	}
	return nil
}

// Generate draws the requests of a spec, ordered by arrival. Gaps, classes and demands come from
// three streams: changing the class mix moves no arrival.
func Generate(spec Spec, rng *sim.PartitionedRNG) ([]*sim.Request, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	gaps := rng.ForSubsystem(sim.SubsystemArrivals)
	demands := rng.ForSubsystem(sim.SubsystemDemand)
	classes := rng.ForSubsystem(sim.SubsystemClasses)
	requests := make([]*sim.Request, 0, spec.Requests)
	var now int64
	for id := 0; id < spec.Requests; id++ {
		now += atLeastOne(gaps.ExpFloat64() * sim.TicksPerSecond / spec.rateAt(now))
		class := spec.pick(classes.Float64())
		demand := atLeastOne(demands.ExpFloat64() * float64(spec.MeanDemand) * class.DemandScale)
		requests = append(requests, sim.NewRequest(id, class.Name, now, demand))
	}
	return requests, nil
}

// rateAt is the arrival rate per second at a tick.
func (s Spec) rateAt(now int64) float64 {
	if s.Burst != nil && now >= s.Burst.Start && now < s.Burst.End {
		return s.RatePerSec * s.Burst.Factor
	}
	return s.RatePerSec
}

// pick maps a uniform draw to a class by cumulative share.
func (s Spec) pick(draw float64) Class {
	if len(s.Classes) == 0 {
		return Class{Name: "default", Share: 1, DemandScale: 1}
	}
	total := 0.0
	for _, class := range s.Classes {
		total += class.Share
	}
	edge := draw * total
	for _, class := range s.Classes {
		if edge < class.Share {
			return class
		}
		edge -= class.Share
	}
	return s.Classes[len(s.Classes)-1]
}

func atLeastOne(ticks float64) int64 {
	if ticks < 1 {
		return 1
	}
	return int64(ticks)
}
