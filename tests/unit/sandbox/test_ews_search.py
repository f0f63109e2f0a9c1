"""FindItem in the simulated mailbox: restrictions, order, pages."""

from __future__ import annotations

import pytest

from desktop.sandbox.exchange.mailbox import Mailbox
from tests.unit.sandbox.ews_client import LINK, EwsClient, Ticking, as_path


@pytest.fixture
def client() -> EwsClient:
    clock = Ticking()
    made = EwsClient(Mailbox(3, clock))
    rows = [
        ("Ada", "Lovelace", "Engines", "ada@e.example", "Salesforce", "pair-1", "High"),
        ("Émile", "Zola", "J'accuse", "emile@z.example", "", "", "Normal"),
        ("Bob", "ada", "Engines Ltd", "", "salesforce", "pair-2", "Low"),
        ("Cleo", "Nile", "", "cleo@n.example", "Travel", "", "Normal"),
    ]
    for given, surname, company, email, category, link, importance in rows:
        clock.advance(60)
        made.create(
            (f"<t:Categories><t:String>{category}</t:String></t:Categories>" if category else "")
            + f"<t:Importance>{importance}</t:Importance>"
            + (f"<t:ExtendedProperty>{LINK}<t:Value>{link}</t:Value></t:ExtendedProperty>" if link else "")
            + f"<t:GivenName>{given}</t:GivenName><t:CompanyName>{company}</t:CompanyName>"
            + (f'<t:EmailAddresses><t:Entry Key="EmailAddress1">{email}</t:Entry></t:EmailAddresses>' if email else "")
            + f"<t:Surname>{surname}</t:Surname>"
        )
    return made


def is_(name: str, path: str, value: str) -> str:
    constant = f'<t:FieldURIOrConstant><t:Constant Value="{value}"/></t:FieldURIOrConstant>'
    return f"<t:{name}>{as_path(path)}{constant}</t:{name}>"


def contains(path: str, value: str, mode: str = "Substring", comparison: str = "IgnoreCase") -> str:
    return (
        f'<t:Contains ContainmentMode="{mode}" ContainmentComparison="{comparison}">{as_path(path)}'
        f'<t:Constant Value="{value}"/></t:Contains>'
    )


def names(client: EwsClient, restriction: str = "", view: str = "", sort: str = "") -> list[str]:
    found = client.find(restriction, view, sort, "Default").root.iter("{*}FirstName")
    return [element.text or "" for element in found]


@pytest.mark.parametrize(
    ("restriction", "expected"),
    [
        ("", "Cleo Bob Émile Ada"),
        (is_("IsEqualTo", "contacts:GivenName", "ada"), "Ada"),
        (is_("IsNotEqualTo", "contacts:GivenName", "Ada"), "Cleo Bob Émile"),
        (is_("IsGreaterThan", "contacts:GivenName", "Bob"), "Cleo Émile"),
        (is_("IsLessThanOrEqualTo", "contacts:GivenName", "Bob"), "Bob Ada"),
        (is_("IsGreaterThanOrEqualTo", "item:DateTimeCreated", "2026-05-04T08:03:00Z"), "Cleo Bob"),
        (is_("IsLessThan", "item:DateTimeCreated", "2026-05-04T10:03:00+02:00"), "Émile Ada"),
        (is_("IsEqualTo", "contacts:EmailAddress/EmailAddress1", "ADA@e.example"), "Ada"),
        (is_("IsEqualTo", LINK, "pair-2"), "Bob"),
        (f"<t:Exists>{LINK}</t:Exists>", "Bob Ada"),
        (f"<t:Not><t:Exists>{as_path('contacts:EmailAddress/EmailAddress1')}</t:Exists></t:Not>", "Bob"),
        (is_("IsEqualTo", "item:Categories", "Salesforce"), "Bob Ada"),
        (is_("IsEqualTo", "item:Importance", "High"), "Ada"),
        (contains("contacts:CompanyName", "engines"), "Bob Ada"),
        (contains("contacts:CompanyName", "engines", comparison="Exact"), ""),
        (contains("contacts:CompanyName", "Engines", "FullString"), "Ada"),
        (contains("contacts:CompanyName", "eng", "Prefixed"), "Bob Ada"),
        (contains("contacts:CompanyName", "ltd", "PrefixOnWords"), "Bob"),
        (contains("contacts:GivenName", "emile", comparison="IgnoreCaseAndNonSpacingCharacters"), "Émile"),
        (contains(LINK, "pair-", "Prefixed"), "Bob Ada"),
        (
            f"<t:And>{contains('contacts:CompanyName', 'eng')}{is_('IsEqualTo', 'contacts:Surname', 'ADA')}</t:And>",
            "Bob",
        ),
        (
            f"<t:Or>{is_('IsEqualTo', 'contacts:Surname', 'Nile')}"
            f"{is_('IsEqualTo', 'contacts:Surname', 'Zola')}</t:Or>",
            "Cleo Émile",
        ),
        (
            f"<t:IsEqualTo>{as_path('contacts:GivenName')}<t:FieldURIOrConstant>{as_path('contacts:GivenName')}"
            "</t:FieldURIOrConstant></t:IsEqualTo>",
            "Cleo Bob Émile Ada",
        ),
    ],
)
def test_a_restriction_finds_what_it_says(client: EwsClient, restriction: str, expected: str) -> None:
    assert names(client, restriction) == expected.split()


