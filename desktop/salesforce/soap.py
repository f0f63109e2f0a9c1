"""The messages of the SOAP API that are sent, and the answers to them: undelete and login, which REST does not have.

Exists so that no other module sees XML. Must not know HTTP or contacts.
Vendor page: SOAP API guide, "undelete()" and "login()".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

_ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_PARTNER: Final = "urn:partner.soap.sforce.com"


class SoapFault(Exception):
    """The whole message was refused: Salesforce's code and words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def undelete(token: str, ids: Sequence[str]) -> bytes:
    """The message that takes rows out of the recycle bin."""
    envelope = _envelope()
    header = etree.SubElement(etree.SubElement(envelope, f"{{{_ENVELOPE}}}Header"), f"{{{_PARTNER}}}SessionHeader")
    etree.SubElement(header, f"{{{_PARTNER}}}sessionId").text = token
    call = etree.SubElement(etree.SubElement(envelope, f"{{{_ENVELOPE}}}Body"), f"{{{_PARTNER}}}undelete")
    for row_id in ids:
        etree.SubElement(call, f"{{{_PARTNER}}}ids").text = row_id
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def login(username: str, password: str) -> bytes:
    """The message that signs in with a user name and the password, behind which the security token stands."""
    envelope = _envelope()
    call = etree.SubElement(etree.SubElement(envelope, f"{{{_ENVELOPE}}}Body"), f"{{{_PARTNER}}}login")
    etree.SubElement(call, f"{{{_PARTNER}}}username").text = username
    etree.SubElement(call, f"{{{_PARTNER}}}password").text = password
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def session_of(content: bytes) -> tuple[str, str]:
    """Session id and server address of an answer to `login`. Raises as `results` does."""
    result = _called(content).find("{*}result")
    session, server = (
        "" if result is None else result.findtext(f"{{*}}{name}") or "" for name in ("sessionId", "serverUrl")
    )
    if not (session and server):
        raise ValueError("not an answer to login")
    return session, server


def results(content: bytes) -> list[dict[str, Any]]:
    """One result for each row of a message, as the REST API words them: `id`, `success`, `errors`.

    Raises SoapFault, and ValueError where the answer is none of the SOAP API.
    """
    return [_result(node) for node in _called(content).iterfind("{*}result")]


def _envelope() -> etree._Element:
    prefixes: dict[str | None, str] = {"s": _ENVELOPE, None: _PARTNER}
    return etree.Element(f"{{{_ENVELOPE}}}Envelope", nsmap=prefixes)  # type: ignore[arg-type]


def _called(content: bytes) -> etree._Element:
    """The answer inside the envelope."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError("not XML") from problem
    body = root.find(f"{{{_ENVELOPE}}}Body")
    if body is None or not len(body):
        raise ValueError("not a SOAP envelope")
    if body[0].tag == f"{{{_ENVELOPE}}}Fault":
        code = (body[0].findtext("{*}faultcode") or "").rpartition(":")[2]
        raise SoapFault(code, (body[0].findtext("{*}faultstring") or "").removeprefix(f"{code}: "))
    return body[0]


def _result(node: etree._Element) -> dict[str, Any]:
    errors = [
        {
            "statusCode": error.findtext("{*}statusCode") or "",
            "message": error.findtext("{*}message") or "",
            "fields": [field.text or "" for field in error.iterfind("{*}fields")],
        }
        for error in node.iterfind("{*}errors")
    ]
    return {"id": node.findtext("{*}id") or "", "success": node.findtext("{*}success") == "true", "errors": errors}
