"""Sign-ins, addresses, certificates and answers that are not what they should be: one sentence each, and nothing lost.

After every fault the same profile goes on as soon as the cause is gone.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.sandbox.mishaps.plan import FaultPlan
from tests.whole.desk import Desk, Relay, Told, relay, text_of

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

ENDED = "Your sign-in to Salesforce has ended. Sign in to Salesforce again."
WRONG_PASSWORD = (
    "Exchange at 127.0.0.1 does not accept this user name and password. "
    "Sign in to the mailbox again, with the present password."
)
NO_SALESFORCE = (
    "Salesforce cannot be reached at 127.0.0.1: there is no such server, or it takes no connections. "
    "Check the address and your network connection."
)
NO_EXCHANGE = (
    "Exchange cannot be reached at 127.0.0.1: there is no such server, or it takes no connections. "
    "Check the address of the Exchange server, and whether this computer is on the network."
)
NOT_SALESFORCE = (
    "127.0.0.1 answered, but not as Salesforce does. "
    "Check the address; a proxy or a sign-in page of the network may also be in the way."
)
NOT_EXCHANGE = (
    "127.0.0.1 answered with {} instead of Exchange Web Services. Check the address (it usually ends in "
    "/EWS/Exchange.asmx) and whether the network wants a sign-in of its own."
)
SALESFORCE_BROKE_OFF = "Salesforce at 127.0.0.1 broke off in the middle of its answer. It is tried again later."
EXCHANGE_BROKE_OFF = (
    "Exchange at 127.0.0.1 broke off in the middle of its answer. Nothing is lost; it is tried again later."
)
CLOSED = "http://127.0.0.1:9"
"""The port of the discard service, on which nothing listens."""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads are repeated at once."""
    monkeypatch.setattr("desktop.net.http.RETRY_WAITS_S", (0.0, 0.0))


@pytest.fixture
def new_desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """A profile that is not connected yet."""
    return Desk(sandbox, tmp_path)


@pytest.fixture
def desk(new_desk: Desk) -> Desk:
    """A profile on eight contacts after its first sync."""
    new_desk.settled()
    return new_desk


def edited(desk: Desk) -> None:
    """One edit on each side, which must survive."""
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})


def arrived(desk: Desk) -> None:
    """Both edits are on both sides."""
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), alice["Title"]) == ("Chief", "Boss")
    desk.agreed(8)


def test_a_wrong_password_is_told_at_once_and_tried_once(new_desk: Desk) -> None:
    said = new_desk.connect_exchange(password="wrong")
    assert (said.code, said.out, said.errors) == (4, "", WRONG_PASSWORD)
    assert new_desk.connect_exchange().code == 0


def test_a_changed_password_ends_the_session_and_a_new_sign_in_goes_on(
    sandbox_factory: SandboxFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(sandbox_factory(), tmp_path)
    desk.settled()
    edited(desk)
    old = desk.sandbox.mailbox.password
    refused: list[bool] = []
    admits = type(desk.sandbox.mailbox).admits

    def counted(mailbox: object, username: str, password: str) -> bool:
        admitted = admits(desk.sandbox.mailbox, username, password)
        refused.extend([] if admitted else [True])
        return admitted

    monkeypatch.setattr(type(desk.sandbox.mailbox), "admits", counted)
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox, "password", "changed"))
    told = desk.sync()
    assert (told.code, told.fault) == (4, WRONG_PASSWORD)
    assert len(refused) == 1, "a second try with the same password may lock the account"
    assert desk.connect_exchange(password="changed").code == 0
    assert desk.sync().code == 0
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox, "password", old))
    arrived(desk)


def test_an_expired_sign_in_is_renewed_and_the_person_notices_nothing(desk: Desk) -> None:
    edited(desk)
    desk.sandbox.call(desk.sandbox.org.sessions.expire)
    assert desk.sync().code == 0
    desk.people_sign_in()
    arrived(desk)


