"""One session at a time on a profile: an exclusive lock on a file beside the database.

Exists because the database's own locks are short. The operating system lets go of it when the process ends, however
it ends. Knows nothing of what the lock protects.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say

BUSY = "profile-busy"
"""The code of the fault when another holds the lock."""

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProfileLock:
    """The lock of a profile, by the path of its lock file; a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the lock without waiting; PortFault `profile-busy` while another holds it. RuntimeError when held."""
        if self._descriptor is not None:
            raise RuntimeError("the lock is held already")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            from desktop.store import faults  # with SQLite, which whoever only takes a lock need not load

            raise faults.unwritable(self._path) from error
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise _busy(self._path.parent) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; a second call does nothing. The file stays: deleting it would let two in at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> ProfileLock:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def _busy(folder: Path) -> PortFault:
    message = say("Another sync is at work on the profile {folder}.", folder=folder)
    return PortFault(Fault(FaultClass.ENVIRONMENT, BUSY, message, say("Wait until it is done, then try again.")))
