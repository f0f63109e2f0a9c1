"""Microsoft's published EWS schema as a judge: every request of ours and every answer of the sandbox must be valid.

The schema is read from the shared folder beside the repository; where that is absent there is nothing to judge by.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

SCHEMA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "ews-schema" / "messages.xsd"
_SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
_WRAPPED = "{http://schemas.microsoft.com/exchange/services/2006/messages}GetUserConfigurationResponse"
_ERRORS = "{http://schemas.microsoft.com/exchange/services/2006/errors}"


@cache
def _schema() -> etree.XMLSchema | None:
    return etree.XMLSchema(etree.parse(str(SCHEMA))) if SCHEMA.exists() else None


@cache
def _response_codes() -> frozenset[str]:
    found = etree.parse(str(SCHEMA)).iterfind(".//{*}simpleType[@name='ResponseCodeType']//{*}enumeration")
    return frozenset(str(element.get("value")) for element in found)


def validate_body(xml: bytes) -> list[str]:
    """What is wrong with a SOAP message by the schema: empty when it is valid, or when the schema is not there.

    The child of soap:Body is checked; of a fault, its response code and the presence of a message.
    """
    schema = _schema()
    if schema is None:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(xml, parser)
    body = root.find(f"{_SOAP}Body")
    if root.tag != f"{_SOAP}Envelope" or body is None or len(body) != 1:
        return ["not a SOAP envelope with one element in its body"]
    child = body[0]
    if child.tag == f"{_SOAP}Fault":
        return _fault_errors(child)
    if child.tag == _WRAPPED and len(child) == 1 and len(child[0]) == 1:
        # The schema declares this answer as its one message; the vendor's reference page wraps it as all others.
        child = child[0][0]
        child.tag = _WRAPPED
    # A copy of its own: lxml would judge the envelope's root otherwise.
    alone = etree.fromstring(etree.tostring(child), parser)
    if schema.validate(alone):
        return []
    return [f"line {error.line}: {error.message}" for error in schema.error_log]  # type: ignore[attr-defined]


def _fault_errors(fault: etree._Element) -> list[str]:
    wrong = []
    code = fault.findtext(f"detail/{_ERRORS}ResponseCode")
    if code not in _response_codes():
        wrong.append(f"the fault's response code {code!r} is not one of the schema's")
    if not fault.findtext(f"detail/{_ERRORS}Message"):
        wrong.append("the fault has no message")
    if not fault.findtext("faultcode", "").endswith(f":{code}"):
        wrong.append("the fault code does not name the response code")
    return wrong
