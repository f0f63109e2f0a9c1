"""A server that answers what a test tells it to, for everything that a sandbox is too honest to send."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from desktop.core.faults import Fault, PortFault
from desktop.core.record import Kind, Role
from desktop.exchange.ews import EwsConnection, EwsMailbox
from tests.kept import TextMemory

M = "http://schemas.microsoft.com/exchange/services/2006/messages"
T = "http://schemas.microsoft.com/exchange/services/2006/types"
E = "http://schemas.microsoft.com/exchange/services/2006/errors"
CONTACT = Kind.CONTACT


@dataclass(frozen=True)
class Answer:
    """One HTTP answer. `claimed` is the length that the header tells, where it is not the true one."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    claimed: int | None = None


@dataclass
class Scripted:
    """The running server: what it will answer (the last one for ever), and what it was sent."""

    url: str
    answers: list[Answer]
    bodies: list[bytes] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    memory: TextMemory = field(default_factory=TextMemory)
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def mailbox(self, password: str = "secret-7") -> EwsMailbox:
        """An end that speaks with this server; all of them share a memory."""
        connection = EwsConnection(self.url, "ada", password, "Ada@Contoso.example", now=lambda: self.now)
        return EwsMailbox(connection, self.memory)

    def fault(self, mailbox: EwsMailbox | None = None) -> Fault:
        """The fault that a first look at the folders ends in."""
        end = mailbox or self.mailbox()
        try:
            end.containers(CONTACT)
        except PortFault as problem:
            return problem.fault
        finally:
            if mailbox is None:
                end.close()
        raise AssertionError("the server's answer was taken for a good one")

    def remember_folders(self) -> None:
        """Let the ends remember all folders, so that they ask for none."""
        for role in (Role.SHARED, Role.DEFAULT, Role.DELETED):
            self.memory.put(f"ews|{self.url}|ada@contoso.example|folder-{role}", str(role))

    def later(self, seconds: float) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)


@contextmanager
def scripted(*answers: Answer) -> Iterator[Scripted]:
    """Run a server that gives these answers in turn."""
    script = Scripted("", list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            script.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            script.signatures.append(self.headers.get("Authorization", ""))
            answer = script.answers[min(len(script.bodies), len(script.answers)) - 1]
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.claimed is None else answer.claimed))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = answer.claimed is not None

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/EWS/Exchange.asmx"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def soap(inside: str, version: str = "") -> Answer:
    """A SOAP answer; `version` is four numbers with dots."""
    header = ""
    if version:
        names = ("MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber")
        told = " ".join(f'{name}="{part}"' for name, part in zip(names, version.split("."), strict=True))
        header = f'<s:Header><t:ServerVersionInfo {told} Version="V2017_07_11"/></s:Header>'
    envelope = (
        '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:m="{M}" xmlns:t="{T}">{header}<s:Body>{inside}</s:Body></s:Envelope>'
    )
    return Answer(body=envelope.encode(), headers={"Content-Type": "text/xml; charset=utf-8"})


def messages(operation: str, *insides: str, version: str = "") -> Answer:
    """An answer with good messages; one that begins with `Error` is a refusal with that code."""
    listed = ""
    for inside in insides:
        good = not inside.startswith("Error")
        text = "NoError" if good else inside
        listed += (
            f'<m:{operation}ResponseMessage ResponseClass="{"Success" if good else "Error"}">'
            f"<m:ResponseCode>{text}</m:ResponseCode>{inside if good else ''}</m:{operation}ResponseMessage>"
        )
    return soap(
        f"<m:{operation}Response><m:ResponseMessages>{listed}</m:ResponseMessages></m:{operation}Response>", version
    )


def refused(code: str, back_off_ms: int = 0) -> Answer:
    """A SOAP fault."""
    wait = ""
    if back_off_ms:
        wait = f'<t:MessageXml><t:Value Name="BackOffMilliseconds">{back_off_ms}</t:Value></t:MessageXml>'
    fault = soap(
        f"<s:Fault><faultcode>a:{code}</faultcode><faultstring>No.</faultstring>"
        f'<detail><e:ResponseCode xmlns:e="{E}">{code}</e:ResponseCode>'
        f'<e:Message xmlns:e="{E}">No.</e:Message>{wait}</detail></s:Fault>'
    )
    return Answer(500, fault.body, fault.headers)


def folders(version: str = "") -> Answer:
    """The good answer to a look for the two fixed folders."""
    insides = (
        f'<m:Folders><t:ContactsFolder><t:FolderId Id="{name}" ChangeKey="k"/>'
        f'<t:ParentFolderId Id="top" ChangeKey="k"/><t:DisplayName>{name}</t:DisplayName>'
        "</t:ContactsFolder></m:Folders>"
        for name in ("contacts", "bin")
    )
    return messages("GetFolder", *insides, version=version)


def no_children() -> Answer:
    """The good answer to a look for the shared folder where there is none."""
    return messages(
        "FindFolder",
        '<m:RootFolder IndexedPagingOffset="0" TotalItemsInView="0" IncludesLastItemInRange="true"><t:Folders/>'
        "</m:RootFolder>",
    )
