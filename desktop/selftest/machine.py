"""Checks of what the program needs of the machine, or brings in its stead: keychain, certificates, zones, SQLite.

Must not leave anything behind.
"""

from __future__ import annotations

import importlib
import importlib.resources
import sqlite3
import ssl
import tempfile
import threading
import uuid
import zoneinfo
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.faults import PortFault
from desktop.selftest.report import CheckFailed

if TYPE_CHECKING:
    from desktop.net.vault import Vault

KEYCHAIN_LIMIT_S = 20.0
FEATURES = (
    ("WAL", "PRAGMA journal_mode=WAL", ("wal",)),
    ("strict tables", "CREATE TABLE person (name TEXT, folded TEXT AS (lower(name)) STORED) STRICT", None),
    ("full text", "CREATE VIRTUAL TABLE word USING fts5(text)", None),
    ("trigrams", "CREATE VIRTUAL TABLE part USING fts5(text, tokenize='trigram')", None),
    ("trigrams", "INSERT INTO part VALUES ('Chloé Lefèvre')", None),
    ("trigrams", "SELECT count(*) FROM part WHERE part MATCH 'fèvr'", (1,)),
    ("JSON", "SELECT json_extract('{\"a\": [1, 2]}', '$.a[1]')", (2,)),
)
"""What the mirror is built on: a name, a statement and its first row. Together they are one small database."""


def keychain_back_ends() -> str:
    """Every back end that may keep a secret can be loaded, and the keychain library finds them by their metadata."""
    import keyring.backend

    from desktop.net.vault import ALLOWED

    for name in ALLOWED:
        importlib.import_module(name)
    if not metadata.entry_points(group="keyring.backends"):
        raise CheckFailed("the keychain library's list of back ends (its metadata) is absent")
    usable = {type(backend).__module__ for backend in keyring.backend.get_all_keyring()} & set(ALLOWED)
    names = sorted(name.rpartition(".")[2] for name in usable)
    return f"{len(ALLOWED)} can be loaded; usable here: {', '.join(names) or 'none'}"


def keychain() -> str:
    """A secret comes back from the keychain; where the computer offers none that is safe, this is said, not failed."""
    from desktop.net.vault import Keychain

    try:
        vault = Keychain()
    except PortFault:
        return "not tried: this computer offers no keychain that is safe"
    answers: list[str | Exception] = []
    # A keychain that asks its person to unlock it would never answer where nobody sits.
    asking = threading.Thread(target=lambda: answers.append(_round_trip(vault)), daemon=True)
    asking.start()
    asking.join(KEYCHAIN_LIMIT_S)
    if not answers:
        raise CheckFailed(f"{vault.where()}: no answer within {KEYCHAIN_LIMIT_S:.0f} s; is it locked?")
    if isinstance(answers[0], Exception):
        raise answers[0]
    return f"a secret came back {answers[0]}"


def _round_trip(vault: Vault) -> str | Exception:
    account, secret = f"selftest-{uuid.uuid4()}", "naïve secret " * 200
    try:
        vault.put(account, "selftest", secret)
        found = vault.get(account, "selftest")
        vault.delete(account, "selftest")
    except PortFault as fault:
        return CheckFailed(fault.fault.sentence())
    return vault.where() if found == secret else CheckFailed(f"{vault.where()}: another secret came back")


def certificates() -> str:
    """The authorities that servers are held against are there and can be read."""
    import certifi

    shipped = len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs())
    if not shipped:
        raise CheckFailed("the list of authorities that the program brings is empty")
    system = ssl.create_default_context().cert_store_stats()["x509_ca"]
    return f"{shipped} authorities brought along, {system} of this system, {ssl.OPENSSL_VERSION}"


def zones() -> str:
    """Time zones are known by the world's names, also where the system brings none, and by those of Windows."""
    from exchangelib import EWSTimeZone
    from exchangelib.winzone import MS_TIMEZONE_TO_IANA_MAP

    brought = importlib.resources.files("tzdata.zoneinfo").joinpath("Europe", "Berlin").read_bytes()
    if not brought.startswith(b"TZif"):
        raise CheckFailed("the zones that the program brings cannot be read")
    named = EWSTimeZone("America/New_York").ms_id
    if named != "Eastern Standard Time":
        raise CheckFailed(f"New York's zone is called {named} in the language of Exchange")
    return f"{len(zoneinfo.available_timezones())} zones, {len(MS_TIMEZONE_TO_IANA_MAP)} names of Windows"


def database() -> str:
    """SQLite has what the mirror and its search are built on."""
    with (
        tempfile.TemporaryDirectory(prefix="scc-selftest-", ignore_cleanup_errors=True) as folder,
        closing(sqlite3.connect(Path(folder, "features.db"))) as connection,
    ):
        for name, statement, wanted in FEATURES:
            try:
                found = connection.execute(statement).fetchone()
            except sqlite3.Error as fault:
                raise CheckFailed(f"SQLite {sqlite3.sqlite_version} lacks {name}: {fault}") from fault
            if found != wanted:
                raise CheckFailed(f"SQLite {sqlite3.sqlite_version} lacks {name}: it answers {found}")
    return f"SQLite {sqlite3.sqlite_version} with {', '.join(dict.fromkeys(name for name, _, _ in FEATURES))}"
