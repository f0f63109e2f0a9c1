"""What both simulated sign-in services share: their plain pages, the way back to the program, and the proof of PKCE.

Plain HTML forms without scripts, styles from elsewhere or cookies, so that a browser and a test can both use them.
It must not know whose sign-in it is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><main><p role="note">Sandbox: a simulated sign-in on this computer.</p><h1>{title}</h1>{content}</main>'
    "</body></html>"
)
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}\Z")
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def page(title: str, content: str) -> str:
    """A page; `content` is HTML, the title is text."""
    return _PAGE.format(title=escape(title), content=content)


def said(*sentences: str) -> str:
    """Paragraphs of plain text as HTML."""
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def form(fields: Sequence[tuple[str, str, str]], hidden: Mapping[str, str], buttons: Mapping[str, str]) -> str:
    """A form that posts to its own address: fields as (name, label, kind), and buttons named `answer` by value."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden.items()
    )
    asked = "".join(
        f'<p><label for="{name}">{escape(label)}</label> <input id="{name}" name="{name}" type="{kind}" '
        f'value="{escape(hidden.get("hint", "")) if name == "username" else ""}" autocomplete="off"></p>'
        for name, label, kind in fields
    )
    pressed = "".join(
        f'<button type="submit" name="answer" value="{escape(value)}">{escape(label)}</button> '
        for value, label in buttons.items()
    )
    return f'<form method="post" action="">{kept}{asked}<p>{pressed}</p></form>'


def link(address: str, label: str) -> str:
    """A link."""
    return f'<p><a href="{escape(address)}">{escape(label)}</a></p>'


def posting(address: str, told: Mapping[str, str], label: str) -> str:
    """A form that carries an answer back to the program by POST (OAuth 2.0 Form Post Response Mode)."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in told.items()
    )
    return f'<form method="post" action="{escape(address)}">{kept}<button type="submit">{escape(label)}</button></form>'


def with_answer(address: str, told: Mapping[str, str]) -> str:
    """The address of the program with an answer in its query."""
    parts = urlsplit(address)
    query = "&".join(part for part in (parts.query, urlencode(told)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def proves(verifier: str, challenge: str) -> bool:
    """Whether a verifier is the one of an S256 challenge (RFC 7636 4.6)."""
    if not _VERIFIER.match(verifier):
        return False
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return hmac.compare_digest(digest, challenge)
