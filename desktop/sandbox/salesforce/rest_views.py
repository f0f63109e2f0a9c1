"""The list view resources: the views of an object, one of them, its describe and its results.

Knows nothing of the web framework. Vendor pages: REST API guide, "List Views for an Object", "List View",
"List View Describe" and "List View Results".
"""

from __future__ import annotations

from desktop.sandbox.salesforce import list_views
from desktop.sandbox.salesforce.call import Answer, Call
from desktop.sandbox.salesforce.errors import SandboxError, not_found
from desktop.sandbox.salesforce.ids import full_id
from desktop.sandbox.salesforce.list_views import ListView
from desktop.sandbox.salesforce.soql_run import Asker, Runner

_USUAL, _MOST = 25, 2000


def views(call: Call) -> Answer:
    """The views that the user sees; only contacts have any."""
    seen = [list_views.basic(view, call.version) for view in _seen(call)]
    name = call.org.schema(call.path[1]).name
    return Answer(
        200, {"done": True, "listviews": seen, "nextRecordsUrl": None, "size": len(seen), "sobjectType": name}
    )


def view(call: Call) -> Answer:
    """The short description of one view."""
    return Answer(200, list_views.basic(_view(call), call.version))


def describe(call: Call) -> Answer:
    """One view with its columns, its filter and its SOQL."""
    return Answer(200, list_views.described(_told_as_soql(call)))


def results(call: Call) -> Answer:
    """The rows of a view from `offset` on, at most `limit` of them."""
    found = _told_as_soql(call)
    limit, offset = _number(call, "limit", _USUAL), _number(call, "offset", 0)
    if not 1 <= limit <= _MOST:
        raise SandboxError("NUMBER_OUTSIDE_VALID_RANGE", f"limit must be between 1 and {_MOST}")
    query = f"{found.query()} LIMIT {limit} OFFSET {offset}"
    result = Runner(call.org, Asker(call.user_id, call.version)).run(query)
    rows, render = call.org.tables[result.object].rows, result.render
    records = [list_views.cells(render(rows[key])) for key in result.ids] if render else []
    told = {"columns": list_views.columns(), "developerName": found.name, "done": True, "id": found.id}
    return Answer(200, {**told, "label": found.label, "records": records, "size": len(records)})


def _seen(call: Call) -> list[ListView]:
    if call.org.schema(call.path[1]).name != "Contact":
        return []
    return [each for each in call.org.views if each.only_for in ("", call.user_id)]


def _view(call: Call) -> ListView:
    wanted = full_id(call.path[3])
    found = next((each for each in _seen(call) if each.id == wanted), None)
    if found is None:
        raise not_found()
    return found


def _told_as_soql(call: Call) -> ListView:
    found = _view(call)
    if not found.soql:
        raise SandboxError("UNSUPPORTED_OPERATION", "The list view is not SOQL compatible")
    return found


def _number(call: Call, name: str, usual: int) -> int:
    text = call.query.get(name, str(usual))
    if not text.isdigit():
        raise SandboxError("INVALID_QUERY_FILTER_OPERATOR", f"{name} must be a number")
    return int(text)
