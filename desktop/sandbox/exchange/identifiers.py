"""Ids and change keys of the simulated mailbox: opaque, case-sensitive, the same for the same seed and history.

Exchange's ids are base64 of a structure that clients must not read, up to 512 bytes
(https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-identifiers-in-exchange).
Nothing here knows what an item holds.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime

from desktop.sandbox.exchange.refusals import Refusal

ITEM = b"\x00\x07"
FOLDER = b"\x00\x01"
_ID_HEAD = b"\x00\x03\x24"
_KEY_HEAD = b"\x11\x00\x00\x00\x16\x00\x00\x00"


class Ledger:
    """The mailbox's counters: it mints ids, change numbers and times, and reads ids and change keys back."""

    def __init__(self, seed: int, clock: Callable[[], datetime]) -> None:
        digest = hashlib.blake2b(f"mailbox {seed}".encode(), digest_size=16).digest()
        self.guid = uuid.UUID(bytes=digest, version=4)
        self.change = 0
        self.serial = 0
        self._clock = clock

    def now(self) -> str:
        """The time of this moment as Exchange writes it: UTC, whole seconds."""
        return self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    def next_change(self) -> int:
        """A change number greater than every one before it."""
        self.change += 1
        return self.change

    def mint(self, kind: bytes) -> str:
        """A new id for an item or a folder (`ITEM`, `FOLDER`); never given out twice."""
        self.serial += 1
        body = hashlib.blake2b(
            self.serial.to_bytes(8, "big"), key=self.guid.bytes, digest_size=34, person=kind + b"id"
        ).digest()
        return base64.b64encode(_ID_HEAD + b"$" + str(self.guid).encode() + b"\x46" + kind + body).decode()

    def kind_of(self, identifier: str) -> bytes:
        """Whether an id is an item's or a folder's; raises ErrorInvalidIdMalformed for what is neither."""
        if not identifier:
            raise Refusal("ErrorInvalidIdEmpty")
        raw = _decoded(identifier)
        if raw is None or len(raw) != 77 or not raw.startswith(_ID_HEAD) or raw[41:43] not in (ITEM, FOLDER):
            raise Refusal("ErrorInvalidIdMalformed")
        return raw[41:43]

    def entry_id(self, identifier: str) -> bytes:
        """The store's own entry id behind an id; raises ErrorInvalidIdMalformed."""
        self.kind_of(identifier)
        return b"\x00\x00\x00\x00" + base64.b64decode(identifier)[41:]

    def from_entry_id(self, entry: bytes) -> str:
        """The id that an entry id stands for; raises ErrorInvalidIdMalformed."""
        identifier = base64.b64encode(_ID_HEAD + b"$" + str(self.guid).encode() + b"\x46" + entry[4:]).decode()
        self.kind_of(identifier)
        return identifier

    def change_key(self, change: int) -> str:
        """The change key of a version: base64, a new one for each change number."""
        return base64.b64encode(_KEY_HEAD + self.guid.bytes + change.to_bytes(6, "big")).decode()

    def change_of(self, change_key: str) -> int:
        """The change number in a change key; raises ErrorInvalidChangeKey for what is none of this mailbox."""
        raw = _decoded(change_key)
        if raw is None or len(raw) != 30 or raw[:24] != _KEY_HEAD + self.guid.bytes:
            raise Refusal("ErrorInvalidChangeKey")
        return int.from_bytes(raw[24:], "big")


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
