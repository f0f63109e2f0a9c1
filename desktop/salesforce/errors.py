"""What Salesforce says when it refuses, in our words: vendor code to fault, with one sentence and what to do.

Exists as the only place that knows Salesforce's status codes (REST API guide, "Status Codes and Error Responses"; SOAP
API guide, "Core Data Types: StatusCode"). Sentences never repeat a value, but for an organisation's own messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import Sentence, say, template

SCHEMA_CODES = frozenset({"INVALID_FIELD", "INVALID_TYPE"})
GONE_CODES = frozenset({"ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID"})
_LIMIT = re.compile(r"max length=(\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal as Salesforce words it. `code` is '' where the answer was no data; `duplicates` are record ids."""

    status: int
    code: str = ""
    message: str = ""
    fields: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


class SalesforceRefusal(PortFault):
    """A whole call that Salesforce refused, with the vendor's own problem for those who must tell codes apart."""

    def __init__(self, problem: Problem, fault: Fault) -> None:
        super().__init__(fault)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Wording:
    kind: FaultClass
    code: str
    message: str
    action: str = ""


_C = FaultClass
_WITHHELD = template("Nothing was changed there; everything else goes on.")
_ASK = template("Ask your Salesforce administrator.")
_LATER = template("It is tried again by itself.")
_VALUE = _Wording(
    _C.INVALID,
    "invalid-value",
    template("Salesforce does not accept the value of {fields}."),
    template("Correct it in Outlook."),
)
_ORG_RULE = _Wording(
    _C.INVALID,
    "validation-rule",
    template("{message}"),
    template(
        "This is a rule of your organisation in Salesforce. Change the contact so that it fits; it is then tried again."
    ),
)
_RIGHT = _Wording(_C.FORBIDDEN, "no-permission", template("You may not change this record in Salesforce."), _ASK)
_GONE = _Wording(
    _C.GONE, "gone", template("The record is no longer in Salesforce, or you may no longer see it."), _WITHHELD
)
_BUSY = _Wording(_C.TRANSIENT, "unavailable", template("Salesforce cannot answer at the moment."), _LATER)
_API_OFF = _Wording(
    _C.ENVIRONMENT, "no-permission", template("Your Salesforce edition or profile has no API access."), _ASK
)
_QUERY = _Wording(_C.OUR_BUG, "query", template("Salesforce did not understand one of our questions ({vendor})."))
_FORGOTTEN = _Wording(_C.TRANSIENT, "cursor-expired", template("Salesforce forgot where we were."), _LATER)
_SIGN_IN = _Wording(
    _C.AUTH_NEEDED, "auth", template("Your sign-in to Salesforce has ended."), template("Sign in to Salesforce again.")
)

