"""Where one signs in to Salesforce, from whatever people type or copy."""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.salesforce.hosts import login_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", "https://login.salesforce.com"),
        (" Production ", "https://login.salesforce.com"),
        ("sandbox", "https://test.salesforce.com"),
        ("acme", "https://acme.my.salesforce.com"),
        ("Acme--uat.sandbox", "https://acme--uat.sandbox.my.salesforce.com"),
        ("acme-dev-ed.develop", "https://acme-dev-ed.develop.my.salesforce.com"),
        ("acme.my.salesforce.com", "https://acme.my.salesforce.com"),
        ("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com"),
        ("https://acme.lightning.force.com/lightning/o/Contact/list?x=1", "https://acme.my.salesforce.com"),
        ("https://acme--uat.sandbox.lightning.force.com", "https://acme--uat.sandbox.my.salesforce.com"),
        ("https://acme.my.salesforce-setup.com/lightning/setup", "https://acme.my.salesforce.com"),
        ("https://login.salesforce.com/?locale=de", "https://login.salesforce.com"),
        ("http://127.0.0.1:4711/x", "http://127.0.0.1:4711"),
    ],
)
def test_the_place_to_sign_in_is_found_in_what_was_typed(typed: str, address: str) -> None:
    assert login_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "http://acme.my.salesforce.com",
        "https://acme.my.salesforce.com:8443",
        "https://acme.my.salesforce.com.evil.example",
        "https://evil.example/acme.my.salesforce.com",
        "https://acme.my.salesforce.com@evil.example",
        "https://evilsalesforce.com",
        "acme company",
        "acme.evil",
        "javascript:alert(1)",
        "https://[broken",
    ],
)
def test_nobody_is_sent_to_sign_in_anywhere_else(typed: str) -> None:
    with pytest.raises(PortFault) as refused:
        login_address(typed)
    assert (refused.value.fault.code, refused.value.fault.fields) == ("address", ("login_url",))
