package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"example.com/queuesim/sim"
	"example.com/queuesim/workload"
)

// options receives the flag values of one command.
type options struct {
	config       string
	workloadFile string
	replicas     int
	dispatch     string
	delayTicks   int64
	admission    string
	queueLimit   int
	seed         int64
	horizonTicks int64
	requests     int
	rate         float64
	format       string
	policies     string
}

// Root builds the command tree. Each call gives a fresh one, so tests share no flag values.
func Root() *Command {
	root := &Command{Use: "queuesim", Short: "simulate a pool of replicas behind one dispatcher"}
	root.AddCommand(newRunCommand(), newCompareCommand())
	return root
}

func newRunCommand() *Command {
	opts := &options{}
	run := &Command{Use: "run", Short: "simulate one configuration"}
	registerCommon(run, opts)
	run.Flags().StringVar(&opts.dispatch, "dispatch", sim.DispatchRoundRobin,
		"dispatch policy: "+strings.Join(sim.DispatchPolicies, ", "))
	run.Flags().StringVar(&opts.format, "format", "text", "output: text or json")
	run.Run = func(cmd *Command, out io.Writer) error {
		if opts.format != "text" && opts.format != "json" {
			return fmt.Errorf("unknown format %q; valid: text, json", opts.format)
		}
		bundle, spec, err := configure(cmd, opts)
		if err != nil {
			return err
		}
		report, err := simulate(bundle, spec)
		if err != nil {
			return err
		}
		if opts.format == "json" {
			encoder := json.NewEncoder(out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(report)
		}
		report.WriteText(out)
		return nil
	}
	return run
}

// newCompareCommand puts one workload before several dispatch policies: same seed, same arrivals,
// same demands (common random numbers).
func newCompareCommand() *Command {
	opts := &options{}
	compare := &Command{Use: "compare", Short: "simulate one workload under several dispatch policies"}
	registerCommon(compare, opts)
	compare.Flags().StringVar(&opts.policies, "policies", strings.Join(sim.DispatchPolicies, ","),
		"dispatch policies, separated by commas")
	compare.Run = func(cmd *Command, out io.Writer) error {
		bundle, spec, err := configure(cmd, opts)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-16s %9s %9s %12s %12s\n", "policy", "completed", "rejected", "p50 wait ms", "p99 wait ms")
		for _, name := range strings.Split(opts.policies, ",") {
			bundle.Dispatch.Policy = strings.TrimSpace(name)
			report, err := simulate(bundle, spec)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%-16s %9d %9d %12.3f %12.3f\n", bundle.Dispatch.Policy, report.Completed,
				report.Rejected, float64(report.P50Wait)/1000, float64(report.P99Wait)/1000)
		}
		return nil
	}
	return compare
}

func registerCommon(cmd *Command, opts *options) {
	flags := cmd.Flags()
	flags.StringVar(&opts.config, "config", "", "bundle file (JSON)")
	flags.StringVar(&opts.workloadFile, "workload", "", "workload file (JSON)")
	flags.IntVar(&opts.replicas, "replicas", 4, "number of replicas")
	flags.Int64Var(&opts.delayTicks, "dispatch-delay", 0, "ticks between admission and placement")
	flags.StringVar(&opts.admission, "admission", sim.AdmissionAlways,
		"admission policy: "+strings.Join(sim.AdmissionPolicies, ", "))
	flags.IntVar(&opts.queueLimit, "queue-limit", 0, "waiting requests the queue-limit policy allows")
	flags.Int64Var(&opts.seed, "seed", 1, "master seed of all random streams")
	flags.Int64Var(&opts.horizonTicks, "horizon", 0, "last tick; 0 runs until the system is empty")
	flags.IntVar(&opts.requests, "requests", 2000, "number of requests")
	flags.Float64Var(&opts.rate, "rate", 60, "arrivals per second")
}

// configure reads the files and lets given flags override them. A flag left out never overrides a
// file, whatever its default: that is why Changed is asked and not the value.
func configure(cmd *Command, opts *options) (sim.Bundle, workload.Spec, error) {
	bundle, spec := sim.DefaultBundle(), workload.DefaultSpec()
	var err error
	if opts.config != "" {
		if bundle, err = sim.LoadBundle(opts.config); err != nil {
			return bundle, spec, err
		}
	}
	if opts.workloadFile != "" {
		if spec, err = workload.Load(opts.workloadFile); err != nil {
			return bundle, spec, err
		}
	}
	overrides := map[string]func(){
		"replicas":       func() { bundle.Pool.Replicas = opts.replicas },
		"dispatch":       func() { bundle.Dispatch.Policy = opts.dispatch },
		"dispatch-delay": func() { bundle.Dispatch.DelayTicks = opts.delayTicks },
		"admission":      func() { bundle.Admission.Policy = opts.admission },
		"queue-limit":    func() { bundle.Admission.QueueLimit = opts.queueLimit },
		"seed":           func() { bundle.Run.Seed = opts.seed },
		"horizon":        func() { bundle.Run.HorizonTicks = opts.horizonTicks },
		"requests":       func() { spec.Requests = opts.requests },
		"rate":           func() { spec.RatePerSec = opts.rate },
	}
	for name, apply := range overrides { // each writes a field of its own: the order is free
		if cmd.Changed(name) {
			apply()
		}
	}
	return bundle, spec, nil
}

// simulate draws a new workload for every run: the simulator writes into the requests it is given.
func simulate(bundle sim.Bundle, spec workload.Spec) (sim.Report, error) {
	requests, err := workload.Generate(spec, sim.NewPartitionedRNG(bundle.Run.Seed))
	if err != nil {
		return sim.Report{}, err
	}
	simulator, err := sim.NewSimulator(bundle, requests)
	if err != nil {
		return sim.Report{}, err
	}
	return simulator.Run(), nil
}
