"""The stage of a demonstration: a running sandbox with people in it, a count of its requests, and a judge.

Exists so that a demonstration needs one thing to start. It must not know the program that is demonstrated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from desktop.sandbox.judge import Judge
from desktop.sandbox.people import SimulatedPeople
from desktop.sandbox.request_log import HttpExchange
from desktop.sandbox.serve import Sandbox, SandboxOptions

CONTACTS = 12


class Stage:
    """A sandbox, its people and its judge. The judge knows the personal contacts as they were at the start."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self.ready = ready
        self.people = SimulatedPeople(ready)
        self._judge = Judge(ready)
        self.personal = self._judge.remember_personal()
        self._calls = self._requests = 0

    def observe(self, seen: HttpExchange) -> None:
        """Count one request; runs on the sandbox's thread."""
        self._calls += seen.api_calls
        self._requests += seen.server in ("exchange", "graph")

    def requests(self) -> tuple[int, int]:
        """Salesforce API calls and Exchange requests so far, whoever made them."""
        return self._calls, self._requests

    def disagreements(self, excused: Collection[str] = ()) -> list[str]:
        """What the judge finds, reading both servers afresh."""
        return self._judge.disagreements(excused)

    def shared(self) -> tuple[int, int]:
        """How many contacts there are: the user's in Salesforce, and in the shared folder."""
        return self._judge.shared()


@contextmanager
def stage(contacts: int = CONTACTS, seed: int = 1) -> Iterator[Stage]:
    """A stage with so many contacts in Salesforce; everything ends and goes with the context."""
    observers: list[Stage] = []

    def observe(seen: HttpExchange) -> None:
        for observer in observers:
            observer.observe(seen)

    with Sandbox(SandboxOptions(seed=seed, contacts=contacts, observe=observe)) as sandbox:
        found = Stage(sandbox.ready)
        observers.append(found)
        yield found
