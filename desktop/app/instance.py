"""One running program a profile: whoever comes second hands its command over to the first.

Exists so that the command line and a second start of the tray never work beside a running one, but through it. Must not
know what the commands are. What is handed over may hold a password, so none of it is logged or kept.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread, current_thread
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.core.faults import Fault, FaultClass, PortFault, bug
from desktop.core.sentences import say
from desktop.store.lock import BUSY, ProfileLock

if TYPE_CHECKING:
    from multiprocessing.connection import Listener

    from desktop.app.local_line import Line

LOCK, PLACE = "instance.lock", "instance.json"
"""Files of the profile: whoever holds the lock is the instance, and the other one says how to reach it."""
LARGEST_CALL, LARGEST_ANSWER = 1 << 20, 1 << 28
CALLS = 16
"""So many calls wait for their answers at once; a further one is hung up on."""
CALL_S = 10.0
"""How long a caller may take to say what it wants."""
STARTING_S = 10.0
"""How long a caller waits for an instance that has the lock to listen."""
ENDING_S = 3.0
"""How long an ending instance waits for answers to get through."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A command: its words, what came by standard input, and the folder from which relative paths are meant."""

    words: list[str]
    typed: str = field(default="", repr=False)
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Answered:
    """What a command gave: its exit code, its standard output and its standard error."""

    code: int
    out: str = ""
    errors: str = ""


Handler: TypeAlias = Callable[[Call], Answered]


class Instance:
    """The one running program of a profile. `serve` once, `close` once."""

    def __init__(self, profile: Path, lock: ProfileLock) -> None:
        self._profile, self._lock = profile, lock
        self._guard, self._ending = Lock(), Event()
        self._free = BoundedSemaphore(CALLS)
        self._listener: Listener | None = None
        self._address = ""
        self._listening: Thread | None = None
        self._answering: set[Thread] = set()

    @classmethod
    def claim(cls, profile: Path) -> Instance | None:
        """Become the instance of a profile; None where another one is. Raises PortFault for an unusable folder."""
        lock = ProfileLock(profile / LOCK)
        try:
            lock.acquire()
        except PortFault as problem:
            if problem.fault.code == BUSY:
                return None
            raise
        return cls(profile, lock)

    def serve(self, handler: Handler) -> None:
        """Answer calls from now on, each in a thread of its own. Returns at once."""
        self._listening = Thread(target=self._listen, args=(handler,), name="hand-over", daemon=True)
        self._listening.start()

    def close(self) -> None:
        """Answer no call any more, let those that were answered get through, and let another one be the instance."""
        self._ending.set()
        self._wake()
        deadline = time.monotonic() + ENDING_S
        for thread in (self._listening, *tuple(self._answering)):
            if thread is not None:
                thread.join(max(0.0, deadline - time.monotonic()))
        if self._address:
            with suppress(OSError):
                (self._profile / PLACE).unlink(missing_ok=True)
        self._lock.release()

    def _listen(self, handler: Handler) -> None:
        from desktop.app import local_line  # which the icon does not wait for

        key = os.urandom(32)
        try:
            local_line.clear(str(_read_place(self._profile).get("address", "")))
            listener, self._address = local_line.listen(self._profile)
            _write_place(self._profile, {"address": self._address, "key": key.hex()})
        except OSError:
            _log.exception("No command can be handed over to this program.")
            return
        with self._guard:
            self._listener = listener
        while not self._ending.is_set():
            try:
                line = listener.accept()
            except (OSError, EOFError):
                self._ending.wait(0.1)  # out of descriptors, or a caller that went away
                continue
            self._begin(line, key, handler)
        listener.close()
        local_line.clear(self._address)

    def _begin(self, line: Line, key: bytes, handler: Handler) -> None:
        if self._ending.is_set() or not self._free.acquire(blocking=False):
            line.close()
            return
        thread = Thread(target=self._answer, args=(line, key, handler), name="call", daemon=True)
        self._answering.add(thread)
        thread.start()

    def _answer(self, line: Line, key: bytes, handler: Handler) -> None:
        from desktop.app.local_line import Refused, greet_caller

        try:
            greet_caller(line, key)
            call = _heard(line)
            if call is not None:
                line.send_bytes(_packed(asdict(_answered(handler, call))))
        except (Refused, OSError, EOFError) as problem:
            _log.info("A caller was not served: %s.", problem)
        finally:
            line.close()
            self._free.release()
            self._answering.discard(current_thread())

    def _wake(self) -> None:
        """Have the listening thread look up: closing a socket does not wake whoever waits at it."""
        with self._guard:
            listener = self._listener
        if listener is not None:
            from desktop.app import local_line

            with suppress(OSError):
                local_line.call(self._address).close()


