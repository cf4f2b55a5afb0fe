"""The recon assistant: facts of the code, looked at beside their lines and accepted into Phase 0.

Never what finds the facts: that is `blistui.repo.recon`.
"""
