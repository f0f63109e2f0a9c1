"""Sharing and un-sharing: the mark, the link id and the folder of a contact, and nothing else of it.

First the mark and the link id are written, then the item is moved: a crash in between leaves a contact that is on its
way in the direction that was meant. Must not know why a contact is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.faults import PortFault
from desktop.core.labels import with_labels
from desktop.core.outcome import Applied, Outcome, Stale, Unknown
from desktop.core.ports import Target
from desktop.core.record import Role
from desktop.exchange.categories import with_mark, without_mark
from desktop.exchange.ews import errors
from desktop.exchange.ews.folder_tree import FolderTree
from desktop.exchange.ews.items import Placed
from desktop.exchange.ews.soap import Message
from desktop.exchange.ews.source import Reading
from desktop.exchange.ews.wire import Wire
from desktop.exchange.ews.writes import folder_missing, item_change, move_items, placed_now, update_items


@dataclass(slots=True)
class _Step:
    """One target on its way: what it was, and its outcome as far as it is known."""

    target: Target
    outcome: Outcome
    now: Placed | None = None

    @property
    def under_way(self) -> bool:
        return self.now is not None and isinstance(self.outcome, Applied)


class Sharing:
    """Puts contacts into and out of the shared folder. Methods raise PortFault only when nothing was carried out."""

    def __init__(self, wire: Wire, folders: FolderTree, reading: Reading) -> None:
        self._wire = wire
        self._folders = folders
        self._reading = reading

    def place(self, targets: Sequence[Target], shared: bool) -> list[Outcome]:
        """Share the targets, or take them out: mark, link id where given, folder."""
        messages = self._reading.messages([target.native_id for target in targets], None)
        steps = [_first_step(target, message) for target, (_, message) in zip(targets, messages, strict=True)]
        if any(step.under_way for step in steps):
            # Before anything is written, so that a folder that cannot be made leaves no contact half-way.
            self._folders.made(Role.SHARED if shared else Role.DEFAULT)
        wrote = self._mark([step for step in steps if step.under_way], shared)
        self._move([step for step in steps if step.under_way], shared, wrote)
        return [step.outcome for step in steps]

    def _mark(self, steps: Sequence[_Step], shared: bool) -> bool:
        """Write what differs; True when anything was sent."""
        changes, changing = [], []
        for step in steps:
            now, target = step.now, step.target
            if now is None or not _differs(now, target, shared):
                continue
            categories = _categories(now, shared)
            changes.append(item_change(now.native_id, now.version, {}, target.link, categories))
            changing.append(step)
        for step, outcome in zip(changing, update_items(self._wire, changes), strict=True):
            step.outcome = outcome
        return bool(changes)

    def _move(self, steps: Sequence[_Step], shared: bool, begun: bool) -> None:
        """Move what lies elsewhere; un-shared contacts in other folders of the person stay there."""
        folder_id = self._folders.known(Role.SHARED) if steps else ""
        moving = [step for step in steps if step.now is not None and (step.now.folder_id != folder_id) is shared]
        role = Role.SHARED if shared else Role.DEFAULT
        outcomes = self._send(moving, role, begun)
        if outcomes and all(folder_missing(outcome) for outcome in outcomes):
            outcomes = self._send_anew(moving, role, begun)
        for step, outcome in zip(moving, outcomes, strict=True):
            step.outcome = outcome
            if isinstance(outcome, Applied) and not outcome.native_id:
                # Exchange tells no new id when a move leaves the mailbox; ours do not, so nobody knows where it is.
                step.outcome = Unknown(errors.fault_of("ErrorInternalServerError"))

    def _send_anew(self, steps: Sequence[_Step], role: Role, begun: bool) -> list[Outcome]:
        """The same move to the folder as it is found or made now."""
        try:
            self._folders.forget(role)
            return self._send(steps, role, begun)
        except PortFault as problem:
            if not begun:
                raise
            return [Unknown(problem.fault)] * len(steps)

    def _send(self, steps: Sequence[_Step], role: Role, begun: bool) -> list[Outcome]:
        ids = [(step.outcome.native_id, step.outcome.version) for step in steps if isinstance(step.outcome, Applied)]
        return move_items(self._wire, ids, self._folders.made(role), begun) if ids else []


def _differs(now: Placed, target: Target, shared: bool) -> bool:
    return _categories(now, shared) is not None or (target.link is not None and target.link != now.link)


def _categories(now: Placed, shared: bool) -> Sequence[str] | None:
    """What categories the contact is to have; None where it has them. Un-shared, it keeps none of ours."""
    wanted = with_mark(now.categories) if shared else with_labels(without_mark(now.categories), ())
    return None if tuple(wanted) == now.categories else wanted


def _first_step(target: Target, message: Message) -> _Step:
    now = placed_now(message)
    if not isinstance(now, Placed):
        return _Step(target, now)
    if target.expect and target.expect != now.version:
        # Also when it is only to be moved: the version of the moved contact would hide what was changed meanwhile.
        return _Step(target, Stale())
    return _Step(target, Applied(now.native_id, now.version), now)
