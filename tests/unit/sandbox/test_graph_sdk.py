"""Answers of the Graph face read by the vendor's own models: every property finds its place, nothing is left over."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.sandbox.serve import Sandbox
from tests.unit.sandbox.graph_client import LINK, GraphClient

REASON = "msgraph-sdk is not installed (an optional extra of 400 MB)"
json_parse = pytest.importorskip("kiota_serialization_json.json_parse_node", reason=REASON)
models = pytest.importorskip("msgraph.generated.models", reason=REASON)


def parsed(name: str, body: dict[str, Any]) -> Any:
    """The body as the model of this class of the vendor's package."""
    import importlib

    module, _, cls = name.rpartition(".")
    model = getattr(importlib.import_module(f"msgraph.generated.{module}"), cls)
    return json_parse.JsonParseNode(body).get_object_value(model)


def leftovers(model: Any) -> set[str]:
    """The members that the model has no property for; annotations aside, of which it knows some only."""
    return {name for name in model.additional_data if not name.startswith("@odata.")}


def test_contacts_folders_categories_and_links_have_a_place_in_the_vendors_models(sandbox: Sandbox) -> None:
    graph = GraphClient(sandbox)
    made = graph.create(
        "Lovelace",
        givenName="Ada",
        birthday="1815-12-10T00:00:00Z",
        emailAddresses=[{"name": "Ada", "address": "ada@e.example"}],
        homeAddress={"city": "London"},
        singleValueExtendedProperties=[{"id": LINK, "value": "one"}],
    )
    expand = f"singleValueExtendedProperties($filter=id eq '{LINK}')"
    body = graph.get(f"/me/contacts/{made['id']}", expand=expand)
    contact = parsed("models.contact.Contact", body)
    assert leftovers(contact) == set()
    assert (contact.surname, contact.email_addresses[0].address) == ("Lovelace", "ada@e.example")
    assert contact.single_value_extended_properties[0].value == "one"
    page = parsed("models.contact_collection_response.ContactCollectionResponse", graph.get("/me/contacts"))
    assert (leftovers(page), len(page.value)) == (set(), 10)
    folder = parsed("models.contact_folder.ContactFolder", graph.get("/me/contactFolders/contacts"))
    assert (leftovers(folder), folder.display_name) == (set(), "Contacts")
    (category, *_) = graph.get("/me/outlook/masterCategories")["value"]
    assert leftovers(parsed("models.outlook_category.OutlookCategory", category)) == set()
    assert leftovers(parsed("models.user.User", graph.get("/me"))) == set()
