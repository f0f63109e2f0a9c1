"""A sandbox's mailbox with our Graph end over real HTTPS, its owner's hands, and a tap on every request of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import requests

from desktop.core.outcome import Applied, Outcome
from desktop.core.ports import Container, Draft, Page, Target
from desktop.core.record import Kind, NativeRecord, Role
from desktop.exchange.graph import GraphConnection, GraphMailbox
from desktop.sandbox.exchange.graph.id_formats import immutable_id, item_of
from tests.kept import TextMemory

from .exchange_rig import Known

if TYPE_CHECKING:
    from desktop.sandbox.exchange.items import Item
    from desktop.sandbox.serve import Sandbox

Result = TypeVar("Result")
CONTACT = Kind.CONTACT


@dataclass(frozen=True)
class Sent:
    """One request of ours, with the parts of a batch."""

    method: str
    url: str
    headers: Mapping[str, str]
    parts: tuple[dict[str, Any], ...]

    @property
    def verbs(self) -> set[str]:
        """What is done: the method, or those of its parts."""
        return {part["method"] for part in self.parts} or {self.method}


@dataclass
class Tap:
    """Records every request of ours while it is open.

    `lose` cuts off the answer of the next one that does this; `cut` raises before the next one that does this is sent.
    """

    seen: list[Sent] = field(default_factory=list)
    lose: str = ""
    cut: str = ""

    def drain(self) -> list[Sent]:
        """The requests so far; begins anew."""
        found, self.seen = self.seen, []
        return found

    @contextmanager
    def open(self) -> Iterator[Tap]:
        send = requests.adapters.HTTPAdapter.send

        def tapped(
            adapter: requests.adapters.HTTPAdapter, request: requests.PreparedRequest, **more: Any
        ) -> requests.Response:
            body = json.loads(request.body) if request.body else {}
            parts = tuple(body.get("requests", ()))
            sent = Sent(str(request.method), str(request.url), dict(request.headers), parts)
            if self.cut in sent.verbs:
                self.cut = ""
                raise KeyboardInterrupt
            self.seen.append(sent)
            response = send(adapter, request, **more)
            if self.lose in sent.verbs:
                self.lose = ""
                response.close()
                raise requests.exceptions.ConnectionError("Connection aborted.", request=request)
            return response

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(requests.adapters.HTTPAdapter, "send", tapped)
            yield self


class GraphRig:
    """One mailbox: `end` is ours, the methods are the owner's hands on the server's own state."""

    def __init__(self, sandbox: Sandbox, tap: Tap) -> None:
        self.sandbox, self.tap = sandbox, tap
        self.server = sandbox.mailbox
        self.memory, self.known = TextMemory(), Known()
        self.tokens = [sandbox.ready["graph"]["access_token"]]
        self.ahead = timedelta()
        self.end = self.opened()

    def opened(self) -> GraphMailbox:
        """Another end over the same mailbox and memory, as after a new start."""
        return GraphMailbox(
            GraphConnection(
                self.sandbox.ready["graph"]["base_url"],
                self.sandbox.ready["exchange"]["email"],
                lambda _: self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0],
                self.sandbox.ready["ca_file"],
                now=lambda: datetime.now(UTC) + self.ahead,
            ),
            self.memory,
        )

    def container(self, role: Role = Role.SHARED) -> Container:
        return next(found for found in self.end.containers(CONTACT) if found.role is role)

    def changes(self, cursor: str | None = None, role: Role = Role.SHARED) -> list[Page]:
        """One whole round."""
        return list(self.end.changes(CONTACT, self.container(role), cursor, self.known))

    def made(self, *fields: Mapping[str, str]) -> list[str]:
        """Shared contacts made by the end; their ids. The links name the pairs p0, p1, ..."""
        drafts = [Draft(f"scc:1:p{n}:", some) for n, some in enumerate(fields)]
        return [applied(outcome).native_id for outcome in self.end.create(CONTACT, drafts)]

    def seen(self, native_id: str) -> NativeRecord:
        (record,) = self.end.fetch(CONTACT, [native_id]).records
        return record

    def target(self, native_id: str, link: str | None = None) -> Target:
        return Target(native_id, self.seen(native_id).version, link)

    def item(self, native_id: str) -> Item:
        return item_of(self.server, native_id)

    def write(self, native_id: str, properties: Mapping[str, str | list[str] | None]) -> None:
        """The owner changes properties."""
        from desktop.sandbox.exchange.items import Basis

        basis = Basis(None, "AlwaysOverwrite")
        self.do(lambda: self.server.items.update(self.item(native_id), dict(properties), basis))

    def personal(self, **properties: str) -> str:
        """A contact of the owner's own in the default folder; `__` stands for a colon."""
        stored: dict[str, str | list[str]] = {name.replace("__", ":"): value for name, value in properties.items()}
        home = self.server.folders.distinguished("contacts")
        return immutable_id(self.do(lambda: self.server.items.create(home, "IPM.Contact", stored)).lasting_id)

    def everywhere(self, surname: str) -> dict[str, str]:
        """The folders in which a person of this name lies, by immutable id."""
        tree, found = self.server.folders, {}
        for name in ("contacts", "deleteditems", "recoverableitemsdeletions", "recoverableitemspurges"):
            for folder in (tree.distinguished(name), *tree.below(tree.distinguished(name))):
                for item in self.server.items.within(folder):
                    if item.text("contacts:Surname") == surname:
                        found[immutable_id(item.lasting_id)] = folder.name
        return found

    def do(self, act: Callable[[], Result]) -> Result:
        return self.sandbox.call(act)


def applied(outcome: Outcome) -> Applied:
    """The outcome as one that was carried out."""
    assert isinstance(outcome, Applied), outcome
    return outcome
