"""The floor: unmodified simple-salesforce and exchangelib moving the same contacts, and nothing else.

Each job makes the requests that a session must make, of the same number and size, and reads the same fields: no mirror,
no plan, no memory of what was done. Must not import the program.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import quote

import exchangelib
import requests
from exchangelib import ExtendedProperty
from exchangelib.folders import Contacts, Root
from exchangelib.items import Contact
from exchangelib.protocol import BaseProtocol
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce

from tests.whole.clients import COLUMNS, Clients, item_of, values_of

CREATES_A_CALL, UPDATES_A_CALL = 200, 24
ITEMS_A_WRITE, ITEMS_A_READ = 50, 100
Item = TypeVar("Item")
READ = (
    "given_name surname job_title department assistant_name body phone_numbers physical_addresses email_addresses "
    "birthday company_name categories bench_link"
).split()
SELECT = f"SELECT Id, SystemModstamp, IsDeleted, OwnerId, AccountId, {', '.join(COLUMNS)}, Account.Name FROM Contact"


class BenchLink(ExtendedProperty):  # type: ignore[misc]  # exchangelib has no types
    """A link id of the same length as the program's, on the same kind of property."""

    property_set_id = "c2a7f0de-3b0c-4c39-9f6e-0f8a3c6a7b11"
    property_name = "BenchmarkLink"
    property_type = "String"


Contact.register("bench_link", BenchLink)


@contextmanager
def bare_clients(ready: dict[str, Any]) -> Iterator[Clients]:
    """Both clients over TLS, trusting the sandbox's authority."""
    org, mailbox, authority = ready["salesforce"], ready["exchange"], ready["ca_file"]

    class Trusting(HTTPAdapter):
        def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
            super().cert_verify(conn, url, authority, cert)  # type: ignore[no-untyped-call]

    BaseProtocol.HTTP_ADAPTER_CLS = Trusting
    config = exchangelib.Configuration(
        service_endpoint=mailbox["ews_url"],
        credentials=exchangelib.Credentials(mailbox["username"], mailbox["password"]),
        auth_type=exchangelib.BASIC,
        version=exchangelib.Version(exchangelib.Build(15, 0, 1497)),
        max_connections=1,
    )
    account = exchangelib.Account(
        mailbox["email"], config=config, access_type=exchangelib.DELEGATE, default_timezone=exchangelib.UTC
    )
    with requests.Session() as session:
        session.trust_env, session.verify = False, authority
        salesforce = Salesforce(session_id=org["access_token"], instance_url=org["instance_url"], session=session)
        try:
            yield Clients(salesforce, account)
        finally:
            account.protocol.close()


def down(ready: dict[str, Any], echo: bool) -> None:
    """A first sync down: read all contacts of the org, make them in the folder; with `echo` read the folder's ids."""
    with bare_clients(ready) as clients:
        people = [values_of_row(row) for row in _rows(clients, SELECT)]
        folder = clients.folder
        make_items(clients, folder, people)
        if echo:
            changed_ids(folder)


def up(ready: dict[str, Any], echo: bool, rows_echo: bool) -> None:
    """A first sync up: read the whole folder, make it in the org, link each item; read both again where asked."""
    with bare_clients(ready) as clients:
        folder = clients.folder
        _, ids = changed_ids(folder)
        people = list(_fetched(clients, ids))
        for run in _runs([_row(values_of(item)) for item in people], CREATES_A_CALL):
            _create_rows(clients, run)
        for item in people:
            item.categories, item.bench_link = ["Salesforce"], _link()
        _update_items(clients, people, ["categories", "bench_link"])
        if echo:
            changed_ids(folder)
        if rows_echo:
            for row in _rows(clients, SELECT):
                values_of_row(row)


def known(ready: dict[str, Any], most: int) -> dict[str, Any]:
    """What `changes` must be told: where both sides stand, and some ids of each. Not a measured job."""
    with bare_clients(ready) as clients:
        folders = [clients.folder, clients.account.contacts]
        (shared, items), (own, _) = map(changed_ids, folders)
        newest = clients.salesforce.query("SELECT SystemModstamp FROM Contact ORDER BY SystemModstamp DESC LIMIT 1")
        rows = clients.salesforce.query(f"SELECT Id FROM Contact ORDER BY Id LIMIT {most}")["records"]
        return {
            "folders": [folder.id for folder in folders],
            "states": [shared, own],
            "items": items[:most],
            "rows": [row["Id"] for row in rows],
            "since": newest["records"][0]["SystemModstamp"],
        }


