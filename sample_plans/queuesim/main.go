// Queuesim simulates a pool of replicas that serve requests behind one dispatcher.
package main

import (
	"fmt"
	"os"

	"example.com/queuesim/cmd"
)

func main() {
	if err := cmd.Root().Execute(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "queuesim:", err)
		os.Exit(1)
	}
}
