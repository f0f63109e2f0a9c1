"""A bare EWS client for tests of the simulated mailbox: raw SOAP, no network, every message judged by the schema."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from desktop.sandbox.exchange.app import create_app
from desktop.sandbox.exchange.mailbox import Mailbox
from tests.schema import validate_body

T = "{http://schemas.microsoft.com/exchange/services/2006/types}"
M = "{http://schemas.microsoft.com/exchange/services/2006/messages}"
LINK = (
    '<t:ExtendedFieldURI PropertySetId="6f1a0b1c-2d3e-4f50-8a61-7b8c9d0e1f23" PropertyName="LinkId" '
    'PropertyType="String"/>'
)


class Ticking:
    """A clock that stands still unless told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Reply:
    """One HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> etree._Element:
        return etree.fromstring(self.body)

    @property
    def codes(self) -> list[str]:
        """The response codes, one for each response message, or the fault's."""
        return [element.text or "" for element in self.root.iter("{*}ResponseCode")]

    def texts(self, name: str) -> list[str]:
        """The texts of all elements of this types-namespace name."""
        return [element.text or "" for element in self.root.iter(f"{T}{name}")]

    def ids(self, name: str = "ItemId") -> list[tuple[str, str]]:
        """Every id with its change key."""
        return [(str(e.get("Id")), str(e.get("ChangeKey"))) for e in self.root.iter(f"{T}{name}")]


class EwsClient:
    """Sends bodies to a mailbox's application and checks both directions against the schema."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self._app = create_app(mailbox)

    def http(self, body: bytes, password: str | None = None, method: str = "POST", path: str = "") -> Reply:
        """One HTTP request; without a password the mailbox's own is used, with "" none at all."""
        secret = self.mailbox.password if password is None else password
        token = base64.b64encode(f"{self.mailbox.username}:{secret}".encode())
        headers = [(b"host", b"localhost"), (b"content-type", b"text/xml; charset=utf-8")]
        if secret:
            headers.append((b"authorization", b"Basic " + token))
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path or "/EWS/Exchange.asmx",
            "raw_path": b"",
            "query_string": b"",
            "headers": headers,
            "server": ("localhost", 80),
            "state": {},
        }
        return asyncio.run(self._exchange(scope, body))

    async def _exchange(self, scope: dict[str, Any], body: bytes) -> Reply:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        answer = b"".join(message.get("body", b"") for message in sent[1:])
        return Reply(sent[0]["status"], headers, answer, scope["state"])

    def call(self, request: str, valid: bool = True) -> Reply:
        """One request; `valid` says whether the request itself must be right by the schema. The answer always must."""
        xml = envelope(request)
        if valid:
            assert validate_body(xml) == []
        reply = self.http(xml)
        assert validate_body(reply.body) == []
        return reply

    def create(self, contact: str, folder: str = '<t:DistinguishedFolderId Id="contacts"/>') -> tuple[str, str]:
        """Create one contact from the inside of its element; its id and change key."""
        reply = self.call(
            f"<m:CreateItem><m:SavedItemFolderId>{folder}</m:SavedItemFolderId>"
            f"<m:Items><t:Contact>{contact}</t:Contact></m:Items></m:CreateItem>"
        )
        assert reply.codes == ["NoError"]
        return reply.ids()[0]

    def update(self, item: tuple[str, str], changes: str, resolution: str = "NeverOverwrite") -> Reply:
        """One UpdateItem; the change key is left out when it is empty."""
        key = f' ChangeKey="{item[1]}"' if item[1] else ""
        return self.call(
            f'<m:UpdateItem ConflictResolution="{resolution}"><m:ItemChanges><t:ItemChange>'
            f'<t:ItemId Id="{item[0]}"{key}/><t:Updates>{changes}</t:Updates>'
            "</t:ItemChange></m:ItemChanges></m:UpdateItem>"
        )

    def get(self, item_id: str, shape: str = "AllProperties", more: str = "", body: str = "") -> Reply:
        """One GetItem; `more` are property paths, `body` a BodyType."""
        extra = f"<t:AdditionalProperties>{more}</t:AdditionalProperties>" if more else ""
        kind = f"<t:BodyType>{body}</t:BodyType>" if body else ""
        return self.call(
            f"<m:GetItem><m:ItemShape><t:BaseShape>{shape}</t:BaseShape>{kind}{extra}</m:ItemShape>"
            f'<m:ItemIds><t:ItemId Id="{item_id}"/></m:ItemIds></m:GetItem>'
        )

    def delete(self, item_id: str, how: str = "MoveToDeletedItems") -> Reply:
        """One DeleteItem."""
        return self.call(
            f'<m:DeleteItem DeleteType="{how}"><m:ItemIds><t:ItemId Id="{item_id}"/></m:ItemIds></m:DeleteItem>'
        )

    def move(self, item_id: str, folder: str, operation: str = "MoveItem") -> Reply:
        """One MoveItem or CopyItem into a folder element."""
        return self.call(
            f"<m:{operation}><m:ToFolderId>{folder}</m:ToFolderId>"
            f'<m:ItemIds><t:ItemId Id="{item_id}"/></m:ItemIds></m:{operation}>'
        )

    def sync(
        self, state: str = "", limit: int = 512, folder: str = '<t:DistinguishedFolderId Id="contacts"/>'
    ) -> Reply:
        """One SyncFolderItems with ids only."""
        known = f"<m:SyncState>{state}</m:SyncState>" if state else ""
        return self.call(
            "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
            f"<m:SyncFolderId>{folder}</m:SyncFolderId>{known}"
            f"<m:MaxChangesReturned>{limit}</m:MaxChangesReturned></m:SyncFolderItems>"
        )

    def find(self, restriction: str = "", view: str = "", sort: str = "", shape: str = "IdOnly") -> Reply:
        """One FindItem in the contacts folder."""
        where = f"<m:Restriction>{restriction}</m:Restriction>" if restriction else ""
        order = f"<m:SortOrder>{sort}</m:SortOrder>" if sort else ""
        return self.call(
            f'<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>{shape}</t:BaseShape></m:ItemShape>{view}'
            f'{where}{order}<m:ParentFolderIds><t:DistinguishedFolderId Id="contacts"/></m:ParentFolderIds>'
            "</m:FindItem>"
        )


def envelope(request: str) -> bytes:
    """A SOAP envelope around a request that uses the prefixes m and t."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:m="{M[1:-1]}" xmlns:t="{T[1:-1]}"><s:Header><t:RequestServerVersion Version="Exchange2016"/></s:Header>'
        f"<s:Body>{request}</s:Body></s:Envelope>"
    ).encode()


def set_field(path: str, inside: str) -> str:
    """A SetItemField for a contact; `path` is a plain URI or a whole path element."""
    return f"<t:SetItemField>{as_path(path)}<t:Contact>{inside}</t:Contact></t:SetItemField>"


def as_path(path: str) -> str:
    """A path element: as given, or of a plain URI, or of `uri/index`."""
    if path.startswith("<"):
        return path
    uri, _, index = path.partition("/")
    if index:
        return f'<t:IndexedFieldURI FieldURI="{uri}" FieldIndex="{index}"/>'
    return f'<t:FieldURI FieldURI="{uri}"/>'


def unset(path: str) -> str:
    """A DeleteItemField."""
    return f"<t:DeleteItemField>{as_path(path)}</t:DeleteItemField>"
