"""What leaves the house: Markdown A to K, the review core, JSON."""
