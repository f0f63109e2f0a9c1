"""Settings of a profile, and the small texts that the ends ask us to remember.

Exists as typed access to two key tables. Knows no setting by name.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from desktop.store.database import Database
from desktop.store.forms import json_text

Setting: TypeAlias = str | int | bool | None


class Settings:
    """Reads and writes settings; a write joins the open transaction or makes its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def text(self, key: str, default: str = "") -> str:
        """A text; the default where it is not set; ValueError where something else is stored."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise ValueError(f"the setting {key} is not a text")
        return value

    def number(self, key: str, default: int = 0) -> int:
        """A whole number; the default where it is not set; ValueError where something else is stored."""
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"the setting {key} is not a number")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes or no; the default where it is not set; ValueError where something else is stored."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise ValueError(f"the setting {key} is neither true nor false")
        return value

    def put(self, key: str, value: Setting) -> None:
        """Store a setting; None takes it away."""
        with self._database.joined():
            self._database.write("DELETE FROM setting WHERE key = ?", (key,))
            if value is not None:
                self._database.write("INSERT INTO setting(key, json) VALUES (?, ?)", (key, json_text(value)))

    def _get(self, key: str) -> object:
        found = self._database.row("SELECT json FROM setting WHERE key = ?", (key,))
        return json.loads(found[0]) if found else None


class Memory:
    """Texts by key under a namespace, as an end's memory; a write joins the open transaction or makes its own."""

    def __init__(self, database: Database, namespace: str = "") -> None:
        self._database = database
        self._namespace = namespace

    def get(self, key: str) -> str | None:
        """The text, or None."""
        found = self._row(key)
        return found[0] if found else None

    def day(self, key: str) -> str:
        """The day that was given when the text was stored, '' where there is none."""
        found = self._row(key)
        return found[1] if found else ""

    def put(self, key: str, text: str, day: str = "") -> None:
        """Store a text, with the day (ISO) that it speaks of where that matters; unchanged ones cost no commit."""
        if self._row(key) == (text, day):
            return
        with self._database.joined():
            self._database.write(
                "INSERT OR REPLACE INTO memory(key, value, day) VALUES (?, ?, ?)", (self._namespace + key, text, day)
            )

    def forget(self, prefix: str = "") -> None:
        """Forget every text of the namespace whose key starts so."""
        start = self._namespace + prefix
        with self._database.joined():
            self._database.write("DELETE FROM memory WHERE substr(key, 1, ?) = ?", (len(start), start))

    def _row(self, key: str) -> tuple[str, str] | None:
        found = self._database.row("SELECT value, day FROM memory WHERE key = ?", (self._namespace + key,))
        return (found[0], found[1]) if found else None
