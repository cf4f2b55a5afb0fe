"""What a claim rests on, beside the claim: the cited lines as they are now, and what the rules find in it.

Never here: verification itself, or an edit. What it shows is verified in `blistui.repo.citations`.
"""
