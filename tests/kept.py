"""What the ends ask their owner to keep, kept for as long as a test lasts."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from desktop.salesforce.connection import Tokens


@dataclass
class TextMemory:
    """The small texts that an end remembers."""

    texts: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """What was put under a key, or None."""
        return self.texts.get(key)

    def put(self, key: str, text: str) -> None:
        """Remember a text."""
        self.texts[key] = text


@dataclass
class KeptTokens:
    """The tokens of a sign-in; `tokens` are the newest."""

    tokens: Tokens

    def load(self) -> Tokens:
        """The newest tokens."""
        return self.tokens

    def save(self, tokens: Tokens) -> None:
        """Keep renewed tokens."""
        self.tokens = tokens

    def lock(self) -> AbstractContextManager[object]:
        """Nobody else renews them."""
        return nullcontext()
