"""A browser for tests: it opens an address, follows links and redirections, fills in a form and presses a button.

Exists so that a sign-in is tested over real HTTP by what is on the page. It runs no scripts and must not know the
program or the sandbox.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from lxml import html


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser shows: its address, the status, and the text of the page."""

    address: str
    status: int
    text: str
    source: bytes
    posted: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """What the browser told this page: the parameters of its address, and the form that was posted to it."""
        return {**dict(parse_qsl(urlsplit(self.address).query)), **self.posted}


class Browser:
    """A window of a browser. `ca_file` is an authority that it trusts; `stop_at` a host and port that it never asks."""

    def __init__(self, ca_file: str, stop_at: str = "") -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = ca_file
        self._stop_at = stop_at
        self.page = Page("about:blank", 0, "", b"")

    def open(self, address: str) -> Page:
        """Go to an address, and on where it sends us."""
        return self._go("GET", address, {})

    def press(self, button: str, **typed: str) -> Page:
        """Fill in the fields of the form that has this button, by their names, and press it."""
        for form in _forms(self.page.source):
            for each in form.xpath(".//button"):
                if (each.text or "").strip() == button:
                    missing = set(typed) - set(form.fields.keys())
                    assert not missing, f"the form of {button} has no {missing}"
                    told = {**dict(form.form_values()), **typed}
                    if each.get("name"):
                        told[each.get("name")] = each.get("value", "")
                    return self._go("POST", urljoin(self.page.address, form.action or ""), told)
        raise AssertionError(f"no button {button} on the page: {self.page.text}")

    def _go(self, method: str, address: str, told: Mapping[str, str]) -> Page:
        for _ in range(10):
            if self._stop_at and urlsplit(address).netloc == self._stop_at:
                self.page = Page(address, 0, "", b"", dict(told) if method == "POST" else {})
                return self.page
            data = dict(told) if method == "POST" else None
            answer = self._session.request(method, address, data=data, allow_redirects=False, timeout=20)
            if answer.status_code not in (301, 302, 303, 307):
                text = html.fromstring(answer.content).xpath("string()") if answer.content else ""
                self.page = Page(address, answer.status_code, " ".join(str(text).split()), answer.content)
                return self.page
            method, address = "GET", urljoin(address, answer.headers["location"])
        raise AssertionError("the pages send us in a circle")


def _forms(source: bytes) -> list[html.FormElement]:
    return [form for form in html.fromstring(source).iter("form") if isinstance(form, html.FormElement)]


def main(words: Sequence[str]) -> int:
    """Open the address of the words and allow what its page asks, as the person in SIGN_IN (JSON) would."""
    ca_file, username, password = json.loads(os.environ["SIGN_IN"])
    browser = Browser(ca_file)
    browser.open(words[-1])
    page = browser.press("Allow", username=username, password=password)
    if "Continue" in page.text:
        browser.press("Continue")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
