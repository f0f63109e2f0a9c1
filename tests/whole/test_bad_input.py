"""Values that one side does not take: one clear sentence, everything else goes on, and nothing is lost.

Each session of these tests carries another contact as well, which must arrive whatever becomes of the bad one.

Laws: L6, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.sandbox.people import full_name
from tests.whole.desk import Desk, Told, text_of

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

GOOD = {"GivenName": "Petra", "Surname": "Good", "EmailAddress/EmailAddress1": "petra@good.example"}


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """A profile on eight contacts after its first sync."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    return desk


def typed(desk: Desk, **fields: str) -> Told:
    """Somebody types a contact at Outlook (`__` stands for a slash), and another one that is all right; one session."""
    desk.people.add_in_outlook({name.replace("__", "/"): value for name, value in fields.items()})
    desk.people.add_in_outlook(GOOD)
    told = desk.sync()
    (good,) = desk.in_salesforce("Petra Good")
    assert good["Email"] == "petra@good.example"
    return told


def nothing_more(desk: Desk) -> None:
    """Once the echo is read, and with it the next try is over, later sessions neither repeat nor touch anything."""
    desk.sync()
    before = desk.all_in_salesforce(), [text_of(item, "LastModifiedTime") for item in desk.all_in_outlook()]
    again = desk.sync()
    assert not any(name.split()[0] in ("create", "update", "delete", "refused") for name in again.report.counts)
    assert before == (
        desk.all_in_salesforce(),
        [text_of(item, "LastModifiedTime") for item in desk.all_in_outlook()],
    )


def rule(desk: Desk, **rules: Any) -> None:
    """The administrator turns a switch of the org."""

    def turn() -> None:
        for name, value in rules.items():
            getattr(desk.sandbox.org.settings, name).append(value)

    desk.sandbox.call(turn)


def test_a_contact_without_last_name_waits_in_outlook_until_it_has_one(desk: Desk) -> None:
    told = typed(desk, GivenName="Nolast", EmailAddress__EmailAddress1="nolast@example.com")
    assert told.issues == {
        "Nolast": "The last name is missing; Salesforce takes no contact without one. Type the last name in Outlook."
    }
    assert told.code == 3
    assert not [row for row in desk.all_in_salesforce() if row["Email"] == "nolast@example.com"]
    nothing_more(desk)
    desk.people.edit_in_outlook("Nolast", {"Surname": "Found"})
    assert desk.sync().issues == {}
    (made,) = desk.in_salesforce("Nolast Found")
    assert made["Email"] == "nolast@example.com"


LONG_ADDRESS = "a" * 64 + "@" + "b" * 12 + ".com"
LONG_NOTE = "n" * 32_001
TOO_LONG = [
    pytest.param(
        {"GivenName": "Long", "Surname": "Address", "EmailAddress/EmailAddress1": LONG_ADDRESS, "JobTitle": "Chief"},
        "81 characters are too many for the e-mail: Salesforce takes at most 80.",
        ("Email", "EmailAddresses/EmailAddress1", LONG_ADDRESS),
        ("EmailAddress/EmailAddress1", "short@example.com"),
        id="an e-mail address of 81",
    ),
    pytest.param(
        {"GivenName": "F" * 41, "Surname": "Long", "JobTitle": "Chief"},
        "41 characters are too many for the first name: Salesforce takes at most 40.",
        ("FirstName", "GivenName", "F" * 41),
        ("GivenName", "Frederick"),
        id="a first name of 41",
    ),
    pytest.param(
        {"GivenName": "Long", "Surname": "Note", "Body": LONG_NOTE, "JobTitle": "Chief"},
        "32,001 characters are too many for the notes: Salesforce takes at most 32,000.",
        ("Description", "Body", LONG_NOTE),
        ("Body", "Short."),
        id="a note of 32,001",
    ),
]


