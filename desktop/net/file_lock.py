"""A lock between threads and processes: a file that the operating system locks for whoever holds it.

Exists so that a sign-in is renewed once although several programs of one person notice together that it ended. It
waits, unlike the lock of a profile. Must not know what it protects.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
            except OSError as error:
                if error.errno != errno.EDEADLK:  # which says that ten seconds of waiting are over
                    raise
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


class FileLock:
    """A context manager that waits for its turn; the same object may be used by many threads, but not nested."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._descriptor = -1

    def __enter__(self) -> FileLock:
        with ExitStack() as undo:
            self._threads.acquire()
            undo.callback(self._threads.release)
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
                undo.callback(os.close, self._descriptor)
                _take(self._descriptor)
            except OSError as error:
                message = say("The folder {parent} cannot be written to.", parent=self._path.parent)
                fault = Fault(
                    FaultClass.ENVIRONMENT, "read-only", message, say("Give yourself the right to write there.")
                )
                raise PortFault(fault) from error
            undo.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._descriptor)
        self._threads.release()