def test_a_revoked_sign_in_asks_for_a_new_one(desk: Desk) -> None:
    edited(desk)
    sessions = desk.sandbox.org.sessions
    desk.sandbox.call(lambda: sessions.revoke(desk.ready["salesforce"]["refresh_token"]))
    said = desk.type("sync")
    assert (said.code, said.out.strip()) == (4, ENDED)
    assert (desk.sync().code, desk.sync().fault) == (4, ENDED)
    refreshed = desk.sandbox.call(lambda: sessions.open_lasting(desk.ready["salesforce"]["user_id"]))
    desk.people_sign_in()
    assert desk.connect_salesforce(access_token="stale", refresh_token=refreshed).code == 0
    assert desk.sync().code == 0
    arrived(desk)


def test_a_revoked_sign_in_is_told_when_connecting(new_desk: Desk) -> None:
    said = new_desk.connect_salesforce(access_token="no", refresh_token="longer")
    assert (said.code, said.out, said.errors) == (4, "", ENDED)


def test_an_unknown_client_is_the_administrators_business(new_desk: Desk) -> None:
    said = new_desk.connect_salesforce(access_token="no", client_id="unknown")
    assert said.code == 4
    assert said.errors == (
        "Salesforce does not accept this program's client id for signing in. "
        "Ask your Salesforce administrator whether the app is still allowed, then sign in again."
    )


def test_a_wrong_address_is_told_for_each_side(new_desk: Desk) -> None:
    said = new_desk.connect_salesforce(CLOSED)
    assert (said.code, said.errors) == (5, NO_SALESFORCE)
    said = new_desk.connect_exchange(f"{CLOSED}/EWS/Exchange.asmx")
    assert (said.code, said.errors) == (5, NO_EXCHANGE)


def test_a_wrong_path_is_told_for_each_side(new_desk: Desk) -> None:
    exchange = new_desk.ready["exchange"]["http_url"]
    said = new_desk.connect_exchange(exchange.replace("/EWS/", "/owa/"))
    assert (said.code, said.errors) == (5, NOT_EXCHANGE.format("“not found”"))
    said = new_desk.connect_salesforce(exchange)
    assert (said.code, said.errors) == (5, NOT_SALESFORCE)


@pytest.mark.parametrize("address", ["localhost", "ftp://127.0.0.1/", "https://", "https://[::1", "https://a:b/"])
def test_what_is_no_web_address_is_told_for_each_side(new_desk: Desk, address: str) -> None:
    """No law: what may be typed."""
    said = new_desk.connect_salesforce(address)
    assert said.code == 5
    assert said.errors == "The address of Salesforce is not a web address. It should begin with https://."
    said = new_desk.connect_exchange(address)
    assert said.code == 5
    assert said.errors == "The address of the Exchange server is not a web address. It should begin with https://."


def test_nothing_is_sent_in_clear_to_another_computer(new_desk: Desk) -> None:
    """No law: secrecy on the way."""
    said = new_desk.connect_salesforce("http://acme.my.salesforce.example")
    assert said.code == 5
    assert said.errors == (
        "The address http://acme.my.salesforce.example is not encrypted, so nothing was sent to Salesforce. "
        "Use https://acme.my.salesforce.example instead; plain http is allowed for this computer only."
    )
    said = new_desk.connect_exchange("http://mail.contoso.example/EWS/Exchange.asmx")
    assert said.code == 5
    assert said.errors == (
        "The address http://mail.contoso.example is not encrypted, so nothing was sent to the Exchange server. "
        "Use https://mail.contoso.example instead; plain http is allowed for this computer only."
    )


