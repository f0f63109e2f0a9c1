"""Every fault that the servers can make, through the real program over HTTP: what a person is told, and what is left.

The table of answers is `desktop.core.faults.ANSWERS`; here each fault of the sandbox has its line. After each of them
the next session goes on, and both servers agree and hold exactly what the people made.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.faults import ANSWERS, FaultClass
from desktop.sandbox.mishaps.plan import NETWORK, STATUSES, WORLD, FaultPlan
from tests.whole.desk import Desk, text_of

if TYPE_CHECKING:
    from tests.conftest import SandboxFactory

CODES = {
    "UNABLE_TO_LOCK_ROW",
    "INVALID_QUERY_LOCATOR",
    "INVALID_REPLICATION_DATE",
    "REQUEST_LIMIT_EXCEEDED",
    "ErrorServerBusy",
    "ErrorIrresolvableConflict",
    "ErrorInvalidSyncStateData",
    "ErrorInvalidRequest",
}
READ = {"salesforce": "queryAll", "exchange": "SyncFolderItems"}
CREATE = {"salesforce": "POST .*/composite/sobjects ", "exchange": "CreateItem"}
UPDATE = {"salesforce": '"PATCH"', "exchange": "UpdateItem"}
EITHER = ("salesforce", "exchange")
_C = FaultClass


@dataclass(frozen=True)
class Line:
    """A fault, the requests that meet it, and the class and code of what ends the session (None: nothing does)."""

    server: str
    match: str
    fault: str
    kind: FaultClass | None
    code: str = ""
    more: tuple[tuple[str, Any], ...] = ()

    def plan(self) -> FaultPlan:
        rule = {"server": self.server, "match": self.match, "times": 1, "fault": self.fault, **dict(self.more)}
        return FaultPlan.read({"rules": [rule]})

    def name(self) -> str:
        return f"{self.server}-{self.fault}-{self.match.split()[-1].strip('/')}"


def lines() -> list[Line]:
    soon, later = (("seconds", 0.05),), (("seconds", 0.01),)
    found: list[Line] = []
    for server in EITHER:
        for match in (CREATE[server], UPDATE[server]):
            found.append(Line(server, match, "lost-reply", _C.TRANSIENT, "cut-off"))
            found.append(Line(server, match, "429", _C.THROTTLED, "throttled"))
        match = CREATE[server]
        for fault in ("refused", "reset", "truncated"):
            found.append(Line(server, match, fault, _C.TRANSIENT, "cut-off", soon if fault == "refused" else ()))
        found.append(Line(server, match, "timeout", _C.TRANSIENT, "timeout"))
        found.append(Line(server, match, "html", _C.ENVIRONMENT, "not-the-api"))
        found.append(Line(server, match, "slow", None, more=later))
        found.append(Line(server, match, "commit-delay", None, more=(("seconds", 60), ("wait", 0))))
        found.append(Line(server, UPDATE[server], "429", _C.THROTTLED, "throttled", (("retry_after", 0),)))
        found.append(Line(server, READ[server], "stale-page", None, more=(("nth", 2),)))
        found.append(Line(server, READ[server], "timeout", _C.TRANSIENT, "timeout"))
        found.append(Line(server, READ[server], "html", _C.ENVIRONMENT, "not-the-api"))
    for match in (READ["salesforce"], CREATE["salesforce"]):
        found.append(Line("salesforce", match, "401", None))
        found.append(Line("salesforce", match, "403", _C.THROTTLED, "budget-exhausted"))
        found.append(Line("salesforce", match, "REQUEST_LIMIT_EXCEEDED", _C.THROTTLED, "budget-exhausted"))
    for match in (READ["exchange"], CREATE["exchange"]):
        found.append(Line("exchange", match, "401", _C.AUTH_NEEDED, "auth"))
        found.append(Line("exchange", match, "403", _C.ENVIRONMENT, "ews-not-allowed"))
        found.append(Line("exchange", match, "503", _C.THROTTLED, "throttled", (("retry_after", 0),)))
        found.append(Line("exchange", match, "ErrorServerBusy", _C.THROTTLED, "throttled", later))
        found.append(Line("exchange", match, "ErrorInvalidRequest", _C.OUR_BUG, "bad-request"))
    found += [
        # A read is repeated within the session.
        Line("salesforce", READ["salesforce"], "refused", _C.TRANSIENT, "address", (("seconds", 0.3),)),
        Line("salesforce", READ["salesforce"], "reset", None),
        Line("salesforce", READ["salesforce"], "truncated", None),
        Line("salesforce", READ["salesforce"], "503", None),
        Line("salesforce", READ["salesforce"], "503", _C.THROTTLED, "throttled", (("retry_after", 0),)),
        Line("exchange", READ["exchange"], "reset", _C.TRANSIENT, "cut-off"),
        Line("exchange", READ["exchange"], "truncated", _C.TRANSIENT, "cut-off"),
        Line("salesforce", CREATE["salesforce"], "503", _C.TRANSIENT, "unavailable", (("commit", True),)),
        Line("salesforce", READ["salesforce"], "INVALID_QUERY_LOCATOR", _C.TRANSIENT, "cursor-expired"),
        Line("salesforce", READ["salesforce"], "INVALID_REPLICATION_DATE", _C.TRANSIENT, "cursor-expired"),
        Line("salesforce", READ["salesforce"], "UNABLE_TO_LOCK_ROW", _C.TRANSIENT, "busy"),
        # One item of a batch fails: it is tried again by itself, within the session where that has another round.
        Line("salesforce", CREATE["salesforce"], "UNABLE_TO_LOCK_ROW", None, more=(("item", 1),)),
        Line("salesforce", UPDATE["salesforce"], "UNABLE_TO_LOCK_ROW", None, more=(("item", 1),)),
        Line("exchange", CREATE["exchange"], "ErrorServerBusy", _C.THROTTLED, "throttled", (("item", 1),)),
        # What changed meanwhile is looked at again within the session.
        Line("exchange", UPDATE["exchange"], "ErrorIrresolvableConflict", None, more=(("item", 1),)),
        Line("exchange", READ["exchange"], "ErrorInvalidSyncStateData", None),
    ]
    return found


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads are repeated at once, and the program waits for no answer longer than a test may."""
    from desktop.net.http import HttpOptions

    monkeypatch.setattr("desktop.net.http.RETRY_WAITS_S", (0.0, 0.0))
    monkeypatch.setattr("desktop.exchange.ews.connect.TIMEOUTS_S", (2.0, 1.0))
    made = HttpOptions.__init__

    def short(self: HttpOptions, *args: Any, **given: Any) -> None:
        made(self, *args, **{"read_s": 1.0, **given})

    monkeypatch.setattr(HttpOptions, "__init__", short)


