"""The link field over real HTTP: noticed when it is there, told when it is not as it should be, and used from then on.

Laws: L4.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.whole.desk import Desk

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """Eight contacts in agreement, in an org without the field."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    assert desk.sync().code == 0
    return desk


def switch(desk: Desk, **switches: bool) -> None:
    """What an administrator does in the org."""

    def set_all() -> None:
        for name, on in switches.items():
            setattr(desk.sandbox.org.settings, name, on)

    desk.sandbox.call(set_all)


def seen(desk: Desk) -> dict[str, Any]:
    """What the command says of the field."""
    said = desk.type("link-field", "--json")
    assert (said.code, said.errors) == (0, "")
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_the_field_is_noticed_when_the_person_looks_and_new_contacts_are_made_by_it(desk: Desk) -> None:
    assert "not in use" in desk.type("status").out
    assert seen(desk)["lacks"] == ["missing"]
    switch(desk, link_field=True)
    assert (seen(desk)["on"], seen(desk)["letter"]) == (True, [])
    assert "Link field  in use\n" in desk.type("status").out

    desk.people.add_in_outlook({"GivenName": "Ada", "Surname": "Lovelace"})
    desk.settled()
    assert desk.sync().code == 0
    (row,) = desk._org.query("SELECT SmartCloudLink__c FROM Contact WHERE LastName = 'Lovelace'")
    assert row["SmartCloudLink__c"].startswith("scc:1:")


def test_a_field_that_is_not_unique_is_used_and_said_to_be_wrong(desk: Desk) -> None:
    switch(desk, link_field=True, link_field_unique=False)
    found = seen(desk)
    assert (found["on"], found["lacks"]) == (True, ["not-unique"])
    told = " ".join(desk.type("link-field").out.split())
    assert "not marked as “Unique”" in told and "Unique: yes, do not allow duplicate values" in told


def test_a_field_that_is_taken_away_in_between_costs_no_contact(desk: Desk) -> None:
    switch(desk, link_field=True)
    assert seen(desk)["on"]
    hidden = {("Contact", "SmartCloudLink__c")}
    desk.sandbox.call(lambda: desk.sandbox.org.settings.hidden_fields.update(hidden))
    desk.people.add_in_outlook({"GivenName": "Ada", "Surname": "Lovelace"})
    for _ in range(3):
        desk.settled()
        last = desk.sync()
    assert last.code == 0
    assert len(desk._org.query("SELECT Id FROM Contact WHERE LastName = 'Lovelace'")) == 1
    assert "not in use" in desk.type("status").out


@pytest.mark.parametrize(("wrong", "lack"), [("external", "not-external-id"), ("editable", "read-only")])
def test_a_field_that_cannot_be_used_is_told_and_new_contacts_are_made_without_it(
    desk: Desk, wrong: str, lack: str
) -> None:
    switch(desk, link_field=True, **{f"link_field_{wrong}": False})
    assert (seen(desk)["on"], seen(desk)["lacks"]) == (False, [lack])
    desk.people.add_in_outlook({"GivenName": "Ada", "Surname": "Lovelace"})
    desk.settled()
    assert desk.sync().code == 0
    (row,) = desk._org.query("SELECT SmartCloudLink__c FROM Contact WHERE LastName = 'Lovelace'")
    assert row["SmartCloudLink__c"] is None
