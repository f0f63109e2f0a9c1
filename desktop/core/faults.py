"""What may go wrong at an end, in one taxonomy, with what to do about it.

Exists so that retry, wording and exit codes are decided in one table. Knows no vendor error and no transport.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

from desktop.core.sentences import joined, say


class FaultClass(enum.StrEnum):
    """The classes of fault; `ANSWERS` says how each is treated."""

    TRANSIENT = "transient"
    THROTTLED = "throttled"
    AUTH_NEEDED = "auth_needed"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    LIMIT = "limit"
    STALE = "stale"
    GONE = "gone"
    UNSUPPORTED = "unsupported"
    ENVIRONMENT = "environment"
    REMOTE_BUG = "remote_bug"
    OUR_BUG = "our_bug"


class Shown(enum.StrEnum):
    """Where a person meets a fault."""

    OFFLINE = "offline"
    """The tray is muted and says that it tries again by itself."""
    RESTING = "resting"
    """The tray is muted and says until when a server, or the organisation's calls, let nothing run."""
    SIGNED_OUT = "signed-out"
    """The tray asks for a new sign-in."""
    ERROR = "error"
    """The tray and the status window say that the last sync failed, with the sentence."""
    PROBLEM = "problem"
    """The list of problems, at the record; everything else goes on."""
    NOWHERE = "nowhere"
    """It is settled within the session."""


class Button(enum.StrEnum):
    """What a person is offered for it, beside the details of the fault."""

    SYNC_NOW = "sync-now"
    SIGN_IN = "sign-in"
    TRY_AGAIN = "try-again"
    DIAGNOSTICS = "diagnostics"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a class of fault is treated."""

    retry: bool
    """The session, or the next one, tries the same again by itself."""
    counts: bool
    """Where one item meets it, it counts as a refused record."""
    exit_code: int
    """What the command line returns when this ended a session."""
    shown: Shown
    button: Button


_C, _S, _B = FaultClass, Shown, Button
ANSWERS: dict[FaultClass, Answer] = {
    _C.TRANSIENT: Answer(True, True, 5, _S.OFFLINE, _B.SYNC_NOW),
    _C.THROTTLED: Answer(True, True, 5, _S.RESTING, _B.SYNC_NOW),
    _C.AUTH_NEEDED: Answer(False, True, 4, _S.SIGNED_OUT, _B.SIGN_IN),
    _C.FORBIDDEN: Answer(False, True, 3, _S.PROBLEM, _B.TRY_AGAIN),
    _C.INVALID: Answer(False, True, 3, _S.PROBLEM, _B.TRY_AGAIN),
    _C.LIMIT: Answer(False, True, 3, _S.PROBLEM, _B.TRY_AGAIN),
    _C.STALE: Answer(True, False, 0, _S.NOWHERE, _B.NONE),
    _C.GONE: Answer(False, False, 3, _S.NOWHERE, _B.NONE),
    _C.UNSUPPORTED: Answer(False, True, 3, _S.PROBLEM, _B.TRY_AGAIN),
    _C.ENVIRONMENT: Answer(False, True, 5, _S.ERROR, _B.SYNC_NOW),
    _C.REMOTE_BUG: Answer(True, True, 5, _S.ERROR, _B.SYNC_NOW),
    _C.OUR_BUG: Answer(False, True, 1, _S.ERROR, _B.DIAGNOSTICS),
}
"""`shown` and `button` speak of a fault of a whole call, which ends the session. A fault of one item of a batch never
does: where it counts it is a problem at its record, which a person may have tried again; with `retry` it is tried by
itself for ever, at last daily."""

NOTES = frozenset({"unresolved-account"})
"""Codes of issues that are only worth a note: the record itself goes on, and nothing waits for the person."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: a code for programs, one sentence what and why, one sentence what to do.

    `code` is a reason code such as `required-field`, `too-long`, `validation-rule`, `duplicate-rule`, `auth`;
    `fields` names canonical or vendor fields concerned; `vendor` is the vendor's own code. Never holds a secret.
    """

    kind: FaultClass
    code: str
    message: str
    action: str = ""
    fields: tuple[str, ...] = ()
    vendor: str = ""
    request_id: str = ""
    until: datetime | None = None
    lost_reply: bool = field(default=False)
    """True when the request may have been carried out although no answer came."""

    def sentence(self) -> str:
        """Message and action as one text for a person."""
        return joined(self.message, self.action)


class PortFault(Exception):
    """The only exception that an end raises: a fault that concerns a whole call."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence())
        self.fault = fault


class CursorExpired(PortFault):
    """The cursor is of no use any more: start a full round (cursor None)."""

    def __init__(self) -> None:
        super().__init__(Fault(FaultClass.TRANSIENT, "cursor-expired", say("The server forgot where we were.")))


def bug(problem: BaseException) -> Fault:
    """The fault that stands for a bug of ours; the details belong into the log."""
    message = say("Something went wrong in this program ({name}). Nothing was lost.", name=type(problem).__name__)
    return Fault(FaultClass.OUR_BUG, "bug", message, say("Please send the diagnostics to the makers."))