_WORDINGS: Mapping[str, _Wording] = {
    "INVALID_SESSION_ID": _SIGN_IN,
    "INVALID_AUTH_HEADER": _SIGN_IN,
    "REQUEST_LIMIT_EXCEEDED": _Wording(
        _C.THROTTLED,
        "budget-exhausted",
        template("Your organisation has used up the calls that Salesforce allows in 24 hours."),
        template("Syncing goes on by itself as soon as calls are free again."),
    ),
    "UNABLE_TO_LOCK_ROW": _Wording(
        _C.TRANSIENT, "busy", template("Somebody else is saving this record just now."), _LATER
    ),
    "SERVER_UNAVAILABLE": _BUSY,
    "UNKNOWN_EXCEPTION": _BUSY,
    "QUERY_TIMEOUT": _BUSY,
    "API_DISABLED_FOR_ORG": _API_OFF,
    "API_CURRENTLY_DISABLED": _API_OFF,
    **dict.fromkeys(GONE_CODES, _GONE),
    "UNDELETE_FAILED": _Wording(_C.GONE, "gone", template("Salesforce's recycle bin does not hold it any more.")),
    "INSUFFICIENT_ACCESS_OR_READONLY": _RIGHT,
    "INSUFFICIENT_ACCESS": _RIGHT,
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": _RIGHT,
    "CANNOT_DELETE_OR_UPDATE": _RIGHT,
    "DELETE_FAILED": _RIGHT,
    "INACTIVE_OWNER_OR_USER": _Wording(
        _C.FORBIDDEN,
        "no-permission",
        template("The record belongs to somebody who has left; Salesforce keeps it as it is."),
        _ASK,
    ),
    "INVALID_FIELD_FOR_INSERT_UPDATE": _Wording(
        _C.FORBIDDEN, "no-permission", template("You may not change {fields} in Salesforce."), _ASK
    ),
    "INVALID_FIELD": _Wording(
        _C.FORBIDDEN, "no-permission", template("Salesforce does not show you a field of it."), _ASK
    ),
    "INVALID_TYPE": _Wording(
        _C.FORBIDDEN, "no-permission", template("Salesforce does not show you its contacts."), _ASK
    ),
    "STRING_TOO_LONG": _Wording(
        _C.INVALID,
        "too-long",
        template("The value of {fields} is longer than Salesforce allows{limit}."),
        template("Shorten it in Outlook."),
    ),
    "REQUIRED_FIELD_MISSING": _Wording(
        _C.INVALID,
        "required-field",
        template("Salesforce needs {fields}, which is empty."),
        template("Type it in Outlook."),
    ),
    "INVALID_EMAIL_ADDRESS": _Wording(
        _C.INVALID,
        "invalid-value",
        template("Salesforce does not take the e-mail address for a valid one."),
        template("Correct it in Outlook."),
    ),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": _Wording(
        _C.INVALID,
        "invalid-value",
        template("Salesforce has no such choice for {fields}."),
        template("Pick one that Salesforce offers."),
    ),
    "FIELD_INTEGRITY_EXCEPTION": _Wording(
        _C.INVALID, "invalid-value", template("{message}"), template("Correct {fields}.")
    ),
    "NUMBER_OUTSIDE_VALID_RANGE": _VALUE,
    "INVALID_TYPE_ON_FIELD_IN_RECORD": _VALUE,
    "JSON_PARSER_ERROR": _VALUE,
    "DUPLICATE_VALUE": _Wording(
        _C.INVALID,
        "duplicate-value",
        template("Another record in Salesforce has the same value in {fields}."),
        template("Change one."),
    ),
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": _ORG_RULE,
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": _ORG_RULE,
    "CANNOT_EXECUTE_FLOW_TRIGGER": _ORG_RULE,
    "DUPLICATES_DETECTED": _Wording(
        _C.INVALID,
        "duplicate-rule",
        template("Salesforce takes it for a duplicate of another contact{records}."),
        template("If they are the same person, delete this copy in Outlook; if not, change what both have in common."),
    ),
    "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK": _Wording(
        _C.STALE, "changed-during-write", template("The record was changed in Salesforce meanwhile."), _LATER
    ),
    "STORAGE_LIMIT_EXCEEDED": _Wording(
        _C.LIMIT, "storage-full", template("Your organisation's Salesforce storage is full."), _ASK
    ),
    "UNSUPPORTED_API_VERSION": _Wording(
        _C.UNSUPPORTED,
        "api-version",
        template("Salesforce no longer speaks the version that we use."),
        template("Update this program."),
    ),
    "MALFORMED_QUERY": _QUERY,
    "INVALID_QUERY_FILTER_OPERATOR": _QUERY,
    "URI_TOO_LONG": _QUERY,
    "INVALID_QUERY_LOCATOR": _FORGOTTEN,
    "INVALID_REPLICATION_DATE": _FORGOTTEN,
}
_OTHER = _Wording(_C.INVALID, "refused", template("Salesforce refused it: {message}"), _WITHHELD)
_BROKEN = _Wording(_C.REMOTE_BUG, "unavailable", template("Salesforce failed with an error of its own."), _LATER)


