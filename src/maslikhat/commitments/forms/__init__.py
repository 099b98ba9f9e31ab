"""Forms of commitments: what is asked of a body, and each step after it."""
