"""Items in the simulated mailbox: what is written comes back, under the rules that Exchange has for writing."""

from __future__ import annotations

import json

import pytest

from desktop.sandbox.exchange.mailbox import Mailbox
from tests.unit.sandbox.ews_client import LINK, EwsClient, T, Ticking, set_field, unset


@pytest.fixture
def client() -> EwsClient:
    return EwsClient(Mailbox(3, Ticking()))


FULL = """
<t:Sensitivity>Private</t:Sensitivity><t:Body BodyType="Text">first
second</t:Body><t:Categories><t:String>Salesforce</t:String><t:String>VIP</t:String></t:Categories>
<t:Importance>High</t:Importance><t:FileAs>Lovelace (Ada)</t:FileAs><t:DisplayName>Ada Lovelace</t:DisplayName>
<t:GivenName>Ada</t:GivenName><t:Initials>A.L.</t:Initials><t:MiddleName>King</t:MiddleName>
<t:Nickname>Addie</t:Nickname><t:CompanyName>Engines</t:CompanyName>
<t:EmailAddresses><t:Entry Key="EmailAddress1">ada@e.example</t:Entry><t:Entry Key="EmailAddress3">l@e.example</t:Entry>
</t:EmailAddresses><t:PhysicalAddresses><t:Entry Key="Business"><t:Street>1 St
Floor 2</t:Street><t:City>London</t:City><t:State>LDN</t:State><t:CountryOrRegion>UK</t:CountryOrRegion>
<t:PostalCode>W1</t:PostalCode></t:Entry><t:Entry Key="Home"><t:City>Ockham</t:City></t:Entry></t:PhysicalAddresses>
<t:PhoneNumbers><t:Entry Key="AssistantPhone">1</t:Entry><t:Entry Key="MobilePhone">2</t:Entry>
<t:Entry Key="TtyTddPhone">3</t:Entry></t:PhoneNumbers><t:AssistantName>Babbage</t:AssistantName>
<t:Birthday>1990-01-01T12:59:00+01:00</t:Birthday><t:BusinessHomePage>http://e.example/</t:BusinessHomePage>
<t:Children><t:String>Byron</t:String></t:Children><t:Companies><t:String>Engines</t:String></t:Companies>
<t:Department>Numbers</t:Department><t:Generation>II</t:Generation>
<t:ImAddresses><t:Entry Key="ImAddress1">im:ada</t:Entry></t:ImAddresses><t:JobTitle>Analyst</t:JobTitle>
<t:Manager>Somerville</t:Manager><t:Mileage>7</t:Mileage><t:OfficeLocation>R1</t:OfficeLocation>
<t:PostalAddressIndex>Business</t:PostalAddressIndex><t:Profession>Mathematician</t:Profession>
<t:SpouseName>William</t:SpouseName><t:Surname>Lovelace</t:Surname>
<t:WeddingAnniversary>2015-07-08T11:59:00Z</t:WeddingAnniversary>
"""


SINGLE = {
    "Sensitivity": "Private",
    "Body": "first\r\nsecond",
    "Importance": "High",
    "FileAs": "Lovelace (Ada)",
    "DisplayName": "Ada Lovelace",
    "Subject": "Ada Lovelace",
    "Nickname": "Addie",
    "Birthday": "1990-01-01T11:59:00Z",
    "BusinessHomePage": "http://e.example/",
    "PostalAddressIndex": "Business",
    "SpouseName": "William",
    "WeddingAnniversary": "2015-07-08T11:59:00Z",
    "ItemClass": "IPM.Contact",
    "DateTimeCreated": "2026-05-04T08:00:00Z",
    "FileAsMapping": "None",
    "HasPicture": "false",
}


