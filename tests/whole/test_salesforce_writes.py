"""Writes of the Salesforce end over HTTPS: none is blind, none is sent twice, and each tells what became of it.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.faults import FaultClass
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.ports import Draft, Edit, Target
from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.settings import DuplicateRule, ValidationRule
from tests.conftest import SandboxFactory

from .salesforce_bench import CONTACT, Bench, MakeBench, Mirror, benches, only, patch, version_of


@pytest.fixture
def make(sandbox_factory: SandboxFactory, tmp_path: Path) -> Iterator[MakeBench]:
    with benches(sandbox_factory, tmp_path) as opened:
        yield opened


@pytest.fixture
def bench(make: MakeBench) -> Bench:
    return make()


def refusal_of(outcome: Outcome) -> Any:
    assert isinstance(outcome, Refused)
    return outcome.fault


def test_updates_and_creates_take_few_calls(make: MakeBench) -> None:
    """No law: what much work costs."""
    bench = make(contacts=240)
    end = bench.warm()
    records = Mirror().round(end).observed
    bench.clock.forward()
    bench.requests()

    edits = [Edit(record.native_id, record.version, {"Title": "Chief"}) for record in records]
    outcomes = [each for at in range(0, 240, 24) for each in end.update(CONTACT, edits[at : at + 24])]
    assert all(isinstance(o, Applied) and o.record and o.record.fields["Title"] == "Chief" for o in outcomes)
    assert bench.requests() == ["composite"] * 10

    drafts = [Draft("", {"LastName": f"New {number}", "Title": None}) for number in range(400)]
    made = [each for at in (0, 200) for each in end.create(CONTACT, drafts[at : at + 200])]
    assert [bench.shown(o.native_id)["LastName"] for o in made if isinstance(o, Applied)] == [
        f"New {number}" for number in range(400)
    ]
    assert bench.requests() == ["collections.create"] * 2


@pytest.mark.parametrize("call", ["create", "update", "delete"])
def test_more_than_fits_into_a_call_is_an_error_of_the_caller(bench: Bench, call: str) -> None:
    """No law: how the end is called."""
    things: dict[str, list[Any]] = {
        "create": [Draft("", {"LastName": "x"})] * 201,
        "update": [Edit("003", "v", {})] * 25,
        "delete": [Target("003", "v")] * 201,
    }
    with pytest.raises(ValueError, match="are allowed"):
        getattr(bench.end(), call)(CONTACT, things[call])


@pytest.mark.parametrize("call", ["create", "update", "delete"])
def test_nothing_to_write_makes_no_request(bench: Bench, call: str) -> None:
    """L2."""
    end = bench.warm()

    assert getattr(end, call)(CONTACT, []) == []
    assert bench.requests() == []


def test_an_update_changes_what_it_names_and_nothing_else(bench: Bench) -> None:
    """L10."""
    known = bench.insert(FirstName="A", Title="Old", Phone="1", Description="x\ny")
    edit = patch(bench, known, Title="New", Phone=None)
    bench.clock.forward()
    before = bench.shown(known)

    outcome = only(bench.end().update(CONTACT, [edit]))

    assert bench.shown(known) == {**before, "Title": "New", "Phone": None}
    assert isinstance(outcome, Applied)
    assert outcome.version == version_of(bench, known) != edit.expect
    assert outcome.record is not None
    assert outcome.record.version == outcome.version


def test_a_record_that_changed_meanwhile_is_left_alone_and_shown(bench: Bench) -> None:
    mine, theirs = bench.insert(Title="Old"), bench.insert(Title="Old")
    edits = [patch(bench, each, Phone="1") for each in (mine, theirs)]
    bench.edit(theirs, Title="Foreign")
    bench.clock.forward()

    first, second = bench.end().update(CONTACT, edits)

    assert isinstance(first, Applied)
    assert isinstance(second, Stale)
    assert second.record is not None
    assert second.record.fields["Title"] == "Foreign"
    assert bench.shown(theirs)["Phone"] is None


def test_a_foreign_edit_within_the_same_second_is_seen_in_the_answer(bench: Bench) -> None:
    known = bench.insert(Title="Old")
    edit = patch(bench, known, Phone="1")
    bench.sandbox.call(lambda: bench.org.update("Contact", known, {"Title": "Foreign"}))

    outcome = only(bench.end().update(CONTACT, [edit]))

    assert isinstance(outcome, Applied)
    assert outcome.record is not None
    assert (outcome.record.fields["Title"], outcome.record.fields["Phone"]) == ("Foreign", "1")


def test_an_update_under_an_unknown_version_looks_first(bench: Bench) -> None:
    known = bench.insert()
    end = bench.warm()

    assert isinstance(only(end.update(CONTACT, [Edit(known, "", {"Title": "New"})])), Applied)
    assert bench.requests() == ["composite", "composite"]


def test_updates_of_what_is_gone_are_refused_as_gone(bench: Bench) -> None:
    """L6."""
    deleted, hidden = bench.insert(), bench.insert()
    edits = [patch(bench, deleted, Title="x"), patch(bench, hidden, Title="x")]
    bench.edit(hidden, OwnerId=bench.org.colleague.id)
    bench.sandbox.call(lambda: bench.org.delete("Contact", deleted))
    bench.org.settings.contact_sharing = "private"

    faults = [refusal_of(outcome) for outcome in bench.end().update(CONTACT, edits)]

    assert [(fault.kind, fault.code) for fault in faults] == [
        (FaultClass.GONE, "gone"),
        (FaultClass.GONE, "no-access-any-more"),
    ]


@pytest.mark.parametrize("text", ["@{r0.id}", "see @{you.there} soon"])
def test_texts_that_look_like_references_are_written_as_they_are(bench: Bench, text: str) -> None:
    """L10."""
    odd, plain, stale = bench.insert(), bench.insert(), bench.insert()
    edits = [patch(bench, odd, Title=text), patch(bench, plain, Title="New"), patch(bench, stale, Description=text)]
    bench.edit(stale, Title="Foreign")
    bench.clock.forward()

    first, second, third = bench.end().update(CONTACT, edits)

    assert isinstance(first, Applied)
    assert first.record is not None
    assert first.record.fields["Title"] == text == bench.shown(odd)["Title"]
    assert isinstance(second, Applied)
    assert isinstance(third, Stale)
    assert third.record is not None
    assert bench.shown(stale)["Description"] is None
    gone = patch(bench, odd, Title=text)
    bench.sandbox.call(lambda: bench.org.delete("Contact", odd))
    assert refusal_of(only(bench.end().update(CONTACT, [gone]))).kind is FaultClass.GONE


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ({"Email": f"{'a' * 70}@acme.example"}, "too-long", "Email"),
        ({"FirstName": "x" * 41}, "too-long", "FirstName"),
        ({"LastName": None}, "required-field", "LastName"),
        ({"Email": "no address"}, "invalid-value", "Email"),
        ({"Birthdate": "yesterday"}, "invalid-value", ""),
    ],
)
def test_what_does_not_fit_is_refused_whole_with_the_field_named(
    bench: Bench, fields: dict[str, str | None], code: str, named: str
) -> None:
    """L3, L10."""
    known = bench.insert(FirstName="A", Email="a@b.example")
    before = bench.shown(known)
    end = bench.end()

    created = only(end.create(CONTACT, [Draft("", {"LastName": "New", **fields})]))
    updated = only(end.update(CONTACT, [patch(bench, known, Title="New", **fields)]))

    for outcome in (created, updated):
        fault = refusal_of(outcome)
        assert (fault.kind, fault.code) == (FaultClass.INVALID, code)
        assert fault.fields == ((named,) if named else ())
    assert bench.shown(known) == before
    assert len(bench.org.rows("Contact")) == 1


def test_one_bad_row_does_not_hinder_the_others(bench: Bench) -> None:
    """L6."""
    drafts = [Draft("", {"LastName": name}) for name in ("A", "", "C")]

    outcomes = bench.end().create(CONTACT, drafts)

    assert [type(outcome) for outcome in outcomes] == [Applied, Refused, Applied]


def test_an_organisations_own_rule_is_told_in_its_words(bench: Bench) -> None:
    """L6."""
    rule = ValidationRule("Contact", lambda row: row["Title"] == "Boss", "Only {one} boss, please.", "Title")
    bench.org.settings.validation_rules.append(rule)

    fault = refusal_of(only(bench.end().create(CONTACT, [Draft("", {"LastName": "x", "Title": "Boss"})])))

    assert (fault.code, fault.message) == ("validation-rule", "Only {one} boss, please.")


@pytest.mark.parametrize("action", ["block", "alert"])
def test_a_duplicate_rule_holds_back_and_names_the_record(bench: Bench, action: str) -> None:
    """L4."""
    twin = bench.insert(Email="a@b.example")
    other = bench.insert()
    bench.org.settings.duplicate_rules = [DuplicateRule(action=action)]
    end = bench.end()

    created = only(end.create(CONTACT, [Draft("", {"LastName": "x", "Email": "a@b.example"})]))
    updated = only(end.update(CONTACT, [patch(bench, other, Email="a@b.example")]))

    for outcome in (created, updated):
        assert refusal_of(outcome).code == "duplicate-rule"
        assert twin in refusal_of(outcome).message
    assert len(bench.org.rows("Contact")) == 2


def test_a_locked_row_is_refused_for_the_moment_and_written_once_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L4, L6."""
    known = bench.insert()
    edit = patch(bench, known, Title="New")
    update, tries = bench.org.update, []

    def locked(*args: Any, **more: Any) -> None:
        tries.append(args)
        if len(tries) < 3:
            raise SandboxError("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")
        update(*args, **more)

    monkeypatch.setattr(bench.org, "update", locked)
    end = bench.end()
    outcomes = [only(end.update(CONTACT, [edit])) for _ in range(3)]

    assert [refusal_of(outcome).kind for outcome in outcomes[:2]] == [FaultClass.TRANSIENT] * 2
    assert isinstance(outcomes[2], Applied)
    assert len(tries) == 3


