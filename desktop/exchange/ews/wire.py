"""Requests and their response messages: sends one, pins the server's version, turns refusals into faults.

Exists between the operations, which know contacts, and the endpoint, which knows HTTP. Loads the endpoint, and with it
exchangelib, at the first request. Must not know what an operation means.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from desktop.core.faults import Fault, PortFault
from desktop.core.sentences import say
from desktop.exchange.ews import errors
from desktop.exchange.ews.connection import EwsConnection
from desktop.exchange.ews.soap import Message, NotSoap, SoapFault, read_answer, server_build
from desktop.exchange.memory import SessionMemory

if TYPE_CHECKING:
    from desktop.exchange.ews.connect import Endpoint

log = logging.getLogger(__name__)

_BUILD = "build"
_PAUSE = "until"
_READS = ("GetItem", "GetFolder", "FindItem", "FindFolder", "SyncFolderItems", "GetUserConfiguration")


class Wire:
    """One mailbox over one connection. Every method raises PortFault."""

    def __init__(self, connection: EwsConnection, memory: SessionMemory) -> None:
        self._connection = connection
        self._memory = memory
        self._host = urlsplit(connection.ews_url).hostname or connection.ews_url
        self._endpoint: Endpoint | None = None
        self._rejected: Fault | None = None

    def recall(self, what: str) -> str:
        """A text remembered for this mailbox; '' when there is none."""
        return self._memory.get(self._key(what)) or ""

    def remember(self, what: str, text: str) -> None:
        """Remember a text for this mailbox, '' to forget it."""
        self._memory.put(self._key(what), text)

    def call(self, payload: etree._Element, expect: int = 1) -> list[Message]:
        """Send a request and return its messages, one for each of the `expect` things asked."""
        operation = etree.QName(payload).localname
        write = operation not in _READS
        self._refuse_early()
        content = self._send(payload, write)
        try:
            header, messages = read_answer(content)
        except SoapFault as refusal:
            raise PortFault(self._whole_fault(refusal, write)) from None
        except NotSoap as problem:
            if problem.html or not content.lstrip().startswith(b"<"):
                what = say("a web page") if problem.html else say("something else")
                raise PortFault(errors.not_the_api(self._host, what, lost_reply=write)) from None
            raise PortFault(errors.cut_off(self._host, write)) from None
        self._pin(server_build(header))
        if len(messages) != expect:
            raise PortFault(errors.not_the_api(self._host, say("an incomplete answer"), operation, write))
        return messages

    def close(self) -> None:
        """Let go of the connection; the next call fetches the password anew."""
        if self._endpoint is not None:
            self._endpoint.close()
        self._endpoint = self._rejected = None

    def _key(self, what: str) -> str:
        return f"ews|{self._connection.ews_url}|{self._connection.identity}|{what}"

    def _refuse_early(self) -> None:
        """No second try with a password that was refused (accounts lock), none before the server wants to hear us."""
        if self._rejected is not None:
            raise PortFault(self._rejected)
        told = self.recall(_PAUSE)
        if not told:
            return
        until = datetime.fromisoformat(told)
        if self._connection.now() < until:
            raise PortFault(errors.throttled(503, until))
        self.remember(_PAUSE, "")

    def _send(self, payload: etree._Element, write: bool) -> bytes:
        if self._endpoint is None:
            from desktop.exchange.ews.connect import Endpoint

            self._endpoint = Endpoint(self._connection, self.recall(_BUILD))
        try:
            return self._endpoint.send(payload, write)
        except PortFault as problem:
            if problem.fault.vendor == "401":
                self._rejected = problem.fault
            self._pause(problem.fault.until)
            raise

    def _whole_fault(self, refusal: SoapFault, write: bool) -> Fault:
        log.debug("Exchange refused a whole request: %s", refusal.code)
        if refusal.code in errors.WRONG_VERSION:
            # Another server than the one whose version was remembered: the next connection asks anew.
            self.remember(_BUILD, "")
        until = None
        if refusal.back_off_s:
            until = self._connection.now() + timedelta(seconds=refusal.back_off_s)
            self._pause(until)
        fault = errors.fault_of(refusal.code, refusal.text, until)
        return replace(fault, lost_reply=write and refusal.code in errors.MAYBE_DONE)

    def _pause(self, until: datetime | None) -> None:
        """Keep when the server wants to hear from us again, so that a new start does not forget it."""
        if until is not None:
            self.remember(_PAUSE, until.isoformat())

    def _pin(self, build: str) -> None:
        """Keep the version of the first answer: later ones (other servers behind the same name) change nothing."""
        if build and not self.recall(_BUILD) and self._endpoint is not None:
            self.remember(_BUILD, build)
            self._endpoint.pin(build)
