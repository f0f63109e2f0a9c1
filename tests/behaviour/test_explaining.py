"""What is said of an item: each reason code that the program finds out by itself, with its evidence and its past.

That the verdict is what the next session does is the law in `tests/laws/test_explanations.py`.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.app.explaining import away
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.guards import Guards
from desktop.core.naming import named
from desktop.core.pairing import Wish
from desktop.core.record import Kind, Role, Side, Tombstone
from desktop.core.rules import Policy
from desktop.core.verdict import Code, Reason
from desktop.mapping.lens import KindMap
from desktop.store.exclusions import Key, KeyType
from desktop.store.views import Views
from desktop.sync.exclusion import Cause, Excluding
from desktop.sync.explain import Explained, explain
from desktop.sync.explanation import Explanation
from desktop.sync.foresight import look_ahead
from desktop.sync.pull import pull
from desktop.sync.telling import biography

from .office import Office


def asked(office: Office, what: str) -> Explained:
    """The answer as the program gives it: rehearsed, and taken back."""
    office.clock.forward(minutes=15)
    with office.database.rehearsal():
        context = office.context()
        look_ahead(context)
        return explain(context, named(what))


def about(office: Office, what: str = "Ada Lovelace") -> Explanation:
    (item,) = asked(office, what).items
    return item


def codes(item: Explanation) -> list[str]:
    return [str(reason.code) for reason in item.reasons]


def reason(item: Explanation, code: str) -> Reason:
    return next(each for each in item.reasons if each.code == code)


def history(item: Explanation) -> list[str]:
    return [text for _, text in biography(item.events, KindMap.load(Kind.CONTACT).label)]


@pytest.fixture
def paired(office: Office) -> Office:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    return office


def contact(office: Office) -> str:
    return office.crm.contacts()[0].native_id


def copy(office: Office) -> str:
    return office.copy_of("Ada Lovelace")


def test_a_pair_in_agreement_is_linked_and_unchanged(paired: Office) -> None:
    item = about(paired)
    assert codes(item) == ["linked-ok", "unchanged"] and item.ahead == () and item.agreed_at is not None
    assert set(item.records) == set(Side) == set(item.bases)
    assert history(item) == [
        "Seen on one side, with no counterpart on the other.",
        "Made in Outlook, from Salesforce.",
    ]


@pytest.mark.parametrize("name", ["native", "copy", "pair", "email", "words", "title"])
def test_an_item_is_found_by_each_of_its_names(paired: Office, name: str) -> None:
    names = {
        "native": contact(paired),
        "copy": copy(paired),
        "pair": paired.pairings()[0].pair_id,
        "email": "Ada.Lovelace@EXAMPLE.com",
        "words": "lovel ada",
        "title": "ada lovelace",
    }
    assert about(paired, names[name]).title == "Ada Lovelace"


def test_several_that_fit_are_named_to_choose_from(office: Office) -> None:
    for number in range(5):
        office.new_in_salesforce("Ada", f"Lovelace{number}")
    office.settled()
    found = asked(office, "ada")
    assert found.items == () and len(found.choices) == 5
    assert {each.title for each in found.choices} == {f"Ada Lovelace{number}" for number in range(5)}


def test_an_edit_that_was_never_synced_is_pending_with_its_fields(paired: Office) -> None:
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    item = about(paired)
    pending = reason(item, Code.PENDING)
    assert pending.fields == ("title",) and "Job title" in pending.sentence
    assert [(o.side, dict(o.fields)) for o in item.ahead] == [(Side.MAILBOX, {"title": "Countess"})]


def test_explaining_changes_nothing_of_our_own(paired: Office) -> None:
    """L2."""
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    before = [paired.database.rows(f"SELECT * FROM {table}") for table in ("record", "pairing", "cursor", "issue")]
    about(paired)
    after = [paired.database.rows(f"SELECT * FROM {table}") for table in ("record", "pairing", "cursor", "issue")]
    assert before == after


def test_before_the_first_yes_nothing_is_written(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    item = about(office)
    assert codes(item) == ["first-sync", "pending-next-run"] and item.ahead == ()


def test_an_open_conflict_is_shown_with_all_three_values(paired: Office) -> None:
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    paired.mailbox.edit(copy(paired), {"JobTitle": "Programmer"})
    found = reason(about(paired), Code.CONFLICT_OPEN)
    assert found.fields == ("title",)
    assert found.evidence == (
        "In Salesforce: Countess",
        "In Outlook: Programmer",
        "When both were the same: Analyst",
    )


def test_a_conflict_that_the_policy_decides_says_so(paired: Office) -> None:
    paired.choose(Policy.SALESFORCE)
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    paired.mailbox.edit(copy(paired), {"JobTitle": "Programmer"})
    assert codes(about(paired))[:2] == ["conflict-auto", "pending-next-run"]


def test_a_held_deletion_is_held_before_and_after_it_was_asked(paired: Office) -> None:
    paired.mailbox.delete(copy(paired))
    assert codes(about(paired)) == ["held-deletion"]
    paired.settled()
    item = about(paired)
    assert codes(item) == ["held-deletion"] and "answer" in reason(item, Code.HELD_DELETION).remedy.lower()
    assert any("Held" in text for text in history(item))


def test_a_deletion_in_salesforce_is_the_reason_of_what_comes(paired: Office) -> None:
    paired.crm.delete(contact(paired))
    assert codes(about(paired)) == ["deleted-there", "pending-next-run"]


def test_deletions_in_bulk_are_held(office: Office) -> None:
    office.guards = Guards(deletions=2)
    ids = [office.new_in_salesforce("Ada", f"Lovelace{number}") for number in range(3)]
    office.settled()
    for native_id in ids:
        office.crm.delete(native_id)
    item = about(office, "Ada Lovelace1")
    assert codes(item) == ["held-deletion", "deleted-there", "pending-next-run"] and item.ahead == ()
    assert reason(item, Code.HELD_DELETION).sentence.startswith("3 copies")


def test_what_left_the_scope_is_told_by_the_filter(paired: Office) -> None:
    paired.crm.reown(contact(paired))
    assert codes(about(paired)) == ["filter", "pending-next-run"]
    paired.settled()
    assert codes(about(paired)) == ["filter"]


def test_what_the_person_unshared_lacks_the_category(paired: Office) -> None:
    paired.wish(Wish.UNSHARE)
    paired.settled()
    assert codes(about(paired)) == ["category-missing"]


def test_an_excluded_pair_says_since_when(paired: Office) -> None:
    with paired.database.transaction():
        excluding = Excluding(paired.store, KindMap.load(Kind.CONTACT), Kind.CONTACT, paired.clock.now())
        excluding.pairs([paired.pairings()[0].pair_id], Cause.PERSON)
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    item = about(paired)
    assert codes(item) == ["excluded"]
    assert reason(item, Code.EXCLUDED).evidence == ("Excluded on 2026-03-02: Ada Lovelace",)


def test_several_possible_counterparts_are_named(office: Office) -> None:
    first = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    second = office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    office.settled()
    office.new_in_outlook("Countess", "Ada", email="ada@example.com")
    found = reason(about(office, "Countess Ada"), Code.AMBIGUOUS)
    assert {first, second} == {text.split("(")[1].rstrip(")") for text in found.evidence}


def test_a_value_that_is_too_long_is_told_before_and_after_the_session(paired: Office) -> None:
    paired.mailbox.edit(copy(paired), {"JobTitle": "x" * 200})
    before = reason(about(paired), "too-long")
    assert before.fields == ("title",) and "128" in before.sentence
    paired.settled()
    item = about(paired)
    assert codes(item)[0] == "too-long" and item.ahead == ()


def test_a_contact_without_a_required_value_is_told(office: Office) -> None:
    office.settled()
    office.mailbox.create_contact({"GivenName": "Prince"}, Role.SHARED)
    assert codes(about(office, "Prince"))[0] == "required-field"


def test_a_company_without_an_account_is_told_and_the_rest_goes_on(paired: Office) -> None:
    paired.mailbox.edit(copy(paired), {"CompanyName": "Nowhere Ltd"})
    assert "unresolved-account" in codes(about(paired))


def test_a_record_that_cannot_be_seen_any_more_is_told(paired: Office) -> None:
    paired.crm.hide(contact(paired))
    paired.clock.forward(hours=25)
    paired.settled()
    assert codes(about(paired))[0] == "no-access-any-more"


def test_a_personal_contact_was_never_touched_for_want_of_the_category(office: Office) -> None:
    office.settled()
    office.new_in_outlook("Grace", "Hopper", role=Role.DEFAULT)
    item = about(office, "grace hopper")
    assert codes(item) == ["category-missing"] and item.pairing is None and set(item.records) == {Side.MAILBOX}
    assert about(office, "grace.hopper@example.com").title == "Grace Hopper"


def test_a_contact_of_a_colleague_is_outside_of_the_filter(office: Office) -> None:
    office.settled()
    theirs = office.new_in_salesforce("Grace", "Hopper")
    office.crm.reown(theirs)
    assert codes(about(office, "grace.hopper@example.com")) == ["filter"]


def test_what_nobody_knows_is_not_found(office: Office) -> None:
    assert codes(about(office, "Nobody At All")) == ["not-found"]


def test_a_pair_that_is_forgotten_has_its_history(paired: Office) -> None:
    pair_id = paired.pairings()[0].pair_id
    paired.crm.delete(contact(paired))
    paired.settled()
    assert paired.pairings() == []
    item = about(paired, pair_id)
    assert codes(item) == ["deleted-there"] and item.title == "Ada Lovelace"
    assert history(item)[-1] == "Deleted in Outlook. It had been deleted in Salesforce."


def test_the_history_tells_questions_answers_and_changes(paired: Office) -> None:
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    paired.mailbox.edit(copy(paired), {"JobTitle": "Programmer"})
    paired.settled()
    paired.resolve(paired.store.conflicts.waiting()[0].id, "salesforce")
    paired.settled()
    told = history(about(paired))
    assert told[2:] == [
        "Asked you about Job title: “Countess” in Salesforce, “Programmer” in Outlook.",
        "You chose the value of Salesforce.",
        "Changed in Outlook: job title is now “Countess” (it was “Programmer”). You decided so.",
    ]


def test_a_write_that_came_too_late_is_told_and_is_no_part_of_what_was_written(office: Office) -> None:
    """L3: a record that moved in the very moment of the write: nothing was written, and the history says so."""
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    office.crm.edit(contact(office), {"Title": "Countess"})

    def racing(name: str) -> None:
        if name == "update":
            office.world.mailbox.calls.quiet()
            office.mailbox.edit(copy(office), {"Department": "Engines"})

    office.world.mailbox.calls.before_call = racing
    report = office.sync()
    written = [(change.side, change.field) for change in Views(office.database).session_changes(report.session)]
    assert sorted(written) == [(Side.CRM, "department"), (Side.MAILBOX, "title")]
    assert any("in that very moment" in text for text in history(about(office)))


def as_last_seen(office: Office, what: str) -> Explanation:
    """The answer without asking anybody."""
    fault = Fault(FaultClass.TRANSIENT, "unreachable", "Nobody answered.")
    with office.database.rehearsal():
        context = office.context()
        context.ends = away(fault)
        (item,) = explain(context, named(what), fault).items
    return item


def test_without_the_ends_what_waits_is_told_behind_what_it_waits_for(paired: Office) -> None:
    paired.crm.edit(contact(paired), {"Title": "Countess"})
    paired.clock.forward(minutes=15)
    pull(paired.context(), Side.CRM)
    assert codes(as_last_seen(paired, "ada")) == ["unreachable", "pending-next-run"]


def test_without_the_ends_a_newcomer_is_not_linked_yet(paired: Office) -> None:
    paired.new_in_salesforce("Grace", "Hopper")
    paired.clock.forward(minutes=15)
    pull(paired.context(), Side.CRM)
    assert codes(as_last_seen(paired, "hopper")) == ["unreachable", "pending-next-run"]
    assert codes(as_last_seen(paired, "nobody")) == ["not-found", "unreachable"]


def test_an_end_that_cannot_be_asked_says_why_whatever_is_asked(office: Office) -> None:
    with pytest.raises(PortFault, match="Nobody answered"):
        away(Fault(FaultClass.TRANSIENT, "unreachable", "Nobody answered.")).crm.fetch(Kind.CONTACT, ["x"])


def test_records_in_no_pair_are_told_by_how_they_lie(paired: Office) -> None:
    """As a session may leave them behind: out of scope, gone, or one's own."""
    theirs = paired.new_in_salesforce("Grace", "Hopper")
    personal = paired.new_in_outlook("Hedy", "Lamarr", role=Role.DEFAULT)
    deleted = paired.new_in_salesforce("Kurt", "Gödel")
    paired.crm.reown(theirs)
    context = paired.context()
    context.observe(Side.CRM, context.ends.crm.fetch(Kind.CONTACT, [theirs, deleted]).records)
    context.observe(Side.MAILBOX, context.ends.mailbox.fetch(Kind.CONTACT, [personal]).records)
    with paired.database.transaction():
        paired.store.mirror.gone(Side.CRM, Kind.CONTACT, [Tombstone(deleted)], paired.clock.now())
    assert codes(as_last_seen(paired, theirs)) == ["filter", "unreachable"]
    assert codes(as_last_seen(paired, personal)) == ["category-missing", "unreachable"]
    assert codes(as_last_seen(paired, deleted)) == ["deleted-there", "unreachable"]


