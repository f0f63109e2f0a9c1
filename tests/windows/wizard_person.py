"""Somebody at the wizard, with hands: types, ticks, presses, leaves and comes back.

Exists so that a test says what a person does and not where a widget is.
"""

from __future__ import annotations

from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.app.setup.steps import USUAL, Step
from desktop.ui.wizard.choices import OtherSoftwarePage
from desktop.ui.wizard.page import WizardPage
from desktop.ui.wizard.sign_in import SignInPage
from desktop.ui.wizard.window import WizardWindow
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.windows.rig import Rig

P = TypeVar("P", bound=WizardPage)
ORG = {"instance_url": SALESFORCE.instance_url, "access_token": SALESFORCE.access_token}
BOX = {"ews_url": MAILBOX.ews_url, "username": MAILBOX.username, "password": MAILBOX.password, "email": MAILBOX.email}


class Person:
    """Somebody at the wizard."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        rig.runner.start()
        self.window = self._open()

    def step(self) -> Step:
        """Where they are."""
        assert self.window.page is not None
        return self.window.page.step

    def on(self, kind: type[P]) -> P:
        """The page that is shown, which must be of this kind."""
        page = self.window._stack.currentWidget()
        assert isinstance(page, kind)
        assert page.isVisible()
        return page

    def press(self, name: str = "next") -> None:
        """Press a button of the window."""
        button = getattr(self.window, name)
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rig.settle()

    def type(self, texts: dict[str, str]) -> None:
        """Fill in the fields of the page for signing in."""
        page = self.on(SignInPage)
        for name, text in texts.items():
            page.fields[name].input.selectAll()
            QTest.keyClick(page.fields[name].input, Qt.Key.Key_Delete)
            QTest.keyClicks(page.fields[name].input, text)
        self.rig.settle()

    def sign_in(self, texts: dict[str, str]) -> None:
        """Fill in, have it checked, and go on."""
        self.type(texts)
        self.press()
        self.press()

    def walk(self, to: Step) -> None:
        """Answer every page until one is reached."""
        for _ in USUAL:
            if self.step() is to:
                return
            if self.step() is Step.SALESFORCE and self.window.page and self.window.page.salesforce is None:
                self.sign_in(ORG)
            elif self.step() is Step.MAILBOX and self.window.page and self.window.page.mailbox is None:
                self.sign_in(BOX)
            elif self.step() is Step.OTHER_SOFTWARE:
                self.on(OtherSoftwarePage).alone.setChecked(True)
                self.press()
            else:
                self.press()
        assert self.step() is to

    def restart(self) -> None:
        """The program is killed and started again."""
        self.rig.windows.close()
        self.rig.settle()
        self.window = self._open()

    def _open(self) -> WizardWindow:
        return cast(WizardWindow, self.rig.show("wizard"))
