"""The named property that carries our link id on an item of the mailbox.

One property set and one name for all dialects, so that a mailbox that changes its dialect keeps its pairings, and
because a mailbox has a quota of named properties. It must not know a protocol.
"""

from __future__ import annotations

from typing import Final

PROPERTY_SET_ID: Final = "7f3c1d52-94ab-4e0e-8a5d-5b1e0c7a2d46"
PROPERTY_NAME: Final = "SmartCloudLink"
PROPERTY_TYPE: Final = "String"