def order(path: str, direction: str) -> str:
    return f'<t:FieldOrder Order="{direction}">{as_path(path)}</t:FieldOrder>'


def test_results_are_sorted_by_several_fields(client: EwsClient) -> None:
    assert names(client, sort=order("contacts:GivenName", "Ascending")) == ["Ada", "Bob", "Cleo", "Émile"]
    by_two = order("item:Importance", "Ascending") + order("contacts:GivenName", "Descending")
    assert names(client, sort=by_two) == ["Ada", "Bob", "Émile", "Cleo"]
    assert names(client, sort=order("contacts:EmailAddress/EmailAddress1", "Ascending"))[0] == "Bob"


def test_pages_follow_each_other(client: EwsClient) -> None:
    sort = order("contacts:GivenName", "Ascending")
    seen: list[str] = []
    offset, last = 0, False
    while not last:
        view = f'<m:IndexedPageItemView MaxEntriesReturned="3" Offset="{offset}" BasePoint="Beginning"/>'
        root = client.find(view=view, sort=sort, shape="Default").root.find(".//{*}RootFolder")
        assert root is not None
        assert root.get("TotalItemsInView") == "4"
        seen += [element.text or "" for element in root.iter("{*}FirstName")]
        offset, last = int(root.get("IndexedPagingOffset", "0")), root.get("IncludesLastItemInRange") == "true"
    assert seen == ["Ada", "Bob", "Cleo", "Émile"]
    end = '<m:IndexedPageItemView MaxEntriesReturned="1" Offset="0" BasePoint="End"/>'
    assert names(client, view=end, sort=sort) == ["Émile"]
    half = '<m:FractionalPageItemView MaxEntriesReturned="9" Numerator="1" Denominator="2"/>'
    assert names(client, view=half, sort=sort) == ["Cleo", "Émile"]


def test_the_page_limit_cuts_a_search_without_a_view() -> None:
    client = EwsClient(Mailbox(3, Ticking()))
    for number in range(5):
        client.create(f"<t:GivenName>n{number}</t:GivenName>")
    client.mailbox.settings.find_page = 3
    reply = client.find()
    root = reply.root.find(".//{*}RootFolder")
    assert root is not None
    assert len(reply.ids()) == 3
    assert (root.get("IncludesLastItemInRange"), root.get("TotalItemsInView")) == ("false", "5")


@pytest.mark.parametrize(
    ("request_part", "code"),
    [
        ({"restriction": is_("IsEqualTo", "contacts:PhoneNumbers", "1")}, "ErrorUnsupportedPathForQuery"),
        ({"restriction": is_("IsEqualTo", "item:DateTimeCreated", "soon")}, "ErrorInvalidValueForProperty"),
        ({"sort": order("item:Categories", "Ascending")}, "ErrorUnsupportedPathForSortGroup"),
        (
            {"view": '<m:IndexedPageItemView MaxEntriesReturned="1" Offset="-1" BasePoint="Beginning"/>'},
            "ErrorInvalidIndexedPagingParameters",
        ),
        (
            {"view": '<m:IndexedPageItemView MaxEntriesReturned="0" Offset="0" BasePoint="Beginning"/>'},
            "ErrorInvalidPagingMaxRows",
        ),
    ],
)
def test_an_impossible_search_is_refused(client: EwsClient, request_part: dict[str, str], code: str) -> None:
    assert client.find(**request_part).codes == [code]


def test_a_search_never_returns_bodies() -> None:
    client = EwsClient(Mailbox(3, Ticking()))
    client.create('<t:Body BodyType="Text">long</t:Body><t:GivenName>Ada</t:GivenName>')
    reply = client.find(shape="AllProperties")
    assert reply.texts("GivenName") == ["Ada"]
    assert reply.texts("Body") == []


def test_names_are_resolved_in_contacts_and_directory(client: EwsClient) -> None:
    def resolve(entry: str) -> tuple[list[str], list[str]]:
        reply = client.call(
            f'<m:ResolveNames ReturnFullContactData="true"><m:UnresolvedEntry>{entry}</m:UnresolvedEntry>'
            "</m:ResolveNames>"
        )
        return reply.codes, reply.texts("EmailAddress")

    assert resolve("Cleo") == (["NoError"], ["cleo@n.example"])
    assert resolve("nobody") == (["ErrorNameResolutionNoResults"], [])
    assert resolve("e") == (["NoError"], ["emile@z.example"])
    assert resolve("smtp:ada@e.example") == (["NoError"], ["ada@e.example"])
    assert resolve("nora")[0] == ["NoError"]
    client.create(
        '<t:EmailAddresses><t:Entry Key="EmailAddress1">cleo2@n.example</t:Entry></t:EmailAddresses>',
    )
    assert resolve("cleo") == (["ErrorNameResolutionMultipleResults"], ["cleo2@n.example", "cleo@n.example"])
