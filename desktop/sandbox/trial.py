"""A world to try a program in: kept in a folder, with some contacts that a person shared before.

Exists so that a first look shows every kind of match. It must not know the program that is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.sandbox import state_folder
from desktop.sandbox.people import SimulatedPeople
from desktop.sandbox.serve import Sandbox, SandboxOptions

CONTACTS = 40
CATEGORY = "Salesforce"
_OWN = (
    {"GivenName": "Rosalind", "Surname": "Achterberg", "EmailAddress/EmailAddress1": "rosalind@achterberg.example"},
    {"GivenName": "Casper", "Surname": "Nyqvist", "PhoneNumber/MobilePhone": "+46 70 555 01 17"},
)


def trial_world(folder: Path) -> Sandbox:
    """The running world of a folder, made when there is none yet; stop it. Raises OSError and StateUnreadable."""
    fresh = state_folder.load(folder) is None
    world = Sandbox(SandboxOptions(contacts=CONTACTS, state_dir=folder))
    world.start()
    try:
        if fresh:
            _share_some(SimulatedPeople(world.ready))
        # At once: a world that is lost would come back with other ports and ids.
        world.save()
    except BaseException:
        world.stop()
        raise
    return world


def _share_some(people: SimulatedPeople) -> None:
    """Three customers whom the mailbox knows already, and two whom only the mailbox knows."""
    known = [row for row in people.in_salesforce() if row["Email"] and row["FirstName"]][:3]
    for fields in (*map(_copied, known), *_OWN):
        people.add_in_outlook(fields, shared=False, category=CATEGORY)


def _copied(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "GivenName": row["FirstName"],
        "Surname": row["LastName"],
        "EmailAddress/EmailAddress1": row["Email"],
        "JobTitle": row["Title"] or "Buyer",
    }
