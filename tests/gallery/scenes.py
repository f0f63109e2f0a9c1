"""The scenes of the gallery: a profile brought to a state, a window opened on it, and how it is looked at.

Exists so that whoever changes a window sees all of its states at once. People and companies are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from desktop.core.faults import Fault, FaultClass, PortFault
from tests.windows.rig import Rig

LONG_NAME = ("Maximiliane-Alexandra", "von Hohenlohe-Waldenburg-Schillingsfürst zu Langenburg")
PEOPLE = (
    ("Ada", "Lovelace", "Analyst"),
    ("Grace", "Hopper", "Rear Admiral"),
    ("Alan", "Turing", "Reader"),
    ("Emmy", "Noether", "Professor"),
    ("Kurt", "Gödel", "Logician"),
    ("Hedy", "Lamarr", "Inventor"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a window is looked at; (0, 0) is its own size."""

    name: str = "light"
    dark: bool = False
    size: tuple[int, int] = (0, 0)
    language: str = "en"
    right_to_left: bool = False
    scale: float = 1.0


LIGHT, DARK = Look(), Look("dark", dark=True)
SMALL = Look("small", size=(640, 420))
LARGE_TEXT = Look("large-text", scale=1.6)
GERMAN = Look("german", language="de")
MIRRORED = Look("right-to-left", right_to_left=True)


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of one window. `prepare` brings the profile there, `act` does what a person does in the window."""

    name: str
    window: str
    prepare: Callable[[Rig], None]
    act: Callable[[Rig, QWidget], None] = lambda rig, window: None
    looks: tuple[Look, ...] = (LIGHT,)
    people: tuple[tuple[str, str, str], ...] = field(default=PEOPLE)


def empty(rig: Rig) -> None:
    """Connected, with nothing synced yet."""
    rig.connect()


def nothing(rig: Rig) -> None:
    """Not connected at all."""
    rig.runner.start()
    rig.settle()


def synced(rig: Rig) -> None:
    """Six people on both sides, and some history."""
    ids = [person(rig, first, last, title) for first, last, title in PEOPLE]
    rig.connect()
    rig.sync()
    rig.crm.edit(ids[0], {"Title": "Countess of Lovelace", "Department": "Analytical Engine"})
    rig.mailbox.edit(copy_of(rig, "Turing"), {"JobTitle": "Fellow"})
    rig.sync()


def waiting(rig: Rig) -> None:
    """Conflicts, a held deletion and a refused record."""
    synced(rig)
    for last, crm, mailbox in (("Hopper", "Commodore", "Director"), ("Noether", "Chair", "Emerita")):
        rig.crm.edit(row_of(rig, last), {"Title": crm})
        rig.mailbox.edit(copy_of(rig, last), {"JobTitle": mailbox})
    rig.mailbox.delete(copy_of(rig, "Gödel"))
    rig.new_in_outlook("Prince", "")
    rig.sync()


def long_texts(rig: Rig) -> None:
    """Names and values as long as people make them."""
    waiting(rig)
    row = person(rig, *LONG_NAME, "Vice President of International Business Development and Strategic Alliances")
    rig.crm.edit(row, {"Description": "Not met yet."})
    rig.sync()
    rig.crm.edit(row, {"Description": "Met at the fair in Hannover.\nWants the offer by Friday.\n" * 6})
    rig.mailbox.edit(copy_of(rig, LONG_NAME[1]), {"Body": "Met at the fair.\nWants two offers, by Monday.\n" * 6})
    rig.sync()


def refused(rig: Rig) -> None:
    """Contacts that Salesforce takes only in part, or not at all."""
    waiting(rig)
    rig.new_in_outlook(LONG_NAME[0], "Oberhuber-Wagenstein " * 5, JobTitle="Director of everything " * 12)
    rig.mailbox.edit(copy_of(rig, "Turing"), {"CompanyName": "Bletchley Park (Station X)"})
    rig.sync()


def deleted_copies(rig: Rig) -> None:
    """Copies were deleted in Outlook; one of a person with a long name."""
    synced(rig)
    person(rig, *LONG_NAME, "Vice President")
    rig.sync()
    for last in ("Gödel", LONG_NAME[1], "Hopper"):
        rig.mailbox.delete(copy_of(rig, last))
    rig.sync()


def many_deleted(rig: Rig) -> None:
    """Salesforce deleted almost everybody at once."""
    synced(rig)
    more = [person(rig, f"Person{number}", "Example", "Guest") for number in range(20)]
    rig.sync()
    for row in (*more, row_of(rig, "Hopper")):
        rig.crm.delete(row)
    rig.later(minutes=15)
    rig.runner.sync()
    rig.settle()


def many_left(rig: Rig) -> None:
    """Almost everybody was given to a colleague at once."""
    synced(rig)
    more = [person(rig, f"Person{number}", "Example", "Guest") for number in range(20)]
    rig.sync()
    for row in more:
        rig.crm.reown(row)
    rig.later(minutes=15)
    rig.runner.sync()
    rig.settle()


def first_yes(rig: Rig) -> None:
    """The first sync was planned and waits."""
    for first, last, title in PEOPLE:
        person(rig, first, last, title)
    rig.connect()
    rig.program.sync(yes=False)


def ignored(rig: Rig) -> None:
    """One of the refused contacts was set aside."""
    refused(rig)
    rig.program.answers.ignore(rig.program.queries.issues()[0].id)


def to_do(rig: Rig) -> None:
    """A session would have something to do."""
    synced(rig)
    rig.crm.edit(row_of(rig, "Hopper"), {"Title": "Commodore"})
    rig.crm.delete(row_of(rig, "Lamarr"))
    rig.new_in_outlook("Katherine", "Johnson")
    rig.later(minutes=15)


def failing(code: FaultClass, message: str, action: str) -> Callable[[Rig], None]:
    """The last session failed like this."""

    def prepare(rig: Rig) -> None:
        synced(rig)

        def refuse(*_: object) -> object:
            raise PortFault(Fault(code, "example", message, action, vendor="EXAMPLE_CODE"))

        rig.world.crm.identity = refuse  # type: ignore[method-assign,assignment]
        rig.world.crm.containers = refuse  # type: ignore[method-assign,assignment]
        rig.sync()

    return prepare


def paused(rig: Rig) -> None:
    """Paused by the person."""
    from datetime import UTC, datetime, timedelta

    synced(rig)
    rig.clock.moment = datetime.now(UTC)
    rig.runner.pause(rig.clock.moment + timedelta(minutes=30))
    rig.settle()


def reading(rig: Rig) -> None:
    """Something is under way and has not ended."""
    to_do(rig)
    rig.bench.stalled = True


def person(rig: Rig, first: str, last: str, title: str) -> str:
    email = f"{first.split('-')[0]}@example.com".lower()
    return rig.new_in_salesforce(first, last, Title=title, Email=email)


def row_of(rig: Rig, last: str) -> str:
    return next(row.native_id for row in rig.crm.contacts() if row.fields["LastName"] == last)


def copy_of(rig: Rig, last: str) -> str:
    return next(item.native_id for item in rig.mailbox.contacts() if item.fields.get("Surname") == last)


OFFLINE = failing(FaultClass.TRANSIENT, "Salesforce did not answer in time.", "The next sync tries again by itself.")
BROKEN = failing(FaultClass.ENVIRONMENT, "The disk is full.", "Make room on it; nothing was lost.")
SIGNED_OUT = failing(FaultClass.AUTH_NEEDED, "Salesforce asks you to sign in again.", "Open the settings and sign in.")


def scenes() -> Iterator[Scene]:
    """All of them."""
    from tests.gallery.conflict_scenes import conflict_scenes
    from tests.gallery.trust_scenes import trust_scenes
    from tests.gallery.undo_scenes import undo_scenes
    from tests.gallery.wizard_scenes import wizard_scenes

    yield from wizard_scenes()
    yield from undo_scenes()
    yield from conflict_scenes()
    yield from trust_scenes()
    yield Scene("status idle", "status", synced, looks=(LIGHT, DARK))
    yield Scene("status waiting", "status", waiting, looks=(LIGHT, GERMAN))
    yield Scene("status offline", "status", OFFLINE)
    yield Scene("status failed", "status", BROKEN, looks=(LIGHT, DARK))
    yield Scene("status signed out", "status", SIGNED_OUT)
    yield Scene("status paused", "status", paused)
    yield Scene("status not set up", "status", nothing)
    yield Scene("holds", "holds", deleted_copies, looks=(LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED))
    yield Scene("holds several", "holds", deleted_copies, act=_all_holds)
    yield Scene("holds many deleted", "holds", many_deleted, looks=(LIGHT, GERMAN))
    yield Scene("holds many left", "holds", many_left)
    yield Scene("holds first sync", "holds", first_yes)
    yield Scene("holds none", "holds", synced)
    yield Scene("problems", "problems", refused, looks=(LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED))
    yield Scene("problems ignored", "problems", ignored, act=_show_ignored)
    yield Scene("problems none", "problems", synced)
    yield Scene("activity", "activity", long_texts, looks=(LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED))
    yield Scene("activity empty", "activity", empty)
    yield Scene("preview", "preview", to_do, looks=(LIGHT, DARK, SMALL, GERMAN))
    yield Scene("preview reading", "preview", reading)
    yield Scene("preview nothing to do", "preview", synced)
    yield Scene("preview failed", "preview", BROKEN)
    yield Scene("conflicts", "conflicts", waiting, looks=(LIGHT, DARK, GERMAN))
    yield Scene("conflicts long", "conflicts", long_texts, act=_long, looks=(LIGHT, DARK, SMALL, LARGE_TEXT, MIRRORED))
    yield Scene("conflicts chosen", "conflicts", waiting, act=_chosen, looks=(LIGHT, DARK))
    yield Scene("conflicts deleted or changed", "conflicts", deleted_and_changed)
    yield Scene("conflicts several candidates", "conflicts", several_candidates)
    yield Scene("conflicts none", "conflicts", synced)
    every = (LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED)
    yield Scene("browser", "browser", long_texts, act=_found(row=6), looks=every)
    yield Scene("browser history", "browser", synced, act=_history, looks=(LIGHT, DARK))
    yield Scene("browser problem", "browser", waiting, act=_found(state="problem"), looks=(LIGHT, GERMAN))
    yield Scene("browser searched", "browser", synced, act=_found(typed="lov"))
    yield Scene("browser nothing found", "browser", synced, act=_found(typed="nobody"), looks=(LIGHT, GERMAN))
    yield Scene("browser empty", "browser", empty, act=_found())
    yield Scene("browser excluded", "browser", excluded, act=_found(state="excluded"), looks=(LIGHT, GERMAN))
    yield Scene("explain", "explain", long_texts, act=explain_it("Hopper"), looks=every)
    yield Scene("explain long", "explain", long_texts, act=explain_it(LONG_NAME[0]), looks=(LIGHT, SMALL))
    yield Scene("explain fields", "explain", waiting, act=explain_it("Hopper", tab=1))
    yield Scene("explain history", "explain", waiting, act=explain_it("Hopper", tab=2), looks=(LIGHT, DARK))
    yield Scene("explain excluded", "explain", excluded, act=explain_it("Lovelace"))
    yield Scene("explain several", "explain", synced, act=explain_it("example"))
    yield Scene("explain never touched", "explain", personal, act=explain_it("Rosalind Franklin"))
    yield Scene("explain asking", "explain", reading, act=explain_it("Hopper"))
    yield Scene("explain not reached", "explain", OFFLINE, act=explain_it("Hopper"), looks=(LIGHT, DARK))
    yield Scene("explain nothing typed", "explain", synced, looks=(LIGHT, SMALL))
    for page in ("accounts", "scope", "rules", "schedule", "general"):
        looks = (LIGHT, DARK, GERMAN) if page == "accounts" else (LIGHT, GERMAN)
        yield Scene(f"settings {page}", "settings", synced, act=settings_page(page), looks=looks)


def deleted_and_changed(rig: Rig) -> None:
    """A contact was deleted in Salesforce after it had been changed in Outlook."""
    synced(rig)
    rig.crm.delete(row_of(rig, "Lamarr"))
    rig.mailbox.edit(copy_of(rig, "Lamarr"), {"JobTitle": "Inventor and actress"})
    rig.sync()


def several_candidates(rig: Rig) -> None:
    """A new contact could be any of two."""
    synced(rig)
    for title in ("Physicist", "Chemist"):
        rig.new_in_salesforce("Marie", "Curie", Title=title, Email="marie@example.com")
    rig.new_in_outlook("Marie", "Curie", email="marie@example.com")
    rig.sync()


def excluded(rig: Rig) -> None:
    """Two contacts are never synced."""
    waiting(rig)
    rig.program.answers.exclude("Lovelace")
    rig.program.answers.exclude("Emmy Noether")
    rig.sync()


def personal(rig: Rig) -> None:
    """A contact of one's own, which was never shared."""
    synced(rig)
    rig.mailbox.create_contact({"GivenName": "Rosalind", "Surname": "Franklin"})


