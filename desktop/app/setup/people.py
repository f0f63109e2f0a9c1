"""Whether a user of Salesforce and a mailbox look like one person.

Exists because syncing one person's contacts into another's mailbox is the most expensive slip of a set-up. It only
says when to ask; the person decides. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from desktop.store.accounts import Account


def same_person(salesforce: Account, mailbox: Account) -> bool:
    """Whether they share an address, the part of it before the @, or a name; True where nothing is known.

    User names of Salesforce only look like addresses: `sally@example.com.full` may be Sally's in a sandbox org.
    """
    addresses = {_text(salesforce.settings, key).casefold() for key in ("email", "username")} - {""}
    name = _words(_text(salesforce.settings, "name"))
    address = (_text(mailbox.settings, "email") or mailbox.identity).casefold()
    if not (addresses or name) or "@" not in address:
        return True
    local = _local(address)
    if any(address == known or local == _local(known) for known in addresses):
        return True
    return len(name) > 1 and _named(name, local)


def _local(address: str) -> str:
    """What stands before the @, without the tag that some servers allow behind a plus."""
    return address.partition("@")[0].partition("+")[0]


def _named(name: list[str], local: str) -> bool:
    """`sally.smith`, `smith.sally`, `ssmith`, `sallys`, `sally_ann_smith` for Sally Ann Smith."""
    first, last = name[0], name[-1]
    parts = set(_words(local))
    if {first, last} <= parts:
        return True
    joined = "".join(_words(local))
    return joined in {first + last, last + first, first[0] + last, last + first[0], first + last[0]}


def _words(text: str) -> list[str]:
    """The words of a text, in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _text(settings: Mapping[str, object], key: str) -> str:
    value = settings.get(key)
    return value if isinstance(value, str) else ""
