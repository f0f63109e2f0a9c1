"""Error categories over real HTTP, as other people's clients see them, and what they cost.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from collections import Counter

from desktop.app.reads import Verdict
from desktop.core.labels import SYNC_ERROR, Reason
from tests.whole.clients import Clients, clients
from tests.whole.conftest import MakeOffice
from tests.whole.office import of, writes

FAILING = "Cher"


def categories(seen: Clients) -> set[str]:
    """What the failing contact carries, as exchangelib reads it."""
    return set(seen.folder.get(given_name=FAILING).categories or ())


def test_a_failing_contact_says_so_to_every_client_until_it_is_put_right(make_office: MakeOffice) -> None:
    office = make_office(3)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    with clients(office.sandbox.ready) as seen:
        failing = seen.put_in_folder({"FirstName": FAILING, "Title": "Singer"})
        failing.categories = ["Friends"]
        failing.save(update_fields=["categories"])
        report, asked = office.asked()
        assert report.verdict is Verdict.WAITING
        assert report.counts["labelled"] == 1
        assert categories(seen) == {"Friends", SYNC_ERROR, Reason.REQUIRED}
        assert Counter(writes(asked)) == {"UpdateItem": 1, "UpdateUserConfiguration": 1}

        _, asked = office.asked()
        assert Counter(each.operation for each in of(asked, "exchange")) == {"SyncFolderItems": 2}

        item = seen.folder.get(given_name=FAILING)
        assert (item.job_title, item.surname) == ("Singer", None)
        item.surname = "Sarkisian"
        item.save(update_fields=["surname"])
        assert office.sync().verdict is Verdict.CLEAN
        assert categories(seen) == {"Friends", "Salesforce"}
        assert FAILING in {person.get("FirstName") for person in seen.in_salesforce()}


def test_switched_off_the_categories_are_taken_away_once(make_office: MakeOffice) -> None:
    """L1, L2."""
    office = make_office(1)
    office.sync(yes=True)
    with clients(office.sandbox.ready) as seen:
        seen.put_in_folder({"FirstName": FAILING})
        office.sync()
        assert categories(seen) == {SYNC_ERROR, Reason.REQUIRED}
        with office.program() as program:
            assert program.queries.error_categories()
            program.options.set_error_categories(False)
            assert not program.queries.error_categories()
        office.sync()
        assert categories(seen) == set()
        _, asked = office.asked()
        assert writes(asked) == []


def test_many_failing_contacts_are_labelled_fifty_a_call(make_office: MakeOffice) -> None:
    """L2."""
    office = make_office(1)
    office.sync(yes=True)
    box, folder, count = office.sandbox.mailbox, office.folder(), 110

    def put() -> None:
        for number in range(count):
            box.items.create(folder, "IPM.Contact", {"contacts:GivenName": f"Nameless{number}"})

    office.sandbox.call(put)
    report, asked = office.asked()
    assert report.counts["labelled"] == count
    assert Counter(writes(asked)) == {"UpdateItem": 3, "UpdateUserConfiguration": 1}
    _, asked = office.asked()
    assert Counter(each.operation for each in of(asked, "exchange")) == {"SyncFolderItems": 2}
