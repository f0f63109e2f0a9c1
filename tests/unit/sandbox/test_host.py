"""The host of the sandbox over real HTTP on loopback: ready file, request log, order, observer, state, signals.

It must not test what the two servers answer; their own tests do.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from desktop.sandbox import command, state_folder
from desktop.sandbox.request_log import HttpExchange
from desktop.sandbox.serve import Sandbox, SandboxOptions
from tests.conftest import SchemaWitness

ROOT = Path(__file__).resolve().parents[3]
FIND_CONTACTS = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"'
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">'
    '<soap:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></soap:Header><soap:Body>'
    "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>"
    '<m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:GetFolder></soap:Body></soap:Envelope>'
)


def _query(ready: dict[str, Any], soql: str, scheme: str = "instance_url") -> requests.Response:
    salesforce = ready["salesforce"]
    return requests.get(
        f"{salesforce[scheme]}/services/data/v60.0/query",
        params={"q": soql},
        headers={"Authorization": f"Bearer {salesforce['access_token']}"},
        verify=ready["ca_file"],
        timeout=20,
    )


def _get_folder(ready: dict[str, Any], url: str = "ews_url", password: str | None = None) -> requests.Response:
    exchange = ready["exchange"]
    return requests.post(
        exchange[url],
        data=FIND_CONTACTS.encode(),
        auth=(exchange["username"], password or exchange["password"]),
        headers={"Content-Type": "text/xml; charset=utf-8"},
        verify=ready["ca_file"],
        timeout=20,
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_both_servers_answer_over_https_and_http(sandbox: Sandbox) -> None:
    ready = sandbox.ready
    for scheme in ("instance_url", "http_url"):
        assert _query(ready, "SELECT COUNT() FROM Contact", scheme).json()["totalSize"] == 8
    for url in ("ews_url", "http_url"):
        assert _get_folder(ready, url).status_code == 200
    assert _get_folder(ready, password="wrong").status_code == 401


def test_ready_content_is_complete_and_every_host_is_loopback(sandbox: Sandbox) -> None:
    ready = sandbox.ready
    assert set(ready) == {"ca_file", "salesforce", "exchange", "graph", "control", "microsoft"}
    assert set(ready["salesforce"]) == {
        "instance_url", "http_url", "login_url", "username", "password", "client_id", "access_token", "refresh_token",
        "org_id", "user_id",
    }  # fmt: skip
    assert set(ready["exchange"]) == {"ews_url", "http_url", "username", "password", "email"}
    assert set(ready["graph"]) == {"base_url", "http_url", "access_token", "refresh_token", "client_id"}
    assert all(ready["graph"].values())
    assert all(ready["salesforce"].values())
    assert all(ready["exchange"].values())
    urls = [
        value
        for part in ("salesforce", "exchange", "graph")
        for key, value in ready[part].items()
        if key.endswith("_url")
    ]
    assert {urlsplit(url).hostname for url in urls} == {"127.0.0.1"}
    assert ready["salesforce"]["instance_url"].startswith("https:")
    assert ready["exchange"]["ews_url"].endswith("/EWS/Exchange.asmx")


def test_the_user_of_the_org_is_the_owner_of_the_mailbox(sandbox: Sandbox) -> None:
    ready = sandbox.ready
    owner = next(row for row in sandbox.org.rows("User") if row["Id"] == ready["salesforce"]["user_id"])
    assert owner["Email"] == ready["salesforce"]["username"] == ready["exchange"]["email"]
    assert (owner["Name"], owner["Email"]) == (sandbox.mailbox.display_name, ready["microsoft"]["username"])


def test_certificate_is_not_trusted_without_the_ca_file(sandbox: Sandbox) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(sandbox.ready["salesforce"]["instance_url"], verify=True, timeout=20)


def test_temporary_ca_is_removed_at_the_end() -> None:
    with Sandbox(SandboxOptions(contacts=0)) as sandbox:
        ca_file = Path(sandbox.ready["ca_file"])
        assert ca_file.is_file()
    assert not ca_file.parent.exists()


def test_log_has_one_whole_line_before_the_answer_arrives(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with Sandbox(SandboxOptions(contacts=3, request_log=log)) as sandbox:
        sandbox.check()
        assert _lines(log) == []
        answer = _query(sandbox.ready, "SELECT Id FROM Contact")
        (first,) = _lines(log)
        posted = _get_folder(sandbox.ready)
        second = _lines(log)[1]
    assert list(first) == [
        "time", "server", "method", "path", "operation", "status", "api_calls", "bytes_in", "bytes_out",
    ]  # fmt: skip
    assert datetime.fromisoformat(first["time"]).utcoffset() is not None
    assert (first["server"], first["method"], first["path"]) == ("salesforce", "GET", "/services/data/v60.0/query")
    assert (first["operation"], first["status"], first["api_calls"]) == ("query", 200, 1)
    assert (first["bytes_in"], first["bytes_out"]) == (0, int(answer.headers["Content-Length"]))
    assert (second["server"], second["operation"], second["api_calls"]) == ("exchange", "GetFolder", 0)
    assert (second["bytes_in"], second["bytes_out"]) == (len(FIND_CONTACTS.encode()), len(posted.content))


def test_chunked_requests_and_kept_connections_work(sandbox: Sandbox) -> None:
    address = urlsplit(sandbox.ready["exchange"]["http_url"])
    secret = requests.auth._basic_auth_str(sandbox.mailbox.username, sandbox.mailbox.password)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
    body = FIND_CONTACTS.encode()
    statuses = []
    for _ in range(2):
        parts = iter([body[:100], body[100:]])
        headers = {"Authorization": secret, "Content-Type": "text/xml; charset=utf-8"}
        connection.request("POST", address.path, body=parts, headers=headers, encode_chunked=True)
        used = connection.sock
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
        assert connection.sock is used
    connection.close()
    assert statuses == [200, 200]


def test_observer_sees_request_and_answer(tmp_path: Path) -> None:
    seen: list[HttpExchange] = []
    with Sandbox(SandboxOptions(contacts=0, observe=seen.append)) as sandbox:
        answer = _get_folder(sandbox.ready)
    (exchange,) = seen
    assert (exchange.server, exchange.method, exchange.status) == ("exchange", "POST", 200)
    assert exchange.body == FIND_CONTACTS.encode()
    assert exchange.answer == answer.content
    assert dict(exchange.headers)["content-type"].startswith("text/xml")
    assert "date" in dict(exchange.answer_headers)


def test_message_outside_the_schema_is_witnessed(sandbox: Sandbox, schema_witness: SchemaWitness, shared: Path) -> None:
    assert shared.is_dir()
    ready = sandbox.ready
    exchange = ready["exchange"]
    wrong = FIND_CONTACTS.replace("<t:BaseShape>IdOnly</t:BaseShape>", "<t:BaseShape>Huge</t:BaseShape>")
    for allowed in (True, False):
        schema_witness.allow_invalid_requests = allowed
        requests.post(
            exchange["http_url"],
            data=wrong.encode(),
            auth=(exchange["username"], exchange["password"]),
            headers={"Content-Type": "text/xml; charset=utf-8"},
            timeout=20,
        )
        assert bool(schema_witness.faults) is not allowed
    assert "Huge" in schema_witness.faults[0]
    schema_witness.faults.clear()


def test_call_runs_between_two_requests_and_hands_back_result_and_exception(sandbox: Sandbox) -> None:
    busy: list[int] = []

    def observe_alone() -> int:
        busy.append(1)
        alone = len(busy)
        busy.pop()
        return alone

    def fail() -> None:
        raise LookupError("no such contact")

    callers = [threading.Thread(target=_query, args=(sandbox.ready, "SELECT Id FROM Contact")) for _ in range(4)]
    for caller in callers:
        caller.start()
    assert {sandbox.call(observe_alone) for _ in range(20)} == {1}
    for caller in callers:
        caller.join()
    with pytest.raises(LookupError, match="no such contact"):
        sandbox.call(fail)
    sandbox.stop()
    assert sandbox.call(observe_alone) == 1


def test_change_made_by_call_is_served(sandbox: Sandbox) -> None:
    new_id = sandbox.call(lambda: sandbox.org.insert("Contact", {"LastName": "Zwölfaxing"}))
    rows = _query(sandbox.ready, "SELECT Id FROM Contact WHERE LastName = 'Zwölfaxing'").json()["records"]
    assert [row["Id"] for row in rows] == [new_id]


def test_same_seed_makes_the_same_world() -> None:
    def names(seed: int) -> list[str]:
        with Sandbox(SandboxOptions(contacts=6, seed=seed)) as sandbox:
            rows = _query(sandbox.ready, "SELECT Name, Email FROM Contact ORDER BY Id").json()["records"]
        return [f"{row['Name']} {row['Email']}" for row in rows]

    assert names(4) == names(4)
    assert names(4) != names(5)


def test_state_folder_keeps_world_ports_tokens_and_authority(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Sandbox(SandboxOptions(contacts=3, state_dir=state)) as sandbox:
        before = sandbox.ready
        ca = Path(before["ca_file"]).read_bytes()
        sandbox.call(lambda: sandbox.org.insert("Contact", {"LastName": "Kept"}))
    with Sandbox(SandboxOptions(contacts=99, seed=7, state_dir=state)) as again:
        assert again.ready == before
        assert Path(again.ready["ca_file"]).read_bytes() == ca
        assert _query(again.ready, "SELECT COUNT() FROM Contact").json()["totalSize"] == 4
        assert _get_folder(again.ready).status_code == 200
    assert sorted(path.name for path in state.iterdir()) == ["ca.key", "ca.pem", "world.json"]
    if sys.platform != "win32":
        assert (state / "ca.key").stat().st_mode & 0o077 == 0


def test_taken_port_is_replaced_by_a_free_one(tmp_path: Path) -> None:
    with (
        Sandbox(SandboxOptions(contacts=0)) as other,
        Sandbox(SandboxOptions(contacts=0, state_dir=tmp_path)) as sandbox,
    ):
        sandbox.stop()
        kept = state_folder.load(tmp_path)
        assert kept is not None
        ports = dict.fromkeys(kept.ports, urlsplit(other.ready["salesforce"]["http_url"]).port or 0)
        state_folder.save(tmp_path, state_folder.WorldState(kept.salesforce, kept.exchange, ports))
        with Sandbox(SandboxOptions(state_dir=tmp_path)) as moved:
            assert _query(moved.ready, "SELECT COUNT() FROM Contact").status_code == 200


def test_damaged_state_is_one_sentence_and_the_environments_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    (tmp_path / "world.json").write_text("{", encoding="utf-8")
    assert command.main(["serve", "--state", str(tmp_path)]) == command.ENVIRONMENT
    assert capsys.readouterr().err == f"The sandbox cannot run: {tmp_path / 'world.json'} is damaged.\n"


@pytest.mark.parametrize("wrong", [["--contacts", "-1"], ["--token-life", "soon"], ["--colour"]])
def test_wrong_option_is_a_usage_error(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["serve", *wrong])
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal that it could answer")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_serves_until_a_signal_and_keeps_its_world(tmp_path: Path, number: signal.Signals) -> None:
    ready_file, log, state = tmp_path / "ready.json", tmp_path / "log.jsonl", tmp_path / "state"
    script = "import sys; from desktop.sandbox.command import main; sys.exit(main(sys.argv[1:]))"
    options = ["--ready-file", str(ready_file), "--request-log", str(log), "--state", str(state), "--contacts", "3"]
    with subprocess.Popen(
        [sys.executable, "-c", script, "sandbox", "serve", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        greeting = [process.stdout.readline() for _ in range(6)]
        ready = json.loads(ready_file.read_text("utf-8"))
        with requests.Session() as session:  # an idle pooled connection must not hold up the end
            session.get(ready["salesforce"]["http_url"] + "/services/data", timeout=20)
            assert _query(ready, "SELECT COUNT() FROM Contact").json()["totalSize"] == 3
            process.send_signal(number)
            assert process.wait(20) == 0
    assert greeting[0].startswith("Salesforce answers at https://127.0.0.1:")
    assert "ends both" in greeting[5]
    assert len(_lines(log)) == 2
    assert state_folder.load(state) is not None
    assert [path.name for path in tmp_path.glob(".*")] == []
