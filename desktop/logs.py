"""The log of a profile: what went wrong, for whoever has to find out why, without any secret.

Exists beside the composition root, since only a whole process has a log. Every text is redacted as a whole, tracebacks
included, just before it is written. Must not know what happened; whoever logs says it.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

LOG, CRASHES = "desktop.log", "crash.log"
"""Files of the profile: the newest log (older ones end in a number), and what Python says when it is killed."""
BYTES, FILES = 1_000_000, 5
HIDDEN: Final = "•••"
_OURS = "desktop"
_log = logging.getLogger(_OURS)

_NAMES = (
    r"(?:access|refresh|id|auth|bearer|csrf|oauth)?[_-]?token|(?:client|app)?[_-]?secret|pass(?:word|wd|phrase)|pwd"
    r"|session[_-]?id|sid|api[_-]?key|assertion|code[_-]?verifier|credentials?|signature"
)
_SHAPES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # A header or a field of this name, to the end of the line or of its quotes.
        (r"""(\b(?:proxy-)?authorization\b["']*\s*[:=,]\s*)(b?["'])(?:[^"'\\]|\\.)*\2""", rf"\1\2{HIDDEN}\2"),
        (r"(\b(?:(?:proxy-)?authorization|(?:set-)?cookie)\b\s*[:=]\s*)[^\r\n\"'}{]+", rf"\1{HIDDEN}"),
        # A scheme with what follows it, wherever it stands; words of a sentence have no digit, sign or inner capital.
        (r"\b(Bearer|Basic|OAuth|Negotiate|NTLM)\s+(?=[a-z0-9+/=._~!-]*(?-i:[0-9+/=!_]|[a-z][A-Z]))[a-z0-9+/=._~!-]+",
         rf"\1 {HIDDEN}"),
        # name="value", 'name': 'value', name=value, "name":"value", also escaped in another text.
        (rf"""((?<![a-z0-9])(?:{_NAMES})\\*["']?\s*[:=]\s*)(b?\\*["'])(?:(?!\2)(?:\\.|[^\\]))*\2""",
         rf"\1\2{HIDDEN}\2"),
        (rf"""((?<![a-z0-9])(?:{_NAMES})\s*[:=]\s*)[^\s"',;&<>)\]}}]+""", rf"\1{HIDDEN}"),
        (r"([?&#](?:code|state)=)[^\s\"'&#<>]+", rf"\1{HIDDEN}"),
        # <sessionId>value</sessionId>, with or without a prefix.
        (rf"(<(?:[a-z0-9_]+:)?(?:{_NAMES})(?:\s[^<>]*)?>)[^<]+(?=</)", rf"\1{HIDDEN}"),
        (r"(://[^\s/:@\"']+:)[^\s/@\"']+(?=@)", rf"\1{HIDDEN}"),
        # Values that are known by their own form: sessions and refresh tokens of Salesforce, signed tokens.
        (r"\b00D[a-z0-9]{12,15}![a-z0-9._]+", HIDDEN),
        (r"\b5Aep[a-z0-9._]{16,}", HIDDEN),
        (r"\beyJ[a-z0-9_-]{8,}\.[a-z0-9_-]+\.?[a-z0-9_.-]*", HIDDEN),
    )
)  # fmt: skip


def redacted(text: str) -> str:
    """A text without what looks like a password, token, session or header that signs in."""
    for pattern, replacement in _SHAPES:
        text = pattern.sub(replacement, text)
    return text


class Log:
    """The log of one profile, from `start` to `stop`. A context manager."""

    def __init__(self, profile: Path) -> None:
        self.path = profile / LOG
        self._handler: _File | None = None
        self._level_before = logging.NOTSET
        self._crashes: TextIOWrapper | None = None

    def start(self) -> None:
        """Write down what is logged from now on. Raises OSError where the profile cannot be written to."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handler = _File(self.path)
        logging.getLogger().addHandler(self._handler)
        ours = logging.getLogger(_OURS)
        self._level_before = ours.level
        ours.setLevel(logging.INFO)

    def stop(self) -> None:
        """Write no more and close the files; a second call does nothing."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            logging.getLogger(_OURS).setLevel(self._level_before)
            self._handler.close()
            self._handler = None
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None

    def catch(self) -> None:
        """Log what nobody caught, in any thread, and have Python say where it was when the process is killed."""
        self._crashes = _private(self.path.with_name(CRASHES))
        faulthandler.enable(self._crashes)
        before, before_in_threads = sys.excepthook, threading.excepthook

        def caught(kind: type[BaseException], problem: BaseException, at: TracebackType | None) -> None:
            if issubclass(kind, Exception):
                _log.critical("Nobody caught this.", exc_info=(kind, problem, at))
            if sys.stderr is not None:
                before(kind, problem, at)

        def caught_in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                name = args.thread.name if args.thread else "a thread"
                exc_info = (args.exc_type, args.exc_value, args.exc_traceback)
                _log.critical("Nobody caught this in %s.", name, exc_info=exc_info)
            if sys.stderr is not None:
                before_in_threads(args)

        sys.excepthook, threading.excepthook = caught, caught_in_thread

    def __enter__(self) -> Log:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def keep_bug(profile: Path, problem: BaseException) -> Path:
    """Write a bug with its traceback to the log of a profile, which is returned. Raises OSError where that fails."""
    known = [handler.path for handler in logging.getLogger().handlers if isinstance(handler, _File)]
    if profile / LOG in known:
        _log.error("A command broke.", exc_info=problem)
        return profile / LOG
    with Log(profile) as log:
        _log.error("A command broke.", exc_info=problem)
        return log.path


class _File(RotatingFileHandler):
    """A rotating file for its owner's eyes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path, maxBytes=BYTES, backupCount=FILES - 1)
        self.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def filter(self, record: logging.LogRecord) -> bool:
        """Ours, and what worries others."""
        ours = record.name.split(".")[0] == _OURS
        return record.levelno >= (logging.INFO if ours else logging.WARNING)

    def _open(self) -> TextIOWrapper:
        return _private(self.path)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def _private(path: Path) -> TextIOWrapper:
    """A file for its owner's eyes, to be added to; what cannot be encoded is written as its number."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")
