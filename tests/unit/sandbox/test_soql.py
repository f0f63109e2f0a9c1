"""The query language of the simulated org: what it accepts, what it refuses, and what its conditions mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.seed import populate
from desktop.sandbox.salesforce.soql_dates import day_range
from tests.unit.sandbox.salesforce_client import Client, Hands

ACCEPTED = [
    "SELECT Id FROM Contact",
    "select id, NAME from contact",
    "SELECT c.Id, c.Account.Name FROM Contact c WHERE c.Account.Name = 'x'",
    "SELECT Contact.Id FROM Contact",
    "SELECT Id, Account.Owner.Name, Owner.Name, MailingAddress FROM Contact",
    "SELECT Id FROM Contact WHERE (FirstName = 'a' OR LastName = 'b') AND Email != null",
    "SELECT Id FROM Contact WHERE NOT (FirstName = 'a') AND NOT LastName LIKE 'b%'",
    "SELECT Id FROM Contact WHERE FirstName = 'O\\'Neill' OR LastName = '\\\\ \\n'",
    "SELECT Id FROM Contact WHERE Email IN ('a', 'b') AND FirstName NOT IN ('c')",
    "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Name LIKE 'a%')",
    "SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE Email = null)",
    "SELECT Id FROM Contact WHERE SystemModstamp >= 2026-01-01T00:00:00Z",
    "SELECT Id FROM Contact WHERE SystemModstamp > 2026-01-01T00:00:00.250+02:00",
    "SELECT Id FROM Contact WHERE SystemModstamp > 2026-01-01T00:00:00+0200 AND Birthdate < 1980-12-31",
    "SELECT Id FROM Contact WHERE CreatedDate = TODAY OR CreatedDate = LAST_N_DAYS:30 OR Birthdate > LAST_YEAR",
    "SELECT Id FROM Contact WHERE IsDeleted = false AND IsEmailBounced <> TRUE",
    "SELECT Id FROM Contact WHERE MailingLatitude > -12.5",
    "SELECT Id FROM Contact ORDER BY LastName DESC NULLS LAST, FirstName ASC, Id LIMIT 10 OFFSET 5",
    "SELECT Id FROM Contact USING SCOPE mine WHERE Email != '' ORDER BY Id",
    "SELECT COUNT() FROM Contact WHERE LastName >= 'm'",
    "SELECT COUNT(Id), MAX(SystemModstamp) latest FROM Contact",
    "SELECT AccountId, COUNT(Id) n FROM Contact GROUP BY AccountId HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) LIMIT 5",
    "SELECT FIELDS(ALL) FROM Contact LIMIT 200",
    "SELECT FIELDS(STANDARD) FROM Contact",
    "SELECT Id, (SELECT Id, LastName FROM Contacts WHERE Email != null ORDER BY LastName LIMIT 2) FROM Account",
    "SELECT Id FROM Contact LIMIT 1 FOR VIEW",
    "SELECT Id FROM Contact FOR REFERENCE",
    "SELECT Id, Name, IsActive FROM User WHERE IsActive = true",
]
REFUSED = [
    ("", "MALFORMED_QUERY"),
    ("SELECT FROM Contact", "MALFORMED_QUERY"),
    ("SELECT Id", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName = 'a' AND LastName = 'b' OR Email = 'c'", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName = 'a", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName == 'a'", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName = :name", "MALFORMED_QUERY"),
    ('SELECT Id FROM Contact WHERE FirstName = "a"', "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName IN ()", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE FirstName = other", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact and more of it", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact LIMIT -1", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact LIMIT 1 LIMIT 2", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact ALL ROWS", "MALFORMED_QUERY"),
    ("SELECT Id n FROM Contact", "MALFORMED_QUERY"),
    ("SELECT LastName, COUNT(Id) FROM Contact", "MALFORMED_QUERY"),
    ("SELECT FIELDS(ALL) FROM Contact", "MALFORMED_QUERY"),
    ("SELECT FIELDS(ALL) FROM Contact LIMIT 201", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE COUNT(Id) > 1", "MALFORMED_QUERY"),
    ("SELECT SUM(LastName) FROM Contact", "MALFORMED_QUERY"),
    ("SELECT toLabel(LeadSource) FROM Contact", "MALFORMED_QUERY"),
    ("SELECT TYPEOF Owner WHEN User THEN Id END FROM Contact", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact HAVING COUNT(Id) > 1", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE AccountId IN (SELECT Name FROM Account)", "MALFORMED_QUERY"),
    ("SELECT Id FROM Contact WHERE Birthdate = 2026-02-31", "MALFORMED_QUERY"),
    ("SELECT Nothing FROM Contact", "INVALID_FIELD"),
    ("SELECT Id, Id FROM Contact", "INVALID_FIELD"),
    ("SELECT Acount.Name FROM Contact", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE Nothing = 1", "INVALID_FIELD"),
    ("SELECT Id FROM Contact ORDER BY Nothing", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE Description = 'x'", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE Description LIKE '%x%'", "INVALID_FIELD"),
    ("SELECT Id FROM Contact ORDER BY Description", "INVALID_FIELD"),
    ("SELECT Description, COUNT(Id) FROM Contact GROUP BY Description", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE SystemModstamp > '2026-01-01T00:00:00Z'", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE SystemModstamp > 2026-01-01", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE LastName = 5", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE IsDeleted = 'false'", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE LeadSource INCLUDES ('Web')", "INVALID_FIELD"),
    ("SELECT Id FROM Contact WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR"),
    ("SELECT Id FROM Contact WHERE Id LIKE '003%'", "INVALID_QUERY_FILTER_OPERATOR"),
    ("SELECT Id FROM Contact WHERE IsDeleted > false", "INVALID_QUERY_FILTER_OPERATOR"),
    ("SELECT Id FROM Nothing", "INVALID_TYPE"),
    ("SELECT Id, (SELECT Id FROM Opportunities) FROM Account", "INVALID_TYPE"),
    ("SELECT Id FROM Contact OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"),
]


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    org = Org(3, hands)
    populate(org, 60)
    return Client(org)


def people(client: Client, *rows: dict[str, Any]) -> list[str]:
    """Contacts with a title of their own, so that queries can leave the seeded ones out."""
    return [client.org.insert("Contact", {"LastName": "Person", "Title": "Tester", **row}) for row in rows]


def first_names(client: Client, condition: str, tail: str = "ORDER BY CreatedDate, Id") -> list[object]:
    text = f"SELECT FirstName FROM Contact WHERE Title = 'Tester' AND ({condition}) {tail}"
    return [row["FirstName"] for row in client.records(text)]


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_query_of_the_language_is_answered(client: Client, text: str) -> None:
    assert client.query(text).status == 200, client.query(text).body


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_the_language_lacks_is_the_services_error(client: Client, text: str, code: str) -> None:
    reply = client.query(text)
    assert (reply.status, reply.code) == (400, code)


def test_an_error_names_the_place(client: Client) -> None:
    reply = client.query("SELECT Id FROM Contact WHERE Description = 'x'")
    assert (
        "ERROR at Row:1:Column:30\nfield 'Description' can not be filtered in a query call"
        in reply.json()[0]["message"]
    )


def test_text_is_compared_in_any_casing_and_empty_text_is_null(client: Client) -> None:
    people(client, {"FirstName": "Ada"}, {"FirstName": "ADA"}, {"FirstName": "Bob"}, {})
    assert first_names(client, "FirstName = 'aDa'") == ["Ada", "ADA"]
    assert first_names(client, "FirstName != 'ada'") == ["Bob", None]
    assert first_names(client, "FirstName = null") == [None] == first_names(client, "FirstName = ''")
    assert first_names(client, "FirstName NOT IN ('ada')") == ["Bob", None]
    assert first_names(client, "FirstName > 'b'") == ["Bob"]


def test_like_knows_its_two_wildcards_and_their_escapes(client: Client) -> None:
    people(client, {"FirstName": "100%"}, {"FirstName": "1000"}, {"FirstName": "A_b"}, {"FirstName": "axb"})
    assert first_names(client, "FirstName LIKE '100%'") == ["100%", "1000"]
    assert first_names(client, "FirstName LIKE '100\\%'") == ["100%"]
    assert first_names(client, "FirstName LIKE 'a_B'") == ["A_b", "axb"]
    assert first_names(client, "FirstName LIKE 'a\\_b'") == ["A_b"]


def test_parentheses_and_not_bind_as_written(client: Client) -> None:
    people(
        client,
        {"FirstName": "a", "MailingCity": "x"},
        {"FirstName": "b", "MailingCity": "x"},
        {"FirstName": "a", "MailingCity": "y"},
    )
    assert first_names(client, "(FirstName = 'a' OR FirstName = 'b') AND MailingCity = 'y'") == ["a"]
    assert first_names(client, "FirstName = 'b' OR (FirstName = 'a' AND MailingCity = 'y')") == ["b", "a"]
    assert first_names(client, "NOT (FirstName = 'a' AND MailingCity = 'x')") == ["b", "a"]


def test_moments_compare_over_offsets_and_thousandths(client: Client, hands: Hands) -> None:
    people(client, {"FirstName": "noon"})
    hands.forward(1)
    people(client, {"FirstName": "later"})
    assert first_names(client, "SystemModstamp >= 2026-03-01T13:00:01+01:00") == ["later"]
    assert first_names(client, "SystemModstamp > 2026-03-01T12:00:00.500Z") == ["later"]
    assert first_names(client, "SystemModstamp <= 2026-03-01T12:00:00Z") == ["noon"]
    assert first_names(client, "SystemModstamp = 2026-03-01T12:00:00Z") == ["noon"]


def test_relative_days_are_those_of_the_users_zone(client: Client, hands: Hands) -> None:
    people(client, {"FirstName": "yesterday"})
    # 23:30 in Vienna is still today there; the next day has begun at 23:00 UTC.
    hands.now = hands.now.replace(hour=22, minute=30)
    assert first_names(client, "CreatedDate = TODAY") == ["yesterday"]
    hands.now = hands.now.replace(hour=23, minute=30)
    assert first_names(client, "CreatedDate = TODAY") == []
    assert first_names(client, "CreatedDate = LAST_N_DAYS:1") == ["yesterday"]
    assert first_names(client, "CreatedDate > YESTERDAY") == []


@pytest.mark.parametrize(
    ("word", "first", "after"),
    [
        ("YESTERDAY", "2026-02-28", "2026-03-01"),
        ("this_week", "2026-03-01", "2026-03-08"),
        ("LAST_MONTH", "2026-02-01", "2026-03-01"),
        ("NEXT_QUARTER", "2026-04-01", "2026-07-01"),
        ("LAST_90_DAYS", "2025-12-01", "2026-03-02"),
        ("NEXT_N_DAYS:2", "2026-03-02", "2026-03-04"),
        ("N_DAYS_AGO:2", "2026-02-27", "2026-02-28"),
        ("LAST_N_MONTHS:3", "2025-12-01", "2026-03-01"),
        ("LAST_FISCAL_YEAR", "2025-01-01", "2026-01-01"),
    ],
)
def test_a_date_word_stands_for_a_range_of_days(word: str, first: str, after: str) -> None:
    assert day_range(word, date(2026, 3, 1)) == (date.fromisoformat(first), date.fromisoformat(after))
    assert day_range("SOMEDAY", date(2026, 3, 1)) is None


def test_null_sorts_first_unless_the_query_says_last(client: Client) -> None:
    people(client, {"FirstName": "b"}, {}, {"FirstName": "C"}, {"FirstName": "a"})
    assert first_names(client, "LastName != null", "ORDER BY FirstName") == [None, "a", "b", "C"]
    assert first_names(client, "LastName != null", "ORDER BY FirstName DESC NULLS LAST") == ["C", "b", "a", None]
    assert first_names(client, "LastName != null", "ORDER BY FirstName LIMIT 2 OFFSET 1") == ["a", "b"]


def test_equal_stamps_are_told_apart_by_the_id(client: Client) -> None:
    ids = people(client, *({"FirstName": str(n)} for n in range(5)))
    text = f"SELECT Id FROM Contact WHERE SystemModstamp = 2026-03-01T12:00:00Z AND Id > '{ids[2]}' ORDER BY Id"
    assert [row["Id"] for row in client.records(text)] == ids[3:]


def test_the_stamp_index_finds_what_a_full_scan_finds(client: Client, hands: Hands) -> None:
    ids = people(client, {"FirstName": "a"}, {"FirstName": "b"}, {"FirstName": "c"})
    hands.forward()
    client.org.update("Contact", ids[0], {"FirstName": "again"})
    client.org.update("Contact", ids[0], {"FirstName": "and again"})
    client.org.delete("Contact", ids[1])
    found = client.records("SELECT Id, IsDeleted FROM Contact WHERE SystemModstamp > 2026-03-01T12:00:00Z", "queryAll")
    assert [(row["Id"], row["IsDeleted"]) for row in found] == [(ids[0], False), (ids[1], True)]


def test_groups_are_counted_filtered_and_named(client: Client) -> None:
    people(client, {"Department": "X", "FirstName": "a"}, {"Department": "x"}, {"Department": "Y", "FirstName": "b"})
    text = (
        "SELECT Department, COUNT(Id) n, COUNT(FirstName), MAX(FirstName) FROM Contact WHERE Title = 'Tester' "
        "GROUP BY Department HAVING COUNT(Id) >= 1 ORDER BY COUNT(Id) DESC"
    )
    attributes = {"type": "AggregateResult"}
    assert client.records(text) == [
        {"attributes": attributes, "Department": "X", "n": 2, "expr0": 1, "expr1": "a"},
        {"attributes": attributes, "Department": "Y", "n": 1, "expr0": 1, "expr1": "b"},
    ]
    assert client.query("SELECT COUNT() FROM Contact WHERE Title = 'Tester'").json() == {
        "totalSize": 3,
        "done": True,
        "records": [],
    }


def test_parents_and_children_are_nested(client: Client) -> None:
    account = client.org.insert("Account", {"Name": "Nested Ltd"})
    people(
        client, {"FirstName": "b", "AccountId": account}, {"FirstName": "a", "AccountId": account}, {"FirstName": "c"}
    )
    text = "SELECT Id, Account.Name, Account.Owner.Name FROM Contact WHERE Account.Name = 'nested ltd' LIMIT 1"
    parent = client.records(text)[0]["Account"]
    assert (parent["Name"], parent["Owner"]["Name"]) == ("Nested Ltd", "Nora Lindqvist")
    assert parent["attributes"] == {"type": "Account", "url": f"/services/data/v59.0/sobjects/Account/{account}"}
    text = f"SELECT Name, (SELECT FirstName FROM Contacts ORDER BY FirstName) FROM Account WHERE Id = '{account}'"
    children = client.records(text)[0]["Contacts"]
    assert [row["FirstName"] for row in children["records"]] == ["a", "b"]
    assert first_names(client, "AccountId IN (SELECT Id FROM Account WHERE Name = 'Nested Ltd')") == ["b", "a"]
    assert first_names(client, "AccountId NOT IN (SELECT Id FROM Account)") == ["c"]


def test_a_query_is_read_page_by_page(client: Client) -> None:
    populate(client.org, 450)
    first = client.query("SELECT Id FROM Contact ORDER BY Id", headers={"Sforce-Query-Options": "batchSize=200"}).json()
    ids = [row["Id"] for row in first["records"]]
    assert (first["totalSize"], first["done"], len(ids)) == (510, False, 200)
    page = first
    while not page["done"]:
        reply = client.send("GET", page["nextRecordsUrl"], headers={"Sforce-Query-Options": "batchSize=200"})
        page = reply.json()
        ids += [row["Id"] for row in page["records"]]
    assert len(set(ids)) == len(ids) == 510
    other = Client(client.org, client.org.colleague.access_token)
    assert other.send("GET", first["nextRecordsUrl"]).code == "INVALID_QUERY_LOCATOR"
    assert client.get("/query/01gSb00000000zzIAA-200").code == "INVALID_QUERY_LOCATOR"