def test_every_field_of_a_contact_comes_back(client: EwsClient) -> None:
    item_id, _ = client.create(FULL)
    contact = client.get(item_id).root.find(f".//{T}Contact")
    assert contact is not None
    found = {child.tag[len(T) :]: child for child in contact}
    single = {name: element.text for name, element in found.items() if not len(element)}
    assert {name: single.get(name) for name in SINGLE} == SINGLE
    assert [e.text for e in found["Categories"]] == ["Salesforce", "VIP"]
    assert [(e.get("Key"), e.text) for e in found["PhoneNumbers"]] == [
        ("AssistantPhone", "1"),
        ("MobilePhone", "2"),
        ("TtyTddPhone", "3"),
    ]
    assert [(e.get("Key"), e.text) for e in found["EmailAddresses"]] == [
        ("EmailAddress1", "ada@e.example"),
        ("EmailAddress3", "l@e.example"),
    ]
    assert [[part.text for part in entry] for entry in found["PhysicalAddresses"]] == [
        ["1 St\r\nFloor 2", "London", "LDN", "UK", "W1"],
        ["Ockham"],
    ]
    name = {part.tag[len(T) :]: part.text for part in found["CompleteName"]}
    assert (name["FirstName"], name["MiddleName"], name["LastName"], name["Suffix"]) == (
        "Ada",
        "King",
        "Lovelace",
        "II",
    )


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ("LastCommaFirst", "Lovelace, Ada King"),
        ("FirstSpaceLast", "Ada King Lovelace II"),
        ("Company", "Engines"),
        ("LastCommaFirstCompany", "Lovelace, Ada King\r\nEngines"),
        ("LastSpaceFirst", "Lovelace Ada King"),
        ("LastName", "Lovelace"),
        ("FirstName", "Ada"),
    ],
)
def test_file_as_follows_its_mapping(client: EwsClient, mapping: str, expected: str) -> None:
    item_id, _ = client.create(
        f"<t:FileAsMapping>{mapping}</t:FileAsMapping><t:GivenName>Ada</t:GivenName><t:MiddleName>King</t:MiddleName>"
        "<t:CompanyName>Engines</t:CompanyName><t:Generation>II</t:Generation><t:Surname>Lovelace</t:Surname>"
    )
    assert client.get(item_id).texts("FileAs") == [expected]


def test_names_are_worked_out_when_not_given(client: EwsClient) -> None:
    item = client.create("<t:GivenName>Ada</t:GivenName><t:Surname>King</t:Surname>")
    client.update(item, set_field("contacts:Surname", "<t:Surname>Lovelace</t:Surname>"))
    reply = client.get(item[0])
    assert (reply.texts("DisplayName"), reply.texts("Subject"), reply.texts("FileAs")) == (
        ["Ada Lovelace"],
        ["Ada Lovelace"],
        ["Lovelace, Ada"],
    )


def test_indexed_fields_are_set_and_deleted_one_by_one(client: EwsClient) -> None:
    item = client.create(FULL)
    entry = '<t:PhoneNumbers><t:Entry Key="Pager">9</t:Entry></t:PhoneNumbers>'
    street = '<t:PhysicalAddresses><t:Entry Key="Home"><t:Street>High St</t:Street></t:Entry></t:PhysicalAddresses>'
    changes = (
        set_field("contacts:PhoneNumber/Pager", entry)
        + unset("contacts:PhoneNumber/MobilePhone")
        + set_field("contacts:PhysicalAddress:Street/Home", street)
        + unset("contacts:PhysicalAddress:City/Home")
        + unset("contacts:EmailAddress/EmailAddress3")
    )
    assert client.update(item, changes).codes == ["NoError"]
    reply = client.get(item[0])
    phones = reply.root.find(f".//{T}PhoneNumbers")
    assert phones is not None
    assert [(e.get("Key"), e.text) for e in phones] == [("AssistantPhone", "1"), ("Pager", "9"), ("TtyTddPhone", "3")]
    assert reply.texts("Street") == ["1 St\r\nFloor 2", "High St"]
    assert reply.texts("City") == ["London"]


