"""JSON batching: up to twenty calls in one request, each answered by itself.

https://learn.microsoft.com/graph/json-batching - a part waits for those that it depends on and fails with them; the
answers stand in another order than the parts. It must not know what the parts do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.sandbox.exchange.graph.call import Call, Reply, read_address
from desktop.sandbox.exchange.refusals import Refusal

MOST_PARTS = 20
Answer = Callable[[Call], Reply]


def answer_batch(call: Call, answer: Answer) -> Reply:
    """The answers of all parts; raises BadRequest for a batch that is malformed as a whole."""
    call.expect("POST")
    parts = _parts(call)
    replies: dict[str, Reply] = {}
    for number, part in enumerate(parts):
        identifier = part["id"]
        needed = _needed(part, [earlier["id"] for earlier in parts[:number]])
        if any(replies[name].status >= 400 for name in needed):
            replies[identifier] = _failed()
        else:
            replies[identifier] = answer(_call_of(call, part))
    written = [_written(identifier, reply) for identifier, reply in replies.items()]
    return Reply(200, {"responses": written[::-1]})


def _parts(call: Call) -> list[dict[str, Any]]:
    parts = call.members.get("requests")
    if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
        raise Refusal("BadRequest", "Invalid batch payload format.")
    if len(parts) > MOST_PARTS:
        text = f"Number of batch request steps exceeds the maximum value of {MOST_PARTS}."
        raise Refusal("MaximumValueExceeded", text)
    for part in parts:
        if not all(isinstance(part.get(name), str) and part[name] for name in ("id", "method", "url")):
            raise Refusal("BadRequest", "Each batch request step has an id, a method and a url.")
        if not isinstance(part.get("headers") or {}, dict):
            raise Refusal("BadRequest", "The headers of a batch request step are an object.")
        if "body" in part and "content-type" not in {name.lower() for name in part.get("headers") or {}}:
            raise Refusal("BadRequest", "A batch request step with a body names its content type.")
    if len({part["id"] for part in parts}) < len(parts):
        raise Refusal("BadRequest", "The ids of batch request steps are unique.")
    return parts


def _needed(part: Mapping[str, Any], earlier: list[str]) -> list[str]:
    needed = part.get("dependsOn") or []
    if not isinstance(needed, list) or not all(name in earlier for name in needed):
        raise Refusal("BadRequest", "A batch request step depends on steps before it only.")
    return needed


def _failed() -> Reply:
    refusal = Refusal("FailedDependency")
    return Reply(424, {"error": {"code": refusal.code, "message": refusal.text}})


def _call_of(call: Call, part: Mapping[str, Any]) -> Call:
    path, segments, options = read_address(part["url"])
    return Call(
        method=part["method"].upper(),
        path=path,
        segments=segments,
        options=options,
        headers={str(name).lower(): str(value) for name, value in (part.get("headers") or {}).items()},
        body=part.get("body"),
        root=call.root,
        horizon=call.horizon,
        scopes=call.scopes,
    )


def _written(identifier: str, reply: Reply) -> dict[str, Any]:
    written: dict[str, Any] = {"id": identifier, "status": reply.status, "headers": dict(reply.headers)}
    if reply.body is not None:
        written["headers"]["Content-Type"] = "application/json"
        written["body"] = reply.body
    return written
