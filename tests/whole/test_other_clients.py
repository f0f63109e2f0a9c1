"""Other people's clients at work on both sides while a session runs: everything converges, and nothing typed is lost.

The people act at named moments: just before a request of the program leaves. Every value is typed only once, so that it
can be looked for.

Laws: L1, L3, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from desktop.sandbox.judge import Judge
from tests.whole.clients import Clients, clients
from tests.whole.office import Office

if TYPE_CHECKING:
    from tests.whole.conftest import MakeOffice

SESSIONS = 6
"""More than are ever needed to settle."""


@dataclass
class Crew:
    """People who each do one thing at each moment, in turn, with clients of others."""

    office: Office
    others: Clients
    typed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)

    def value(self, what: str) -> str:
        """A value that nobody has typed before."""
        text = f"{what} {len(self.typed)}"
        self.typed.add(text)
        return text

    def row(self, email: str) -> Any:
        """The contact of this address in Salesforce."""
        (found,) = self.others.salesforce.query(f"SELECT Id FROM Contact WHERE Email = '{email}'")["records"]
        return found["Id"]

    def items(self) -> dict[str, Any]:
        """The shared contacts by their first address."""
        return {each.email_addresses[0].email: each for each in self.others.folder.all() if each.email_addresses}

    def edit_in_salesforce(self, email: str, column: str) -> None:
        """Somebody types into a field of a contact in Salesforce."""
        self.others.salesforce.Contact.update(self.row(email), {column: self.value("there")})

    def edit_in_outlook(self, email: str, name: str) -> None:
        """Somebody types into a field of a shared contact in Outlook; one that is not there yet is left alone."""
        item = self.items().get(email)
        if item is not None:
            setattr(item, name, self.value("here"))
            item.save(update_fields=[name])

    def add_in_salesforce(self) -> None:
        """Somebody makes a contact in Salesforce."""
        name = self.value("Anew")
        self.others.salesforce.Contact.create({"LastName": name, "Email": f"{name.replace(' ', '.')}@new.example"})

    def add_in_outlook(self) -> None:
        """Somebody makes a contact in the shared folder."""
        name = self.value("Dropped")
        self.others.put_in_folder({"LastName": name, "Email": f"{name.replace(' ', '.')}@new.example"})

    def delete_in_salesforce(self, email: str) -> None:
        """Somebody deletes a contact in Salesforce."""
        self.others.salesforce.Contact.delete(self.row(email))
        self.deleted.add(email)

    def delete_in_outlook(self, email: str) -> None:
        """Somebody deletes a shared contact in Outlook, where it is there."""
        item = self.items().get(email)
        if item is not None:
            item.move_to_trash()
            self.deleted.add(email)

    def everybody_typed(self) -> None:
        """Check that the scene took place: values were typed on both sides."""
        assert {text.split()[0] for text in self.typed} == {"there", "here"}

    def found(self) -> set[str]:
        """Every value that is on both sides, or that a person is asked about."""
        texts = [
            {value for fields in people for value in fields.values()}
            for people in (self.others.in_salesforce(), self.others.in_folder())
        ]
        with self.office.program() as program:
            asked = [f"{conflict}" for conflict in program.queries.conflicts()]
        return texts[0] & texts[1] | {text for text in self.typed if any(f"'{text}'" in told for told in asked)}


@pytest.fixture
def crew(make_office: MakeOffice, request: pytest.FixtureRequest) -> Iterator[Crew]:
    """People at an office with thirty contacts, or as many as asked for, that are not synced yet."""
    office = make_office(getattr(request, "param", 30))
    with clients(office.sandbox.ready) as others:
        yield Crew(office, others)


def emails(crew: Crew) -> list[str]:
    """The addresses of the contacts of the beginning."""
    return sorted(fields["Email"] for fields in crew.others.in_salesforce())


def settle(crew: Crew) -> None:
    """Sessions without disturbance until one writes nothing."""
    for _ in range(SESSIONS):
        report = crew.office.sync()
        assert report.fault is None
        if not [name for name in report.counts if not name.startswith("seen in ")]:
            return
    pytest.fail("The sessions do not come to rest.")


def converged(crew: Crew) -> None:
    """Both servers agree in all but what a person is asked about, and every typed value is known."""
    settle(crew)
    with crew.office.program() as program:
        asked = {conflict.title for conflict in program.queries.conflicts()} | {
            hold.title for hold in program.queries.holds()
        }
        assert program.queries.issues() == []
        assert program.queries.doctor() == []
    assert Judge(crew.office.ready).disagreements(excused=asked) == []
    assert crew.typed - crew.found() == set()


def disturbed(crew: Crew, act: Callable[[int, bytes], None], yes: bool = False) -> int:
    """One session, before each request of which the people act; how many moments there were."""
    moments = 0

    def moment(body: bytes, _url: str) -> None:
        nonlocal moments
        moments += 1
        act(moments, body)

    with crew.office.between(moment):
        assert crew.office.sync(yes=yes).fault is None
    return moments


@pytest.mark.parametrize("crew", [120], indirect=True, ids=["three batches"])
def test_people_type_on_both_sides_before_every_request_of_a_first_sync(crew: Crew) -> None:
    known, retyped = emails(crew), set[str]()

    def act(number: int, _body: bytes) -> None:
        crew.edit_in_salesforce(known[-number], "Department")
        for email in list(crew.items())[number::40]:
            if email not in retyped:
                retyped.add(email)
                crew.edit_in_outlook(email, "job_title")

    assert 10 < disturbed(crew, act, yes=True) <= 40
    crew.everybody_typed()
    converged(crew)


def test_people_make_contacts_on_both_sides_before_every_request_of_a_session(crew: Crew) -> None:
    """L1, L4."""
    crew.office.sync(yes=True)
    for email in emails(crew):
        crew.edit_in_salesforce(email, "Title")

    def act(number: int, _body: bytes) -> None:
        (crew.add_in_salesforce if number % 2 else crew.add_in_outlook)()

    assert disturbed(crew, act) >= 4
    converged(crew)
    assert len(crew.others.in_salesforce()) == len(crew.others.in_folder()) > 32


@pytest.mark.parametrize("towards", ["Outlook", "Salesforce"])
def test_the_same_field_typed_where_it_is_just_being_written_becomes_a_question(crew: Crew, towards: str) -> None:
    crew.office.sync(yes=True)
    known = emails(crew)

    def in_salesforce(email: str) -> None:
        crew.edit_in_salesforce(email, "Title")

    def in_outlook(email: str) -> None:
        crew.edit_in_outlook(email, "job_title")

    mark, first, later = b"UpdateItem>", in_salesforce, in_outlook
    if towards == "Salesforce":
        mark, first, later = b"PATCH", in_outlook, in_salesforce
    for email in known[:12]:
        first(email)
    waiting = list(known[:3])

    def act(_number: int, body: bytes) -> None:
        if mark in body:
            while waiting:
                later(waiting.pop())

    disturbed(crew, act)
    assert waiting == []
    converged(crew)
    with crew.office.program() as program:
        assert len(program.queries.conflicts()) == 3


def test_another_field_typed_in_the_middle_of_an_update_stays(crew: Crew) -> None:
    crew.office.sync(yes=True)
    known = emails(crew)
    for email in known[:10]:
        crew.edit_in_outlook(email, "job_title")
    waiting = list(known[:5])

    def act(_number: int, body: bytes) -> None:
        if b"PATCH" in body:
            for email in waiting:
                crew.edit_in_salesforce(email, "Department")
            waiting.clear()

    disturbed(crew, act)
    assert waiting == []
    converged(crew)
    with crew.office.program() as program:
        assert program.queries.conflicts() == []


def test_a_contact_deleted_in_salesforce_under_an_update_is_not_made_anew(crew: Crew) -> None:
    """L3, L4."""
    crew.office.sync(yes=True)
    known = emails(crew)
    for email in known[:5]:
        crew.edit_in_outlook(email, "job_title")

    def act(_number: int, body: bytes) -> None:
        if b"PATCH" in body and known[0] not in crew.deleted:
            crew.delete_in_salesforce(known[0])

    disturbed(crew, act)
    assert crew.deleted == {known[0]}
    settle(crew)
    assert known[0] not in emails(crew)
    assert all(text in crew.found() | _trashed(crew) for text in crew.typed), "what was typed is not lost with it"


def test_a_contact_deleted_in_outlook_under_an_update_is_held_for_the_person(crew: Crew) -> None:
    """L3, L12."""
    crew.office.sync(yes=True)
    known = emails(crew)
    for email in known[:5]:
        crew.edit_in_salesforce(email, "Title")

    def act(_number: int, body: bytes) -> None:
        if b"UpdateItem>" in body and known[0] not in crew.deleted:
            crew.delete_in_outlook(known[0])

    disturbed(crew, act)
    assert crew.deleted == {known[0]}
    settle(crew)
    assert known[0] in emails(crew), "nothing is deleted in Salesforce without a word"
    assert crew.typed <= {value for fields in crew.others.in_salesforce() for value in fields.values()}
    with crew.office.program() as program:
        assert len(program.queries.holds()) == 1


def _trashed(crew: Crew) -> set[str]:
    """What the contacts in Deleted Items hold, and what waits in Outlook for a word of the person."""
    kept = [*crew.others.account.trash.all(), *crew.others.folder.all()]
    return {item.job_title for item in kept if item.job_title}
