"""Where one signs in to Microsoft, by cloud, tenant, or an address of one's own."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.core.faults import PortFault
from desktop.exchange.clouds import CLOUDS, Place


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("id"), "https://login.microsoftonline.com/organizations"),
        (Place("id", " contoso.example "), "https://login.microsoftonline.com/contoso.example"),
        (Place("id", "t", "china"), "https://login.partner.microsoftonline.cn/t"),
        (Place("id", "a/../b"), "https://login.microsoftonline.com/a%2F..%2Fb"),
        (Place("id", authority="https://login.example/t/"), "https://login.example/t"),
    ],
)
def test_the_address_is_that_of_cloud_and_tenant_or_the_own_one(place: Place, address: str) -> None:
    assert place.address == address


@pytest.mark.parametrize(
    "authority", ["login.example", "http://login.example/t", "https://login.example", "http://localhost/t"]
)
def test_an_address_that_cannot_be_one_is_told(authority: str) -> None:
    with pytest.raises(PortFault):
        _ = Place("id", authority=authority).address


def test_a_cloud_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(PortFault) as refused:
        _ = Place("id", cloud="moon").address
    assert all(name in refused.value.fault.action for name in CLOUDS)


def test_permissions_are_called_as_the_cloud_calls_them() -> None:
    assert Place("id").graph(["User.Read"]) == ["https://graph.microsoft.com/User.Read"]
    assert Place("id", cloud="us-defence").outlook(["EWS.AccessAsUser.All"]) == [
        "https://outlook-dod.office365.us/EWS.AccessAsUser.All"
    ]


def test_the_page_for_the_administrator_names_program_and_permissions() -> None:
    place = Place("the-id", "contoso.example")
    parts = urlsplit(place.consent_page(place.graph(["Contacts.ReadWrite"])))
    asked = parse_qs(parts.query)
    assert parts.path == "/contoso.example/v2.0/adminconsent"
    assert (asked["client_id"], asked["scope"]) == (["the-id"], ["https://graph.microsoft.com/Contacts.ReadWrite"])
