"""Graph's answers as faults, each with a sentence and what to do.

Exists as the one place where the vendor's errors are judged. Must not know how a request is sent.
https://learn.microsoft.com/graph/errors
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.core.faults import Fault, FaultClass
from desktop.core.sentences import say
from desktop.exchange.faults import BUSY, CHANGED, FULL, GONE, NO_FOLDER, NO_RIGHT, OURS, TOO_LARGE, UNWELL
from desktop.exchange.graph.calls import Answer

FOLDER_GONE: Final = frozenset({"ErrorFolderNotFound", "ErrorSyncFolderNotFound", "ErrorParentFolderNotFound"})
_NO_SUCH_ID = frozenset({"ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorItemNotFound"})
_CURSOR = frozenset({"syncstatenotfound", "resyncrequired", "errorinvalidsyncstatedata", "syncstateinvalid"})
_CONFLICT = frozenset({"ErrorIrresolvableConflict", "ErrorChangeKeyRequired", "ErrorStaleObject"})

_SIGN_IN = Fault(
    FaultClass.AUTH_NEEDED,
    "auth",
    say("Microsoft 365 does not accept this account's sign-in any more."),
    say("Sign in to the mailbox again."),
)
_NO_CONSENT = Fault(
    FaultClass.ENVIRONMENT,
    "auth-kind",
    say("Microsoft 365 does not let this program use the contacts of this mailbox."),
    say("Sign in to the mailbox again, or ask the administrator to consent to what the program asks for."),
    vendor="403",
)
HAS_PHOTO: Final = Fault(
    FaultClass.UNSUPPORTED,
    "refused",
    say("The contact has a photo, and Microsoft 365 lets no program move such a contact into another folder."),
    say("Move it in Outlook, or take its photo off."),
)
"""Seen in Exchange Online: a copy that carries a photo vanishes soon after its original is deleted."""

_BY_STATUS: Final = {
    401: _SIGN_IN,
    403: NO_RIGHT,
    404: GONE,
    410: GONE,
    412: CHANGED,
    413: TOO_LARGE,
    429: BUSY,
    503: BUSY,
    507: FULL,
}
_BY_CODE: Final = {
    **dict.fromkeys(FOLDER_GONE, NO_FOLDER),
    **dict.fromkeys(_NO_SUCH_ID, GONE),
    **dict.fromkeys(_CONFLICT, CHANGED),
    "ErrorQuotaExceeded": FULL,
    **dict.fromkeys(("ErrorMessageSizeExceeded", "ErrorDataSizeLimitExceeded"), TOO_LARGE),
    **dict.fromkeys(("BadRequest", "RequestBodyRead", "ErrorInvalidRequest", "ErrorInvalidUrlQuery"), OURS),
}


def fault_of(answer: Answer) -> Fault:
    """The fault of a refused call; what is in no table is a refusal in Exchange's own words."""
    vendor = answer.code or str(answer.status)
    known = _BY_CODE.get(answer.code) or _BY_STATUS.get(answer.status)
    if known is None and answer.status >= 500:
        known = UNWELL
    if known is not None:
        return replace(known, vendor=vendor, until=answer.until)
    said = answer.text.strip() or vendor
    return Fault(
        FaultClass.INVALID,
        "refused",
        say("Exchange refused the contact: {said}", said=said),
        say("Check it in Salesforce."),
        vendor=vendor,
    )


def call_fault(answer: Answer, wrote: bool) -> Fault:
    """The fault of a whole request that was refused; `wrote`: it would have changed something."""
    fault = _NO_CONSENT if answer.status == 403 else fault_of(answer)
    if fault.kind in (FaultClass.INVALID, FaultClass.GONE, FaultClass.STALE):
        fault = replace(OURS, vendor=fault.vendor)
    return replace(fault, lost_reply=wrote and maybe_done(answer))


def maybe_done(answer: Answer) -> bool:
    """Whether a write that was answered so may have been carried out all the same."""
    return answer.status >= 500 and answer.status not in (503, 507)


def concerns_the_call(fault: Fault) -> bool:
    """Whether a fault told for one part says that the whole call is of no use."""
    return fault.kind in (FaultClass.THROTTLED, FaultClass.TRANSIENT, FaultClass.AUTH_NEEDED, FaultClass.ENVIRONMENT)


def is_folder_gone(answer: Answer) -> bool:
    """Whether a folder is not there any more."""
    return answer.code in FOLDER_GONE or (answer.status == 404 and not answer.code)


def is_gone(answer: Answer) -> bool:
    """Whether what was asked for is not there any more."""
    return answer.status in (404, 410) or answer.code in _NO_SUCH_ID | FOLDER_GONE


def is_stale(answer: Answer) -> bool:
    """Whether a write came under a version that is not the present one."""
    return answer.status == 412 or answer.code in _CONFLICT


def is_expired(answer: Answer) -> bool:
    """Whether the server has forgotten the state that a cursor stands for."""
    return answer.status == 410 or answer.code.casefold() in _CURSOR
