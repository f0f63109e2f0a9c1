"""The row resources: describe, create, read, change, delete, upsert by external id, and what changed since.

Knows nothing of the web framework. Vendor pages: REST API guide, "sObject Rows" and "Conditional Request Headers".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.sandbox.salesforce.call import Answer, Call
from desktop.sandbox.salesforce.describe import basic_info, describe_global, describe_object
from desktop.sandbox.salesforce.errors import SandboxError, not_found
from desktop.sandbox.salesforce.ids import full_id
from desktop.sandbox.salesforce.schema import ObjectSchema
from desktop.sandbox.salesforce.sharing import visible
from desktop.sandbox.salesforce.soql_names import Scope
from desktop.sandbox.salesforce.soql_select import Selection
from desktop.sandbox.salesforce.soql_syntax import Path, Query, Selected
from desktop.sandbox.salesforce.table import Row
from desktop.sandbox.salesforce.times import http_date, parse_http_date, parse_stamp, stamp

_REPLICATION_DAYS = 30


def objects(call: Call) -> Answer:
    """Describe global."""
    return _unless_unchanged(call, lambda: describe_global(call.version))


def object_info(call: Call) -> Answer:
    """The short description of one object, with what was used lately (nothing is remembered here)."""
    name = call.org.schema(call.path[1]).name
    return Answer(200, {"objectDescribe": basic_info(name, call.version), "recentItems": []})


def describe(call: Call) -> Answer:
    """The describe of one object."""
    schema = call.org.schema(call.path[1])
    return _unless_unchanged(call, lambda: describe_object(schema, call.version, call.instance_url))


def _unless_unchanged(call: Call, body: Any) -> Answer:
    call.org.schema("Contact")  # notices switches that were changed since the last look
    changed = call.org.schema_changed_at.replace(microsecond=0)
    headers = {"Last-Modified": http_date(changed)}
    since = _header_moment(call, "if-modified-since")
    if since is not None and changed <= since:
        return Answer(304, None, headers)
    return Answer(200, body(), headers)


def create(call: Call) -> Answer:
    """Create a row."""
    schema = call.org.schema(call.path[1])
    row_id = call.org.insert(schema.name, call.json_object(), call.user_id, call.allow_save())
    location = f"/services/data/v{call.version}/sobjects/{schema.name}/{row_id}"
    return Answer(201, {"id": row_id, "success": True, "errors": []}, {"Location": location})


def read(call: Call) -> Answer:
    """Read a row, or the fields named by `fields`."""
    schema = call.org.schema(call.path[1])
    row = _row(call, schema, call.path[2])
    headers = {"Last-Modified": http_date(parse_stamp(row["LastModifiedDate"]))}
    since = _header_moment(call, "if-modified-since")
    if since is not None and parse_stamp(row["LastModifiedDate"]) <= since:
        return Answer(304, None, headers)
    _check_unmodified(call, row)
    return Answer(200, shown_row(call, schema, row, call.query.get("fields")), headers)


def update(call: Call) -> Answer:
    """Change a row; guarded by If-Unmodified-Since where the caller sends it."""
    schema = call.org.schema(call.path[1])
    row_id = _path_id(schema, call.path[2])
    values = call.json_object()
    if any(name.lower() == "id" for name in values):
        raise SandboxError("INVALID_FIELD", "The Id field should not be specified in the sobject data.")
    before = call.org.tables[schema.name].rows.get(row_id)
    # A malformed header is refused even where the row is gone.
    _header_moment(call, "if-unmodified-since", strict=True)
    if before is not None and not before["IsDeleted"] and visible(call.org.settings, schema.name, before, call.user_id):
        _check_unmodified(call, before)
    call.org.update(schema.name, row_id, values, call.user_id, call.allow_save())
    return Answer(204)


def delete(call: Call) -> Answer:
    """Delete a row; conditional headers mean nothing here."""
    schema = call.org.schema(call.path[1])
    call.org.delete(schema.name, _path_id(schema, call.path[2]), call.user_id)
    return Answer(204)


def read_by_key(call: Call) -> Answer:
    """Read a row by an external id."""
    schema = call.org.schema(call.path[1])
    found = _by_key(call, schema)
    if not found:
        raise not_found()
    if len(found) > 1:
        return _several(call, schema, found)
    return Answer(200, shown_row(call, schema, found[0], call.query.get("fields")))


def upsert(call: Call) -> Answer:
    """Change the row with an external id, or create it; several rows with it are told and left alone."""
    schema = call.org.schema(call.path[1])
    found = _by_key(call, schema)
    values = call.json_object()
    if len(found) > 1:
        return _several(call, schema, found)
    if found:
        row_id = found[0]["Id"]
        call.org.update(schema.name, row_id, values, call.user_id, call.allow_save())
        return Answer(200, {"id": row_id, "success": True, "errors": [], "created": False})
    values = {**values, call.path[2]: call.path[3]}
    row_id = call.org.insert(schema.name, values, call.user_id, call.allow_save())
    return Answer(201, {"id": row_id, "success": True, "errors": [], "created": True})


def updated(call: Call) -> Answer:
    """The ids of rows whose SystemModstamp lies in a window (REST API guide, "Get Updated")."""
    schema = call.org.schema(call.path[1])
    low, high = _window(call)
    rows = _stamped(call, schema, low, high)
    ids = [row["Id"] for row in rows if not row["IsDeleted"]]
    return Answer(200, {"ids": ids, "latestDateCovered": high})


def deleted(call: Call) -> Answer:
    """The rows that were deleted in a window (REST API guide, "Get Deleted")."""
    schema = call.org.schema(call.path[1])
    low, high = _window(call)
    table = call.org.tables[schema.name]
    rows = (table.rows[key] for key in table.since(low))
    gone = [
        {"id": row["Id"], "deletedDate": row["SystemModstamp"]}
        for row in rows
        if row["SystemModstamp"] < high
        and row["IsDeleted"]
        and visible(call.org.settings, schema.name, row, call.user_id)
    ]
    earliest = stamp(call.org.clock() - timedelta(days=15))
    return Answer(200, {"deletedRecords": gone, "earliestDateAvailable": earliest, "latestDateCovered": high})


def shown_row(call: Call, schema: ObjectSchema, row: Row, names: str | None = None) -> dict[str, Any]:
    """A row as GET shows it: all fields, or those named; raises INVALID_FIELD."""
    wanted = [name.strip() for name in names.split(",") if name.strip()] if names else [f.name for f in schema.fields]
    select = tuple(Selected(Path(tuple(name.split(".")), 0)) for name in dict.fromkeys(wanted))
    scope = Scope(call.org, call.user_id, names or "", schema)
    selection = Selection(scope, call.version, lambda _: lambda _row: None)
    return selection.render(Query(schema.name, 0, select=select))(row)


def visible_row(call: Call, schema: ObjectSchema, row_id: str | None) -> Row | None:
    """The live row that the user sees, or None."""
    row = call.org.tables[schema.name].rows.get(row_id or "")
    if row is None or row["IsDeleted"] or not visible(call.org.settings, schema.name, row, call.user_id):
        return None
    return row


def _path_id(schema: ObjectSchema, text: str) -> str:
    found = full_id(text)
    if found is None:
        if len(text) in (15, 18) and text.isalnum():
            raise SandboxError("MALFORMED_ID", f"malformed id {text}")
        raise SandboxError("NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {text}")
    if not found.startswith(schema.prefix):
        raise not_found()
    return found


def _row(call: Call, schema: ObjectSchema, text: str) -> Row:
    row = visible_row(call, schema, _path_id(schema, text))
    if row is None:
        raise not_found()
    return row


def _by_key(call: Call, schema: ObjectSchema) -> list[Row]:
    field = schema.find(call.path[2])
    if field is None or (field.name != "Id" and field.property("external") is None):
        message = f"Provided external ID field does not exist or is not accessible: {call.path[2]}"
        raise SandboxError("NOT_FOUND", message)
    table = call.org.tables[schema.name]
    keys = [full_id(call.path[3])] if field.name == "Id" else table.equal(field.name, call.path[3]) or ()
    rows = (visible_row(call, schema, key) for key in keys)
    return [row for row in rows if row is not None]


def _several(call: Call, schema: ObjectSchema, rows: list[Row]) -> Answer:
    base = f"/services/data/v{call.version}/sobjects/{schema.name}"
    return Answer(300, [f"{base}/{row['Id']}" for row in rows])


def _header_moment(call: Call, name: str, strict: bool = False) -> datetime | None:
    text = call.headers.get(name)
    if not text:
        return None
    try:
        return parse_http_date(text)
    except (TypeError, ValueError, IndexError) as problem:
        if not strict and call.method in ("GET", "HEAD"):
            return None
        message = f"The header {name} does not hold an HTTP date: {text}"
        raise SandboxError("INVALID_HEADER_VALUE", message) from problem


def _check_unmodified(call: Call, row: Row) -> None:
    """Refuse where the row is newer than the header says; with a resolution of one second, as the real service."""
    since = _header_moment(call, "if-unmodified-since")
    if since is not None and parse_stamp(row["LastModifiedDate"]) > since:
        message = "The entity has been modified since the date in the If-Unmodified-Since header"
        raise SandboxError("ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK", message)


def _stamped(call: Call, schema: ObjectSchema, low: str, high: str) -> Iterator[Row]:
    table = call.org.tables[schema.name]
    for row in (table.rows[key] for key in table.since(low)):
        if row["SystemModstamp"] < high and visible(call.org.settings, schema.name, row, call.user_id):
            yield row


def _window(call: Call) -> tuple[str, str]:
    try:
        # A plus sign that was not quoted arrives as a blank.
        low, high = (parse_stamp(call.query[name].replace(" ", "+")) for name in ("start", "end"))
    except (KeyError, ValueError) as problem:
        raise SandboxError("MALFORMED_QUERY", "start and end must be ISO 8601 dates with a time zone") from problem
    low, high = low.replace(second=0, microsecond=0), high.replace(second=0, microsecond=0)
    if high <= low or low < call.org.clock().astimezone(UTC) - timedelta(days=_REPLICATION_DAYS):
        raise SandboxError("INVALID_REPLICATION_DATE", "startDate must be before endDate and not before the log begins")
    return stamp(low), stamp(high)
