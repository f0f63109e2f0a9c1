"""An undo after any history: both sides as they were, nothing of a person's lost, nothing left to do.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.memory.crm_table import COLLEAGUE, ME
from desktop.core.plan import Verb
from desktop.core.record import Role
from desktop.core.values import EMPTY
from desktop.store.changelog import ChangeLog
from desktop.sync.session import Report

from .office import Office

TITLES = ("Analyst", "Countess", "Programmer", None)
WORDS = st.sampled_from(TITLES)
ACTIONS = (
    "crm",
    "folder",
    "mark",
    "both",
    "edit crm",
    "edit mailbox",
    "delete crm",
    "delete mailbox",
    "reown",
    "unmark",
)
HISTORIES = st.lists(
    st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 20), WORDS), max_size=6), min_size=1, max_size=3
)
History = list[list[tuple[str, int, str | None]]]
ANSWERS = st.sampled_from(("delete", "restore", "stop"))


@dataclass
class People:
    """Who edit both sides of an office at random; what they do depends on nothing but the numbers they are given."""

    office: Office
    made: int = 0

    def do(self, action: str, number: int, word: str | None) -> None:
        acts: dict[str, Callable[[], object]] = {
            "crm": lambda: self._in_salesforce(word),
            "folder": lambda: self._in_outlook(Role.SHARED, word),
            "mark": lambda: self.office.mailbox.share(self._in_outlook(Role.DEFAULT, word)),
            "both": lambda: self._on_both(word),
            "edit crm": lambda: self._one_of_crm(number, lambda it: self.office.crm.edit(it, {"Title": word})),
            "edit mailbox": lambda: self._one_of_mailbox(
                number, lambda it: self.office.mailbox.edit(it, {"JobTitle": word})
            ),
            "delete crm": lambda: self._one_of_crm(number, self.office.crm.delete),
            "delete mailbox": lambda: self._one_of_mailbox(number, self.office.mailbox.delete),
            "reown": lambda: self._one_of_crm(number, self._reown),
            "unmark": lambda: self._one_of_mailbox(number, self.office.mailbox.unshare),
        }
        acts[action]()

    def answer(self, answer: str) -> None:
        for hold in self.office.store.holds.active():
            if hold.state == "open":
                self.office.confirm(hold.id, answer if hold.guard == "deletion" else "yes")

    def _in_salesforce(self, word: str | None) -> None:
        self.made += 1
        fields = {"Title": word} if word else {}
        self.office.new_in_salesforce(f"First{self.made}", f"Last{self.made}", **fields)

    def _on_both(self, word: str | None) -> None:
        self._in_salesforce(word)
        self.made -= 1
        self._in_outlook(Role.SHARED, "Analyst")

    def _in_outlook(self, role: Role, word: str | None) -> str:
        self.made += 1
        fields = {"JobTitle": word} if word else {}
        return self.office.new_in_outlook(f"First{self.made}", f"Last{self.made}", role, **fields)

    def _reown(self, native_id: str) -> None:
        (owner,) = {row.owner for row in self.office.crm.contacts() if row.native_id == native_id}
        self.office.crm.reown(native_id, COLLEAGUE if owner == ME else ME)

    def _one_of_crm(self, number: int, act: Callable[[str], object]) -> None:
        rows = self.office.crm.contacts()
        if rows:
            act(rows[number % len(rows)].native_id)

    def _one_of_mailbox(self, number: int, act: Callable[[str], object]) -> None:
        items = self.office.mailbox.contacts()
        if items:
            act(items[number % len(items)].native_id)


def looks(office: Office) -> tuple[dict[str, object], Counter[str]]:
    """The live contacts of both sides. Where a copy lies is left out: an undone sharing makes it one's own contact."""
    crm: dict[str, object] = {
        str(row.fields["LastName"]): (row.fields["Title"], row.fields["Department"]) for row in office.crm.contacts()
    }
    mailbox = Counter(
        f"{item.fields.get('Surname')} {item.fields.get('JobTitle')}" for item in office.mailbox.contacts()
    )
    return crm, mailbox


