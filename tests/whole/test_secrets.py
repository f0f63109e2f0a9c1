"""Passwords and tokens are where they belong and nowhere else: not on disk, not on a screen, not in a process list.

A real account never has its secrets in a file, whatever the computer lacks.

Laws: none, since it is about secrets.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import stat
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from desktop import wiring
from desktop.app.ports import ExchangeSignIn, SalesforceSignIn
from desktop.cli.arguments import parser
from desktop.core.faults import PortFault
from tests.conftest import ROOT
from tests.whole.desk import Desk

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

CREDENTIALS = "credentials.json"
NO_KEYCHAIN = (
    "This computer offers no keychain in which passwords and tokens can be kept safely. Start a secret service "
    "(GNOME Keyring or KWallet) and try again; passwords are never kept in a clear file."
)
WRONG = "Wr0ng-but-somewhere-else-right"


@pytest.fixture
def rotating(sandbox_factory: SandboxFactory, tmp_path: Path) -> Desk:
    """A desk at an org that gives a new refresh token with every access token."""
    return Desk(sandbox_factory(rotate_refresh=True), tmp_path)


def secrets_of(sandbox: Sandbox) -> dict[str, str]:
    """Every secret that ever was good, and the wrong password, with the form that Basic sends."""
    salesforce, exchange = sandbox.ready["salesforce"], sandbox.ready["exchange"]
    sessions = sandbox.org.sessions.dump()
    found = {"wrong password": WRONG, "password": exchange["password"], "org password": salesforce["password"]}
    found |= {"access token": salesforce["access_token"], "refresh token": salesforce["refresh_token"]}
    found |= {f"access {number}": token for number, token in enumerate(sessions["access"])}
    found |= {f"refresh {number}": token for number, token in enumerate(sessions["refresh"])}
    for name in ("password", "wrong password"):
        pair = f"{exchange['username']}:{found[name]}".encode()
        found[f"{name} as Basic"] = base64.b64encode(pair).decode()
    return found


def leaks(sandbox: Sandbox, text: str | bytes) -> list[str]:
    """The names of the secrets that occur in a text, also in the forms of JSON and of repr."""
    content = text.encode() if isinstance(text, str) else text
    return [
        name
        for name, secret in secrets_of(sandbox).items()
        if any(form.encode() in content for form in (secret, json.dumps(secret)[1:-1], secret.replace("!", "\\u0021")))
    ]


def clean_profile(desk: Desk) -> None:
    """No file of the profile but one holds a secret, and that one is for its owner's eyes."""
    for path in desk.profile.rglob("*"):
        if path.is_file() and path.name != CREDENTIALS:
            assert leaks(desk.sandbox, path.read_bytes()) == [], path
    kept = desk.profile / CREDENTIALS
    assert leaks(desk.sandbox, kept.read_bytes())
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(desk.profile.stat().st_mode) & 0o077 == 0


COMMANDS = [
    ("plan",), ("sync",), ("sync", "--yes"), ("sync",), ("status",), ("records",), ("conflicts",), ("holds",),
    ("history",), ("history", "1"), ("doctor",), ("resolve", "1", "--take", "mailbox"),
    ("confirm", "1", "--answer", "yes"),
]  # fmt: skip


def test_no_command_shows_or_stores_a_secret_in_good_days_and_bad(
    rotating: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk = rotating
    caplog.set_level(logging.DEBUG)
    said = [desk.connect_exchange(password=WRONG), desk.connect_salesforce(access_token="no", refresh_token="longer")]
    desk.connect()
    for words in COMMANDS:
        said += [desk.type(*words), desk.type(*words, "--json")]
    desk.sandbox.call(desk.sandbox.org.sessions.expire)
    said.append(desk.type("sync"))
    assert said[-1].code == 0, "the renewed token was kept"
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox, "password", "another"))
    said += [desk.type("sync"), desk.type("sync", "--json")]
    assert said[-1].code == 4
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox, "password", desk.ready["exchange"]["password"]))
    for token in list(desk.sandbox.org.sessions.dump()["refresh"]):
        spent = secrets_of(desk.sandbox)
        desk.sandbox.call(partial(desk.sandbox.org.sessions.revoke, token))
    said += [desk.type("sync"), desk.type("sync", "--json")]
    assert said[-1].code == 4
    told = "\n".join(f"{each.out}\n{each.errors}" for each in said) + caplog.text
    assert leaks(desk.sandbox, told) == []
    assert [name for name, secret in spent.items() if secret in told] == []
    assert len(told) > 5_000, "the commands said something"
    clean_profile(desk)


