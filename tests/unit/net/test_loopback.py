"""The page on this computer to which a browser brings the answer of a sign-in."""

from __future__ import annotations

import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import requests

from desktop.core.faults import PortFault
from desktop.net.loopback import Door, Loopback, open_browser

STATE = "state-of-this-sign-in"
ANSWER = {"code": "the-code", "state": STATE}
Browse = Callable[[str], object]


@pytest.fixture
def taken() -> Iterator[Callable[[socket.AddressFamily, str], int]]:
    """Listens on a port of a family, as another program does; the port."""
    with ExitStack() as held:

        def take(family: socket.AddressFamily, host: str) -> int:
            listener = held.enter_context(socket.socket(family))
            listener.bind((host, 0))
            listener.listen()
            return int(listener.getsockname()[1])

        yield take


def ask(loopback: Loopback, browse: Browse = lambda _: None, **door: object) -> dict[str, str]:
    """What the program is told when a browser does this."""
    with loopback:
        return loopback.ask("https://login.example/page", Door(browse, **door))  # type: ignore[arg-type]


def get(
    loopback: Loopback, told: dict[str, str], host: str = "127.0.0.1", path: str = "/callback"
) -> requests.Response:
    named = {"Host": f"localhost:{loopback.port}"}
    return requests.get(f"http://{host}:{loopback.port}{path}", told, headers=named, timeout=10)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_the_answer_is_heard_whichever_address_the_browser_takes_for_localhost(host: str) -> None:
    loopback = Loopback([0], "/callback", STATE)
    assert ask(loopback, lambda _: get(loopback, ANSWER, host)) == ANSWER


def test_the_address_says_localhost_because_salesforce_registers_no_number() -> None:
    with Loopback([0], "/callback", STATE) as loopback:
        assert loopback.address == f"http://localhost:{loopback.port}/callback"


def test_an_answer_by_a_posted_form_is_heard_too() -> None:
    loopback = Loopback([0], "", STATE)
    address = f"http://localhost:{loopback.port}/"
    assert ask(loopback, lambda _: requests.post(address, ANSWER, timeout=10)) == ANSWER


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_the_next_registered_port_is_used_where_another_program_has_one(
    taken: Callable[..., int], family: socket.AddressFamily, host: str
) -> None:
    busy = taken(family, host)
    with Loopback([0], "", STATE) as other:
        free = other.port
    with Loopback([busy, free], "", STATE) as loopback:
        assert loopback.port == free


def test_no_port_is_made_up_where_none_of_the_registered_ones_is_free(taken: Callable[..., int]) -> None:
    busy = [taken(socket.AF_INET, "127.0.0.1") for _ in range(2)]
    with pytest.raises(PortFault) as refused:
        Loopback(busy, "", STATE)
    assert refused.value.fault.code == "port"
    assert all(str(port) in refused.value.fault.message for port in busy)


def test_an_answer_with_another_state_is_not_used_and_the_right_one_still_is() -> None:
    loopback, pages = Loopback([0], "/callback", STATE), []

    def browse(_: str) -> None:
        for state in ("another", ""):
            pages.append(get(loopback, {"code": "stolen", "state": state}))
        get(loopback, ANSWER)

    assert ask(loopback, browse) == ANSWER
    assert [page.status_code for page in pages] == [400, 400]
    assert "belongs to another sign-in" in pages[0].text


def test_what_comes_after_the_answer_changes_nothing() -> None:
    loopback = Loopback([0], "/callback", STATE)

    def browse(_: str) -> None:
        get(loopback, ANSWER)
        get(loopback, {"error": "access_denied", "state": STATE})

    assert ask(loopback, browse) == ANSWER


def test_other_pages_and_other_names_of_this_computer_find_nothing() -> None:
    loopback, found = Loopback([0], "/callback", STATE), []

    def browse(_: str) -> None:
        found.append(get(loopback, {}, path="/favicon.ico").status_code)
        found.append(get(loopback, ANSWER, path="/other").status_code)
        elsewhere = {"Host": f"rebound.example:{loopback.port}"}
        address = f"http://127.0.0.1:{loopback.port}/callback"
        found.append(requests.get(address, ANSWER, headers=elsewhere, timeout=10).status_code)

    with pytest.raises(PortFault):
        ask(loopback, browse, patience_s=0.0)
    assert found == [404, 404, 404]


@pytest.mark.parametrize(("told", "title"), [(ANSWER, "Signed in"), ({"error": "x", "state": STATE}, "Not signed in")])
def test_the_page_says_that_the_window_may_be_closed_and_loads_nothing(told: dict[str, str], title: str) -> None:
    loopback, pages = Loopback([0], "/callback", STATE), []
    ask(loopback, lambda _: pages.append(get(loopback, told)))
    (page,) = pages
    assert f"<h1>{title}</h1>" in page.text and "You may close this window" in page.text
    assert not any(word in page.text for word in ("src=", "href=", "<script", "the-code"))
    assert page.headers["Content-Security-Policy"] == "default-src 'none'"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_connection_that_a_browser_only_opens_keeps_no_other_waiting() -> None:
    loopback = Loopback([0], "/callback", STATE)

    def browse(_: str) -> None:
        with socket.create_connection(("127.0.0.1", loopback.port)):
            get(loopback, ANSWER)

    assert ask(loopback, browse) == ANSWER


def test_who_stops_is_not_waited_for() -> None:
    with pytest.raises(PortFault) as stopped:
        ask(Loopback([0], "", STATE), cancelled=lambda: True)
    assert stopped.value.fault.code == "cancelled"


def test_who_closes_the_browser_is_waited_for_so_long_and_no_longer() -> None:
    with pytest.raises(PortFault) as ended:
        ask(Loopback([0], "", STATE), patience_s=0.0)
    assert ended.value.fault.code == "no-answer"


def test_the_address_of_the_page_is_shown_and_the_ports_are_free_again_afterwards() -> None:
    shown: list[str] = []
    loopback = Loopback([0], "", STATE)
    with pytest.raises(PortFault):
        ask(loopback, show=shown.append, patience_s=0.0)
    assert shown == ["https://login.example/page"]
    with Loopback([loopback.port], "", STATE) as again:
        assert again.port == loopback.port


def test_nothing_of_an_answer_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    loopback = Loopback([0], "/callback", STATE)
    ask(loopback, lambda _: get(loopback, ANSWER))
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("desktop"))
    assert "the-code" not in ours + "".join(capfd.readouterr())


@pytest.mark.parametrize(("systems", "seen"), [("/usr/local/lib", "/usr/local/lib"), (None, None)])
def test_a_browser_that_the_bundle_starts_finds_the_libraries_of_the_system(
    monkeypatch: pytest.MonkeyPatch, systems: str | None, seen: str | None
) -> None:
    found: list[str | None] = []

    def browse(_: str) -> bool:
        found.append(os.environ.get("LD_LIBRARY_PATH"))
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/the/bundle")
    if systems:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", systems)
    assert open_browser("https://login.example")
    assert (found, os.environ["LD_LIBRARY_PATH"]) == ([seen], "/the/bundle")


def test_a_computer_without_a_browser_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr("webbrowser.open", refuse)
    assert not open_browser("https://login.example")
