"""A person's hands and eyes on a desktop: windows by what they say, the tray's menu, and the keys of the keyboard.

Exists so that the story reads as what a person does. Everything is tried until it succeeds or patience ends. It must
not know what the program syncs.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from tests.person.buses import Refused
from tests.person.screen import Node, NotYet, Screen
from tests.person.tray import Tray

PATIENCE_S, LOOK_S = 60.0, 0.1
"""A machine that does much else still shows what it should within this time; and the pause between two looks."""
DOTS = {"•", "●", "*"}
T = TypeVar("T")


def until(ask: Callable[[], T]) -> T:
    """What `ask` answers, asked again while it raises NotYet or Refused; the last of them as an AssertionError."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except (NotYet, Refused) as problem:
            if time.monotonic() > deadline:
                raise AssertionError(f"{problem} ({PATIENCE_S:g} s)") from None
        time.sleep(LOOK_S)


class Hands:
    """Works with the program of one process on one desktop."""

    def __init__(self, screen: Screen, tray: Tray, environment: Mapping[str, str]) -> None:
        self.screen, self._tray, self._environment = screen, tray, environment

    def choose(self, words: str) -> None:
        """Choose an entry (a pattern) of the menu of the icon."""
        until(lambda: self._tray.choose(words))

    def offered(self, words: str) -> None:
        """Wait until the menu of the icon has an entry (a pattern) that can be chosen."""

        def look() -> None:
            if not self._tray.entry(words).enabled:
                raise NotYet(f"{words!r} cannot be chosen.")

        until(look)

    def click_icon(self) -> None:
        """Click the icon."""
        until(self._tray.click)

    def press(self, window: str, name: str, kind: str = "button") -> None:
        """Press a button, or a tab (a pattern), of the window with this title."""
        until(lambda: self._usable(window, kind, name).press())

    def tick(self, window: str, name: str, kind: str = "check") -> str:
        """Tick a box, or a radio button, and see that it is ticked; its whole name."""

        def tick() -> str:
            node = self._usable(window, kind, name)
            if "checked" not in node.states:
                node.press()
                raise NotYet(f"{name!r} of {window!r} is not ticked.")
            return node.name

        return until(tick)

    def reads(self, window: str, words: str) -> None:
        """Wait until the words (a pattern) stand in a window."""

        def read() -> None:
            texts = self.screen.texts(window)
            if not any(re.search(words, text) for text in texts):
                raise NotYet(f"{window!r} says nothing like {words!r} but {texts}.")

        until(read)

    def write(self, window: str, name: str, text: str) -> None:
        """Type a text into a field in place of what it holds, key by key."""

        def enter() -> None:
            node = self._usable(window, "field", name)
            if "focused" not in node.states:
                node.focus()
                raise NotYet(f"{name!r} of {window!r} has not the cursor.")
            self._active(window)

        def written() -> None:
            shown = self.screen.find(window, "field", name).text
            if shown != text and not (len(shown) == len(text) and set(shown) <= DOTS):
                raise NotYet(f"{name!r} of {window!r} holds {shown!r} and not {len(text)} letters.")

        until(enter)
        self._keys("key", "ctrl+a")
        # By standard input: secrets are typed, and everybody can read the words of a process.
        self._keys("type", "--file", "-", typed=text)
        until(written)

    def leave(self, window: str) -> None:
        """Close a window with the Escape key."""
        until(lambda: self._active(window))
        self._keys("key", "Escape")
        self.gone(window)

    def gone(self, window: str) -> None:
        """Wait until a window is closed."""

        def look() -> None:
            titles = [each.name for each in self.screen.windows()]
            if any(title.startswith(window) for title in titles):
                raise NotYet(f"{window!r} is open.")

        until(look)

    def named(self, window: str) -> None:
        """Hold that a screen reader has a name for every input of a window."""
        nameless = until(lambda: self.screen.nameless(window))
        assert nameless == [], f"inputs of {window!r} without a name"

    def _usable(self, window: str, kind: str, name: str) -> Node:
        node = self.screen.find(window, kind, name)
        if "enabled" not in node.states:
            raise NotYet(f"{name!r} of {window!r} cannot be used.")
        return node

    def _active(self, window: str) -> None:
        if "active" not in self.screen.window(window).states:
            raise NotYet(f"The keys do not go to {window!r}.")

    def _keys(self, *words: str, typed: str | None = None) -> None:
        command = ["xdotool", words[0], "--clearmodifiers", *words[1:]]
        subprocess.run(command, env=dict(self._environment), input=typed, text=True, check=True)
