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


@dataclass(frozen=True, slots=True)
class Answer:
    """How a class of fault is treated."""

    retry: bool
    """The session may try the same again later by itself."""
    ends_session: bool
    """Nothing else can go on."""
    exit_code: int
    """What the command line returns when this ended a session."""


ANSWERS: dict[FaultClass, Answer] = {
    FaultClass.TRANSIENT: Answer(retry=True, ends_session=True, exit_code=5),
    FaultClass.THROTTLED: Answer(retry=True, ends_session=True, exit_code=5),
    FaultClass.AUTH_NEEDED: Answer(retry=False, ends_session=True, exit_code=4),
    FaultClass.FORBIDDEN: Answer(retry=False, ends_session=False, exit_code=3),
    FaultClass.INVALID: Answer(retry=False, ends_session=False, exit_code=3),
    FaultClass.LIMIT: Answer(retry=False, ends_session=False, exit_code=3),
    FaultClass.STALE: Answer(retry=True, ends_session=False, exit_code=0),
    FaultClass.GONE: Answer(retry=False, ends_session=False, exit_code=3),
    FaultClass.UNSUPPORTED: Answer(retry=False, ends_session=False, exit_code=3),
    FaultClass.ENVIRONMENT: Answer(retry=False, ends_session=True, exit_code=5),
    FaultClass.REMOTE_BUG: Answer(retry=True, ends_session=True, exit_code=5),
    FaultClass.OUR_BUG: Answer(retry=False, ends_session=True, exit_code=1),
}
"""`ends_session` speaks of a fault of a whole call; a fault of one item of a batch never ends a session."""

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
