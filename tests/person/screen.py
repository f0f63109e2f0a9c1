"""What a screen reader knows of the windows of a program, from the accessibility bus of the desktop.

Exists so that a window is read and used by what it tells of itself. It must not know the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.person.buses import Bus, Refused

SELF = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
STATES = {"active": 1, "checked": 4, "enabled": 8, "focusable": 11, "focused": 12, "showing": 25}
KINDS = {
    "button": ("push button", "button"),
    "field": ("text", "entry", "password text"),
    "check": ("check box",),
    "radio": ("radio button",),
    "tab": ("page tab",),
}
USABLE = {role for roles in KINDS.values() for role in roles}
INPUTS = USABLE | {"combo box", "spin button", "list", "table", "tree", "tree table", "slider"}
MANY = 400
"""Nobody walks along the rows of a table that has more."""


class NotYet(Exception):
    """What was waited for is not so; it may become so."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a window. Whatever is asked may raise Refused, since windows change."""

    bus: Bus
    service: str
    path: str

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return str(self.bus.property(self.service, self.path, f"{SELF}.Name"))

    @property
    def role(self) -> str:
        """What it is, in words."""
        return str(self._ask("Accessible.GetRoleName"))

    @property
    def states(self) -> set[str]:
        """Which of `STATES` it is in."""
        low, high = self._ask("Accessible.GetState")
        return {name for name, bit in STATES.items() if (low | high << 32) >> bit & 1}

    @property
    def text(self) -> str:
        """The text that it holds; '' where it holds none. A secret is told as dots."""
        if "org.a11y.atspi.Text" not in self._ask("Accessible.GetInterfaces"):
            return ""
        return str(self._ask("Text.GetText", "ii", 0, -1))

    def children(self) -> list[Node]:
        """Those below it. All are asked for at once: one by one they may be gone when their turn comes."""
        if int(self.bus.property(self.service, self.path, f"{SELF}.ChildCount")) > MANY:
            return []
        return [Node(self.bus, service, path) for service, path in self._ask("Accessible.GetChildren")]

    def shown(self) -> Iterator[Node]:
        """It and all below it that can be seen; what goes away meanwhile is left out."""
        yield self
        for child in self.children():
            try:
                if "showing" in child.states:
                    yield from child.shown()
            except Refused:
                continue

    def press(self) -> None:
        """Do what it is there for."""
        self._ask("Action.DoAction", "i", 0)

    def focus(self) -> None:
        """Give it the cursor."""
        self._ask("Component.GrabFocus")

    def _ask(self, method: str, signature: str = "", *words: Any) -> Any:
        return self.bus.call(self.service, self.path, f"org.a11y.atspi.{method}", signature, *words)


class Screen:
    """The windows of one process."""

    def __init__(self, bus: Bus, process: int) -> None:
        self._bus, self._process = bus, process

    def windows(self) -> list[Node]:
        """Those that are shown."""
        found = []
        for program in Node(self._bus, "org.a11y.atspi.Registry", ROOT).children():
            if self._bus.process(program.service) == self._process:
                found += [window for window in program.children() if "showing" in window.states]
        return found

    def window(self, title: str) -> Node:
        """The window of a title, behind which the name of the program may stand. Raises NotYet."""
        names = {window.name: window for window in self.windows()}
        for name, window in names.items():
            if name == title or name.startswith(f"{title} — "):
                return window
        raise NotYet(f"There is no window {title!r} but {list(names)}.")

    def find(self, title: str, kind: str, name: str) -> Node:
        """What is shown of a kind (a key of KINDS) whose name matches the pattern. Raises NotYet."""
        seen = []
        for node in self.window(title).shown():
            if node.role in KINDS[kind]:
                if re.fullmatch(name, node.name):
                    return node
                seen.append(node.name)
        raise NotYet(f"{title!r} shows no {kind} {name!r} but {seen}.")

    def texts(self, title: str) -> list[str]:
        """Everything that can be read in a window. Raises NotYet."""
        return [text for node in self.window(title).shown() for text in (node.name, node.text) if text]

    def nameless(self, title: str) -> list[str]:
        """The roles of the inputs of a window that a screen reader has no name for. Raises NotYet."""
        inputs = [node for node in self.window(title).shown() if node.role in INPUTS and "focusable" in node.states]
        return [node.role for node in inputs if not node.name.strip()]

    def dump(self) -> str:
        """Everything that is shown, a line each, for whoever looks into a failure."""
        nodes = [node for window in self.windows() for node in window.shown()]
        return "\n".join(f"{node.role}: {node.name!r} {node.text!r} {sorted(node.states)}" for node in nodes)
