"""Record ids: the 15-character case-sensitive form, and the 18-character form with its checksum.

Knows nothing of rows. Vendor page: help.salesforce.com, "Understanding 15 and 18 character Ids".
"""

from __future__ import annotations

import hashlib
import re

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_FORM = re.compile(r"[0-9A-Za-z]{15}([0-9A-Za-z]{3})?\Z")
PREFIXES = {"Account": "001", "Contact": "003", "User": "005"}


def _suffix(id15: str) -> str:
    """The three checksum characters: one bit for each capital letter in a block of five."""
    blocks = (id15[start : start + 5] for start in (0, 5, 10))
    return "".join(_CHECK[sum(1 << place for place, char in enumerate(block) if char.isupper())] for block in blocks)


def _recased(id18: str) -> str:
    """The 15-character id whose casing is taken from the checksum, which is why 18-character ids may change case."""
    letters = []
    for index, char in enumerate(id18[:15]):
        bits = _CHECK.find(id18[15 + index // 5].upper())
        letters.append(char.upper() if bits >> (index % 5) & 1 else char.lower())
    return "".join(letters)


def full_id(text: str) -> str | None:
    """The 18-character form of a 15- or 18-character id; None where the text is no id."""
    if not _FORM.match(text):
        return None
    if len(text) == 15:
        return text + _suffix(text)
    base = _recased(text)
    suffix = _suffix(base)
    return base + suffix if suffix == text[15:].upper() else None


def numbered_id(prefix: str, instance: str, number: int) -> str:
    """The id of the `number`-th row of an object: key prefix, two characters of the instance, and a counter."""
    digits = ""
    while number:
        number, place = divmod(number, 62)
        digits = _ALPHABET[place] + digits
    id15 = f"{prefix}{instance}" + digits.rjust(15 - len(prefix) - len(instance), "0")
    return id15 + _suffix(id15)


def derived_token(seed: int, purpose: str, length: int = 64) -> str:
    """A long opaque token, the same for the same seed and purpose."""
    digest = hashlib.sha512(f"{seed}:{purpose}".encode()).digest()
    return "".join(_ALPHABET[byte % 62] for byte in digest)[:length]
