"""What happens around a call of an in-process end: counting, faults on demand, a lost reply, an edit in the gap.

Exists so that a test can put anything at all before a call or between its effect and its answer. Knows no record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.outcome import Outcome, Refused, Unknown
from desktop.core.ports import Page

Wanted = TypeVar("Wanted")
Hook = Callable[[str], None]
ItemHook = Callable[[str, int], Fault | None]
Told = Callable[[str | None], Iterator[Page]]


def _nothing(_name: str) -> None:
    """The hook of a quiet world."""


def _fine(_name: str, _number: int) -> Fault | None:
    """The hook of a world that takes every item."""
    return None


def _as_told(cursor: str | None, tell: Told) -> Iterator[Page]:
    """The pages as the end tells them."""
    return tell(cursor)


class Calls:
    """The calls of one end. Hooks are told the method's name ("changes", "create", ...) and may raise or edit.

    `before_call` runs before anything is done; `after_commit` runs when a write is done and its answer not yet given.
    `before_item` runs before each item of a write and is told its number: the fault that it gives refuses this item
    alone. `pages` stands between the pages of a round and who reads them; it may tell them again, or others.
    A PortFault with `lost_reply` that a hook raises during a write is answered as Unknown for every item.
    """

    def __init__(self) -> None:
        self.before_call: Hook = _nothing
        self.after_commit: Hook = _nothing
        self.before_item: ItemHook = _fine
        self.pages: Callable[[str | None, Told], Iterator[Page]] = _as_told
        self.names: list[str] = []
        """Every call so far, in order."""

    def quiet(self) -> None:
        """Take the hooks off again."""
        self.before_call = self.after_commit = _nothing
        self.before_item, self.pages = _fine, _as_told

    def read(self, name: str) -> None:
        """Begin a reading call; raises what the hook raises."""
        self.names.append(name)
        self.before_call(name)

    def write(self, name: str, items: Sequence[Wanted], limit: int, one: Callable[[Wanted], Outcome]) -> list[Outcome]:
        """Run one writing call, item by item. Raises PortFault: of a hook, or for a batch above `limit`."""
        self.names.append(name)
        if len(items) > limit:
            message = f"A call to {name} holds {len(items)} records; at most {limit} fit."
            raise PortFault(Fault(FaultClass.OUR_BUG, "batch-too-large", message))
        try:
            self.before_call(name)
            outcomes = [self._item(name, number, item, one) for number, item in enumerate(items)]
            self.after_commit(name)
        except PortFault as raised:
            if not raised.fault.lost_reply:
                raise
            return [Unknown(raised.fault)] * len(items)
        return outcomes

    def _item(self, name: str, number: int, item: Wanted, one: Callable[[Wanted], Outcome]) -> Outcome:
        refused = self.before_item(name, number)
        return one(item) if refused is None else Refused(refused)


def lost_reply() -> PortFault:
    """The fault of an answer that never came."""
    message = "The answer was cut off before it arrived."
    return PortFault(Fault(FaultClass.TRANSIENT, "cut-off", message, lost_reply=True))
