"""What the demonstration needs of the world around the program: two servers, people at work, and a judge.

Exists apart from the story so that both fit on a page. Must not know how the servers are simulated.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Protocol

from desktop.app.reads import Program, Progress


class People(Protocol):
    """Those who work with the two systems, each through a client of their own."""

    def in_salesforce(self) -> list[dict[str, Any]]:
        """The person's Salesforce contacts, oldest first, with `Name`, `Email` and `Company`."""
        ...

    def edit_in_salesforce(self, name: str, fields: Mapping[str, Any]) -> None:
        """Change fields of a contact."""
        ...

    def add_in_salesforce(self, fields: Mapping[str, Any]) -> None:
        """Make a contact."""
        ...

    def delete_in_salesforce(self, name: str) -> None:
        """Delete a contact."""
        ...

    def merge_in_salesforce(self, kept: str, merged_away: str) -> None:
        """Merge a contact into another."""
        ...

    def edit_in_outlook(self, name: str, fields: Mapping[str, str]) -> None:
        """Change fields of a shared contact."""
        ...

    def add_in_outlook(self, fields: Mapping[str, str], shared: bool = True, category: str = "") -> None:
        """Make a contact in the shared folder, or in the person's own."""
        ...

    def uncategorise_in_outlook(self, name: str) -> None:
        """Take the categories off a shared contact."""
        ...

    def delete_in_outlook(self, name: str) -> None:
        """Delete a shared contact."""
        ...


class DemoWorld(Protocol):
    """Two servers with people in them and a judge who belongs to nobody."""

    @property
    def ready(self) -> Mapping[str, Any]:
        """Addresses and sign-ins, as in a ready file."""
        ...

    @property
    def people(self) -> People:
        """Those who edit."""
        ...

    @property
    def personal(self) -> int:
        """How many personal contacts the mailbox began with."""
        ...

    def requests(self) -> tuple[int, int]:
        """Salesforce API calls and Exchange requests so far."""
        ...

    def disagreements(self, excused: Collection[str] = ()) -> list[str]:
        """What the judge finds when both servers are read afresh; `excused` names contacts that may differ."""
        ...

    def shared(self) -> tuple[int, int]:
        """How many contacts there are: the user's in Salesforce, and in the shared folder."""
        ...


class OpenProfile(Protocol):
    """Opens the program over a profile."""

    def __call__(self, profile: Path, progress: Callable[[Progress], None] = lambda _: None) -> Program:
        """The program."""
        ...
