package sim

import (
	"fmt"
	"math"
	"math/rand"
)

// Replica is one server: a first-in-first-out queue before a single worker. Only event handlers
// change it. INV-5: a replica with queued requests is never idle between two events.
type Replica struct {
	id      int
	speed   float64 // demand served per tick; 1 is nominal
	jitter  float64 // half-width of the uniform service noise, a share of 1
	queue   []*Request
	running *Request
}

// ReplicaSnapshot is what policies may see of a replica: a copy, so that no policy can change the pool.
type ReplicaSnapshot struct {
	ID         int
	QueueDepth int   // requests that wait, the running one left out
	Busy       bool  // a request is being served
	Backlog    int64 // ticks the replica needs for all it holds, at its speed and without noise
}

func newReplica(id int, speed, jitter float64) *Replica {
	return &Replica{id: id, speed: speed, jitter: jitter}
}

// Snapshot copies the observable state. The running request counts with its whole demand: how far
// it has come is not observed.
func (r *Replica) Snapshot() ReplicaSnapshot {
	var demand int64
	for _, req := range r.queue {
		demand += req.Demand
	}
	if r.running != nil {
		demand += r.running.Demand
	}
	return ReplicaSnapshot{
		ID:         r.id,
		QueueDepth: len(r.queue),
		Busy:       r.running != nil,
		Backlog:    int64(math.Ceil(float64(demand) / r.speed)),
	}
}

// load is the number of requests the replica holds.
func (r *Replica) load() int {
	if r.running != nil {
		return len(r.queue) + 1
	}
	return len(r.queue)
}

func (r *Replica) enqueue(req *Request) {
	req.State = StateQueued
	req.ReplicaID = r.id
	r.queue = append(r.queue, req)
}

// startNext begins service of the oldest queued request when the worker is free and reports the
// tick at which it will finish.
func (r *Replica) startNext(now int64, rng *rand.Rand) (req *Request, finish int64) {
	if r.running != nil || len(r.queue) == 0 {
		return nil, 0
	}
	req, r.queue = r.queue[0], r.queue[1:]
	req.State = StateRunning
	req.StartTime = now
	r.running = req
	return req, now + r.serviceTime(req, rng)
}

// complete ends the running service.
func (r *Replica) complete(req *Request, now int64) {
	if r.running != req {
		panic(fmt.Sprintf("sim: replica %d completes request %d, which it does not run", r.id, req.ID))
	}
	req.State = StateCompleted
	req.FinishTime = now
	r.running = nil
}

// serviceTime turns demand into ticks: demand over speed, spread by uniform noise. It is the only
// model of service there is, and it lives inside the replica. Draws are taken in the order services
// start, so two dispatch policies see the same arrivals and demands but not the same noise.
func (r *Replica) serviceTime(req *Request, rng *rand.Rand) int64 {
	ticks := float64(req.Demand) / r.speed
	if r.jitter > 0 {
		// The conversion forbids a fused multiply-add: golden values agree on every platform.
		ticks *= 1 + float64(r.jitter*(2*rng.Float64()-1))
	}
	if ticks < 1 {
		return 1
	}
	return int64(math.Round(ticks))
}
