// Package sim is the discrete-event simulator: the kernel (events, clock, randomness) and the modules
// that stand behind interfaces (dispatch, admission). Time is counted in ticks of one microsecond.
package sim

import "container/heap"

// Priorities decide between events of one timestamp; the smaller value runs first.
// The gaps are there so that an event added between two others moves none of them.
const (
	// PriorityCompletion frees capacity before any decision of the same tick looks at it.
	PriorityCompletion = 10
	// PriorityArrival lets a request in once the tick's departures are done.
	PriorityArrival = 20
	// PriorityDispatch places requests after every arrival of the tick was admitted or refused.
	PriorityDispatch = 30
	// PrioritySample looks at the pool when nothing else happens in the tick.
	PrioritySample = 90
)

// Event is one atomic change of state. An event is exogenous when the workload drives it and
// endogenous when the simulation itself scheduled it; each type says which it is.
type Event interface {
	// Time is the tick at which the event happens. It never changes after scheduling.
	Time() int64
	// Priority is one of the Priority constants.
	Priority() int
	// Execute applies the change and may schedule further events, none of them in the past.
	Execute(s *Simulator)
}

// EventQueue is a min-heap ordered by (timestamp, priority, sequence number). The sequence number
// is given out on Push, so equal events run in the order they were scheduled and every run of one
// seed pops the same order (INV-3).
type EventQueue struct {
	items   eventHeap
	nextSeq uint64
}

// Push adds an event.
func (q *EventQueue) Push(e Event) {
	heap.Push(&q.items, queuedEvent{event: e, seq: q.nextSeq})
	q.nextSeq++
}

// Pop removes the next event and returns it; nil when the queue is empty.
func (q *EventQueue) Pop() Event {
	if len(q.items) == 0 {
		return nil
	}
	return heap.Pop(&q.items).(queuedEvent).event
}

// Peek returns the next event without removing it; nil when the queue is empty.
func (q *EventQueue) Peek() Event {
	if len(q.items) == 0 {
		return nil
	}
	return q.items[0].event
}

// Len is the number of events that wait.
func (q *EventQueue) Len() int { return len(q.items) }

type queuedEvent struct {
	event Event
	seq   uint64
}

type eventHeap []queuedEvent

func (h eventHeap) Len() int      { return len(h) }
func (h eventHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h eventHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	if a.event.Time() != b.event.Time() {
		return a.event.Time() < b.event.Time()
	}
	if a.event.Priority() != b.event.Priority() {
		return a.event.Priority() < b.event.Priority()
	}
	return a.seq < b.seq
}

func (h *eventHeap) Push(x any) { *h = append(*h, x.(queuedEvent)) }

func (h *eventHeap) Pop() any {
	last := len(*h) - 1
	item := (*h)[last]
	(*h)[last] = queuedEvent{}
	*h = (*h)[:last]
	return item
}
