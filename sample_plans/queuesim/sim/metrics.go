package sim

import (
	"fmt"
	"io"
	"math"
	"sort"
)

// TicksPerSecond converts simulated time.
const TicksPerSecond = 1_000_000

// Metrics collects statistics. Event handlers report what happened; nothing in the simulation ever
// reads it back, so a run with and without statistics takes the same course.
type Metrics struct {
	arrived  int
	rejected map[string]int
	waits    []int64            // ticks, in order of completion
	sojourns map[string][]int64 // by class
	busy     []int64            // ticks of service by replica id
	depths   []int              // waiting requests of the pool, one per sample
}

func newMetrics(replicas int) *Metrics {
	return &Metrics{
		rejected: make(map[string]int),
		sojourns: make(map[string][]int64),
		busy:     make([]int64, replicas),
	}
}

// RecordArrival counts a request that reached the system.
func (m *Metrics) RecordArrival() { m.arrived++ }

// RecordRejection counts a refusal under its reason.
func (m *Metrics) RecordRejection(reason string) { m.rejected[reason]++ }

// RecordCompletion takes the timeline of a finished request.
func (m *Metrics) RecordCompletion(req *Request) {
	m.waits = append(m.waits, req.StartTime-req.ArrivalTime)
	m.sojourns[req.Class] = append(m.sojourns[req.Class], req.FinishTime-req.ArrivalTime)
	m.busy[req.ReplicaID] += req.FinishTime - req.StartTime
}

// RecordDepth takes one sample of the number of waiting requests.
func (m *Metrics) RecordDepth(waiting int) { m.depths = append(m.depths, waiting) }

// Report is the outcome of a run. INV-1: Arrived = Rejected + Completed + InSystem.
type Report struct {
	Arrived    int            `json:"arrived"`
	Rejected   int            `json:"rejected"`
	Completed  int            `json:"completed"`
	InSystem   int            `json:"in_system"`
	ByReason   map[string]int `json:"rejected_by_reason"`
	EndTime    int64          `json:"end_time"`
	MeanWait   int64          `json:"mean_wait"`
	P50Wait    int64          `json:"p50_wait"`
	P99Wait    int64          `json:"p99_wait"`
	MaxDepth   int            `json:"max_depth"`
	Throughput float64        `json:"throughput_per_sec"`
	Busy       float64        `json:"busy_share"`
	Classes    []ClassReport  `json:"classes"`
}

// ClassReport is the share of one request class in the outcome.
type ClassReport struct {
	Class      string `json:"class"`
	Completed  int    `json:"completed"`
	P99Sojourn int64  `json:"p99_sojourn"`
}

// Report derives the outcome; the collector keeps its records, so asking twice gives the same answer.
func (m *Metrics) Report(endTime int64, inSystem int) Report {
	report := Report{
		Arrived:   m.arrived,
		Completed: len(m.waits),
		InSystem:  inSystem,
		ByReason:  make(map[string]int, len(m.rejected)),
		EndTime:   endTime,
		MeanWait:  mean(m.waits),
		P50Wait:   percentile(m.waits, 50),
		P99Wait:   percentile(m.waits, 99),
	}
	for reason, count := range m.rejected {
		report.ByReason[reason] = count
		report.Rejected += count
	}
	for _, depth := range m.depths {
		if depth > report.MaxDepth {
			report.MaxDepth = depth
		}
	}
	if endTime > 0 {
		var busy int64
		for _, ticks := range m.busy {
			busy += ticks
		}
		report.Throughput = round3(float64(report.Completed) * TicksPerSecond / float64(endTime))
		report.Busy = round3(float64(busy) / float64(endTime) / float64(len(m.busy)))
	}
	for _, class := range sortedKeys(m.sojourns) {
		values := m.sojourns[class]
		report.Classes = append(report.Classes,
			ClassReport{Class: class, Completed: len(values), P99Sojourn: percentile(values, 99)})
	}
	return report
}

// WriteText prints the report for people, times in milliseconds.
func (r Report) WriteText(w io.Writer) {
	fmt.Fprintf(w, "arrived %d  completed %d  rejected %d  in system %d\n",
		r.Arrived, r.Completed, r.Rejected, r.InSystem)
	reasons := make([]string, 0, len(r.ByReason))
	for reason := range r.ByReason {
		reasons = append(reasons, reason)
	}
	sort.Strings(reasons)
	for _, reason := range reasons {
		fmt.Fprintf(w, "  rejected, %s: %d\n", reason, r.ByReason[reason])
	}
	fmt.Fprintf(w, "wait ms: mean %.3f  p50 %.3f  p99 %.3f\n",
		millis(r.MeanWait), millis(r.P50Wait), millis(r.P99Wait))
	fmt.Fprintf(w, "throughput %.3f/s  busy %.1f%%  max depth %d\n", r.Throughput, r.Busy*100, r.MaxDepth)
	for _, class := range r.Classes {
		fmt.Fprintf(w, "class %s: completed %d, p99 sojourn %.3f ms\n",
			class.Class, class.Completed, millis(class.P99Sojourn))
	}
}

func mean(values []int64) int64 {
	if len(values) == 0 {
		return 0
	}
	var sum int64
	for _, v := range values {
		sum += v
	}
	return sum / int64(len(values))
}

// percentile is the nearest-rank percentile of an unsorted list; 0 for an empty one.
func percentile(values []int64, p int) int64 {
	if len(values) == 0 {
		return 0
	}
	sorted := append([]int64(nil), values...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })
	rank := (len(sorted)*p + 99) / 100
	return sorted[rank-1]
}

// sortedKeys makes map iteration deterministic.
func sortedKeys(m map[string][]int64) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func round3(x float64) float64 { return math.Round(x*1000) / 1000 }

func millis(ticks int64) float64 { return float64(ticks) / 1000 }
