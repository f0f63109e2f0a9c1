"""An undo over real HTTP, as other people's clients see it: whole sessions, and the bins of both servers.

Laws: L3.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from desktop.app.reads import Touched, Verdict
from tests.whole.clients import Clients, clients
from tests.whole.conftest import MakeOffice
from tests.whole.office import writes


def crew(seen: Clients) -> list[dict[str, Any]]:
    """Every contact of the org with its id, as simple-salesforce reads it."""
    found = seen.salesforce.query_all("SELECT Id, FirstName, LastName, Title FROM Contact ORDER BY LastName")
    return list(found["records"])


def test_a_session_is_taken_back_on_both_servers_and_the_next_one_is_quiet(make_office: MakeOffice) -> None:
    office = make_office(4)
    office.sync(yes=True)
    with clients(office.sandbox.ready) as seen:
        people = crew(seen)
        before = {person["Id"]: person for person in people}
        changed, touched, deleted = (person for person in people[:3])
        seen.salesforce.Contact.update(changed["Id"], {"Title": "Head of Quality"})
        seen.salesforce.Contact.update(touched["Id"], {"Title": "Head of People"})
        seen.salesforce.Contact.delete(deleted["Id"])
        seen.put_in_folder({"FirstName": "Marisol", "LastName": "Vega"})
        session = office.sync()
        assert session.verdict is Verdict.CLEAN

        item = seen.folder.get(surname=touched["LastName"], given_name=touched["FirstName"])
        item.job_title = "Typed by hand"
        item.save(update_fields=["job_title"])
        with office.program() as program:
            preview = program.undo(session.session, dry=True)
            assert preview.verdict is Verdict.HELD and preview.planned is not None
            office.wire.drain()
            report = program.undo(session.session)
        assert Counter(writes(office.wire.drain()))["MoveItem"] == 2
        assert report.verdict is Verdict.WAITING
        assert [conflict.reason for conflict in report.conflicts] == [Touched.CHANGED]

        titles = {(item.given_name, item.surname): item.job_title for item in seen.folder.all()}
        assert titles[changed["FirstName"], changed["LastName"]] == (changed["Title"] or None)
        assert titles[touched["FirstName"], touched["LastName"]] == "Typed by hand"
        assert (deleted["FirstName"], deleted["LastName"]) in titles
        assert ("Marisol", "Vega") not in titles
        now = {person["Id"]: person for person in crew(seen)}
        assert now.keys() == before.keys() - {deleted["Id"]}

        office.sync()  # carries what was typed by hand
        _, asked = office.asked()
        assert writes(asked) == []

        with office.program() as program:
            again = program.undo(report.session)
        assert again.verdict is Verdict.CLEAN
        assert any(person["LastName"] == "Vega" for person in crew(seen))
        assert ("Marisol", "Vega") in {(item.given_name, item.surname) for item in seen.folder.all()}
        _, asked = office.asked()
        assert writes(asked) == []


def test_a_contact_comes_back_from_the_recycle_bin_under_its_old_id(make_office: MakeOffice) -> None:
    office = make_office(2)
    office.sync(yes=True)
    with clients(office.sandbox.ready) as seen:
        struck = crew(seen)[0]
        seen.folder.get(surname=struck["LastName"], given_name=struck["FirstName"]).move_to_trash()
        office.sync()
        with office.program() as program:
            (hold,) = program.queries.holds()
            program.answers.confirm(hold.hold.id, "delete")
        session = office.sync()
        assert struck["Id"] not in {person["Id"] for person in crew(seen)}
        with office.program() as program:
            report = program.undo()
        assert report.counts["restore crm"] == 1 and report.verdict is Verdict.CLEAN
        assert struck["Id"] in {person["Id"] for person in crew(seen)}
        assert session.session != report.session
        _, asked = office.asked()
        assert writes(asked) == []
