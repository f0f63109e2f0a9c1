"""What the servers of the sandbox do wrong on purpose: the plan, and the hands that carry it out."""
