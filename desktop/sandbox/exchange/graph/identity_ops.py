"""Who the mailbox's person is, their settings, and the translation of ids.

https://learn.microsoft.com/graph/api/user-translateexchangeids
"""

from __future__ import annotations

from typing import Any

from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.id_formats import FORMATS, translated
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_MOST_IDS = 1000


def me(mailbox: Mailbox, call: Call) -> Reply:
    """The person of the mailbox."""
    call.expect("GET")
    given, _, surname = mailbox.display_name.partition(" ")
    return Reply(
        200,
        {
            "@odata.context": f"{call.root}/$metadata#users/$entity",
            "businessPhones": [],
            "displayName": mailbox.display_name,
            "givenName": given,
            "jobTitle": None,
            "mail": mailbox.email,
            "mobilePhone": None,
            "officeLocation": None,
            "preferredLanguage": None,
            "surname": surname,
            "userPrincipalName": mailbox.email,
            "id": str(mailbox.ledger.guid),
        },
    )


def mailbox_settings(mailbox: Mailbox, call: Call) -> Reply:
    """The settings of the mailbox that a client reads for dates and language."""
    call.expect("GET")
    return Reply(
        200,
        {
            "@odata.context": f"{call.root}/$metadata#users('{mailbox.ledger.guid}')/mailboxSettings",
            "timeZone": "UTC",
            "dateFormat": "yyyy-MM-dd",
            "timeFormat": "HH:mm",
            "userPurpose": "user",
            "language": {"locale": "en-US", "displayName": "English (United States)"},
        },
    )


def translate_ids(mailbox: Mailbox, call: Call) -> Reply:
    """Ids in another form, one by one; one that cannot be translated has its error in its place."""
    call.expect("POST")
    body = call.members
    given, source, target = body.get("inputIds"), body.get("sourceIdType"), body.get("targetIdType")
    if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
        raise Refusal("RequestBodyRead", "The property 'inputIds' is a list of ids.")
    if source not in FORMATS or target not in FORMATS:
        raise Refusal("RequestBodyRead", "'sourceIdType' and 'targetIdType' name formats of ids.")
    if len(given) > _MOST_IDS:
        raise Refusal("ErrorInvalidArgument", f"At most {_MOST_IDS} ids are translated in one request.")
    return Reply(
        200,
        {
            "@odata.context": f"{call.root}/$metadata#Collection(microsoft.graph.convertIdResult)",
            "value": [_translation(mailbox, text, str(source), str(target)) for text in given],
        },
    )


def _translation(mailbox: Mailbox, text: str, source: str, target: str) -> dict[str, Any]:
    try:
        return {"sourceId": text, "targetId": translated(mailbox, text, source, target)}
    except Refusal as refusal:
        return {"sourceId": text, "errorDetails": {"code": refusal.code, "message": refusal.text}}
