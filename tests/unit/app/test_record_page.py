"""Which addresses of records are handed to the person's browser."""

from __future__ import annotations

import pytest

from desktop.app.record_page import record_page

ID = "003000000000001AAA"


@pytest.mark.parametrize("org", ["https://acme.my.salesforce.com", "http://127.0.0.1:8000", "http://localhost:1"])
def test_a_record_has_its_page_in_the_org(org: str) -> None:
    assert record_page(f"{org}/", ID) == f"{org}/{ID}"


@pytest.mark.parametrize(
    ("org", "native_id"),
    [
        ("http://acme.my.salesforce.com", ID),
        ("file:///etc", ID),
        ("javascript://acme.com", ID),
        ("https://", ID),
        ("https://acme.com@evil.example", ID),
        ("https://[acme", ID),
        ("", ID),
        ("https://acme.my.salesforce.com", ""),
        ("https://acme.my.salesforce.com", "../setup"),
        ("https://acme.my.salesforce.com", f"{ID}?x"),
        ("https://acme.my.salesforce.com", f"{ID}\n"),
    ],
)
def test_anything_else_has_none(org: str, native_id: str) -> None:
    assert record_page(org, native_id) == ""
