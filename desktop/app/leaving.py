"""Leaving: signed out of one account, or with everything that a profile keeps.

Exists as the only place that names every file of a profile. Changes nothing on either server.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from desktop.core.faults import Fault, FaultClass
from desktop.core.record import Side
from desktop.core.sentences import say

TRIAL, SERVERS, SERVERS_LOCK = "sandbox", "servers", "servers.lock"
"""Of a trial without accounts: its profile within a profile, its simulated servers, and their lock."""
_FILES = (
    "mirror.db",
    "mirror.db-*",
    "mirror-damaged-*.db*",
    "mirror-version-*.db*",
    "credentials.json",
    "exclusions.json",
    ".exclusions.json.*",
    ".credentials.json.*",
    "desktop.log*",
    "crash.log",
    "windows.ini*",
    "lock",
    "salesforce-sign-in.lock",
    "microsoft-sign-in.lock",
    SERVERS_LOCK,
    "instance.*",
    ".instance.json.*",
)


def signed_out(side: Side) -> Fault:
    """How the program stands after the person has signed out."""
    name = "Salesforce" if side is Side.CRM else say("the mailbox")
    message = say("You signed out of {name}; nothing is synced until you sign in again.", name=name)
    return Fault(FaultClass.AUTH_NEEDED, "auth", message, say("Sign in to {name} again.", name=name))


def remove_files(profile: Path, but_instance: bool = False) -> None:
    """Delete every file of ours in a profile, and the folder when nothing else is in it. Raises OSError.

    Files of others stay. `but_instance` leaves what a running program needs to be found, until it ends.
    """
    if (profile / TRIAL).is_dir():
        remove_files(profile / TRIAL)
    if (profile / SERVERS_LOCK).is_file():
        shutil.rmtree(profile / SERVERS, ignore_errors=True)
    for path in [path for pattern in _FILES for path in profile.glob(pattern)]:
        if not path.is_dir() and not (but_instance and path.name.startswith("instance.")):
            _remove(path)
    with suppress(OSError):
        profile.rmdir()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        # Windows deletes no file that is open, such as the log of a running program; it can be emptied.
        path.write_bytes(b"")