def live(history: History, answer: str) -> tuple[Office, People, Report, object]:
    """Live through a history; the office, its people, the last session, and how both sides looked before it."""
    office = Office()
    people = People(office)
    report, before = None, None
    for actions in history:
        for action in actions:
            office.clock.forward(minutes=1)
            people.do(*action)
        people.answer(answer)
        before = looks(office)
        report = office.sync()
    assert report is not None
    return office, people, report, before


def assert_quiet(office: Office, undone: int) -> None:
    """Two more sessions move nothing and ask nothing new.

    A contact that is shared again takes along what people changed while it was not: that is for one session before.
    """
    if any(deed.verb in (Verb.UNSHARE, Verb.SHARE) for deed in office.store.deeds.of_session(undone)):
        office.sync()
    versions, asked = office.versions(), len(office.store.conflicts.waiting())
    for _ in range(2):
        office.sync()
        assert office.versions() == versions
        assert len(office.store.conflicts.waiting()) == asked


@settings(max_examples=30, deadline=None)
@given(HISTORIES, ANSWERS)
def test_an_undo_at_once_brings_both_sides_back_and_leaves_nothing_to_do(history: History, answer: str) -> None:
    """L2, L3."""
    office, _, session, before = live(history, answer)
    report = office.undo(session.session)
    assert report.conflicts == ()
    assert looks(office) == before
    assert_quiet(office, session.session)


@settings(max_examples=30, deadline=None)
@given(HISTORIES, ANSWERS)
def test_an_undo_of_an_undo_brings_the_session_back(history: History, answer: str) -> None:
    """L2, L3."""
    office, _, session, _ = live(history, answer)
    after = looks(office)
    first = office.undo(session.session)
    office.sync()
    second = office.undo(first.session)
    assert second.conflicts == ()
    assert looks(office) == after
    assert_quiet(office, first.session)


@settings(max_examples=30, deadline=None)
@given(HISTORIES, ANSWERS, st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=4), st.booleans())
def test_nothing_that_a_person_typed_since_is_lost(
    history: History, answer: str, edits: list[tuple[bool, int]], synced: bool
) -> None:
    office, people, session, _ = live(history, answer)
    for number, (in_crm, which) in enumerate(edits):
        office.clock.forward(minutes=1)
        people.do("edit crm" if in_crm else "edit mailbox", which, f"Typed {number}")
    if synced:
        office.sync()
    typed = everything_typed(office)
    office.undo(session.session)
    assert everything_typed(office) == typed


@settings(max_examples=30, deadline=None)
@given(HISTORIES, ANSWERS)
def test_every_value_that_an_undo_overwrites_is_in_the_change_log(history: History, answer: str) -> None:
    office, _, session, _ = live(history, answer)
    before = {row.native_id: row.fields["Title"] for row in office.crm.contacts()}
    report = office.undo(session.session)
    after = {row.native_id: row.fields["Title"] for row in office.crm.contacts()}
    changes = ChangeLog(office.database).of_session(report.session)
    logged = {(change.native_id, change.before) for change in changes if change.field == "title"}
    for native_id, title in before.items():
        if native_id in after and after[native_id] != title:
            assert (native_id, title or EMPTY) in logged
        if native_id not in after:
            (image,) = [change.image for change in changes if change.native_id == native_id and change.verb == "delete"]
            assert image is not None and image["title"] == (title or EMPTY)


def everything_typed(office: Office) -> Counter[str]:
    """The titles that people typed after the session, with the side on which they stand."""
    crm = [f"crm {row.fields['Title']}" for row in office.crm.contacts()]
    mailbox = [f"mailbox {item.fields.get('JobTitle')}" for item in office.mailbox.contacts()]
    return Counter(title for title in crm + mailbox if "Typed" in title)
