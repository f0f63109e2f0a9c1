"""Chaos over real HTTP: the program as a process is killed at bad moments, and nothing is lost or doubled."""
