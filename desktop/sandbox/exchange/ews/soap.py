"""SOAP around EWS: reads a request's envelope, writes answers and faults. It must not know any operation.

Faults look as Exchange writes them: a types-namespace fault code, the response code and message in the errors
namespace (https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-errors-related-to-ews).
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from desktop.sandbox.exchange.mailbox import Settings
from desktop.sandbox.exchange.refusals import Refusal

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
TYPES_NS = "http://schemas.microsoft.com/exchange/services/2006/types"
MESSAGES_NS = "http://schemas.microsoft.com/exchange/services/2006/messages"
ERRORS_NS = "http://schemas.microsoft.com/exchange/services/2006/errors"
T = f"{{{TYPES_NS}}}"
M = f"{{{MESSAGES_NS}}}"
E = f"{{{ERRORS_NS}}}"
_PREFIXES = {"m": MESSAGES_NS, "t": TYPES_NS}
_VERSION_NAMES = (
    "Exchange2007 Exchange2007_SP1 Exchange2010 Exchange2010_SP1 Exchange2010_SP2 Exchange2013 Exchange2013_SP1 "
    "Exchange2015 Exchange2015_SP1 Exchange2016"
)
VERSIONS = tuple(_VERSION_NAMES.split())


class NotXml(Exception):
    """The body is no XML document that the server reads at all (HTTP 400, as WCF answers)."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the operation's name and its element."""

    operation: str
    element: etree._Element


def violation(text: str, element: etree._Element | None = None) -> Refusal:
    """The refusal of a request that Microsoft's schema does not allow; the message names the offence."""
    line = str(element.sourceline or 1) if element is not None else "1"
    values = {"LineNumber": line, "LinePosition": "1", "Violation": text}
    return Refusal("ErrorSchemaValidation", f"The request failed schema validation: {text}", values)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def part(element: etree._Element, name: str) -> etree._Element:
    """The messages-namespace child of this name; raises ErrorSchemaValidation where it is missing."""
    found = element.find(f"{M}{name}")
    if found is None:
        raise violation(f"The element '{local_name(element)}' has incomplete content. Expected: {name}.", element)
    return found


def read_request(body: bytes) -> Request:
    """The request in an HTTP body; raises NotXml, or Refusal for an envelope that is not right."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotXml from problem
    if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{SOAP}Envelope":
        raise NotXml
    soap_body = root.find(f"{SOAP}Body")
    if soap_body is None or len(soap_body) != 1:
        raise violation("The element 'Body' must hold exactly one element.", root)
    wanted = root.find(f"{SOAP}Header/{T}RequestServerVersion")
    if (
        wanted is not None
        and wanted.get("Version") not in VERSIONS
        and not (wanted.get("Version") or "").startswith("V")
    ):
        raise Refusal("ErrorInvalidServerVersion", "The specified server version is invalid.")
    element = soap_body[0]
    if not element.tag.startswith(M):
        raise violation(f"The element '{local_name(element)}' has an invalid namespace.", element)
    return Request(local_name(element), element)


def _envelope(settings: Settings) -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{SOAP}Envelope", nsmap={"s": SOAP[1:-1]})
    header = etree.SubElement(root, f"{SOAP}Header")
    major, minor, build, revision = settings.build
    etree.SubElement(
        header,
        f"{T}ServerVersionInfo",
        {
            "MajorVersion": str(major),
            "MinorVersion": str(minor),
            "MajorBuildNumber": str(build),
            "MinorBuildNumber": str(revision),
            "Version": settings.version,
        },
        nsmap={"h": TYPES_NS},
    )
    return root, etree.SubElement(root, f"{SOAP}Body")


def write_answer(settings: Settings, answer: etree._Element) -> bytes:
    """A whole envelope around the answer's element."""
    root, body = _envelope(settings)
    body.append(answer)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def write_fault(settings: Settings, refusal: Refusal) -> bytes:
    """A SOAP fault for a request that is refused as a whole."""
    root, body = _envelope(settings)
    fault = etree.SubElement(body, f"{SOAP}Fault")
    code = etree.SubElement(fault, "faultcode", nsmap={"a": TYPES_NS})
    code.text = f"a:{refusal.code}"
    text = etree.SubElement(fault, "faultstring", {"{http://www.w3.org/XML/1998/namespace}lang": "en-US"})
    text.text = refusal.text
    detail = etree.SubElement(fault, "detail")
    etree.SubElement(detail, f"{E}ResponseCode", nsmap={"e": ERRORS_NS}).text = refusal.code
    etree.SubElement(detail, f"{E}Message", nsmap={"e": ERRORS_NS}).text = refusal.text
    if refusal.values:
        message_xml = etree.SubElement(detail, f"{T}MessageXml", nsmap={"t": TYPES_NS})
        for name, value in refusal.values.items():
            if refusal.code == "ErrorSchemaValidation":
                etree.SubElement(message_xml, f"{T}{name}").text = value
            else:
                etree.SubElement(message_xml, f"{T}Value", {"Name": name}).text = value
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def new_answer(operation: str) -> etree._Element:
    """The empty answer element of an operation."""
    return etree.Element(f"{M}{operation}Response", nsmap=_PREFIXES)
