"""Trying the program without accounts: apart from the person's own profile, marked, and whole.

Laws: none, since it is about the trial, which is apart from every real account.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop import wiring
from desktop.app.reads import Program
from desktop.app.setup.report import Group
from desktop.app.setup.steps import TRIAL, Step
from desktop.core.faults import PortFault
from desktop.core.record import Side
from desktop.net.addresses import is_loopback


@contextmanager
def trial(home: Path) -> Iterator[Program]:
    """The program on the trial of a profile."""
    with wiring.open_program(wiring.make_trial(home)) as program:
        yield program


def test_trial_is_walked_from_the_welcome_to_a_first_sync_and_is_there_again_next_time(tmp_path: Path) -> None:
    with trial(tmp_path) as program:
        assert program.queries.facts().sandbox
        setup, seen = program.setup, list[Step]()
        page = setup.page()
        while page.step is not Step.DONE:
            seen.append(page.step)
            if page.step is Step.REPORT:
                report = setup.read_both().report
                assert report is not None
                assert report.count(Group.BY_EMAIL) == 3
                assert report.count(Group.NEW_IN_SALESFORCE) == 2
                assert report.count(Group.NEW_IN_OUTLOOK) > 10
            page = setup.start() if page.step is Step.START else setup.next()
        assert [*seen, Step.DONE] == list(TRIAL)
        shared = program.queries.status().records
        assert shared[Side.CRM] == shared[Side.MAILBOX] > 15
    with trial(tmp_path) as program:
        second = program.sync()
        assert second.fault is None
        assert second.counts.get("operations", 0) == 0


def test_nothing_of_a_trial_lies_in_the_profile_of_the_person(tmp_path: Path) -> None:
    with trial(tmp_path) as program:
        assert all(is_loopback(account.address) for account in program.queries.status().accounts)
    assert [path.name for path in tmp_path.iterdir()] == ["sandbox"]
    with wiring.open_program(tmp_path) as program:
        assert not program.queries.facts().sandbox
        assert program.queries.status().accounts == ()


def test_trial_that_is_open_already_says_so(tmp_path: Path) -> None:
    with trial(tmp_path), pytest.raises(PortFault, match="open already"), trial(tmp_path):
        pass


def test_servers_of_a_trial_end_with_it(tmp_path: Path) -> None:
    with trial(tmp_path) as program:
        address = program.queries.status().accounts[0].address
    host, port = address.removeprefix("https://").split(":")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(port)), 1)
