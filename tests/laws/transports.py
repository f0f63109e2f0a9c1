"""The ways to the servers and back, as lossy as the vendors' are.

Written from the vendors' documents and not from the ends, so that a loss which the ends do not mend is met here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from lxml import etree

from desktop.core.record import NativeFields, Scalar, Side

COMPANY = "Account.Name"
REFERENCE = "AccountId"
TEXT_AREAS = frozenset({"MailingStreet", "OtherStreet", "Description"})

Transport = Callable[[NativeFields, Mapping[str, str]], dict[str, Scalar]]


def salesforce(patch: NativeFields, companies: Mapping[str, str]) -> dict[str, Scalar]:
    """What Salesforce shows after a write: CRLF in text areas, ends trimmed, '' as null, names of references.

    `companies` maps account ids to the names of accounts.
    """
    sent = json.loads(json.dumps(dict(patch)).encode())
    shown: dict[str, Scalar] = {name: _kept_by_salesforce(name, value) for name, value in sent.items()}
    if REFERENCE in sent:
        shown[COMPANY] = companies[sent[REFERENCE]] if sent[REFERENCE] else None
    return shown


def _kept_by_salesforce(name: str, value: Scalar) -> Scalar:
    if not isinstance(value, str):
        return value
    text = re.sub(r"\r\n|\r|\n", "\r\n", value) if name in TEXT_AREAS else value
    return text.strip(" \t\r\n") or None


def ews(patch: NativeFields, companies: Mapping[str, str]) -> dict[str, Scalar]:
    """What Exchange shows after a write: through XML both ways, lines ending in CRLF, nothing for ''."""
    return {
        name: None if value is None else _through_xml(_through_xml(str(value), "\r\n"), "\n") or None
        for name, value in patch.items()
    }


def _through_xml(text: str, line_end: str) -> str:
    """The text as the reader of a message sees it: an XML parser turns raw CRLF and CR into LF."""
    element = etree.Element("Value")
    element.text = text
    message = etree.tostring(element, encoding="utf-8").replace(b"&#13;", b"\r")
    read = etree.fromstring(message, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)).text
    return (read or "").replace("\n", line_end)


TRANSPORTS: Mapping[Side, Transport] = {Side.CRM: salesforce, Side.MAILBOX: ews}
