"""What people do between the sessions: fill a folder, change contacts on either side. Never measured.

Must not import the program.
"""

from __future__ import annotations

from typing import Any

from tests.bench.floor import SELECT, bare_clients, changed_ids, make_items, values_of_row

ROWS_A_CALL, ITEMS_A_CALL = 200, 100


def fill_folder(ready: dict[str, Any], like: dict[str, Any]) -> None:
    """Make in the shared folder, made by hand, what the org of the other sandbox has."""
    with bare_clients(like) as clients:
        found = clients.salesforce.query_all(SELECT)["records"]
        people = [values_of_row(row) for row in found]
    with bare_clients(ready) as clients:
        make_items(clients, clients.folder, people, linked=False)


def edit_rows(ready: dict[str, Any], first: int, count: int, word: str) -> None:
    """Give a stretch of the org's contacts another title."""
    with bare_clients(ready) as clients:
        found = clients.salesforce.query_all("SELECT Id FROM Contact ORDER BY Id")["records"]
        ids = [row["Id"] for row in found[first : first + count]]
        for start in range(0, len(ids), ROWS_A_CALL):
            rows = [
                {"attributes": {"type": "Contact"}, "id": id_, "Title": f"{word} {start + at}"}
                for at, id_ in enumerate(ids[start : start + ROWS_A_CALL])
            ]
            body = {"allOrNone": True, "records": rows}
            clients.salesforce.restful("composite/sobjects", method="PATCH", json=body)


def edit_items(ready: dict[str, Any], first: int, count: int, word: str) -> None:
    """Give a stretch of the folder's contacts another department."""
    with bare_clients(ready) as clients:
        _, ids = changed_ids(clients.folder)
        items = list(clients.account.fetch(ids=ids[first : first + count], only_fields=["department"]))
        for at, item in enumerate(items):
            item.department = f"{word} {at}"
        clients.account.bulk_update([(item, ["department"]) for item in items], chunk_size=ITEMS_A_CALL)
