"""State tokens of change tracking: a sync state with the options that it was asked for under, as opaque text.

https://learn.microsoft.com/graph/delta-query-overview - a link holds its options, so that a client repeats none. What
a state means is the history's business.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.pages import link
from desktop.sandbox.exchange.history import History, Page, SyncState
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_REFUSED = ("expand", "filter", "orderby", "search", "top")


def opened(mailbox: Mailbox, call: Call, scope: str, history: History) -> tuple[SyncState, str]:
    """The state that a call goes on from, and its $select; a call without a token begins anew.

    Raises SyncStateNotFound for a token that is not one of this scope and time, and ErrorInvalidUrlQuery for options
    that change tracking does not take.
    """
    token = call.options.get("deltatoken", "") or call.options.get("skiptoken", "")
    if not token:
        refused = [f"${name}" for name in _REFUSED if name in call.options]
        if refused:
            raise Refusal(
                "ErrorInvalidUrlQuery",
                f"The following parameters are not supported with change tracking: '{', '.join(refused)}'.",
            )
        return history.start(call.horizon), call.options.get("select", "")
    try:
        sealed, select = json.loads(base64.urlsafe_b64decode(token))
        return mailbox.open_state(scope, sealed), select
    except (binascii.Error, ValueError, TypeError, Refusal) as problem:
        raise Refusal("SyncStateNotFound") from problem


def tracked(
    mailbox: Mailbox, call: Call, scope: str, context: str, value: list[Mapping[str, Any]], page: Page, select: str
) -> Reply:
    """The answer of one page: its entities, and the link to what comes next, now or later."""
    kept = json.dumps([mailbox.seal_state(scope, page.state), select]).encode()
    token = base64.urlsafe_b64encode(kept).decode()
    name, option = ("@odata.deltaLink", "deltatoken") if page.last else ("@odata.nextLink", "skiptoken")
    return Reply(
        200,
        {"@odata.context": f"{call.root}/$metadata#{context}", name: link(call, {option: token}), "value": value},
    )


def removed(kind: str, identifier: str) -> dict[str, Any]:
    """The entry of an entity that is no longer in the collection."""
    return {"@odata.type": f"#microsoft.graph.{kind}", "id": identifier, "@removed": {"reason": "deleted"}}
