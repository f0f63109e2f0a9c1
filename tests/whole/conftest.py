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
    from tests.whole.sign_in import Person

MakeOffice = Callable[..., "Office"]


@pytest.fixture
def make_office(schema_witness: SchemaWitness, tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes the office of a test with so many contacts in the org: `make_office(contacts=..., judged=True, **options)`.

    Without `judged` the vendor's schema is not asked, for tests of many requests of a kind that others hold against it.
    """
    from desktop.sandbox.serve import Sandbox, SandboxOptions
    from tests.whole.office import Office, Wire

    with ExitStack() as open_offices:

        def make(contacts: int = 0, judged: bool = True, dialect: str = "ews", **options: Any) -> Office:
            watchers: list[Callable[[HttpExchange], None]] = [schema_witness] if judged else []
            wire = Wire(watchers=watchers)
            sandbox = open_offices.enter_context(Sandbox(SandboxOptions(contacts=contacts, observe=wire, **options)))
            office = Office(sandbox, wire, tmp_path / "profile", dialect)
            office.connect()
            return office

        yield make


@pytest.fixture
def make_person(tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Makes a person at a sandbox of their own: `make_person(**options)`."""
    from desktop.sandbox.serve import Sandbox, SandboxOptions
    from tests.whole.sign_in import Person

    with ExitStack() as running:

        def make(**options: Any) -> Person:
            seen: list[HttpExchange] = []
            sandbox = running.enter_context(Sandbox(SandboxOptions(contacts=3, observe=seen.append, **options)))
            return Person(sandbox, tmp_path / "profile", seen)

        yield make


@pytest.fixture
def person(make_person: Callable[..., Person]) -> Person:
    """A person who has signed in nowhere yet."""
    return make_person()