@pytest.mark.parametrize(("fields", "sentence", "held_back", "shorter"), TOO_LONG)
def test_a_value_that_is_too_long_is_withheld_and_stays_where_it_was_typed(
    desk: Desk,
    fields: Mapping[str, str],
    sentence: str,
    held_back: tuple[str, str, str],
    shorter: tuple[str, str],
) -> None:
    """L3, L6."""
    column, path, value = held_back
    told = typed(desk, **{name.replace("/", "__"): text for name, text in fields.items()})
    (name,) = told.issues
    assert told.issues[name] == f"{sentence} The value stays as it is in Outlook. Shorten it there."
    assert told.code == 3
    (row,) = [row for row in desk.all_in_salesforce() if row["Title"] == "Chief"]
    assert row[column] is None
    nothing_more(desk)
    desk.people.edit_in_salesforce(str(row["Name"]), {"Title": "Boss"})
    assert desk.sync().issues == told.issues
    (copy,) = desk.in_outlook(name)
    assert (text_of(copy, path), text_of(copy, "JobTitle")) == (value, "Boss")
    desk.people.edit_in_outlook(name, dict([shorter]))
    assert desk.sync().issues == {}
    (row,) = [row for row in desk.all_in_salesforce() if row["Title"] == "Boss"]
    assert row[column] == shorter[1]


def test_a_value_that_is_too_long_holds_back_no_other_change_of_a_known_contact(desk: Desk) -> None:
    desk.people.edit_in_outlook("Anna Müller", {"GivenName": "A" * 41, "JobTitle": "Chief"})
    told = desk.sync()
    assert told.issues == {
        f"{'A' * 41} Müller": "41 characters are too many for the first name: Salesforce takes at most 40. "
        "The value stays as it is in Outlook. Shorten it there."
    }
    (row,) = desk.in_salesforce("Anna Müller")
    assert row["Title"] == "Chief"
    (copy,) = desk.in_outlook(f"{'A' * 41} Müller")
    assert text_of(copy, "JobTitle") == "Chief"


def test_a_duplicate_rule_holds_one_contact_back(desk: Desk) -> None:
    from desktop.sandbox.salesforce.settings import DuplicateRule

    rule(desk, duplicate_rules=DuplicateRule(field="Phone"))
    desk.people.edit_in_salesforce("Anna Müller", {"Phone": "+49 30 1234567"})
    (anna,) = desk.in_salesforce("Anna Müller")
    told = typed(desk, GivenName="Second", Surname="Anna", PhoneNumber__BusinessPhone="+49 30 1234567")
    assert told.issues == {
        "Second Anna": f"Salesforce takes it for a duplicate of another contact ({anna['Id']}). If they are the same "
        "person, delete this copy in Outlook; if not, change what both have in common."
    }
    assert told.code == 3
    assert desk.in_salesforce("Second Anna") == []
    nothing_more(desk)
    (copy,) = desk.in_outlook("Second Anna")
    assert text_of(copy, "PhoneNumbers/BusinessPhone") == "+49 30 1234567"
    desk.people.edit_in_outlook("Second Anna", {"PhoneNumber/BusinessPhone": "+49 30 7654321"})
    assert desk.sync().issues == {}
    assert len(desk.in_salesforce("Second Anna")) == 1


def test_a_copy_that_was_a_duplicate_may_be_deleted_in_outlook(desk: Desk) -> None:
    """L1."""
    from desktop.sandbox.salesforce.settings import DuplicateRule

    rule(desk, duplicate_rules=DuplicateRule(field="Phone"))
    desk.people.edit_in_salesforce("Anna Müller", {"Phone": "+49 30 1234567"})
    typed(desk, GivenName="Second", Surname="Anna", PhoneNumber__BusinessPhone="+49 30 1234567")
    desk.people.delete_in_outlook("Second Anna")
    told = desk.sync()
    assert (told.code, told.issues) == (0, {})
    assert len(desk.in_salesforce("Anna Müller")) == 1


RULE_ACTION = (
    "This is a rule of your organisation in Salesforce. Change the contact so that it fits; it is then tried again."
)


def secret_department() -> Any:
    from desktop.sandbox.salesforce.settings import ValidationRule

    message = "Nobody may work in the department “Secret”."
    return ValidationRule("Contact", lambda row: row["Department"] == "Secret", message, "Department")


def test_a_validation_rule_speaks_in_its_own_words_about_a_new_contact(desk: Desk) -> None:
    rule(desk, validation_rules=secret_department())
    told = typed(desk, GivenName="Vera", Surname="Secret", Department="Secret")
    assert told.issues == {"Vera Secret": f"Nobody may work in the department “Secret”. {RULE_ACTION}"}
    assert told.code == 3
    nothing_more(desk)
    desk.people.edit_in_outlook("Vera Secret", {"Department": "Sales"})
    assert desk.sync().issues == {}
    (row,) = desk.in_salesforce("Vera Secret")
    assert row["Department"] == "Sales"


