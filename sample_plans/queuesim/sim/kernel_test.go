package sim

import "testing"

type fakeEvent struct {
	name     string
	at       int64
	priority int
}

func (e fakeEvent) Time() int64        { return e.at }
func (e fakeEvent) Priority() int      { return e.priority }
func (e fakeEvent) Execute(*Simulator) {}

func TestEventQueueOrdersByTimePrioritySequence(t *testing.T) {
	var queue EventQueue
	for _, e := range []fakeEvent{
		{"late", 7, PriorityCompletion},
		{"second of equals", 5, PriorityArrival},
		{"third of equals", 5, PriorityArrival},
		{"sample", 5, PrioritySample},
		{"completion", 5, PriorityCompletion},
		{"early", 3, PrioritySample},
	} {
		queue.Push(e)
	}
	want := []string{"early", "completion", "second of equals", "third of equals", "sample", "late"}
	for _, name := range want {
		if got := queue.Pop().(fakeEvent).name; got != name {
			t.Errorf("popped %q, want %q", got, name)
		}
	}
	if queue.Pop() != nil || queue.Peek() != nil {
		t.Error("an empty queue must give nil")
	}
}

func TestScheduleRefusesThePast(t *testing.T) {
	s := &Simulator{clock: 10}
	defer func() {
		if recover() == nil {
			t.Error("INV-2: an event in the past was accepted")
		}
	}()
	s.schedule(fakeEvent{at: 9})
}

func TestRNGStreamsDoNotInterfere(t *testing.T) {
	alone := NewPartitionedRNG(42).ForSubsystem(SubsystemDemand).Int63()

	mixed := NewPartitionedRNG(42)
	for i := 0; i < 100; i++ {
		mixed.ForSubsystem(SubsystemService).Int63()
	}
	if got := mixed.ForSubsystem(SubsystemDemand).Int63(); got != alone {
		t.Errorf("draws of another stream moved this one: %d, alone %d", got, alone)
	}
	if other := NewPartitionedRNG(42).ForSubsystem(SubsystemArrivals).Int63(); other == alone {
		t.Error("two names gave one stream")
	}
	if other := NewPartitionedRNG(43).ForSubsystem(SubsystemDemand).Int63(); other == alone {
		t.Error("two seeds gave one stream")
	}
}

func TestReplicaServesInOrderOfArrival(t *testing.T) {
	rng := NewPartitionedRNG(1).ForSubsystem(SubsystemService)
	replica := newReplica(0, 2, 0)
	first, second := NewRequest(1, "a", 0, 100), NewRequest(2, "a", 0, 30)
	replica.enqueue(first)
	replica.enqueue(second)

	started, finish := replica.startNext(10, rng)
	if started != first || finish != 60 {
		t.Fatalf("started request %d until %d, want request 1 until 60", started.ID, finish)
	}
	if again, _ := replica.startNext(20, rng); again != nil {
		t.Errorf("request %d started on a busy replica", again.ID)
	}
	want := ReplicaSnapshot{ID: 0, QueueDepth: 1, Busy: true, Backlog: 65}
	if got := replica.Snapshot(); got != want {
		t.Errorf("snapshot %+v, want %+v", got, want)
	}
	replica.complete(first, finish)
	if started, _ := replica.startNext(finish, rng); started != second {
		t.Error("the second request did not start after the first")
	}
}