def test_faults_and_their_tracebacks_hold_no_secret(rotating: Desk) -> None:
    desk = rotating
    salesforce, exchange = desk.ready["salesforce"], desk.ready["exchange"]
    url, authority = salesforce["instance_url"], desk.ready["ca_file"]
    good = SalesforceSignIn(url, salesforce["access_token"], salesforce["refresh_token"], ca_file=authority)
    mailbox = ExchangeSignIn(exchange["ews_url"], exchange["username"], WRONG, ca_file=authority)
    untrusting = ExchangeSignIn(exchange["ews_url"], exchange["username"], exchange["password"])
    desk.sandbox.call(desk.sandbox.org.sessions.expire)
    faults: list[PortFault] = []
    with wiring.open_program(desk.profile) as program:
        attempts: list[Callable[[], object]] = [
            partial(program.connect_salesforce, good),
            partial(program.connect_exchange, mailbox),
            partial(program.connect_exchange, untrusting),
        ]
        for attempt in attempts:
            with pytest.raises(PortFault) as caught:
                attempt()
            faults.append(caught.value)
    texts = [repr((good, mailbox, untrusting, faults))]
    for fault in faults:
        texts += [repr(fault.fault), str(fault), *traceback.format_exception(fault)]
    assert leaks(desk.sandbox, "\n".join(texts)) == []


