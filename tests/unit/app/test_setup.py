"""The first-run flow, walked without windows: the whole way, back and forth, through crashes, and in wrong turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.app.ports import SalesforceBrowserSignIn, SalesforcePasswordSignIn, SalesforceSignIn
from desktop.app.setup.flow import Setup, SetupPage
from desktop.app.setup.report import Group
from desktop.app.setup.steps import USUAL, Notes, Step
from desktop.core.faults import PortFault
from desktop.core.record import Role, Side
from desktop.core.rules import Policy
from desktop.sync.session import Verdict
from tests.behaviour.connections import MAILBOX, NOWHERE, SALESFORCE, WRONG
from tests.unit.app.bureau import Bureau

STRANGER = replace(MAILBOX, email="tom.weber@example.com", username="tom")


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    """Ada in Salesforce only, Alan in Outlook only, Grace in both, Kurt twice in Salesforce, Prince without a name."""
    bureau.new_in_salesforce("Ada", "Lovelace")
    bureau.new_in_outlook("Alan", "Turing", "alan@example.com")
    bureau.new_in_salesforce("Grace", "Hopper")
    bureau.new_in_outlook("Grace", "Hopper", "grace.hopper@example.com")
    bureau.new_in_salesforce("Kurt", "Gödel", Email="kurt@example.com")
    bureau.new_in_salesforce("Kurt", "Goedel", Email="kurt@example.com")
    bureau.new_in_outlook("Kurt", "Gödel", "kurt@example.com")
    bureau.new_in_outlook("Prince", "")
    return bureau


def answer(setup: Setup, step: Step) -> None:
    """What a person does on a page before they press Next."""
    deeds: dict[Step, Callable[[], SetupPage]] = {
        Step.SALESFORCE: lambda: setup.check_salesforce(SALESFORCE),
        Step.MAILBOX: lambda: setup.check_mailbox(MAILBOX),
        Step.OTHER_SOFTWARE: lambda: setup.confirm(alone=True),
        Step.SCOPE: lambda: setup.choose("mine"),
        Step.POLICY: lambda: setup.choose(policy=Policy.ASK),
        Step.REPORT: setup.read_both,
    }
    if step in deeds:
        deeds[step]()


def walk(setup: Setup, to: Step) -> SetupPage:
    """Answer and go on until a step is reached."""
    page = setup.page()
    while page.step is not to:
        answer(setup, page.step)
        page = setup.start() if page.step is Step.START else setup.next()
    return page


def test_whole_way_leads_from_nothing_to_a_first_sync(office: Bureau) -> None:
    setup, seen = office.program.setup, list[Step]()
    page = setup.page()
    while page.step is not Step.START:
        seen.append(page.step)
        answer(setup, page.step)
        page = setup.next()
    assert "Lovelace" not in office.copies()
    page = setup.start()
    assert [*seen, Step.START, page.step] == list(USUAL)
    assert page.session is not None
    assert page.session.verdict is Verdict.WAITING
    assert "Lovelace" in office.copies()
    assert not office.program.queries.first_sync_due()


def test_report_names_who_is_linked_new_ambiguous_and_refused_and_nothing_is_written(office: Bureau) -> None:
    page = walk(office.program.setup, Step.REPORT)
    assert page.report is None
    report = office.program.setup.read_both().report
    assert report is not None
    told = {line.group: (line.count, [found.name for found in line.found]) for line in report.lines}
    assert told == {
        Group.BY_EMAIL: (1, ["Grace Hopper"]),
        Group.BY_NAME: (0, []),
        Group.BY_LINK: (0, []),
        Group.NEW_IN_OUTLOOK: (1, ["Ada Lovelace"]),
        Group.NEW_IN_SALESFORCE: (1, ["Alan Turing"]),
        Group.AMBIGUOUS: (1, ["Kurt Gödel"]),
        Group.REFUSED: (1, ["Prince"]),
    }
    details = {found.name: found.detail for line in report.lines for found in line.found}
    assert details["Kurt Gödel"] == "Kurt Goedel, Kurt Gödel" or details["Kurt Gödel"] == "Kurt Gödel, Kurt Goedel"
    assert "last name is missing" in details["Prince"]
    assert len(office.mailbox.contacts(Role.SHARED)) == 4
    assert len(office.crm.contacts()) == 4


@pytest.mark.parametrize("step", [step for step in USUAL if step not in (Step.WELCOME, Step.DONE)])
def test_nothing_goes_on_while_something_is_missing(office: Bureau, step: Step) -> None:
    setup = office.program.setup
    page = walk(setup, step)
    if step in (Step.SCOPE, Step.POLICY, Step.LINK_FIELD):
        assert page.missing is None
        return
    assert page.missing is not None
    with pytest.raises(PortFault) as caught:
        setup.next()
    assert caught.value.fault.message
    assert caught.value.fault.action
    assert setup.page().step is step


@pytest.mark.parametrize("step", USUAL)
def test_crash_at_any_step_resumes_there(office: Bureau, step: Step) -> None:
    walk(office.program.setup, step)
    office.restart()
    # A report rests on what was read in this run, so it is made again.
    expected = Step.REPORT if step is Step.START else step
    page = office.program.setup.page()
    assert page.step is expected
    walk(office.program.setup, Step.DONE)
    assert "Lovelace" in office.copies()


def test_back_from_any_step_loses_nothing(office: Bureau) -> None:
    setup = office.program.setup
    page = walk(setup, Step.START)
    for expected in reversed(USUAL[: USUAL.index(Step.START)]):
        page = setup.back()
        assert page.step is expected
    assert setup.back().step is Step.WELCOME
    assert page.salesforce is not None
    assert page.mailbox is not None
    for expected in USUAL[1 : USUAL.index(Step.START) + 1]:
        assert setup.next().step is expected


@pytest.mark.parametrize("choice", [{"scope": "all"}, {"policy": Policy.OUTLOOK}])
def test_other_scope_or_policy_makes_the_report_worthless(office: Bureau, choice: dict[str, Any]) -> None:
    setup = office.program.setup
    walk(setup, Step.START)
    page = setup.choose(**choice)
    assert (page.step, page.report) == (Step.REPORT, None)
    assert setup.read_both().report is not None
    assert setup.next().step is Step.START


def test_other_mailbox_takes_back_what_was_confirmed_for_the_first(office: Bureau) -> None:
    office.connections.another = {"sally.smith@elsewhere.example"}
    setup = office.program.setup
    walk(setup, Step.START)
    page = setup.check_mailbox(replace(MAILBOX, email="sally.smith@elsewhere.example"))
    assert (page.step, page.report) == (Step.OTHER_SOFTWARE, None)
    assert page.mailbox is not None
    assert page.mailbox.label == "sally.smith@elsewhere.example"
    assert office.program.queries.status().records[Side.CRM] == 0


@pytest.mark.parametrize(
    ("sign_in", "field"),
    [
        (replace(SALESFORCE, instance_url=" "), "instance_url"),
        (replace(SALESFORCE, access_token=""), "access_token"),
        (SalesforceBrowserSignIn("acme", " "), "client_id"),
        (SalesforcePasswordSignIn(" ", "x", "acme"), "username"),
        (SalesforcePasswordSignIn("u", " ", "acme"), "password"),
        (replace(MAILBOX, ews_url=""), "ews_url"),
        (replace(MAILBOX, username=""), "username"),
        (replace(MAILBOX, password=""), "password"),
    ],
)
def test_blank_field_is_named(bureau: Bureau, sign_in: object, field: str) -> None:
    setup = bureau.program.setup
    with pytest.raises(PortFault) as caught:
        check(setup, sign_in)
    assert caught.value.fault.fields == (field,)
    assert setup.page().notes.login == getattr(sign_in, "login", "")
    assert bureau.connections.kept == {}


@pytest.mark.parametrize(
    ("sign_in", "sentence"),
    [
        (replace(SALESFORCE, access_token=WRONG), "refused the sign-in"),
        (replace(MAILBOX, password=WRONG), "refused the sign-in"),
        (replace(SALESFORCE, instance_url=f"https://{NOWHERE}"), "does not answer"),
        (replace(MAILBOX, ews_url=f"https://{NOWHERE}/EWS/Exchange.asmx"), "does not answer"),
    ],
)
def test_wrong_password_or_address_says_so_keeps_what_was_typed_and_no_secret(
    bureau: Bureau, sign_in: object, sentence: str
) -> None:
    setup = bureau.program.setup
    with pytest.raises(PortFault, match=sentence):
        check(setup, sign_in)
    bureau.restart()
    page = bureau.program.setup.page()
    assert (page.salesforce, page.mailbox) == (None, None)
    assert sign_in.__class__ is SALESFORCE.__class__ or page.notes.username == "sally"
    assert bureau.connections.kept == {}
    assert WRONG not in page.notes.text()


def test_no_secret_is_in_what_is_stored_of_the_flow(office: Bureau) -> None:
    page = walk(office.program.setup, Step.REPORT)
    assert SALESFORCE.access_token not in page.notes.text()
    assert MAILBOX.password not in page.notes.text()


def test_two_people_must_be_confirmed_and_the_word_holds_for_these_two_only(office: Bureau) -> None:
    setup = office.program.setup
    walk(setup, Step.MAILBOX)
    page = setup.check_mailbox(STRANGER)
    assert page.strangers
    with pytest.raises(PortFault, match="two different people"):
        setup.next()
    assert not setup.confirm(same_person=True).strangers
    assert setup.next().step is Step.OTHER_SOFTWARE
    assert setup.confirm(same_person=False).step is Step.MAILBOX
    setup.confirm(same_person=True)
    office.connections.another = {"tomas@example.com"}
    assert setup.check_mailbox(replace(STRANGER, email="tomas@example.com")).strangers


def test_first_sync_that_is_stopped_goes_on_where_it_was(office: Bureau) -> None:
    setup = office.program.setup
    walk(setup, Step.START)
    office.cancel_at = "reading mailbox"
    page = setup.start()
    assert page.step is Step.START
    assert page.session is not None
    assert page.session.verdict is Verdict.CANCELLED
    office.cancel_at, office.cancelled = "", False
    office.restart()
    assert office.program.setup.page().step is Step.START
    page = walk(office.program.setup, Step.DONE)
    assert "Lovelace" in office.copies()


def test_first_sync_asks_again_about_what_nobody_saw(office: Bureau) -> None:
    setup = office.program.setup
    walk(setup, Step.START)
    office.cancel_at = "writing"
    setup.start()
    office.cancel_at, office.cancelled = "", False
    office.restart()
    office.new_in_salesforce("Emmy", "Noether")
    office.clock.forward(minutes=15)
    page = office.program.setup.start()
    assert page.step is Step.REPORT
    assert page.report is not None
    assert page.report.count(Group.NEW_IN_OUTLOOK) == 1
    assert "Noether" not in office.copies()
    office.program.setup.next()
    assert office.program.setup.start().step is Step.DONE
    assert "Noether" in office.copies()


def test_reading_that_is_stopped_writes_nothing_and_can_be_done_again(office: Bureau) -> None:
    setup = office.program.setup
    walk(setup, Step.REPORT)
    office.cancel_at = "reading"
    with pytest.raises(PortFault, match="stopped"):
        setup.read_both()
    office.cancel_at, office.cancelled = "", False
    assert setup.read_both().report is not None


def test_profile_that_is_set_up_only_signs_in_again(office: Bureau) -> None:
    setup = office.program.setup
    walk(setup, Step.DONE)
    page = setup.again()
    assert page.steps == (Step.SALESFORCE, Step.MAILBOX, Step.DONE)
    setup.check_salesforce(replace(SALESFORCE, access_token="renewed"))
    assert setup.next().step is Step.MAILBOX
    assert setup.next().step is Step.DONE
    assert "renewed" in office.connections.kept.values()


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", '{"step": "nowhere"}', '{"step": 3, "agreed": "yes"}', '{"email": null, "more": 1}'],
)
def test_damaged_notes_begin_anew(text: str) -> None:
    assert Notes.of_text(text) == Notes()


def test_notes_come_back_as_they_were_stored() -> None:
    notes = Notes(step="policy", username="sally", agreed=True)
    assert Notes.of_text(notes.text()) == notes


def check(setup: Setup, sign_in: object) -> None:
    """Have either sign-in checked."""
    if isinstance(sign_in, SalesforceSignIn | SalesforceBrowserSignIn | SalesforcePasswordSignIn):
        setup.check_salesforce(sign_in)
    elif isinstance(sign_in, type(MAILBOX)):
        setup.check_mailbox(sign_in)
