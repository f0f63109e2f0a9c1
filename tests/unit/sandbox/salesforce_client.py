"""A client of the simulated org for tests: speaks ASGI to the application in process, without sockets.

Knows nothing of the org's insides but the tokens that a signed-in person would have.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from starlette.applications import Starlette

from desktop.sandbox.salesforce.app import create_app
from desktop.sandbox.salesforce.org import Org

BASE = "/services/data/v59.0"


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float = 60) -> None:
        """Move the clock."""
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `body` is unzipped, `state` is what the application told the request log."""

    status: int
    headers: dict[str, str]
    body: bytes
    state: dict[str, Any]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The error code of the first error."""
        return str(self.json()[0]["errorCode"])


class Client:
    """Sends requests as one user."""

    def __init__(self, org: Org, token: str | None = None) -> None:
        self.org = org
        self.token = org.access_token if token is None else token
        self._app: Starlette = create_app(org)

    def send(self, method: str, url: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """One request; a body that is no bytes goes as JSON, in two chunks."""
        given = {"host": "org.example", "authorization": f"Bearer {self.token}", **(headers or {})}
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return asyncio.run(self._send(method, url, raw, given))

    async def _send(self, method: str, url: str, raw: bytes, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "server": ("org.example", 443),
            "state": {},
        }
        half = len(raw) // 2
        incoming = [
            {"type": "http.request", "body": raw[:half], "more_body": True},
            {"type": "http.request", "body": raw[half:], "more_body": False},
        ]
        sent: list[Any] = []

        async def receive() -> Any:
            return incoming.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        content = b"".join(message.get("body", b"") for message in sent[1:])
        if found.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Reply(sent[0]["status"], found, content, scope["state"])

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """GET under the data address."""
        return self.send("GET", BASE + path, headers=headers)

    def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """POST under the data address."""
        return self.send("POST", BASE + path, body, headers)

    def patch(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """PATCH under the data address."""
        return self.send("PATCH", BASE + path, body, headers)

    def delete(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """DELETE under the data address."""
        return self.send("DELETE", BASE + path, headers=headers)

    def query(self, text: str, resource: str = "query", headers: Mapping[str, str] | None = None) -> Reply:
        """Run a query."""
        return self.get(f"/{resource}?" + urlencode({"q": text}, quote_via=quote), headers)

    def records(self, text: str, resource: str = "query") -> list[dict[str, Any]]:
        """The records of a query that must succeed."""
        reply = self.query(text, resource)
        assert reply.status == 200, reply.body
        found: list[dict[str, Any]] = reply.json()["records"]
        return found

    def token_request(self, **form: str) -> Reply:
        """A request to the token endpoint."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self.send("POST", "/services/oauth2/token", urlencode(form).encode(), headers)
