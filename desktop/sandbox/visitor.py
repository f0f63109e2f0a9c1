"""A visitor of the two servers: a small client over real HTTP(S), for simulated people and for the judge.

Exists so that whoever edits or checks the servers shares no code with the program's own ends. It must not know what
the program syncs.
"""

from __future__ import annotations

import base64
import http.client
import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from lxml import etree

_VERSION = "60.0"
_TIMEOUT_S = 60.0
_PAGE = 500
_BATCH = 100
_TYPES = "http://schemas.microsoft.com/exchange/services/2006/types"
_MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages"
T, M = f"{{{_TYPES}}}", f"{{{_MESSAGES}}}"
DEFAULT_CONTACTS = '<t:DistinguishedFolderId Id="contacts"/>'


class VisitRefused(Exception):
    """A server did not do what it was asked; the message is the server's own."""


class _Line:
    """One request a connection to one server, with its certificate checked against the sandbox's authority."""

    def __init__(self, url: str, ca_file: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        self.path = parts.path
        self._host, self._port = parts.hostname or "", parts.port
        self._tls = ssl.create_default_context(cafile=ca_file) if parts.scheme == "https" else None
        self._headers = dict(headers)

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, bytes]:
        """Status and body of the answer."""
        headers = self._headers | ({"Content-Type": kind} if kind else {})
        line: http.client.HTTPConnection
        if self._tls is None:
            line = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        else:
            line = http.client.HTTPSConnection(self._host, self._port, timeout=_TIMEOUT_S, context=self._tls)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


class SalesforceVisitor:
    """Works in the org with the person's own access token. `place` is the ready file's part `salesforce`."""

    def __init__(self, place: Mapping[str, Any], ca_file: str) -> None:
        self.user_id = str(place["user_id"])
        self._token = str(place["access_token"])
        self._line = _Line(place["instance_url"], ca_file, {"Authorization": f"Bearer {self._token}"})
        self._base = f"/services/data/v{_VERSION}"

    def query(self, soql: str, deleted: bool = False) -> list[dict[str, Any]]:
        """Every row of a query; with `deleted` those of the recycle bin too."""
        answer = self._json("GET", f"{self._base}/{'queryAll' if deleted else 'query'}?q={quote(soql)}")
        rows: list[dict[str, Any]] = answer["records"]
        while not answer["done"]:
            answer = self._json("GET", answer["nextRecordsUrl"])
            rows += answer["records"]
        return rows

    def create(self, fields: Mapping[str, Any], sobject: str = "Contact") -> str:
        """Make a record; its id."""
        return str(self._json("POST", f"{self._base}/sobjects/{sobject}", fields)["id"])

    def update(self, row_id: str, fields: Mapping[str, Any], sobject: str = "Contact") -> None:
        """Change a record."""
        self._json("PATCH", f"{self._base}/sobjects/{sobject}/{row_id}", fields)

    def delete(self, row_id: str, sobject: str = "Contact") -> None:
        """Put a record in the recycle bin."""
        self._json("DELETE", f"{self._base}/sobjects/{sobject}/{row_id}")

    def merge(self, winner: str, loser: str) -> None:
        """Merge one contact into another; only SOAP can (SOAP API guide, "merge()")."""
        message = (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" '
            'xmlns:o="urn:sobject.partner.soap.sforce.com"><env:Header><SessionHeader>'
            f"<sessionId>{escape(self._token)}</sessionId></SessionHeader></env:Header><env:Body><merge><request>"
            f"<masterRecord><o:type>Contact</o:type><o:Id>{winner}</o:Id></masterRecord>"
            f"<recordToMergeIds>{loser}</recordToMergeIds></request></merge></env:Body></env:Envelope>"
        )
        status, body = self._line.send("POST", f"/services/Soap/u/{_VERSION}", message.encode(), "text/xml")
        if status != http.client.OK or b"<success>true</success>" not in body:
            raise VisitRefused(f"The merge was refused: {body.decode('utf-8', 'replace')}")

    def _json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        status, answer = self._line.send(method, path, content, "application/json" if content else "")
        if status >= http.client.BAD_REQUEST:
            raise VisitRefused(f"{method} {path}: {answer.decode('utf-8', 'replace')}")
        return json.loads(answer) if answer else None


