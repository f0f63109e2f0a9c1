"""The set-up on the command line, over real HTTP: from nothing to a first sync, with answers from a file and typed.

Laws: L12, unless a test names its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Browser
from tests.whole.desk import Desk

if TYPE_CHECKING:
    from tests.conftest import SandboxFactory


@pytest.fixture
def desk(sandbox_factory: SandboxFactory, tmp_path: Path) -> Desk:
    return Desk(sandbox_factory(contacts=5), tmp_path)


def belongs_to_two(desk: Desk) -> None:
    """From now on the mailbox is another person's."""
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox, "email", "bruno.kessler@other.example"))
    desk.ready = desk.sandbox.ready


def answers(desk: Desk, tmp_path: Path, **changed: Any) -> Path:
    """A file with every answer."""
    org, box, authority = desk.ready["salesforce"], desk.ready["exchange"], desk.ready["ca_file"]
    told: dict[str, Any] = {
        "salesforce": {name: org[name] for name in ("instance_url", "client_id", "login_url")} | {"ca_file": authority},
        "mailbox": {name: box[name] for name in ("ews_url", "username", "email")} | {"ca_file": authority},
        "same_person": True,
        "no_other_software": True,
        "scope": "mine",
        "policy": "salesforce",
        "start": True,
    }
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(told | changed), encoding="utf-8")
    return path


def secrets(desk: Desk, **changed: str) -> str:
    """What goes to standard input."""
    org, box = desk.ready["salesforce"], desk.ready["exchange"]
    tokens = {name: org[name] for name in ("access_token", "refresh_token")}
    return json.dumps({**tokens, "password": box["password"]} | changed)


def test_file_of_answers_leads_to_a_first_sync(desk: Desk, tmp_path: Path) -> None:
    said = desk.type("--json", "setup", "--answers", str(answers(desk, tmp_path)), typed=secrets(desk))
    assert said.code == 0, said
    told = json.loads(said.out)
    assert told["step"] == "done"
    assert told["report"]["counts"]["new-in-outlook"] == told["session"]["operations"]["mailbox"]["create"] > 0
    assert json.loads(desk.type("--json", "policy").out) == {"policy": "salesforce"}
    assert len(desk.all_in_outlook()) == told["report"]["counts"]["new-in-outlook"]


def test_without_a_yes_it_stops_at_the_report_and_goes_on_from_there(desk: Desk, tmp_path: Path) -> None:
    file = answers(desk, tmp_path, start=False)
    said = desk.type("--json", "setup", "--answers", str(file), typed=secrets(desk))
    assert (said.code, json.loads(said.out)["step"]) == (3, "report")
    assert desk.all_in_outlook() == []
    said = desk.type("--json", "setup", "--answers", str(answers(desk, tmp_path)))
    assert (said.code, json.loads(said.out)["step"]) == (0, "done")
    assert desk.all_in_outlook()


@pytest.mark.parametrize(
    ("file", "typed", "code", "sentence"),
    [
        ({}, {"password": "wrong"}, 4, "mailbox"),
        ({}, {"access_token": "wrong", "refresh_token": ""}, 4, "Salesforce"),
        ({"same_person": False}, {}, 3, "two different people"),
        ({"no_other_software": False}, {}, 3, "no other software"),
        ({"scope": 3}, {}, 2, "must be a text"),
        ({"policy": "oldest"}, {}, 2, "one of ask, salesforce, outlook, newest, owner"),
        ({"start": "yes"}, {}, 2, "true or false"),
        ({"mailbox": {"password": "in a file"}}, {}, 2, "must not stand in a file"),
    ],
)
def test_wrong_answer_is_told_and_nothing_is_written(
    desk: Desk, tmp_path: Path, file: dict[str, Any], typed: dict[str, str], code: int, sentence: str
) -> None:
    if "same_person" in file:
        belongs_to_two(desk)
    path = answers(desk, tmp_path, **file)
    said = desk.type("setup", "--answers", str(path), typed=secrets(desk, **typed))
    assert (said.code, sentence in said.errors) == (code, True), said
    assert "in a file" not in said.errors.replace("stand in a file", "")
    assert desk.all_in_outlook() == []


