"""What a person may call an item: ids, addresses, names and links as they are copied from browsers and from Outlook."""

from __future__ import annotations

import pytest

from desktop.core.naming import Named, named

SHORT, LONG = "003bX00000AbCdE", "003bX00000AbCdEQAV"
ITEM = "AAMkADY3+2Nj/MzQwLTk5=="
EWS_ID = ITEM * 5


@pytest.mark.parametrize(
    "link",
    [
        f"https://acme.lightning.force.com/lightning/r/Contact/{LONG}/view",
        f"https://acme.my.salesforce.com/{LONG}",
        f"https://acme.my.salesforce.com/{SHORT}?nooverride=1",
        f"https://acme.my.salesforce.com/one/one.app#/sObject/{LONG}/view",
        f"  https://acme.lightning.force.com/lightning/cmp/x?c__id={LONG}  ",
    ],
)
def test_a_link_to_salesforce_names_the_contact(link: str) -> None:
    found = named(link)
    assert found.ids == found.crm_ids and found.ids in ((LONG,), (SHORT,))
    assert (found.email, found.words) == ("", "")


@pytest.mark.parametrize(
    "link",
    [
        "https://outlook.office.com/people/id/" + EWS_ID.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D"),
        "https://mail.example.com/owa/?ItemID=" + EWS_ID.replace("+", "%2B").replace("/", "%2F") + "&exvsurl=1",
        "https://mail.example.com/owa/?ItemID=" + EWS_ID.replace("/", "-").replace("+", "_"),
        "outlook:" + EWS_ID.replace("/", "%2F"),
    ],
)
def test_a_link_to_outlook_names_the_item_without_the_disguise_of_addresses(link: str) -> None:
    assert EWS_ID in named(link).mailbox_ids


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_an_id_of_salesforce_is_one_in_both_lengths(text: str) -> None:
    assert named(text).crm_ids == (text,) and named(text).mailbox_ids == ()


def test_an_id_of_exchange_is_none_of_salesforce() -> None:
    assert named(EWS_ID).mailbox_ids == (EWS_ID,) and named(EWS_ID).crm_ids == ()


def test_a_pair_id_is_no_id_of_a_server() -> None:
    found = named("0193a5e2-7c1b-7d3e-8f00-1234567890ab")
    assert found.ids and not found.crm_ids and not found.mailbox_ids


@pytest.mark.parametrize("text", ["Ada@Example.com", "mailto:ada@example.com", " ADA@EXAMPLE.COM "])
def test_an_address_is_folded(text: str) -> None:
    assert named(text).email == "ada@example.com" and named(text).ids == ()


def test_a_domain_begins_with_its_sign() -> None:
    assert named("@Example.com") == Named(domain="example.com")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", ("ada", "lovelace")),
        ("Maria del Carmen Núñez", ("maria del carmen", "nunez")),
        ("Prince", ("", "")),
        ("ada@example.com", ("", "")),
    ],
)
def test_the_last_word_of_a_name_is_the_last_name(text: str, name: tuple[str, str]) -> None:
    assert named(text).full_name == name


@pytest.mark.parametrize("text", ["", "  ", "https://[", "https://example.com/"])
def test_what_names_nothing_names_nothing(text: str) -> None:
    assert named(text) == Named()
