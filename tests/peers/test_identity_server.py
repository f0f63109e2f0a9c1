"""Signing in by our way of using msal at an identity server that nobody here wrote: oidc-provider, unmodified."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import trustme

from desktop.core.faults import FaultClass, PortFault
from desktop.exchange.clouds import Place
from desktop.exchange.signin import SignedIn, by_browser
from desktop.exchange.signin_tokens import MicrosoftTokens, VaultCache
from desktop.net.credential_file import CredentialFile
from desktop.net.loopback import Door
from tests.browser import Browser
from tests.conftest import PEERS, REQUIRE_PEERS

SCOPES = ["https://graph.microsoft.com/Contacts.ReadWrite"]
PERSON = "ada@contoso.example"


@pytest.fixture
def place(node: str, tmp_path: Path) -> Iterator[Place]:
    """A running server, with a certificate of its own, and this program registered there."""
    if not (PEERS / "node_modules" / "oidc-provider").is_dir():
        reason = "oidc-provider is not installed (npm ci --ignore-scripts in tests/peers)."
        pytest.fail(reason) if REQUIRE_PEERS else pytest.skip(reason)
    authority = trustme.CA()
    leaf = authority.issue_cert("127.0.0.1", "localhost")
    ca_file, certificate, key = (tmp_path / name for name in ("ca.pem", "certificate.pem", "key.pem"))
    authority.cert_pem.write_to_path(ca_file)
    leaf.private_key_pem.write_to_path(key)
    certificate.write_bytes(b"".join(part.bytes() for part in leaf.cert_chain_pems))
    words = [node, str(PEERS / "oidc.mjs"), str(certificate), str(key), "the-program", *SCOPES]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None and server.stdin is not None
        told = json.loads(server.stdout.readline())
        yield Place("the-program", authority=told["authority"], ca_file=str(ca_file))
        server.stdin.close()


def signed_in(place: Place) -> SignedIn:
    def browse(address: str) -> None:
        browser = Browser(str(place.ca_file))
        browser.open(address)
        browser.press("Sign-in", login=PERSON, password="any")
        while "You may close this window" not in browser.page.text:
            browser.press("Continue")

    return by_browser(place, SCOPES, Door(browse))


def test_the_browser_signs_in_at_a_server_that_knows_the_standard_only(place: Place) -> None:
    found = signed_in(place)
    assert (found.email, found.name) == (PERSON, "Ada")
    assert SCOPES[0] in found.scopes and found.identity.startswith(PERSON)


def test_a_rotated_token_is_kept_and_one_that_was_used_before_ends_the_sign_in(place: Place, tmp_path: Path) -> None:
    vault = CredentialFile(tmp_path, [place.authority])
    cache = VaultCache(vault, "account", nullcontext())
    cache.save(signed_in(place).cache)
    old, first = cache.load(), MicrosoftTokens(place, cache).token(SCOPES)
    second = MicrosoftTokens(place, cache).token(SCOPES, refused=first)
    third = MicrosoftTokens(place, cache).token(SCOPES, refused=second)
    assert len({first, second, third}) == 3
    cache.save(old)
    with pytest.raises(PortFault) as ended:
        MicrosoftTokens(place, cache).token(SCOPES, refused=first)
    assert (ended.value.fault.kind, ended.value.fault.code) == (FaultClass.AUTH_NEEDED, "auth")
