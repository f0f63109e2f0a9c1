"""Clients that nobody here wrote, unmodified, against the sandbox; and a parser that nobody here wrote on our SOQL."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop import wiring
from desktop.app.ports import ExchangeSignIn, SalesforceSignIn

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SchemaWitness

HERE = Path(__file__).parent


@pytest.fixture
def seen_by(node: str) -> Callable[..., Any]:
    """Runs one of the scripts of this folder and gives the JSON that it prints."""

    def run(script: str, *arguments: str, ca_file: str | None = None, stdin: str = "") -> Any:
        environment = {**os.environ, **({"NODE_EXTRA_CA_CERTS": ca_file} if ca_file else {})}
        done = subprocess.run(
            [node, str(HERE / script), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_jsforce_reads_writes_and_renews_its_session(
    sandbox_factory: Callable[..., Sandbox], seen_by: Callable[..., Any]
) -> None:
    sandbox = sandbox_factory(contacts=2_300)
    seen = seen_by("jsforce.cjs", json.dumps(sandbox.ready), ca_file=sandbox.ready["ca_file"])
    assert seen == {
        "total": 2_300,
        "distinct": 2_300,
        "made": [True, False],
        "refusal": "REQUIRED_FIELD_MISSING",
        "title": "Countess",
        "found": ["Lovelace"],
        "fields": 59,
        "objects": ["Account", "Contact", "User"],
        "user": sandbox.ready["salesforce"]["user_id"],
        "limit": 100_000,
        "usage": True,
        "gone": "NOT_FOUND",
        "renewed": 1,
        "malformed": "MALFORMED_QUERY",
    }


def test_ews_javascript_api_walks_the_mailbox(
    sandbox: Sandbox, schema_witness: SchemaWitness, seen_by: Callable[..., Any]
) -> None:
    # Only the sandbox's answers are ours to keep valid here.
    schema_witness.allow_invalid_requests = True
    seen = seen_by("ews.cjs", json.dumps(sandbox.ready), ca_file=sandbox.ready["ca_file"])
    assert seen == {
        "before": 24,
        "folders": 1,
        "synced": 1,
        "name": "Ada Lovelace",
        "categories": ["Salesforce"],
        "conflict": "ErrorIrresolvableConflict",
        "found": 1,
        "left": 0,
        "bin": 1,
    }


def test_every_soql_text_of_a_sync_is_good_to_a_parser_of_others(tmp_path: Path, seen_by: Callable[..., Any]) -> None:
    from desktop.sandbox.serve import Sandbox, SandboxOptions

    texts: list[str] = []
    with Sandbox(SandboxOptions(contacts=30, observe=lambda exchange: texts.extend(_soql_of(exchange)))) as sandbox:
        _sync_both_ways(sandbox, tmp_path)
    assert len(set(texts)) >= 6
    complaints = seen_by("soql.cjs", stdin=json.dumps(sorted(set(texts))))
    assert [complaint for complaint in complaints if complaint] == []


def _soql_of(exchange: Any) -> list[str]:
    found: list[str] = []

    def look(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "url" and isinstance(inner, str):
                    found.extend(parse_qs(urlsplit(inner).query).get("q", []))
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    if exchange.server == "salesforce":
        found.extend(parse_qs(exchange.query).get("q", []))
        if exchange.body.lstrip().startswith(b"{"):
            look(json.loads(exchange.body))
    return found


def _sync_both_ways(sandbox: Sandbox, profile: Path) -> None:
    """A first sync, then a day that makes the program search, re-read and delete."""
    from desktop.sandbox.people import SimulatedPeople

    salesforce, exchange, ca = sandbox.ready["salesforce"], sandbox.ready["exchange"], sandbox.ready["ca_file"]
    with wiring.open_program(profile) as program:
        program.connect_salesforce(
            SalesforceSignIn(
                salesforce["instance_url"],
                salesforce["access_token"],
                salesforce["refresh_token"],
                salesforce["client_id"],
                salesforce["login_url"],
                ca,
            )
        )
        program.connect_exchange(
            ExchangeSignIn(exchange["ews_url"], exchange["username"], exchange["password"], exchange["email"], ca)
        )
        program.sync(yes=True)
        people = SimulatedPeople(sandbox.ready)
        people.add_in_outlook({"GivenName": 'O\'Neill \\ "x"', "Surname": "Vega%_", "CompanyName": "Bergmann 'Pharma'"})
        program.sync()
        program.sync()
        assert program.queries.doctor() == []
