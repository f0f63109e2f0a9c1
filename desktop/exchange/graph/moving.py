"""Moving a contact into another folder: a copy of all that Graph tells of it is made there, then the original goes.

Exists because Graph moves no contacts. What is under way is remembered before it begins, and ended before anything
else is read, so that a crash, or a lost reply, never leaves one contact as two. The original goes beyond Deleted Items
into what Exchange keeps of deleted items, so that no twin of a live contact lies in the bin. Must not know why a
contact is moved.
https://learn.microsoft.com/graph/api/resources/contact
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from desktop.core.faults import FaultClass, PortFault
from desktop.core.outcome import Applied, Outcome, Refused, Stale, Unknown
from desktop.core.record import Role
from desktop.exchange import link_property
from desktop.exchange.graph import errors, fields, items
from desktop.exchange.graph.calls import Answer, Json, Part, expansion, literal, options, path
from desktop.exchange.graph.folder_tree import FolderTree
from desktop.exchange.graph.items import Placed
from desktop.exchange.graph.source import Reading
from desktop.exchange.graph.wire import Wire
from desktop.exchange.graph.writes import contact, folder_missing, placed_now, send_all

ORIGIN: Final = f"String {{{link_property.PROPERTY_SET_ID}}} Name SmartCloudOrigin"
"""On a copy: the id of the contact that it was made from."""
_MEMORY = "moves"
_LOOKS: Final = 2
"""A copy that was just made may not be listed yet: only a second look proves that there is none."""
_NOT_COPIED: Final = frozenset(
    {"id", "createdDateTime", "lastModifiedDateTime", "changeKey", "parentFolderId", "singleValueExtendedProperties"}
    | {"primaryEmailAddress", "secondaryEmailAddress", "tertiaryEmailAddress", *fields.LISTED_TWICE}
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A contact that is to be moved, with what it shall carry there."""

    now: Placed
    categories: Sequence[str]
    link: str | None


@dataclass(frozen=True, slots=True)
class _Begun:
    """A move under way: the original with the version that was copied, and where the copy goes."""

    native_id: str
    version: str
    folder_id: str
    binned: bool
    looks: int = 0


