"""Opening the database of a profile, also where it turns out to be damaged.

Exists because a damaged database is no loss: the contacts are on both sides, and link ids say which belong together.
What cannot be had again is said. The plan that follows waits for a yes, as that of a first sync does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.app.setup.steps import NOTES, Notes, Step
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Side
from desktop.core.sentences import say
from desktop.store.accounts import Accounts
from desktop.store.aside import replace_damaged
from desktop.store.database import Database
from desktop.store.faults import CORRUPT
from desktop.store.forms import moment_text
from desktop.store.lock import ProfileLock
from desktop.store.settings import Settings
from desktop.sync.pull import SCOPE_GAP
from desktop.sync.session import FIRST_SYNC_DONE

REBUILT = "rebuilt"
"""The setting that tells which file was moved aside and when, until the next first sync is done."""


def open_database(path: Path, now: datetime) -> tuple[Database, Fault | None]:
    """The database of a profile by its path, and what is to be told where a damaged one has just been moved aside.

    Raises PortFault as `Database.open` does, but for a damaged file, and `profile-busy` where somebody uses that.
    """
    try:
        return Database.open(path), None
    except PortFault as problem:
        if problem.fault.code != CORRUPT:
            raise
    with ProfileLock(path.with_name("lock")):
        database, salvaged = replace_damaged(path, but=(FIRST_SYNC_DONE, SCOPE_GAP, REBUILT))
        try:
            _begin_again(database, salvaged.aside, now)
            return database, told(database)
        except BaseException:
            database.close()
            raise


def told(database: Database) -> Fault | None:
    """What a person is told after a rebuild, as long as the sync that follows it is not done; else None."""
    settings = Settings(database)
    text = settings.text(REBUILT)
    if not text or settings.flag(FIRST_SYNC_DONE):
        return None
    note: Mapping[str, Any] = json.loads(text)
    connected = all(Accounts(database).get(side) is not None for side in Side)
    message = say(
        "The database was damaged. It was moved aside as {name}, and a new one is built from Salesforce and "
        "Outlook, where nothing is lost; the history, the answers that were given and what is ignored are not in it.",
        name=str(note["aside"]),
    )
    action = say("Sync: what differs is shown before anything is written.")
    if not connected:
        action = say(
            "Connect Salesforce and Exchange again, then sync: what differs is shown before anything is written."
        )
    return Fault(FaultClass.ENVIRONMENT, "database-rebuilt", message, action)


def _begin_again(database: Database, aside: Path, now: datetime) -> None:
    settings = Settings(database)
    notes = Notes.of_text(settings.text(NOTES))
    with database.transaction():
        settings.put(REBUILT, json.dumps({"aside": aside.name, "at": moment_text(now)}))
        settings.put(NOTES, replace(notes, agreed=False, step=Step.REPORT.value).text())