def test_a_shape_gives_what_was_asked_and_no_more(client: EwsClient) -> None:
    item_id, _ = client.create(FULL)
    more = (
        '<t:IndexedFieldURI FieldURI="contacts:PhoneNumber" FieldIndex="MobilePhone"/>'
        '<t:IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Home"/>'
        '<t:FieldURI FieldURI="contacts:Surname"/>'
    )
    contact = client.get(item_id, "IdOnly", more).root.find(f".//{T}Contact")
    assert contact is not None
    assert [child.tag[len(T) :] for child in contact] == ["ItemId", "PhysicalAddresses", "PhoneNumbers", "Surname"]
    assert [e.get("Key") for e in contact.iter(f"{T}Entry")] == ["Home", "MobilePhone"]


def test_a_body_is_told_in_the_asked_format(client: EwsClient) -> None:
    text, _ = client.create('<t:Body BodyType="Text">a &lt; b\nnext  line</t:Body>')
    html, _ = client.create(
        '<t:Body BodyType="HTML">&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two &amp;amp; three&lt;/p&gt;</t:Body>'
    )
    assert client.get(text).texts("Body") == ["a < b\r\nnext  line"]
    assert "a &lt; b<br>\r\nnext&nbsp; line" in client.get(text, body="HTML").texts("Body")[0]
    assert client.get(html, body="Text").texts("Body") == ["one\r\ntwo & three"]
    stored = client.get(html, "IdOnly", '<t:FieldURI FieldURI="item:Body"/>').root.find(f".//{T}Body")
    assert stored is not None
    assert stored.get("BodyType") == "HTML"
    assert client.get(html, "IdOnly", '<t:FieldURI FieldURI="item:TextBody"/>').texts("TextBody") == [
        "one\r\ntwo & three"
    ]


def test_an_empty_element_clears_its_field(client: EwsClient) -> None:
    item = client.create("<t:GivenName>Ada</t:GivenName><t:JobTitle>Analyst</t:JobTitle>")
    client.update(item, set_field("contacts:JobTitle", "<t:JobTitle/>"))
    assert client.get(item[0]).texts("JobTitle") == []


def test_extended_properties_come_back_under_the_asked_path(client: EwsClient) -> None:
    numbers = (
        '<t:ExtendedFieldURI PropertySetId="6F1A0B1C-2D3E-4F50-8A61-7B8C9D0E1F23" PropertyId="5" '
        'PropertyType="IntegerArray"/>'
    )
    item_id, _ = client.create(
        f"<t:ExtendedProperty>{LINK}<t:Value>pair-1</t:Value></t:ExtendedProperty><t:ExtendedProperty>{numbers}"
        "<t:Values><t:Value>1</t:Value><t:Value>2</t:Value></t:Values></t:ExtendedProperty>"
    )
    reply = client.get(item_id, "IdOnly", LINK.replace("6f1a", "6F1A") + numbers)
    assert reply.texts("Value") == ["pair-1", "1", "2"]
    paths = [dict(element.attrib) for element in reply.root.iter(f"{T}ExtendedFieldURI")]
    assert paths[0]["PropertySetId"].startswith("6F1A")
    assert client.get(item_id).texts("Value") == []


def test_a_property_tag_is_another_name_for_a_field(client: EwsClient) -> None:
    fax = '<t:ExtendedFieldURI PropertyTag="0x3a24" PropertyType="String"/>'
    item = client.create(f"<t:ExtendedProperty>{fax}<t:Value>77</t:Value></t:ExtendedProperty>")
    entry = client.get(item[0]).root.find(f".//{T}PhoneNumbers/{T}Entry")
    assert entry is not None
    assert (entry.get("Key"), entry.text) == ("BusinessFax", "77")
    assert client.get(item[0], "IdOnly", fax).texts("Value") == ["77"]


def test_every_write_gives_a_new_change_key_and_keeps_the_id(client: EwsClient) -> None:
    item = client.create("<t:GivenName>Ada</t:GivenName>")
    reply = client.update(item, set_field("contacts:GivenName", "<t:GivenName>Ada</t:GivenName>"))
    assert reply.ids()[0][0] == item[0]
    assert reply.ids()[0][1] != item[1]
    assert client.get(item[0]).ids()[0] == reply.ids()[0]


