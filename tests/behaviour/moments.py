"""The moments that a session passes: before and after each call, and around each transaction.

Exists so that a story can be told once for every moment at which the program may die, or a person may decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .office import Office


class Moments:
    """Stands in the way of an office's calls and transactions, and counts what it lets pass."""

    def __init__(self, office: Office) -> None:
        self.passed = 0
        self._database = office.database
        self.transaction = office.database.transaction
        """The transaction as it was."""
        office.database.transaction = self.watched  # type: ignore[method-assign]
        self._calls = (office.world.crm.calls, office.world.mailbox.calls)
        for calls in self._calls:
            calls.before_call = calls.after_commit = self.moment

    def end(self) -> None:
        """Nothing is watched any more."""
        self._database.transaction = self.transaction  # type: ignore[method-assign]
        for calls in self._calls:
            calls.quiet()

    def moment(self, _name: str = "") -> None:
        """One moment, which may raise."""
        self.passed += 1

    @contextmanager
    def watched(self) -> Iterator[None]:
        """A transaction between two moments."""
        self.moment()
        with self.transaction():
            yield
        self.moment()


class Crash(BaseException):
    """The program is gone."""


class Doom(Moments):
    """Lets the program die at one of the moments: each commit and each call, before and after."""

    def __init__(self, office: Office, fatal: int | None) -> None:
        super().__init__(office)
        self.fatal, self.dead = fatal, False

    def moment(self, _name: str = "") -> None:
        """The program dies here, or has died before."""
        if self.passed == self.fatal:
            self.dead = True
        self.passed += 1
        if self.dead:
            raise Crash

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What has died begins no transaction; it may die before and after the commit."""
        if self.dead:
            raise Crash
        with self.transaction():
            yield
            self.moment()
        self.moment()
