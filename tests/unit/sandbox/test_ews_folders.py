"""Folders and user configurations of the simulated mailbox."""

from __future__ import annotations

import base64

import pytest

from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.seed import populate
from tests.unit.sandbox.ews_client import LINK, EwsClient, Reply, Ticking

CONTACTS = '<t:DistinguishedFolderId Id="contacts"/>'
ALL = "<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>"


@pytest.fixture
def client() -> EwsClient:
    return EwsClient(Mailbox(3, Ticking()))


def create(client: EwsClient, name: str, kind: str = "ContactsFolder", parent: str = CONTACTS, more: str = "") -> Reply:
    return client.call(
        f"<m:CreateFolder><m:ParentFolderId>{parent}</m:ParentFolderId><m:Folders><t:{kind}>"
        f"<t:DisplayName>{name}</t:DisplayName>{more}</t:{kind}></m:Folders></m:CreateFolder>"
    )


def made(client: EwsClient, name: str) -> str:
    return f'<t:FolderId Id="{create(client, name).ids("FolderId")[0][0]}"/>'


def get(client: EwsClient, folder: str, more: str = "") -> Reply:
    extra = f"<t:AdditionalProperties>{more}</t:AdditionalProperties>" if more else ""
    return client.call(
        f"<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape>{extra}</m:FolderShape>"
        f"<m:FolderIds>{folder}</m:FolderIds></m:GetFolder>"
    )


def find(client: EwsClient, traversal: str = "Shallow", restriction: str = "", parent: str = CONTACTS) -> list[str]:
    where = f"<m:Restriction>{restriction}</m:Restriction>" if restriction else ""
    reply = client.call(
        f'<m:FindFolder Traversal="{traversal}">{ALL}{where}'
        f"<m:ParentFolderIds>{parent}</m:ParentFolderIds></m:FindFolder>"
    )
    return reply.texts("DisplayName")


def test_the_distinguished_folders_are_there(client: EwsClient) -> None:
    names = "root msgfolderroot contacts calendar tasks inbox sentitems drafts outbox deleteditems notes".split()
    reply = get(client, "".join(f'<t:DistinguishedFolderId Id="{name}"/>' for name in names))
    assert reply.codes == ["NoError"] * len(names)
    assert reply.texts("DistinguishedFolderId") == names
    assert get(client, '<t:DistinguishedFolderId Id="publicfoldersroot"/>').codes == ["ErrorFolderNotFound"]


def test_a_made_folder_is_found_and_counted(client: EwsClient) -> None:
    folder = made(client, "Salesforce Contacts")
    assert find(client) == ["Recipient Cache", "Salesforce Contacts"]
    client.create("<t:GivenName>Ada</t:GivenName>", folder)
    reply = get(client, folder)
    assert (reply.texts("FolderClass"), reply.texts("TotalCount")) == (["IPF.Contact"], ["1"])
    assert get(client, CONTACTS).texts("ChildFolderCount") == ["2"]
    assert "Salesforce Contacts" in find(client, "Deep", parent='<t:DistinguishedFolderId Id="msgfolderroot"/>')


def test_folders_are_found_by_restriction(client: EwsClient) -> None:
    made(client, "Mine")
    wanted = (
        '<t:IsEqualTo><t:FieldURI FieldURI="folder:DisplayName"/>'
        '<t:FieldURIOrConstant><t:Constant Value="mine"/></t:FieldURIOrConstant></t:IsEqualTo>'
    )
    assert find(client, restriction=wanted) == ["Mine"]


def test_two_siblings_cannot_have_one_name(client: EwsClient) -> None:
    made(client, "Mine")
    assert create(client, "mine").codes == ["ErrorFolderExists"]
    assert create(client, "Mine", parent='<t:DistinguishedFolderId Id="inbox"/>').codes == ["NoError"]


