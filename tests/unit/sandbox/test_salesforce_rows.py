"""Rows of the simulated org: what is stored, what is refused, what guards hold, and what deletion means."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.ids import full_id, numbered_id
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.rules import read_values
from desktop.sandbox.salesforce.seed import populate
from desktop.sandbox.salesforce.settings import DuplicateRule, ValidationRule
from tests.unit.sandbox.salesforce_client import BASE, Client, Hands


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    return Client(Org(1, hands))


def contact(client: Client, **values: Any) -> str:
    return client.org.insert("Contact", {"LastName": "Lovelace", **values})


def read(client: Client, row_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/sobjects/Contact/{row_id}").json()
    return found


def test_a_row_is_created_read_changed_and_deleted(client: Client, hands: Hands) -> None:
    created = client.post("/sobjects/Contact", {"lastname": "Lovelace", "FIRSTNAME": "Ada"})
    assert (created.status, created.json()["success"]) == (201, True)
    row_id = created.json()["id"]
    row = read(client, row_id)
    assert (row["Name"], row["Email"], row["CreatedDate"]) == ("Ada Lovelace", None, "2026-03-01T12:00:00.000+0000")
    assert row["attributes"] == {"type": "Contact", "url": f"{BASE}/sobjects/Contact/{row_id}"}
    assert (row["OwnerId"], row["CreatedById"]) == (client.org.user_id, client.org.user_id)
    hands.forward(1)
    colleague = Client(client.org, client.org.colleague.access_token)
    changed = colleague.patch(f"/sobjects/contact/{row_id}", {"FirstName": None, "Title": " Countess  "})
    assert (changed.status, changed.body) == (204, b"")
    row = read(client, row_id)
    assert (row["Name"], row["Title"], row["LastModifiedById"]) == ("Lovelace", " Countess", client.org.colleague.id)
    assert row["SystemModstamp"] == row["LastModifiedDate"] == "2026-03-01T12:00:01.000+0000"
    assert client.delete(f"/sobjects/Contact/{row_id}").status == 204
    assert client.get(f"/sobjects/Contact/{row_id}").status == 404
    assert client.patch(f"/sobjects/Contact/{row_id}", {"Title": "x"}).code == "ENTITY_IS_DELETED"
    assert client.records("SELECT Id FROM Contact") == []
    assert client.records("SELECT Id, IsDeleted FROM Contact", "queryAll")[0]["IsDeleted"] is True


def test_some_fields_are_read_by_name_in_any_casing(client: Client) -> None:
    account = client.org.insert("Account", {"Name": "Engines"})
    row_id = contact(client, AccountId=account)
    row = client.get(f"/sobjects/CONTACT/{row_id}?fields=lastname,Account.Name").json()
    assert (row["LastName"], row["Account"]["Name"], "Email" in row) == ("Lovelace", "Engines", False)
    assert client.get(f"/sobjects/Contact/{row_id}?fields=Nothing").code == "INVALID_FIELD"


def test_ids_of_15_and_18_characters_and_of_lost_casing_are_one(client: Client) -> None:
    row_id = contact(client)
    assert client.get(f"/sobjects/Contact/{row_id[:15]}").json()["Id"] == row_id
    big = numbered_id("003", "Sb", 987_654_321_000)
    assert full_id(big[:15]) == big == full_id(big.upper()) and big != big.upper()
    wrong = row_id[:15] + "ABC"
    assert (full_id(wrong), client.get(f"/sobjects/Contact/{wrong}").code) == (None, "MALFORMED_ID")
    assert client.get("/sobjects/Contact/nobody").status == 404
    assert client.get(f"/sobjects/Account/{row_id}").status == 404


@pytest.mark.parametrize(
    ("values", "code", "message", "names"),
    [
        ({"FirstName": "x"}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", ["LastName"]),
        ({"LastName": " "}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", ["LastName"]),
        (
            {"LastName": "L", "FirstName": "x" * 41},
            "STRING_TOO_LONG",
            f"First Name: data value too large: {'x' * 41} (max length=40)",
            ["FirstName"],
        ),
        (
            {"LastName": "L", "Email": "not an address"},
            "INVALID_EMAIL_ADDRESS",
            "Email: invalid email address: not an address",
            ["Email"],
        ),
        ({"LastName": "L", "Foo": 1}, "INVALID_FIELD", "No such column 'Foo' on sobject of type Contact", None),
        ({"LastName": "L", "Name": "x"}, "INVALID_FIELD_FOR_INSERT_UPDATE", None, ["Name"]),
        ({"LastName": "L", "MailingAddress": {}}, "INVALID_FIELD_FOR_INSERT_UPDATE", None, ["MailingAddress"]),
        (
            {"LastName": "L", "AccountId": "x"},
            "MALFORMED_ID",
            "Account ID: id value of incorrect type: x",
            ["AccountId"],
        ),
        (
            {"LastName": "L", "AccountId": numbered_id("001", "Sb", 999)},
            "INVALID_CROSS_REFERENCE_KEY",
            "invalid cross reference id",
            ["AccountId"],
        ),
        ({"LastName": "L", "AccountId": numbered_id("005", "Sb", 1)}, "MALFORMED_ID", None, ["AccountId"]),
        ({"LastName": "L", "CleanStatus": "x"}, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", None, ["CleanStatus"]),
        ({"LastName": "L", "Birthdate": "yesterday"}, "JSON_PARSER_ERROR", None, None),
        ({"LastName": "L", "Birthdate": "0001-01-01"}, "NUMBER_OUTSIDE_VALID_RANGE", None, ["Birthdate"]),
        ({"LastName": 5}, "JSON_PARSER_ERROR", None, None),
        ({"LastName": "L", "MailingLatitude": 91}, "NUMBER_OUTSIDE_VALID_RANGE", None, ["MailingLatitude"]),
    ],
)
def test_a_bad_value_is_refused_by_its_name(
    client: Client, values: dict[str, Any], code: str, message: str | None, names: list[str] | None
) -> None:
    reply = client.post("/sobjects/Contact", values)
    error = reply.json()[0]
    assert (reply.status, error["errorCode"], error.get("fields")) == (400, code, names)
    assert message is None or error["message"] == message
    assert client.org.rows("Contact") == []


def test_an_email_of_81_characters_is_too_long_and_one_of_80_is_not(client: Client) -> None:
    fitting = "a" * 68 + "@big.example"
    assert client.post("/sobjects/Contact", {"LastName": "L", "Email": fitting}).status == 201
    assert client.post("/sobjects/Contact", {"LastName": "L", "Email": "a" + fitting}).code == "STRING_TOO_LONG"


def test_text_comes_back_as_the_service_keeps_it(client: Client) -> None:
    row_id = contact(
        client, Description="a\nb\rc\r\nd  \n", Title="", FirstName="\x01Zoë 🎉\u202eabc\x00", Department="x "
    )
    row = read(client, row_id)
    assert (row["Description"], row["Title"], row["Department"]) == ("a\r\nb\r\nc\r\nd", None, "x")
    assert row["FirstName"] == "Zoë 🎉\u202eabc"


def test_a_note_of_32000_characters_fits_and_a_line_end_counts_twice(client: Client) -> None:
    assert client.post("/sobjects/Contact", {"LastName": "L", "Description": "x" * 32_000}).status == 201
    assert client.post("/sobjects/Contact", {"LastName": "L", "Description": "x" * 32_001}).code == "STRING_TOO_LONG"
    note = "\n" + "x" * 31_999
    assert client.post("/sobjects/Contact", {"LastName": "L", "Description": note}).code == "STRING_TOO_LONG"


def test_a_body_that_is_no_json_object_is_a_parser_error(client: Client) -> None:
    assert client.post("/sobjects/Contact", b"{").code == "JSON_PARSER_ERROR"
    assert client.post("/sobjects/Contact", b"").code == "JSON_PARSER_ERROR"
    assert client.post("/sobjects/Contact", [1]).code == "JSON_PARSER_ERROR"
    assert client.post("/sobjects/Contact", b'{"MailingLatitude": NaN}').code == "JSON_PARSER_ERROR"


def test_an_update_is_guarded_by_if_unmodified_since(client: Client, hands: Hands) -> None:
    row_id = contact(client)
    read_at = client.get(f"/sobjects/Contact/{row_id}").headers["last-modified"]
    assert read_at == "Sun, 01 Mar 2026 12:00:00 GMT"
    guard = {"If-Unmodified-Since": read_at}
    path = f"/sobjects/Contact/{row_id}"
    hands.now = hands.now.replace(microsecond=900_000)
    assert client.patch(path, {"Title": "same second"}, guard).status == 204
    hands.forward(1)
    assert client.patch(path, {"Title": "still guarded by the old stamp"}, guard).status == 204
    refused = client.patch(path, {"Title": "late"}, guard)
    assert (refused.status, refused.code) == (412, "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK")
    assert read(client, row_id)["Title"] == "still guarded by the old stamp"
    assert client.patch(path, {"Title": "x"}, {"If-Unmodified-Since": "yesterday"}).status == 400
    assert client.delete(path, guard).status == 204


def test_an_unchanged_row_is_not_sent_again(client: Client, hands: Hands) -> None:
    row_id = contact(client)
    path = f"{BASE}/sobjects/Contact/{row_id}"
    since = {"If-Modified-Since": "Sun, 01 Mar 2026 12:00:00 GMT"}
    assert client.send("GET", path, headers=since).status == 304
    assert client.send("HEAD", path, headers=since).status == 304
    hands.forward()
    client.org.update("Contact", row_id, {"Title": "x"})
    head = client.send("HEAD", path, headers=since)
    assert (head.status, head.body) == (200, b"")


def test_a_block_rule_refuses_a_duplicate_and_an_alert_rule_may_be_overridden(client: Client) -> None:
    first = contact(client, Email="ada@engines.example")
    client.org.settings.duplicate_rules.append(DuplicateRule(action="alert"))
    values = {"LastName": "Other", "Email": "ADA@engines.example"}
    refused = client.post("/sobjects/Contact", values)
    assert (refused.status, refused.code) == (400, "DUPLICATES_DETECTED")
    details = refused.json()[0]["duplicateResut"]
    matches = [match["record"]["Id"] for result in details["matchResults"] for match in result["matchRecords"]]
    assert (details["allowSave"], matches) == (True, [first])
    override = {"Sforce-Duplicate-Rule-Header": "allowSave=true; includeRecordDetails=true"}
    assert client.post("/sobjects/Contact", values, override).status == 201
    client.org.settings.duplicate_rules[:] = [DuplicateRule(action="block")]
    refused = client.post("/sobjects/Contact", values, override)
    assert (refused.code, refused.json()[0]["duplicateResut"]["allowSave"]) == ("DUPLICATES_DETECTED", False)


def test_a_validation_rule_speaks_its_own_words(client: Client) -> None:
    rule = ValidationRule("Contact", lambda row: row["Phone"] is None, "A contact needs a phone.", "Phone")
    client.org.settings.validation_rules.append(rule)
    error = client.post("/sobjects/Contact", {"LastName": "L"}).json()[0]
    assert (error["errorCode"], error["message"], error["fields"]) == (
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "A contact needs a phone.",
        ["Phone"],
    )
    assert client.post("/sobjects/Contact", {"LastName": "L", "Phone": "1"}).status == 201


def test_a_required_field_and_an_inactive_choice_are_the_orgs_to_decide(client: Client) -> None:
    client.org.settings.required_fields.add(("Contact", "Title"))
    assert client.post("/sobjects/Contact", {"LastName": "L"}).json()[0]["fields"] == ["Title"]
    client.org.settings.required_fields.clear()
    row_id = contact(client, LeadSource="Web")
    client.org.settings.inactive_values.add(("Contact", "LeadSource", "Web"))
    assert client.post("/sobjects/Contact", {"LastName": "L", "LeadSource": "Web"}).status == 400
    assert read(client, row_id)["LeadSource"] == "Web"
    assert client.post("/sobjects/Contact", {"LastName": "L", "LeadSource": "A new one"}).status == 201


def test_a_private_row_exists_for_its_owner_only(client: Client) -> None:
    org = client.org
    mine, theirs = contact(client), org.insert("Contact", {"LastName": "Theirs"}, org.colleague.id)
    org.settings.contact_sharing = "private"
    assert [row["Id"] for row in client.records("SELECT Id FROM Contact")] == [mine]
    assert client.get(f"/sobjects/Contact/{theirs}").status == 404
    assert client.patch(f"/sobjects/Contact/{theirs}", {"Title": "x"}).status == 404
    assert client.patch(f"/sobjects/Contact/{mine}", {"OwnerId": org.colleague.id}).status == 204
    assert client.records("SELECT Id FROM Contact", "queryAll") == []
    org.settings.view_all.add(org.user_id)
    assert len(client.records("SELECT Id FROM Contact")) == 2


def test_only_an_active_user_can_own_a_row(client: Client) -> None:
    row_id = contact(client)
    client.org.update("User", client.org.colleague.id, {"IsActive": False})
    reply = client.patch(f"/sobjects/Contact/{row_id}", {"OwnerId": client.org.colleague.id})
    assert reply.code == "INACTIVE_OWNER_OR_USER"


def test_an_account_takes_its_contacts_to_the_recycle_bin_and_back(client: Client, hands: Hands) -> None:
    account = client.org.insert("Account", {"Name": "Engines"})
    inside, before, outside = contact(client, AccountId=account), contact(client, AccountId=account), contact(client)
    client.org.delete("Contact", before)
    hands.forward()
    client.org.delete("Account", account)
    gone = {row["Id"] for row in client.records("SELECT Id FROM Contact WHERE IsDeleted = true", "queryAll")}
    assert gone == {inside, before}
    client.org.undelete("Account", account)
    assert {row["Id"] for row in client.records("SELECT Id FROM Contact")} == {inside, outside}


def test_a_renamed_account_moves_no_contact(client: Client, hands: Hands) -> None:
    account = client.org.insert("Account", {"Name": "Engines"})
    contact(client, AccountId=account)
    hands.forward()
    client.org.update("Account", account, {"Name": "Engines Ltd"})
    assert client.records("SELECT Id FROM Contact WHERE SystemModstamp > 2026-03-01T12:00:00Z") == []
    assert len(client.records("SELECT Id FROM Account WHERE SystemModstamp > 2026-03-01T12:00:00Z")) == 1


def test_updated_and_deleted_tell_what_changed_in_a_window(client: Client, hands: Hands) -> None:
    gone, kept = contact(client), contact(client)
    hands.forward(600)
    client.org.delete("Contact", gone)
    window = "?start=2026-03-01T11:59:00%2B00:00&end=2026-03-01T12:15:00Z"
    assert client.get("/sobjects/Contact/updated" + window).json()["ids"] == [kept]
    deleted = client.get("/sobjects/Contact/deleted" + window).json()["deletedRecords"]
    assert deleted == [{"id": gone, "deletedDate": "2026-03-01T12:10:00.000+0000"}]
    narrow = "?start=2026-03-01T12:00:00Z&end=2026-03-01T12:00:30Z"
    assert client.get("/sobjects/Contact/deleted" + narrow).code == "INVALID_REPLICATION_DATE"


def test_an_upsert_creates_changes_or_tells_that_several_rows_match(client: Client) -> None:
    settings, path = client.org.settings, "/sobjects/Contact/SmartCloudLink__c/a%20b"
    settings.link_field = True
    created = client.patch(path, {"LastName": "Lovelace"})
    assert (created.status, created.json()["created"]) == (201, True)
    row_id = created.json()["id"]
    changed = client.patch(path, {"LastName": "Byron"})
    assert (changed.status, changed.json()) == (200, {"id": row_id, "success": True, "errors": [], "created": False})
    assert (read(client, row_id)["LastName"], read(client, row_id)["SmartCloudLink__c"]) == ("Byron", "a b")
    assert client.get(path).json()["Id"] == row_id
    settings.link_field_unique = False
    twin = contact(client, SmartCloudLink__c="a b")
    several = client.patch(path, {"LastName": "Neither"})
    assert (several.status, several.json()) == (300, [f"{BASE}/sobjects/Contact/{each}" for each in (row_id, twin)])
    assert client.get(path).status == 300
    assert {row["LastName"] for row in client.records("SELECT LastName FROM Contact")} == {"Byron", "Lovelace"}
    assert client.patch("/sobjects/Contact/Email/a", {"LastName": "L"}).status == 404


def test_seeded_contacts_are_valid_different_and_the_same_for_a_seed(hands: Hands) -> None:
    first, second = Org(7, hands), Org(7, hands)
    for org in (first, second):
        populate(org, 400)
    assert first.dump() == second.dump()
    rows, accounts = first.rows("Contact"), first.rows("Account")
    assert (len(rows), len(accounts)) == (400, 20)
    for key in ("Email", "Name"):
        assert len({row[key].lower() for row in rows}) == 400
    assert len({row["Name"] for row in accounts}) == 20
    schema = first.schema("Contact")
    for row in rows:
        given = {key: value for key, value in row.items() if (field := schema.find(key)) and field.has("c")}
        assert read_values(schema, given, "c") == given
        assert row["OwnerId"] == first.user_id
        assert "2025-03-01" <= row["SystemModstamp"] < "2026-03-01T11:00:00"


def test_an_org_is_kept_and_loaded_whole(client: Client, hands: Hands) -> None:
    populate(client.org, 30)
    client.org.settings.hidden_fields.add(("Contact", "Fax"))
    client.org.settings.duplicate_rules.append(DuplicateRule())
    client.org.delete("Contact", client.org.rows("Contact")[0]["Id"])
    client.get("/limits")
    kept = json.loads(json.dumps(client.org.dump()))
    again = Org.load(kept, hands)
    assert again.dump() == client.org.dump()
    new = again.insert("Contact", {"LastName": "After"})
    assert new not in {row["Id"] for row in kept["rows"]["Contact"]}
    assert Client(again).get("/limits").status == 200


def test_a_transaction_that_fails_leaves_rows_and_indexes_as_they_were(client: Client) -> None:
    kept = contact(client, Email="ada@engines.example")
    client.org.settings.validation_rules.append(("Contact", lambda row: row["Title"] == "bad", "No.", None))
    other = contact(client, Email="eve@engines.example")
    with pytest.raises(SandboxError):
        client.org.merge(kept, [other], {"Title": "bad"})
    assert not client.org.row("Contact", other)["IsDeleted"]
    found = client.records("SELECT Id FROM Contact WHERE Email = 'eve@engines.example'")
    assert [row["Id"] for row in found] == [other]