def explain_it(what: str, tab: int = 0) -> Callable[[Rig, QWidget], None]:
    """Ask about something, and turn to a page of the answer."""

    def act(rig: Rig, window: QWidget) -> None:
        from desktop.ui.explain.window import ExplainWindow

        assert isinstance(window, ExplainWindow)
        window.be_about(what)
        rig.settle()
        if window.explained is not None and window.explained.choices:
            window.found.setCurrentRow(1)
        window.page.tabs.setCurrentIndex(tab)

    return act


def _long(rig: Rig, window: QWidget) -> None:
    from desktop.ui.conflicts.window import ConflictsWindow

    assert isinstance(window, ConflictsWindow)
    window.list.setCurrentRow(window.list.count() - 1)


def _chosen(rig: Rig, window: QWidget) -> None:
    from desktop.core.record import Side
    from desktop.ui.conflicts.fields import FieldsView
    from desktop.ui.conflicts.window import ConflictsWindow

    assert isinstance(window, ConflictsWindow)
    assert isinstance(window.view, FieldsView)
    window.view.take_all(Side.CRM)


def _all_holds(rig: Rig, window: QWidget) -> None:
    from desktop.ui.conflicts.holds import HoldsWindow

    assert isinstance(window, HoldsWindow)
    window.table.selectAll()