def changes(ready: dict[str, Any], told: dict[str, Any]) -> None:
    """A session after the first: read what changed since `known`, write as many changes to the other side."""
    with bare_clients(ready) as clients:
        since = told["since"].replace("+0000", "Z")
        rows = [values_of_row(row) for row in _rows(clients, f"{SELECT} WHERE SystemModstamp > {since}")]
        root = Root(account=clients.account)  # not the account's own: that asks for its folders
        changed: list[tuple[str, str]] = []
        for id_, state in zip(told["folders"], told["states"], strict=True):
            changed += changed_ids(Contacts(root=root, id=id_), state)[1]
        items = [values_of(item) for item in _fetched(clients, changed)]
        doomed = [Contact(account=clients.account, id=i, changekey=c) for i, c in told["items"][: len(rows)]]
        for item, row in zip(doomed, rows, strict=True):
            item.job_title = row["Title"]
        _update_items(clients, doomed, ["job_title"])
        edits = [{"Id": id_, "Department": item["Department"]} for id_, item in zip(told["rows"], items, strict=False)]
        for run in _runs(edits, UPDATES_A_CALL):
            _update_rows(clients, run)


def make_items(clients: Clients, folder: Any, people: Iterable[dict[str, str]], linked: bool = True) -> None:
    """Make contacts in a folder, marked and linked as the program does, or as a person would."""
    items = [item_of(clients.account, folder, values) for values in people]
    for item in items if linked else []:
        item.categories, item.bench_link = ["Salesforce"], _link()
    for run in _runs(items, ITEMS_A_WRITE):
        clients.account.bulk_create(folder=folder, items=run, chunk_size=len(run))


def changed_ids(folder: Any, state: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    """The sync state of a folder and ids with change keys of what changed, 512 at a time."""
    found = [
        (item.id, item.changekey)
        for _, item in folder.sync_items(sync_state=state, only_fields=["id", "changekey"], max_changes_returned=512)
        if isinstance(item, Contact)
    ]
    return folder.item_sync_state, found


def values_of_row(row: dict[str, Any]) -> dict[str, str]:
    """The values of a row of the org by Salesforce's field names; blank ones are left out."""
    return {key: value for key in COLUMNS if (value := row[key])} | _company(row)


def _company(row: dict[str, Any]) -> dict[str, str]:
    return {"Company": row["Account"]["Name"]} if row["Account"] else {}


def _link() -> str:
    return f"{uuid.uuid4()}:{uuid.uuid4().hex[:8]}"


def _rows(clients: Clients, soql: str) -> Iterator[dict[str, Any]]:
    found: Iterator[dict[str, Any]] = clients.salesforce.query_all_iter(soql, include_deleted=True)
    return found


def _fetched(clients: Clients, ids: Sequence[Any]) -> Iterator[Contact]:
    for run in _runs(ids, ITEMS_A_READ):
        yield from clients.account.fetch(ids=run, only_fields=READ, chunk_size=len(run))


def _update_items(clients: Clients, items: Sequence[Contact], fields: list[str]) -> None:
    for run in _runs(items, ITEMS_A_WRITE):
        clients.account.bulk_update([(item, fields) for item in run], chunk_size=len(run))


def _row(values: dict[str, str]) -> dict[str, Any]:
    return {"attributes": {"type": "Contact"}} | {key: value for key, value in values.items() if key != "Company"}


def _create_rows(clients: Clients, rows: Sequence[dict[str, Any]]) -> None:
    body = {"allOrNone": False, "records": rows}
    made = clients.salesforce.restful("composite/sobjects", method="POST", json=body)
    refused = [result for result in made if not result["success"]]
    if refused:
        raise RuntimeError(f"{len(refused)} rows were refused: {refused[0]}")


def _update_rows(clients: Clients, rows: Sequence[dict[str, Any]]) -> None:
    """Single-row updates and a look at all of them, in one composite."""
    base = f"/services/data/v{clients.salesforce.sf_version}"
    parts = [
        {
            "method": "PATCH",
            "url": f"{base}/sobjects/Contact/{row['Id']}",
            "referenceId": f"r{number}",
            "body": {key: value for key, value in row.items() if key != "Id"},
        }
        for number, row in enumerate(rows)
    ]
    ids = ", ".join(f"'{row['Id']}'" for row in rows)
    look = quote(f"{SELECT} WHERE Id IN ({ids})", safe="")
    parts.append({"method": "GET", "url": f"{base}/queryAll?q={look}", "referenceId": "look"})
    body = {"allOrNone": False, "compositeRequest": parts}
    answer = clients.salesforce.restful("composite", method="POST", json=body)["compositeResponse"]
    refused = [part for part in answer if part["httpStatusCode"] >= 400]
    if refused:
        raise RuntimeError(f"{len(refused)} updates were refused: {refused[0]}")
    for row in answer[-1]["body"]["records"]:
        values_of_row(row)


def _runs(values: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(values)
    while run := list(islice(remaining, size)):
        yield run