class Moving:
    """Moves contacts of one mailbox. Methods raise PortFault only when nothing was carried out."""

    def __init__(self, wire: Wire, folders: FolderTree, reading: Reading) -> None:
        self._wire = wire
        self._folders = folders
        self._reading = reading

    def move(self, moves: Sequence[Wanted], role: Role, begun: bool) -> list[Outcome]:
        """Move contacts to the folder of a role: Applied with their new ids. `begun`: something was written before."""
        outcomes: dict[int, Outcome] = {}
        bodies: dict[int, Json] = {}
        for index, (wanted, whole, photo) in enumerate(self._whole(moves, begun)):
            obstacle = _obstacle(wanted, whole, photo)
            if obstacle is None:
                bodies[index] = _copy_of(whole.body, wanted)
            else:
                outcomes[index] = obstacle
        chosen = [moves[index] for index in bodies]
        made = self._made(chosen, list(bodies.values()), role, begun)
        outcomes |= zip(bodies, self._replaced(chosen, made), strict=True)
        return [outcomes[index] for index in range(len(moves))]

    def finish(self) -> None:
        """End what was begun: where the copy is there the original goes, unless somebody changed it meanwhile."""
        moves = self._begun()
        if moves:
            left = [move for move in moves if not self._ended(move)]
            self._keep([replace(move, looks=move.looks + 1) for move in left if move.looks + 1 < _LOOKS])

    def _ended(self, move: _Begun) -> bool:
        """Whether a move is at its end now; not while its copy is not to be found."""
        copies = self._copies_of(move)
        if not copies:
            return False
        (answer,) = self._reading.answers([move.native_id], None)
        if not answer.ok:
            return True
        now = items.placed(answer.body)
        if self._is_deleted(now) and not move.binned:
            self._discard([move.native_id], times=1)
        elif now.version == move.version:
            self._remove([move])
        else:
            self._discard(copies)
        return True

    def _copies_of(self, move: _Begun) -> list[str]:
        condition = f"singleValueExtendedProperties/any(ep:ep/id eq {literal(ORIGIN)} and ep/value eq "
        query = options(
            select="parentFolderId",
            expand=expansion((ORIGIN,)),
            filter=f"{condition}{literal(move.native_id)})",
        )
        found = self._reading.listed(move.folder_id, query)
        # Exchange compares without case, and ids differ by case.
        return [str(each["id"]) for each in found if move.native_id in fields.extended_values(each).values()]

    def _whole(self, moves: Sequence[Wanted], begun: bool) -> list[tuple[Wanted, Answer, Answer]]:
        """Each contact with all that is told of it, and with the answer about its photo."""
        ids = [wanted.now.native_id for wanted in moves]
        everything = options(expand=expansion((items.LINK, *fields.EVERY_EXTENDED)))
        try:
            whole = self._wire.read([Part("GET", contact(native_id) + everything) for native_id in ids])
            photos = self._wire.read([Part("GET", contact(native_id) + path("photo")) for native_id in ids])
        except PortFault:
            if not begun:
                raise
            whole = photos = [Answer(504)] * len(ids)
        return list(zip(moves, whole, photos, strict=True))

    def _made(self, moves: Sequence[Wanted], bodies: Sequence[Json], role: Role, begun: bool) -> list[Outcome]:
        """Make the copies, in the folder as it is found or made now where it was not there."""
        outcomes = self._make(moves, bodies, role, begun)
        if not outcomes or not all(map(folder_missing, outcomes)):
            return outcomes
        try:
            self._folders.forget(role)
            return self._make(moves, bodies, role, begun)
        except PortFault as problem:
            if not begun:
                raise
            return [Unknown(problem.fault)] * len(moves)

    def _make(self, moves: Sequence[Wanted], bodies: Sequence[Json], role: Role, begun: bool) -> list[Outcome]:
        if not moves:
            return []
        folder_id = self._folders.made(role)
        self._keep([*self._begun(), *(self._begin(wanted, folder_id) for wanted in moves)])
        address = path("me", "contactFolders", folder_id, "contacts")
        try:
            outcomes = send_all(self._wire, [Part("POST", address, body) for body in bodies], begun)
        except PortFault:
            self._forget(moves)
            raise
        pairs = zip(moves, outcomes, strict=True)
        self._forget([wanted for wanted, outcome in pairs if not isinstance(outcome, Applied | Unknown)])
        return outcomes

    def _replaced(self, moves: Sequence[Wanted], outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Take the originals of what was copied away; a copy of one that was changed meanwhile goes instead."""
        found = list(outcomes)
        copied = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, Applied)]
        known = {move.native_id: move for move in self._begun()}
        removals = self._remove([known[moves[index].now.native_id] for index in copied])
        ended = []
        for index, removal in zip(copied, removals, strict=True):
            copy = outcomes[index]
            if isinstance(removal, Stale) and isinstance(copy, Applied):
                found[index] = Stale()
                removal = self._discard([copy.native_id])[0]
            if isinstance(removal, Applied) or _is_gone(removal):
                ended.append(moves[index])
        self._forget(ended)
        return found

    def _remove(self, moves: Sequence[_Begun]) -> list[Outcome]:
        """Take originals away under the version that was copied; an original out of the bin is gone with one step."""
        parts = [Part("DELETE", contact(move.native_id), match=move.version) for move in moves]
        outcomes = send_all(self._wire, parts, begun=True)
        pairs = zip(moves, outcomes, strict=True)
        into_bin = [move.native_id for move, outcome in pairs if isinstance(outcome, Applied) and not move.binned]
        self._discard(into_bin, times=1)
        return outcomes

    def _discard(self, native_ids: Sequence[str], times: int = 2) -> list[Outcome]:
        """Delete contacts: once into the bin, twice out of sight."""
        outcomes: list[Outcome] = []
        for _ in range(times):
            outcomes = send_all(self._wire, [Part("DELETE", contact(each)) for each in native_ids], begun=True)
        return outcomes

    def _begin(self, wanted: Wanted, folder_id: str) -> _Begun:
        now = wanted.now
        return _Begun(now.native_id, now.version, folder_id, self._is_deleted(now))

    def _is_deleted(self, now: Placed) -> bool:
        return self._folders.role_of(now.folder_id) in (Role.DELETED, None)

    def _begun(self) -> list[_Begun]:
        told = self._wire.recall(_MEMORY)
        return [_Begun(**row) for row in json.loads(told)] if told else []

    def _keep(self, moves: Sequence[_Begun]) -> None:
        self._wire.remember(_MEMORY, json.dumps([asdict(move) for move in moves]) if moves else "")

    def _forget(self, moves: Sequence[Wanted]) -> None:
        ended = {wanted.now.native_id for wanted in moves}
        if ended:
            self._keep([move for move in self._begun() if move.native_id not in ended])


def _obstacle(wanted: Wanted, whole: Answer, photo: Answer) -> Outcome | None:
    """Why a contact cannot be moved now; None where it can."""
    if whole.status == 504:
        return Unknown(errors.fault_of(whole))
    now = placed_now(whole)
    if isinstance(now, Refused):
        return now
    if now.version != wanted.now.version:
        return Stale()
    return Refused(errors.HAS_PHOTO) if photo.ok else None


def _is_gone(outcome: Outcome) -> bool:
    return isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE


def _copy_of(entity: Json, wanted: Wanted) -> Json:
    """The body that makes a contact like this one, with its categories, link id and origin."""
    body = {name: value for name, value in entity.items() if name not in _NOT_COPIED and "@" not in name}
    if fields.has_gap(entity):
        body.pop("emailAddresses", None)
    told = entity.get("singleValueExtendedProperties") or ()
    extended = {str(each["id"]): str(each["value"]) for each in told if str(each["id"]).lower() != items.LINK.lower()}
    if "emailAddresses" in body:
        extended = {name: value for name, value in extended.items() if not fields.is_of_email(name)}
    link = wanted.now.link if wanted.link is None else wanted.link
    extended |= {ORIGIN: wanted.now.native_id} | ({items.LINK: link} if link else {})
    kept = {name: value for name, value in body.items() if value not in (None, "", [], {})}
    values = [{"id": name, "value": value} for name, value in extended.items()]
    return {**kept, "categories": list(wanted.categories), "singleValueExtendedProperties": values}
