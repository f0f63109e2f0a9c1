"""Leasing: before a session writes it holds the mailbox's lease, so that two machines never write at once.

Exists as the one place that looks at the lease. A session that has nothing to write never asks for it. Whoever takes a
lease that somebody else may have held meanwhile reads again before the first write: what the other wrote is seen.
"""

from __future__ import annotations

from datetime import datetime

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.lease import LASTS, RENEWED_BEFORE, Lease, Machine, lease_of
from desktop.core.ports import Note
from desktop.core.sentences import say
from desktop.store.forms import maybe_moment, moment_text
from desktop.sync.context import Context

_UNTIL, _VERSION = "lease_until", "lease_version"
"""The settings that keep until when this machine may write, and the version under which it said so."""


ANOTHER_WROTE = "another_wrote"
"""The setting that remembers, also over a crash, that another machine wrote until it is heeded."""


class LeaseTaken(PortFault):
    """The lease was another machine's before: the sides must be read again before anything is written."""

    def __init__(self) -> None:
        message = say("Another computer has synced this mailbox since it was read.")
        action = say("It is read again by itself.")
        super().__init__(Fault(FaultClass.TRANSIENT, "other-machine-active", message, action))


def hold_lease(context: Context) -> None:
    """Make sure that this machine may write for a while; no request as long as that is known.

    Raises PortFault `other-machine-active`, and LeaseTaken where another machine may have written since the sides were
    read.
    """
    machine, now, settings = context.machine, context.now(), context.store.settings
    until = maybe_moment(settings.text(_UNTIL) or None)
    if machine is None or (until is not None and now < until - RENEWED_BEFORE):
        return
    lease, version = Lease(machine, now + LASTS), settings.text(_VERSION)
    # Under the version of our own last word it can only be changed while nobody else took it.
    note = context.ends.mailbox.put_lease(lease.text(), version) if version else None
    anothers = False
    if note is None:
        note, anothers = _take(context, machine, lease, now)
    with context.store.db.transaction():
        settings.put(_UNTIL, moment_text(lease.until))
        settings.put(_VERSION, note.version)
        if anothers:
            settings.put(ANOTHER_WROTE, True)
    if anothers and context.was_read:
        raise LeaseTaken


def held_elsewhere(context: Context) -> Fault | None:
    """Why this machine may not write now, as far as one look tells; None where it may."""
    if context.machine is None:
        return None
    try:
        _refuse_another(context.machine, context.ends.mailbox.lease(), context.now())
    except PortFault as refused:
        return refused.fault
    return None


def _take(context: Context, machine: Machine, lease: Lease, now: datetime) -> tuple[Note, bool]:
    """Take the lease where nobody holds it; whether another machine may have held it before."""
    mailbox = context.ends.mailbox
    found = mailbox.lease()
    _refuse_another(machine, found, now)
    note = mailbox.put_lease(lease.text(), found.version)
    if note is None:
        _refuse_another(machine, mailbox.lease(), now)
        raise LeaseTaken
    # Also where it names this machine: under a version that is not on record here, so that it died while taking it, and
    # nobody has looked since at who wrote before.
    return note, bool(found.version)


def _refuse_another(machine: Machine, note: Note, now: datetime) -> None:
    lease = lease_of(note.text)
    if lease is not None and lease.of_another(machine, now):
        raise PortFault(
            Fault(
                FaultClass.THROTTLED,
                "other-machine-active",
                say("The computer {name} syncs this mailbox just now.", name=lease.machine.name),
                say(
                    "Nothing was written from here. Quit or pause the program on one of the two; without it on the "
                    "other one, this computer goes on by itself within the hour."
                ),
                until=lease.until,
            )
        )
