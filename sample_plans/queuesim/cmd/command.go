// Package cmd is the command line: it turns flags and files into a bundle and a workload, and
// prints reports. It decides nothing about the simulation itself.
package cmd

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// Command is one word of the command line with its flags; commands form a tree.
type Command struct {
	Use   string // the word
	Short string // one line of help
	Run   func(cmd *Command, out io.Writer) error

	flags    *flag.FlagSet
	children []*Command
}

// Flags is the command's own flag set, where flags are registered before Execute.
func (c *Command) Flags() *flag.FlagSet {
	if c.flags == nil {
		c.flags = flag.NewFlagSet(c.Use, flag.ContinueOnError)
		c.flags.SetOutput(io.Discard) // Execute prints usage itself
	}
	return c.flags
}

// AddCommand hangs commands below this one.
func (c *Command) AddCommand(children ...*Command) { c.children = append(c.children, children...) }

// Changed reports whether a flag was given on the command line.
func (c *Command) Changed(name string) bool {
	given := false
	c.Flags().Visit(func(f *flag.Flag) { given = given || f.Name == name })
	return given
}

// Execute finds the command the arguments name, parses its flags and runs it.
func (c *Command) Execute(args []string, out io.Writer) error {
	if len(args) > 0 {
		for _, child := range c.children {
			if child.Use == args[0] {
				return child.Execute(args[1:], out)
			}
		}
	}
	if err := c.Flags().Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			c.usage(out)
			return nil
		}
		return fmt.Errorf("%s: %w", c.Use, err)
	}
	if rest := c.Flags().Args(); len(rest) > 0 {
		return fmt.Errorf("%s: unknown argument %q", c.Use, rest[0])
	}
	if c.Run == nil {
		c.usage(out)
		return nil
	}
	return c.Run(c, out)
}

func (c *Command) usage(out io.Writer) {
	fmt.Fprintf(out, "%s: %s\n", c.Use, c.Short)
	for _, child := range c.children {
		fmt.Fprintf(out, "  %-10s %s\n", child.Use, child.Short)
	}
	c.Flags().VisitAll(func(f *flag.Flag) {
		fmt.Fprintf(out, "  --%-16s %s", f.Name, f.Usage)
		if f.DefValue != "" {
			fmt.Fprintf(out, " (default %s)", f.DefValue)
		}
		fmt.Fprintln(out)
	})
}