def hand_over(profile: Path, call: Call, patience_s: float = STARTING_S) -> Answered | None:
    """Have the instance of a profile run a command; its answer, however long it takes. None: there is no instance.

    Raises PortFault where there is one that does not answer.
    """
    if not (profile / LOCK).exists():
        return None
    packed = _packed(asdict(call))
    if len(packed) > LARGEST_CALL:
        raise _too_long()
    deadline = time.monotonic() + patience_s
    while (line := _reach(profile)) is None:
        if not _claimed(profile):
            return None
        if time.monotonic() >= deadline:
            raise _silent(profile)
        time.sleep(0.05)
    try:
        line.send_bytes(packed)
        return Answered(**json.loads(line.recv_bytes(LARGEST_ANSWER)))
    except (OSError, EOFError, ValueError, TypeError) as problem:
        raise _hung_up() from problem
    finally:
        line.close()


def _reach(profile: Path) -> Line | None:
    """A line to the instance, each side sure of the other; None where that cannot be had at this moment."""
    from desktop.app.local_line import Refused, call, greet_instance

    place = _read_place(profile)
    try:
        line = call(place["address"])
        key = bytes.fromhex(place["key"])
    except (OSError, KeyError, ValueError, TypeError):
        return None
    try:
        greet_instance(line, key)
    except (Refused, OSError):
        line.close()
        return None
    return line


def _claimed(profile: Path) -> bool:
    """Whether somebody is the instance. A moment's own claim cannot harm: whoever starts then tries again."""
    mine = Instance.claim(profile)
    if mine is not None:
        mine.close()
    return mine is None


def _heard(line: Line) -> Call | None:
    """What a caller wants; None where it said nothing that could be understood."""
    if not line.poll(CALL_S):
        return None
    try:
        told = json.loads(line.recv_bytes(LARGEST_CALL))
        return Call([str(word) for word in told["words"]], str(told["typed"]), str(told["folder"]))
    except (ValueError, KeyError, TypeError):
        return None


def _answered(handler: Handler, call: Call) -> Answered:
    try:
        return handler(call)
    except Exception as problem:
        _log.exception("A command that was handed over broke.")
        return Answered(1, errors=bug(problem).sentence() + "\n")


def _packed(told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode()


def _read_place(profile: Path) -> dict[str, Any]:
    """How the instance is to be reached; {} where nothing that can be read says so."""
    try:
        told = json.loads((profile / PLACE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _write_place(profile: Path, told: dict[str, str]) -> None:
    """For the owner's eyes from the first byte on, and never half written."""
    aside = profile / f".{PLACE}.{os.urandom(6).hex()}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file)
    aside.replace(profile / PLACE)


def _silent(profile: Path) -> PortFault:
    message = say("SmartCloud Connect is running on the profile {profile}, but it does not answer.", profile=profile)
    action = say("Wait a moment and try again, or end it and start it anew.")
    return PortFault(Fault(FaultClass.ENVIRONMENT, "instance-silent", message, action))


def _too_long() -> PortFault:
    message = say("The command with its standard input is longer than a mebibyte.")
    return PortFault(Fault(FaultClass.UNSUPPORTED, "too-long", message, say("Give it a shorter input.")))


def _hung_up() -> PortFault:
    message = say("SmartCloud Connect ended before it had answered.")
    action = say("What was written stays. See with status how things stand, then try again.")
    return PortFault(Fault(FaultClass.ENVIRONMENT, "instance-ended", message, action))
