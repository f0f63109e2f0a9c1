"""What sync did and what it would do."""
