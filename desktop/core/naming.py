"""What a person may call an item: an id, an address, a name, or a link that was copied from a browser or from Outlook.

Exists so that every command takes the same words. Pure; whether there is such an item is found out elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from desktop.core.values import clean, folded

CONTACT_PREFIX = "003"
"""How every id of a contact in Salesforce begins."""
_CRM_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_MAILBOX_ID = re.compile(r"[A-Za-z0-9+/=_-]{32,}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Named:
    """What the words may mean: ids to try in this order, an e-mail address (folded), a domain (folded), plain words.

    Each is empty where the words cannot mean it; a link has ids only.
    """

    ids: tuple[str, ...] = ()
    email: str = ""
    domain: str = ""
    words: str = ""

    @property
    def crm_ids(self) -> tuple[str, ...]:
        """Those of the ids that can be of a contact in Salesforce."""
        return tuple(each for each in self.ids if each.startswith(CONTACT_PREFIX) and _CRM_ID.fullmatch(each))

    @property
    def mailbox_ids(self) -> tuple[str, ...]:
        """Those of the ids that can be of an item in Exchange."""
        return tuple(each for each in self.ids if _MAILBOX_ID.fullmatch(each) and not _is_pair_id(each))

    @property
    def full_name(self) -> tuple[str, str]:
        """First and last name (folded), where the words can be such; else blanks."""
        first, _, last = folded(self.words).rpartition(" ")
        return (first, last) if first and not self.email else ("", "")


def named(what: str) -> Named:
    """What a person's words may mean."""
    text = clean(what).strip()
    if "://" in text or text.lower().startswith("outlook:"):
        return Named(ids=tuple(dict.fromkeys(_of_link(text))))
    if text.startswith("@") and "." in text and " " not in text:
        return Named(domain=folded(text[1:]))
    if text.lower().startswith("mailto:"):
        text = text[len("mailto:") :]
    if _ADDRESS.fullmatch(text):
        return Named(email=folded(text), words=text)
    return Named(ids=(text,), words=text) if text else Named()


def _of_link(text: str) -> Iterable[str]:
    """Everything in a link that may be an id; those of Exchange also without the disguise that addresses need."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return
    tokens = [unquote(token) for token in (*parts.path.split("/"), *parts.fragment.split("/"))]
    tokens += [value for _, value in parse_qsl(parts.query)]
    for token in tokens:
        if _CRM_ID.fullmatch(token) and token.startswith(CONTACT_PREFIX):
            yield token
        elif _MAILBOX_ID.fullmatch(token.replace(" ", "+")):
            plain = token.replace(" ", "+")
            yield plain
            yield plain.replace("-", "/").replace("_", "+")


def _is_pair_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