def test_the_log_of_a_bug_holds_no_secret(rotating: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = rotating
    desk.settled()

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("desktop.salesforce.transport.HttpSession.request", broken)
    desk.people.edit_in_outlook("Anna Müller", {"JobTitle": "Chief"})
    said = desk.type("sync")
    assert said.code == 1
    log = (desk.profile / "desktop.log").read_text("utf-8")
    assert "broken on purpose" in log
    assert leaks(desk.sandbox, log + said.out + said.errors) == []
    clean_profile(desk)


class ProcessList:
    """Watches the words with which processes were started, as everybody on the computer can."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> ProcessList:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._done.wait(0.01):
            for child in me.children(recursive=True):
                try:
                    self.words.update(child.cmdline())
                except psutil.Error:
                    continue


def test_commands_take_secrets_by_standard_input_and_show_none_in_the_process_list(desk_with_env: Desk) -> None:
    desk = desk_with_env
    salesforce, exchange = desk.ready["salesforce"], desk.ready["exchange"]
    tokens = {name: salesforce[name] for name in ("access_token", "refresh_token", "client_id")}
    authority = ["--ca-file", desk.ready["ca_file"]]
    told = b""
    calls = [
        (["connect", "salesforce", "--token-stdin", "--instance-url", salesforce["instance_url"], *authority],
         json.dumps(tokens)),
        (["connect", "exchange", "--password-stdin", "--ews-url", exchange["ews_url"], "--username",
          exchange["username"], *authority], exchange["password"] + "\n"),
        (["sync", "--yes"], ""),
    ]  # fmt: skip
    with ProcessList() as seen:
        for words, typed in calls:
            command = [sys.executable, "-m", "desktop", "--profile", str(desk.profile), *words]
            done = subprocess.run(command, input=typed.encode(), capture_output=True, cwd=ROOT, timeout=120)
            assert done.returncode == 0, done
            told += done.stdout + done.stderr
    assert {"connect", "sync", "--password-stdin"} <= seen.words, "the processes were seen"
    assert leaks(desk.sandbox, "\n".join(seen.words)) == []
    assert leaks(desk.sandbox, told) == []
    clean_profile(desk)


@pytest.fixture
def desk_with_env(sandbox: Sandbox, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose secrets are in no variable of the environment either."""
    desk = Desk(sandbox, tmp_path)
    assert leaks(sandbox, "\n".join(os.environ.values())) == []
    yield desk
    assert leaks(sandbox, "\n".join(os.environ.values())) == []


def test_no_option_of_the_command_line_takes_a_secret() -> None:
    told = "".join(every_help(parser()))
    options = {word.strip("[](),") for word in told.split() if word.lstrip("[(").startswith("--")}
    assert {"--password-stdin", "--token-stdin"} <= options
    suspects = {option for option in options for word in ("password", "token", "secret", "key") if word in option}
    assert suspects == {"--password-stdin", "--token-stdin"}


def every_help(grammar: Any) -> Iterator[str]:
    """The help of a grammar and of all its commands."""
    yield grammar.format_help()
    for action in grammar._actions:
        if isinstance(action.choices, dict):
            for below in action.choices.values():
                yield from every_help(below)


@pytest.fixture(params=["none", "clear"])
def unsafe_keychain(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A computer without any keychain, and one that has only a back end which keeps clear texts."""
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.backends.fail import Keyring as NoKeyring

    kept: list[str] = []

    class Clear(KeyringBackend):  # type: ignore[misc,unused-ignore]
        priority = 1

        def set_password(self, service: str, username: str, password: str) -> None:
            kept.append(password)

        def get_password(self, service: str, username: str) -> str | None:
            return None

        def delete_password(self, service: str, username: str) -> None:
            kept.clear()

    kinds: dict[str, Callable[[], KeyringBackend]] = {"none": NoKeyring, "clear": Clear}
    backend = kinds[request.param]()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return kept


def test_a_real_account_without_a_keychain_is_refused_before_anything_is_sent_or_written(
    tmp_path: Path, unsafe_keychain: list[str]
) -> None:
    salesforce = SalesforceSignIn("https://acme.my.salesforce.example", "an-access-token", "a-refresh-token", "client")
    exchange = ExchangeSignIn("https://mail.contoso.example/EWS/Exchange.asmx", "CONTOSO\\ada", "a-password")
    with wiring.open_program(tmp_path) as program:
        attempts: list[Callable[[], object]] = [
            partial(program.connect_salesforce, salesforce),
            partial(program.connect_exchange, exchange),
        ]
        for attempt in attempts:
            with pytest.raises(PortFault) as caught:
                attempt()
            assert caught.value.fault.code == "keychain"
            assert caught.value.fault.sentence() == NO_KEYCHAIN
    nothing_kept(tmp_path, unsafe_keychain)


def test_one_real_host_is_enough_to_keep_the_tokens_out_of_a_file(
    sandbox: Sandbox, tmp_path: Path, unsafe_keychain: list[str]
) -> None:
    place = sandbox.ready["salesforce"]
    sign_in = SalesforceSignIn(
        place["instance_url"],
        "an-access-token",
        "a-refresh-token",
        place["client_id"],
        "https://login.salesforce.example",
        sandbox.ready["ca_file"],
    )
    with wiring.open_program(tmp_path) as program, pytest.raises(PortFault) as caught:
        program.connect_salesforce(sign_in)
    assert caught.value.fault.sentence() == NO_KEYCHAIN
    nothing_kept(tmp_path, unsafe_keychain)


def nothing_kept(profile: Path, keychain: list[str]) -> None:
    """No secret lies anywhere."""
    assert keychain == []
    assert not (profile / CREDENTIALS).exists()
    for path in profile.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert not any(secret in held for secret in (b"an-access-token", b"a-refresh-token", b"a-password")), path
