"""What happened in one folder, kept so that "what is new since that state" needs no scan of the folder.

The shape follows Microsoft's incremental change synchronisation (MS-OXCFXICS): a state says which members the client
knows and which change it has seen, so that a member created and changed since is one creation, and one created and
deleted since is nothing. It knows ids and numbers only: nothing of items, folders or SOAP.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal

from desktop.sandbox.exchange.refusals import Refusal

ChangeKind = Literal["create", "update", "delete", "read"]


@dataclass(slots=True)
class Trace:
    """The latest fact about one member: `number` is its last change, `content` the last that was not a read flag.

    `born` is the change by which it came.
    """

    arrival: int
    number: int
    content: int
    gone: bool = False
    born: int = 0


@dataclass(slots=True)
class SyncState:
    """How far a client has read. `cursor` above 1 means that the first listing, newest first, is still going on.

    `known` holds arrivals up to which every member is known; `ranges` are further known arrivals of a round that is
    not over; `ahead` are changes after `mark` that the listing has delivered already.
    """

    mark: int
    cursor: int
    known: int = 0
    ranges: list[list[int]] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)

    def knows(self, arrival: int) -> bool:
        """Whether the client was told of the member with this arrival."""
        return arrival <= self.known or any(low <= arrival <= high for low, high in self.ranges)

    def learn(self, arrival: int) -> None:
        """Note that the client is told of this member; neighbours become one range."""
        for bounds in reversed(self.ranges[-2:]):
            if arrival == bounds[0] - 1:
                bounds[0] = arrival
                return
            if arrival == bounds[1] + 1:
                bounds[1] = arrival
                return
        self.ranges.append([arrival, arrival])


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: (kind, id) pairs, the state after them, and whether nothing more waits."""

    changes: list[tuple[ChangeKind, str]]
    state: SyncState
    last: bool


class History:
    """The changes of one container's members, in order, each member's latest only."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._traces: dict[str, Trace] = {}
        self._order: list[tuple[int, str]] = []

    def record(self, number: int, member: str, kind: ChangeKind) -> None:
        """Note one change; numbers must grow from call to call."""
        trace = self._traces.get(member)
        if trace is None:
            self._ids.append(member)
            trace = self._traces[member] = Trace(len(self._ids), number, number, born=number)
        trace.number = number
        trace.gone = kind == "delete"
        if kind != "read":
            trace.content = number
        self._order.append((number, member))
        if len(self._order) > 2 * len(self._traces) + 1000:
            self._order = [(n, m) for n, m in self._order if self._traces[m].number == n]

    def start(self, until: int | None = None) -> SyncState:
        """The state of a client that knows nothing yet, and may know nothing after the change `until`, where given."""
        last = self._order[-1][0] if self._order else 0
        return SyncState(mark=last if until is None else min(last, until), cursor=len(self._ids) + 1)

    def newest_first(self, until: int | None = None) -> list[str]:
        """The living members, the latest arrival first; those only that had come by the change `until`, where given."""
        return [member for member in reversed(self._ids) if self._shows(self._traces[member], until)]

    @staticmethod
    def _shows(trace: Trace, until: int | None) -> bool:
        return not trace.gone and (until is None or trace.born <= until)

    def page(self, state: SyncState, limit: int, until: int | None = None) -> Page:
        """At most `limit` changes after `state`, which is not altered; none that came after `until`, where given."""
        after = SyncState(state.mark, state.cursor, state.known, [list(r) for r in state.ranges], list(state.ahead))
        changes = self._listing(after, limit, until)
        if after.cursor > 1:
            return Page(changes, after, last=False)
        last = self._since(after, changes, limit, until)
        hides = until is not None and bool(self._order) and self._order[-1][0] > until
        if last and not hides:
            after = SyncState(after.mark, 1, known=len(self._ids))
        return Page(changes, after, last)

    def _listing(self, state: SyncState, limit: int, until: int | None) -> list[tuple[ChangeKind, str]]:
        changes: list[tuple[ChangeKind, str]] = []
        while state.cursor > 1 and len(changes) < limit:
            state.cursor -= 1
            member = self._ids[state.cursor - 1]
            trace = self._traces[member]
            if self._shows(trace, until):
                changes.append(("create", member))
                if trace.number > state.mark:
                    state.ahead.append(trace.number)
            if self._shows(trace, until) or trace.number <= state.mark:
                state.learn(state.cursor)
        return changes

    def _since(self, state: SyncState, changes: list[tuple[ChangeKind, str]], limit: int, until: int | None) -> bool:
        """Append what changed after the mark; true when all of it fitted."""
        seen = set(state.ahead)
        mark = state.mark
        index = bisect_right(self._order, mark, key=lambda entry: entry[0])
        while index < len(self._order):
            number, member = self._order[index]
            if until is not None and number > until:
                break
            kind = self._meaning(number, member, state) if number not in seen else None
            if kind is not None:
                if len(changes) >= limit:
                    return False
                changes.append((kind, member))
                if kind == "create":
                    state.learn(self._traces[member].arrival)
            state.mark = number
            index += 1
        return True

    def _meaning(self, number: int, member: str, state: SyncState) -> ChangeKind | None:
        trace = self._traces[member]
        if trace.number != number:
            return None
        known = state.knows(trace.arrival)
        if trace.gone:
            return "delete" if known else None
        if not known:
            return "create"
        return "update" if trace.content > state.mark else "read"

    def dump(self) -> dict[str, Any]:
        """The history in JSON's types."""
        traces = [[m, t.arrival, t.number, t.content, t.gone, t.born] for m, t in self._traces.items()]
        return {"traces": traces, "order": [list(entry) for entry in self._order]}

    @classmethod
    def load(cls, dumped: dict[str, Any]) -> History:
        """The history that `dump` wrote."""
        history = cls()
        for member, arrival, number, content, gone, *born in dumped["traces"]:
            history._ids.append(member)
            history._traces[member] = Trace(arrival, number, content, gone, *born)
        history._order = [(number, member) for number, member in dumped["order"]]
        return history


def seal(secret: str, scope: str, state: SyncState) -> str:
    """A state as the opaque text that a client keeps; only the same secret and scope open it again."""
    listed = [state.mark, state.cursor, state.known, state.ranges, state.ahead]
    packed = zlib.compress(json.dumps(listed, separators=(",", ":")).encode(), 6)
    return base64.b64encode(_stamp(secret, scope, packed) + packed).decode()


def unseal(secret: str, scope: str, text: str) -> SyncState:
    """The state in a client's text; raises ErrorInvalidSyncStateData when it is not one of this folder and epoch."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Refusal("ErrorInvalidSyncStateData") from problem
    if len(raw) < 17 or raw[:16] != _stamp(secret, scope, raw[16:]):
        raise Refusal("ErrorInvalidSyncStateData")
    mark, cursor, known, ranges, ahead = json.loads(zlib.decompress(raw[16:]))
    return SyncState(mark, cursor, known, ranges, ahead)


def _stamp(secret: str, scope: str, packed: bytes) -> bytes:
    return hashlib.blake2b(packed, key=hashlib.sha256(f"{secret} {scope}".encode()).digest(), digest_size=16).digest()