def test_person_at_a_terminal_is_asked_and_asked_again_where_an_answer_was_wrong(desk: Desk) -> None:
    belongs_to_two(desk)
    org, box, authority = desk.ready["salesforce"], desk.ready["exchange"], desk.ready["ca_file"]
    sign_in = [org["refresh_token"], org["client_id"], org["login_url"], authority]
    lines = ["token", org["instance_url"], org["access_token"], *sign_in]
    lines += [box["ews_url"], box["username"], "not the password", box["email"], authority]
    # The second time what was typed before is offered; only the password is new.
    lines += ["", "", box["password"], "", "", "yes", "maybe", "yes", "", "", "yes"]
    said = desk.type("setup", typed="\n".join(lines) + "\n")
    assert said.code == 0, said
    for words in ("look like two different people", "yes, no", "Nothing has been written yet", "Einstein Activity"):
        assert words in said.errors
    assert "5 contacts are new in Outlook" in said.out or "contacts are new in Outlook" in said.out
    assert box["password"] not in said.out + said.errors


def in_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has whatever opens in the browser of this computer be answered by the person; the addresses that opened."""
    org, opened = desk.ready["salesforce"], []

    def browse(address: str) -> bool:
        opened.append(address)
        browser = Browser(desk.ready["ca_file"])
        browser.open(address)
        browser.press("Allow", username=org["username"], password=org["password"])
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    return opened


def test_person_at_a_terminal_signs_in_with_the_browser_unless_they_say_otherwise(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No law: about sign-ins."""
    org, opened = desk.ready["salesforce"], in_the_browser(desk, monkeypatch)
    said = desk.type("setup", typed="\n".join(["", org["login_url"], org["client_id"], desk.ready["ca_file"]]) + "\n")
    assert (said.code, len(opened)) == (3, 1), said
    assert "Salesforce is connected: Nora Lindqvist" in " ".join(said.errors.split())
    assert opened[0] in said.errors


def test_person_at_a_terminal_may_sign_in_to_an_old_org_with_a_password(desk: Desk) -> None:
    """No law: about sign-ins."""
    org = desk.ready["salesforce"]
    lines = ["password", org["login_url"], org["username"], org["password"], desk.ready["ca_file"]]
    said = desk.type("setup", typed="\n".join(lines) + "\n")
    assert "ends this way of signing in about 2027-06-01" in " ".join(said.errors.split()), said
    assert org["password"] not in said.errors + said.out


def test_file_without_a_token_means_the_browser(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No law: about sign-ins."""
    org, opened = desk.ready["salesforce"], in_the_browser(desk, monkeypatch)
    place = {"login": org["login_url"], "client_id": org["client_id"], "ca_file": desk.ready["ca_file"]}
    path = answers(desk, tmp_path, salesforce=place)
    box = desk.ready["exchange"]
    said = desk.type("setup", "--answers", str(path), typed=json.dumps({"password": box["password"]}))
    assert (said.code, len(opened)) == (0, 1), said


def test_person_who_goes_away_finds_everything_as_it_was(desk: Desk) -> None:
    org = desk.ready["salesforce"]
    token = [org["access_token"], org["refresh_token"], org["client_id"], org["login_url"]]
    first = ["token", org["instance_url"], *token]
    said = desk.type("setup", typed="\n".join([*first, desk.ready["ca_file"]]) + "\n")
    assert said.code == 3, said
    assert "Go on whenever you like" in said.out
    said = desk.type("--json", "setup")
    told = json.loads(said.out)
    assert (said.code, told["step"], [account["side"] for account in told["accounts"]]) == (
        3,
        "mailbox",
        ["salesforce"],
    )


def test_trial_needs_no_account(desk: Desk) -> None:
    """No law: the trial."""
    said = desk.type("--json", "setup", "--try", typed="mine\noutlook\nyes\n")
    assert said.code == 0, said
    told = json.loads(said.out)
    assert (told["step"], told["sandbox"]) == ("done", True)
    assert told["report"]["counts"]["linked-by-email"] == 3
    assert "A TRIAL" in said.errors
    assert desk.type("--profile", str(desk.profile / "sandbox"), "status").out.startswith("A TRIAL")
    assert desk.all_in_outlook() == []
