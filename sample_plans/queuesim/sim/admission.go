package sim

import (
	"fmt"
	"strings"
)

// Names of the admission policies, as flags and configuration files write them.
const (
	AdmissionAlways     = "always"
	AdmissionQueueLimit = "queue-limit"
)

// ReasonQueueFull is the reason of the queue-limit policy, a key of the report.
const ReasonQueueFull = "queue full"

// AdmissionPolicies lists the valid names in the order help texts show them.
var AdmissionPolicies = []string{AdmissionAlways, AdmissionQueueLimit}

// Verdict is the answer of an admission policy. Reason is one of the Reason constants, and empty when
// the request is admitted.
type Verdict struct {
	Admitted bool
	Reason   string
}

// AdmissionPolicy decides at arrival whether a request enters the system.
//
// Contract: asked exactly once per request, before dispatch; deterministic; the request is only
// read; a refusal carries a reason. Frozen: admission policies are written against it in parallel.
type AdmissionPolicy interface {
	Admit(req *Request, now int64, pool []ReplicaSnapshot) Verdict
}

// NewAdmissionPolicy returns the configured policy. An unknown name is an error that lists the valid ones.
func NewAdmissionPolicy(cfg AdmissionConfig) (AdmissionPolicy, error) {
	switch cfg.Policy {
	case AdmissionAlways:
		return AlwaysAdmit{}, nil
	case AdmissionQueueLimit:
		if cfg.QueueLimit < 1 {
			return nil, fmt.Errorf("admission policy %q needs a queue limit of at least 1, got %d",
				cfg.Policy, cfg.QueueLimit)
		}
		return QueueLimit{limit: cfg.QueueLimit}, nil
	}
	return nil, fmt.Errorf("unknown admission policy %q; valid: %s",
		cfg.Policy, strings.Join(AdmissionPolicies, ", "))
}

// AlwaysAdmit refuses nothing: the open system of the textbooks, and the default.
type AlwaysAdmit struct{}

// Admit lets every request in.
func (AlwaysAdmit) Admit(*Request, int64, []ReplicaSnapshot) Verdict {
	return Verdict{Admitted: true}
}

// QueueLimit refuses a request while the pool as a whole has as many requests waiting as the limit
// allows. Requests under way to a replica are not seen, so a dispatch delay lets a few more in.
type QueueLimit struct {
	limit int
}

// Admit counts the waiting requests of all replicas.
func (p QueueLimit) Admit(_ *Request, _ int64, pool []ReplicaSnapshot) Verdict {
	waiting := 0
	for _, replica := range pool {
		waiting += replica.QueueDepth
	}
	if waiting >= p.limit {
		return Verdict{Reason: ReasonQueueFull}
	}
	return Verdict{Admitted: true}
}
