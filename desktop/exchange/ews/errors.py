"""Exchange's response codes and HTTP answers as faults, each with a sentence and what to do.

Exists as the one place where the vendor's errors are judged. Must not know how a request is sent.
https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from desktop.core.faults import Fault, FaultClass
from desktop.core.sentences import say
from desktop.exchange.faults import BUSY, CHANGED, FULL, GONE, NO_FOLDER, NO_RIGHT, OURS, TOO_LARGE, UNWELL

NOT_FOUND: Final = frozenset({"ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId"})
FOLDER_GONE: Final = frozenset(
    {
        "ErrorFolderNotFound",
        "ErrorSyncFolderNotFound",
        "ErrorToFolderNotFound",
        "ErrorSavedItemFolderNotFound",
        "ErrorParentFolderNotFound",
        "ErrorManagedFolderNotFound",
    }
)
STALE: Final = frozenset(
    {
        "ErrorIrresolvableConflict",
        "ErrorChangeKeyRequired",
        "ErrorChangeKeyRequiredForWriteOperations",
        "ErrorInvalidChangeKey",
        "ErrorStaleObject",
    }
)
CURSOR: Final = frozenset({"ErrorInvalidSyncStateData", "ErrorSyncStateNotFound"})
WRONG_VERSION: Final = frozenset(
    {"ErrorInvalidServerVersion", "ErrorIncorrectSchemaVersion", "ErrorInvalidSchemaVersionForMailboxVersion"}
)
MAYBE_DONE: Final = frozenset(
    {"ErrorTimeoutExpired", "ErrorInternalServerError", "ErrorInternalServerTransientError", "ErrorMailboxFailover"}
)
"""Codes after which a write may have been carried out all the same."""

_SIGN_IN = Fault(
    FaultClass.AUTH_NEEDED,
    "auth",
    say("Exchange does not accept this account's sign-in."),
    say("Sign in to the mailbox again, with the present password."),
)
_NO_MAILBOX = Fault(
    FaultClass.ENVIRONMENT,
    "no-mailbox",
    say("This account has no mailbox on the Exchange server."),
    say("Check the e-mail address and the server's address."),
)
_TOO_OLD = Fault(
    FaultClass.ENVIRONMENT,
    "server-version",
    say("The Exchange server is older than this program can use."),
    say("Exchange Server 2013 with Service Pack 1 or newer is needed."),
)

_TABLE: dict[str, Fault] = {
    **dict.fromkeys(("ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorTooManyObjectsOpened"), BUSY),
    **dict.fromkeys(("ErrorExceededFindCountLimit", "ErrorExceededSubscriptionCount"), BUSY),
    **dict.fromkeys((*MAYBE_DONE, "ErrorMailboxMoveInProgress", "ErrorMailboxStoreUnavailable"), UNWELL),
    **dict.fromkeys(("ErrorBatchProcessingStopped", "ErrorConnectionFailed", "ErrorADUnavailable"), UNWELL),
    **dict.fromkeys(("ErrorAccountDisabled", "ErrorPasswordExpired", "ErrorPasswordChangeRequired"), _SIGN_IN),
    **dict.fromkeys(("ErrorAccessDenied", "ErrorCannotDeleteObject", "ErrorCreateItemAccessDenied"), NO_RIGHT),
    **dict.fromkeys(("ErrorNonExistentMailbox", "ErrorMissingEmailAddress", "ErrorNoMailbox"), _NO_MAILBOX),
    **dict.fromkeys(WRONG_VERSION, _TOO_OLD),
    "ErrorQuotaExceeded": FULL,
    **dict.fromkeys(("ErrorMessageSizeExceeded", "ErrorDataSizeLimitExceeded"), TOO_LARGE),
    **dict.fromkeys(FOLDER_GONE, NO_FOLDER),
    **dict.fromkeys(("ErrorSchemaValidation", "ErrorInvalidRequest", "ErrorUnsupportedPathForQuery"), OURS),
    **dict.fromkeys(NOT_FOUND, GONE),
    **dict.fromkeys(STALE, CHANGED),
}


def fault_of(code: str, text: str = "", until: datetime | None = None) -> Fault:
    """The fault of a response code; a code that is not in the table is a refusal in Exchange's own words."""
    known = _TABLE.get(code)
    if known is not None:
        return replace(known, vendor=code, until=until)
    said = text.strip() or code
    return Fault(
        FaultClass.INVALID,
        "refused",
        say("Exchange refused the contact: {said}", said=said),
        say("Check it in Salesforce."),
        vendor=code,
    )