def test_a_field_that_may_not_be_written_any_more_is_learned_of(bench: Bench) -> None:
    """L6."""
    end = bench.end()
    assert "Title" in (end.capabilities(CONTACT).offered or ())
    bench.org.settings.hidden_fields = {("Contact", "Title")}

    fault = refusal_of(only(end.create(CONTACT, [Draft("", {"LastName": "x", "Title": "y"})])))

    assert fault.kind is FaultClass.FORBIDDEN
    assert "Title" not in (end.capabilities(CONTACT).offered or ())


def test_deletes_go_to_the_bin_and_only_where_nothing_changed(bench: Bench) -> None:
    plain, changed, deleted, unknown = (bench.insert(LastName=name) for name in "ABCD")
    targets = [Target(each, version_of(bench, each)) for each in (plain, changed, deleted)]
    targets += [Target(unknown, ""), Target("003000000000001AAA", "x")]
    bench.edit(changed, Title="Foreign")
    bench.sandbox.call(lambda: bench.org.delete("Contact", deleted))
    end = bench.warm()

    outcomes = end.delete(CONTACT, targets)

    assert [type(outcome) for outcome in outcomes] == [Applied, Stale, Applied, Applied, Refused]
    assert bench.requests() == ["composite", "collections.delete"]
    assert {row["Id"] for row in bench.org.rows("Contact")} == {changed}
    assert {row["Id"] for row in bench.org.rows("Contact", deleted=True)} == {plain, deleted, unknown}
