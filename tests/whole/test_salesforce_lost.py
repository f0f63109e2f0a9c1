"""Writes of the Salesforce end whose answer is lost or whose sign-in has ended, and how they are found again.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from desktop.core.faults import FaultClass, PortFault
from desktop.core.outcome import Applied, Outcome, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit, MatchKeys, Target
from desktop.core.record import Link
from desktop.salesforce.end import SalesforceEnd
from tests.conftest import SandboxFactory

from .salesforce_bench import CONTACT, Bench, MakeBench, Mirror, benches, only, patch, version_of


@pytest.fixture
def make(sandbox_factory: SandboxFactory, tmp_path: Path) -> Iterator[MakeBench]:
    with benches(sandbox_factory, tmp_path) as opened:
        yield opened


@pytest.fixture
def bench(make: MakeBench) -> Bench:
    return make()


@pytest.fixture
def reply_lost(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cuts off the answers of writes once something is in the list."""
    lost: list[str] = []
    send = requests.adapters.HTTPAdapter.send

    def cut(self: Any, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        response = send(self, request, **more)
        if lost and request.method != "GET":
            response.close()
            raise requests.exceptions.ConnectionError("Connection aborted.", request=request)
        return response

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", cut)
    return lost


def send(end: SalesforceEnd, call: str, known: str, version: str) -> list[Outcome]:
    if call == "create":
        return end.create(CONTACT, [Draft("", {"LastName": f"New {number}"}) for number in range(3)])
    if call == "update":
        return end.update(CONTACT, [Edit(known, version, {"Title": "New"})])
    return end.delete(CONTACT, [Target(known, version)])


@pytest.mark.parametrize("call", ["create", "update"])
def test_a_lost_reply_leaves_every_row_unknown_and_sends_nothing_again(
    bench: Bench, reply_lost: list[str], call: str
) -> None:
    known = bench.insert()
    end = bench.warm()
    reply_lost.append("lost")

    outcomes = send(end, call, known, version_of(bench, known))

    assert all(isinstance(outcome, Unknown) for outcome in outcomes)
    assert len(bench.requests()) == 1
    reply_lost.clear()
    if call == "create":
        assert len(bench.org.rows("Contact")) == 4
        keys = [MatchKeys("", "", f"New {number}", "") for number in range(3)]
        assert len(end.find_own(CONTACT, keys, bench.clock.now())) == 3
    else:
        assert bench.shown(known)["Title"] == "New"


def test_what_we_made_ourselves_is_found_again(bench: Bench, reply_lost: list[str]) -> None:
    start = bench.clock.now()
    bench.sandbox.call(lambda: bench.org.insert("Contact", {"FirstName": "A", "LastName": "B"}, bench.org.colleague.id))
    end = bench.warm()
    reply_lost.append("lost")
    end.create(
        CONTACT, [Draft("", {"FirstName": "A", "LastName": "B"}), Draft("", {"LastName": "C", "Email": "c@c.example"})]
    )
    reply_lost.clear()
    bench.clock.forward(3600)
    keys = [MatchKeys("", "a", "b", ""), MatchKeys("C@c.example", "", "", "")]

    found = end.find_own(CONTACT, keys, start)

    assert sorted(str(record.fields["LastName"]) for record in found) == ["B", "C"]
    assert end.find_own(CONTACT, keys, bench.clock.now()) == []


@pytest.mark.parametrize("call", ["create", "update", "delete"])
def test_a_refused_sign_in_or_budget_writes_nothing_and_is_a_fault_of_the_call(bench: Bench, call: str) -> None:
    known = bench.insert()
    end = bench.warm()
    version = version_of(bench, known)
    bench.org.settings.daily_limit = 0
    with pytest.raises(PortFault) as throttled:
        send(end, call, known, version)
    bench.org.settings.daily_limit = 1000
    bench.sandbox.call(lambda: bench.org.sessions.revoke(bench.tokens.tokens.refresh_token))
    with pytest.raises(PortFault) as signed_out:
        send(end, call, known, version)

    assert throttled.value.fault.kind is FaultClass.THROTTLED
    assert signed_out.value.fault.kind is FaultClass.AUTH_NEEDED
    assert [row["Title"] for row in bench.org.rows("Contact")] == [None]


def test_a_sign_in_that_ended_meanwhile_is_renewed_and_the_write_keeps_its_guard(make: MakeBench) -> None:
    """L3."""
    bench = make(rotate_refresh=True)
    known = bench.insert()
    edit = patch(bench, known, Phone="1")
    end = bench.warm()
    bench.edit(known, Title="Foreign")
    bench.sandbox.call(bench.org.sessions.expire)
    old = bench.tokens.tokens

    assert isinstance(only(end.update(CONTACT, [edit])), Stale)
    assert bench.requests() == ["composite", "oauth.token", "composite"]
    assert bench.tokens.tokens.refresh_token != old.refresh_token
    assert Mirror().round(bench.end()).observed


def test_link_ids_are_embedded_and_found_also_in_the_bin(bench: Bench) -> None:
    bench.org.settings.link_field = True
    end = bench.warm()
    first, second = (str(Link(pair, "mail_%")) for pair in ("pair_1", "pairx1"))
    made = only(end.create(CONTACT, [Draft(first, {"LastName": "A"})]))
    assert isinstance(made, Applied)
    other = bench.insert(LastName="B")
    assert isinstance(only(end.update(CONTACT, [patch(bench, other, second)])), Applied)

    assert [(r.native_id, r.link) for r in end.find_link(CONTACT, ["pair_1"])] == [(made.native_id, first)]
    assert len(end.find_link(CONTACT, ["pair_1", "pairx1", "pair"])) == 2
    bench.sandbox.call(lambda: bench.org.delete("Contact", other))
    assert [record.role.value for record in end.find_link(CONTACT, ["pairx1"])] == ["deleted"]


def test_a_create_that_is_repeated_under_its_link_makes_no_second_contact(bench: Bench) -> None:
    bench.org.settings.link_field = True
    end = bench.warm()
    draft = Draft(str(Link("p", "m")), {"LastName": "A", "Title": "Dr"})
    first, again = (only(end.create(CONTACT, [draft])) for _ in range(2))
    assert isinstance(first, Applied) and isinstance(again, Applied)
    assert first.native_id == again.native_id
    assert len(end.find_link(CONTACT, ["p"])) == 1


def test_several_contacts_under_one_link_are_an_alarm_and_none_is_written(bench: Bench) -> None:
    bench.org.settings.link_field = True
    bench.org.settings.link_field_unique = False
    end = bench.warm()
    link = str(Link("p", "m"))
    for name in ("A", "B"):
        bench.insert(LastName=name, SmartCloudLink__c=link)
    refused = only(end.create(CONTACT, [Draft(link, {"LastName": "C"})]))
    assert isinstance(refused, Refused)
    assert refused.fault.code == "link-doubled"
    assert sorted(str(record.fields["LastName"]) for record in end.find_link(CONTACT, ["p"])) == ["A", "B"]


def test_without_the_field_no_link_ids_are_written_or_looked_for(bench: Bench) -> None:
    end = bench.warm()

    assert isinstance(only(end.create(CONTACT, [Draft("scc:1:p:", {"LastName": "A"})])), Applied)
    bench.requests()
    assert end.find_link(CONTACT, ["p"]) == []
    assert bench.requests() == []
