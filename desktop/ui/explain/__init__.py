"""All about one item: how it stands and why, both versions, and its past."""
