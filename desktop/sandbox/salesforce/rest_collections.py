"""sObject Collections: up to 200 rows in one call, each with its own result.

Knows nothing of the web framework. Vendor page: REST API guide, "sObject Collections".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from desktop.sandbox.mishaps import trouble
from desktop.sandbox.salesforce.call import Answer, Call
from desktop.sandbox.salesforce.errors import SandboxError, planned
from desktop.sandbox.salesforce.ids import PREFIXES, full_id
from desktop.sandbox.salesforce.rest_rows import shown_row, visible_row
from desktop.sandbox.salesforce.table import transaction

_MOST_ROWS = 200
_MOST_CHUNKS = 10
_ROLLED_BACK = "Record rolled back because not all records were valid and the request was using AllOrNone header"


def create(call: Call) -> Answer:
    """Create up to 200 rows."""

    def one(record: dict[str, Any]) -> str:
        return call.org.insert(_type(record), _values(record), call.user_id, call.allow_save())

    return _each(call, _records(call), one)


def update(call: Call) -> Answer:
    """Change up to 200 rows, each with its `id`; conditional headers do not reach the rows."""

    def one(record: dict[str, Any]) -> str:
        row_id = _record_id(record)
        call.org.update(_type(record), row_id, _values(record), call.user_id, call.allow_save())
        return row_id

    return _each(call, _records(call), one)


def delete(call: Call) -> Answer:
    """Delete up to 200 rows by their ids."""

    def one(record: dict[str, Any]) -> str:
        row_id = _record_id(record)
        name = next((known for known, prefix in PREFIXES.items() if row_id.startswith(prefix)), None)
        if name is None:
            raise SandboxError("MALFORMED_ID", f"malformed id {row_id}")
        call.org.delete(name, row_id, call.user_id)
        return row_id

    ids = [text.strip() for text in call.query.get("ids", "").split(",") if text.strip()]
    _check_count(ids)
    return _each(call, [{"id": row_id} for row_id in ids], one)


def retrieve(call: Call) -> Answer:
    """Read up to 200 rows (2,000 by POST) of one object; null stands for a row that the user cannot read."""
    schema = call.org.schema(call.path[2])
    if call.method == "POST":
        body = call.json_object()
        ids, names = body.get("ids"), body.get("fields")
    else:
        ids, names = (call.query.get(name, "").split(",") for name in ("ids", "fields"))
    if not isinstance(ids, list) or not isinstance(names, list) or not all(isinstance(v, str) for v in (*ids, *names)):
        raise SandboxError("JSON_PARSER_ERROR", "ids and fields must be lists of text")
    _check_count(ids, 2000 if call.method == "POST" else _MOST_ROWS)
    rows = [visible_row(call, schema, full_id(row_id.strip())) for row_id in ids]
    fields = ",".join(names)
    return Answer(200, [None if row is None else shown_row(call, schema, row, fields) for row in rows])


def _each(call: Call, records: Sequence[dict[str, Any]], one: Callable[[dict[str, Any]], str]) -> Answer:
    """The result of each row in its order; with allOrNone a single refusal takes back all."""
    results: list[dict[str, Any]] = []
    try:
        with transaction(call.org.tables):
            for record in records:
                results.append(_result(record, one))
            if call.all_or_none() and not all(result["success"] for result in results):
                raise _Rollback
    except _Rollback:
        error = SandboxError("ALL_OR_NONE_OPERATION_ROLLED_BACK", _ROLLED_BACK).row_error()
        failed = {"success": False, "errors": [error]}
        results = [dict(failed) if result["success"] else result for result in results]
    return Answer(200, results)


class _Rollback(Exception):
    """Leaves the transaction of a call in which a row was refused."""


def _result(record: dict[str, Any], one: Callable[[dict[str, Any]], str]) -> dict[str, Any]:
    try:
        if refused := trouble.of_next_item():
            raise planned(refused.code)
        return {"id": one(record), "success": True, "errors": []}
    except SandboxError as problem:
        named = {key: value for key, value in record.items() if key.lower() == "id" and isinstance(value, str)}
        known = {"id": next(iter(named.values()))} if named else {}
        return {**known, "success": False, "errors": [problem.row_error()]}


def _records(call: Call) -> list[dict[str, Any]]:
    records = call.json_object().get("records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise SandboxError("JSON_PARSER_ERROR", "records must be a list of objects")
    _check_count(records)
    if sum(1 for _ in groupby(records, _type)) > _MOST_CHUNKS:
        message = f"Cannot have more than {_MOST_CHUNKS} chunks in a single operation. Please rearrange the data."
        raise SandboxError("INVALID_INPUT", message)
    return records


def _check_count(rows: Sequence[Any], most: int = _MOST_ROWS) -> None:
    if len(rows) > most:
        message = f"record limit reached. cannot submit more than {most} records into this call"
        raise SandboxError("EXCEEDED_ID_LIMIT", message)


def _type(record: dict[str, Any]) -> str:
    attributes = record.get("attributes")
    name = attributes.get("type") if isinstance(attributes, dict) else None
    if not isinstance(name, str):
        raise SandboxError("INVALID_INPUT", "Must send in type in the attributes of each record")
    return name


def _record_id(record: dict[str, Any]) -> str:
    text = next((value for key, value in record.items() if key.lower() == "id"), None)
    if text is None:
        raise SandboxError("MISSING_ARGUMENT", "Id not specified in an update call")
    found = full_id(text) if isinstance(text, str) else None
    if found is None:
        raise SandboxError("MALFORMED_ID", f"malformed id {text}", ["Id"])
    return found


def _values(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name.lower() not in ("attributes", "id")}