def _show_ignored(rig: Rig, window: QWidget) -> None:
    from desktop.ui.conflicts.problems import ProblemsWindow

    assert isinstance(window, ProblemsWindow)
    window.with_ignored.setChecked(True)
    rig.settle()
    window.table.selectRow(window.problems.rowCount() - 1)


def _found(state: str = "", typed: str = "", row: int = 0) -> Callable[[Rig, QWidget], None]:
    """Look for contacts in the browser and choose one."""

    def act(rig: Rig, window: QWidget) -> None:
        from desktop.ui.browser.window import BrowserWindow

        assert isinstance(window, BrowserWindow)
        window.filters.states.setCurrentIndex(max(0, window.filters.states.findData(state)))
        window.filters.search.setText(typed)
        window.filters.ask()
        rig.until(lambda: not window.busy)
        window.table.setCurrentIndex(window.model.index(row, 0))

    return act


def _history(rig: Rig, window: QWidget) -> None:
    from desktop.ui.browser.window import BrowserWindow

    _found()(rig, window)
    assert isinstance(window, BrowserWindow)
    window.detail.tabs.setCurrentIndex(1)


def settings_page(name: str) -> Callable[[Rig, QWidget], None]:
    def act(rig: Rig, window: QWidget) -> None:
        from desktop.ui.settings.window import SettingsWindow

        assert isinstance(window, SettingsWindow)
        window.tabs.setCurrentWidget(getattr(window, name))
        if name == "scope":
            window.scope.look.click()

    return act
