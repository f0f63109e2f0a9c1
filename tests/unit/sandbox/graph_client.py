"""A bare Graph client for tests of the simulated mailbox: plain requests over HTTP on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from desktop.sandbox.serve import Sandbox

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}
LINK = "String {6f1a0b1c-2d3e-4f50-8a61-7b8c9d0e1f23} Name LinkId"
TIMEOUT_S = 20


class GraphClient:
    """Sends requests with the sandbox's token; paths begin under the version."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.mailbox = sandbox, sandbox.mailbox
        self.url = str(sandbox.ready["graph"]["http_url"])
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Authorization"] = f"Bearer {sandbox.ready['graph']['access_token']}"

    def send(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request; a whole address is taken as it is."""
        url = path if path.startswith("http") else self.url + path
        return self.http.request(method, url, timeout=TIMEOUT_S, **more)

    def get(self, path: str, headers: Mapping[str, str] | None = None, **options: str) -> dict[str, Any]:
        """The body of a GET that succeeds; `options` are query options without their dollar sign."""
        params = {f"${name}": text for name, text in options.items()}
        answer = self.send("GET", path, params=params, headers=dict(headers or {}))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def create(self, surname: str, path: str = "/me/contacts", **members: Any) -> dict[str, Any]:
        """A new contact."""
        answer = self.send("POST", path, json={"surname": surname, **members})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def refused(self, method: str, path: str, **more: Any) -> tuple[int, str]:
        """Status and code of a request that is refused."""
        answer = self.send(method, path, **more)
        return answer.status_code, str(answer.json()["error"]["code"])

    def batch(self, *parts: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The answers of a batch by id."""
        answer = self.send("POST", "/$batch", json={"requests": list(parts)})
        assert answer.status_code == 200, answer.text
        return {part["id"]: part for part in answer.json()["responses"]}

    def plan(self, *rules: dict[str, Any]) -> None:
        """Put these faults in place, all of them Graph's."""
        plan = {"rules": [{"server": "graph", **rule} for rule in rules]}
        answer = self.http.put(self.sandbox.ready["control"]["url"] + "/faults", json=plan, timeout=TIMEOUT_S)
        assert answer.status_code == 200, answer.text
