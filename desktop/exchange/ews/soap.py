"""The XML of Exchange Web Services: names, small elements, and answers taken apart.

Exists so that no other module spells a namespace. Parses without entities and network. Must not know HTTP or contacts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

TYPES: Final = "http://schemas.microsoft.com/exchange/services/2006/types"
MESSAGES: Final = "http://schemas.microsoft.com/exchange/services/2006/messages"
ERRORS: Final = "http://schemas.microsoft.com/exchange/services/2006/errors"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
T: Final = f"{{{TYPES}}}"
M: Final = f"{{{MESSAGES}}}"
PREFIXES: Final[dict[str | None, str]] = {"s": SOAP, "m": MESSAGES, None: TYPES}
"""Types without a prefix: a tenth fewer bytes, so that fifty contacts fit into one request."""

BODY_LIMIT: Final = 60 * 1024
"""Bytes that a request may have: some servers cut the connection at 64 KiB."""
_ENVELOPE: Final = 1024
"""Bytes set aside for all of a write but its pieces."""


_DECLARATION: Final = len(f' xmlns="{TYPES}"')
"""Bytes that a piece loses where its request declares the namespace."""


class NotSoap(Exception):
    """An answer that is no SOAP envelope; `html` when it is a web page."""

    def __init__(self, html: bool) -> None:
        super().__init__("not a SOAP envelope")
        self.html = html


class SoapFault(Exception):
    """The server refused the whole request: its code, its words, and how long to stay away (seconds, None: unsaid)."""

    def __init__(self, code: str, text: str, back_off_s: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.back_off_s = back_off_s


@dataclass(frozen=True, slots=True)
class Message:
    """One response message: the server's code ('NoError'), its words, and the element with its contents."""

    code: str
    text: str
    element: etree._Element

    @property
    def ok(self) -> bool:
        """Whether the server did what was asked."""
        return self.code == "NoError"

    def item(self) -> etree._Element | None:
        """The first item in the message's Items; None where there is none."""
        items = self.element.find(f"{M}Items")
        return items[0] if items is not None and len(items) else None


def request(name: str, **attributes: str) -> etree._Element:
    """An empty request element with its attributes."""
    return etree.Element(f"{M}{name}", attributes, nsmap=PREFIXES)  # type: ignore[arg-type]  # the stubs forget None


def piece(name: str, **attributes: str) -> etree._Element:
    """A new element of the types namespace that a request will take in, without a parent."""
    return etree.Element(f"{T}{name}", attributes, nsmap={None: TYPES})  # type: ignore[dict-item]  # the stubs forget None


def add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child with text and attributes; `tag` in Clark form."""
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def add_folder(parent: etree._Element, folder_id: str) -> None:
    """A folder id in a holder: a distinguished name as `@contacts`, everything else an opaque id."""
    if folder_id.startswith("@"):
        add(parent, f"{T}DistinguishedFolderId", Id=folder_id[1:])
    else:
        add(parent, f"{T}FolderId", Id=folder_id)


def add_item_ids(parent: etree._Element, native_ids: Iterable[str]) -> None:
    """The ItemIds of a request."""
    holder = add(parent, f"{M}ItemIds")
    for native_id in native_ids:
        add(holder, f"{T}ItemId", Id=native_id)


def batches(pieces: Sequence[etree._Element], most: int) -> Iterator[Sequence[etree._Element]]:
    """The pieces in order, in runs of at most `most` that fit into one request; a piece too large goes alone."""
    start, size = 0, _ENVELOPE
    for index, part in enumerate(pieces):
        length = len(etree.tostring(part, encoding="utf-8", xml_declaration=False)) - _DECLARATION
        if index > start and (size + length > BODY_LIMIT or index - start >= most):
            yield pieces[start:index]
            start, size = index, _ENVELOPE
        size += length
    if start < len(pieces):
        yield pieces[start:]


def read_answer(content: bytes) -> tuple[etree._Element | None, list[Message]]:
    """The SOAP header (None without one) and the response messages; raises NotSoap and SoapFault."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        head = content[:512].lstrip().lower()
        raise NotSoap(html=head.startswith((b"<!doctype html", b"<html"))) from problem
    body = root.find(f"{{{SOAP}}}Body")
    if body is None or not len(body):
        raise NotSoap(html=etree.QName(root).localname.lower() == "html")
    answer = body[0]
    if answer.tag == f"{{{SOAP}}}Fault":
        raise _fault(answer)
    listed = answer.find(f"{M}ResponseMessages")
    # The published schema gives the answer of GetUserConfiguration without the list, real servers send it with it.
    elements = [answer] if listed is None else list(listed)
    return root.find(f"{{{SOAP}}}Header"), [_message(element) for element in elements]


def server_build(header: etree._Element | None) -> str:
    """The build of the server as `15.2.1544.4`; '' where the header does not tell it."""
    told = None if header is None else header.find(f"{T}ServerVersionInfo")
    if told is None:
        return ""
    parts = [told.get(name) for name in ("MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber")]
    return ".".join(part for part in parts if part) if all(part and part.isdigit() for part in parts) else ""


def _message(element: etree._Element) -> Message:
    code = (element.findtext(f"{M}ResponseCode") or "").strip()
    if element.get("ResponseClass") == "Error" and code in ("", "NoError"):
        code = "ErrorInternalServerError"
    return Message(code or "NoError", (element.findtext(f"{M}MessageText") or "").strip(), element)


def _fault(element: etree._Element) -> SoapFault:
    code = (element.findtext(f"detail/{{{ERRORS}}}ResponseCode") or "").strip()
    text = (element.findtext(f"detail/{{{ERRORS}}}Message") or element.findtext("faultstring") or "").strip()
    if not code:
        code = (element.findtext("faultcode") or "").rpartition(":")[2].strip()
    back_off_s = None
    for value in element.iterfind(f"detail/{T}MessageXml/{T}Value"):
        if value.get("Name") == "BackOffMilliseconds" and (value.text or "").strip().isdigit():
            back_off_s = int(value.text or "0") / 1000
    return SoapFault(code, text, back_off_s)
