"""A person's first day with the program: the whole of it, driven on a desktop as a screen reader and a keyboard do."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from desktop.sandbox import certificates
from desktop.sandbox.judge import Judge
from tests.person.hands import Hands
from tests.person.office_network import office_network
from tests.person.room import Room
from tests.whole.clients import clients

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

ORG, EXCHANGE = "acme.my.salesforce.example", "mail.contoso.example"
WIZARD, CONFLICTS, HOLDS, PROBLEMS = "Set up SmartCloud Connect", "Conflicts", "Held back", "Problems"
STATUS, SETTINGS = "SmartCloud Connect", "Settings"
OTHERS = (
    ("Preview …", "Preview of the next sync", "Nothing to do"),
    ("Browse records", "Contacts", "Hedy Lamarr"),
    ("Activity", "Activity", "Salesforce"),
)
PAGES = ("Accounts", "Whose contacts", "Conflicts", "When", "General")
CONTACTS, END_S = 6, 60
DISPUTED, MERGED, DELETED = "Emily Anderson", "Chloé Lefèvre", "Alice Whitaker"
UNFINISHED = "Prince"
"""A contact without a last name, which Salesforce takes only when somebody gives it one."""


@dataclass(frozen=True, slots=True)
class Day:
    """One person at one desktop, and the two servers that the program keeps the same."""

    desktop: Room
    sandbox: Sandbox
    profile: Path
    program: subprocess.Popen[bytes]
    hands: Hands

    def turn(self, words: str) -> None:
        """Go to the next page of the wizard, which says the words (a pattern); all of its inputs have names."""
        self.hands.press(WIZARD, "Next")
        self.arrive(words)

    def arrive(self, words: str) -> None:
        """Wait for a page of the wizard."""
        self.hands.reads(WIZARD, words)
        self.hands.named(WIZARD)

    def fill(self, **fields: str) -> None:
        """Type into fields of the wizard."""
        for name, text in fields.items():
            self.hands.write(WIZARD, name.replace("_", " "), text)

    def waits(self, conflicts: int, holds: int, problems: int) -> None:
        """Wait until the icon's menu says that so much waits for the person, and no session is under way."""
        self.hands.offered(rf"Conflicts \({conflicts}\)")
        self.hands.offered(rf"Held back \({holds}\)")
        self.hands.offered(rf"Problems \({problems}\)")
        self.hands.offered("Sync now")

    def look(self, entry: str, window: str, words: str) -> None:
        """Open a window from the icon's menu, and read in it."""
        self.hands.choose(entry)
        self.hands.reads(window, words)
        self.hands.named(window)


@pytest.fixture
def day(
    desktop: Room,
    sandbox_factory: SandboxFactory,
    failed: Callable[[], bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Day]:
    """The program has just been started for the first time, in an office whose servers have names.

    A failure leaves a picture of the screen and a list of what it said.
    """
    monkeypatch.setattr(certificates, "LEAF_NAMES", (*certificates.LEAF_NAMES, ORG, EXCHANGE))
    sandbox, profile = sandbox_factory(contacts=CONTACTS), tmp_path / "profile"
    ready = sandbox.ready
    ports = {ORG: _port(ready["salesforce"]["instance_url"]), EXCHANGE: _port(ready["exchange"]["ews_url"])}
    with office_network(ports) as proxy, _started(desktop, profile, proxy) as program:
        hands = desktop.hands(program.pid)
        yield Day(desktop, sandbox, profile, program, hands)
        if failed():
            desktop.picture(tmp_path / "screen.png")
            (tmp_path / "screen.txt").write_text(hands.screen.dump(), encoding="utf-8")
            print(f"What was on the screen lies in {tmp_path}: screen.png, screen.txt")


@contextmanager
def _started(desktop: Room, profile: Path, proxy: str) -> Iterator[subprocess.Popen[bytes]]:
    program = desktop.start("--profile", str(profile), HTTPS_PROXY=proxy)
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def test_from_nothing_to_two_servers_that_agree(day: Day) -> None:
    judge = Judge(day.sandbox.ready)
    assert judge.remember_personal() > 0
    set_up(day)
    assert judge.disagreements() == []
    keeps_secrets_in_the_keychain(day)
    work_in_other_programs(day)
    day.hands.choose("Sync now")
    day.waits(conflicts=1, holds=1, problems=1)
    solve_the_conflict(day)
    day.waits(conflicts=0, holds=1, problems=1)
    answer_the_deletion(day)
    day.waits(conflicts=0, holds=0, problems=1)
    mend_the_problem(day)
    day.waits(conflicts=0, holds=0, problems=0)
    look_at_every_window(day)
    day.hands.choose("Quit")
    assert day.program.wait(END_S) == 0
    assert judge.disagreements() == []
    agree_as_others_read_them(day)


def set_up(day: Day) -> None:
    """The wizard, from nothing to a first sync."""
    hands, ready = day.hands, day.sandbox.ready
    org, mailbox = ready["salesforce"], ready["exchange"]
    day.arrive("Nothing is written before you have seen what would be written")
    day.turn("Sign in to your organisation")
    hands.tick(WIZARD, "More")
    day.fill(Address=f"https://{ORG}", Access_token=org["access_token"], Refresh_token=org["refresh_token"])
    day.fill(Client_id=org["client_id"], Certificate_file=ready["ca_file"])
    hands.press(WIZARD, "Sign in")
    day.arrive("Connected as Nora Lindqvist")
    day.turn("Sign in to your Exchange mailbox")
    hands.tick(WIZARD, "More")
    day.fill(Address_of_Exchange=f"https://{EXCHANGE}{urlsplit(mailbox['ews_url']).path}")
    day.fill(User_name=mailbox["username"], Password=mailbox["password"], Address_of_the_mailbox=mailbox["email"])
    day.fill(Certificate_file=ready["ca_file"])
    hands.press(WIZARD, "Sign in")
    day.arrive(f"Connected as {mailbox['email']}")
    day.turn("Is anything else syncing these two")
    hands.tick(WIZARD, "None of these syncs my contacts")
    day.turn("Which contacts")
    hands.tick(WIZARD, rf"My contacts \({CONTACTS}\)", "radio")
    day.turn("When both sides changed the same")
    hands.tick(WIZARD, "Ask me", "radio")
    day.turn("Salesforce has no link field")
    day.turn("Nothing has been written yet")
    day.arrive(rf"{CONTACTS} \S+ would be new in Outlook")
    assert Judge(ready).shared() == (CONTACTS, 0), "and nothing was"
    day.turn("You can stop it at any moment")
    hands.press(WIZARD, "Start the first sync")
    day.arrive("The first sync is done")
    hands.press(WIZARD, "Close")
    hands.gone(WIZARD)


def keeps_secrets_in_the_keychain(day: Day) -> None:
    """Token and password are in the desktop's keychain, and in no file of the profile."""
    org, mailbox = day.sandbox.ready["salesforce"], day.sandbox.ready["exchange"]
    secrets = [org["access_token"], org["refresh_token"], mailbox["password"]]
    kept = day.desktop.secrets()
    assert [number for number, secret in enumerate(secrets) if secret not in kept] == []
    files = [path for path in day.profile.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)] == []


