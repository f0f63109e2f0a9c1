"""A law that does not hold.

Exists in a file of its own because everything in the simulation may find one.
"""

from __future__ import annotations


class Violation(AssertionError):
    """A law by its number ("L4"), and what breaks it in one sentence."""

    def __init__(self, law: str, sentence: str) -> None:
        super().__init__(f"{law}: {sentence}")
        self.law = law
