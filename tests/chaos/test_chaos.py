"""`kill -9` at bad moments over real HTTP, with faults on; nothing is lost and nothing is doubled.

Two stories of ten kills, so that they run side by side; `python -m tests.chaos` tells as many as wanted.

Laws: L9, unless a test names its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.gate import Doom, Gate, Heard, may_write
from tests.chaos.journal import Journal
from tests.chaos.processes import starts
from tests.chaos.run import Options, run, world
from tests.chaos.story import Tally

KILLS = 10


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [21, 22])
def test_ten_kills_lose_nothing_and_double_nothing(seed: int) -> None:
    tally = run(Options(KILLS, seed))
    assert tally.kills == KILLS
    assert tally.states["between intent and settle"] >= KILLS // 4, tally.states


@pytest.mark.timeout(300)
@pytest.mark.parametrize("heard", [Heard.UNSENT, Heard.LOST])
def test_a_confirmed_first_sync_that_is_killed_goes_on_without_being_asked_again(heard: Heard, tmp_path: Path) -> None:
    with starts(tmp_path, cold=False) as start, world(tmp_path, start, 5, Tally()) as story:
        story.make(60)
        assert story.session(Doom(heard, 2), "--yes", bad=False) is None
        assert story.session(None, bad=False) == 0
        assert story.waits() == 0
        story.settle()
        story.end()


def test_the_gate_kills_at_the_request_that_was_named() -> None:
    """No law: the gate."""
    happened: list[str] = []
    gate = Gate(lambda: happened.append("kill"))
    gate.watch(Doom(Heard.LOST, 2))

    def passes(writes: bool) -> bool:
        return gate.pass_on(writes, lambda: happened.append("forward"), lambda: happened.append("answer"))

    assert [passes(True), passes(False), passes(True), passes(True)] == [True, True, False, True]
    assert happened == ["forward", "answer", "forward", "answer", "forward", "kill", "forward", "answer"]
    assert gate.written == 3


@pytest.mark.parametrize(
    ("method", "path", "body", "writes"),
    [
        ("POST", "/EWS/Exchange.asmx", b"<s:Body><m:CreateItem>", True),
        ("POST", "/EWS/Exchange.asmx", b"<s:Body><m:FindItem>CreateItem", False),
        ("POST", "/services/data/v60.0/composite", b'{"compositeRequest": [{"method": "GET"}]}', False),
        ("POST", "/services/data/v60.0/composite", b'{"compositeRequest": [{"method": "PATCH"}]}', True),
        ("POST", "/services/data/v60.0/composite/sobjects", b"{}", True),
        ("GET", "/services/data/v60.0/query", b"", False),
        ("POST", "/services/oauth2/token", b"", False),
    ],
)
def test_the_gate_knows_what_may_write(method: str, path: str, body: bytes, writes: bool) -> None:
    """No law: the gate."""
    assert may_write(method, path, body) is writes


def test_the_journal_of_a_killed_program_tells_what_was_open() -> None:
    """No law: the histogram."""
    assert Journal(("create in Outlook",), 3).state == "between intent and settle"
    assert Journal((), 3).state == "everything settled"
    assert Journal((), 0).state == "no write begun"