def problem_of(status: int, body: Any) -> Problem:
    """The (first) problem in the body of a refused call or in one error of a row; any body will do, also a web page."""
    first = body[0] if isinstance(body, list) and body else body
    if not isinstance(first, dict):
        return Problem(status)
    code = first.get("errorCode") or first.get("statusCode") or first.get("error")
    fields = first.get("fields")
    return Problem(
        status,
        code if isinstance(code, str) else "",
        str(first.get("message") or first.get("error_description") or ""),
        tuple(name for name in fields if isinstance(name, str)) if isinstance(fields, list) else (),
        _duplicates(first),
    )


def fault_of(problem: Problem, labels: Mapping[str, str] | None = None, until: datetime | None = None) -> Fault:
    """The fault of a problem; `labels` gives field labels for people, `until` when a spent budget may be free again."""
    wording = _WORDINGS.get(problem.code) or (_BUSY if problem.status == 503 else _default(problem))
    if problem.code == "INVALID_CROSS_REFERENCE_KEY" and "AccountId" in problem.fields:
        message = say("Salesforce no longer has the account that the contact was to be put under.")
        return Fault(_C.INVALID, "unresolved-account", message, _LATER, problem.fields, problem.code)
    limit, said = _LIMIT.search(problem.message), problem.message.strip()
    values: dict[str, str] = {
        "fields": _named(problem.fields, labels or {}),
        "message": said[:1].upper() + said[1:] if said else say("it gave no reason"),
        "limit": say(" (at most {limit} characters)", limit=limit[1]) if limit else "",
        "records": f" ({', '.join(problem.duplicates)})" if problem.duplicates else "",
        "vendor": problem.code,
    }
    message, action = say(wording.message, **values), say(wording.action, **values)
    waits = until if wording.kind is _C.THROTTLED else None
    return Fault(wording.kind, wording.code, message, action, problem.fields, problem.code, until=waits)


def signed_out(vendor: str = "") -> PortFault:
    """The fault of a sign-in that cannot be renewed: only the person can help."""
    return PortFault(Fault(_C.AUTH_NEEDED, "auth", _SIGN_IN.message, _SIGN_IN.action, vendor=vendor))


def pause_asked(until: datetime | None) -> Fault:
    """The fault of 429, and of 503 that says when to come again; `until` is that moment, where it was said."""
    message, action = say("Salesforce asks for a pause."), say("The next session goes on by itself.")
    return Fault(_C.THROTTLED, "throttled", message, action, until=until)


def list_view_gone() -> PortFault:
    """The fault of a list view that is to be a scope and is not there."""
    message = say("The Salesforce list view that you sync no longer exists, or it is not shown to you any more.")
    return PortFault(
        Fault(_C.FORBIDDEN, "list-view", message, say("Choose another one; until then nothing is changed."))
    )


def vanished() -> Fault:
    """The fault of a record that is not proven deleted but cannot be seen any more."""
    message = say("Salesforce no longer shows this record: it may have been hidden from you.")
    return Fault(_C.GONE, "no-access-any-more", message, _WITHHELD)


def _default(problem: Problem) -> _Wording:
    return _BROKEN if problem.status >= 500 else _OTHER


def _named(fields: Sequence[str], labels: Mapping[str, str]) -> Sentence:
    names = [labels.get(name, name) for name in fields]
    if not names:
        return say("a field")
    if len(names) == 1:
        return say("the field {name}", name=names[0])
    return say("the fields {names}", names=", ".join(names))


def _duplicates(error: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the records that a duplicate rule found; the misspelt key is the vendor's own."""
    result = error.get("duplicateResut") or error.get("duplicateResult")
    if not isinstance(result, dict):
        return ()
    found = [
        hit.get("record", {}).get("Id") or hit.get("record", {}).get("id")
        for matches in result.get("matchResults") or ()
        for hit in matches.get("matchRecords") or ()
        if isinstance(hit.get("record"), dict)
    ]
    return tuple(dict.fromkeys(record_id for record_id in found if isinstance(record_id, str)))
