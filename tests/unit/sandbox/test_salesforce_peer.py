"""Unmodified simple-salesforce against the simulated org over real HTTPS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import (
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceResourceNotFound,
)

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox


@pytest.fixture
def server(sandbox_factory: Callable[..., Sandbox]) -> Sandbox:
    return sandbox_factory(contacts=2_300)


@pytest.fixture
def session(server: Sandbox) -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        opened.verify = server.ready["ca_file"]
        yield opened


@pytest.fixture
def sf(server: Sandbox, session: requests.Session) -> Any:
    ready = server.ready["salesforce"]
    return Salesforce(session_id=ready["access_token"], instance_url=ready["instance_url"], session=session)


def test_a_client_that_nobody_here_wrote_reads_and_writes(sf: Any) -> None:
    rows = sf.query_all("SELECT Id, Name, Account.Name FROM Contact ORDER BY SystemModstamp, Id")
    assert (rows["totalSize"], len({row["Id"] for row in rows["records"]})) == (2_300, 2_300)
    made = sf.Contact.create({"LastName": "Lovelace", "FirstName": "Ada", "Email": "ada@engines.example"})
    assert sf.Contact.update(made["id"], {"Title": "Countess"}) == 204
    row = sf.Contact.get(made["id"])
    assert (row["Name"], row["Title"], row["Phone"]) == ("Ada Lovelace", "Countess", None)
    assert sf.Contact.metadata()["objectDescribe"]["keyPrefix"] == "003"
    assert len(sf.Contact.describe()["fields"]) == 59
    assert {entry["name"] for entry in sf.describe()["sobjects"]} == {"Account", "Contact", "User"}
    assert sf.limits()["DailyApiRequests"]["Max"] == 100_000
    assert sf.Contact.delete(made["id"]) == 204
    gone = sf.query_all(f"SELECT IsDeleted FROM Contact WHERE Id = '{made['id']}'", include_deleted=True)
    assert gone["records"][0]["IsDeleted"] is True
    with pytest.raises(SalesforceResourceNotFound):
        sf.Contact.get(made["id"])
    with pytest.raises(SalesforceMalformedRequest) as refused:
        sf.Contact.create({"FirstName": "Nobody"})
    content: Any = refused.value.content
    assert content[0]["errorCode"] == "REQUIRED_FIELD_MISSING"
    assert sf.api_usage["api-usage"].used > 0


def test_a_composite_goes_through_its_generic_door(sf: Any) -> None:
    part = {"method": "GET", "url": f"/services/data/v{sf.sf_version}/query?q=SELECT+COUNT()+FROM+Contact"}
    answer = sf.restful("composite", method="POST", json={"compositeRequest": [{**part, "referenceId": "n"}]})
    assert answer["compositeResponse"][0]["body"]["totalSize"] == 2_300


def test_an_expired_session_is_its_own_error(sf: Any, server: Sandbox) -> None:
    server.call(server.org.sessions.expire)
    with pytest.raises(SalesforceExpiredSession):
        sf.query("SELECT Id FROM Contact")


def test_the_password_sign_in_of_the_client_works(server: Sandbox, session: requests.Session) -> None:
    ready = server.ready["salesforce"]
    domain = ready["instance_url"].removeprefix("https://")
    answer = session.post(
        f"https://{domain}/services/oauth2/token",
        data={
            "grant_type": "password",
            "client_id": ready["client_id"],
            "username": ready["username"],
            "password": ready["password"],
        },
        timeout=10,
    )
    signed_in: Any = Salesforce(
        session_id=answer.json()["access_token"], instance_url=answer.json()["instance_url"], session=session
    )
    assert signed_in.query("SELECT COUNT() FROM Account")["totalSize"] == 115
