"""What an end of the mailbox keeps between sessions.

Exists apart from the dialects because all of them keep such texts. It must not know what a text means.
"""

from __future__ import annotations

from typing import Protocol


class SessionMemory(Protocol):
    """Short texts by key that outlive a session: folder ids, pauses, what a dialect has begun and not ended."""

    def get(self, key: str) -> str | None:
        """The text of a key; None when there is none."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key; an empty text stands for nothing."""
        ...