def test_an_untrusted_certificate_stops_before_anything_is_sent(
    sandbox_factory: SandboxFactory, tmp_path: Path
) -> None:
    log = tmp_path / "requests.jsonl"
    desk = Desk(sandbox_factory(request_log=log), tmp_path)
    said = desk.connect_salesforce(ca_file=None)
    assert said.code == 5
    assert said.errors == (
        "The certificate of 127.0.0.1 is not trusted, so nothing was sent to Salesforce. "
        "Name the file of your organisation's certificate authority (--ca-file), or check the address."
    )
    said = desk.connect_exchange(ca_file=None)
    assert said.code == 5
    assert said.errors == (
        "The certificate of 127.0.0.1 is not trusted, so nothing was sent to Exchange. "
        "If your organisation has its own authority, name its file with --ca-file; otherwise do not go on."
    )
    assert log.read_text("utf-8") == ""


def test_a_file_of_authorities_that_is_none_is_told(new_desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.pem", tmp_path / "empty.pem"):
        (tmp_path / "empty.pem").write_text("no certificate\n", encoding="utf-8")
        for said in (new_desk.connect_salesforce(ca_file=str(path)), new_desk.connect_exchange(ca_file=str(path))):
            assert said.code == 5
            assert said.errors == (
                f"The file {path} holds no certificate that can be read. "
                "Name the PEM file of your organisation's certificate authority (--ca-file)."
            )


def test_a_file_of_authorities_that_is_gone_later_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    kept = tmp_path / "authority.pem"
    kept.write_bytes(Path(sandbox.ready["ca_file"]).read_bytes())
    desk = Desk(sandbox, tmp_path)
    assert [desk.connect_salesforce(ca_file=str(kept)).code, desk.connect_exchange(ca_file=str(kept)).code] == [0, 0]
    kept.unlink()
    said = desk.type("sync", "--yes")
    assert said.code == 5
    assert (said.out + said.errors).strip() == (
        f"The file {kept} holds no certificate that can be read. "
        "Name the PEM file of your organisation's certificate authority (--ca-file)."
    )
    kept.write_bytes(Path(sandbox.ready["ca_file"]).read_bytes())
    assert desk.sync(yes=True).code == 0


@dataclass
class Network:
    """A connected desk whose way to each server may be spoilt."""

    desk: Desk
    org: Relay
    mailbox: Relay

    def spoil(self, server: str, what: bytes, mischief: str) -> Relay:
        """Spoil the first request in whose line or body this text stands."""
        way = self.org if server == "salesforce" else self.mailbox

        def decide(method: str, path: str, body: bytes) -> str:
            return mischief if not way.spoilt and what in f"{method} {path} ".encode() + body else ""

        way.mischief = decide
        return way

    def sync(self, yes: bool = False) -> Told:
        return self.desk.sync(yes)


@pytest.fixture
def network(sandbox: Sandbox, tmp_path: Path) -> Iterator[Network]:
    """A profile that reaches both servers over relays; nothing is synced yet."""
    with ExitStack() as open_ways:
        org, mailbox = (
            open_ways.enter_context(relay(sandbox.ready[server]["http_url"])) for server in ("salesforce", "exchange")
        )
        desk = Desk(sandbox, tmp_path)
        desk.connect(org.url, mailbox.url)
        yield Network(desk, org, mailbox)


SPOILT_FIRST = [
    ("salesforce", b"GET /services/data/v", "page", NOT_SALESFORCE),
    ("salesforce", b"/composite ", "page", NOT_SALESFORCE),
    ("exchange", b"SyncFolderItems", "page", NOT_EXCHANGE.format("a web page")),
    ("exchange", b"GetItem", "cut", EXCHANGE_BROKE_OFF),
    ("exchange", b"SyncFolderItems", "cut", EXCHANGE_BROKE_OFF),
    ("exchange", b"CreateFolder", "page", NOT_EXCHANGE.format("a web page")),
    ("exchange", b"CreateFolder", "cut", EXCHANGE_BROKE_OFF),
    ("exchange", b"CreateItem", "page", NOT_EXCHANGE.format("a web page")),
    ("exchange", b"CreateItem", "cut", EXCHANGE_BROKE_OFF),
]


@pytest.mark.parametrize(("server", "request_", "mischief", "sentence"), SPOILT_FIRST)
def test_a_first_sync_that_meets_a_spoilt_answer_goes_on_by_itself(
    network: Network, server: str, request_: bytes, mischief: str, sentence: str
) -> None:
    """L1, L4."""
    network.desk.people.add_in_salesforce({"LastName": "Ninth"})
    way = network.spoil(server, request_, mischief)
    told = network.sync(yes=True)
    if not way.spoilt:
        pytest.fail("the request was never made")
    assert (told.code, told.fault) == (5, sentence)
    told = network.sync(yes=True)
    assert (told.code, told.fault) == (0, "")
    network.desk.agreed(9)


SPOILT_LATER = [
    ("salesforce", b"queryAll", "page", NOT_SALESFORCE),
    ("salesforce", b"/composite/sobjects ", "page", NOT_SALESFORCE),
    ("salesforce", b"/composite/sobjects ", "cut", SALESFORCE_BROKE_OFF),
    ("salesforce", b'"PATCH"', "page", NOT_SALESFORCE),
    ("salesforce", b'"PATCH"', "cut", SALESFORCE_BROKE_OFF),
    ("exchange", b"UpdateItem", "page", NOT_EXCHANGE.format("a web page")),
    ("exchange", b"UpdateItem", "cut", EXCHANGE_BROKE_OFF),
    ("exchange", b"CreateItem", "cut", EXCHANGE_BROKE_OFF),
]


@pytest.mark.parametrize(("server", "request_", "mischief", "sentence"), SPOILT_LATER)
def test_edits_survive_an_answer_that_is_spoilt(
    network: Network, server: str, request_: bytes, mischief: str, sentence: str
) -> None:
    """L1, L3."""
    desk = network.desk
    assert network.sync(yes=True).code == 0
    edited(desk)
    desk.people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    desk.people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})
    way = network.spoil(server, request_, mischief)
    told = network.sync()
    assert way.spoilt, "the request was never made"
    assert (told.code, told.fault) == (5, sentence)
    told = network.sync()
    assert (told.code, told.fault, told.issues) == (0, "", {})
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), alice["Title"]) == ("Chief", "Boss")
    desk.agreed(10)


