"""The scenes of the first-run wizard: every page, what may go wrong on it, and a trial."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.app.setup.steps import Step
from desktop.app.vitals import SANDBOX
from desktop.store.database import Database
from desktop.store.settings import Settings
from desktop.sync.context import Progress
from desktop.ui.wizard.sign_in import SignInPage
from desktop.ui.wizard.window import WizardWindow
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.gallery.scenes import (
    DARK,
    GERMAN,
    LARGE_TEXT,
    LIGHT,
    LONG_NAME,
    MIRRORED,
    PEOPLE,
    SMALL,
    Scene,
)
from tests.windows.rig import Rig

STRANGER = replace(MAILBOX, username="COMPANY\\tom", email="thomas.weber@mail.company.example")


def office(rig: Rig) -> None:
    """People on both sides: some the same, one twice, one without a last name, one with a very long name."""
    for first, last, title in PEOPLE:
        rig.new_in_salesforce(first, last, Title=title)
    rig.new_in_salesforce("Kurt", "Goedel", Email="kurt@example.com")
    rig.new_in_salesforce("Kurt", "Gödel", Email="kurt@example.com")
    rig.new_in_outlook("Kurt", "Gödel", email="kurt@example.com")
    rig.new_in_outlook("Ada", "Lovelace")
    rig.new_in_outlook("Grace", "Hopper", JobTitle="Commodore")
    rig.new_in_outlook("Katherine", "Johnson")
    rig.new_in_outlook(*LONG_NAME)
    rig.new_in_outlook("Prince", "")
    rig.runner.start()
    rig.settle()


def at(step: Step, mailbox: object = MAILBOX) -> Callable[[Rig], None]:
    """A profile on which the person has got as far as a step."""

    def prepare(rig: Rig) -> None:
        office(rig)
        setup = rig.program.setup
        page = setup.page()
        while page.step is not step:
            if page.step is Step.SALESFORCE:
                setup.check_salesforce(SALESFORCE)
            elif page.step is Step.MAILBOX:
                setup.check_mailbox(MAILBOX)
            elif page.step is Step.OTHER_SOFTWARE:
                setup.confirm(alone=True)
            elif page.step is Step.REPORT:
                setup.read_both()
            page = setup.start() if page.step is Step.START else setup.next()

    return prepare


def with_views(prepare: Callable[[Rig], None]) -> Callable[[Rig], None]:
    """The same with list views in Salesforce."""

    def both(rig: Rig) -> None:
        for label in ("Customers of the fair in Hannover whom nobody has called since", "Key accounts"):
            rig.crm.make_view(label, {"Title": "Analyst"})
        prepare(rig)

    return both


def trial(rig: Rig) -> None:
    """Simulated accounts."""
    rig.connect()
    database = Database.open(rig.profile / "mirror.db")
    Settings(database).put(SANDBOX, True)
    database.close()
    rig.runner.tick()
    rig.program.options.pause(None)
    rig.bridge.do(lambda program: None)
    rig.settle()


def wizard(window: QWidget) -> WizardWindow:
    """The window as what it is."""
    assert isinstance(window, WizardWindow)
    return window


def wrong_sign_in(rig: Rig, window: QWidget) -> None:
    """A password that the server refuses."""
    page = wizard(window).pages[Step.MAILBOX]
    assert isinstance(page, SignInPage)
    typed = {"ews_url": MAILBOX.ews_url, "username": "COMPANY\\sally", "password": "wrong"}
    for name, text in typed.items():
        page.fields[name].input.setText(text)
        page.fields[name].input.setModified(True)
    wizard(window).next.click()


def strangers(rig: Rig, window: QWidget) -> None:
    """A mailbox of another name."""
    rig.program.setup.check_mailbox(STRANGER)
    wizard(window).ask(lambda program: program.setup.page())


def opened(rig: Rig, window: QWidget) -> None:
    """Every group of the report with its names."""
    report = wizard(window).pages[Step.REPORT]
    report.tree.expandAll()  # type: ignore[attr-defined]


def running(rig: Rig, window: QWidget) -> None:
    """The first sync is on its way."""
    from desktop.app.events import Progressed

    rig.bench.stalled = True
    wizard(window).next.click()
    rig.settle()
    rig.events.tell(Progressed(Progress("writing", 3)))


def stopped(rig: Rig, window: QWidget) -> None:
    """The first sync was stopped by the person."""
    rig.cancel_at = "reading mailbox"
    wizard(window).next.click()


def done(rig: Rig, window: QWidget) -> None:
    """The first sync came to its end."""
    rig.later(minutes=15)
    wizard(window).next.click()


def more(rig: Rig, window: QWidget) -> None:
    """All fields."""
    page = wizard(window).pages[Step.SALESFORCE]
    assert isinstance(page, SignInPage)
    page.more.click()


ALL = (LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED)


def wizard_scenes() -> Iterator[Scene]:
    """All of them."""
    yield Scene("wizard welcome", "wizard", at(Step.WELCOME), looks=ALL)
    yield Scene("wizard salesforce", "wizard", at(Step.SALESFORCE), looks=(LIGHT, DARK, SMALL))
    yield Scene("wizard salesforce more", "wizard", at(Step.SALESFORCE), more)
    yield Scene("wizard mailbox refused", "wizard", at(Step.MAILBOX), wrong_sign_in, looks=(LIGHT, DARK, GERMAN))
    yield Scene("wizard mailbox two people", "wizard", at(Step.MAILBOX), strangers, looks=(LIGHT, DARK))
    yield Scene("wizard other software", "wizard", at(Step.OTHER_SOFTWARE), looks=(LIGHT, SMALL, GERMAN, LARGE_TEXT))
    yield Scene("wizard scope", "wizard", with_views(at(Step.SCOPE)), looks=(LIGHT, DARK, GERMAN))
    yield Scene("wizard conflicts", "wizard", at(Step.POLICY), looks=(LIGHT, DARK, GERMAN))
    yield Scene("wizard report", "wizard", at(Step.REPORT), opened, looks=ALL)
    yield Scene("wizard sign in again", "wizard", at(Step.DONE))
    yield Scene("wizard start", "wizard", at(Step.START))
    yield Scene("wizard running", "wizard", at(Step.START), running, looks=(LIGHT, DARK))
    yield Scene("wizard stopped", "wizard", at(Step.START), stopped)
    yield Scene("wizard done", "wizard", at(Step.START), done, looks=(LIGHT, DARK, GERMAN))
    yield Scene("wizard trial", "wizard", trial, looks=(LIGHT, DARK))
