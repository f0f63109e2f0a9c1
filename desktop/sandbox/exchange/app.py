"""The simulated Exchange server as a web application: Basic sign-in and the EWS address.

https://learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange
It knows HTTP and hands whole bodies on; operations and the store are elsewhere.
"""

from __future__ import annotations

import base64
import binascii

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.sandbox.exchange.ews.operations import perform
from desktop.sandbox.exchange.ews.soap import NotXml, read_request, write_answer, write_fault
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

EWS_PATH = "/EWS/Exchange.asmx"
_XML = "text/xml; charset=utf-8"


def create_app(mailbox: Mailbox) -> Starlette:
    """An application that serves this mailbox over EWS; each request tells its operation in the request's state."""

    async def serve(request: Request) -> Response:
        request.state.operation = ""
        request.state.api_calls = 0
        if request.url.path.casefold() != EWS_PATH.casefold():
            return Response(status_code=404)
        body = await request.body()
        if mailbox.settings.ews_blocked:
            return Response(status_code=403)
        if not _signed_in(mailbox, request.headers.get("authorization", "")):
            return Response(status_code=401, headers={"WWW-Authenticate": f'Basic realm="{request.url.hostname}"'})
        if request.method != "POST":
            return Response("<html><body>Exchange Web Services</body></html>", media_type="text/html")
        with mailbox.lock:
            return _answer(mailbox, request, body)

    return Starlette(routes=[Route("/{path:path}", serve, methods=["GET", "POST"])])


def _answer(mailbox: Mailbox, request: Request, body: bytes) -> Response:
    try:
        soap = read_request(body)
        request.state.operation = soap.operation
        return Response(write_answer(mailbox.settings, perform(mailbox, soap)), media_type=_XML)
    except NotXml:
        return Response(status_code=400)
    except Refusal as refusal:
        return Response(write_fault(mailbox.settings, refusal), status_code=500, media_type=_XML)


def _signed_in(mailbox: Mailbox, header: str) -> bool:
    scheme, _, token = header.partition(" ")
    if scheme.casefold() != "basic":
        return False
    try:
        username, colon, password = base64.b64decode(token.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    return bool(colon) and mailbox.admits(username, password)
