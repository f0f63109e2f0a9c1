"""When a user of Salesforce and a mailbox look like one person."""

from __future__ import annotations

import pytest

from desktop.app.setup.people import same_person
from desktop.core.record import Side
from desktop.store.accounts import Account


def user(**told: str) -> Account:
    return Account("a", Side.CRM, "salesforce", "", "", "00D:005", told)


def box(address: str) -> Account:
    return Account("b", Side.MAILBOX, "ews", "", "", "whoever", {"email": address})


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({"email": "sally@example.com"}, "Sally@Example.com"),
        ({"username": "sally@example.com.full"}, "sally@example.com"),
        ({"email": "sally@example.com.invalid"}, "sally@mail.example.org"),
        ({"email": "sally@example.com"}, "sally+crm@example.com"),
        ({"name": "Sally Ann Smith", "email": "s1@crm.example"}, "sally.smith@example.com"),
        ({"name": "Sally Smith", "email": "s1@crm.example"}, "ssmith@example.com"),
        ({"name": "Sally Smith", "email": "s1@crm.example"}, "sallys@example.com"),
        ({"name": "Søren Gödel", "email": "s1@crm.example"}, "godel.søren@example.com"),
        ({}, "anybody@example.com"),
        ({"email": "sally@example.com"}, ""),
    ],
)
def test_addresses_and_names_that_fit_are_one_person(told: dict[str, str], address: str) -> None:
    assert same_person(user(**told), box(address))


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({"email": "sally@example.com", "name": "Sally Smith"}, "tom@example.com"),
        ({"name": "Sally Smith"}, "sally.jones@example.com"),
        ({"name": "Sally"}, "sales@example.com"),
        ({"email": "sally@example.com"}, "info@example.com"),
    ],
)
def test_others_are_asked_about(told: dict[str, str], address: str) -> None:
    assert not same_person(user(**told), box(address))
