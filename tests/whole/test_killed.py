"""`kill -9` in the middle of a first sync, then one more session: nobody is missing and nobody is there twice.

Laws: L9.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.sandbox.judge import Judge
from tests.conftest import ROOT
from tests.whole.desk import SHARED_FOLDER, Desk, relay

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

DEADLY = -9


@dataclass(frozen=True, slots=True)
class Moment:
    """When the program dies: with the `number`-th request whose content has this `mark`. `done` says whether the server
    still carries it out, so that only the answer is lost, or never hears of it."""

    mark: bytes
    number: int
    done: bool


class Victim:
    """`sync` in a process of its own, every request of which passes a relay that may kill it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._process: subprocess.Popen[bytes] | None = None
        self._moment: Moment | None = None
        self._count = 0

    def watch(self, _method: str, path: str, body: bytes) -> str:
        """A relay's mischief: the deadly moment, when it has come."""
        moment, process = self._moment, self._process
        if moment is None or process is None or moment.mark not in path.encode() + body:
            return ""
        self._count += 1
        if self._count < moment.number:
            return ""
        process.kill()
        process.wait()
        return "" if moment.done else "page"

    def sync(self, *words: str, dies: Moment | None = None) -> tuple[int, Any]:
        """Exit code and document of one session."""
        self._moment, self._count = dies, 0
        command = [sys.executable, "-m", "desktop", "--profile", str(self._desk.profile), "sync", *words, "--json"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as self._process:
            out, _ = self._process.communicate(timeout=120)
            return self._process.returncode, json.loads(out) if out else None


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def hired(sandbox: Sandbox, folder: Path, stack: ExitStack) -> tuple[Desk, Victim]:
    """A connected profile, both of whose ways lead through a relay."""
    desk = Desk(sandbox, folder)
    victim = Victim(desk)
    org = stack.enter_context(relay(sandbox.ready["salesforce"]["http_url"]))
    mailbox = stack.enter_context(relay(sandbox.ready["exchange"]["http_url"]))
    desk.connect(org.url, mailbox.url)
    org.mischief = mailbox.mischief = victim.watch
    return desk, victim


def typed_in_outlook(sandbox: Sandbox, count: int) -> None:
    """So many contacts in the shared folder, which the person has made herself."""
    box = sandbox.mailbox

    def put() -> None:
        folder = box.folders.create(box.folders.distinguished("contacts"), SHARED_FOLDER, "IPF.Contact")
        for number in range(count):
            properties: dict[str, str | list[str]] = {
                "contacts:GivenName": "Typed",
                "contacts:Surname": f"Person{number}",
                "contacts:EmailAddress:EmailAddress1": f"person{number}@typed.example",
            }
            box.items.create(folder, "IPM.Contact", properties)

    sandbox.call(put)


def exactly(desk: Desk, judge: Judge, count: int) -> None:
    """Each person once on each side, alike, in good order; nothing was thrown away, and nothing is left to do."""
    assert judge.shared() == (count, count)
    assert judge.disagreements() == []
    assert desk.type("doctor").code == 0
    box = desk.sandbox.mailbox
    assert list(box.items.within(box.folders.distinguished("deleteditems"))) == []
    assert not any(row["IsDeleted"] for row in desk.sandbox.org.tables["Contact"].rows.values())
    assert not [name for name in desk.sync().report.counts if not name.startswith("seen in ")]


def test_a_first_sync_of_five_thousand_goes_on_by_itself(
    sandbox_factory: SandboxFactory, tmp_path: Path, stack: ExitStack
) -> None:
    count, moment = 5_000, Moment(b"CreateItem", 50, True)
    desk, victim = hired(sandbox_factory(contacts=count), tmp_path, stack)
    judge = Judge(desk.ready)
    judge.remember_personal()
    assert victim.sync("--yes", dies=moment) == (DEADLY, None)
    assert len(desk.all_in_outlook()) == (moment.number - 1) * 50, "the first of them makes the lease"
    code, found = victim.sync()
    assert (code, found["verdict"]) == (0, "clean")
    exactly(desk, judge, count)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(Moment(b"composite", 1, True), id="reading Salesforce"),
        pytest.param(Moment(b"SyncFolderItems", 1, True), id="reading Outlook"),
        pytest.param(Moment(b"UpdateUserConfiguration", 1, True), id="making the category"),
        pytest.param(Moment(b"CreateItem", 1, True), id="first contacts in Outlook made"),
        pytest.param(Moment(b"CreateItem", 3, False), id="last contacts in Outlook not made"),
        pytest.param(Moment(b"composite/sobjects", 1, True), id="first contacts in Salesforce made"),
        pytest.param(Moment(b"composite/sobjects", 2, True), id="last contacts in Salesforce made"),
        pytest.param(Moment(b"composite/sobjects", 1, False), id="contacts in Salesforce not made"),
        pytest.param(Moment(b"UpdateItem>", 1, True), id="first contacts in Outlook marked"),
        pytest.param(Moment(b"UpdateItem>", 2, False), id="contacts in Outlook not marked"),
    ],
)
def test_a_first_sync_both_ways_is_finished_by_the_next_one(
    sandbox_factory: SandboxFactory, tmp_path: Path, stack: ExitStack, moment: Moment
) -> None:
    desk, victim = hired(sandbox_factory(contacts=110), tmp_path, stack)
    typed_in_outlook(desk.sandbox, 230)
    judge = Judge(desk.ready)
    judge.remember_personal()
    assert victim.sync("--yes", dies=moment) == (DEADLY, None)
    code, found = victim.sync("--yes")
    assert (code, found["verdict"]) == (0, "clean")
    exactly(desk, judge, 340)
