"""The CRM end over the sandbox's servers, with people who act on the servers' own state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import requests

from desktop.core.memory.crm_table import WRITABLE
from desktop.core.record import NativeFields
from desktop.salesforce import soql
from tests.kept import KeptTokens, TextMemory

from .ends import CrmEnd, Ticking, World, twins

if TYPE_CHECKING:
    from desktop.sandbox.salesforce.list_views import Filter
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

Result = TypeVar("Result")


class SalesforceHands:
    """The people of the sandbox's org."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._org = sandbox.org
        self.colleague: str = self._org.colleague.id

    def create(self, fields: NativeFields) -> str:
        return self._do(lambda: self._org.insert("Contact", fields))

    def create_for(self, owner: str, fields: NativeFields) -> str:
        return self._do(lambda: self._org.insert("Contact", fields, owner))

    def edit(self, native_id: str, changes: NativeFields) -> None:
        self._do(lambda: self._org.update("Contact", native_id, changes))

    def delete(self, native_id: str) -> str:
        self._do(lambda: self._org.delete("Contact", native_id))
        return native_id

    def restore(self, native_id: str) -> str:
        self._do(lambda: self._org.undelete("Contact", native_id))
        return native_id

    def purge(self, native_id: str) -> None:
        self._do(lambda: self._org.tables["Contact"].rows.pop(native_id))

    def edit_late(self, native_id: str, changes: NativeFields) -> None:
        from desktop.sandbox.salesforce.table import Row
        from desktop.sandbox.salesforce.times import stamp

        def commit() -> None:
            self._org.update("Contact", native_id, changes)
            row = Row(self._org.row("Contact", native_id))
            row["SystemModstamp"] = stamp(self._org.clock() - timedelta(minutes=1))
            self._org.tables["Contact"].put(row)

        self._do(commit)

    def case_twins(self) -> tuple[str, str]:
        # The last three characters of an id tell the case of the others.
        return twins(lambda: self.create({"LastName": "Twin"}), lambda native_id: native_id[:15].casefold())

    def reown(self, native_id: str, owner: str) -> None:
        self.edit(native_id, {"OwnerId": owner})

    def merge(self, winner: str, loser: str) -> None:
        self._do(lambda: self._org.merge(winner, [loser]))

    def hide(self, native_id: str) -> None:
        self.reown(native_id, self.colleague)
        self._org.settings.contact_sharing = "private"

    def create_account(self, name: str) -> str:
        return self._do(lambda: self._org.insert("Account", {"Name": name}))

    def rename_account(self, account_id: str, name: str) -> None:
        self._do(lambda: self._org.update("Account", account_id, {"Name": name}))

    def make_view(self, label: str, wanted: NativeFields, mine: bool = False) -> str:
        from desktop.sandbox.salesforce.list_views import ListView

        number = 100 + len(self._org.views)
        scope = "mine" if mine else "everything"
        view = ListView(number, f"View{number}", label, scope, _filters(wanted))
        self._do(lambda: self._org.views.append(view))
        return view.id

    def change_view(self, view_id: str, wanted: NativeFields) -> None:
        views = self._org.views
        changed = [replace(view, filters=_filters(wanted)) if view.id == view_id else view for view in views]
        self._do(lambda: setattr(self._org, "views", changed))

    def delete_view(self, view_id: str) -> None:
        kept = [view for view in self._org.views if view.id != view_id]
        self._do(lambda: setattr(self._org, "views", kept))

    def _do(self, act: Callable[[], Result]) -> Result:
        return self._sandbox.call(act)


def _filters(wanted: NativeFields) -> tuple[Filter, ...]:
    from desktop.sandbox.salesforce.list_views import Filter

    return tuple(Filter(name, "equals", (soql.text(str(value)),)) for name, value in wanted.items())


def salesforce(sandboxes: SandboxFactory, link_field: bool) -> CrmEnd:
    """The Salesforce end over an empty org."""
    from desktop.salesforce.connection import SalesforceConnection, SalesforceOptions, Tokens
    from desktop.salesforce.end import SalesforceEnd

    clock = Ticking(datetime.now(UTC))
    sandbox = sandboxes(contacts=0, clock=clock.now)
    sandbox.org.settings.link_field = link_field
    ready = sandbox.ready["salesforce"]
    connection = SalesforceConnection(
        ready["instance_url"],
        ready["client_id"],
        KeptTokens(Tokens(ready["access_token"], ready["refresh_token"])),
        ca_file=sandbox.ready["ca_file"],
    )
    fields = tuple(sorted(WRITABLE | {"Account.Name"}))

    def open_port(scope: str) -> SalesforceEnd:
        return SalesforceEnd(connection, SalesforceOptions(scope, fields), TextMemory())

    world = World(
        tick=clock.tick,
        now=clock.now,
        expire=lambda _: "no cursor of ours",
        lost_create=lost_create,
        small_pages=_small_query_pages,
        refused={"FirstName": "Nobody"},
        retells_young=True,
    )
    return CrmEnd(open_port("mine"), SalesforceHands(sandbox), world, open_port)


@contextmanager
def _small_query_pages(size: int) -> Iterator[None]:
    from desktop.sandbox.salesforce import rest_query

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rest_query, "_page_size", lambda _: size)
        yield


def _makes_contacts(request: requests.PreparedRequest) -> bool:
    body = request.body.encode() if isinstance(request.body, str) else request.body
    rows = request.method == "POST" and (request.url or "").endswith("/composite/sobjects")
    upserts = b"sobjects/Contact/SmartCloudLink__c/" in (body or b"")
    batch = (request.url or "").endswith("/$batch") and b'"POST"' in (body or b"")
    return rows or upserts or batch or b"CreateItem" in (body or b"")


@contextmanager
def lost_create() -> Iterator[None]:
    """Let the server carry out the first request that makes contacts, and cut off its answer."""
    send = requests.adapters.HTTPAdapter.send
    left = 1

    def cut(self: requests.adapters.HTTPAdapter, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        nonlocal left
        response = send(self, request, **more)
        if left and _makes_contacts(request):
            left = 0
            response.close()
            raise requests.exceptions.ConnectionError("Connection aborted.", request=request)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.adapters.HTTPAdapter, "send", cut)
        yield
    assert left == 0, "no request was concerned"
