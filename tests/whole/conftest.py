"""Offices for the tests of the whole program. Must not know what a test is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from desktop.sandbox.request_log import HttpExchange
    from tests.conftest import SchemaWitness
    from tests.whole.office import Office

MakeOffice = Callable[..., "Office"]


@pytest.fixture
def make_office(schema_witness: SchemaWitness, tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes the office of a test with so many contacts in the org: `make_office(contacts=..., judged=True, **options)`.

    Without `judged` the vendor's schema is not asked, for tests of many requests of a kind that others hold against it.
    """
    from desktop.sandbox.serve import Sandbox, SandboxOptions
    from tests.whole.office import Office, Wire

    with ExitStack() as open_offices:

        def make(contacts: int = 0, judged: bool = True, **options: Any) -> Office:
            watchers: list[Callable[[HttpExchange], None]] = [schema_witness] if judged else []
            wire = Wire(watchers=watchers)
            sandbox = open_offices.enter_context(Sandbox(SandboxOptions(contacts=contacts, observe=wire, **options)))
            office = Office(sandbox, wire, tmp_path / "profile")
            office.connect()
            return office

        yield make
