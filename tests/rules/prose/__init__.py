"""Reading prose: text in, an answer out."""
