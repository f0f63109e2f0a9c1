"""A line between two processes of one person on one computer: messages in order, each side sure of the other.

Exists so that the hand-over of commands knows no sockets and no pipes. Both sides prove that they know a key which only
the person can read; until then nothing is sent but random bytes. Must not know what the messages say: they may hold
a password, so nothing here is logged.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Protocol

GREETING_S = 5.0
"""How long either side waits for the next word of a greeting."""
LONGEST_PATH = 90
"""Bytes that the path of a socket may have; systems allow 103 to 107."""
_PROOF = 32
_FOLDER = "smartcloud-connect-"


class Line(Protocol):
    """What `multiprocessing.connection` gives for a socket and for a pipe."""

    def send_bytes(self, content: bytes, /) -> None:
        """Send one message. Raises OSError."""
        ...

    def recv_bytes(self, largest: int, /) -> bytes:
        """Wait for a message. Raises EOFError at the end, OSError for one that is too large."""
        ...

    def poll(self, seconds: float, /) -> bool:
        """Whether a message comes within that time."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class Refused(Exception):
    """The other side is not who it should be, or took too long to say so."""


def listen(profile: Path) -> tuple[Listener, str]:
    """Begin to listen for a profile: in its folder, or where sockets cannot be there in a new folder of our own.

    The address goes with it. Raises OSError where neither works.
    """
    if sys.platform == "win32":
        address = rf"\\.\pipe\{_FOLDER}{secrets.token_hex(16)}"
        return Listener(address, "AF_PIPE"), address
    place = profile.absolute() / "instance.socket"
    if len(os.fsencode(place)) <= LONGEST_PATH:
        with suppress(OSError):
            return _socket(place)
    place = Path(tempfile.mkdtemp(prefix=_FOLDER)) / place.name
    try:
        return _socket(place)
    except OSError:
        clear(str(place))
        raise


def clear(address: str) -> None:
    """Remove what a listener left behind at an address; pipes leave nothing."""
    place = Path(address)
    if sys.platform == "win32" or place.name != "instance.socket":
        return
    with suppress(OSError):
        place.unlink(missing_ok=True)
        if place.parent.name.startswith(_FOLDER):
            place.parent.rmdir()


def call(address: str) -> Line:
    """Reach whoever listens at an address. Raises OSError where nobody does."""
    line: Line = Client(address, "AF_PIPE" if sys.platform == "win32" else "AF_UNIX")
    return line


def greet_caller(line: Line, key: bytes) -> None:
    """Let the caller prove that it knows the key, and prove the same. Raises Refused."""
    ours = secrets.token_bytes(_PROOF)
    line.send_bytes(ours)
    told = _hear(line, 2 * _PROOF)
    theirs, proof = told[:_PROOF], told[_PROOF:]
    if not hmac.compare_digest(proof, _proof(key, b"caller", ours + theirs)):
        raise Refused("the caller does not know the key")
    line.send_bytes(_proof(key, b"instance", theirs + ours))


def greet_instance(line: Line, key: bytes) -> None:
    """Prove to whoever listens that we know the key, and let it prove the same. Raises Refused."""
    theirs = _hear(line, _PROOF)
    ours = secrets.token_bytes(_PROOF)
    line.send_bytes(ours + _proof(key, b"caller", theirs + ours))
    if not hmac.compare_digest(_hear(line, _PROOF), _proof(key, b"instance", ours + theirs)):
        raise Refused("whoever listens does not know the key")


def _hear(line: Line, size: int) -> bytes:
    try:
        if not line.poll(GREETING_S):
            raise Refused("the other side says nothing")
        told = line.recv_bytes(size)
    except (OSError, EOFError) as problem:
        raise Refused("the other side hung up") from problem
    if len(told) != size:
        raise Refused("the other side greets in another way")
    return told


def _proof(key: bytes, who: bytes, words: bytes) -> bytes:
    return hmac.digest(key, who + words, "sha256")


def _socket(place: Path) -> tuple[Listener, str]:
    place.unlink(missing_ok=True)
    listener = Listener(str(place), "AF_UNIX", backlog=16)
    place.chmod(0o600)
    return listener, str(place)