def test_an_older_version_is_refused_merged_or_overwritten_as_asked(client: EwsClient) -> None:
    item = client.create("<t:GivenName>Ada</t:GivenName>")
    client.update(item, set_field("contacts:Surname", "<t:Surname>King</t:Surname>"))
    name = set_field("contacts:GivenName", "<t:GivenName>Augusta</t:GivenName>")
    surname = set_field("contacts:Surname", "<t:Surname>Byron</t:Surname>")
    assert client.update(item, name).codes == ["ErrorIrresolvableConflict"]
    assert client.update(item, surname, "AutoResolve").codes == ["ErrorIrresolvableConflict"]
    assert client.update(item, name, "AutoResolve").codes == ["NoError"]
    assert client.update(item, surname, "AlwaysOverwrite").codes == ["NoError"]
    reply = client.get(item[0])
    assert (reply.texts("GivenName"), reply.texts("Surname")) == (["Augusta"], ["Byron"])


def test_a_change_key_must_be_there_and_be_one(client: EwsClient) -> None:
    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>")
    name = set_field("contacts:GivenName", "<t:GivenName>Augusta</t:GivenName>")
    assert client.update((item_id, ""), name).codes == ["ErrorChangeKeyRequiredForWriteOperations"]
    assert client.update((item_id, "AAAA"), name).codes == ["ErrorInvalidChangeKey"]
    assert client.update((item_id, ""), name, "AlwaysOverwrite").codes == ["NoError"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (set_field("contacts:HasPicture", "<t:HasPicture>true</t:HasPicture>"), "ErrorInvalidPropertySet"),
        (
            set_field("item:DateTimeCreated", "<t:DateTimeCreated>2020-01-01T00:00:00Z</t:DateTimeCreated>"),
            "ErrorInvalidPropertySet",
        ),
        (unset("contacts:CompleteName"), "ErrorInvalidPropertyDelete"),
        (
            set_field("contacts:Surname", "<t:GivenName>A</t:GivenName><t:Surname>B</t:Surname>"),
            "ErrorIncorrectUpdatePropertyCount",
        ),
        (
            set_field("contacts:PhoneNumber/Pager", '<t:PhoneNumbers><t:Entry Key="Pager"/></t:PhoneNumbers>'),
            "ErrorIncorrectUpdatePropertyCount",
        ),
        (set_field("contacts:Surname", "<t:GivenName>A</t:GivenName>"), "ErrorUpdatePropertyMismatch"),
        (
            set_field("contacts:PhoneNumbers", '<t:PhoneNumbers><t:Entry Key="Pager">1</t:Entry></t:PhoneNumbers>'),
            "ErrorInvalidPropertySet",
        ),
        (
            set_field("contacts:Surname", "<t:Surname>x</t:Surname>").replace("SetItem", "AppendToItem"),
            "ErrorInvalidPropertyAppend",
        ),
    ],
)
def test_an_impossible_change_is_refused_with_its_code(client: EwsClient, change: str, code: str) -> None:
    item = client.create("<t:GivenName>Ada</t:GivenName>")
    assert client.update(item, change).codes == [code]
    assert client.get(item[0]).ids()[0] == item


def test_a_body_can_be_appended_to(client: EwsClient) -> None:
    item = client.create('<t:Body BodyType="Text">one</t:Body>')
    body = set_field("item:Body", '<t:Body BodyType="Text"> two</t:Body>').replace("SetItem", "AppendToItem")
    assert client.update(item, body).codes == ["NoError"]
    assert client.get(item[0]).texts("Body") == ["one two"]


def test_one_bad_item_does_not_stop_the_others(client: EwsClient) -> None:
    good = client.create("<t:GivenName>Ada</t:GivenName>")
    gone = client.create("<t:GivenName>Bob</t:GivenName>")
    client.delete(gone[0], "HardDelete")
    ids = "".join(f'<t:ItemId Id="{item_id}"/>' for item_id in (gone[0], good[0], "nonsense"))
    reply = client.call(
        "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
        f"<m:ItemIds>{ids}</m:ItemIds></m:GetItem>"
    )
    assert reply.codes == ["ErrorItemNotFound", "NoError", "ErrorInvalidIdMalformed"]
    assert [e.get("ResponseClass") for e in reply.root.iter("{*}GetItemResponseMessage")] == [
        "Error",
        "Success",
        "Error",
    ]


