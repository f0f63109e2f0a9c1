"""The command line over a fake program: where options may stand, exit codes, sentences, streams."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.app.reads import ExchangeSignIn, GraphSignIn, Report, SalesforceSignIn, Verdict
from desktop.cli import sentences
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Kind
from desktop.core.rules import Policy
from tests.unit.cli.fakes import CHANGES, ISSUE, FakeProgram, Terminal, planned

READY = {
    "ca_file": "ca.pem",
    "salesforce": {
        "instance_url": "https://127.0.0.1:1",
        "login_url": "https://127.0.0.1:1",
        "access_token": "at",
        "refresh_token": "rt",
        "client_id": "cid",
    },
    "exchange": {"ews_url": "https://127.0.0.1:2/EWS", "username": "ada", "password": "pw", "email": "ada@x.example"},
}

WRONG = [("resolve", "x"), ("policy", "oldest"), ("retry", "x"), ("share",)]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        ("--profile", "P", "--json", "status"),
        ("status", "--profile", "P", "--json"),
        ("--json", "status", "--profile", "P"),
        ("--profile", "P", "status", "--json"),
    ],
)
def test_profile_and_json_may_stand_before_and_after_the_command(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.run(*words) == 0
    assert terminal.profiles == [Path("P")]
    assert json.loads(terminal.out)["conflicts"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--profile", "P", "connect", "--json", "sandbox"),
        ("connect", "--profile", "P", "sandbox", "--json"),
        ("connect", "sandbox", "--json", "--profile", "P"),
    ],
)
def test_profile_and_json_may_stand_at_every_level(terminal: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text(json.dumps(READY), encoding="utf-8")
    assert terminal.run(*words, "--ready-file", str(ready_file)) == 0
    assert terminal.profiles == [Path("P")]
    assert [account["side"] for account in json.loads(terminal.out)["accounts"]] == ["salesforce", "mailbox"]


def test_without_a_profile_the_usual_one_is_opened(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("status")
    assert terminal.profiles == [tmp_path / "usual"]


def test_without_a_command_the_help_is_shown(terminal: Terminal) -> None:
    assert terminal.run() == 0
    assert "COMMAND" in terminal.out
    assert terminal.profiles == []


def test_sandbox_words_are_handed_on_whole(terminal: Terminal) -> None:
    assert terminal.run("sandbox", "serve", "--ready-file", "F", "--seed", "3") == 0
    assert terminal.served == [["serve", "--ready-file", "F", "--seed", "3"]]


def test_connecting_a_sandbox_hands_over_the_ready_file(terminal: Terminal, tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text(json.dumps(READY), encoding="utf-8")
    words = ("connect", "sandbox", "--ready-file", str(ready_file), "--kinds", "contact", "--scope", "all")
    assert terminal.run(*words) == 0
    told = dict(terminal.program.told)
    assert told["salesforce"] == SalesforceSignIn(
        "https://127.0.0.1:1", "at", "rt", "cid", "https://127.0.0.1:1", "ca.pem"
    )
    assert told["exchange"] == ExchangeSignIn("https://127.0.0.1:2/EWS", "ada", "pw", "ada@x.example", "ca.pem")
    assert told["choose"] == ((Kind.CONTACT,), "all")
    assert "a drawer" in terminal.out


def test_a_sandbox_can_be_connected_in_the_other_dialect(terminal: Terminal, tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    graph = {"base_url": "https://127.0.0.1:3/v1.0", "client_id": "app", "refresh_token": "grt"}
    ready = {**READY, "graph": graph, "microsoft": {"authority": "https://127.0.0.1:4/tenant"}}
    ready_file.write_text(json.dumps(ready), encoding="utf-8")
    assert terminal.run("connect", "sandbox", "--ready-file", str(ready_file), "--dialect", "graph") == 0
    assert dict(terminal.program.told)["exchange"] == GraphSignIn(
        "https://127.0.0.1:3/v1.0", "https://127.0.0.1:4/tenant", "app", "grt", "ca.pem"
    )


def test_every_kind_is_chosen_when_none_is_named(terminal: Terminal, tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text(json.dumps(READY), encoding="utf-8")
    terminal.run("connect", "sandbox", "--ready-file", str(ready_file))
    assert dict(terminal.program.told)["choose"] == ((), "")


@pytest.mark.parametrize("scope", ["mine", "all", "view:00B1"])
def test_the_scope_is_handed_on(terminal: Terminal, tmp_path: Path, scope: str) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text(json.dumps(READY), encoding="utf-8")
    terminal.run("connect", "sandbox", "--ready-file", str(ready_file), "--scope", scope)
    assert dict(terminal.program.told)["choose"] == ((), scope)


def test_a_ready_file_that_is_not_there_is_the_environments_fault(terminal: Terminal) -> None:
    assert terminal.run("connect", "sandbox", "--ready-file", "nowhere.json") == 5
    assert "Start the sandbox first" in terminal.errors


def test_a_file_that_is_no_ready_file_is_a_usage_error(terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    assert terminal.run("connect", "sandbox", "--ready-file", str(other)) == 2
    assert "is not the ready file" in terminal.errors


def test_tokens_come_by_standard_input(terminal: Terminal) -> None:
    terminal.typed = json.dumps({"access_token": "at", "refresh_token": "rt", "client_id": "cid"})
    words = ("connect", "salesforce", "--instance-url", "https://org.example", "--token-stdin", "--ca-file", "ca.pem")
    assert terminal.run(*words) == 0
    sign_in = SalesforceSignIn("https://org.example", "at", "rt", "cid", "", "ca.pem")
    assert dict(terminal.program.told)["salesforce"] == sign_in


@pytest.mark.parametrize("typed", ["", "no json", "[]", "{}", '{"access_token": 5}'])
def test_bad_tokens_are_a_usage_error(terminal: Terminal, typed: str) -> None:
    terminal.typed = typed
    assert terminal.run("connect", "salesforce", "--instance-url", "https://org.example", "--token-stdin") == 2
    assert terminal.program.told == [("closed", None)]


def test_a_password_comes_by_standard_input_and_is_never_shown(terminal: Terminal) -> None:
    terminal.typed = "s3cret pass\r\n"
    words = ("connect", "exchange", "--ews-url", "https://mail.example/EWS", "--username", "ada", "--password-stdin")
    assert terminal.run(*words) == 0
    sign_in = dict(terminal.program.told)["exchange"]
    assert (sign_in.password, sign_in.username) == ("s3cret pass", "ada")
    assert "s3cret" not in terminal.out + terminal.errors


def test_an_empty_password_is_a_usage_error(terminal: Terminal) -> None:
    words = ("connect", "exchange", "--ews-url", "https://mail.example/EWS", "--username", "ada", "--password-stdin")
    assert terminal.run(*words) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("connect",),
        ("resolve", "3"),
        ("confirm", "3", "--answer", "perhaps"),
        ("resolve", "x"),
        ("policy", "oldest"),
        ("retry", "x"),
        ("share",),
        ("connect", "sandbox", "--ready-file", "F", "--scope", "ours"),
        ("connect", "sandbox", "--ready-file", "F", "--scope", "view:"),
    ],
)
def test_wrong_words_exit_with_two(terminal: Terminal, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.run(*words)
    assert ended.value.code == 2


def test_a_clean_sync_exits_with_zero_and_says_what_it_did(terminal: Terminal) -> None:
    assert terminal.run("sync") == 0
    assert terminal.out.splitlines() == [
        "2 contacts are new in Outlook.",
        "1 contact is changed in Salesforce.",
        "Salesforce and Outlook hold the same now.",
        "",
        "1 conflict for you to decide: conflicts",
        "1 question for you to answer: holds",
    ]


def test_the_first_sync_without_a_yes_shows_the_plan_and_exits_with_three(terminal: Terminal) -> None:
    terminal.program = FakeProgram(Report(1, Verdict.HELD, planned=planned(create=12), hold=2), first=True)
    assert terminal.run("sync") == 3
    assert "12  new in Outlook" in terminal.out
    assert "1  waiting for your decision" in terminal.out, "a conflict; the question about this plan does not count"
    assert "1  linked by their e-mail address" in terminal.out
    assert "Nothing was written." in terminal.out
    assert "sync --yes" in terminal.out
    assert terminal.program.told[0] == ("sync", False)


def test_a_yes_is_handed_on(terminal: Terminal) -> None:
    terminal.run("sync", "--yes")
    assert terminal.program.told[0] == ("sync", True)


def test_what_waits_exits_with_three_and_is_named(terminal: Terminal) -> None:
    terminal.program = FakeProgram(Report(2, Verdict.WAITING), issue_list=[ISSUE])
    assert terminal.run("sync") == 3
    assert "Bart: The last name is missing. Type it in Outlook." in terminal.out


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FaultClass.AUTH_NEEDED, 4),
        (FaultClass.TRANSIENT, 5),
        (FaultClass.ENVIRONMENT, 5),
        (FaultClass.OUR_BUG, 1),
        (FaultClass.UNSUPPORTED, 3),
    ],
)
def test_a_fault_is_a_sentence_and_an_exit_code(terminal: Terminal, kind: FaultClass, code: int) -> None:
    fault = Fault(kind, "the-code", "It did not work.", "Do this.")
    terminal.program = FakeProgram(raises=PortFault(fault))
    assert terminal.run("sync") == code
    assert (terminal.out, terminal.errors) == ("", "It did not work. Do this.\n")
    assert terminal.run("sync", "--json") == code
    assert json.loads(terminal.out) == {
        "error": {"code": "the-code", "class": kind.value, "message": "It did not work.", "action": "Do this."}
    }
    terminal.program = FakeProgram(Report(2, Verdict.FAILED, fault=fault))
    assert terminal.run("sync") == code
    assert "It did not work. Do this." in terminal.out


def test_a_bug_is_one_line_and_its_traceback_goes_to_the_log(terminal: Terminal, tmp_path: Path) -> None:
    terminal.program = FakeProgram(raises=RuntimeError("boom"))
    assert terminal.run("sync", "--profile", str(tmp_path / "mine")) == 1
    assert "Traceback" not in terminal.out + terminal.errors
    assert "Something went wrong in this program (RuntimeError)" in terminal.errors
    assert f"The details are in {tmp_path / 'mine' / 'desktop.log'}" in " ".join(terminal.errors.split())
    assert [str(bug) for bug in terminal.bugs] == ["boom"]


def test_a_refusal_of_the_computer_is_no_bug(terminal: Terminal) -> None:
    terminal.program = FakeProgram(raises=PermissionError(13, "Permission denied", "mirror.db"))
    assert terminal.run("sync") == 5
    assert terminal.errors.startswith("This computer refused: Permission denied (mirror.db). See whether")


def test_ctrl_c_is_no_error_message(terminal: Terminal) -> None:
    terminal.program.raises = KeyboardInterrupt()  # type: ignore[assignment]
    assert terminal.run("sync") == 130
    assert "the next sync goes on from here" in terminal.errors


def test_the_program_is_closed_whatever_happens(terminal: Terminal) -> None:
    terminal.program = FakeProgram(raises=RuntimeError("boom"))
    terminal.run("plan")
    assert terminal.program.told[-1] == ("closed", None)


def test_conflicts_show_both_values_and_how_to_answer(terminal: Terminal) -> None:
    assert terminal.run("conflicts") == 0
    assert "3. Ada Lovelace: the job title was changed on both sides." in terminal.out
    assert "Salesforce  “Countess”" in terminal.out
    assert "Outlook     “Analyst”" in terminal.out
    assert "resolve 3 --take salesforce|mailbox|VALUE" in terminal.out
    assert "003B  Grace 003B" in terminal.out


def test_answers_are_handed_on(terminal: Terminal) -> None:
    assert terminal.run("resolve", "3", "--take", "Duchess") == 0
    assert terminal.run("confirm", "5", "--answer", "restore") == 0
    told = dict(terminal.program.told)
    assert (told["resolve"], told["confirm"]) == ((3, "Duchess"), (5, "restore"))


def test_decisions_are_handed_on(terminal: Terminal) -> None:
    for words in (("retry", "9"), ("ignore", "9"), ("share", "p1"), ("unshare", "p1")):
        assert terminal.run(*words) == 0
        assert "Noted." in terminal.out
    told = dict(terminal.program.told)
    assert (told["retry"], told["ignore"], told["share"], told["unshare"]) == (9, 9, "p1", "p1")


def test_issues_show_how_to_go_on_and_what_is_ignored(terminal: Terminal) -> None:
    terminal.program = FakeProgram(issue_list=[ISSUE])
    assert terminal.run("issues") == 0
    first, _, ignored = terminal.out.partition("Ignored:")
    assert "9. Bart: The last name is missing. Type it in Outlook.\n     retry 9, or ignore 9" in first
    assert "10. Bart:" in ignored and "retry 10" in ignored


def test_without_issues_that_is_said(terminal: Terminal) -> None:
    assert terminal.run("issues") == 0
    assert terminal.out.startswith("Everything could be written.")


def test_the_policy_is_told_and_chosen(terminal: Terminal) -> None:
    assert terminal.run("policy") == 0
    assert terminal.out.startswith("ask: you are asked")
    assert terminal.run("policy", "outlook") == 0
    assert terminal.program.preset is Policy.OUTLOOK
    assert terminal.out == "outlook: what was changed on both sides takes the value of Outlook.\n"


def test_scopes_are_one_line_each_with_their_counts(terminal: Terminal) -> None:
    assert terminal.run("scopes") == 0
    first, second, _, outlook = terminal.out.splitlines()
    assert first.split() == ["*", "mine", "1,234", "My", "contacts"]
    assert second.split()[:2] == ["view:00B1", "-"] and "Key accounts (Salesforce cannot answer.)" in second
    assert "3 contacts" in outlook and "250" in outlook


def test_settings_tell_how_they_are_set(terminal: Terminal) -> None:
    assert terminal.run("settings") == 0
    assert [line.split()[:2] for line in terminal.out.splitlines()] == [
        ["error-categories", "on"],
        ["history-days", "90"],
    ]


def test_the_days_of_history_are_set_and_a_number_that_is_none_is_usage(terminal: Terminal) -> None:
    assert terminal.run("settings", "history-days", "30") == 0
    assert terminal.program.days == 30
    for wrong in ("3", "many", ""):
        assert terminal.run("settings", "history-days", wrong) == 2
        assert "for how many days history is kept: 7 to 3650" in terminal.errors


def test_a_setting_without_a_value_is_usage(terminal: Terminal) -> None:
    assert terminal.run("settings", "error-categories") == 2
    assert "error-categories shall be: on or off" in terminal.errors
    assert terminal.program.told == [("closed", None)]


def test_holds_show_their_answers(terminal: Terminal) -> None:
    assert terminal.run("holds") == 0
    assert "5. Alan Turing was deleted in Outlook." in terminal.out
    for answer in ("delete", "stop", "restore"):
        assert f"confirm 5 --answer {answer}" in terminal.out


def test_records_are_searched_and_shown_with_their_state(terminal: Terminal) -> None:
    assert terminal.run("records", "--search", "ada") == 0
    assert ("records", "ada") in terminal.program.told
    assert terminal.out.splitlines()[0].split("  ")[:2] == ["Ada Lovelace", "ada@engines.example"]
    assert "synced" in terminal.out


def test_history_tells_sessions_and_the_changes_of_one(terminal: Terminal) -> None:
    assert terminal.run("history") == 0
    assert terminal.out.startswith("7  ")
    assert terminal.run("history", "7") == 0
    text = " ".join(terminal.out.split())
    assert "Ada Lovelace: in Outlook the job title is now “Countess”, the phone was emptied (it was “+1”)" in text
    assert "Mary: new in Salesforce." in text


def test_what_a_policy_overwrote_is_told_with_the_reason(terminal: Terminal) -> None:
    ruled = replace(CHANGES[0], before="Analyst", why="policy")
    told = sentences.told([ruled, CHANGES[2]], terminal.program.label)
    assert told == [
        "Ada Lovelace: in Outlook the job title is now “Countess” (it was “Analyst”), decided by your policy: "
        "both sides had changed it, and Salesforce wins; the phone was emptied (it was “+1”) (changed in Salesforce)."
    ]


def test_the_doctor_exits_with_one_when_it_finds_something(terminal: Terminal) -> None:
    assert terminal.run("doctor") == 0
    terminal.program = FakeProgram(findings=["A pair has no record."])
    assert terminal.run("doctor") == 1
    assert "A pair has no record." in terminal.out
