"""How the simulated Exchange server refuses: HTTP states, SOAP faults, and the schema's frame."""

from __future__ import annotations

import time

import pytest

from desktop.sandbox.exchange.mailbox import Mailbox
from tests.schema import SCHEMA, validate_body
from tests.unit.sandbox.ews_client import EwsClient, Ticking, envelope

GET = (
    "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>"
    '<t:DistinguishedFolderId Id="root"/></m:FolderIds></m:GetFolder>'
)


@pytest.fixture
def client() -> EwsClient:
    return EwsClient(Mailbox(3, Ticking()))


@pytest.mark.parametrize("password", ["", "wrong"])
def test_without_the_right_password_the_server_asks_for_one(client: EwsClient, password: str) -> None:
    reply = client.http(envelope(GET), password)
    assert reply.status == 401
    assert reply.headers["www-authenticate"].startswith("Basic realm=")
    assert reply.body == b""


def test_the_user_may_sign_in_by_any_of_the_names(client: EwsClient) -> None:
    mailbox = client.mailbox
    for name in (mailbox.username, mailbox.username.upper(), mailbox.email, mailbox.username.partition("\\")[2]):
        assert mailbox.admits(name, mailbox.password)
    assert not mailbox.admits("somebody", mailbox.password)


def test_the_address_is_found_in_any_case_and_nothing_else_is(client: EwsClient) -> None:
    assert client.http(envelope(GET), path="/ews/exchange.asmx").status == 200
    assert client.http(b"", method="GET").status == 200
    assert client.http(envelope(GET), path="/autodiscover/autodiscover.svc").status == 404


def test_each_request_tells_its_operation(client: EwsClient) -> None:
    assert client.http(envelope(GET)).state == {"operation": "GetFolder", "api_calls": 0}


def test_the_server_tells_its_version(client: EwsClient) -> None:
    info = client.call(GET).root.find(".//{*}ServerVersionInfo")
    assert info is not None
    assert (info.get("MajorVersion"), info.get("MinorVersion")) == ("15", "2")


@pytest.mark.parametrize("body", [b"", b"no xml", b"<a/>", b'<!DOCTYPE a [<!ENTITY x "y">]>' + envelope(GET)[38:]])
def test_what_is_no_soap_is_a_bad_request(client: EwsClient, body: bytes) -> None:
    assert client.http(body).status == 400


@pytest.mark.parametrize(
    "request_xml",
    [
        "<m:MakeCoffee/>",
        GET.replace("IdOnly", "Everything"),
        GET.replace("FolderShape", "ItemShape"),
        GET.replace("<m:FolderIds>", "<m:FolderIds><m:Nonsense/>"),
        GET.replace("m:GetFolder", "t:GetFolder"),
        '<m:DeleteItem><m:ItemIds><t:ItemId Id="x"/></m:ItemIds></m:DeleteItem>',
        '<m:DeleteItem DeleteType="Shred"><m:ItemIds><t:ItemId Id="x"/></m:ItemIds></m:DeleteItem>',
        "<m:CreateItem><m:Items><t:Contact><t:Surname>B</t:Surname><t:GivenName>A</t:GivenName></t:Contact></m:Items></m:CreateItem>",
        "<m:CreateItem><m:Items><t:Contact><t:ShoeSize>9</t:ShoeSize></t:Contact></m:Items></m:CreateItem>",
        "<m:CreateItem><m:Items><t:Contact><t:Birthday>soon</t:Birthday></t:Contact></m:Items></m:CreateItem>",
        "<m:CreateItem><m:Items><t:Contact><t:PhoneNumbers>"
        '<t:Entry Key="Yacht">1</t:Entry></t:PhoneNumbers></t:Contact></m:Items></m:CreateItem>',
        GET.replace(
            "</t:BaseShape>",
            '</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="shoe:Size"/></t:AdditionalProperties>',
        ),
    ],
)
def test_what_the_schema_forbids_is_a_fault(client: EwsClient, request_xml: str) -> None:
    if SCHEMA.exists():
        assert validate_body(envelope(request_xml))
    reply = client.call(request_xml, valid=False)
    assert (reply.status, reply.codes) == (500, ["ErrorSchemaValidation"])
    assert reply.root.findtext(".//{*}Fault/faultcode") == "a:ErrorSchemaValidation"
    assert reply.texts("Violation")


def test_an_unknown_server_version_is_a_fault(client: EwsClient) -> None:
    reply = client.http(envelope(GET).replace(b"Exchange2016", b"Exchange1997"))
    assert (reply.status, reply.codes) == (500, ["ErrorInvalidServerVersion"])


def test_another_persons_mailbox_is_not_here(client: EwsClient) -> None:
    other = GET.replace(
        'Id="root"/>',
        'Id="root"><t:Mailbox><t:EmailAddress>x@y.example</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>',
    )
    assert client.call(other).codes == ["ErrorNonExistentMailbox"]
    own = other.replace("x@y.example", client.mailbox.email)
    assert client.call(own).codes == ["NoError"]


def test_the_judge_finds_what_is_wrong() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema folder is not beside the repository")
    assert validate_body(envelope(GET)) == []
    assert validate_body(envelope(GET.replace("IdOnly", "Everything")))
    assert validate_body(b"<a/>")


def test_fifty_thousand_contacts_are_no_burden(client: EwsClient) -> None:
    mailbox = client.mailbox
    folder = mailbox.folders.distinguished("contacts")
    for number in range(50_000):
        mailbox.items.create(
            folder, "IPM.Contact", {"contacts:GivenName": f"n{number}", "ext:a/LinkId:String": str(number)}
        )
    begun = time.process_time()
    state = client.sync().root.findtext(".//{*}SyncState") or ""
    client.sync(state)
    restriction = (
        '<t:IsEqualTo><t:FieldURI FieldURI="contacts:GivenName"/><t:FieldURIOrConstant><t:Constant Value="N41999"/>'
        "</t:FieldURIOrConstant></t:IsEqualTo>"
    )
    assert len(client.find(restriction).ids()) == 1
    assert time.process_time() - begun < 5
