"""The names and classes of folders that every dialect of Exchange agrees on.

It must not know a protocol.
"""

from __future__ import annotations

from typing import Final

SHARED_FOLDER: Final = "Salesforce Contacts"
"""The folder of shared contacts, a child of the default contacts folder."""
DEFAULT_FOLDER_NAME: Final = "Contacts"
CONTACT_FOLDER_CLASS: Final = "IPF.Contact"
LEASE_FOLDER: Final = "SmartCloud Connect"
"""The folder of the item that says which computer syncs."""


def same_folder_name(one: str, other: str) -> bool:
    """Whether two folder names are the same to Exchange, which compares them without case."""
    return one.strip().casefold() == other.strip().casefold()