def concerns_the_call(fault: Fault) -> bool:
    """Whether a fault told for one item of a read says that the whole call is of no use."""
    return fault.kind in (FaultClass.THROTTLED, FaultClass.TRANSIENT, FaultClass.AUTH_NEEDED, FaultClass.ENVIRONMENT)


def rejected(host: str, offers_basic: bool) -> Fault:
    """The fault of HTTP 401: tried once and never again with the same password."""
    if offers_basic:
        return Fault(
            FaultClass.AUTH_NEEDED,
            "auth",
            say("Exchange at {host} does not accept this user name and password.", host=host),
            say("Sign in to the mailbox again, with the present password."),
            vendor="401",
        )
    return Fault(
        FaultClass.AUTH_NEEDED,
        "auth-kind",
        say("Exchange at {host} does not offer sign-in with user name and password (Basic).", host=host),
        say("Ask the administrator to allow Basic authentication for Exchange Web Services."),
        vendor="401",
    )


def not_allowed(host: str) -> Fault:
    """The fault of HTTP 403: Exchange Web Services are switched off for the account or the organisation."""
    return Fault(
        FaultClass.ENVIRONMENT,
        "ews-not-allowed",
        say("Exchange at {host} does not allow Exchange Web Services for this mailbox or this program.", host=host),
        say("Ask the administrator to allow EWS; Exchange Online mailboxes cannot be used with it."),
        vendor="403",
    )


def throttled(status: int, until: datetime | None) -> Fault:
    """The fault of HTTP 429 and 503; `until` is when the server wants to hear from us again, where it said so."""
    return replace(BUSY, vendor=str(status), until=until)


def not_the_api(host: str, what: str, vendor: str = "", lost_reply: bool = False) -> Fault:
    """The fault of an answer that no Exchange Web Services give; `what` says what came."""
    return Fault(
        FaultClass.ENVIRONMENT,
        "not-the-api",
        say("{host} answered with {what} instead of Exchange Web Services.", host=host, what=what),
        say(
            "Check the address (it usually ends in /EWS/Exchange.asmx) and whether the network wants a "
            "sign-in of its own."
        ),
        vendor=vendor,
        lost_reply=lost_reply,
    )


def cut_off(host: str, lost_reply: bool) -> Fault:
    """The fault of a connection that ended before the answer was whole."""
    return Fault(
        FaultClass.TRANSIENT,
        "cut-off",
        say("Exchange at {host} broke off in the middle of its answer.", host=host),
        say("Nothing is lost; it is tried again later."),
        lost_reply=lost_reply,
    )


def timed_out(host: str, lost_reply: bool) -> Fault:
    """The fault of an answer that did not come in time."""
    return Fault(
        FaultClass.TRANSIENT,
        "timeout",
        say("Exchange at {host} did not answer in time.", host=host),
        say("Check the network; it is tried again later."),
        lost_reply=lost_reply,
    )


def unreachable(host: str) -> Fault:
    """The fault of a host that does not exist or does not listen."""
    return Fault(
        FaultClass.TRANSIENT,
        "address",
        say("Exchange cannot be reached at {host}: there is no such server, or it takes no connections.", host=host),
        say("Check the address of the Exchange server, and whether this computer is on the network."),
    )


def untrusted(host: str) -> Fault:
    """The fault of a certificate that cannot be verified; nothing was sent."""
    return Fault(
        FaultClass.ENVIRONMENT,
        "certificate",
        say("The certificate of {host} is not trusted, so nothing was sent to Exchange.", host=host),
        say("If your organisation has its own authority, name its file with --ca-file; otherwise do not go on."),
    )
