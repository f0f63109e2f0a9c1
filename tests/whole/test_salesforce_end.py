"""The Salesforce end over HTTPS: what it finds, what it leaves alone, and how many calls that takes.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.core.faults import CursorExpired, FaultClass, PortFault
from desktop.core.ports import MatchKeys, Stretch
from tests.conftest import SandboxFactory
from tests.kept import TextMemory

from .salesforce_bench import CONTACT, Bench, MakeBench, Mirror, benches


@pytest.fixture
def make(sandbox_factory: SandboxFactory, tmp_path: Path) -> Iterator[MakeBench]:
    with benches(sandbox_factory, tmp_path) as opened:
        yield opened


@pytest.fixture
def bench(make: MakeBench) -> Bench:
    return make()


def colleague_of(bench: Bench) -> str:
    return bench.org.colleague.id


def test_a_session_with_nothing_to_do_makes_one_request(make: MakeBench) -> None:
    """L2."""
    bench = make(contacts=40)
    first = bench.end()
    mirror = Mirror().round(first)
    assert len(mirror.observed) == 40
    bench.requests()

    again = bench.end()
    assert (again.identity(), again.capabilities(CONTACT)) == (first.identity(), first.capabilities(CONTACT))
    mirror.round(again)

    assert (mirror.observed, mirror.gone, len(mirror.pages)) == ([], [], 1)
    assert bench.requests() == ["composite"]
    assert again.budget() == (4, 100_000)


def test_many_contacts_come_in_pages_even_with_one_stamp(make: MakeBench) -> None:
    bench = make(contacts=4100)
    ids = [row["Id"] for row in bench.org.rows("Contact")]
    bench.restamp(ids[500:3500], "2026-02-01T00:00:00.000+0000")
    end = bench.warm()

    mirror = Mirror().round(end)

    assert len(bench.requests()) == len(mirror.pages) == 3
    assert sorted(record.native_id for record in mirror.observed) == sorted(ids)
    assert mirror.round(end).observed == []


@pytest.mark.parametrize("broken_after", [1, 2])
def test_a_first_round_that_breaks_off_goes_on_where_it_was(make: MakeBench, broken_after: int) -> None:
    """L9."""
    bench = make(contacts=4100)
    mirror, end = Mirror(), bench.end()
    pages = end.changes(CONTACT, end.containers(CONTACT)[0], None, mirror)
    for _ in range(broken_after):
        mirror.take(next(pages))
    gone = next(iter(mirror.records))
    bench.clock.forward()
    bench.sandbox.call(lambda: bench.org.delete("Contact", gone))
    bench.clock.forward(3600)
    bench.insert(LastName="Long after")

    mirror.round(bench.end())
    assert len(mirror.records) == 4101
    mirror.round(bench.end())

    assert set(mirror.records) == {row["Id"] for row in bench.org.rows("Contact")}


def test_a_query_that_the_server_forgot_is_asked_again_from_the_last_page(
    make: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.sandbox.salesforce.rest_query import Cursors

    bench = make(contacts=4100)
    find, asked = Cursors.find, []

    def forgetful(self: Cursors, user_id: str, locator: str) -> Any:
        asked.append(locator)
        return find(self, user_id, "forgotten" if len(asked) == 2 else locator)

    monkeypatch.setattr(Cursors, "find", forgetful)
    mirror = Mirror().round(bench.end())

    assert set(mirror.records) == {row["Id"] for row in bench.org.rows("Contact")}
    assert len(asked) > 1


def test_a_query_that_is_forgotten_again_and_again_ends_in_a_full_round(
    make: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.sandbox.salesforce.rest_query import Cursors

    bench = make(contacts=4100)
    bench.restamp([row["Id"] for row in bench.org.rows("Contact")], "2026-02-01T00:00:00.000+0000")
    find = Cursors.find
    monkeypatch.setattr(Cursors, "find", lambda self, user_id, locator: find(self, user_id, "forgotten"))

    with pytest.raises(CursorExpired):
        Mirror().round(bench.end())


def test_what_people_do_is_told_once(bench: Bench) -> None:
    """L1, L2."""
    kept, edited, deleted = (bench.insert(LastName=name) for name in ("Kept", "Edited", "Deleted"))
    bench.clock.forward()
    end = bench.end()
    mirror = Mirror().round(end)
    bench.edit(edited, Title="Chief")
    bench.sandbox.call(lambda: bench.org.delete("Contact", deleted))
    new = bench.insert(LastName="New")
    bench.clock.forward()

    mirror.round(end)

    assert {record.native_id for record in mirror.observed} == {edited, new}
    assert [tombstone.native_id for tombstone in mirror.gone] == [deleted]
    assert kept in mirror.records
    mirror.round(end)
    assert (mirror.observed, mirror.gone) == ([], [])


def test_an_edit_in_the_very_second_in_which_it_was_read_is_found(bench: Bench) -> None:
    known = bench.insert()
    mirror = Mirror().round(bench.end())
    for title in ("Chief", "Boss"):
        bench.org.update("Contact", known, {"Title": title})
        assert [record.fields["Title"] for record in mirror.round(bench.end()).observed] == [title]


@pytest.mark.parametrize("hours", [-3, 3])
def test_the_clock_of_this_computer_does_not_matter(bench: Bench, hours: int) -> None:
    bench.clock.moment = datetime.now(UTC).replace(microsecond=0)
    bench.clock.forward(hours * 3600)
    known = bench.insert()
    mirror = Mirror().round(bench.end())
    bench.edit(known, Title="Chief")

    assert [record.fields["Title"] for record in mirror.round(bench.end()).observed] == ["Chief"]


def test_a_row_that_is_committed_late_is_still_found(bench: Bench) -> None:
    bench.insert(LastName="First")
    bench.clock.forward()
    end = bench.end()
    mirror = Mirror().round(end)
    late = bench.insert(LastName="Late")
    bench.restamp([late], "2026-03-02T08:55:00.000+0000")

    assert [record.native_id for record in mirror.round(end).observed] == [late]


def test_a_crowded_overlap_is_counted_and_read_again_only_when_it_differs(make: MakeBench) -> None:
    bench = make(contacts=300)
    ids = [row["Id"] for row in bench.org.rows("Contact")]
    bench.restamp(ids, "2026-03-02T08:59:00.000+0000")
    end = bench.warm()
    mirror = Mirror().round(end)
    bench.clock.forward(20)
    late = bench.insert(LastName="Late")
    bench.restamp([late], "2026-03-02T08:55:00.000+0000")
    bench.requests()

    mirror.round(end)
    (page,) = mirror.pages

    assert bench.requests() == ["composite"]
    assert page.stretch == Stretch("2026-03-02T08:49:00.000+0000", "2026-03-02T08:59:00.000+0000", 301)
    pages = end.reread(CONTACT, end.containers(CONTACT)[0], page.stretch)
    found = [record for each in pages for record in each.observed]
    assert late in {record.native_id for record in found}
    assert len(found) == 301
    newer = bench.insert(LastName="Newer")
    assert [record.native_id for record in mirror.round(end).observed] == [newer]
    assert [page.stretch is None for page in mirror.round(end).pages] == [False]


def test_a_cursor_that_is_not_ours_asks_for_a_full_round(bench: Bench) -> None:
    with pytest.raises(CursorExpired):
        Mirror("no cursor of ours").round(bench.end())


def test_a_merge_names_the_winner(bench: Bench) -> None:
    winner, loser = bench.insert(LastName="Winner"), bench.insert(LastName="Loser")
    end = bench.end()
    mirror = Mirror().round(end)
    bench.clock.forward()
    bench.sandbox.call(lambda: bench.org.merge(winner, [loser]))

    mirror.round(end)

    assert [(tombstone.native_id, tombstone.merged_into) for tombstone in mirror.gone] == [(loser, winner)]
    assert end.fetch(CONTACT, [loser]).gone[0].merged_into == winner


def test_what_comes_back_from_the_bin_is_the_same_record(bench: Bench) -> None:
    """L4."""
    known = bench.insert(LastName="Back")
    end = bench.end()
    mirror = Mirror().round(end)
    for act in (bench.org.delete, bench.org.undelete):
        bench.clock.forward()
        bench.sandbox.call(lambda act=act: act("Contact", known))  # type: ignore[misc]
        mirror.round(end)

    assert [record.native_id for record in mirror.observed] == [known]


def test_a_contact_that_is_hidden_is_missing_and_not_deleted(bench: Bench) -> None:
    """L12."""
    known = bench.insert()
    end = bench.end()
    mirror = Mirror().round(end)
    bench.edit(known, OwnerId=colleague_of(bench))
    bench.org.settings.contact_sharing = "private"

    mirror.round(end)

    assert mirror.gone == []
    assert end.fetch(CONTACT, [known]).missing == (known,)
    assert end.fetch(CONTACT, [known]).gone == ()


def test_a_contact_that_goes_to_a_colleague_leaves_the_scope(bench: Bench) -> None:
    mine = bench.insert()
    end = bench.end()
    mirror = Mirror().round(end)
    bench.edit(mine, OwnerId=colleague_of(bench))
    bench.sandbox.call(lambda: bench.org.insert("Contact", {"LastName": "Theirs"}, colleague_of(bench)))

    assert [(record.native_id, record.marked) for record in mirror.round(end).observed] == [(mine, False)]
    assert all(record.marked for record in Mirror().round(bench.end(scope="all")).observed)
    assert len(Mirror().round(bench.end(scope="all")).observed) == 2


def test_a_renamed_account_brings_its_contacts(bench: Bench) -> None:
    account = bench.account("Acme")
    employee, _ = bench.insert(AccountId=account), bench.insert(LastName="Freelance")
    bench.clock.forward()
    end = bench.warm()
    mirror = Mirror().round(end)
    bench.clock.forward()
    bench.sandbox.call(lambda: bench.org.update("Account", account, {"Name": "Apex"}))
    bench.requests()

    mirror.round(end)

    assert [(r.native_id, r.fields["Account.Name"]) for r in mirror.observed] == [(employee, "Apex")]
    assert bench.requests() == ["composite", "composite"]
    assert mirror.round(end).observed == []
    assert bench.requests() == ["composite"]


def test_a_field_that_is_hidden_meanwhile_is_left_out_and_not_blank(bench: Bench) -> None:
    """L10."""
    known = bench.insert(Email="a@b.example")
    end = bench.end()
    mirror = Mirror().round(end)
    bench.org.settings.hidden_fields = {("Contact", "Email")}
    bench.edit(known, Title="Chief")

    (record,) = mirror.round(end).observed

    assert record.fields["Title"] == "Chief"
    assert "Email" not in record.fields
    assert "Email" not in (end.capabilities(CONTACT).offered or ())
    bench.requests()
    bench.edit(known, Title="Boss")
    mirror.round(bench.end())
    assert bench.requests() == ["composite"]


def test_the_daily_look_finds_what_the_administrator_has_opened(bench: Bench) -> None:
    bench.org.settings.hidden_fields = {("Contact", "Email")}
    end = bench.warm()
    end.check_setup(CONTACT)
    unchanged = bench.requests()
    bench.clock.forward()
    bench.org.settings.hidden_fields = set()
    bench.org.settings.link_field = True
    end.check_setup(CONTACT)

    assert unchanged == ["versions", "oauth.userinfo", "describe", "describe"]
    assert "Email" in (end.capabilities(CONTACT).offered or ())
    assert end.capabilities(CONTACT).idempotent_create
    assert bench.end().capabilities(CONTACT) == end.capabilities(CONTACT)


def test_ids_of_fifteen_characters_mean_the_same_records(bench: Bench) -> None:
    """L4."""
    known = bench.insert()

    fetched = bench.end().fetch(CONTACT, [known[:15], "003000000000001"])

    assert [record.native_id for record in fetched.records] == [known]
    assert fetched.missing == ("003000000000001",)


def test_two_thousand_ids_are_fetched_in_one_call(make: MakeBench) -> None:
    """No law: what much work costs."""
    bench = make(contacts=2000)
    ids = [row["Id"] for row in bench.org.rows("Contact")]
    end = bench.warm()

    assert len(end.fetch(CONTACT, ids).records) == 2000
    assert bench.requests() == ["composite"]


def test_the_full_listing_holds_what_is_live_and_in_the_scope(make: MakeBench) -> None:
    bench = make(contacts=2100)
    bench.sandbox.call(lambda: bench.org.insert("Contact", {"LastName": "Theirs"}, colleague_of(bench)))
    end = bench.end()

    listed = [entry for page in end.scan(CONTACT, end.containers(CONTACT)[0]) for entry in page]

    mine = [row for row in bench.org.rows("Contact") if row["OwnerId"] == bench.org.user_id]
    assert sorted(listed) == sorted((row["Id"], row["SystemModstamp"]) for row in mine)


def test_matches_are_found_by_address_and_by_name_whatever_the_case(bench: Bench) -> None:
    """L4."""
    by_email = bench.insert(LastName="Other", Email="anna@acme.example")
    by_name = bench.sandbox.call(
        lambda: bench.org.insert("Contact", {"FirstName": "Anna", "LastName": "O'Neil"}, colleague_of(bench))
    )
    bench.insert(FirstName="Bert", LastName="O'Neil")
    end = bench.warm()

    found = end.find_matches(CONTACT, [MatchKeys("ANNA@acme.example", "anna", "o'neil", ""), MatchKeys("", "", "", "")])

    assert {record.native_id for record in found} == {by_email, by_name}
    assert len(bench.requests()) <= 2


def test_accounts_are_found_by_name_whatever_the_case(bench: Bench) -> None:
    ids = [bench.account(name) for name in ("Acme", "ACME")]

    assert bench.end().find_accounts(["acme", "Nobody", ""]) == {"acme": tuple(sorted(ids))}


def test_a_spent_budget_stops_everything_until_later(bench: Bench) -> None:
    end = bench.warm()
    bench.org.settings.daily_limit = 0

    with pytest.raises(PortFault) as caught:
        Mirror().round(end)

    assert (caught.value.fault.kind, caught.value.fault.code) == (FaultClass.THROTTLED, "budget-exhausted")
    assert caught.value.fault.until is not None
    assert caught.value.fault.until > bench.clock.now()
    bench.org.settings.daily_limit = 1000
    Mirror().round(end)
    assert end.budget() is not None


def test_plain_http_of_this_computer_reads_page_after_page(make: MakeBench) -> None:
    """No law: the way to a sandbox."""
    bench = make(contacts=2100)
    end = bench.end(url=bench.ready["http_url"], memory=TextMemory())

    assert len(Mirror().round(end).observed) == 2100


def test_logs_hold_neither_tokens_nor_people(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """No law: what logs hold."""
    caplog.set_level(logging.DEBUG)
    bench.insert(LastName="Geheim", Email="geheim@acme.example")
    bench.sandbox.call(bench.org.sessions.expire)
    end = bench.end()
    Mirror().round(end)
    end.find_matches(CONTACT, [MatchKeys("geheim@acme.example", "A", "Geheim", "")])

    assert "renewed the sign-in" in caplog.text
    told = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("desktop.sandbox"))
    for secret in (bench.tokens.tokens.access_token, "geheim@acme.example", "Geheim"):
        assert secret not in told
