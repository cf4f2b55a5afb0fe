"""Cases for each family of rules: a plan that passes and the same plan with one thing broken."""
