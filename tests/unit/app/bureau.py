"""A program over the in-memory world, on a profile of its own, that can be closed and opened again."""

from __future__ import annotations

from pathlib import Path

from desktop.app.facade import Program, Tools
from desktop.core.lease import Machine
from desktop.core.memory import MemoryWorld
from desktop.core.memory.crm_people import CrmPeople
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.record import Role
from desktop.sync.context import Progress
from tests.behaviour.connections import MemoryConnections
from tests.behaviour.office import CountingIds, StoppedClock


class Bureau:
    """One profile. `cancel_at` is the phase in which the person stops a session."""

    def __init__(self, profile: Path) -> None:
        self.profile, self.clock, self.ids = profile, StoppedClock(), CountingIds()
        self.world = MemoryWorld(self.clock, CountingIds(500_000))
        self.connections = MemoryConnections(self.world)
        self.crm: CrmPeople = self.world.crm.people
        self.mailbox: MailboxPeople = self.world.mailbox.people
        self.cancel_at = ""
        self.cancelled = False
        self.machine: Machine | None = None
        self.program = self._open()

    def restart(self) -> None:
        """Close the program and open it again, as after a crash."""
        self.program.close()
        self.program = self._open()

    def new_in_salesforce(self, first: str, last: str, **fields: str) -> str:
        """A contact that somebody makes in Salesforce."""
        email = fields.pop("Email", f"{first}.{last}@example.com".lower())
        return self.crm.create_contact({"FirstName": first, "LastName": last, "Email": email, **fields})

    def new_in_outlook(self, first: str, last: str, email: str = "") -> str:
        """A contact that the person puts into the shared folder."""
        values = {"GivenName": first, "Surname": last, "EmailAddresses/EmailAddress1": email or None}
        return self.mailbox.create_contact(values, Role.SHARED)

    def copies(self) -> list[str]:
        """Who lies in the shared folder."""
        return sorted(str(item.fields.get("Surname")) for item in self.mailbox.contacts(Role.SHARED))

    def _open(self) -> Program:
        tools = Tools(self.clock, self.ids, self.connections, self._progress, lambda: self.cancelled, self.machine)
        return Program(self.profile, tools)

    def _progress(self, progress: Progress) -> None:
        if self.cancel_at and progress.phase.startswith(self.cancel_at):
            self.cancelled = True
