"""The contact map as tests meet it: under the limits that a real org and a real mailbox have."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.ports import Capabilities
from desktop.core.record import Kind, Side
from desktop.core.values import Fields, FieldValue
from desktop.mapping.lens import KindMap, Written

MAP = KindMap.load(Kind.CONTACT)
CRM_LENGTHS = {"FirstName": 40, "LastName": 80, "Title": 128, "MailingStreet": 255, "Description": 32_000}
MAILBOX_LENGTHS = {"GivenName": 255, "Surname": 255, "DisplayName": 255, "JobTitle": 255, "CompanyName": 255}
FITTED = MAP.fit(Side.CRM, Capabilities(max_lengths=CRM_LENGTHS)).fit(
    Side.MAILBOX, Capabilities(max_lengths=MAILBOX_LENGTHS)
)


def write(
    side: Side, fields: Fields, accounts: Mapping[str, str] | None = None, before: Fields | None = None
) -> Written:
    """What the fitted map sends for fields, to a record that held `before` ("Lovelace" where nothing is said)."""
    held: Mapping[str, FieldValue] = {"last_name": "Lovelace"} if before is None else before
    return FITTED.write(side, fields, {**held, **fields}, accounts or {})
