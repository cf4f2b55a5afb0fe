package sim

// RequestState is where a request stands in its life.
type RequestState string

// A request moves pending → admitted → queued → running → completed, or pending → rejected.
const (
	StatePending   RequestState = "pending"
	StateAdmitted  RequestState = "admitted"
	StateQueued    RequestState = "queued"
	StateRunning   RequestState = "running"
	StateCompleted RequestState = "completed"
	StateRejected  RequestState = "rejected"
)

// Request is one unit of work. The workload fills the first four fields; the rest is written by the
// simulator in place, so a list of requests serves one run only.
type Request struct {
	ID          int
	Class       string
	ArrivalTime int64 // tick
	Demand      int64 // ticks of service on a replica of speed 1

	State      RequestState
	ReplicaID  int
	StartTime  int64
	FinishTime int64
}

// NewRequest is the one place where a request is made: pending, and on no replica.
func NewRequest(id int, class string, arrival, demand int64) *Request {
	return &Request{
		ID: id, Class: class, ArrivalTime: arrival, Demand: demand,
		State: StatePending, ReplicaID: -1,
	}
}
