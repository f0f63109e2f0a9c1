"""What happens around a call of an in-process end: counting, faults on demand, a lost reply, an edit in the gap.

Exists so that a test can put anything at all before a call or between its effect and its answer. Knows no record.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.outcome import Outcome, Unknown

Hook = Callable[[str], None]


def _nothing(_name: str) -> None:
    """The hook of a quiet world."""


class Calls:
    """The calls of one end. Hooks are told the method's name ("changes", "create", ...) and may raise or edit.

    `before_call` runs before anything is done; `after_commit` runs when a write is done and its answer not yet given.
    A PortFault with `lost_reply` that either raises during a write is answered as Unknown for every item.
    """

    def __init__(self) -> None:
        self.before_call: Hook = _nothing
        self.after_commit: Hook = _nothing
        self.names: list[str] = []
        """Every call so far, in order."""

    def quiet(self) -> None:
        """Take the hooks off again."""
        self.before_call = self.after_commit = _nothing

    def read(self, name: str) -> None:
        """Begin a reading call; raises what the hook raises."""
        self.names.append(name)
        self.before_call(name)

    def write(self, name: str, size: int, limit: int, act: Callable[[], list[Outcome]]) -> list[Outcome]:
        """Run one writing call of `size` items. Raises PortFault: of a hook, or for a batch above `limit`."""
        self.names.append(name)
        if size > limit:
            message = f"A call to {name} holds {size} records; at most {limit} fit."
            raise PortFault(Fault(FaultClass.OUR_BUG, "batch-too-large", message))
        try:
            self.before_call(name)
            outcomes = act()
            self.after_commit(name)
        except PortFault as raised:
            if not raised.fault.lost_reply:
                raise
            return [Unknown(raised.fault)] * size
        return outcomes


def lost_reply() -> PortFault:
    """The fault of an answer that never came."""
    message = "The answer was cut off before it arrived."
    return PortFault(Fault(FaultClass.TRANSIENT, "cut-off", message, lost_reply=True))
