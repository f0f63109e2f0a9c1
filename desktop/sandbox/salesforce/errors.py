"""The one way in which the simulated org says no: a Salesforce status code with its HTTP status.

Knows nothing of HTTP frameworks or of the rules that raise it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_HTTP_STATUS = {
    "NOT_FOUND": 404,
    "ENTITY_IS_DELETED": 404,
    "INVALID_SESSION_ID": 401,
    "REQUEST_LIMIT_EXCEEDED": 403,
    "INSUFFICIENT_ACCESS_OR_READONLY": 403,
    "METHOD_NOT_ALLOWED": 405,
    "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK": 412,
    "UNSUPPORTED_API_VERSION": 410,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "URI_TOO_LONG": 414,
}


class SandboxError(Exception):
    """A refusal of the org: `code` is Salesforce's status code, `http_status` what REST answers with."""

    def __init__(
        self, code: str, message: str, fields: Sequence[str] = (), extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.fields = list(fields)
        self.extra = dict(extra or {})
        self.http_status = _HTTP_STATUS.get(code, 400)

    def rest_body(self) -> list[dict[str, Any]]:
        """The error as a single-row REST answer shows it (`errorCode`)."""
        body: dict[str, Any] = {**self.extra, "message": self.message, "errorCode": self.code}
        if self.fields:
            body["fields"] = self.fields
        return [body]

    def row_error(self) -> dict[str, Any]:
        """The error as sObject Collections show it for one row (`statusCode`)."""
        return {**self.extra, "statusCode": self.code, "message": self.message, "fields": self.fields}


SENTENCES = {
    "INVALID_QUERY_LOCATOR": "invalid query locator",
    "INVALID_REPLICATION_DATE": "startDate must be before endDate and not before the log begins",
    "INVALID_SESSION_ID": "Session expired or invalid",
    "REQUEST_LIMIT_EXCEEDED": "TotalRequests Limit exceeded.",
    "UNABLE_TO_LOCK_ROW": "unable to obtain exclusive access to this record",
}


def planned(code: str) -> SandboxError:
    """The refusal with this code in the service's usual words."""
    return SandboxError(code, SENTENCES.get(code, "An unexpected error occurred."))


def not_found() -> SandboxError:
    """The answer for a path, a row or an object that is not there, or that the user may not see."""
    return SandboxError("NOT_FOUND", "The requested resource does not exist")
