"""Go code in prose: found and sorted."""
