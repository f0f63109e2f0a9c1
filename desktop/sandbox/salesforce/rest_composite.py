"""Composite and batch: calls that carry calls.

A composite runs its calls one after the other, lets later ones refer to earlier answers, counts as one API call and may
be all-or-none; a batch runs independent calls, each counted. Vendor pages: REST API guide, "Composite" and "Batch".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from desktop.sandbox.salesforce.call import Answer, Call
from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.table import transaction

Dispatch = Callable[[Call], Answer]
MOST_CALLS = 25
_MOST_QUERIES = 5
_REFERENCE = re.compile(r"@\{([A-Za-z_]\w*)\.([^}]+)\}")
_HEAVY = re.compile(r"/v\d+\.\d/(query|queryAll|composite/sobjects)\b")
_STEP = re.compile(r"(\w+)|\[(\d+)\]")
_ROLLED_BACK = "The transaction was rolled back since another operation in the same transaction failed."


class _Rollback(Exception):
    """Leaves the transaction of a composite in which a call failed."""


def composite(call: Call, dispatch: Dispatch) -> Answer:
    """Run up to 25 calls, of which at most five are queries or collections."""
    body = call.json_object()
    parts = body.get("compositeRequest")
    if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
        raise SandboxError("JSON_PARSER_ERROR", "compositeRequest must be a list of calls")
    _check(parts)
    all_or_none = body.get("allOrNone") is True
    results: list[dict[str, Any]] = []
    known: dict[str, Any] = {}
    try:
        with transaction(call.org.tables):
            for part in parts:
                results.append(_one(call, part, known, dispatch))
                if all_or_none and results[-1]["httpStatusCode"] >= 400:
                    raise _Rollback
    except _Rollback:
        results = _rolled_back(parts, results[-1])
    return Answer(200, {"compositeResponse": results})


def _check(parts: list[dict[str, Any]]) -> None:
    if len(parts) > MOST_CALLS:
        raise SandboxError("LIMIT_EXCEEDED", f"Composite requests are limited to {MOST_CALLS} subrequests")
    names = [part.get("referenceId") for part in parts]
    for name in names:
        if not isinstance(name, str) or not re.match(r"[A-Za-z]\w*\Z", name, re.ASCII):
            raise SandboxError("INVALID_INPUT", f"Provided referenceId ('{name}') must start with a letter")
    if len(set(names)) != len(names):
        raise SandboxError("INVALID_INPUT", "Each referenceId must be unique within a composite request")
    heavy = [part for part in parts if _HEAVY.search(str(part.get("url")))]
    if len(heavy) > _MOST_QUERIES:
        message = f"Cannot have more than {_MOST_QUERIES} query or collection operations in a composite request"
        raise SandboxError("LIMIT_EXCEEDED", message)


def _one(call: Call, part: Mapping[str, Any], known: dict[str, Any], dispatch: Dispatch) -> dict[str, Any]:
    name = part["referenceId"]
    try:
        url = _filled(part.get("url", ""), known)
        answer = dispatch(_subcall(call, part, url, _filled(part.get("body"), known)))
    except SandboxError as problem:
        answer = Answer(problem.http_status, problem.rest_body())
    if answer.status < 400:
        known[name] = answer.body
    headers = dict(answer.headers)
    return {"body": answer.body, "httpHeaders": headers, "httpStatusCode": answer.status, "referenceId": name}


def _subcall(call: Call, part: Mapping[str, Any], url: str, body: Any) -> Call:
    parsed = urlsplit(url)
    segments = tuple(unquote(piece) for piece in parsed.path.split("/") if piece)
    if segments[:2] == ("services", "data"):
        segments = segments[2:]
    nested = segments[1:2] == ("composite",) and segments[2:3] != ("sobjects",)
    if nested or not re.match(r"v\d+\.\d\Z", segments[0] if segments else ""):
        raise SandboxError("INVALID_INPUT", f"This url is not supported in a subrequest: {url}")
    given = part.get("httpHeaders") or {}
    if not isinstance(given, dict):
        raise SandboxError("JSON_PARSER_ERROR", "httpHeaders must be an object")
    headers = {str(name).lower(): str(value) for name, value in given.items()}
    query = dict(parse_qsl(parsed.query, keep_blank_values=True))
    return replace(
        call,
        version=segments[0][1:],
        method=str(part.get("method", "GET")).upper(),
        path=segments[1:],
        query=query,
        headers=headers,
        payload=b"" if body is None else body,
    )


def _filled(value: Any, known: Mapping[str, Any]) -> Any:
    """The value with `@{reference.field}` replaced by what earlier calls answered; raises PROCESSING_HALTED."""
    if isinstance(value, dict):
        return {key: _filled(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, known) for inner in value]
    if not isinstance(value, str):
        return value
    whole = _REFERENCE.fullmatch(value)
    if whole:
        return _referred(whole, known)
    return _REFERENCE.sub(lambda found: str(_referred(found, known)), value)


def _referred(found: re.Match[str], known: Mapping[str, Any]) -> Any:
    name, path = found[1], found[2]
    value = known.get(name)
    for step in _STEP.finditer(path):
        if step[2] is not None:
            value = value[int(step[2])] if isinstance(value, list) and int(step[2]) < len(value) else None
        else:
            value = value.get(step[1]) if isinstance(value, dict) else None
    if value is None:
        message = f"Invalid reference specified. No value for {name}.{path} found in {name}"
        raise SandboxError("PROCESSING_HALTED", message)
    return value


def _rolled_back(parts: list[dict[str, Any]], failed: dict[str, Any]) -> list[dict[str, Any]]:
    body = SandboxError("PROCESSING_HALTED", _ROLLED_BACK).rest_body()
    return [
        failed
        if part["referenceId"] == failed["referenceId"]
        else {"body": body, "httpHeaders": {}, "httpStatusCode": 400, "referenceId": part["referenceId"]}
        for part in parts
    ]


def batch(call: Call, dispatch: Dispatch) -> Answer:
    """Run up to 25 independent calls; with haltOnError the ones after a failure are not run."""
    body = call.json_object()
    parts = batch_calls(body)
    results: list[dict[str, Any]] = []
    failed = False
    for part in parts:
        if failed and body.get("haltOnError") is True:
            halted = [{"errorCode": "BATCH_PROCESSING_HALTED", "message": "Batch processing halted per request"}]
            results.append({"statusCode": 412, "result": halted})
            continue
        try:
            answer = dispatch(_subcall(call, part, str(part.get("url", "")), part.get("richInput")))
        except SandboxError as problem:
            answer = Answer(problem.http_status, problem.rest_body())
        failed = failed or answer.status >= 400
        results.append({"statusCode": answer.status, "result": answer.body})
    return Answer(200, {"hasErrors": failed, "results": results})


def batch_calls(body: Any) -> list[dict[str, Any]]:
    """The calls of a batch; raises for a body of another form and for too many."""
    parts = body.get("batchRequests") if isinstance(body, dict) else None
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise SandboxError("JSON_PARSER_ERROR", "batchRequests must be a list of calls")
    if len(parts) > MOST_CALLS:
        raise SandboxError("LIMIT_EXCEEDED", f"Batch requests are limited to {MOST_CALLS} subrequests")
    return parts
