"""What both dialects of a mailbox may be refused, each with a sentence and what to do.

Exists so that a person reads the same of the same trouble, whichever way the mailbox is reached. Must not know the
codes of a dialect.
"""

from __future__ import annotations

from typing import Final

from desktop.core.faults import Fault, FaultClass
from desktop.core.sentences import say

BUSY: Final = Fault(
    FaultClass.THROTTLED, "throttled", say("Exchange asks for a pause."), say("The next session goes on by itself.")
)
UNWELL: Final = Fault(
    FaultClass.TRANSIENT,
    "server-trouble",
    say("The Exchange server has trouble of its own."),
    say("It is tried again later."),
)
NO_RIGHT: Final = Fault(
    FaultClass.FORBIDDEN,
    "no-permission",
    say("Exchange does not let you do this with the item or folder."),
    say("Ask for the right to edit it, or leave it as it is."),
)
FULL: Final = Fault(
    FaultClass.LIMIT,
    "mailbox-full",
    say("The mailbox is full."),
    say("Delete something from it or ask for more space."),
)
TOO_LARGE: Final = Fault(
    FaultClass.LIMIT,
    "too-large",
    say("Exchange refuses the contact because it is too large."),
    say("Shorten its note."),
)
NO_FOLDER: Final = Fault(
    FaultClass.TRANSIENT,
    "folder-missing",
    say("The folder is no longer there."),
    say("It is made again in the next session."),
)
OURS: Final = Fault(
    FaultClass.OUR_BUG,
    "bad-request",
    say("Exchange does not understand a request of this program."),
    say("Please report it."),
)
GONE: Final = Fault(FaultClass.GONE, "gone", say("The contact is no longer in the mailbox."))
CHANGED: Final = Fault(
    FaultClass.STALE, "stale", say("The contact was changed in the meantime."), say("It is looked at again.")
)
