"""Paths and references in EWS requests: field URIs, extended properties, folder ids; read into the store's keys.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri says how extended
properties are named. It knows the store's keys but reads no values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from desktop.sandbox.exchange.ews.soap import T, local_name, violation
from desktop.sandbox.exchange.fields import ALIASES, CONTACT, INDEXED, PROPERTY_SETS
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

PATH_NAMES = ("FieldURI", "IndexedFieldURI", "ExtendedFieldURI", "ExceptionFieldURI")
_NUMBERS = ("Integer", "Short", "Long", "Double", "Float", "Currency", "ApplicationTime")
_GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# Names that the schema knows and no item of this mailbox has; asking for them is allowed and gives nothing.
_PREFIXES = (
    "folder message calendar meeting meetingRequest task distributionlist postitem conversation persona person "
    "abchperson network rolemember"
)
_SILENT = re.compile(
    r"item:(EntityExtractionResult|PredictedActionReason|Hashtags|Mention\w+|PendingSocial\w+)|contacts:"
)


@dataclass(frozen=True, slots=True)
class Path:
    """One property path: the store's key, how it compares, and for an extended one the type and the vendor's name.

    `uri` is empty for extended properties; `index` only for entries of a dictionary.
    """

    key: str
    kind: str
    uri: str = ""
    index: str = ""
    extended: tuple[tuple[str, str], ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether an extended property holds several values."""
        return dict(self.extended).get("PropertyType", "").endswith("Array")


def read_path(element: etree._Element) -> Path:
    """The path in a FieldURI, IndexedFieldURI or ExtendedFieldURI element; raises ErrorSchemaValidation and others."""
    match local_name(element):
        case "FieldURI":
            return _plain(element)
        case "IndexedFieldURI":
            return _indexed(element)
        case "ExtendedFieldURI":
            return _extended(element)
        case name:
            raise violation(f"The element '{name}' is not a property path.", element)


def _plain(element: etree._Element) -> Path:
    uri = element.get("FieldURI", "")
    field = CONTACT.by_uri.get(uri)
    if field is not None:
        return Path(uri, field.kind, uri)
    if uri.partition(":")[0] not in _PREFIXES.split() and _SILENT.match(uri) is None:
        raise violation(f"The 'FieldURI' attribute is invalid - The value '{uri}' is invalid.", element)
    return Path(uri, "absent", uri)


def _indexed(element: etree._Element) -> Path:
    uri, index = element.get("FieldURI", ""), element.get("FieldIndex", "")
    if uri == "item:InternetMessageHeader" or uri == "distributionlist:Members:Member":
        return Path(f"{uri}/{index}", "absent", uri, index)
    if uri not in INDEXED:
        raise violation(f"The 'FieldURI' attribute is invalid - The value '{uri}' is invalid.", element)
    if index not in INDEXED[uri][1]:
        raise Refusal("ErrorInvalidPropertyRequest", "The index of the property is not valid.")
    return Path(f"{uri}/{index}", "text", uri, index)


def _extended(element: etree._Element) -> Path:
    kind = element.get("PropertyType", "")
    if not kind:
        raise violation("The required attribute 'PropertyType' is missing.", element)
    name = _extended_name(element)
    compares = "time" if kind.startswith("SystemTime") else "flag" if kind == "Boolean" else "text"
    if kind.removesuffix("Array") in _NUMBERS:
        compares = "number"
    key = ALIASES.get(name) if kind in ("String", "SystemTime") else None
    return Path(key or f"ext:{name}:{kind}", compares, extended=tuple((str(k), str(v)) for k, v in element.items()))


def _extended_name(element: etree._Element) -> str:
    tag = element.get("PropertyTag")
    if tag is not None:
        try:
            number = int(tag, 16) if tag.lower().startswith("0x") else int(tag)
        except ValueError as problem:
            raise violation(f"The 'PropertyTag' attribute is invalid - The value '{tag}'.", element) from problem
        if number >= 0x8000:
            raise Refusal("ErrorNoPropertyTagForCustomProperties", "Custom properties have no property tag.")
        return f"0x{number:04X}"
    distinguished, given = element.get("DistinguishedPropertySetId"), element.get("PropertySetId")
    name, number_text = element.get("PropertyName"), element.get("PropertyId")
    if given is not None and _GUID.fullmatch(given) is None:
        raise violation(f"The 'PropertySetId' attribute is invalid - The value '{given}'.", element)
    if (distinguished is None) == (given is None) or (name is None) == (number_text is None):
        raise Refusal("ErrorInvalidExtendedProperty", "The extended property attribute combination is invalid.")
    if distinguished is not None and distinguished not in PROPERTY_SETS:
        raise violation(f"The 'DistinguishedPropertySetId' attribute is invalid - '{distinguished}'.", element)
    property_set = given.lower() if given is not None else PROPERTY_SETS[str(distinguished)]
    return f"{property_set}/{name if name is not None else int(str(number_text))}"


def folder_in(mailbox: Mailbox, holder: etree._Element | None, missing: str = "ErrorFolderNotFound") -> Folder:
    """The folder that a holder's first child names; `missing` is the error's name where there is no such folder."""
    if holder is None or not len(holder):
        raise Refusal("ErrorFolderNotFound")
    return folder_of(mailbox, holder[0], missing)


def folder_of(mailbox: Mailbox, element: etree._Element, missing: str = "ErrorFolderNotFound") -> Folder:
    """The folder of a FolderId or DistinguishedFolderId element; raises ErrorNonExistentMailbox for another's."""
    address = element.findtext(f"{T}Mailbox/{T}EmailAddress")
    if address is not None and address.casefold() != mailbox.email.casefold():
        raise Refusal("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.")
    identifier = element.get("Id", "")
    try:
        if local_name(element) == "DistinguishedFolderId":
            return mailbox.folders.distinguished(identifier)
        return mailbox.folders.get(identifier)
    except Refusal as refusal:
        if refusal.code == "ErrorFolderNotFound" and missing != refusal.code:
            raise Refusal(missing) from refusal
        raise
