"""The simulation: random people, a world that fails, and the laws that must hold whatever happens.

The real core, mapping, store, session and recovery run on the in-process world; clock, ids and network are simulated,
so that a seed is a history and a history is a test. `python -m tests.simulation` searches; what it found is pinned in
`test_pinned.py`. The laws are those of `docs/laws.md`.
"""