def test_ids_differ_by_case_alone(client: EwsClient) -> None:
    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>")
    assert client.get(item_id.swapcase()).codes != ["NoError"]


def test_a_move_gives_a_new_id_and_keeps_everything_else(client: EwsClient) -> None:
    item_id, _ = client.create(FULL)
    reply = client.move(item_id, '<t:DistinguishedFolderId Id="deleteditems"/>')
    new_id = reply.ids()[0][0]
    assert new_id != item_id
    assert client.get(item_id).codes == ["ErrorItemNotFound"]
    assert client.get(new_id).texts("JobTitle") == ["Analyst"]


def test_a_copy_has_the_extended_properties_too(client: EwsClient) -> None:
    item_id, _ = client.create(f"<t:ExtendedProperty>{LINK}<t:Value>pair-1</t:Value></t:ExtendedProperty>")
    copy = client.move(item_id, '<t:DistinguishedFolderId Id="contacts"/>', "CopyItem").ids()[0][0]
    assert copy != item_id
    assert (
        client.get(copy, "IdOnly", LINK).texts("Value")
        == client.get(item_id, "IdOnly", LINK).texts("Value")
        == ["pair-1"]
    )


@pytest.mark.parametrize(
    ("how", "folder"),
    [("MoveToDeletedItems", "deleteditems"), ("SoftDelete", "recoverableitemsdeletions"), ("HardDelete", "")],
)
def test_a_deleted_item_ends_where_the_way_of_deleting_says(client: EwsClient, how: str, folder: str) -> None:
    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>")
    client.delete(item_id, how)
    assert client.get(item_id).codes == ["ErrorItemNotFound"]
    bins = {
        name: [
            item.text("contacts:GivenName")
            for item in client.mailbox.items.within(client.mailbox.folders.distinguished(name))
        ]
        for name in ("deleteditems", "recoverableitemsdeletions")
    }
    assert {name for name, found in bins.items() if found} == ({folder} if folder else set())


def test_contacts_are_made_only_in_contacts_folders_the_mailbox_may_write(client: EwsClient) -> None:
    request = (
        '<m:CreateItem><m:SavedItemFolderId><t:DistinguishedFolderId Id="{}"/></m:SavedItemFolderId>'
        "<m:Items><t:Contact/></m:Items></m:CreateItem>"
    )
    assert client.call(request.format("inbox")).codes == ["ErrorCannotCreateContactInNonContactFolder"]
    client.mailbox.folders.distinguished("contacts").read_only = True
    assert client.call(request.format("contacts")).codes == ["ErrorAccessDenied"]


def test_a_message_needs_a_disposition(client: EwsClient) -> None:
    request = "<m:CreateItem{}><m:Items><t:Message><t:Subject>x</t:Subject></t:Message></m:Items></m:CreateItem>"
    assert client.call(request.format("")).codes == ["ErrorMessageDispositionRequired"]


def test_the_mailbox_survives_a_dump(client: EwsClient) -> None:
    item = client.create(FULL)
    state = client.sync().root.findtext(".//{*}SyncState") or ""
    loaded = EwsClient(Mailbox.load(json.loads(json.dumps(client.mailbox.dump())), Ticking()))
    assert loaded.mailbox.dump() == client.mailbox.dump()
    assert loaded.get(item[0]).body == client.get(item[0]).body
    assert loaded.sync(state).codes == ["NoError"]
    assert loaded.create("<t:GivenName>New</t:GivenName>") == client.create("<t:GivenName>New</t:GivenName>")


def test_the_same_seed_gives_the_same_mailbox() -> None:
    first, second, other = Mailbox(5, Ticking()), Mailbox(5, Ticking()), Mailbox(6, Ticking())
    assert first.dump() == second.dump()
    assert (first.username, first.password) == (second.username, second.password)
    assert first.password != other.password
