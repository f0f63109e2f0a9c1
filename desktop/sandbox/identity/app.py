"""The sign-in service as a web application: pages, token endpoint, and what programs discover about it.

The only module here that knows the web framework. https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from desktop.sandbox.identity import authorize, grants
from desktop.sandbox.identity.call import Answer, Call, page
from desktop.sandbox.identity.refusals import Refused
from desktop.sandbox.identity.tenant import Tenant
from desktop.sandbox.sign_in_pages import PAGE_HEADERS, said

_PAGES: dict[str, tuple[str, Callable[[Tenant, Call], Answer]]] = {
    "oauth2/v2.0/authorize": ("identity.authorize", authorize.authorize),
    "oauth2/deviceauth": ("identity.device", authorize.device),
    "v2.0/adminconsent": ("identity.adminconsent", authorize.admin_consent),
}
_POSTS: dict[str, tuple[str, Callable[[Tenant, Call], Answer]]] = {
    "oauth2/v2.0/token": ("identity.token", grants.token),
    "oauth2/v2.0/devicecode": ("identity.devicecode", grants.device_code),
}


def create_app(tenant: Tenant) -> Starlette:
    """An application that signs people of this tenant in; each request tells its operation in the request's state."""

    async def serve(request: Request) -> Response:
        request.state.operation, request.state.api_calls = "", 0
        name, _, path = request.url.path.strip("/").partition("/")
        call = Call(_base(request), name, request.method == "POST", await _form(request))
        if (name, path) == ("common", "discovery/instance"):
            request.state.operation = "identity.instance"
            return JSONResponse(_instance(call))
        if not tenant.is_called(name):
            return JSONResponse(Refused(90002).body(tenant.clock()), 400)
        if path == "v2.0/.well-known/openid-configuration":
            request.state.operation = "identity.discovery"
            return JSONResponse(_discovery(tenant, call))
        if path == "discovery/v2.0/keys":
            request.state.operation = "identity.keys"
            return JSONResponse(tenant.key.key_set())
        operations = _PAGES | (_POSTS if call.posted else {})
        if path not in operations:
            return _response(page("Not found", said("There is no such page."), 404))
        request.state.operation, work = operations[path]
        return _response(work(tenant, call))

    return Starlette(routes=[Route("/{path:path}", serve, methods=["GET", "POST"])])


def _response(answer: Answer) -> Response:
    if answer.to:
        return RedirectResponse(answer.to, answer.status, PAGE_HEADERS)
    if isinstance(answer.body, str):
        return HTMLResponse(answer.body, answer.status, PAGE_HEADERS)
    return JSONResponse(answer.body, answer.status, {"Cache-Control": "no-store", "Pragma": "no-cache"})


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body()).decode("utf-8", "replace")
    return {**dict(parse_qsl(request.url.query)), **dict(parse_qsl(body))}


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _discovery(tenant: Tenant, call: Call) -> dict[str, Any]:
    """What the issuer is called has the tenant's number in it, however the tenant was called."""
    return {
        "issuer": f"{call.base}/{tenant.tenant_id}/v2.0",
        "authorization_endpoint": call.address("/oauth2/v2.0/authorize"),
        "token_endpoint": call.address("/oauth2/v2.0/token"),
        "device_authorization_endpoint": call.address("/oauth2/v2.0/devicecode"),
        "jwks_uri": call.address("/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "form_post"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "sandbox",
    }


def _instance(call: Call) -> dict[str, Any]:
    """What programs ask about an authority that they do not know (instance discovery)."""
    host = call.base.partition("://")[2].partition(":")[0]
    discovery = f"{call.base}/common/v2.0/.well-known/openid-configuration"
    alias = {"preferred_network": host, "preferred_cache": host, "aliases": [host]}
    return {"tenant_discovery_endpoint": discovery, "api-version": "1.1", "metadata": [alias]}
