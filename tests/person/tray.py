"""The tray of a desktop: the icon that a program registered with it, and the icon's menu.

Exists so that the menu is used as the tray uses it. It must not know the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.person.buses import Bus, Refused
from tests.person.screen import NotYet

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM, MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; `number` is how the program knows it."""

    number: int
    text: str
    enabled: bool


class Tray:
    """The only icon in the tray."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def ready(self) -> bool:
        """Whether the desktop shows icons. Raises Refused while there is no tray at all."""
        return bool(self._watched("IsStatusNotifierHostRegistered"))

    def entry(self, words: str) -> Entry:
        """The visible entry whose text matches the pattern. Raises NotYet."""
        entries = self._entries()
        for entry in entries:
            if re.fullmatch(words, entry.text):
                return entry
        raise NotYet(f"The menu offers nothing like {words!r} but {[entry.text for entry in entries]}.")

    def choose(self, words: str) -> None:
        """Choose an entry. Raises NotYet where it cannot be chosen."""
        entry = self.entry(words)
        if not entry.enabled:
            raise NotYet(f"The menu does not let choose {words!r}.")
        service, path = self._menu()
        self._bus.call(service, path, f"{MENU}.Event", "isvu", entry.number, "clicked", ("i", 0), 0)

    def click(self) -> None:
        """Click the icon itself. Raises NotYet while there is none."""
        service, path = self._icon()
        self._bus.call(service, path, f"{ITEM}.Activate", "ii", 0, 0)

    def _entries(self) -> list[Entry]:
        service, path = self._menu()
        self._bus.call(service, path, f"{MENU}.AboutToShow", "i", 0)
        _, (_, _, children) = self._bus.call(service, path, f"{MENU}.GetLayout", "iias", 0, -1, [])
        found = []
        for _, (number, told, _) in children:
            about = {name: value for name, (_, value) in told.items()}
            if about.get("visible", True) and about.get("type") != "separator":
                text = re.sub("_(.)", r"\1", about.get("label", ""))
                found.append(Entry(number, text, bool(about.get("enabled", True))))
        return found

    def _menu(self) -> tuple[str, str]:
        service, path = self._icon()
        return service, str(self._bus.property(service, path, f"{ITEM}.Menu"))

    def _icon(self) -> tuple[str, str]:
        icons = self._watched("RegisteredStatusNotifierItems")
        if not icons:
            raise NotYet("No icon is in the tray.")
        service, _, path = icons[0].partition("/")
        return service, f"/{path}"

    def _watched(self, name: str) -> list[str]:
        try:
            found: list[str] = self._bus.property(WATCHER, "/StatusNotifierWatcher", f"{WATCHER}.{name}")
        except Refused as problem:
            raise NotYet(str(problem)) from problem
        return found
