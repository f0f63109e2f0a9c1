"""One request to the sign-in service and its answer, free of any web framework.

Knows nothing of what the calls do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox import sign_in_pages


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `base` is scheme and host as the client wrote them, `form` has query and body together."""

    base: str
    tenant: str
    posted: bool
    form: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A parameter; '' where it is not given."""
        return self.form.get(name, "")

    def address(self, path: str) -> str:
        """The address of a page of the tenant."""
        return f"{self.base}/{self.tenant}{path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: JSON (a dictionary), a page (a text), or a redirection (`to`)."""

    status: int
    body: Mapping[str, Any] | str = ""
    to: str = ""


def page(title: str, content: str, status: int = 200) -> Answer:
    """A page as an answer."""
    return Answer(status, sign_in_pages.page(title, content))
