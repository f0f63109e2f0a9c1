"""The certificate authority of one sandbox run, so that clients speak verified TLS to loopback.

It knows how keys are made and where they lie; it must not know what is served with them.
"""

from __future__ import annotations

import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path

import trustme

LEAF_NAMES = ("localhost", "127.0.0.1", "::1")
CA_FILE = "ca.pem"
CA_KEY_FILE = "ca.key"


@dataclass(frozen=True, slots=True)
class Certificates:
    """A trust anchor on disk and the server context whose leaf it signed.

    `private_folder` is set when the anchor lies in a temporary folder of ours: `discard` removes it.
    """

    ca_file: Path
    server_context: ssl.SSLContext
    private_folder: tempfile.TemporaryDirectory[str] | None = None

    def discard(self) -> None:
        """Remove the temporary folder; an anchor in a state folder stays."""
        if self.private_folder is not None:
            self.private_folder.cleanup()


def issue(folder: Path | None) -> Certificates:
    """Make a CA (or take the one that `folder` remembers) and a fresh leaf for loopback names.

    Without a folder the CA certificate lies in a private temporary folder and its key only in memory.
    Raises OSError when the folder cannot be written.
    """
    if folder is None:
        private = tempfile.TemporaryDirectory(prefix="scc-sandbox-")
        ca = trustme.CA(organization_name="SmartCloud Connect sandbox")
        return _with_leaf(ca, Path(private.name), private)
    folder.mkdir(parents=True, exist_ok=True)
    return _with_leaf(_remembered_authority(folder), folder, None)


def _remembered_authority(folder: Path) -> trustme.CA:
    certificate, key = folder / CA_FILE, folder / CA_KEY_FILE
    if certificate.is_file() and key.is_file():
        return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
    ca = trustme.CA(organization_name="SmartCloud Connect sandbox")
    key.touch(mode=0o600)
    ca.private_key_pem.write_to_path(str(key))
    return ca


def _with_leaf(ca: trustme.CA, folder: Path, private: tempfile.TemporaryDirectory[str] | None) -> Certificates:
    ca_file = folder / CA_FILE
    ca.cert_pem.write_to_path(str(ca_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    ca.issue_cert(*LEAF_NAMES).configure_cert(context)
    return Certificates(ca_file.resolve(), context, private)