def work_in_other_programs(day: Day) -> None:
    """People edit, make and delete contacts on both sides, with unmodified clients of other people."""
    with clients(day.sandbox.ready) as others:
        contact, rows = others.salesforce.Contact, others.salesforce.query_all("SELECT Id, Name FROM Contact")
        ids = {row["Name"]: row["Id"] for row in rows["records"]}
        items = {f"{item.given_name} {item.surname}": item for item in others.folder.all()}
        contact.update(ids[DISPUTED], {"Title": "Commodore"})
        items[DISPUTED].job_title = "Rear Admiral"
        items[DISPUTED].save(update_fields=["job_title"])
        contact.update(ids[MERGED], {"Department": "Compilers"})
        items[MERGED].job_title = "Countess"
        items[MERGED].save(update_fields=["job_title"])
        items[DELETED].delete()
        contact.create({"FirstName": "Hedy", "LastName": "Lamarr", "Email": "hedy@example.com"})
        others.put_in_folder({"FirstName": "Emmy", "LastName": "Noether", "Email": "emmy@example.com"})
        others.put_in_folder({"FirstName": UNFINISHED})


def solve_the_conflict(day: Day) -> None:
    """The person takes Outlook's value in the window of conflicts."""
    day.look(r"Conflicts \(1\)", CONFLICTS, DISPUTED)
    day.hands.tick(CONFLICTS, "Job title: take Rear Admiral of Outlook", "radio")
    day.hands.press(CONFLICTS, "Save and next")
    day.hands.reads(CONFLICTS, "No conflicts")
    day.hands.leave(CONFLICTS)


def answer_the_deletion(day: Day) -> None:
    """The person agrees to the deletion in its window."""
    day.look(r"Held back \(1\)", HOLDS, "It stays in Salesforce until you answer")
    day.hands.press(HOLDS, "Delete it in Salesforce too")
    day.hands.reads(HOLDS, "Nothing waits")
    day.hands.leave(HOLDS)


def mend_the_problem(day: Day) -> None:
    """The person reads what is wrong, mends it in Outlook, and has the program try again."""
    day.look(r"Problems \(1\)", PROBLEMS, UNFINISHED)
    with clients(day.sandbox.ready) as others:
        (item,) = [each for each in others.folder.all() if each.given_name == UNFINISHED]
        item.surname = "Nelson"
        item.save(update_fields=["surname"])
    day.hands.press(PROBLEMS, "Try again")
    day.hands.reads(PROBLEMS, "Everything could be written")
    day.hands.leave(PROBLEMS)


def look_at_every_window(day: Day) -> None:
    """Whatever else the icon opens has a name for each of its inputs, and is closed by a key."""
    day.hands.click_icon()
    day.hands.reads(STATUS, "Everything is the same on both sides")
    day.hands.named(STATUS)
    day.hands.leave(STATUS)
    for entry, window, words in OTHERS:
        day.look(entry, window, words)
        day.hands.leave(window)
    day.look("Settings", SETTINGS, "Accounts")
    for page in PAGES:
        day.hands.press(SETTINGS, page, "tab")
        day.hands.named(SETTINGS)
    day.hands.leave(SETTINGS)


def agree_as_others_read_them(day: Day) -> None:
    """What unmodified clients of both servers read now: the same people, with what everybody did."""
    with clients(day.sandbox.ready) as others:
        here, there = ({_name(each): each for each in side} for side in (others.in_salesforce(), others.in_folder()))
    assert here == there
    assert len(here) == CONTACTS - 1 + 3
    assert here[DISPUTED]["Title"] == "Rear Admiral"
    assert (here[MERGED]["Department"], here[MERGED]["Title"]) == ("Compilers", "Countess")
    assert DELETED not in here
    assert {"Hedy Lamarr", "Emmy Noether", "Prince Nelson"} <= set(here)


def _name(values: Mapping[str, str]) -> str:
    return f"{values.get('FirstName', '')} {values.get('LastName', '')}".strip()


def _port(address: str) -> int:
    port = urlsplit(address).port
    assert port is not None
    return port