def test_a_validation_rule_speaks_in_its_own_words_about_a_change(desk: Desk) -> None:
    rule(desk, validation_rules=secret_department())
    desk.people.edit_in_outlook("Anna Müller", {"Department": "Secret"})
    desk.people.edit_in_outlook("Alice Whitaker", {"Department": "Sales"})
    told = desk.sync()
    assert told.issues == {"Anna Müller": f"Nobody may work in the department “Secret”. {RULE_ACTION}"}
    assert desk.in_salesforce("Alice Whitaker")[0]["Department"] == "Sales"
    nothing_more(desk)
    assert text_of(desk.in_outlook("Anna Müller")[0], "Department") == "Secret"
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    assert desk.sync().issues == told.issues, "a write that Outlook takes silences no refusal of Salesforce"
    (copy,) = desk.in_outlook("Anna Müller")
    assert (text_of(copy, "Department"), text_of(copy, "JobTitle")) == ("Secret", "Chief")


def test_a_refused_contact_gets_another_try_on_another_day(sandbox_factory: SandboxFactory, tmp_path: Path) -> None:
    """L1."""
    desk = Desk(sandbox_factory(), tmp_path)
    desk.settled()
    secret = secret_department()
    rule(desk, validation_rules=secret)
    typed(desk, GivenName="Vera", Surname="Secret", Department="Secret")
    for _ in range(2):
        assert desk.sync().issues != {}, "the first pause is none, and it starts afresh with our own echo"
    desk.sandbox.call(lambda: desk.sandbox.org.settings.validation_rules.remove(secret))
    assert desk.sync().issues != {}
    tomorrow(desk)
    assert desk.sync().issues == {}
    assert len(desk.in_salesforce("Vera Secret")) == 1


def tomorrow(desk: Desk) -> None:
    """The profile looks as if its last session and its last tries had been yesterday's."""
    from desktop.app.facade import CHECKED_DAY
    from desktop.store.database import Database
    from desktop.store.settings import Settings

    database = Database.open(desk.profile / "mirror.db")
    with database.transaction():
        Settings(database).put(CHECKED_DAY, "2001-01-01")
        database.write("UPDATE issue SET last_at = '2001' || substr(last_at, 5)")
    database.close()


def test_an_address_that_salesforce_does_not_take_is_told(desk: Desk) -> None:
    told = typed(desk, GivenName="Bad", Surname="Address", EmailAddress__EmailAddress1="no address")
    sentence = "Salesforce does not take the e-mail address for a valid one. Correct it in Outlook."
    assert told.issues == {"Bad Address": sentence}
    nothing_more(desk)
    desk.people.edit_in_outlook("Bad Address", {"EmailAddress/EmailAddress1": "bad@address.example"})
    assert desk.sync().issues == {}
    assert desk.in_salesforce("Bad Address")[0]["Email"] == "bad@address.example"


def test_a_phone_under_a_label_that_salesforce_lacks_is_kept_in_outlook(desk: Desk) -> None:
    """L3, L10."""
    told = typed(desk, GivenName="Carl", Surname="Phone", PhoneNumber__CarPhone="+1 555 0199", JobTitle="Driver")
    assert (told.code, told.issues) == (0, {})
    desk.people.edit_in_outlook("Anna Müller", {"PhoneNumber/Pager": "4711"})
    desk.sync()
    desk.people.edit_in_salesforce("Carl Phone", {"Phone": "+1 555 0100", "Title": "Pilot"})
    desk.people.edit_in_salesforce("Anna Müller", {"Phone": "+49 30 1"})
    desk.sync()
    desk.people.edit_in_outlook("Carl Phone", {"PhoneNumber/BusinessPhone": ""})
    desk.sync()
    (carl,) = desk.in_outlook("Carl Phone")
    assert text_of(carl, "PhoneNumbers/CarPhone") == "+1 555 0199"
    assert (text_of(carl, "JobTitle"), text_of(carl, "PhoneNumbers/BusinessPhone")) == ("Pilot", "")
    assert desk.in_salesforce("Carl Phone")[0]["Phone"] is None
    (anna,) = desk.in_outlook("Anna Müller")
    assert [text_of(anna, f"PhoneNumbers/{key}") for key in ("Pager", "BusinessPhone")] == ["4711", "+49 30 1"]


