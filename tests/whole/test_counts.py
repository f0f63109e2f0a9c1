"""What a session costs: requests and API calls, counted by the servers.

The sizes are small where the arithmetic of pages and batches is the same for thousands more.

Laws: L2, unless a test names its own.
"""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING

import pytest

from desktop.app.reads import Verdict
from tests.whole.conftest import MakeOffice
from tests.whole.office import Office, api_calls, of, writes

if TYPE_CHECKING:
    from desktop.sandbox.request_log import HttpExchange

WATCHED_FOLDERS = 2
LEASE_FIRST = 5
"""Requests of the very first lease: look for its folder, make folder and item, and see that no other one is there."""
THE_LEASE = 1
"""The hidden item that names the machine that syncs: made once, and asked for only by sessions that write."""
LOOKED_AT_ONCE_A_DAY = {"versions", "describe", "oauth.userinfo", "GetFolder", "FindFolder", "GetUserConfiguration"}


def settled(office: Office) -> Office:
    """The office after its first sync and one more session."""
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    assert office.sync().verdict is Verdict.CLEAN
    return office


def operations(seen: list[HttpExchange], server: str) -> Counter[str]:
    """How often a server was asked for what."""
    return Counter(each.operation for each in of(seen, server))


def most_requests(count: int) -> int:
    """Batches of 50, their echo in pages of 512 changes and of 1,000 versions, and what does not grow, the second round
    of each folder after its very first among it."""
    return ceil(count / 50) + ceil(count / 512) + ceil(count / 1_000) + 10 + WATCHED_FOLDERS + LEASE_FIRST


def typed_in_outlook(office: Office, count: int) -> None:
    """So many new contacts, all different, in the shared folder."""
    box, folder = office.sandbox.mailbox, office.folder()

    def put() -> None:
        for number in range(count):
            name = f"Person{number}"
            properties: dict[str, str | list[str]] = {
                "contacts:GivenName": "New",
                "contacts:Surname": name,
                "contacts:EmailAddress:EmailAddress1": f"{name.lower()}@new.example",
            }
            box.items.create(folder, "IPM.Contact", properties)

    office.sandbox.call(put)


@pytest.mark.parametrize("contacts", [8, 300])
def test_a_session_with_nothing_to_do_costs_one_api_call_and_one_request_a_watched_folder(
    make_office: MakeOffice, contacts: int
) -> None:
    office = settled(make_office(contacts))
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN
    assert operations(seen, "salesforce") == {"composite": 1}
    assert api_calls(seen) == 1
    assert operations(seen, "exchange") == {"SyncFolderItems": WATCHED_FOLDERS}
    assert writes(seen) == []


def test_contacts_come_down_in_pages_of_two_thousand_and_batches_of_fifty(make_office: MakeOffice) -> None:
    """No law: what much work costs."""
    count = 2_100
    office = make_office(count, judged=False)
    report, seen = office.asked(lambda: office.sync(yes=True))
    assert report.counts["create mailbox"] == count
    pages = operations(seen, "salesforce")
    assert sum(pages[name] for name in pages if name not in LOOKED_AT_ONCE_A_DAY) == ceil(count / 2_000)
    exchange = operations(seen, "exchange")
    assert exchange["CreateItem"] == ceil(count / 50) + THE_LEASE
    assert sum(exchange.values()) <= most_requests(count)
    assert most_requests(10_000) <= 250
    _, again = office.asked()
    assert operations(again, "exchange") == {"SyncFolderItems": WATCHED_FOLDERS}


def test_updates_go_up_twenty_a_call(make_office: MakeOffice) -> None:
    """No law: what much work costs."""
    count = 200
    office = settled(make_office(count))
    box = office.sandbox.mailbox

    def retype() -> None:
        from desktop.sandbox.exchange.items import Basis

        for item in list(box.items.within(office.folder())):
            box.items.update(item, {"contacts:JobTitle": "Captain"}, Basis(None, "AlwaysOverwrite"))

    office.sandbox.call(retype)
    report, seen = office.asked()
    assert report.counts["update crm"] == count
    assert 1 < api_calls(seen) <= count / 20
    assert writes(of(seen, "exchange")) == []


def test_new_contacts_go_up_two_hundred_a_call(make_office: MakeOffice) -> None:
    """No law: what much work costs."""
    count = 400
    office = settled(make_office(8))
    typed_in_outlook(office, count)
    report, seen = office.asked()
    assert report.counts["create crm"] == count
    assert 1 < api_calls(seen) <= count / 100


def test_the_first_session_of_a_day_looks_once_at_what_seldom_changes(make_office: MakeOffice) -> None:
    office = settled(make_office(8))
    office.clock.next_day()
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN
    looked = Counter(each.operation for each in seen if each.operation in LOOKED_AT_ONCE_A_DAY)
    assert {"describe", "oauth.userinfo", "GetFolder", "GetUserConfiguration"} <= set(looked)
    assert writes(seen) == []
    report, seen = office.asked()
    assert operations(seen, "salesforce") == {"composite": 1}
    assert operations(seen, "exchange") == {"SyncFolderItems": WATCHED_FOLDERS}
