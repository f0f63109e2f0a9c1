"""What a person does to a fresh copy before the program has read the folder again.

A mailbox reports the deletion of an item only to a client that it has told of the item (MS-OXCFXICS). So a copy that
was made by us and is deleted before the next reading is never mentioned by it.

Laws: L12, unless a test names its own.
"""

from __future__ import annotations

from desktop.app.reads import Verdict
from desktop.sandbox.people import SimulatedPeople
from tests.whole.conftest import MakeOffice
from tests.whole.office import Office


def deletes_a_copy(office: Office) -> str:
    """Somebody deletes a copy in Outlook; its name."""
    people = SimulatedPeople(office.ready)
    name = str(people.in_salesforce()[0]["Name"])
    people.delete_in_outlook(name)
    return name


def asked_about(office: Office) -> list[str]:
    """Of whom the program asks whether they are to be deleted in Salesforce too."""
    with office.program() as program:
        return [found.title for found in program.queries.holds() if found.hold.guard == "deletion"]


def test_a_copy_that_is_deleted_before_it_was_read_back_is_asked_about(make_office: MakeOffice) -> None:
    office = make_office(8)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    name = deletes_a_copy(office)
    assert office.sync().verdict is Verdict.WAITING
    assert asked_about(office) == [name]


def test_a_shared_contact_that_is_deleted_before_it_was_read_back_is_asked_about(make_office: MakeOffice) -> None:
    office = make_office(2)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    people = SimulatedPeople(office.ready)
    people.add_in_outlook({"GivenName": "Ida", "Surname": "Holm"}, shared=False, category="Salesforce")
    assert office.sync().verdict is Verdict.CLEAN
    people.delete_in_outlook("Ida Holm")
    assert office.sync().verdict is Verdict.WAITING
    assert asked_about(office) == ["Ida Holm"]


def test_copies_of_which_the_folder_tells_are_not_read_once_more(make_office: MakeOffice) -> None:
    """L2."""
    office = make_office(8)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    for _ in range(2):
        _, seen = office.asked()
        assert "GetItem" not in [each.operation for each in seen]
