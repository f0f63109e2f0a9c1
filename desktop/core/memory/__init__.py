"""The in-process ends: both systems as plain dictionaries, for tests and for the simulation.

Exists as the reference of the ports: it passes the same contract suite as the real ends, at a thousand times their
speed. Pure: time and ids are injected, nothing leaves the process. Must not know sync, maps or storage.
"""

from __future__ import annotations

from desktop.core.memory.calls import Calls
from desktop.core.memory.crm import MemoryCrm
from desktop.core.memory.mailbox import MemoryMailbox
from desktop.core.memory.world import MemoryWorld

__all__ = ["Calls", "MemoryCrm", "MemoryMailbox", "MemoryWorld"]
