"""Refusals in Graph's words: the HTTP status of each code, and the JSON object around it.

https://learn.microsoft.com/graph/errors - Exchange's codes pass through Graph unchanged. It must not know why.
"""

from __future__ import annotations

from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.refusals import Refusal

_STATUSES = {
    401: "InvalidAuthenticationToken",
    403: "ErrorAccessDenied ErrorDeleteDistinguishedFolder ErrorMoveDistinguishedFolder",
    404: "ErrorItemNotFound ErrorFolderNotFound ErrorParentFolderNotFound ErrorSyncFolderNotFound ErrorInvalidUser "
    "ResourceNotFound",
    405: "MethodNotAllowed",
    409: "ErrorFolderExists ErrorCategoryExists",
    410: "SyncStateNotFound syncStateNotFound resyncRequired",
    412: "ErrorIrresolvableConflict",
    424: "FailedDependency",
    429: "ApplicationThrottled activityLimitReached TooManyRequests",
    500: "generalException ErrorInternalServerError",
    501: "notSupported",
    503: "serviceNotAvailable ErrorServerBusy ErrorMailboxStoreUnavailable",
    504: "UnknownError gatewayTimeout",
    507: "ErrorQuotaExceeded",
}
_STATUS = {code: status for status, codes in _STATUSES.items() for code in codes.split()}
OF_THE_FRONT = (*_STATUSES[401].split(), *_STATUSES[429].split(), *_STATUSES[503].split(), *_STATUSES[504].split())
"""The codes that a whole batch is refused with, not each of its parts."""


def refuse(refusal: Refusal, call: Call, ids: tuple[str, str], at: str) -> Reply:
    """The answer to a refused call; `ids` are the request's own and the client's, `at` the moment.

    Where a state is lost, the answer says where to begin anew.
    """
    status = _STATUS.get(refusal.code, 400)
    headers = dict(refusal.values)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="", error="invalid_token"'
    if status == 410:
        headers["Location"] = f"{call.root}/{call.path}"
    inner = {"date": at.rstrip("Z"), "request-id": ids[0], "client-request-id": ids[1]}
    return Reply(status, {"error": {"code": refusal.code, "message": refusal.text, "innerError": inner}}, headers)
