"""The simulated Microsoft Graph as a web application: bearer sign-in, versions, single calls and batches.

https://learn.microsoft.com/graph/use-the-api - it knows HTTP and JSON; resources and the store are elsewhere.
"""

from __future__ import annotations

import json
import uuid
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.sandbox.exchange.graph.batch import answer_batch
from desktop.sandbox.exchange.graph.call import Call, Reply, read_address
from desktop.sandbox.exchange.graph.crowd import CROWDED
from desktop.sandbox.exchange.graph.errors import OF_THE_FRONT, refuse
from desktop.sandbox.exchange.graph.lag import Lag
from desktop.sandbox.exchange.graph.routes import operation_of, perform
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal
from desktop.sandbox.identity.tokens import GRAPH, NotAdmitted
from desktop.sandbox.mishaps import trouble

VERSION = "v1.0"
_JSON = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
_METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]


class Gate(Protocol):
    """Says who may enter."""

    def admitted(self, authorization: str, resource: str) -> frozenset[str]:
        """The short scopes of a bearer (a header) at a resource; raises NotAdmitted."""


def create_app(mailbox: Mailbox, gate: Gate) -> Starlette:
    """An application that serves this mailbox over Graph; each request tells its operation in the request's state."""
    lag = Lag(mailbox)

    async def serve(request: Request) -> Response:
        request.state.operation = ""
        request.state.api_calls = 0
        body = await request.body()
        with mailbox.lock:
            ids = (str(uuid.uuid4()), request.headers.get("client-request-id", ""))
            answer = _Answerer(mailbox, (ids[0], ids[1] or ids[0]))
            reply = answer.whole(request, body, gate, lag)
        return _response(reply, answer.ids, _is_immutable(request))

    return Starlette(routes=[Route("/{path:path}", serve, methods=_METHODS)])


def _is_immutable(request: Request) -> bool:
    return "immutableid" in request.headers.get("prefer", "").lower()


def _response(reply: Reply, ids: tuple[str, str], immutable: bool) -> Response:
    headers = {"request-id": ids[0], "client-request-id": ids[1], **reply.headers}
    if immutable:
        headers["Preference-Applied"] = 'IdType="ImmutableId"'
    if reply.body is None:
        return Response(status_code=reply.status, headers=headers)
    text = json.dumps(reply.body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), reply.status, headers, media_type=_JSON)


class _Answerer:
    """Answers one request under its ids: what is refused becomes an answer too."""

    def __init__(self, mailbox: Mailbox, ids: tuple[str, str]) -> None:
        self._mailbox = mailbox
        self.ids = ids

    def whole(self, request: Request, body: bytes, gate: Gate, lag: Lag) -> Reply:
        """The answer to an HTTP request, a batch or a single call."""
        call = Call(request.method, "", ())
        try:
            scopes = _admitted(request, gate)
            call = _read(request, body, lag, scopes)
            request.state.operation = operation_of(call)
            if tuple(part.lower() for part in call.segments) != ("$batch",):
                return self._single(call)
            if refused := trouble.of_request(*OF_THE_FRONT):
                raise _planned(refused)
            return answer_batch(call, self._single)
        except Refusal as refusal:
            return self._refused(refusal, call)

    def _single(self, call: Call) -> Reply:
        try:
            if planned := trouble.of_next_item():
                raise _planned(planned)
            return perform(self._mailbox, call)
        except Refusal as refusal:
            return self._refused(refusal, call)

    def _refused(self, refusal: Refusal, call: Call) -> Reply:
        return refuse(refusal, call, self.ids, self._mailbox.ledger.now())


def _planned(planned: trouble.Trouble) -> Refusal:
    values = {} if planned.back_off_s is None else {"Retry-After": f"{planned.back_off_s:g}"}
    return Refusal(planned.code, values=values)


def _admitted(request: Request, gate: Gate) -> frozenset[str]:
    """The scopes of who asks; raises what stands in front of every resource: no token, too many requests at once."""
    try:
        scopes = gate.admitted(request.headers.get("authorization", ""), GRAPH)
    except NotAdmitted as problem:
        raise Refusal("InvalidAuthenticationToken", str(problem)) from problem
    if getattr(request.state, CROWDED, False):
        raise Refusal("ApplicationThrottled", values={"Retry-After": "1"})
    return scopes


def _read(request: Request, body: bytes, lag: Lag, scopes: frozenset[str]) -> Call:
    raw = request.scope.get("raw_path") or request.url.path.encode()
    query = request.scope["query_string"]
    version, _, address = (raw + (b"?" + query if query else b"")).decode("latin-1").lstrip("/").partition("/")
    if version.lower() != VERSION:
        raise Refusal("BadRequest", f"Invalid version: {version}")
    path, segments, options = read_address(address)
    root = f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}/{VERSION}"
    headers = dict(request.headers)
    return Call(request.method, path, segments, options, headers, _json(body), root, lag.horizon(), scopes)


def _json(body: bytes) -> Any:
    if not body.strip():
        return None
    try:
        return json.loads(body)
    except ValueError as problem:
        raise Refusal("BadRequest", "Unable to read JSON request payload.") from problem
