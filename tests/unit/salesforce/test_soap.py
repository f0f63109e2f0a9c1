"""The one message of the SOAP API, and its answers in the words of the REST API."""

from __future__ import annotations

import pytest

from desktop.salesforce import soap

ANSWER = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
<s:Body>{}</s:Body></s:Envelope>"""


def test_the_message_holds_the_token_and_every_id() -> None:
    message = soap.undelete("00D!a&b", ["0031", "0032"]).decode()
    assert "<sessionId>00D!a&amp;b</sessionId>" in message
    assert message.index("<ids>0031</ids>") < message.index("<ids>0032</ids>")


def test_results_read_as_those_of_the_rest_api() -> None:
    results = (
        "<undeleteResponse><result><id>0031</id><success>true</success></result><result><errors>"
        "<fields>Email</fields><message>Not there</message><statusCode>UNDELETE_FAILED</statusCode></errors>"
        "<success>false</success></result></undeleteResponse>"
    )
    assert soap.results(ANSWER.format(results).encode()) == [
        {"id": "0031", "success": True, "errors": []},
        {
            "id": "",
            "success": False,
            "errors": [{"statusCode": "UNDELETE_FAILED", "message": "Not there", "fields": ["Email"]}],
        },
    ]


def test_a_refused_message_is_a_fault_with_its_code() -> None:
    code = "API_DISABLED_FOR_ORG"
    fault = f"<s:Fault><faultcode>sf:{code}</faultcode><faultstring>{code}: No</faultstring></s:Fault>"
    with pytest.raises(soap.SoapFault) as caught:
        soap.results(ANSWER.format(fault).encode())
    assert (caught.value.code, caught.value.text) == ("API_DISABLED_FOR_ORG", "No")


@pytest.mark.parametrize("content", [b"", b"<html>", b"<a/>", ANSWER.format("").encode(), b"{}"])
def test_anything_else_is_no_answer_of_the_soap_api(content: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        soap.results(content)


def test_entities_are_not_followed() -> None:
    told = (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        + ANSWER.format(
            "<undeleteResponse><result><id>&e;</id><success>true</success></result></undeleteResponse>"
        ).encode()
    )
    assert soap.results(told)[0]["id"] == ""
