"""The mirror of both sides and our own state in one SQLite file: the only room that knows SQL."""