class ExchangeVisitor:
    """Works in the mailbox through EWS with the person's password. `place` is the ready file's part `exchange`."""

    def __init__(self, place: Mapping[str, Any], ca_file: str) -> None:
        token = base64.b64encode(f"{place['username']}:{place['password']}".encode()).decode()
        self._line = _Line(place["ews_url"], ca_file, {"Authorization": f"Basic {token}"})

    def call(self, request: str) -> etree._Element:
        """The answer's response messages; `request` uses the prefixes m and t. Raises VisitRefused on any error."""
        message = (
            '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
            f'xmlns:m="{_MESSAGES}" xmlns:t="{_TYPES}"><s:Header><t:RequestServerVersion Version="Exchange2016"/>'
            f"</s:Header><s:Body>{request}</s:Body></s:Envelope>"
        )
        status, body = self._line.send("POST", self._line.path, message.encode(), "text/xml; charset=utf-8")
        if status != http.client.OK:
            raise VisitRefused(f"Exchange answered {status}: {body.decode('utf-8', 'replace')}")
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        codes = {element.text for element in root.iter(f"{M}ResponseCode")}
        if codes - {"NoError"}:
            raise VisitRefused(f"Exchange refused: {body.decode('utf-8', 'replace')}")
        return root

    def folder(self, name: str) -> str | None:
        """The element that names a child of the default contacts folder, None where there is no such child."""
        root = self.call(
            '<m:FindFolder Traversal="Shallow"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>'
            f"<m:ParentFolderIds>{DEFAULT_CONTACTS}</m:ParentFolderIds></m:FindFolder>"
        )
        for found in root.iter(f"{T}ContactsFolder"):
            if (found.findtext(f"{T}DisplayName") or "").casefold() == name.casefold():
                return f'<t:FolderId Id="{found.find(f"{T}FolderId").get("Id")}"/>'  # type: ignore[union-attr]
        return None

    def contacts(self, folder: str) -> list[etree._Element]:
        """Every contact of a folder with all its properties, the note as text."""
        ids = list(self._ids(folder))
        return [item for start in range(0, len(ids), _BATCH) for item in self._get(ids[start : start + _BATCH])]

    def create(self, inside: str, folder: str) -> str:
        """Put a contact into a folder, from the inside of its element; its id."""
        root = self.call(
            f"<m:CreateItem><m:SavedItemFolderId>{folder}</m:SavedItemFolderId>"
            f"<m:Items><t:Contact>{inside}</t:Contact></m:Items></m:CreateItem>"
        )
        return _id_of(next(root.iter(f"{T}ItemId")))

    def change(self, item_id: str, changes: str) -> None:
        """Change a contact by SetItemField and DeleteItemField elements, whatever its present version."""
        self.call(
            '<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange>'
            f'<t:ItemId Id="{item_id}"/><t:Updates>{changes}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>'
        )

    def delete(self, item_id: str) -> None:
        """Move a contact to Deleted Items."""
        self.call(
            '<m:DeleteItem DeleteType="MoveToDeletedItems">'
            f'<m:ItemIds><t:ItemId Id="{item_id}"/></m:ItemIds></m:DeleteItem>'
        )

    def _ids(self, folder: str) -> Iterator[str]:
        offset = 0
        while True:
            root = self.call(
                '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>'
                f'<m:IndexedPageItemView MaxEntriesReturned="{_PAGE}" Offset="{offset}" BasePoint="Beginning"/>'
                f"<m:ParentFolderIds>{folder}</m:ParentFolderIds></m:FindItem>"
            )
            view = next(root.iter(f"{M}RootFolder"))
            yield from (_id_of(found) for found in view.iterfind(f".//{T}Contact/{T}ItemId"))
            if view.get("IncludesLastItemInRange") != "false":
                return
            offset = int(view.get("IndexedPagingOffset") or offset + _PAGE)

    def _get(self, ids: Sequence[str]) -> list[etree._Element]:
        wanted = "".join(f'<t:ItemId Id="{item_id}"/>' for item_id in ids)
        root = self.call(
            "<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:BodyType>Text</t:BodyType>"
            f"</m:ItemShape><m:ItemIds>{wanted}</m:ItemIds></m:GetItem>"
        )
        return list(root.iter(f"{T}Contact"))


def _id_of(element: etree._Element) -> str:
    return str(element.get("Id"))