def test_a_candidate_of_an_open_question_waits_with_it(office: Office) -> None:
    office.settled()
    office.new_in_outlook("Countess", "Ada", email="ada@example.com")
    first = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    second = office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    assert codes(about(office, first)) == codes(about(office, second)) == ["ambiguous-match"]


def test_a_domain_that_is_excluded_is_told_of_who_was_never_touched(office: Office) -> None:
    office.settled()
    with office.database.transaction():
        excluding = Excluding(office.store, KindMap.load(Kind.CONTACT), Kind.CONTACT, office.clock.now())
        excluding.pattern(Key(KeyType.DOMAIN, "example.com"), "@example.com", Cause.PERSON)
    office.new_in_outlook("Grace", "Hopper", role=Role.DEFAULT)
    office.new_in_salesforce("Ada", "Lovelace")
    assert codes(about(office, "grace hopper")) == codes(about(office, "ada lovelace")) == ["excluded"]


def test_a_copy_in_a_folder_of_the_person_is_outside_of_the_folder(office: Office) -> None:
    office.settled()
    item = office.new_in_outlook("Grace", "Hopper", role=Role.OTHER)
    office.mailbox.categorise(item, "Salesforce")
    assert codes(about(office, "grace hopper")) == ["folder-not-selected"]


def test_a_write_that_comes_too_late_again_and_again_is_told(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    office.crm.edit(contact(office), {"Title": "Countess"})
    numbers = iter(range(100))

    def racing(name: str) -> None:
        if name == "update":
            office.mailbox.edit(copy(office), {"Department": f"Engine {next(numbers)}"})

    office.world.mailbox.calls.before_call = racing
    office.sync()
    office.world.mailbox.calls.quiet()
    assert codes(about(office))[0] == "changed-during-write"
