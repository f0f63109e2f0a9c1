"""The control address: a loopback page by which the fault plan of a running sandbox is read, replaced and emptied.

GET, PUT and DELETE of `/faults`, and GET of `/outbox` for the mails that were sent, in JSON. It must not know the
servers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desktop.sandbox.mishaps.plan import FaultPlan, PlanUnreadable


def create_app(
    told: Callable[[], FaultPlan],
    replace: Callable[[FaultPlan], Coroutine[None, None, None]],
    mails: Callable[[], list[dict[str, Any]]],
) -> Starlette:
    """The application; `told` gives the present plan, `replace` puts another in its place, `mails` were sent so far."""

    async def outbox(_: Request) -> Response:
        return JSONResponse({"mails": mails()})

    async def serve(request: Request) -> Response:
        if request.method == "DELETE":
            await replace(FaultPlan())
        elif request.method == "PUT":
            try:
                await replace(FaultPlan.read(json.loads(await request.body())))
            except (ValueError, PlanUnreadable) as problem:
                return JSONResponse({"problem": str(problem)}, status_code=400)
        return JSONResponse(told().told())

    faults = Route("/faults", serve, methods=["GET", "PUT", "DELETE"])
    return Starlette(routes=[faults, Route("/outbox", outbox)])
