"""What several families derive from a plan."""