@pytest.fixture
def desk(sandbox_factory: SandboxFactory, tmp_path: Path) -> Desk:
    """Both sides agree about eight contacts; then people edit one and make one on each side."""
    desk = Desk(sandbox_factory(), tmp_path)
    desk.settled()
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    desk.people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    desk.people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})
    return desk


def test_every_fault_of_the_sandbox_has_its_lines() -> None:
    """No law: the list is whole."""
    assert {line.fault for line in lines()} == NETWORK | STATUSES | WORLD | CODES


def test_every_class_of_fault_has_one_answer() -> None:
    """No law: the list is whole."""
    assert set(ANSWERS) == set(FaultClass)


@pytest.mark.parametrize("line", lines(), ids=Line.name)
def test_a_fault_is_told_and_the_next_session_goes_on(desk: Desk, line: Line) -> None:
    """L1, L4."""
    desk.sandbox.plan_faults(line.plan())
    told = desk.sync()
    assert desk.sandbox.faults.rules[0].fired == 1, "no request met the fault"
    if line.kind is None:
        assert told.report.fault is None, told.fault
        assert (told.code, told.issues) == (0, {})
    else:
        assert told.report.fault is not None
        assert (told.report.fault.kind, told.report.fault.code) == (line.kind, line.code)
        assert told.report.fault.message and told.report.fault.action
        assert told.code == ANSWERS[line.kind].exit_code
    desk.sandbox.plan_faults(FaultPlan())
    told = desk.sync()
    assert (told.code, told.fault, told.issues) == (0, "", {})
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), alice["Title"]) == ("Chief", "Boss")
    desk.agreed(10)


@pytest.mark.parametrize("skew", [{"salesforce": 3 * 3600}, {"salesforce": -3 * 3600, "exchange": 3 * 3600}])
def test_a_server_whose_clock_is_hours_wrong_is_read_as_well_as_any(
    sandbox_factory: SandboxFactory, tmp_path: Path, skew: dict[str, float]
) -> None:
    desk = Desk(sandbox_factory(faults=FaultPlan(skew=skew)), tmp_path)
    desk.settled()
    for number in range(2):
        desk.people.edit_in_salesforce("Anna Müller", {"Title": f"Chief {number}"})
        desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": f"Boss {number}"})
        assert desk.sync().code == 0
        (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
        assert (text_of(anna, "JobTitle"), alice["Title"]) == (f"Chief {number}", f"Boss {number}")
    desk.agreed(8)


def test_a_row_that_appears_late_with_an_older_stamp_is_found(desk: Desk) -> None:
    assert desk.sync().code == 0
    rule = {"match": "POST .*/sobjects/Contact ", "fault": "commit-delay", "seconds": 300, "wait": 0}
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [rule]}))
    desk.people.add_in_salesforce({"FirstName": "Long", "LastName": "Transaction"})
    assert desk.sandbox.faults.rules[0].fired == 1
    assert desk.sync().code == 0
    assert len(desk.in_outlook("Long Transaction")) == 1
    desk.agreed(11)


def test_a_row_that_is_locked_twice_is_written_once(desk: Desk) -> None:
    """L1, L4."""
    rule = {"server": "salesforce", "match": '"PATCH"', "fault": "UNABLE_TO_LOCK_ROW", "item": 1, "times": 2}
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [rule]}))
    told = desk.sync()
    assert (told.code, list(told.issues)) == (3, ["Alice Whitaker"]), "it is a problem until it is written"
    told = desk.sync()
    assert (told.code, told.issues) == (0, {})
    assert [row["Title"] for row in desk.in_salesforce("Alice Whitaker")] == ["Boss"]
    desk.agreed(10)


@pytest.mark.parametrize("server", EITHER)
def test_a_pause_that_was_asked_for_is_kept_also_by_a_new_start(desk: Desk, server: str) -> None:
    rule = {"server": server, "match": READ[server], "fault": "429", "retry_after": 3600, "times": 1}
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [rule, {"server": server, "fault": "slow", "seconds": 0}]}))
    first = desk.sync()
    assert first.report.fault is not None and first.report.fault.until is not None
    before = desk.sandbox.faults.rules[1].matched
    second = desk.sync()
    assert second.report.fault is not None
    assert (second.report.fault.code, second.report.fault.until) == ("throttled", first.report.fault.until)
    assert desk.sandbox.faults.rules[1].matched == before, "a request was sent within the pause"
