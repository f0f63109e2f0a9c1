"""The ends by name: a test that asks for `end` runs against all of them, `crm` and `mailbox` against a side's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final

import pytest

from desktop.core.record import Kind
from tests.conftest import SandboxFactory

from .ends import CrmEnd, End, MailboxEnd
from .memory_ends import memory_crm, memory_mailbox
from .sandbox_ends import salesforce
from .sandbox_mailboxes import ews, graph

CRMS: Final[dict[str, Callable[[SandboxFactory], CrmEnd]]] = {
    "memory-crm": lambda _: memory_crm(link_field=False),
    "memory-crm-link": lambda _: memory_crm(link_field=True),
    "salesforce": lambda sandboxes: salesforce(sandboxes, link_field=False),
    "salesforce-link": lambda sandboxes: salesforce(sandboxes, link_field=True),
}
MAILBOXES: Final[dict[str, Callable[[SandboxFactory], MailboxEnd]]] = {
    "memory-ews": lambda _: memory_mailbox("ews"),
    "memory-graph": lambda _: memory_mailbox("graph"),
    "ews": ews,
    "graph": graph,
}


@pytest.fixture(params=[*CRMS, *MAILBOXES])
def end(request: pytest.FixtureRequest, sandbox_factory: SandboxFactory) -> Iterator[End]:
    """Every end, a mailbox after its first set-up."""
    with closing(_open(request.param, sandbox_factory)) as opened:
        yield opened


@pytest.fixture(params=CRMS)
def crm(request: pytest.FixtureRequest, sandbox_factory: SandboxFactory) -> Iterator[CrmEnd]:
    """Every CRM."""
    with closing(CRMS[request.param](sandbox_factory)) as opened:
        yield opened


@pytest.fixture(params=[name for name in CRMS if name.endswith("-link")])
def linked_crm(request: pytest.FixtureRequest, sandbox_factory: SandboxFactory) -> Iterator[CrmEnd]:
    """Every CRM whose administrator has made the link field."""
    with closing(CRMS[request.param](sandbox_factory)) as opened:
        yield opened


@pytest.fixture(params=MAILBOXES)
def fresh_mailbox(request: pytest.FixtureRequest, sandbox_factory: SandboxFactory) -> Iterator[MailboxEnd]:
    """Every mailbox as it is before the program was there."""
    with closing(MAILBOXES[request.param](sandbox_factory)) as opened:
        yield opened


@pytest.fixture
def mailbox(fresh_mailbox: MailboxEnd) -> MailboxEnd:
    """Every mailbox after its first set-up."""
    fresh_mailbox.port.check_setup(Kind.CONTACT)
    return fresh_mailbox


def _open(name: str, sandboxes: SandboxFactory) -> End:
    if name in CRMS:
        return CRMS[name](sandboxes)
    opened = MAILBOXES[name](sandboxes)
    opened.port.check_setup(Kind.CONTACT)
    return opened
