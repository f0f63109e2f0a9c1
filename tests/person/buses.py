"""Calls over the buses of a desktop: one object and what can be asked of it.

Exists as the only place that speaks D-Bus. It must not know which services there are.
"""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SELF, SELF_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_S = 20
"""A program on a busy machine answers within this time."""


class Refused(Exception):
    """The other side answered with an error, or is not there any more."""


class Bus:
    """A connection with one bus, by its address."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Let go."""
        self._connection.close()

    def call(self, service: str, path: str, method: str, signature: str = "", *words: Any) -> Any:
        """What a method (with its interface before the last dot) answers; a tuple where it answers several things.

        Raises Refused.
        """
        interface, _, name = method.rpartition(".")
        asked = new_method_call(DBusAddress(path, service, interface), name, signature or None, words)
        try:
            answer = self._connection.send_and_get_reply(asked, timeout=ANSWER_S)
        except TimeoutError as problem:
            raise Refused(f"{service} does not answer to {method}") from problem
        if answer.header.message_type is MessageType.error:
            raise Refused(f"{method}: {answer.body}")
        return answer.body[0] if len(answer.body) == 1 else answer.body

    def property(self, service: str, path: str, name: str) -> Any:
        """A property, whose name is given with its interface before the last dot. Raises Refused."""
        interface, _, short = name.rpartition(".")
        return self.call(service, path, f"{PROPERTIES}.Get", "ss", interface, short)[1]

    def has(self, name: str) -> bool:
        """Whether a service of this name is there."""
        return bool(self.call(SELF, SELF_PATH, f"{SELF}.NameHasOwner", "s", name))

    def process(self, service: str) -> int:
        """The number of the process behind a service. Raises Refused."""
        return int(self.call(SELF, SELF_PATH, f"{SELF}.GetConnectionUnixProcessID", "s", service))