def test_a_folder_needs_a_parent_that_is_there_and_a_class_that_fits(client: EwsClient) -> None:
    gone = made(client, "Gone")
    client.call(f'<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>{gone}</m:FolderIds></m:DeleteFolder>')
    assert create(client, "Mine", parent=gone).codes == ["ErrorParentFolderNotFound"]
    wrong = (
        "<m:CreateFolder><m:ParentFolderId>{}</m:ParentFolderId>"
        "<m:Folders><t:ContactsFolder>{}</t:ContactsFolder></m:Folders></m:CreateFolder>"
    )
    inside = "<t:FolderClass>IPF.Task</t:FolderClass><t:DisplayName>x</t:DisplayName>"
    assert client.call(wrong.format(CONTACTS, inside)).codes == ["ErrorNoFolderClassOverride"]


def test_a_folder_is_renamed_and_keeps_its_id(client: EwsClient) -> None:
    folder = made(client, "Mine")
    value = f"<t:ExtendedProperty>{LINK}<t:Value>v</t:Value></t:ExtendedProperty>"
    reply = client.call(
        f"<m:UpdateFolder><m:FolderChanges><t:FolderChange>{folder}<t:Updates>"
        '<t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/>'
        "<t:ContactsFolder><t:DisplayName>Yours</t:DisplayName></t:ContactsFolder></t:SetFolderField>"
        f"<t:SetFolderField>{LINK}<t:ContactsFolder>{value}</t:ContactsFolder></t:SetFolderField>"
        "</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>"
    )
    assert reply.codes == ["NoError"]
    after = get(client, folder, LINK)
    assert (after.texts("DisplayName"), after.texts("Value")) == (["Yours"], ["v"])


def test_a_deleted_folder_goes_to_deleted_items_with_its_items(client: EwsClient) -> None:
    folder = made(client, "Mine")
    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>", folder)
    client.call(f'<m:DeleteFolder DeleteType="MoveToDeletedItems"><m:FolderIds>{folder}</m:FolderIds></m:DeleteFolder>')
    assert find(client) == ["Recipient Cache"]
    assert find(client, parent='<t:DistinguishedFolderId Id="deleteditems"/>') == ["Mine"]
    assert client.get(item_id).codes == ["NoError"]
    client.call(f'<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>{folder}</m:FolderIds></m:DeleteFolder>')
    assert get(client, folder).codes == ["ErrorFolderNotFound"]
    assert client.get(item_id).codes == ["ErrorItemNotFound"]


def test_a_distinguished_folder_cannot_be_deleted(client: EwsClient) -> None:
    reply = client.call(
        f'<m:DeleteFolder DeleteType="SoftDelete"><m:FolderIds>{CONTACTS}</m:FolderIds></m:DeleteFolder>'
    )
    assert reply.codes == ["ErrorDeleteDistinguishedFolder"]


def test_an_emptied_folder_leaves_its_items_in_deleted_items(client: EwsClient) -> None:
    client.create("<t:GivenName>Ada</t:GivenName>")
    reply = client.call(
        '<m:EmptyFolder DeleteType="MoveToDeletedItems" DeleteSubFolders="false">'
        f"<m:FolderIds>{CONTACTS}</m:FolderIds></m:EmptyFolder>"
    )
    assert reply.codes == ["NoError"]
    assert get(client, CONTACTS + '<t:DistinguishedFolderId Id="deleteditems"/>').texts("TotalCount") == ["0", "1"]


def test_ids_of_items_and_folders_are_not_mixed_up(client: EwsClient) -> None:
    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>")
    folder_id = client.mailbox.folders.distinguished("contacts").id
    assert client.get(folder_id).codes == ["ErrorCannotUseFolderIdForItemId"]
    assert get(client, f'<t:FolderId Id="{item_id}"/>').codes == ["ErrorCannotUseItemIdForFolderId"]


def test_ids_are_converted_there_and_back(client: EwsClient) -> None:
    def convert(text: str, source: str, target: str) -> Reply:
        return client.call(
            f'<m:ConvertId DestinationFormat="{target}"><m:SourceIds><t:AlternateId Format="{source}" Id="{text}" '
            'Mailbox="a@b.example"/></m:SourceIds></m:ConvertId>'
        )

    item_id, _ = client.create("<t:GivenName>Ada</t:GivenName>")
    for form in ("HexEntryId", "EntryId", "StoreId", "OwaId"):
        other = str(next(convert(item_id, "EwsId", form).root.iter("{*}AlternateId")).get("Id"))
        assert next(convert(other, form, "EwsId").root.iter("{*}AlternateId")).get("Id") == item_id
    assert convert("DUMMY", "EwsId", "EntryId").codes == ["ErrorInvalidIdMalformed"]


