"""The offices of the behaviour suite: an EWS-like and a Graph-like mailbox, with and without the link field."""

from __future__ import annotations

import pytest

from .office import Office


@pytest.fixture(params=["ews", "graph", "ews-link-field"])
def office(request: pytest.FixtureRequest) -> Office:
    name: str = request.param
    return Office(dialect=name.split("-")[0], link_field=name.endswith("link-field"))
