"""The log of a profile: what is in it, what never is, how large it gets, and what nobody caught."""

from __future__ import annotations

import base64
import json
import logging
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.logs import BYTES, CRASHES, FILES, HIDDEN, LOG, Log, keep_bug, redacted
from tests.conftest import ROOT

SECRET = "Tr0ub4dor&3x"
BARE = "kJ8vQ2mZ71aB0c"
SESSION = "00D5g000004CxyzEAC!AQEAQNRQ8VdT.aBcDeF_123"
REFRESH = "5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrfKdBlcSEM"
SIGNED = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl"
BASIC = base64.b64encode(f"CONTOSO\\ada:{SECRET}".encode()).decode()

SHAPES = [
    (f"Authorization: Basic {BASIC}", BASIC),
    (f"authorization: bearer {BARE}", BARE),
    (f"{{'Authorization': 'Bearer {SESSION}', 'Accept': '*/*'}}", SESSION),
    (json.dumps({"Authorization": f"Bearer {BARE}"}), BARE),
    (f"('Authorization', 'Basic {BASIC}')", BASIC),
    (f"{{b'Authorization': b'Basic {BASIC}'}}", BASIC),
    (f"Proxy-Authorization=NTLM {BASIC}", BASIC),
    (f"sent Bearer {BARE} to the org", BARE),
    (f"sent Basic {BASIC}", BASIC),
    (f"Cookie: sid={BARE}; other={SECRET}", SECRET),
    (f"Set-Cookie: sid={BARE}; Path=/", BARE),
    (f"password={SECRET}", SECRET),
    (f"Password: {BARE}", BARE),
    (f'{{"password": "{SECRET} with blanks"}}', "with blanks"),
    (f"{{'password': 'it\\'s {BARE}'}}", BARE),
    (f"ExchangeSignIn(username='ada', password='{SECRET}')", SECRET),
    (json.dumps({"body": json.dumps({"password": SECRET})}), SECRET),
    (f"pwd={BARE}", BARE),
    (f"grant_type=refresh_token&refresh_token={BARE}&client_id=x", BARE),
    (json.dumps({"access_token": SESSION, "refresh_token": REFRESH}), REFRESH),
    (json.dumps({"access_token": SESSION, "refresh_token": REFRESH}), SESSION),
    (f"client_secret = {BARE}", BARE),
    (f"id_token: {SIGNED}", SIGNED),
    (f"the token {SIGNED} is signed", SIGNED),
    (f"<sessionId>{BARE}</sessionId>", BARE),
    (f"<urn:sessionId>{BARE}</urn:sessionId>", BARE),
    (f'<t:Password Type="text">{SECRET}</t:Password>', SECRET),
    (f"https://ada:{BARE}@mail.example/EWS", BARE),
    (f"http://127.0.0.1:5000/callback?code={BARE}&state=abc", BARE),
    (f"GET /frontdoor.jsp?sid={SESSION}", SESSION),
    (f"a session {SESSION} by itself", SESSION),
    (f"a refresh token {REFRESH} by itself", REFRESH),
    (f"code_verifier={BARE}", BARE),
    (f"session_id: {BARE}", BARE),
    (f"X-Api-Key: {BARE}", BARE),
]


@pytest.mark.parametrize(("text", "secret"), SHAPES)
def test_a_secret_is_hidden_in_every_shape(text: str, secret: str) -> None:
    told = redacted(text)
    assert secret not in told
    assert HIDDEN in told


@pytest.mark.parametrize(
    "text",
    [
        "session 7 (schedule): clean, 3 operations",
        "Exchange at mail.example does not offer sign-in with user name and password (Basic).",
        "Sign in to the mailbox again, with the present password.",
        "Basic authentication was refused",
        "https://acme.my.salesforce.com:443/services/data/v67.0/query?q=SELECT+Id",
        "POST of mail.example failed, once more",
        "The token ended.",
        'File "desktop/cli/main.py", line 120, in answer',
    ],
)
def test_a_plain_sentence_stays_as_it_is(text: str) -> None:
    assert redacted(text) == text


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    started = Log(tmp_path)
    started.start()
    yield started
    started.stop()