def test_the_server_knows_time_zones(client: EwsClient) -> None:
    one = client.call(
        '<m:GetServerTimeZones ReturnFullTimeZoneData="true"><m:Ids><t:Id>W. Europe Standard Time</t:Id></m:Ids>'
        "</m:GetServerTimeZones>"
    )
    assert [element.get("Id") for element in one.root.iter("{*}TimeZoneDefinition")] == ["W. Europe Standard Time"]
    every = client.call('<m:GetServerTimeZones ReturnFullTimeZoneData="true"/>')
    assert len(list(every.root.iter("{*}TimeZoneDefinition"))) > 10


CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>'


def configuration(client: EwsClient, operation: str, name: str, inside: str = "") -> Reply:
    if operation in ("Get", "Delete"):
        asked = "<m:UserConfigurationProperties>All</m:UserConfigurationProperties>" if operation == "Get" else ""
        naming = f'<m:UserConfigurationName Name="{name}">{CALENDAR}</m:UserConfigurationName>{asked}'
    else:
        naming = (
            f'<m:UserConfiguration><t:UserConfigurationName Name="{name}">{CALENDAR}</t:UserConfigurationName>'
            f"{inside}</m:UserConfiguration>"
        )
    return client.call(f"<m:{operation}UserConfiguration>{naming}</m:{operation}UserConfiguration>")


def test_the_category_list_lies_where_outlook_keeps_it(client: EwsClient) -> None:
    first = base64.b64decode(configuration(client, "Get", "CategoryList").texts("XmlData")[0])
    assert first.startswith(b'<?xml version="1.0"?>')
    assert b'name="Red category" color="0"' in first
    changed = first.replace(b"</categories>", b'<category name="Salesforce" color="7"/></categories>')
    text = base64.b64encode(changed).decode()
    assert configuration(client, "Update", "CategoryList", f"<t:XmlData>{text}</t:XmlData>").codes == ["NoError"]
    assert configuration(client, "Get", "CategoryList").texts("XmlData") == [text]


def test_a_configuration_is_made_changed_and_deleted(client: EwsClient) -> None:
    entry = (
        "<t:Dictionary><t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>k</t:Value>"
        '</t:DictionaryKey><t:DictionaryValue xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'
        "</t:DictionaryEntry></t:Dictionary>"
    )
    assert configuration(client, "Get", "Own").codes == ["ErrorItemNotFound"]
    assert configuration(client, "Create", "Own", entry).codes == ["NoError"]
    assert configuration(client, "Create", "Own", entry).codes == ["ErrorItemSave"]
    assert configuration(client, "Update", "Own", "<t:BinaryData>eA==</t:BinaryData>").codes == ["NoError"]
    reply = configuration(client, "Get", "Own")
    assert (reply.texts("Value"), reply.texts("BinaryData")) == (["k"], ["eA=="])
    client.mailbox.settings.wrapped_configuration = True
    assert configuration(client, "Get", "Own").texts("BinaryData") == ["eA=="]
    assert configuration(client, "Delete", "Own").codes == ["NoError"]
    assert configuration(client, "Get", "Own").codes == ["ErrorItemNotFound"]


def test_a_fresh_mailbox_holds_personal_contacts_only() -> None:
    first, second = Mailbox(4, Ticking()), Mailbox(4, Ticking())
    populate(first)
    populate(second)
    items = list(first.items.within(first.folders.distinguished("contacts")))
    assert len(items) == 24
    for item in items:
        assert item.text("contacts:EmailAddress/EmailAddress1").endswith((".example",))
        assert item.text("contacts:EmailAddress/EmailAddress1").rpartition("@")[2] in (
            "family.example",
            "friends.example",
        )
        assert "Salesforce" not in item.properties.get("item:Categories", [])
        assert item.text("contacts:PhoneNumber/HomePhone")
    assert first.dump() == second.dump()
    assert EwsClient(first).find(shape="AllProperties").codes == ["NoError"]
