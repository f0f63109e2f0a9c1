"""Both in-process ends with one clock and one source of ids, and the means to go back in time.

Exists so that a test or a simulation builds a whole world in one line. Must not know what they do with it.
"""

from __future__ import annotations

from typing import TypeAlias

from desktop.core.memory.crm import MemoryCrm
from desktop.core.memory.crm_table import CrmTable, TableState
from desktop.core.memory.mail_folders import FoldersState, MailFolders
from desktop.core.memory.mailbox import MemoryMailbox
from desktop.core.ports import Clock, Ends, Ids

WorldState: TypeAlias = tuple[TableState, FoldersState]


class MemoryWorld:
    """A CRM and a mailbox. `dialect` is "ews" or "graph"; `scope` is "mine" or "all" contacts of the CRM."""

    def __init__(
        self, clock: Clock, ids: Ids, *, dialect: str = "ews", link_field: bool = False, scope: str = "mine"
    ) -> None:
        self._table = CrmTable(clock, ids, unique_link=link_field)
        self._folders = MailFolders(ids, moving_ids=dialect == "ews", clock=clock)
        self.crm = MemoryCrm(self._table, link_field, scope)
        self.mailbox = MemoryMailbox(self._folders, dialect)

    @property
    def ends(self) -> Ends:
        """Both ends as sync takes them."""
        return Ends(self.crm, self.mailbox)

    def snapshot(self) -> WorldState:
        """All that is stored on both sides, to be restored later (hooks and cursors are not part of it)."""
        return self._table.state(), self._folders.state()

    def restore(self, state: WorldState) -> None:
        """Let both sides hold what they held at a snapshot; a snapshot may be restored many times."""
        self._table.become(state[0])
        self._folders.become(state[1])