SCRIPTS = [
    pytest.param("نور", "الهدى", "مهندسة", id="right to left"),
    pytest.param("שרה", "כהן", "מנהלת \u200fABC\u200e 12", id="right to left with marks"),
    pytest.param("🦊", "Fuchs 👩‍👩‍👧‍👦", "Chief 🧑🏽‍🚀 & <Officer> \"'", id="emoji and markup"),
    pytest.param("Zoë", "Ångström", "Å", id="composed and decomposed"),
    pytest.param("𠮷野", "家", "㍿", id="beyond the basic plane"),
]


@pytest.mark.parametrize(("first", "last", "title"), SCRIPTS)
def test_every_script_goes_both_ways_unharmed(desk: Desk, first: str, last: str, title: str) -> None:
    """L10."""
    import unicodedata

    normal = [unicodedata.normalize("NFC", text) for text in (first, last, title)]
    told = typed(desk, GivenName=first, Surname=last, JobTitle=title)
    assert (told.code, told.issues) == (0, {})
    desk.people.add_in_salesforce({"FirstName": first, "LastName": f"{last} II", "Title": title})
    assert desk.sync().code == 0
    (row,) = [row for row in desk.all_in_salesforce() if row["LastName"] in (last, normal[1])]
    assert [unicodedata.normalize("NFC", row[name]) for name in ("FirstName", "LastName", "Title")] == normal
    (copy,) = [item for item in desk.all_in_outlook() if text_of(item, "Surname").endswith(" II")]
    shown = [text_of(copy, name) for name in ("GivenName", "JobTitle")]
    assert [unicodedata.normalize("NFC", text) for text in shown] == [normal[0], normal[2]]
    nothing_more(desk)


def test_control_characters_that_salesforce_sends_do_not_harm_the_mailbox(desk: Desk) -> None:
    """L6, L10."""

    def smuggle() -> None:
        from desktop.sandbox.salesforce.table import Row

        table = desk.sandbox.org.tables["Contact"]
        row_id = desk.sandbox.org.insert("Contact", {"LastName": "Bell", "FirstName": "Tinker", "Title": "Fairy"})
        steering = {"Title": "Fa\u0007ir\x00y\x1b[2J", "Description": "one\x0btwo\x0c\ufffe\r\nthree"}
        table.put(Row({**table.rows[row_id], **steering}))

    desk.sandbox.call(smuggle)
    desk.people.add_in_salesforce({"LastName": "Good", "FirstName": "Petra"})
    told = desk.sync()
    assert (told.code, told.issues) == (0, {})
    (copy,) = desk.in_outlook("Tinker Bell")
    assert text_of(copy, "JobTitle") == "Fairy[2J"
    assert text_of(copy, "Body").splitlines() == ["onetwo", "three"]
    assert len(desk.in_outlook("Petra Good")) == 1
    nothing_more(desk)
    desk.people.edit_in_outlook("Tinker Bell", {"JobTitle": "Queen"})
    desk.sync()
    assert desk.in_salesforce("Tinker Bell")[0]["Title"] == "Queen"


def test_names_cannot_steer_the_terminal_of_the_person(desk: Desk) -> None:
    """No law: what the terminal shows."""
    desk.people.add_in_outlook({"GivenName": "\u202egpj.exe", "EmailAddress/EmailAddress1": "rtl@example.com"})
    said = desk.type("sync")
    assert said.code == 3
    assert "gpj.exe: The last name is missing" in said.out
    assert "\u202e" not in said.out


def test_several_bad_values_are_told_together_and_the_rest_arrives(desk: Desk) -> None:
    add: Callable[[Mapping[str, str]], None] = desk.people.add_in_outlook
    add({"GivenName": "Nolast", "JobTitle": "Chief"})
    add({"GivenName": "F" * 41, "Surname": "Long"})
    for number in range(30):
        add({"GivenName": f"Good{number:02}", "Surname": "Contact"})
    said = desk.type("sync")
    assert said.code == 3
    told = " ".join(said.out.split())
    assert "2 values could not be written:" in told, said.out
    assert "- Nolast: The last name is missing; Salesforce takes no contact without one." in told
    good = {str(row["Name"]) for row in desk.all_in_salesforce() if str(row["Name"]).startswith("Good")}
    assert len(good) == 30
    assert {name for name in map(full_name, desk.all_in_outlook()) if name.startswith("Good")} == good
