"""A person's desk: a profile on a running sandbox, the command line, the people at both servers, and unkind networks.

Exists for the tests of bad input and bad servers: they assert what a person reads and what both servers hold then.
"""

from __future__ import annotations

import http.client
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree

from desktop import logs, paths, wiring
from desktop.app.reads import Report, exit_code
from desktop.cli.main import Doors, Streams, run
from desktop.sandbox.people import SimulatedPeople, full_name
from desktop.sandbox.visitor import ExchangeVisitor, SalesforceVisitor, T

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox

SHARED_FOLDER = "Salesforce Contacts"
_FIELDS = "Id, Name, FirstName, LastName, Email, Title, Phone, Department, Description"


@dataclass(frozen=True, slots=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    errors: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one session told: exit code, report, and the sentences of what could not be written, by contact."""

    code: int
    report: Report
    issues: dict[str, str]

    @property
    def fault(self) -> str:
        """The sentence of what ended the session; '' when nothing did."""
        return self.report.fault.sentence() if self.report.fault else ""


class Desk:
    """One profile, and the people who work at both servers in their own clients."""

    def __init__(self, sandbox: Sandbox, folder: Path, dialect: str = "ews") -> None:
        """`dialect` is how the program speaks to the mailbox; the people always speak EWS."""
        self.sandbox, self.dialect, self._ready_file = sandbox, dialect, folder / "ready.json"
        self.profile = folder / "profile"
        self.ready = sandbox.ready
        self.people = SimulatedPeople(self.ready)
        self._org = SalesforceVisitor(self.ready["salesforce"], self.ready["ca_file"])
        self._mailbox = ExchangeVisitor(self.ready["exchange"], self.ready["ca_file"])

    def people_sign_in(self) -> None:
        """The people sign in to the org again, with an access token of their own."""
        place = self.ready["salesforce"]
        token = self.sandbox.call(lambda: self.sandbox.org.sessions.open(place["user_id"]))
        ready = {**self.ready, "salesforce": {**place, "access_token": token}}
        self.people = SimulatedPeople(ready)
        self._org = SalesforceVisitor(ready["salesforce"], ready["ca_file"])

    def type(self, *words: str, typed: str = "") -> Said:
        """Run a command on the profile, with `typed` as its standard input."""
        out, errors = io.StringIO(), io.StringIO()
        doors = Doors(
            wiring.open_program,
            wiring.demo_world,
            wiring.serve_sandbox,
            paths.default_profile,
            wiring.make_trial,
            logs.keep_bug,
        )
        code = run(["--profile", str(self.profile), *words], doors, Streams(io.StringIO(typed), out, errors))
        return Said(code, out.getvalue(), errors.getvalue().strip())

    def connect_salesforce(self, url: str = "", ca_file: str | None = "", **tokens: str) -> Said:
        """Connect the org; `ca_file` None trusts only what this computer trusts."""
        place = self.ready["salesforce"]
        given = {name: place[name] for name in ("access_token", "refresh_token", "client_id")} | tokens
        where = ["--instance-url", url or place["instance_url"], *self._authority(ca_file)]
        return self.type("connect", "salesforce", "--token-stdin", *where, typed=json.dumps(given))

    def connect_exchange(self, url: str = "", ca_file: str | None = "", password: str = "") -> Said:
        """Connect the mailbox."""
        place = self.ready["exchange"]
        who = ["--username", place["username"], "--email", place["email"], "--password-stdin"]
        where = ["--ews-url", url or place["ews_url"], *self._authority(ca_file)]
        return self.type("connect", "exchange", *who, *where, typed=f"{password or place['password']}\n")

    def connect(self, org_url: str = "", mailbox_url: str = "") -> None:
        """Connect both sides, which must work."""
        if self.dialect == "graph":
            self._ready_file.write_text(json.dumps(self.ready), encoding="utf-8")
            said = self.type("connect", "sandbox", "--ready-file", str(self._ready_file), "--dialect", "graph")
            assert said.code == 0, said
            return
        for said in (self.connect_salesforce(org_url), self.connect_exchange(mailbox_url)):
            assert said.code == 0, said

    def sync(self, yes: bool = False) -> Told:
        """One session."""
        with wiring.open_program(self.profile) as program:
            report = program.sync(yes=yes)
            assert program.queries.doctor() == []
            issues: dict[str, str] = {}
            for issue in program.queries.issues():
                told = issue.complaint
                assert told.subject not in issues, f"{told.subject} is named twice"
                issues[told.subject] = f"{told.message} {told.action}".strip()
            return Told(exit_code(report), report, issues)

    def settled(self) -> None:
        """The first sync, with everything that it makes."""
        self.connect()
        assert self.sync(yes=True).code == 0

    def in_salesforce(self, name: str) -> list[dict[str, Any]]:
        """The contacts of this full name in the org."""
        return [row for row in self.all_in_salesforce() if row["Name"] == name]

    def all_in_salesforce(self) -> list[dict[str, Any]]:
        """Every contact of the org."""
        return self._org.query(f"SELECT {_FIELDS} FROM Contact ORDER BY CreatedDate, Id")

    def in_outlook(self, name: str) -> list[etree._Element]:
        """The shared contacts of this name."""
        return [item for item in self.all_in_outlook() if full_name(item) == name]

    def all_in_outlook(self) -> list[etree._Element]:
        """Every shared contact."""
        folder = self._mailbox.folder(SHARED_FOLDER)
        return self._mailbox.contacts(folder) if folder else []

    def agreed(self, count: int) -> None:
        """Exactly so many contacts on each side, each with its counterpart."""
        names = sorted(str(row["Name"]) for row in self.all_in_salesforce())
        assert names == sorted(full_name(item) for item in self.all_in_outlook())
        assert len(names) == count

    def _authority(self, ca_file: str | None) -> list[str]:
        return [] if ca_file is None else ["--ca-file", ca_file or self.ready["ca_file"]]


def text_of(item: etree._Element, path: str) -> str:
    """A value of a contact element: an element's name, or `PhoneNumbers/CarPhone` for an entry; '' for none."""
    name, _, key = path.partition("/")
    if not key:
        return item.findtext(f"{T}{name}") or ""
    entries = item.iterfind(f"{T}{name}/{T}Entry")
    return next((entry.text or "" for entry in entries if entry.get("Key") == key), "")


Mischief = Callable[[str, str, bytes], str]
"""By method, path and body: '' lets a request through, `page` answers it with a web page in the server's place, `cut`
lets it through and breaks off in the middle of the answer."""


class Relay(ThreadingHTTPServer):
    """A way to a server on which answers may be spoilt. Speaks plain HTTP on loopback."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Forwarding)
        parts = urlsplit(target)
        self.target, self.url = parts, f"http://127.0.0.1:{self.server_address[1]}{parts.path}"
        self.mischief: Mischief = lambda *_: ""
        self.spoilt = 0


class _Forwarding(BaseHTTPRequestHandler):
    server: Relay

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        mischief = self.server.mischief(self.command, self.path, body)
        self.server.spoilt += bool(mischief)
        if mischief == "page":
            self._answer(200, [("Content-Type", "text/html")], b"<!DOCTYPE html><html><body>Sign in</body></html>")
            return
        line = http.client.HTTPConnection(self.server.target.hostname or "", self.server.target.port, timeout=60)
        try:
            line.request(self.command, self.path, body, dict(self.headers))
            answer = line.getresponse()
            content, headers = answer.read(), answer.getheaders()
        finally:
            line.close()
        kept = [(name, value) for name, value in headers if name.lower() not in ("connection", "content-length")]
        self._answer(answer.status, kept, content, cut=mischief == "cut")

    do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = _forward  # noqa: N815 - the names of the standard library

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def relay(target: str) -> Iterator[Relay]:
    """A running relay to a server."""
    with Relay(target) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
