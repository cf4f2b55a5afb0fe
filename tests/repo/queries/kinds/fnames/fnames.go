// Package fnames has functions, methods, fields and parameters all named alike.
package fnames

type Run struct{ Run func(Run Run) Run }

func (r Run) run(run func(run Run) Run) Run { return run(r) }

func run(run Run) func(Run) Run { return run.Run }

type Run2 struct{ *Run }

type Runner interface {
	run(run func(Run) Run) Run
}

func use() {
	r := Run{Run: func(Run Run) Run { return Run.Run(Run) }}
	r.run(run(r))
	Run2{&r}.run(r.Run)
	Run2{&r}.Run.run(Run2{Run: &r}.Run.Run)
	var run Runner = r
	run.run(r.Run)
	_ = struct{ run Run }{run: r}.run.run
	_ = map[string]Run{"run": {Run: r.Run}}["run"].Run
	_ = []Run{{Run: nil}, {r.Run}}
	_ = [...]*Run{0: {Run: nil}}
}