def test_a_read_that_breaks_off_once_is_repeated_unnoticed(network: Network) -> None:
    way = network.spoil("salesforce", b"GET /services/data/v", "cut")
    told = network.sync(yes=True)
    assert (way.spoilt, told.code) == (1, 0)
    network.desk.agreed(8)


def test_a_read_that_always_breaks_off_is_told(network: Network) -> None:
    network.org.mischief = lambda method, *_: "cut" if method == "GET" else ""
    told = network.sync(yes=True)
    assert (told.code, told.fault) == (5, SALESFORCE_BROKE_OFF)
    assert network.org.spoilt == 3
    network.org.mischief = lambda *_: ""
    assert network.sync(yes=True).code == 0
    network.desk.agreed(8)


def test_a_server_that_asks_for_a_pause_gets_it(sandbox_factory: SandboxFactory, tmp_path: Path) -> None:
    desk = Desk(sandbox_factory(), tmp_path)
    desk.connect()
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "exchange", "fault": "ErrorServerBusy"}]}))
    told = desk.sync(yes=True)
    assert (told.code, told.fault) == (5, "Exchange asks for a pause. The next session goes on by itself.")


def test_used_up_calls_are_told_with_when_it_goes_on(desk: Desk) -> None:
    edited(desk)
    settings = desk.sandbox.org.settings
    before = settings.daily_limit
    desk.sandbox.call(lambda: setattr(settings, "daily_limit", 1))
    told = desk.sync()
    assert (told.code, told.fault) == (
        5,
        "Your organisation has used up the calls that Salesforce allows in 24 hours. "
        "Syncing goes on by itself as soon as calls are free again.",
    )
    desk.sandbox.call(lambda: setattr(settings, "daily_limit", before))
    assert desk.sync().code == 0
    arrived(desk)
