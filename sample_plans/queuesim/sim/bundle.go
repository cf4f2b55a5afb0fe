package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Bundle configures a run, one group per module. It is read from a JSON file, then flags override
// single values, then Validate checks the result.
type Bundle struct {
	Pool      PoolConfig      `json:"pool"`
	Dispatch  DispatchConfig  `json:"dispatch"`
	Admission AdmissionConfig `json:"admission"`
	Run       RunConfig       `json:"run"`
}

// PoolConfig describes the replicas, whose number is fixed for the whole run.
type PoolConfig struct {
	Replicas int       `json:"replicas"`
	Speeds   []float64 `json:"speeds,omitempty"` // one per replica; empty: all nominal
	Jitter   float64   `json:"jitter"`
}

// DispatchConfig names the dispatch policy and the delay between admission and placement.
type DispatchConfig struct {
	Policy     string `json:"policy"`
	DelayTicks int64  `json:"delay_ticks"`
}

// AdmissionConfig names the admission policy. QueueLimit is read by the queue-limit policy only:
// parameters of all policies share this one struct.
type AdmissionConfig struct {
	Policy     string `json:"policy"`
	QueueLimit int    `json:"queue_limit,omitempty"`
}

// RunConfig holds what belongs to the experiment, not to the system under study.
type RunConfig struct {
	Seed         int64 `json:"seed"`
	HorizonTicks int64 `json:"horizon_ticks"` // 0: until the system is empty
	SampleTicks  int64 `json:"sample_ticks"`  // distance of two samples of the pool; 0: none
}

// DefaultBundle is a pool of four nominal replicas, round-robin, nobody refused.
func DefaultBundle() Bundle {
	return Bundle{
		Pool:      PoolConfig{Replicas: 4, Jitter: 0.1},
		Dispatch:  DispatchConfig{Policy: DispatchRoundRobin},
		Admission: AdmissionConfig{Policy: AdmissionAlways},
		Run:       RunConfig{Seed: 1, SampleTicks: 100_000},
	}
}

// LoadBundle reads a bundle over the defaults. An unknown key is an error: a typing mistake must not
// turn into a default.
func LoadBundle(path string) (Bundle, error) {
	bundle := DefaultBundle()
	err := DecodeStrict(path, &bundle)
	return bundle, err
}

// DecodeStrict reads one JSON value from a file and refuses unknown keys and trailing text.
func DecodeStrict(path string, into any) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: text after the configuration", path)
	}
	return nil
}

// Validate reports the first value that no run can use. Policy names are checked by the factories.
func (b Bundle) Validate() error {
	if b.Pool.Replicas < 1 {
		return fmt.Errorf("pool.replicas must be at least 1, got %d", b.Pool.Replicas)
	}
	if n := len(b.Pool.Speeds); n != 0 && n != b.Pool.Replicas {
		return fmt.Errorf("pool.speeds has %d values for %d replicas", n, b.Pool.Replicas)
	}
	for i, speed := range b.Pool.Speeds {
		if !(speed > 0) { // also catches NaN
			return fmt.Errorf("pool.speeds[%d] must be positive, got %v", i, speed)
		}
	}
	if !(b.Pool.Jitter >= 0 && b.Pool.Jitter < 1) {
		return fmt.Errorf("pool.jitter must be in [0, 1), got %v", b.Pool.Jitter)
	}
	if b.Dispatch.DelayTicks < 0 || b.Run.HorizonTicks < 0 || b.Run.SampleTicks < 0 {
		return errors.New("dispatch.delay_ticks, run.horizon_ticks and run.sample_ticks must not be negative")
	}
	return nil
}

// speed of one replica: its own, or nominal.
func (c PoolConfig) speed(replica int) float64 {
	if len(c.Speeds) == 0 {
		return 1
	}
	return c.Speeds[replica]
}