def test_tracebacks_are_redacted_too(log: Log) -> None:
    try:
        raise RuntimeError(f"refused: Authorization: Basic {BASIC}")
    except RuntimeError as problem:
        logging.getLogger("desktop.test").error("It broke.", exc_info=problem)
    written = log.path.read_text("utf-8")
    assert "RuntimeError" in written
    assert "test_logs.py" in written
    assert BASIC not in written


def test_arguments_of_a_message_are_redacted(log: Log) -> None:
    logging.getLogger("desktop.test").info("headers %s", {"Authorization": f"Bearer {BARE}"})
    assert BARE not in log.path.read_text("utf-8")


def test_ours_is_written_and_of_others_only_what_worries_them(log: Log, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("desktop.app", "exchangelib"):
        for level in (logging.DEBUG, logging.INFO, logging.WARNING):
            logging.getLogger(name).log(level, "%s at %s", name, logging.getLevelName(level))
    lines = [line.split(": ", 1)[1] for line in log.path.read_text("utf-8").splitlines()]
    assert lines == ["desktop.app at INFO", "desktop.app at WARNING", "exchangelib at WARNING"]


def test_the_log_keeps_five_files_of_a_megabyte_that_only_the_owner_can_read(log: Log, tmp_path: Path) -> None:
    for number in range(6 * FILES):
        logging.getLogger("desktop").info("%d %s", number, "x" * (BYTES // 5))
    kept = sorted(tmp_path.glob(f"{LOG}*"))
    assert [path.name for path in kept] == [LOG, *(f"{LOG}.{number}" for number in range(1, FILES))]
    assert all(path.stat().st_size <= BYTES for path in kept)
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_after_the_stop_nothing_is_written(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        logging.getLogger("desktop").warning("while it runs")
    logging.getLogger("desktop").warning("afterwards")
    assert "afterwards" not in log.path.read_text("utf-8")
    assert logging.getLogger("desktop").level == logging.NOTSET


def test_letters_that_the_file_cannot_hold_end_nothing(log: Log) -> None:
    # Past the loggers: whatever else listens to them here could not hold the letter either.
    file = next(each for each in logging.getLogger().handlers if getattr(each, "path", None) == log.path)
    file.handle(logging.makeLogRecord({"name": "desktop", "levelno": 30, "msg": "half a letter: \ud800"}))
    assert "half a letter: \\ud800" in log.path.read_text("utf-8")


def test_a_bug_is_kept_in_the_log_once_whether_it_runs_or_not(tmp_path: Path) -> None:
    problem = RuntimeError("broken on purpose")
    path = keep_bug(tmp_path, problem)
    assert path.read_text("utf-8").count("broken on purpose") == 1
    with Log(tmp_path):
        assert keep_bug(tmp_path, problem) == path
    assert path.read_text("utf-8").count("broken on purpose") == 2


def test_a_profile_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        keep_bug(tmp_path / "file", RuntimeError())


UNCAUGHT = """
import sys, threading
from pathlib import Path
from desktop.logs import Log
log = Log(Path(sys.argv[1]))
log.start()
log.catch()
def broken():
    raise ValueError("in a thread, password=hunter2hunter2")
thread = threading.Thread(target=broken, name="worker")
thread.start()
thread.join()
if sys.argv[2] == "crash":
    import ctypes
    ctypes.string_at(0)
raise KeyError("in the main thread")
"""


def uncaught(profile: Path, how: str) -> subprocess.CompletedProcess[str]:
    """A process that ends by an exception or a crash."""
    command: list[Any] = [sys.executable, "-c", UNCAUGHT, profile, how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_what_nobody_caught_is_in_the_log_and_on_the_screen(tmp_path: Path) -> None:
    told = uncaught(tmp_path, "raise")
    written = (tmp_path / LOG).read_text("utf-8")
    assert "Nobody caught this in worker." in written
    assert "in a thread" in written
    assert "in the main thread" in written
    assert "hunter2" not in written
    assert "in the main thread" in told.stderr


def test_a_crash_leaves_word_of_where_it_was(tmp_path: Path) -> None:
    assert uncaught(tmp_path, "crash").returncode < 0
    assert "string_at" in (tmp_path / CRASHES).read_text("utf-8")


def test_hooks_are_not_put_in_by_starting(log: Log) -> None:
    assert sys.excepthook.__module__ != "desktop.logs"
    assert threading.excepthook.__module__ != "desktop.logs"
