"""What a claim rests on, beside the claim: the cited lines as they are now, and what the rules say of it."""
