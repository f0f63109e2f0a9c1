"""The wizard, driven as a person drives it: typed into, ticked, gone back, left, and come back to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.app.events import Progressed
from desktop.app.setup.steps import USUAL, Step
from desktop.app.standing import State
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.link_field import LinkLack
from desktop.core.ports import Capabilities
from desktop.core.record import Kind
from desktop.core.rules import Policy
from desktop.sync.context import Progress
from desktop.ui.wizard.choices import OtherSoftwarePage, PolicyPage, ScopePage, WelcomePage
from desktop.ui.wizard.link_field import LinkFieldPage
from desktop.ui.wizard.report import DonePage, ReportPage, StartPage
from desktop.ui.wizard.sign_in import MailboxPage, SalesforcePage, SignInPage
from tests.behaviour.connections import MAILBOX, NOWHERE, SALESFORCE, WRONG
from tests.windows.rig import Rig
from tests.windows.wizard_person import BOX, ORG, Person

REFUSAL = "The last name is missing; Salesforce takes no contact without one. Type the last name in Outlook."


@pytest.fixture
def person(rig: Rig) -> Person:
    """A person with Ada in Salesforce, Alan in Outlook, Grace in both and Prince without a last name."""
    rig.new_in_salesforce("Ada", "Lovelace")
    rig.new_in_outlook("Alan", "Turing")
    rig.new_in_salesforce("Grace", "Hopper")
    rig.new_in_outlook("Grace", "Hopper")
    rig.new_in_outlook("Prince", "")
    return Person(rig)


def copies(rig: Rig) -> set[str]:
    return {str(item.fields.get("Surname")) for item in rig.mailbox.contacts()}


def report_of(page: ReportPage) -> dict[str, list[str]]:
    """Each group with its count and names."""
    told = {}
    for row in range(page.tree.topLevelItemCount()):
        item = page.tree.topLevelItem(row)
        assert item is not None
        children = [item.child(number) for number in range(item.childCount())]
        told[item.text(0)] = [item.text(1), *(child.text(0) for child in children if child is not None)]
    return told


def test_whole_way_from_nothing_to_a_first_sync(rig: Rig, person: Person) -> None:
    seen = [person.step()]
    for step in USUAL[1:]:
        person.walk(step)
        seen.append(person.step())
        if step is Step.START:
            assert "Lovelace" not in copies(rig)
    assert seen == list(USUAL)
    assert "Lovelace" in copies(rig)
    done = person.on(DonePage)
    assert "1 created in Outlook" in done.lead.text()
    assert done.look.isVisible()
    person.press()
    assert not person.window.isVisible()
    assert rig.runner.standing.state is State.ATTENTION


def test_whole_way_can_be_walked_with_the_keyboard(rig: Rig, person: Person) -> None:
    person.window.activateWindow()
    QTest.keyClick(person.window.next, Qt.Key.Key_Space)
    rig.settle()
    for texts in (ORG, BOX):
        person.type(texts)
        QTest.keyClick(list(person.on(SignInPage).fields.values())[-1].input, Qt.Key.Key_Return)
        rig.settle()
        QTest.keyClick(person.window.next, Qt.Key.Key_Space)
        rig.settle()
    QTest.keyClick(person.on(OtherSoftwarePage).alone, Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(person.window.next, Qt.Key.Key_Space)
        rig.settle()
    assert person.step() is Step.DONE


def test_report_lists_every_group_with_its_names_and_says_that_nothing_was_written(rig: Rig, person: Person) -> None:
    person.walk(Step.REPORT)
    page = person.on(ReportPage)
    assert report_of(page) == {
        "On both sides, recognised by the e-mail address": ["1", "Grace Hopper"],
        "New in Outlook": ["1", "Ada Lovelace"],
        "New in Salesforce": ["1", "Alan Turing"],
        "Cannot be written as they are": ["1", f"Prince — {REFUSAL}"],
    }
    assert page.nothing.text() == "Nothing has been written yet."
    rig.new_in_salesforce("Emmy", "Noether")
    rig.later(minutes=15)
    page.again.click()
    rig.settle()
    assert report_of(page)["New in Outlook"] == ["2", "Ada Lovelace", "Emmy Noether"]


def test_account_is_shown_back_before_one_goes_on_and_its_secret_leaves_the_field(rig: Rig, person: Person) -> None:
    person.walk(Step.SALESFORCE)
    page = person.on(SalesforcePage)
    assert not page.connected.isVisible()
    assert person.window.next.text() == "Sign &in"
    person.type(ORG)
    person.press()
    assert person.step() is Step.SALESFORCE
    assert page.connected.text.text() == "Connected as Sally Smith\nhttps://acme.my.salesforce.com"
    assert page.fields["access_token"].text() == ""
    assert person.window.next.text() == "&Next"
    person.type({"instance_url": "https://other.my.salesforce.com"})
    assert person.window.next.text() == "Sign &in"


@pytest.mark.parametrize(
    ("step", "typed", "field", "sentence"),
    [
        (Step.SALESFORCE, {}, "instance_url", "address of Salesforce is missing"),
        (Step.SALESFORCE, {**ORG, "access_token": WRONG}, "access_token", "refused the sign-in"),
        (Step.MAILBOX, {**BOX, "password": WRONG}, "password", "refused the sign-in"),
        (Step.MAILBOX, {**BOX, "ews_url": f"https://{NOWHERE}"}, "ews_url", "does not answer"),
        (Step.MAILBOX, {"ews_url": MAILBOX.ews_url}, "username", "user name is missing"),
    ],
)
def test_fault_stands_beside_the_field_that_it_is_about_until_it_is_mended(
    rig: Rig, person: Person, step: Step, typed: dict[str, str], field: str, sentence: str
) -> None:
    person.walk(step)
    person.type(typed)
    person.press()
    page = person.on(SignInPage)
    complaint = page.fields[field].complaint
    assert complaint.isVisible()
    assert sentence in complaint.text()
    assert not person.window.fault_panel.isVisible()
    assert [name for name, each in page.fields.items() if each.complaint.isVisible()] == [field]
    assert page.fields[field].input.text() == typed.get(field, "")
    person.type(ORG if step is Step.SALESFORCE else BOX)
    person.press()
    assert not complaint.isVisible()
    assert page.connected.isVisible()


def test_two_people_are_asked_about_and_nothing_goes_on_without_the_word(rig: Rig, person: Person) -> None:
    person.walk(Step.MAILBOX)
    page = person.on(MailboxPage)
    assert not page.strangers.isVisible()
    person.type({**BOX, "email": "tom.weber@example.com"})
    person.press()
    assert page.strangers.isVisible()
    assert "Sally Smith in Salesforce and tom.weber@example.com" in page.warning.text()
    person.press()
    assert person.step() is Step.MAILBOX
    assert "Confirm that both are yours" in page.complaint.text()
    page.mine.toggle()  # as an assistive program does it; there is no click
    rig.settle()
    assert not page.complaint.isVisible()
    person.press()
    assert person.step() is Step.OTHER_SOFTWARE
    person.press("back")
    assert page.mine.isChecked()


def test_other_software_must_be_ruled_out(rig: Rig, person: Person) -> None:
    person.walk(Step.OTHER_SOFTWARE)
    page = person.on(OtherSoftwarePage)
    assert any("Einstein Activity Capture" in label.text() for label in page.findChildren(QLabel))
    person.press()
    assert person.step() is Step.OTHER_SOFTWARE
    assert page.complaint.isVisible()
    page.alone.click()
    person.press()
    person.press("back")
    assert page.alone.isChecked()
    assert not page.complaint.isVisible()


@pytest.mark.parametrize("step", [Step.SCOPE, Step.POLICY, Step.REPORT, Step.START, Step.DONE])
def test_return_key_goes_on_from_every_page_that_needs_no_typing(rig: Rig, person: Person, step: Step) -> None:
    person.walk(step)
    assert person.window.focusWidget() is person.window.next


def test_cursor_stays_where_it_was_while_an_answer_is_stored(rig: Rig, person: Person) -> None:
    person.walk(Step.MAILBOX)
    assert person.window.focusWidget() is person.on(MailboxPage).fields["ews_url"].input
    person.type({**BOX, "email": "tom.weber@example.com"})
    person.press()
    assert person.window.focusWidget() is person.window.next
    mine = person.on(MailboxPage).mine
    mine.setFocus()
    QTest.keyClick(mine, Qt.Key.Key_Space)
    rig.settle()
    assert person.window.focusWidget() is mine


def test_choices_are_kept_and_shown_again(rig: Rig, person: Person) -> None:
    person.walk(Step.SCOPE)
    scope = person.on(ScopePage)
    assert scope.chosen() == "mine"
    assert scope.choices["mine"].text() == "&My contacts (2)"
    scope.choices["all"].click()
    person.press()
    policy = person.on(PolicyPage)
    assert policy.chosen() == Policy.ASK
    policy.choices[Policy.OUTLOOK].click()
    person.press()
    person.restart()
    person.press("back")
    assert person.on(PolicyPage).chosen() == Policy.OUTLOOK
    person.press("back")
    assert person.on(ScopePage).chosen() == "all"
    assert rig.program.queries.policy() is Policy.OUTLOOK


def test_list_view_can_be_chosen_and_both_sides_are_counted(rig: Rig, person: Person) -> None:
    view = rig.crm.make_view("Key accounts", {"LastName": "Lovelace"})
    person.walk(Step.SCOPE)
    page = person.on(ScopePage)
    assert page.views.isVisible()
    assert page.views.itemText(0) == "Key accounts (1)"
    assert page.mailbox.text() == "In Outlook: 3 shared, 0 of your own, which stay yours."
    QTest.keyClick(page.choices["all"], Qt.Key.Key_Down)
    page.choices["view"].click()
    person.press()
    assert rig.program.queries.scope() == f"view:{view}"
    person.press("back")
    assert page.choices["view"].isChecked()


def test_scope_can_be_chosen_where_nothing_could_be_counted(
    rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rig.world.crm, "views", _offline)
    person.walk(Step.SCOPE)
    assert "does not answer" in person.window.fault_panel.text()
    assert not person.on(ScopePage).views.isVisible()
    person.press()
    assert person.step() is Step.POLICY


@pytest.mark.parametrize("step", [step for step in USUAL if step not in (Step.START, Step.DONE)])
def test_who_leaves_at_any_step_finds_it_again(rig: Rig, person: Person, step: Step) -> None:
    person.walk(step)
    person.restart()
    assert person.step() is step
    assert person.window.steps._labels


def test_long_step_shows_progress_and_can_be_stopped(rig: Rig, person: Person) -> None:
    person.walk(Step.START)
    rig.bench.stalled = True
    person.press()
    window = person.window
    assert window.progress.isVisible()
    assert not window.next.isEnabled()
    assert not window.back.isEnabled()
    rig.events.tell(Progressed(Progress("writing", 2)))
    rig.settle()
    assert (window.progress.maximum(), window.progress.value()) == (3, 2)
    person.press("stop")
    assert rig.bench.cancelled == 1


def test_first_sync_that_is_stopped_goes_on_later(rig: Rig, person: Person) -> None:
    person.walk(Step.START)
    rig.cancel_at = "reading mailbox"
    person.press()
    assert "was stopped" in person.on(StartPage).lead.text()
    rig.cancel_at = ""
    person.restart()
    assert person.window.next.text() == "&Go on"
    person.walk(Step.DONE)
    assert "Lovelace" in copies(rig)


def test_first_sync_that_fails_says_why_and_can_be_gone_on_with(
    rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.walk(Step.START)
    monkeypatch.setattr(rig.world.mailbox, "check_setup", _offline)
    person.press()
    page = person.on(StartPage)
    assert page.fault.isVisible()
    assert "does not answer" in page.fault.text()
    monkeypatch.undo()
    person.press()
    assert person.step() is Step.DONE


def test_trial_is_offered_at_the_beginning_only(rig: Rig, person: Person) -> None:
    person.on(WelcomePage).trial.click()
    assert rig.trials == 1
    person.press()
    assert not person.window.pages[Step.WELCOME].isVisible()


def test_profile_that_is_set_up_signs_in_again(rig: Rig) -> None:
    rig.connect()
    rig.sync()
    person = Person(rig)
    assert person.step() is Step.SALESFORCE
    person.sign_in({"access_token": "renewed", "instance_url": SALESFORCE.instance_url})
    person.press()
    assert person.step() is Step.DONE
    assert person.on(DonePage).lead.text() == "Both accounts are connected."
    assert "renewed" in rig.connections.kept.values()


def test_start_with_the_computer_is_offered_at_the_end(rig: Rig, person: Person) -> None:
    person.walk(Step.DONE)
    person.on(DonePage).login.click()
    assert rig.login.on


def test_what_waits_is_one_click_away(rig: Rig, person: Person) -> None:
    person.walk(Step.DONE)
    person.on(DonePage).look.click()
    rig.settle()
    assert "problems" in rig.windows.shown()


def _offline(*_: object) -> None:
    raise PortFault(Fault(FaultClass.TRANSIENT, "no-answer", "The mailbox does not answer.", "Try again later."))


def test_link_field_is_looked_for_and_what_the_administrator_must_do_can_be_copied(rig: Rig, person: Person) -> None:
    person.walk(Step.LINK_FIELD)
    page = person.on(LinkFieldPage)
    assert page.panel.state.text() == "Salesforce has no link field; the program does without."
    assert person.window.next.isEnabled()
    page.panel.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "SmartCloudLink__c" in copied and "External ID: yes" in copied

    rig.world.crm.link_lacks = frozenset({LinkLack.NOT_UNIQUE})
    page.again.click()
    rig.settle()
    assert page.panel.wrong.text() == "The field SmartCloudLink__c is not marked as “Unique”."
    rig.world.crm.link_lacks = frozenset()
    page.again.click()
    rig.settle()
    assert page.panel.state.text() == "Salesforce has the link field: new contacts are made by it."
    assert not page.panel.letter.isVisible() and not page.panel.copy.isVisible()


def test_one_goes_on_where_the_link_field_cannot_be_asked_for(
    rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.walk(Step.POLICY)

    def refuse(_: Kind) -> Capabilities:
        raise PortFault(Fault(FaultClass.TRANSIENT, "no-answer", "Salesforce does not answer.", "Try again."))

    monkeypatch.setattr(rig.world.crm, "capabilities", refuse)
    person.press()
    assert person.window.fault_panel.isVisible()
    assert person.on(LinkFieldPage).panel.state.text() == "It is not known yet whether Salesforce has the link field."
    monkeypatch.undo()
    person.press()
    assert person.step() is Step.REPORT
