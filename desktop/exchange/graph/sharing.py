"""Sharing and un-sharing: the mark, the link id and the folder of a contact, and nothing else of it.

What lies where it belongs is changed in place; what does not is moved, and carries mark and link id from the first
moment that it is there. Must not know why a contact is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.labels import with_labels
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.ports import Target
from desktop.core.record import Role
from desktop.exchange.categories import with_mark, without_mark
from desktop.exchange.graph.calls import Answer
from desktop.exchange.graph.folder_tree import FolderTree
from desktop.exchange.graph.items import Placed
from desktop.exchange.graph.moving import Moving, Wanted
from desktop.exchange.graph.source import Reading
from desktop.exchange.graph.wire import Wire
from desktop.exchange.graph.writes import category_change, gone_from_mailbox, placed_now, send_all


@dataclass(frozen=True, slots=True)
class _Step:
    """One target that is there under the version that was expected."""

    index: int
    target: Target
    now: Placed
    categories: Sequence[str]

    @property
    def differs(self) -> bool:
        link = self.target.link
        return tuple(self.categories) != self.now.categories or (link is not None and link != self.now.link)


class Sharing:
    """Puts contacts into and out of the shared folder. Methods raise PortFault only when nothing was carried out."""

    def __init__(self, wire: Wire, folders: FolderTree, reading: Reading, moving: Moving) -> None:
        self._wire = wire
        self._folders = folders
        self._reading = reading
        self._moving = moving

    def place(self, targets: Sequence[Target], shared: bool) -> list[Outcome]:
        """Share the targets, or take them out: mark, link id where given, folder."""
        outcomes: dict[int, Outcome] = {}
        steps: list[_Step] = []
        answers = self._reading.answers([target.native_id for target in targets], None)
        for index, (target, answer) in enumerate(zip(targets, answers, strict=True)):
            now = self._now(target, answer)
            if isinstance(now, Placed):
                steps.append(_Step(index, target, now, _categories(now, shared)))
                outcomes[index] = Applied(now.native_id, now.version)
            else:
                outcomes[index] = now
        if steps:
            # Before anything is written, so that a folder that cannot be made leaves no contact half-way.
            self._folders.made(Role.SHARED if shared else Role.DEFAULT)
        folder_id = self._folders.known(Role.SHARED) if steps else ""
        moving = [step for step in steps if (step.now.folder_id != folder_id) is shared]
        staying = [step for step in steps if step not in moving and step.differs]
        changes = [category_change(step.now, step.categories, step.target.link) for step in staying]
        written = send_all(self._wire, changes)
        outcomes |= zip((step.index for step in staying), written, strict=True)
        wanted = [Wanted(step.now, step.categories, step.target.link) for step in moving]
        role = Role.SHARED if shared else Role.DEFAULT
        moved = self._moving.move(wanted, role, begun=bool(changes))
        outcomes |= zip((step.index for step in moving), moved, strict=True)
        return [outcomes[index] for index in range(len(targets))]

    def _now(self, target: Target, answer: Answer) -> Placed | Refused | Stale:
        now = placed_now(answer)
        if isinstance(now, Refused):
            return now
        if self._folders.role_of(now.folder_id) is None:
            return gone_from_mailbox()
        # Also when it is only to be moved: the version of the moved contact would hide what was changed meanwhile.
        return Stale() if target.expect and target.expect != now.version else now


def _categories(now: Placed, shared: bool) -> Sequence[str]:
    """What categories the contact is to have. Un-shared, it keeps none of ours."""
    return with_mark(now.categories) if shared else with_labels(without_mark(now.categories), ())
