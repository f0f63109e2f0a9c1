"""What all tests share: a guard against the network, the peers that nobody here wrote, and running sandboxes.

It must not know what any test is about.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # loaded by the fixtures, so that tests of pure parts do not wait for servers that they never start
    from desktop.sandbox.request_log import HttpExchange
    from desktop.sandbox.serve import Sandbox

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
PEERS = ROOT / "tests" / "peers"
REQUIRE_PEERS = os.environ.get("SCC_REQUIRE_PEERS") == "1"
# A machine's own authorities and proxies must not decide a test; requests even prefers them to a session's `verify`.
MACHINE_NETWORK = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
MACHINE_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
LOOPBACK = ("127.", "::1", "localhost")

# Derandomised: a run tells about the change at hand. Counter-examples found elsewhere are kept as explicit examples.
settings.register_profile(
    "suite", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("SCC_HYPOTHESIS", "suite"))

SandboxFactory = Callable[..., "Sandbox"]


class NetworkRefused(Exception):
    """A test tried to reach a host that is not this computer."""


def _lacking(reason: str) -> None:
    if REQUIRE_PEERS:
        pytest.fail(f"{reason} (SCC_REQUIRE_PEERS=1 makes this a failure)")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every look-up of a name that leaves this computer; forget its proxies."""
    for name in (*MACHINE_NETWORK, *MACHINE_PROXIES, *(proxy.lower() for proxy in MACHINE_PROXIES)):
        monkeypatch.delenv(name, raising=False)
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name and not name.startswith(LOOPBACK):
            raise NetworkRefused(f"A test tried to reach {name}; tests talk to loopback only.")

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return original(self, address)

        return call

    def guarded_look_up(host: Any, *args: Any, **options: Any) -> Any:
        check(host)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of schemas and recordings beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        _lacking("The folder of schemas and recordings (../shared/data) does not lie beside the repository.")
    return SHARED


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node with the clients of tests/peers installed; the test is skipped where they are absent."""
    found = shutil.which("node")
    if found is None:
        _lacking("Node is not installed.")
    if not (PEERS / "node_modules").is_dir():
        _lacking("The Node clients are not installed (npm ci --ignore-scripts in tests/peers).")
    assert found is not None
    return found


class SchemaWitness:
    """Holds every EWS request and answer that passes through a sandbox against the vendor's schema.

    `faults` has one sentence a message that the schema refuses. A request that a test sends wrong on purpose is told
    by `allow_invalid_requests`; answers have no such excuse.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.allow_invalid_requests = False

    def __call__(self, seen: HttpExchange) -> None:
        """Observe one exchange; requests that were refused before they were read (401) are not judged."""
        if seen.server != "exchange" or seen.method != "POST" or seen.status == 401:
            return
        if not self.allow_invalid_requests:
            self._judge("request", seen.operation, seen.body)
        if seen.answer.lstrip().startswith(b"<"):
            self._judge("answer", seen.operation, seen.answer)

    def _judge(self, what: str, operation: str, message: bytes) -> None:
        from tests import schema

        try:
            errors = schema.validate_body(message)
        except Exception as fault:  # an observer must not raise: what it meets becomes a fault of the test
            errors = [repr(fault)]
        self.faults += [f"{operation} {what}: {error}" for error in errors]


@pytest.fixture
def schema_witness() -> Iterator[SchemaWitness]:
    """The judge of all EWS messages of this test's sandboxes; what it found fails the test at its end."""
    witness = SchemaWitness()
    yield witness
    assert not witness.faults, "EWS messages against the schema:\n" + "\n".join(witness.faults[:20])


@pytest.fixture
def sandbox_factory(schema_witness: SchemaWitness, tmp_path: Path) -> Iterator[SandboxFactory]:
    """Makes running sandboxes: `sandbox_factory(contacts=..., seed=..., clock=...)`; all end with the test."""
    from desktop.sandbox.serve import Sandbox, SandboxOptions

    with ExitStack() as running:

        def start(
            contacts: int = 8, seed: int = 1, clock: Callable[[], datetime] | None = None, **more: Any
        ) -> Sandbox:
            options = SandboxOptions(contacts=contacts, seed=seed, clock=clock, observe=schema_witness, **more)
            return running.enter_context(Sandbox(options))

        yield start


@pytest.fixture
def sandbox(sandbox_factory: SandboxFactory) -> Sandbox:
    """A small running sandbox: eight contacts in Salesforce, the personal ones in the mailbox."""
    return sandbox_factory()
