"""The org as a web application: reads requests, checks the session and the budget, and writes answers.

The only module here that knows the web framework. It sets `operation` and `api_calls` of the request's state for
whoever keeps a log.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from desktop.sandbox.mishaps import trouble
from desktop.sandbox.salesforce import oauth, soap
from desktop.sandbox.salesforce.authorize import authorize
from desktop.sandbox.salesforce.call import Answer, Call, refusal
from desktop.sandbox.salesforce.errors import SandboxError, not_found, planned
from desktop.sandbox.salesforce.ids import full_id
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.rest import Rest, version_list
from desktop.sandbox.salesforce.times import http_date
from desktop.sandbox.sign_in_pages import PAGE_HEADERS

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_MOST_HEAD = 16_384
_LEAST_ZIPPED = 1_024
_BEARER = re.compile(r"(?:Bearer|OAuth)\s+(\S+)\s*\Z", re.IGNORECASE)


def create_app(org: Org) -> Starlette:
    """The application that serves one org."""
    return Starlette(routes=[Route("/{path:path}", Front(org).serve, methods=_METHODS)])


class Front:
    """Between HTTP and the org: one instance an application."""

    def __init__(self, org: Org) -> None:
        self._org = org
        self._rest = Rest()

    async def serve(self, request: Request) -> Response:
        """Answer one request."""
        request.state.operation, request.state.api_calls = "", 0
        try:
            body = _unpacked(request, await request.body())
            segments = tuple(unquote(part) for part in request.scope["path"].split("/") if part)
            if segments[:2] == ("services", "Soap"):
                return self._soap(request, segments, body)
            if segments == ("services", "oauth2", "authorize"):
                return self._authorize(request, body)
            answer = self._answer(request, segments, body)
        except SandboxError as problem:
            answer = refusal(problem)
        return self._response(request, answer)

    def _answer(self, request: Request, segments: tuple[str, ...], body: bytes) -> Answer:
        if segments == ("services", "data"):
            request.state.operation = "versions"
            return Answer(200, version_list())
        if segments[:2] == ("services", "data"):
            return self._data(request, segments[2:], body)
        if segments[:2] == ("services", "oauth2") and len(segments) == 3:
            return self._oauth(request, segments[2], body)
        if len(segments) == 3 and segments[0] == "id":
            return self._identity(request, segments)
        raise not_found()

    def _data(self, request: Request, segments: tuple[str, ...], body: bytes) -> Answer:
        headers = {name.lower(): value for name, value in request.headers.items()}
        version = segments[0].removeprefix("v")
        query = dict(parse_qsl(request.url.query, keep_blank_values=True))
        rest = (request.method, segments[1:], query, headers, body, _instance_url(request))
        call = Call(self._org, "", version, *rest)
        request.state.operation = operation = self._rest.operation(call)
        if (
            len(request.url.query) + len(request.url.path) + sum(len(k) + len(v) for k, v in headers.items())
            > _MOST_HEAD
        ):
            raise SandboxError("URI_TOO_LONG", "The URI and the headers together exceed 16,384 bytes")
        if planned_refusal := trouble.of_request("INVALID_SESSION_ID", "REQUEST_LIMIT_EXCEEDED"):
            raise planned(planned_refusal.code)
        user_id = self._signed_in(request)
        call = replace(call, user_id=user_id)
        if self._org.calls.used >= self._org.settings.daily_limit:
            raise SandboxError("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
        request.state.api_calls = _cost(operation, call)
        self._org.calls.add(request.state.api_calls)
        answer = self._rest.dispatch(call)
        usage = f"api-usage={self._org.calls.used}/{self._org.settings.daily_limit}"
        return Answer(answer.status, answer.body, {**answer.headers, "Sforce-Limit-Info": usage})

    def _signed_in(self, request: Request) -> str:
        found = _BEARER.match(request.headers.get("authorization", ""))
        if found is None:
            raise SandboxError("INVALID_SESSION_ID", "Session expired or invalid")
        return self._org.sessions.user_of(found[1], self._org.settings)

    def _oauth(self, request: Request, name: str, body: bytes) -> Answer:
        request.state.operation = f"oauth.{name}"
        form = _form(request, body)
        if name in ("token", "revoke") and request.method != "POST":
            return Answer(400, {"error": "invalid_request", "error_description": "must use HTTP POST"})
        if name == "token":
            return oauth.token(self._org, form, _instance_url(request))
        if name == "revoke":
            return oauth.revoke(self._org, form)
        if name == "userinfo":
            return oauth.userinfo(self._org, self._signed_in(request), _instance_url(request))
        raise not_found()

    def _authorize(self, request: Request, body: bytes) -> Response:
        request.state.operation = "oauth.authorize"
        shown = authorize(self._org, _form(request, body))
        if shown.to:
            return RedirectResponse(shown.to, shown.status, PAGE_HEADERS)
        return HTMLResponse(shown.html, shown.status, PAGE_HEADERS)

    def _identity(self, request: Request, segments: tuple[str, ...]) -> Answer:
        request.state.operation = "oauth.identity"
        user_id = self._signed_in(request)
        if (full_id(segments[1]), full_id(segments[2])) != (self._org.org_id, user_id):
            raise not_found()
        return oauth.identity(self._org, user_id, _instance_url(request))

    def _soap(self, request: Request, segments: tuple[str, ...], body: bytes) -> Response:
        version = segments[3] if len(segments) > 3 else ""
        if not re.match(r"\d+\.\d\Z", version) or segments[2] not in ("u", "c") or request.method != "POST":
            raise not_found()
        answer = soap.answer(soap.SoapCall(self._org, version, _instance_url(request), body))
        request.state.operation = answer.operation
        request.state.api_calls = 0 if answer.operation == "soap.login" else 1
        self._org.calls.add(request.state.api_calls)
        headers = {"Date": http_date(self._org.clock())}
        return Response(answer.xml, answer.status, headers, media_type="text/xml")

    def _response(self, request: Request, answer: Answer) -> Response:
        headers = {"Date": http_date(self._org.clock()), **answer.headers}
        content = b""
        if answer.body is not None and request.method != "HEAD":
            content = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json;charset=UTF-8"
        if len(content) >= _LEAST_ZIPPED and "gzip" in request.headers.get("accept-encoding", ""):
            content = gzip.compress(content, compresslevel=1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(content, answer.status, headers)


def _cost(operation: str, call: Call) -> int:
    """The API calls of a request: those in a batch count one by one, a composite counts once."""
    if operation != "composite.batch":
        return 1
    body: Mapping[str, Any] | Any = call.json()
    parts = body.get("batchRequests") if isinstance(body, dict) else None
    return max(1, len(parts)) if isinstance(parts, list) else 1


def _form(request: Request, body: bytes) -> dict[str, str]:
    """Query and body together."""
    form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return {**dict(parse_qsl(request.url.query)), **form}


def _instance_url(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _unpacked(request: Request, body: bytes) -> bytes:
    if request.headers.get("content-encoding", "").lower() != "gzip":
        return body
    try:
        return gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as problem:
        raise SandboxError("JSON_PARSER_ERROR", "the body is not proper gzip") from problem
