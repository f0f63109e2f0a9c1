"""A sandbox's mailbox with our end over real HTTPS, its owner's hands, and a tap on every request of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import requests

from desktop.core.outcome import Applied, Outcome
from desktop.core.ports import Container, Draft, Page, Target
from desktop.core.record import Kind, NativeRecord, Role
from desktop.exchange.ews import EwsConnection, EwsMailbox
from tests.kept import TextMemory

if TYPE_CHECKING:
    from desktop.sandbox.exchange.folders import Folder
    from desktop.sandbox.exchange.items import Item
    from desktop.sandbox.serve import Sandbox

Result = TypeVar("Result")
CONTACT = Kind.CONTACT


@dataclass
class Known:
    """The versions that a mirror holds."""

    held: dict[str, str] = field(default_factory=dict)

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        return {native_id: self.held[native_id] for native_id in native_ids if native_id in self.held}

    def take(self, pages: Sequence[Page]) -> None:
        for page in pages:
            self.held.update({record.native_id: record.version for record in page.observed})


class Tap:
    """Records every request of ours while it is open; `lose` cuts off the answer of the next one of an operation."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.lose = ""

    @property
    def operations(self) -> list[str]:
        """What was asked for, in order."""
        return [re.findall(rb"Body>\s*<(?:\w+:)?(\w+)", body)[0].decode() for body in self.bodies]

    def drain(self) -> list[str]:
        """The operations so far; begins anew."""
        found = self.operations
        self.bodies.clear()
        return found

    @contextmanager
    def open(self) -> Iterator[Tap]:
        send = requests.adapters.HTTPAdapter.send

        def tapped(
            adapter: requests.adapters.HTTPAdapter, request: requests.PreparedRequest, **more: Any
        ) -> requests.Response:
            body = request.body.encode() if isinstance(request.body, str) else request.body or b""
            self.bodies.append(body)
            response = send(adapter, request, **more)
            if self.lose and self.operations[-1] == self.lose:
                self.lose = ""
                response.close()
                raise requests.exceptions.ConnectionError("Connection aborted.", request=request)
            return response

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(requests.adapters.HTTPAdapter, "send", tapped)
            yield self


class Rig:
    """One mailbox: `end` is ours, the methods are the owner's hands on the server's own state."""

    def __init__(self, sandbox: Sandbox, tap: Tap) -> None:
        self.sandbox = sandbox
        self.server = sandbox.mailbox
        self.tap = tap
        self.memory = TextMemory()
        self.end = self.opened()
        self.known = Known()

    def opened(self, *fields: str, password: str | Callable[[], str] = "") -> EwsMailbox:
        """Another end over the same mailbox and memory, as after a new start."""
        ready = self.sandbox.ready["exchange"]
        secret = password or ready["password"]
        connection = EwsConnection(
            ready["ews_url"], ready["username"], secret, ready["email"], self.sandbox.ready["ca_file"]
        )
        return EwsMailbox(connection, self.memory, fields) if fields else EwsMailbox(connection, self.memory)

    def container(self, role: Role = Role.SHARED) -> Container:
        return next(found for found in self.end.containers(CONTACT) if found.role is role)

    def changes(self, cursor: str | None = None, role: Role = Role.SHARED) -> list[Page]:
        """One whole round."""
        return list(self.end.changes(CONTACT, self.container(role), cursor, self.known))

    def made(self, *fields: Mapping[str, str]) -> list[str]:
        """Shared contacts made by the end; their ids. The links name the pairs p0, p1, ..."""
        outcomes = self.end.create(CONTACT, [Draft(f"scc:1:p{n}:", some) for n, some in enumerate(fields)])
        return [applied(outcome).native_id for outcome in outcomes]

    def seen(self, native_id: str) -> NativeRecord:
        (record,) = self.end.fetch(CONTACT, [native_id]).records
        return record

    def target(self, native_id: str, link: str | None = None) -> Target:
        return Target(native_id, self.seen(native_id).version, link)

    def item(self, native_id: str) -> Item:
        return self.server.items.get(native_id)

    def write(self, native_id: str, **properties: str | list[str] | None) -> None:
        """The owner changes properties; `__` stands for a colon and `_in_` for a slash."""
        from desktop.sandbox.exchange.items import Basis

        edits = {name.replace("__", ":").replace("_in_", "/"): value for name, value in properties.items()}
        basis = Basis(None, "AlwaysOverwrite")
        self.do(lambda: self.server.items.update(self.item(native_id), edits, basis))

    def personal(self, *categories: str, **properties: str) -> str:
        """A contact of the owner's own in the default folder."""
        stored: dict[str, str | list[str]] = {name.replace("__", ":"): value for name, value in properties.items()}
        stored["item:Categories"] = list(categories)
        home = self.server.folders.distinguished("contacts")
        return self.do(lambda: self.server.items.create(home, "IPM.Contact", stored)).id

    def moved(self, native_id: str, folder: Folder) -> str:
        return self.do(lambda: self.server.items.move(self.item(native_id), folder)).id

    def copied(self, native_id: str) -> str:
        folder = self.server.folders.get(self.item(native_id).folder_id)
        return self.do(lambda: self.server.items.copy(self.item(native_id), folder)).id

    def folder(self, name: str) -> Folder:
        """A folder below the default contacts folder, made where it is missing."""
        tree = self.server.folders
        home = tree.distinguished("contacts")
        found = [folder for folder in tree.children(home) if folder.name == name]
        return found[0] if found else self.do(lambda: tree.create(home, name, "IPF.Contact"))

    def bin(self) -> Folder:
        return self.server.folders.distinguished("deleteditems")

    def do(self, act: Callable[[], Result]) -> Result:
        return self.sandbox.call(act)


def applied(outcome: Outcome) -> Applied:
    """The outcome as one that was carried out."""
    assert isinstance(outcome, Applied), outcome
    return outcome
