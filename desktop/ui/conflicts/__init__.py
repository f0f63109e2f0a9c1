"""What waits for a person: conflicts, held deletions and problems, each in a list and never in a box."""
