package sim

import (
	"errors"
	"fmt"
)

// Simulator owns the clock, the event queue and the replicas, and moves them from event to event.
//
// Invariants: INV-1 conservation (see Report), INV-2 the clock never goes back, INV-3 one seed and
// one bundle give one outcome, INV-4 arrival ≤ start ≤ finish for every request, INV-5 no replica
// idles beside its own queue.
type Simulator struct {
	clock     int64
	events    EventQueue
	replicas  []*Replica
	dispatch  DispatchPolicy
	admission AdmissionPolicy
	rng       *PartitionedRNG
	metrics   *Metrics
	run       RunConfig
	delay     int64
	inTransit int // admitted, not yet on a replica
}

// NewSimulator builds the modules a bundle asks for and schedules the arrival of every request.
// The requests belong to the simulator from here on.
func NewSimulator(bundle Bundle, requests []*Request) (*Simulator, error) {
	if err := bundle.Validate(); err != nil {
		return nil, err
	}
	if len(requests) == 0 {
		return nil, errors.New("no requests to simulate")
	}
	rng := NewPartitionedRNG(bundle.Run.Seed)
	dispatch, err := NewDispatchPolicy(bundle.Dispatch.Policy, rng)
	if err != nil {
		return nil, err
	}
	admission, err := NewAdmissionPolicy(bundle.Admission)
	if err != nil {
		return nil, err
	}
	s := &Simulator{
		dispatch:  dispatch,
		admission: admission,
		rng:       rng,
		metrics:   newMetrics(bundle.Pool.Replicas),
		run:       bundle.Run,
		delay:     bundle.Dispatch.DelayTicks,
	}
	for id := 0; id < bundle.Pool.Replicas; id++ {
		s.replicas = append(s.replicas, newReplica(id, bundle.Pool.speed(id), bundle.Pool.Jitter))
	}
	for _, req := range requests {
		s.schedule(arrivalEvent{req})
	}
	if s.run.SampleTicks > 0 {
		s.schedule(sampleEvent{s.run.SampleTicks})
	}
	return s, nil
}

// Run executes events until none is left or the horizon is reached, and reports the outcome. A
// request still in the system at the end is counted as such, never dropped.
func (s *Simulator) Run() Report {
	for s.Step() {
	}
	return s.metrics.Report(s.clock, s.InSystem())
}

// Step executes the next event; false when there is none before the horizon.
func (s *Simulator) Step() bool {
	next := s.events.Peek()
	if next == nil || s.onlySamplingLeft(next) {
		return false
	}
	if s.run.HorizonTicks > 0 && next.Time() > s.run.HorizonTicks {
		s.clock = s.run.HorizonTicks
		return false
	}
	s.events.Pop()
	s.clock = next.Time()
	next.Execute(s)
	return true
}

// onlySamplingLeft tells that the next event is the sampler and the last one: it would observe an
// empty system for ever. The count of one holds because nothing else schedules itself again.
func (s *Simulator) onlySamplingLeft(next Event) bool {
	_, sampling := next.(sampleEvent)
	return sampling && s.events.Len() == 1
}

// Now is the simulated time in ticks.
func (s *Simulator) Now() int64 { return s.clock }

// InSystem counts the requests that were admitted and have not left: it looks at the state, not at
// the statistics, so that conservation can be checked between the two.
func (s *Simulator) InSystem() int {
	count := s.inTransit
	for _, replica := range s.replicas {
		count += replica.load()
	}
	return count
}

// Snapshots copies the observable state of the pool, in the order of replica ids.
func (s *Simulator) Snapshots() []ReplicaSnapshot {
	pool := make([]ReplicaSnapshot, len(s.replicas))
	for i, replica := range s.replicas {
		pool[i] = replica.Snapshot()
	}
	return pool
}

// schedule queues an event. One in the past is a mistake of the program, not of its input.
func (s *Simulator) schedule(e Event) {
	if e.Time() < s.clock {
		panic(fmt.Sprintf("sim: event for tick %d scheduled at tick %d", e.Time(), s.clock))
	}
	s.events.Push(e)
}

// serve starts the next queued request of a replica, if its worker is free.
func (s *Simulator) serve(replica *Replica) {
	req, finish := replica.startNext(s.clock, s.rng.ForSubsystem(SubsystemService))
	if req != nil {
		s.schedule(completionEvent{req, finish})
	}
}

// arrivalEvent brings a request to the door. Exogenous: the workload drives it.
type arrivalEvent struct{ req *Request }

func (e arrivalEvent) Time() int64   { return e.req.ArrivalTime }
func (e arrivalEvent) Priority() int { return PriorityArrival }

func (e arrivalEvent) Execute(s *Simulator) {
	s.metrics.RecordArrival()
	verdict := s.admission.Admit(e.req, s.clock, s.Snapshots())
	if !verdict.Admitted {
		e.req.State = StateRejected
		s.metrics.RecordRejection(verdict.Reason)
		return
	}
	e.req.State = StateAdmitted
	s.inTransit++
	s.schedule(dispatchEvent{e.req, s.clock + s.delay})
}

// dispatchEvent places an admitted request. Endogenous.
type dispatchEvent struct {
	req *Request
	at  int64
}

func (e dispatchEvent) Time() int64   { return e.at }
func (e dispatchEvent) Priority() int { return PriorityDispatch }

func (e dispatchEvent) Execute(s *Simulator) {
	id := s.dispatch.Dispatch(e.req, s.Snapshots())
	// Ids are indices: true only while the pool never changes.
	if id < 0 || id >= len(s.replicas) {
		panic(fmt.Sprintf("sim: dispatch policy chose replica %d of %d", id, len(s.replicas)))
	}
	s.inTransit--
	s.replicas[id].enqueue(e.req)
	s.serve(s.replicas[id])
}

// completionEvent ends a service. Endogenous.
type completionEvent struct {
	req *Request
	at  int64
}

func (e completionEvent) Time() int64   { return e.at }
func (e completionEvent) Priority() int { return PriorityCompletion }

func (e completionEvent) Execute(s *Simulator) {
	replica := s.replicas[e.req.ReplicaID]
	replica.complete(e.req, s.clock)
	s.metrics.RecordCompletion(e.req)
	s.serve(replica)
}

// sampleEvent observes the pool for the statistics, changes no state and schedules itself again. Endogenous.
type sampleEvent struct{ at int64 }

func (e sampleEvent) Time() int64   { return e.at }
func (e sampleEvent) Priority() int { return PrioritySample }

func (e sampleEvent) Execute(s *Simulator) {
	waiting := 0
	for _, replica := range s.replicas {
		waiting += len(replica.queue)
	}
	s.metrics.RecordDepth(waiting)
	s.schedule(sampleEvent{e.at + s.run.SampleTicks})
}
