"""The link field: the one that an administrator may add to contacts, and what may be wrong with it.

Exists so that every room means the same field and the same demands. Must not know how an org describes its fields.
"""

from __future__ import annotations

import enum
from collections.abc import Collection

LINK_FIELD = "SmartCloudLink__c"
"""The API name of the field in which the link id is kept."""
LINK_LENGTH = 255
"""The characters that it must hold."""


class LinkLack(enum.StrEnum):
    """One thing that the field is not as it must be."""

    MISSING = "missing"
    """Not there, or this user may not see it: a server tells both alike."""
    NOT_TEXT = "not-text"
    TOO_SHORT = "too-short"
    NOT_EXTERNAL_ID = "not-external-id"
    NOT_UNIQUE = "not-unique"
    READ_ONLY = "read-only"
    """This user may not write it."""


def usable(lacks: Collection[LinkLack]) -> bool:
    """Whether new contacts can be made by the field. One that is not unique does, though two racing requests may
    leave two contacts under one link then."""
    return not set(lacks) - {LinkLack.NOT_UNIQUE}
